// Functions and closures of Python code: making them, and binding arguments to parameters.

#include <cstring>

#include "runtime/features.h"
#include "runtime/function.h"
#include "runtime/memory.h"
#include "runtime/object.h"
#include "runtime/objects/class.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/str.h"
#include "runtime/vm/execute.h"
#include "taipan/abi/mpy.h"

namespace taipan::runtime {

// --- functions -----------------------------------------------------------------------------------

Value newFunction(ModuleContext* context, const Code* code, Value defaults, Value keywordDefaults) {
    const size_t positional = code->nDefaults;
#if TAIPAN_HAS_VERIFIER
    if (defaults ? !isTuple(defaults) || defaults.as<Tuple>()->size != positional : positional != 0)
        raiseBadCode();
    if (keywordDefaults ? !is(keywordDefaults, dictType)
                        : (code->flags & abi::kScopeDefKwargs) != 0)
        raiseBadCode();
#endif
    const size_t extra = (positional + static_cast<bool>(keywordDefaults)) * sizeof(Value);
    const bool generates = (code->flags & abi::kScopeGenerator) != 0;
    auto* const function = newObject<Function>(
        generates ? static_cast<const Type&>(generatorFunctionType) : functionType, extra);
    function->context = context;
    function->code = code;
    for (size_t i = 0; i < positional; ++i) function->defaults[i] = defaults.as<Tuple>()->items[i];
    if (keywordDefaults) function->defaults[positional] = keywordDefaults;
    return pointerTo(function);
}

namespace {
Name nameAt(const Function& function, size_t position) {
    const uint8_t* at = function.code->info;
    for (; position > 0; --position) readUint(at);
    return static_cast<Name>(function.context->names[readUint(at)]);
}
} // namespace

Name nameOf(const Function& function) {
    return nameAt(function, 0);
}
Name fileOf(const Function& function) {
    return static_cast<Name>(function.context->names[0]);
}

// --- binding arguments ---------------------------------------------------------------------------

namespace {
[[noreturn]] void raiseArgumentCount(const Function& function, size_t expected, size_t given) {
#if TAIPAN_ERROR_TEXTS >= 3
    raiseFormat(TypeErrorType, "%q() takes %zd positional arguments but %zd were given",
                nameOf(function), expected, given);
#else
    (void)function;
    TAIPAN_RAISE(TypeErrorType, "argument num/types mismatch",
                 "function takes %zd positional arguments but %zd were given", expected, given);
#endif
}

/// A call being bound: parameter i's value is at top[-1 - i].
struct Binding {
    const Function& function;
    const Code& code;
    const Closure* closure; // whose cells come before the arguments; null: none
    Value* top;
    Dict* rest = nullptr; // of **kwargs

    size_t named() const { return size_t{code.nPositional} + code.nKeywordOnly; }
    Value& slot(size_t i) { return top[-1 - static_cast<ptrdiff_t>(i)]; }

    void bindPositional(size_t nArgs, const Value* args, bool keywords);
    void bindKeyword(Value name, Value value);
    void bindDefaults();
    void bindKeywordOnly();
};

void Binding::bindPositional(size_t nArgs, const Value* args, bool keywords) {
    const size_t nCells = closure == nullptr ? 0 : closure->count;
    if (nCells > code.nPositional) raiseArgumentCount(function, code.nPositional, nCells);
    size_t count = nArgs;
    if (nArgs > code.nPositional - nCells) {
        if ((code.flags & abi::kScopeVarArgs) == 0)
            raiseArgumentCount(function, code.nPositional, nCells + nArgs);
        count = code.nPositional - nCells;
    }
    if ((code.flags & abi::kScopeVarArgs) != 0)
        slot(named()) = newTuple(nArgs - count, args + count);
    for (size_t i = 0; i < nCells; ++i) slot(i) = closure->cells[i];
    for (size_t i = 0; i < count; ++i) slot(nCells + i) = args[i];
    if (keywords) return;
    const size_t required = static_cast<size_t>(code.nPositional - code.nDefaults);
    count += nCells;
    if (count < required) raiseArgumentCount(function, required, nCells + nArgs);
    for (size_t i = count; i < code.nPositional; ++i) slot(i) = function.defaults[i - required];
}

void Binding::bindKeyword(Value name, Value value) {
    const uint8_t* names = code.info;
    readUint(names);
    for (size_t i = 0; i < named(); ++i) {
        if (nameValue(static_cast<Name>(function.context->names[readUint(names)])) != name)
            continue;
        if (slot(i))
            TAIPAN_RAISE(TypeErrorType, "function got multiple values for argument",
                         "function got multiple values for argument '%q'", name.name());
        slot(i) = value;
        return;
    }
    if (rest == nullptr)
        TAIPAN_RAISE(TypeErrorType, "unexpected keyword argument",
                     "unexpected keyword argument '%q'", name.name());
    Entry* const entry = rest->table.findOrAdd(name);
    if (entry->value)
        TAIPAN_RAISE(TypeErrorType, "function got multiple values for argument",
                     "function got multiple values for argument '%q'", name.name());
    entry->value = value;
}

void Binding::bindDefaults() {
    const size_t required = static_cast<size_t>(code.nPositional - code.nDefaults);
    for (size_t i = code.nPositional; i-- > 0;) {
        if (slot(i)) continue;
        if (i < required)
            // Counted from 0, as stock does.
            TAIPAN_RAISE(TypeErrorType, "argument num/types mismatch",
                         "function missing required positional argument #%zd", i);
        slot(i) = function.defaults[i - required];
    }
}

void Binding::bindKeywordOnly() {
    const bool haveDefaults = (code.flags & abi::kScopeDefKwargs) != 0;
    for (size_t i = code.nPositional; i < named(); ++i) {
        if (slot(i)) continue;
        const Name name = nameAt(function, i + 1);
        const Entry* entry =
            haveDefaults ? function.defaults[code.nDefaults].as<Dict>()->table.find(name) : nullptr;
        if (entry == nullptr)
            TAIPAN_RAISE(TypeErrorType, "argument num/types mismatch",
                         "function missing required keyword argument '%q'", name);
        slot(i) = entry->value;
    }
}
} // namespace

void prepareFrame(Frame* frame, Function* function) {
    const Code& code = *function->code;
    frame->function = function;
    frame->ip = code.start;
    frame->nState = code.nState;
    frame->exceptDepth = 0;
    frame->caller = state.frame;
    frame->locals = nullptr;
    frame->sp = frame->state() - 1;
    std::memset(static_cast<void*>(frame->state()), 0, code.nState * sizeof(Value));
}

void makeCells(Frame* frame) {
    const Code& code = *frame->function->code;
    const uint8_t* const slots = code.start - code.nCells;
    for (unsigned i = 0; i < code.nCells; ++i) {
        auto* const cell = newObject<Cell>(cellType);
        Value& local = frame->top()[-1 - slots[i]];
        cell->value = local;
        local = pointerTo(cell);
    }
}

void bindFrame(Frame* frame, size_t nArgs, size_t nKw, const Value* args, const Closure* closure) {
    const Code& code = *frame->function->code;
    Binding binding{*frame->function, code, closure, frame->top()};
    const bool keywords = nKw != 0 || (code.flags & abi::kScopeDefKwargs) != 0;
    binding.bindPositional(nArgs, args, keywords);
    if ((code.flags & abi::kScopeVarKeywords) != 0) {
        binding.rest = newDict(nKw);
        binding.slot(binding.named() + ((code.flags & abi::kScopeVarArgs) != 0)) =
            pointerTo(binding.rest);
    }
    if (keywords) {
        for (size_t i = 0; i < nKw; ++i)
            binding.bindKeyword(args[nArgs + 2 * i], args[nArgs + 2 * i + 1]);
        binding.bindDefaults();
        binding.bindKeywordOnly();
    } else if (code.nKeywordOnly != 0) {
        raiseTypeError("function missing keyword-only argument");
    }
    if (code.nCells != 0) makeCells(frame);
}

// --- calls from C++ ------------------------------------------------------------------------------

namespace {
/// Runs a frame that lies on top of the frame stack.
Value run(Frame* frame) {
    frame->flags |= kFrameEntry;
    Value result;
    const Resumed how = execute(frame, kNoValue, result);
    popFrame(frame);
    if (how == Resumed::Raised) taipanJump(result);
    return result;
}
} // namespace

namespace {
/// A call of a function, or of a generator function: then the generator.
Value callCode(Function* function, const Closure* closure, size_t nArgs, size_t nKw,
               const Value* args, Dict* locals = nullptr) {
    checkStack();
    const uint32_t size = function->code->frameSize;
    if (function->type == &functionType) {
        Frame* const frame = pushFrame(size);
        prepareFrame(frame, function);
        frame->locals = locals;
        bindFrame(frame, nArgs, nKw, args, closure);
        return run(frame);
    }
    auto* const generator =
        static_cast<Generator*>(allocate(sizeof(Generator) - sizeof(Frame) + size));
    generator->type = &generatorType;
    generator->pending = kNone;
    prepareFrame(&generator->frame, function);
    generator->frame.flags = kFrameGenerator;
    generator->frame.caller = nullptr;
    bindFrame(&generator->frame, nArgs, nKw, args, closure);
    return pointerTo(generator);
}

bool isFunction(Value value) {
    return is(value, functionType) || is(value, generatorFunctionType);
}
} // namespace

Value callFunction(Value self, size_t nArgs, size_t nKw, const Value* args) {
    return callCode(self.as<Function>(), nullptr, nArgs, nKw, args);
}

Value callWithLocals(Value function, Dict* locals) {
    const Closure* closure = nullptr;
    if (is(function, closureType)) {
        closure = function.as<Closure>();
        function = closure->function;
    }
    if (!isFunction(function)) raiseTypeError("function required");
    return callCode(function.as<Function>(), closure, 0, 0, nullptr, locals);
}

namespace {
void printFunction(const Printer* printer, Value self, PrintKind) {
    printFormat(*printer, "<function %q at 0x%zx>", nameOf(*self.as<Function>()), self.address());
}
void functionAttr(Value self, Name name, Value* dest) {
#if TAIPAN_HAS_FUNCTION_ATTRS
    if (dest[0]) return;
    const auto& function = *self.as<Function>();
    if (name == "__name__"_name) dest[0] = nameValue(nameOf(function));
    if (name == "__globals__"_name) dest[0] = pointerTo(function.context->globals);
#else
    (void)self, (void)name, (void)dest;
#endif
}
} // namespace

constinit const TypeOf<3>
    functionType("function"_name, kBindsSelf,
                 {.print = printFunction, .call = callFunction, .attr = functionAttr});
constinit const TypeOf<3>
    generatorFunctionType("generator"_name, kBindsSelf,
                          {.print = printFunction, .call = callFunction, .attr = functionAttr});

// --- closures ------------------------------------------------------------------------------------

Value newClosure(Value function, size_t count, const Value* cells) {
    auto* const closure = newObject<Closure>(closureType, count * sizeof(Value));
    closure->function = function;
    closure->count = count;
    for (size_t i = 0; i < count; ++i) {
        if (TAIPAN_HAS_VERIFIER && !is(cells[i], cellType)) raiseBadCode();
        closure->cells[i] = cells[i];
    }
    return pointerTo(closure);
}

namespace {
Value callClosure(Value self, size_t nArgs, size_t nKw, const Value* args) {
    const auto* const closure = self.as<Closure>();
    return callCode(closure->function.as<Function>(), closure, nArgs, nKw, args);
}

void printClosure(const Printer* printer, Value self, PrintKind) {
    const auto& closure = *self.as<Closure>();
    printFormat(*printer, "<closure %r at 0x%zx, n_closed=%zu >", closure.function, self.address(),
                closure.count);
}

void closureAttr(Value self, Name name, Value* dest) {
    if (!dest[0]) functionAttr(self.as<Closure>()->function, name, dest);
}
} // namespace

constinit const TypeOf<3>
    closureType("closure"_name, kBindsSelf,
                {.print = printClosure, .call = callClosure, .attr = closureAttr});
constinit const TypeOf<0> cellType(""_name, 0, {});

} // namespace taipan::runtime
