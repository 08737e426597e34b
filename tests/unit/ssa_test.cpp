// The SSA form (codegen/ssa): it is sound for every program, and does what the stack form does.
//
// The second is shown by running both on a machine that knows nothing but flow: whatever is no flow
// is an event, which gives a new value, or raises, by a seeded choice. The same seed must give the
// same events with the same operands. The stack machine below does what the virtual machine does
// with its stack and its exception blocks.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "random_function.h"
#include "taipan/abi/patterns.h"
#include "taipan/codegen/lower.h"
#include "taipan/codegen/ssa.h"
#include "taipan/codegen/ssa_liveness.h"
#include "taipan/frontend/parser.h"
#include "taipan/frontend/scopes.h"
#include "taipan/support/names.h"

using namespace taipan;
using IrOp = abi::Op;
using SsaOp = ssa::Op;

namespace {
constexpr unsigned kSmallIntBits = 31;
constexpr unsigned kSpin = 20000; // steps after which a run ends that may have no end

/// A source with all that is made of it up to the SSA form.
class Program {
  public:
    explicit Program(std::string text) : text_(std::move(text)) {
        ParseOptions options;
        options.input = InputKind::File;
        const ast::Stmt* tree = parse(source_, interner_, arena_, sink_, options);
        if (tree == nullptr || sink_.hasErrors()) return;
        scopes_ = resolve(*tree, interner_, sink_, {});
        if (sink_.hasErrors()) return;
        ir = lower(scopes_, interner_, arena_, sink_, {});
        ok = !sink_.hasErrors();
        if (ok) form = ssa::build(ir, kSmallIntBits);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    ssa::Function& function(size_t i) { return form.functions[i]; }

    bool ok = false;
    ir::Module ir;
    ssa::Module form;

  private:
    std::string text_;
    SourceBuffer source_{text_, "test.py"};
    Interner interner_;
    Arena arena_;
    DiagnosticSink sink_;
    ScopeTree scopes_;
};

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The sources of our tests: programs, and what golden files are made of.
std::vector<std::string> sources() {
    std::vector<std::string> found;
    for (const char* folder : {"run", "runtime", "frozen", "golden/ir", "golden/bytecode"}) {
        for (const auto& entry : std::filesystem::directory_iterator(
                 std::filesystem::path(TAIPAN_TESTS_DIR) / folder)) {
            const std::string ending = entry.path().extension().string();
            if (ending != ".py" && ending != ".test") continue;
            std::string text = contentOf(entry.path());
            found.push_back(text.substr(0, text.find("\n---\n") + 1));
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

// ---- the machine of events ---------------------------------------------------------------------

/// A value: which event made it, and which part of that it is.
struct Token {
    enum Kind : uint8_t { Null, None, Number, Made, Raised, Cell } kind = Null;
    int64_t id = 0;
    int64_t part = 0;
    auto operator<=>(const Token&) const = default;
};

struct Thrown {
    Token token;
};

/// The events of a run, up to a limit.
class Trace {
  public:
    explicit Trace(uint64_t seed) : seed_(seed) {}

    bool over() const { return lines_.size() >= 400; }
    Token event(const char* what, const std::vector<Token>& operands, uint64_t arg = 0) {
        record(what, operands, arg);
        if (over()) throw Thrown{{Token::Raised, -1}};
        if (choice(14) == 0) throw Thrown{{Token::Raised, count()}};
        return {Token::Made, count()};
    }
    [[noreturn]] void raise(const char* what, const std::vector<Token>& operands) {
        record(what, operands, 0);
        throw Thrown{{Token::Raised, count()}};
    }
    void record(const char* what, const std::vector<Token>& operands, uint64_t arg) {
        std::string line = what + (" " + std::to_string(arg));
        for (const Token& each : operands)
            line += " " + std::to_string(each.kind) + ":" + std::to_string(each.id) + "." +
                    std::to_string(each.part);
        lines_.push_back(std::move(line));
    }
    /// One of `n`, the same for the same number of events.
    unsigned choice(unsigned n) const {
        uint64_t x = (seed_ + 1) * 0x9e3779b97f4a7c15u + lines_.size() * 0xbf58476d1ce4e5b9u;
        x = (x ^ (x >> 29)) * 0x94d049bb133111ebu;
        return static_cast<unsigned>((x ^ (x >> 32)) % n);
    }
    const std::vector<std::string>& lines() const { return lines_; }

  private:
    int64_t count() const { return static_cast<int64_t>(lines_.size()); }
    uint64_t seed_;
    std::vector<std::string> lines_;
};

Token part(const Token& of, int64_t number) {
    return {of.kind, of.id, number + 1};
}
/// The self of a method: null for some.
Token selfOf(const Token& pair) {
    return pair.id % 3 == 0 ? Token{} : part(pair, 1);
}

/// What __exit__ makes of a completion.
Token withExit(Trace& trace, const Token& exit, const Token& self, const Token& completion) {
    // A return or jump that waits looks different in both forms.
    const Token seen = completion.kind == Token::Number ? Token{Token::Number} : completion;
    trace.event("with.exit", {exit, self, seen});
    return completion.kind == Token::Raised && trace.choice(2) == 0 ? Token{Token::None}
                                                                    : completion;
}

// ---- the stack form ----------------------------------------------------------------------------

class StackMachine {
  public:
    StackMachine(const ir::Module& module, const ir::Function& function, Trace& trace)
        : module_(module), function_(function), trace_(trace) {
        for (uint32_t i = 0; i < function.code.size(); ++i)
            if (function.code[i].op == ir::kLabel) {
                labels_.resize(std::max<size_t>(labels_.size(), function.code[i].arg + 1));
                labels_[function.code[i].arg] = i;
            }
        const Scope& scope = *function.scope;
        locals_.resize(scope.localCount + 1);
        uint32_t arguments = scope.positionalArgs + scope.keywordOnlyArgs;
        for (const uint8_t rest : {abi::kScopeVarArgs, abi::kScopeVarKeywords})
            if ((function.flags & rest) != 0) ++arguments;
        for (uint32_t i = 0; i < arguments; ++i) locals_[i] = {Token::Made, -1 - int64_t{i}};
        for (const Symbol& symbol : scope.symbols.all())
            if (symbol.kind == SymbolKind::Cell || symbol.kind == SymbolKind::Free)
                locals_[symbol.slot] = {Token::Cell, symbol.slot};
    }

    void run() {
        unsigned steps = 0;
        for (at_ = 0; !done_ && !trace_.over();) {
            if (++steps == kSpin) return; // nothing happens in it
            const uint32_t at = at_++;
            try {
                if (!ir::isMark(function_.code[at].op)) step(function_.code[at]);
            } catch (const Thrown& thrown) {
                at_ = at;
                land(thrown.token);
            }
        }
    }

  private:
    struct Block {
        bool runsAlways; // finally, with
        uint32_t handler;
        size_t depth;
        Token raised;
    };

    void push(Token token) { stack_.push_back(token); }
    Token pop() {
        const Token token = stack_.back();
        stack_.pop_back();
        return token;
    }
    std::vector<Token> pop(size_t count) {
        std::vector<Token> taken(stack_.end() - static_cast<ptrdiff_t>(count), stack_.end());
        stack_.resize(stack_.size() - count);
        return taken;
    }
    void land(Token raised) {
        while (!blocks_.empty() && blocks_.back().handler < at_) blocks_.pop_back();
        if (blocks_.empty()) {
            trace_.record("ends raising", {raised}, 0);
            done_ = true;
            return;
        }
        stack_.resize(blocks_.back().depth);
        push(raised);
        blocks_.back().raised = raised;
        at_ = blocks_.back().handler;
    }
    bool isActive(const Block& block) const { return block.handler < at_; }
    /// Drops what the handler of a finally has on the stack, below what is on top.
    void cancelFinally() {
        const Token top = pop();
        if (pop().kind == Token::Number) pop();
        push(top);
    }
    /// The stack: where to, how many blocks.
    void unwindJump() {
        int64_t count = pop().id;
        while ((count & abi::kUnwindBlocks) > 0) {
            --count;
            if (blocks_.back().runsAlways) {
                if (!isActive(blocks_.back())) {
                    push({Token::Number, count});
                    at_ = blocks_.back().handler;
                    return;
                }
                cancelFinally();
            }
            blocks_.pop_back();
        }
        at_ = static_cast<uint32_t>(pop().id);
        if (count != 0) pop(abi::kIteratorSlots);
    }
    /// The stack: what to return.
    void unwindReturn() {
        while (!blocks_.empty()) {
            if (blocks_.back().runsAlways) {
                if (!isActive(blocks_.back())) {
                    const Token value = pop();
                    stack_.resize(blocks_.back().depth);
                    push(value);
                    push({Token::Number, -1});
                    at_ = blocks_.back().handler;
                    return;
                }
                cancelFinally();
            }
            blocks_.pop_back();
        }
        trace_.record("returns", {pop()}, 0);
        done_ = true;
    }
    void endFinally() {
        blocks_.pop_back();
        const Token completion = pop();
        if (completion.kind == Token::None) return;
        if (completion.kind == Token::Raised) throw Thrown{completion};
        if (completion.id < 0) return unwindReturn();
        push(completion);
        unwindJump();
    }
    void withCleanup() {
        const Token completion = stack_.back();
        if (completion.kind == Token::Number) {
            const std::vector<Token> all = pop(4); // exit, self, what waits
            withExit(trace_, all[0], all[1], all[3]);
            push(all[2]);
            return push(all[3]);
        }
        const std::vector<Token> all = pop(3);
        push(withExit(trace_, all[0], all[1], all[2]));
    }
    void raiseLast() {
        for (size_t i = blocks_.size(); i-- > 0;)
            if (blocks_[i].raised.kind == Token::Raised) throw Thrown{blocks_[i].raised};
        trace_.raise("nothing", {});
    }
    Token local(uint32_t slot) {
        if (locals_[slot].kind == Token::Null) trace_.raise("unbound", {{Token::Number, slot}});
        return locals_[slot];
    }
    void event(SsaOp op, size_t operands, const ir::Instr& instr, bool result) {
        const Token made = trace_.event(ssa::opInfo(op).text, pop(operands), instr.arg);
        if (result) push(made);
    }
    bool truth(const Token& of) {
        trace_.event("truth", {of});
        return trace_.choice(2) == 0;
    }
    /// The test at the start of the handler of `async with`.
    bool asyncWithTest() {
        const uint32_t test = at_ - 1;
        const std::vector<ir::Instr>& code = function_.code;
        for (uint32_t i = 0; i < std::size(abi::kAsyncWithTest); ++i)
            if (test + i >= code.size() || code[test + i].op != abi::kAsyncWithTest[i].op)
                return false;
        if (code[test + 1].arg != index(names::BaseException)) return false;
        at_ = test + static_cast<uint32_t>(std::size(abi::kAsyncWithTest));
        if (stack_.back().kind != Token::Raised) at_ = labels_[code[at_ - 1].arg];
        return true;
    }
    void step(const ir::Instr& instr);
    bool plain(const ir::Instr& instr);
    bool places(const ir::Instr& instr);

    const ir::Module& module_;
    const ir::Function& function_;
    Trace& trace_;
    std::vector<uint32_t> labels_;
    std::vector<Token> locals_, stack_;
    std::vector<Block> blocks_;
    uint32_t at_ = 0;
    bool done_ = false;
};

/// Operations that are events, with what they take off the stack.
bool StackMachine::plain(const ir::Instr& instr) {
    const size_t arguments = instr.arg + 2u * instr.wide;
    switch (instr.op) {
    case IrOp::LOAD_NAME: event(SsaOp::LoadName, 0, instr, true); return true;
    case IrOp::LOAD_GLOBAL: event(SsaOp::LoadGlobal, 0, instr, true); return true;
    case IrOp::STORE_NAME: event(SsaOp::StoreName, 1, instr, false); return true;
    case IrOp::STORE_GLOBAL: event(SsaOp::StoreGlobal, 1, instr, false); return true;
    case IrOp::DELETE_NAME: event(SsaOp::DeleteName, 0, instr, false); return true;
    case IrOp::DELETE_GLOBAL: event(SsaOp::DeleteGlobal, 0, instr, false); return true;
    case IrOp::LOAD_ATTR: event(SsaOp::Attr, 1, instr, true); return true;
    case IrOp::LOAD_SUBSCR: event(SsaOp::Subscr, 2, instr, true); return true;
    case IrOp::UNARY_OP_MULTI: event(SsaOp::Unary, 1, instr, true); return true;
    case IrOp::BINARY_OP_MULTI: event(SsaOp::Binary, 2, instr, true); return true;
    case IrOp::IMPORT_NAME: event(SsaOp::Import, 2, instr, true); return true;
    case IrOp::IMPORT_STAR: event(SsaOp::ImportStar, 1, instr, false); return true;
    case IrOp::BUILD_TUPLE: event(SsaOp::Tuple, instr.arg, {}, true); return true;
    case IrOp::BUILD_LIST: event(SsaOp::List, instr.arg, {}, true); return true;
    case IrOp::BUILD_SET: event(SsaOp::Set, instr.arg, {}, true); return true;
    case IrOp::BUILD_SLICE: event(SsaOp::Slice, instr.arg, {}, true); return true;
    case IrOp::BUILD_MAP: event(SsaOp::Dict, 0, instr, true); return true;
    case IrOp::CALL_FUNCTION: event(SsaOp::Call, arguments + 1, instr, true); return true;
    case IrOp::CALL_METHOD: event(SsaOp::CallMethod, arguments + 2, instr, true); return true;
    case IrOp::CALL_FUNCTION_VAR_KW:
        event(SsaOp::CallSpread, arguments + 2, instr, true);
        return true;
    case IrOp::CALL_METHOD_VAR_KW:
        event(SsaOp::MethodSpread, arguments + 3, instr, true);
        return true;
    case IrOp::GET_ITER: event(SsaOp::Iter, 1, {}, true); return true;
    case IrOp::YIELD_VALUE: event(SsaOp::Yield, 1, {}, true); return true;
    case IrOp::YIELD_FROM: event(SsaOp::YieldFrom, 2, {}, true); return true;
    case IrOp::MAKE_FUNCTION_DEFARGS: event(SsaOp::Function, 2, instr, true); return true;
    case IrOp::MAKE_CLOSURE_DEFARGS:
        event(SsaOp::Closure, 2u + instr.wide, instr, true);
        return true;
    case IrOp::MAKE_FUNCTION:
    case IrOp::MAKE_CLOSURE: {
        std::vector<Token> operands{{}, {}};
        for (const Token& cell : pop(instr.op == IrOp::MAKE_CLOSURE ? instr.wide : 0))
            operands.push_back(cell);
        const SsaOp op = instr.op == IrOp::MAKE_CLOSURE ? SsaOp::Closure : SsaOp::Function;
        push(trace_.event(ssa::opInfo(op).text, operands, instr.arg));
        return true;
    }
    default: return false;
    }
}

/// Constants, variables, and what moves or takes apart what is on the stack.
bool StackMachine::places(const ir::Instr& instr) {
    switch (instr.op) {
    case IrOp::LOAD_CONST_NONE: push({Token::None}); return true;
    case IrOp::LOAD_CONST_TRUE: push({Token::Made, -1000}); return true;
    case IrOp::LOAD_CONST_FALSE: push({Token::Made, -1001}); return true;
    case IrOp::LOAD_NULL: push({}); return true;
    case IrOp::LOAD_CONST_STRING: push({Token::Made, -2000, instr.arg}); return true;
    case IrOp::LOAD_CONST_OBJ: push({Token::Made, -3000, instr.arg}); return true;
    case IrOp::LOAD_BUILD_CLASS: push({Token::Made, -4000}); return true;
    case IrOp::LOAD_CONST_SMALL_INT: {
        const int64_t value =
            instr.wide != 0 ? module_.wideInts[instr.arg] : static_cast<int32_t>(instr.arg);
        push({Token::Made, -5000, value});
        return true;
    }
    case IrOp::LOAD_FAST_N: push(local(instr.arg)); return true;
    case IrOp::STORE_FAST_N: locals_[instr.arg] = pop(); return true;
    case IrOp::DELETE_FAST:
        local(instr.arg);
        locals_[instr.arg] = {};
        return true;
    case IrOp::LOAD_DEREF:
        push(trace_.event("cell.load", {{Token::Cell, instr.arg}}, instr.arg));
        return true;
    case IrOp::STORE_DEREF: {
        const Token value = pop();
        trace_.record("cell.store", {{Token::Cell, instr.arg}, value}, instr.arg);
        return true;
    }
    case IrOp::DELETE_DEREF:
        trace_.event("cell.delete", {{Token::Cell, instr.arg}}, instr.arg);
        return true;
    case IrOp::DUP_TOP: push(stack_.back()); return true;
    case IrOp::DUP_TOP_TWO: {
        const std::vector<Token> two(stack_.end() - 2, stack_.end());
        stack_.insert(stack_.end(), two.begin(), two.end());
        return true;
    }
    case IrOp::POP_TOP: pop(); return true;
    case IrOp::ROT_TWO: std::rotate(stack_.end() - 2, stack_.end() - 1, stack_.end()); return true;
    case IrOp::ROT_THREE:
        std::rotate(stack_.end() - 3, stack_.end() - 1, stack_.end());
        return true;
    case IrOp::LOAD_METHOD:
    case IrOp::LOAD_SUPER_METHOD: {
        const bool plain = instr.op == IrOp::LOAD_METHOD;
        const Token pair =
            trace_.event(plain ? "method" : "super.method", pop(plain ? 1 : 3), instr.arg);
        push(part(pair, 0));
        push(selfOf(pair));
        return true;
    }
    case IrOp::IMPORT_FROM:
        push(trace_.event("import.from", {stack_.back()}, instr.arg));
        return true;
    case IrOp::STORE_ATTR: {
        const std::vector<Token> all = pop(2);
        trace_.event("attr.store", {all[1], all[0]}, instr.arg);
        return true;
    }
    case IrOp::STORE_SUBSCR: {
        const std::vector<Token> all = pop(3);
        trace_.event("subscr.store", {all[1], all[2], all[0]});
        return true;
    }
    case IrOp::STORE_MAP: {
        const std::vector<Token> all = pop(2);
        trace_.event("dict.store", {stack_.back(), all[1], all[0]});
        return true;
    }
    case IrOp::STORE_COMP: {
        const Token to = stack_[stack_.size() - 1 - abi::compDistance(instr.arg)];
        const Token top = pop();
        switch (abi::compCollection(instr.arg)) {
        case abi::Collection::List: trace_.event("list.append", {to, top}); return true;
        case abi::Collection::Set: trace_.event("set.add", {to, top}); return true;
        case abi::Collection::Dict: trace_.event("dict.store", {to, top, pop()}); return true;
        }
        return false;
    }
    case IrOp::UNPACK_SEQUENCE:
    case IrOp::UNPACK_EX: {
        const bool plain = instr.op == IrOp::UNPACK_SEQUENCE;
        const Token items = trace_.event(plain ? "unpack" : "unpack.star", {pop()}, instr.arg);
        for (int64_t i = instr.arg + (plain ? 0 : instr.wide + 1); i-- > 0;) push(part(items, i));
        return true;
    }
    default: return false;
    }
}

void StackMachine::step(const ir::Instr& instr) {
    if (instr.op == IrOp::DUP_TOP && asyncWithTest()) return;
    if (plain(instr) || places(instr)) return;
    switch (instr.op) {
    case IrOp::JUMP: at_ = labels_[instr.arg]; return;
    case IrOp::POP_JUMP_IF_TRUE:
    case IrOp::POP_JUMP_IF_FALSE:
        if (truth(pop()) == (instr.op == IrOp::POP_JUMP_IF_TRUE)) at_ = labels_[instr.arg];
        return;
    case IrOp::JUMP_IF_TRUE_OR_POP:
    case IrOp::JUMP_IF_FALSE_OR_POP:
        if (truth(stack_.back()) == (instr.op == IrOp::JUMP_IF_TRUE_OR_POP))
            at_ = labels_[instr.arg];
        else
            pop();
        return;
    case IrOp::GET_ITER_STACK:
        push(trace_.event("iter.start", {pop()}));
        for (int i = 1; i < abi::kIteratorSlots; ++i) push({});
        return;
    case IrOp::FOR_ITER: {
        const size_t base = stack_.size() - abi::kIteratorSlots;
        const Token held = stack_[base].kind != Token::Null ? stack_[base] : stack_[base + 1];
        const Token item = trace_.event("iter.next", {held});
        if (trace_.choice(4) != 0) return push(item);
        stack_.resize(base);
        at_ = labels_[instr.arg];
        return;
    }
    case IrOp::SETUP_WITH: {
        const Token manager = pop();
        const Token pair = trace_.event("with.method", {manager});
        push(part(pair, 0));
        push(selfOf(pair));
        const Token value = trace_.event("with.enter", {manager});
        blocks_.push_back({true, labels_[instr.arg], stack_.size(), {}});
        return push(value);
    }
    case IrOp::SETUP_EXCEPT:
    case IrOp::SETUP_FINALLY:
        blocks_.push_back({instr.op == IrOp::SETUP_FINALLY, labels_[instr.arg], stack_.size(), {}});
        return;
    case IrOp::POP_EXCEPT_JUMP:
        blocks_.pop_back();
        at_ = labels_[instr.arg];
        return;
    case IrOp::WITH_CLEANUP: return withCleanup();
    case IrOp::END_FINALLY: return endFinally();
    case IrOp::UNWIND_JUMP:
        push({Token::Number, labels_[instr.arg]});
        push({Token::Number, instr.extra});
        return unwindJump();
    case IrOp::RETURN_VALUE: return unwindReturn();
    case IrOp::RAISE_LAST: return raiseLast();
    case IrOp::RAISE_OBJ: trace_.raise("raise", {pop()});
    case IrOp::RAISE_FROM: trace_.raise("raise.from", pop(2));
    default: FAIL("an operation without a meaning: " << abi::opInfo(instr.op).name);
    }
}

// ---- the SSA form ------------------------------------------------------------------------------

class SsaMachine {
  public:
    SsaMachine(const ssa::Function& function, Trace& trace)
        : function_(function), trace_(trace), values_(function.values.size()),
          slots_(function.slots.size()), places_(ssa::framePlaces(function)),
          kept_(places_.kept.count), iterators_(places_.iterators.count),
          keptIterators_(places_.keptIterators.count) {}

    void run() {
        ssa::BlockId from = ssa::BlockId::none, at = ssa::BlockId::entry;
        unsigned steps = 0;
        while (at != ssa::BlockId::none && !trace_.over()) {
            if (++steps == kSpin) return;
            const ssa::Block& block = function_.blocks[ssa::index(at)];
            const ssa::BlockId here = at;
            try {
                enter(block, from);
                at = leave(block);
            } catch (const Thrown& thrown) {
                raised_ = thrown.token;
                at = block.landing;
                // Only a Try leads to a landing; its Phis, if any, have one operand.
                if (at != ssa::BlockId::none)
                    from = function_.blocks[ssa::index(at)].from[0];
                else
                    trace_.record("ends raising", {raised_}, 0);
                continue;
            }
            from = here;
        }
    }

  private:
    Token& valueOf(ssa::ValueId id) { return values_[ssa::index(id)]; }
    /// A value that is used: what has a place in the frame is still there.
    Token used(ssa::ValueId id) {
        const auto isThere = [&](const ssa::Places& places, const std::vector<Token>& in) {
            const uint32_t at = places.of[ssa::index(id)];
            if (at != ssa::kNoPlace && in[at] != valueOf(id)) FAIL("a place was taken too early");
        };
        isThere(places_.kept, kept_);
        isThere(places_.iterators, iterators_);
        isThere(places_.keptIterators, keptIterators_);
        return valueOf(id);
    }
    void define(ssa::ValueId id, const Token& token) {
        valueOf(id) = token;
        const auto put = [&](const ssa::Places& places, std::vector<Token>& in) {
            if (places.of[ssa::index(id)] != ssa::kNoPlace) in[places.of[ssa::index(id)]] = token;
        };
        put(places_.kept, kept_);
        put(places_.iterators, iterators_);
        put(places_.keptIterators, keptIterators_);
        // Behind a yield, and where an exception lands, there is nothing but what was kept.
        const SsaOp op = function_.values[ssa::index(id)].op;
        if (op != SsaOp::Yield && op != SsaOp::YieldFrom && op != SsaOp::Catch) return;
        for (uint32_t i = 0; i < values_.size(); ++i) {
            const bool isKept =
                places_.kept.of[i] != ssa::kNoPlace || places_.keptIterators.of[i] != ssa::kNoPlace;
            if (ssa::ValueId{i} != id && !isKept && !ssa::isMadeAnew(function_.values[i]))
                values_[i] = {Token::Made, -9999};
        }
    }
    void enter(const ssa::Block& block, ssa::BlockId from) {
        std::vector<std::pair<ssa::ValueId, Token>> phis;
        for (const ssa::ValueId id : block.code) {
            const ssa::Instr& instr = function_.values[ssa::index(id)];
            if (instr.op != SsaOp::Phi) break;
            const auto edge = std::find(block.from.begin(), block.from.end(), from);
            REQUIRE(edge != block.from.end());
            phis.emplace_back(id,
                              used(instr.operands[static_cast<size_t>(edge - block.from.begin())]));
        }
        for (const auto& [id, token] : phis) define(id, token);
        for (size_t i = phis.size(); i < block.code.size(); ++i)
            define(block.code[i], evaluate(function_.values[ssa::index(block.code[i])]));
    }
    Token evaluate(const ssa::Instr& instr);
    ssa::BlockId leave(const ssa::Block& block);

    const ssa::Function& function_;
    Trace& trace_;
    std::vector<Token> values_, slots_;
    const ssa::FramePlaces places_;
    std::vector<Token> kept_, iterators_, keptIterators_;
    Token raised_;
};

Token SsaMachine::evaluate(const ssa::Instr& instr) {
    std::vector<Token> operands;
    for (const ssa::ValueId id : instr.operands) operands.push_back(used(id));
    switch (instr.op) {
    case SsaOp::Null: return {};
    case SsaOp::None: return {Token::None};
    case SsaOp::True: return {Token::Made, -1000};
    case SsaOp::False: return {Token::Made, -1001};
    case SsaOp::Text: return {Token::Made, -2000, instr.arg};
    case SsaOp::Constant: return {Token::Made, -3000, instr.arg};
    case SsaOp::BuildClass: return {Token::Made, -4000};
    case SsaOp::Int: return {Token::Made, -5000, ssa::intValue(instr.arg, instr.wide)};
    case SsaOp::Argument: return {Token::Made, -1 - int64_t{instr.arg}};
    case SsaOp::Cell: return {Token::Cell, instr.arg};
    case SsaOp::SlotLoad: return slots_[instr.arg];
    case SsaOp::SlotStore: return slots_[instr.arg] = operands[0];
    case SsaOp::Bound:
        if (operands[0].kind == Token::Null) trace_.raise("unbound", {{Token::Number, instr.arg}});
        return operands[0];
    case SsaOp::CellStore: trace_.record("cell.store", operands, instr.arg); return {};
    case SsaOp::First: return part(operands[0], 0);
    case SsaOp::Second: return selfOf(operands[0]);
    case SsaOp::Item: return part(operands[0], instr.arg);
    case SsaOp::Given:
    case SsaOp::IterHold: return operands[0];
    case SsaOp::Truth:
        trace_.event("truth", operands);
        return {Token::Number, trace_.choice(2) == 0 ? 1 : 0};
    case SsaOp::IsNull: return {Token::Number, operands[0].kind == Token::Null ? 1 : 0};
    case SsaOp::IsRaised: return {Token::Number, operands[0].kind == Token::Raised ? 1 : 0};
    case SsaOp::IterNext: {
        const Token item = trace_.event("iter.next", operands);
        return trace_.choice(4) != 0 ? item : Token{};
    }
    case SsaOp::Catch: return raised_;
    case SsaOp::WithExit: {
        // A number stands for what waits.
        Token completion = operands[2];
        const bool waits = completion.kind == Token::Made && completion.id == -5000;
        if (waits) completion.kind = Token::Number;
        const Token left = withExit(trace_, operands[0], operands[1], completion);
        return waits ? operands[2] : left;
    }
    default: return trace_.event(ssa::opInfo(instr.op).text, operands, instr.arg);
    }
}

ssa::BlockId SsaMachine::leave(const ssa::Block& block) {
    std::vector<Token> values;
    for (const ssa::ValueId id : block.values) values.push_back(used(id));
    switch (block.exit) {
    case ssa::Exit::Jump:
    case ssa::Exit::Try: return block.to[0];
    case ssa::Exit::Branch: return block.to[values[0].id != 0 ? 0 : 1];
    case ssa::Exit::Resume: {
        if (values[0].kind == Token::None) return block.to[0];
        if (values[0].kind == Token::Raised) throw Thrown{values[0]};
        for (size_t i = 0; i < block.cases.size(); ++i)
            if (block.cases[i] == values[0].part) return block.to[i + 1];
        FAIL("a completion without a case");
        return ssa::BlockId::none;
    }
    case ssa::Exit::Return: trace_.record("returns", values, 0); return ssa::BlockId::none;
    case ssa::Exit::Raise: trace_.raise("raise", values);
    case ssa::Exit::RaiseFrom: trace_.raise("raise.from", values);
    case ssa::Exit::Rethrow: throw Thrown{values[0]};
    case ssa::Exit::NothingToRaise: trace_.raise("nothing", {});
    }
    return ssa::BlockId::none;
}

/// Runs every function of a program in both forms. The number of events.
size_t compare(Program& program, unsigned seeds) {
    size_t events = 0;
    for (size_t i = 0; i < program.ir.functions.size(); ++i) {
        for (unsigned seed = 0; seed < seeds; ++seed) {
            Trace stack(seed), values(seed);
            StackMachine(program.ir, program.ir.functions[i], stack).run();
            SsaMachine(program.function(i), values).run();
            if (stack.lines() != values.lines()) {
                CAPTURE(i, seed);
                REQUIRE(stack.lines() == values.lines());
            }
            events += stack.lines().size();
        }
    }
    return events;
}

} // namespace

TEST_CASE("ssa: every program of ours makes a sound form that does the same") {
    size_t functions = 0, events = 0;
    for (const std::string& text : sources()) {
        Program program(text);
        if (!program.ok) continue;
        INFO(text.substr(0, 200));
        REQUIRE(ssa::verify(program.form) == "");
        functions += program.form.functions.size();
        events += compare(program, 4);
    }
    CHECK(functions > 400);
    CHECK(events > 5000);
}

TEST_CASE("ssa: generated functions do the same in both forms") {
    size_t events = 0;
    for (uint64_t seed = 0; seed < 4000; ++seed) {
        const std::string text = test::RandomFunction(seed).run();
        Program program(text);
        if (!program.ok) continue;
        INFO(text);
        REQUIRE(ssa::verify(program.form) == "");
        events += compare(program, 12);
    }
    CHECK(events > 100000);
}
