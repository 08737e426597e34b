// The opcodes of one function: first every instruction by itself, then what the evaluation stack
// and the exception blocks hold on every path. A place that is reached twice must be reached in the
// same state, so each instruction is looked at once.
#include <algorithm>

#include <fmt/format.h>

#include "mpy-format/validator_parts.h"
#include "taipan/mpy-format/instruction.h"

namespace taipan::mpy {
namespace {

using abi::Flow;
using abi::Op;
using abi::Operand;

constexpr int kNoBlock = -1;

/// An exception block that a SETUP instruction opens.
struct Block {
    int outer;        // the block around it
    uint32_t nesting; // 1 for the outermost
    Op op;            // the SETUP instruction
    uint32_t handler; // offset
    int64_t base;     // depth before the construct; a with's context manager is not counted
    int64_t saved;    // depth to which an exception cuts the stack
    int64_t exit;     // depth behind its END_FINALLY; -1: not reached yet
    bool leftEarly;   // a return or an unwinding jump leaves the protected code
    std::vector<uint32_t> waiting; // unwinding jumps that need to know `exit`

    bool isFinally() const { return op != Op::SETUP_EXCEPT; }
    /// The VM takes a handler for running when the current place is not before it.
    bool runningAt(uint32_t offset) const { return handler <= offset; }
};

/// What holds when an instruction starts.
struct State {
    int64_t depth = -1; // entries on the evaluation stack; -1: not reached yet
    int block = kNoBlock;

    bool reached() const { return depth >= 0; }
    bool operator==(const State&) const = default;
};

class FunctionCheck {
  public:
    FunctionCheck(const Module& module, uint32_t index, const Function& function,
                  std::vector<Making>& makings, Reporter& reporter)
        : module_(module), code_(module.rawCodes[index]), function_(function),
          making_(makings[index]), makings_(makings), reporter_(reporter) {}

    void run() {
        locals_ = static_cast<int64_t>(function_.prelude.argumentSlots());
        for (uint8_t cell : function_.cells) locals_ = std::max<int64_t>(locals_, cell + 1);
        decode();
        for (const Instruction& instruction : instructions_) checkInstruction(instruction);
        if (!instructions_.empty()) followPaths();
        checkFrame();
    }

  private:
    void error(const Instruction& at, std::string message) {
        reporter_.error(uint64_t{function_.opcodesAt} + at.offset,
                        fmt::format("{}: {}", at.info().name, message));
    }
    void errorAt(uint64_t offset, std::string message) {
        reporter_.error(function_.opcodesAt + offset, std::move(message));
    }

    // --- instruction by instruction

    void decode() {
        const std::span<const uint8_t> code = function_.opcodes;
        if (code.empty()) return errorAt(0, "the function has no opcodes");
        numberAt_.assign(code.size(), kNoInstruction);
        for (uint32_t offset = 0; offset < code.size();) {
            Instruction instruction;
            switch (decodeInstruction(*module_.dialect, code, offset, instruction)) {
            case DecodeError::None: break;
            case DecodeError::Undefined:
                return errorAt(offset, fmt::format("undefined opcode {:#04x}", code[offset]));
            case DecodeError::Truncated:
                return errorAt(offset, "the code ends inside of an instruction");
            case DecodeError::TooLarge: return errorAt(offset, "the operand is too large");
            }
            numberAt_[offset] = static_cast<uint32_t>(instructions_.size());
            instructions_.push_back(instruction);
            offset = instruction.end();
        }
    }

    void checkInstruction(const Instruction& at) {
        const uint32_t u = at.operand;
        switch (at.info().operand) {
        case Operand::Qstr:
            if (u >= module_.qstrs.size())
                error(at, fmt::format("string {} of {}", u, module_.qstrs.size()));
            break;
        case Operand::Object:
            if (u >= module_.objects.size())
                error(at, fmt::format("object {} of {}", u, module_.objects.size()));
            else if (module_.objects[u].tag == abi::ObjectTag::FunTable)
                error(at, fmt::format("object {} is the function table, not a value", u));
            break;
        case Operand::Child:
        case Operand::ChildCells: checkChild(at); break;
        case Operand::Int: checkSmallInt(at); break;
        case Operand::Jump:
        case Operand::Forward:
        case Operand::Unwind:
            if (number(at.target) == kNoInstruction)
                error(at, fmt::format("the target {} is not an instruction", at.target));
            break;
        default: break;
        }
        checkOperandRange(at);
        checkSlot(at);
    }

    void checkOperandRange(const Instruction& at) {
        const uint32_t u = at.operand;
        switch (at.op) {
        case Op::BUILD_SLICE:
            // The VM fetches this operand as one byte.
            if ((u != 2 && u != 3) || at.size != 2)
                error(at, "the operand must be the byte 2 or 3");
            break;
        case Op::STORE_COMP:
            if ((u & 3) == 3) error(at, "there is no collection kind 3");
            break;
        case Op::CALL_FUNCTION:
        case Op::CALL_FUNCTION_VAR_KW:
        case Op::CALL_METHOD:
        case Op::CALL_METHOD_VAR_KW:
        case Op::UNPACK_EX:
            if (u > 0xffff) error(at, fmt::format("the operand {:#x} has more than 16 bits", u));
            break;
        case Op::YIELD_VALUE:
        case Op::YIELD_FROM:
            if ((function_.prelude.scopeFlags & abi::kScopeGenerator) == 0)
                error(at, "the function is not marked as a generator");
            break;
        default: break;
        }
    }

    void checkSmallInt(const Instruction& at) {
        const unsigned bits = module_.header.smallIntBits;
        if (bits == 0 || bits >= 64) return;
        const int64_t limit = int64_t{1} << (bits - 1);
        if (at.value < -limit || at.value >= limit)
            error(at, fmt::format("{} does not fit in {} bits", at.value, bits));
    }

    void checkSlot(const Instruction& at) {
        const int64_t slot = localSlot(at);
        if (slot < 0) return;
        locals_ = std::max(locals_, slot + 1);
        if (slot >= function_.prelude.nState)
            error(at, fmt::format("slot {} of a frame of {}", slot, function_.prelude.nState));
        const bool deref =
            at.op == Op::LOAD_DEREF || at.op == Op::STORE_DEREF || at.op == Op::DELETE_DEREF;
        const auto& cells = function_.cells;
        if (deref && making_.known && slot >= making_.cells &&
            std::find(cells.begin(), cells.end(), slot) == cells.end())
            error(at, fmt::format("slot {} holds no cell", slot));
    }

    void checkChild(const Instruction& at) {
        if (at.operand >= code_.children.size())
            return error(at, fmt::format("child {} of {}", at.operand, code_.children.size()));
        const uint32_t index = code_.children[at.operand];
        Making& making = makings_[index];
        const uint32_t cells = at.extra; // 0 for the opcodes without closure
        making.cells = making.known ? std::min(making.cells, cells) : cells;
        making.known = true;
        const RawCode& child = module_.rawCodes[index];
        if (child.kind != abi::CodeKind::Bytecode && child.kind != abi::CodeKind::Native) return;
        const Result<Function> parts = parseFunction(*module_.dialect, child);
        if (!parts) return; // found when its turn comes
        const abi::Prelude& prelude = parts->prelude;
        if (cells > prelude.nPosArgs)
            error(at, fmt::format("{} cells for a function of {} positional arguments", cells,
                                  prelude.nPosArgs));
        const bool defaults =
            at.op == Op::MAKE_FUNCTION_DEFARGS || at.op == Op::MAKE_CLOSURE_DEFARGS;
        if (!defaults &&
            (prelude.nDefPosArgs != 0 || (prelude.scopeFlags & abi::kScopeDefKwargs) != 0))
            error(at, "the function has defaults, but gets none");
    }

    // --- path by path

    void followPaths() {
        states_.resize(instructions_.size());
        enter(instructions_[0], 0, {0, kNoBlock});
        while (!todo_.empty() && !reporter_.full()) {
            const uint32_t next = todo_.back();
            todo_.pop_back();
            step(instructions_[next], states_[next]);
        }
    }

    /// Control passes from `from` to `target` in state `state`.
    void enter(const Instruction& from, int64_t target, State state) {
        const uint32_t next = number(target);
        if (next == kNoInstruction) {
            // A bad jump target has been reported before; running on has not.
            if (target == from.end() && target >= static_cast<int64_t>(function_.opcodes.size()))
                error(from, "control runs off the end of the code");
            return;
        }
        State& known = states_[next];
        if (!known.reached()) {
            known = state;
            todo_.push_back(next);
        } else if (known.depth != state.depth) {
            error(from, fmt::format("reaches {} with {} entries on the stack; another path with {}",
                                    target, state.depth, known.depth));
        } else if (known.block != state.block) {
            error(from, fmt::format("reaches {} within other exception blocks than another path",
                                    target));
        }
    }

    void step(const Instruction& at, State state) {
        if (at.operand > INT32_MAX) return error(at, "the operand is too large");
        const abi::StackEffect effect = abi::stackEffect(at.op, at.operand, at.extra);
        if (!checkPops(at, state, effect)) return;
        const int64_t after = state.depth - effect.pop + effect.push;
        if (stepBlocks(at, state, after)) return;
        const Flow flow = at.info().flow;
        if (flow == Flow::Branch || flow == Flow::Goto)
            enter(at, at.target, {state.depth + effect.target, state.block});
        if (flow == Flow::Next || flow == Flow::Branch) enter(at, at.end(), {after, state.block});
    }

    /// Instructions that open, use or leave exception blocks; false when the rest of `step`
    /// applies.
    bool stepBlocks(const Instruction& at, State state, int64_t after) {
        switch (at.op) {
        case Op::SETUP_WITH:
        case Op::SETUP_EXCEPT:
        case Op::SETUP_FINALLY: openBlock(at, state, after); return true;
        case Op::POP_EXCEPT_JUMP: leaveExcept(at, state); return true;
        case Op::END_FINALLY: endFinally(at, state); return true;
        case Op::WITH_CLEANUP: return !checkWithCleanup(at, state);
        case Op::UNWIND_JUMP: unwind(at, state); return true;
        case Op::RETURN_VALUE:
            for (int i = state.block; i != kNoBlock; i = block(i).outer)
                if (!block(i).runningAt(at.offset)) block(i).leftEarly = true;
            return false;
        default: return false;
        }
    }

    /// Entries an instruction takes must be there, and must not belong to something that still
    /// needs them: an enclosing block restores or looks at what lies at its saved depth.
    bool checkPops(const Instruction& at, State state, const abi::StackEffect& effect) {
        int64_t pops = effect.pop;
        if (at.op == Op::FOR_ITER) pops = abi::kIteratorSlots;
        if (at.op == Op::STORE_COMP) {
            const int64_t collection = at.operand >> 2;
            if (collection < pops) {
                error(at, "the collection lies among the items to store");
                return false;
            }
            pops = collection + 1;
        }
        if (pops > state.depth + hiddenEntries(at, state)) {
            error(at, fmt::format("takes {} entries, but the stack has {}", pops, state.depth));
            return false;
        }
        const int64_t floor = floorAt(at, state);
        if (state.depth + hiddenEntries(at, state) - pops >= floor) return true;
        error(at, fmt::format("takes {} of {} entries, {} of which the exception block keeps", pops,
                              state.depth, floor));
        return false;
    }

    /// The handler of an `async with` tests whether a return value or jump target lies below the
    /// reason why it runs, and then rotates three entries where the depth counts two.
    int64_t hiddenEntries(const Instruction& at, State state) {
        return at.op == Op::ROT_THREE && state.block != kNoBlock &&
               block(state.block).isFinally() && block(state.block).runningAt(at.offset);
    }

    /// Depth that protected code must leave alone. Handlers may take what their block kept, and
    /// some instructions only look.
    int64_t floorAt(const Instruction& at, State state) {
        switch (at.op) {
        case Op::STORE_COMP:
        case Op::DUP_TOP:
        case Op::DUP_TOP_TWO:
        case Op::ROT_TWO: // async with slips a None below the context manager
            return 0;
        default: break;
        }
        for (int i = state.block; i != kNoBlock; i = block(i).outer)
            if (!block(i).runningAt(at.offset)) return block(i).saved;
        return 0;
    }

    void openBlock(const Instruction& at, State state, int64_t after) {
        const bool with = at.op == Op::SETUP_WITH;
        Block opened{};
        opened.outer = state.block;
        opened.nesting = state.block == kNoBlock ? 1 : block(state.block).nesting + 1;
        opened.op = at.op;
        opened.handler = static_cast<uint32_t>(at.target);
        opened.base = with ? state.depth - 1 : state.depth;
        opened.saved = with ? after - 1 : after;
        opened.exit = -1;
        if (opened.nesting > function_.prelude.nExcStack)
            return error(at, fmt::format("opens {} exception blocks; the prelude has room for {}",
                                         opened.nesting, function_.prelude.nExcStack));
        const int64_t handlerDepth = opened.saved + 1;
        blocks_.push_back(std::move(opened));
        const int number = static_cast<int>(blocks_.size()) - 1;
        enter(at, at.end(), {after, number});
        enter(at, at.target, {handlerDepth, number});
    }

    Block& block(int number) { return blocks_[static_cast<size_t>(number)]; }

    Block* innermost(const Instruction& at, State state) {
        if (state.block != kNoBlock) return &block(state.block);
        error(at, "no exception block is open");
        return nullptr;
    }

    void leaveExcept(const Instruction& at, State state) {
        const Block* left = innermost(at, state);
        if (left == nullptr) return;
        if (left->isFinally()) return error(at, "the innermost block is not a try-except");
        if (state.depth != left->base)
            return error(at,
                         fmt::format("leaves the block with {} entries on the stack instead of {}",
                                     state.depth, left->base));
        enter(at, at.target, {state.depth, left->outer});
    }

    void endFinally(const Instruction& at, State state) {
        Block* ended = innermost(at, state);
        if (ended == nullptr) return;
        if (!ended->runningAt(at.offset)) return error(at, "comes before the block's handler");
        const int64_t depth = state.depth - 1;
        // A finally's handler may take entries from below (async with does), if always as many.
        const int64_t expected = ended->isFinally() && ended->exit < 0 ? depth
                                 : ended->isFinally()                  ? ended->exit
                                                                       : ended->base;
        if (depth != expected || depth > ended->base)
            return error(at,
                         fmt::format("ends the block with {} entries on the stack instead of {}",
                                     depth, std::min(expected, ended->base)));
        if (ended->exit < 0) {
            ended->exit = depth;
            todo_.insert(todo_.end(), ended->waiting.begin(), ended->waiting.end());
        }
        enter(at, at.end(), {depth, ended->outer});
    }

    bool checkWithCleanup(const Instruction& at, State state) {
        const Block* with = innermost(at, state);
        if (with == nullptr) return false;
        if (with->op != Op::SETUP_WITH || !with->runningAt(at.offset)) {
            error(at, "is not in the handler of a with");
            return false;
        }
        if (state.depth == with->saved + 1) return true;
        error(at, fmt::format("finds {} entries on the stack instead of {}", state.depth,
                              with->saved + 1));
        return false;
    }

    /// Follows the VM from block to block: handlers that are not running yet run on the way,
    /// running ones are given up. The depth must be right without the VM's help, except that a
    /// running finally drops its one pending entry.
    void unwind(const Instruction& at, State state) {
        const unsigned count = at.extra & 0x7f;
        if (count == 0) return error(at, "leaves no exception block");
        int64_t depth = state.depth;
        int number = state.block;
        for (unsigned i = 0; i < count; ++i) {
            if (number == kNoBlock)
                return error(at, fmt::format("leaves {} exception blocks, {} are open", count, i));
            Block& left = block(number);
            number = left.outer;
            if (!left.isFinally()) continue;
            const bool running = left.runningAt(at.offset);
            const int64_t expected = left.saved + (running ? 1 : 0);
            if (depth != expected)
                return error(at, fmt::format("{} entries on the stack where the block has {}",
                                             depth, expected));
            left.leftEarly |= !running;
            if (!running && left.exit < 0) {
                left.waiting.push_back(numberAt_[at.offset]);
                return;
            }
            depth = running ? left.saved : left.exit;
        }
        if (at.extra & 0x80) depth -= abi::kIteratorSlots;
        if (depth < 0) return error(at, "there is no iterator to drop");
        enter(at, at.target, {depth, number});
    }

    // --- room in the frame

    /// The deepest stack at one instruction, what the VM puts there for itself included.
    int64_t deepest(const Instruction& at, State state) {
        const abi::StackEffect effect = abi::stackEffect(at.op, at.operand, at.extra);
        const int64_t after = state.depth - effect.pop + effect.push;
        int64_t depth = std::max(state.depth, after);
        int64_t pairs = 0;
        for (int i = state.block; i != kNoBlock; i = block(i).outer)
            pairs += block(i).runningAt(at.offset) && hasPair(block(i));
        switch (at.op) {
        case Op::UNWIND_JUMP: depth += 2; break; // target and count, while handlers run
        case Op::WITH_CLEANUP:
            // Arguments for __exit__; a pair provides one of them.
            depth += 2 - (state.block != kNoBlock && hasPair(block(state.block)));
            break;
        default: break;
        }
        return depth + pairs;
    }

    /// A finally handler that runs because of a return or an unwinding jump finds two entries where
    /// the depth counts one: the value or target below the reason.
    static bool hasPair(const Block& block) { return block.isFinally() && block.leftEarly; }

    void checkFrame() {
        int64_t needed = 0;
        for (size_t i = 0; i < states_.size(); ++i)
            if (states_[i].reached())
                needed = std::max(needed, deepest(instructions_[i], states_[i]));
        const uint64_t size = function_.prelude.nState;
        if (static_cast<uint64_t>(locals_ + needed) > size)
            reporter_.error(
                function_.preludeAt,
                fmt::format("the frame has {} slots, but {} locals and {} stack entries "
                            "need {}",
                            size, locals_, needed, locals_ + needed));
    }

    uint32_t number(int64_t offset) const {
        const bool inside = offset >= 0 && offset < static_cast<int64_t>(numberAt_.size());
        return inside ? numberAt_[static_cast<size_t>(offset)] : kNoInstruction;
    }

    static constexpr uint32_t kNoInstruction = UINT32_MAX;

    const Module& module_;
    const RawCode& code_;
    const Function& function_;
    const Making making_;
    std::vector<Making>& makings_;
    Reporter& reporter_;
    std::vector<Instruction> instructions_;
    std::vector<uint32_t> numberAt_; // by offset; kNoInstruction between instructions
    std::vector<State> states_;      // by instruction
    std::vector<uint32_t> todo_;
    std::vector<Block> blocks_;
    int64_t locals_ = 0;
};

} // namespace

void checkBytecode(const Module& module, uint32_t index, const Function& function,
                   std::vector<Making>& makings, Reporter& reporter) {
    FunctionCheck(module, index, function, makings, reporter).run();
}

} // namespace taipan::mpy
