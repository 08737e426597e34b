// Functions and closures of Python code: making them, and binding arguments to parameters.

#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"
#include "runtime/vm/execute.h"
#include "runtime/vm/native.h"
#include "runtime/vm/profile.h"
#include "taipan/abi/mpy.h"
#include "taipan/abi/varint.h"

namespace taipan::runtime {

// --- code ----------------------------------------------------------------------------------------

Prelude::Prelude(const uint8_t* code, const uint8_t* end) {
    constexpr bool kChecked = TAIPAN_HAS_VERIFIER;
    const bool isWhole = abi::decodeSignature<kChecked>(code, end, *this) &&
                         abi::decodeSizes<kChecked>(code, end, *this);
    info = code;
    cells = code + nInfo;
    start = isWhole ? cells + nCell : nullptr;
}

size_t Prelude::frameSize() const {
    return sizeof(Frame) + nState * sizeof(Value) + nExcStack * sizeof(ExceptionBlock);
}

Prelude::Prelude(const Function& function)
#if !TAIPAN_FAST_LOOP || __SIZEOF_POINTER__ < 8
    : Prelude(function.code){}
#else
{
    const CallInfo kept = function.call;
    if (kept.info == 0) {
        *this = Prelude(function.code);
        return;
    }
    nState = kept.nState;
    nExcStack =
        static_cast<uint32_t>((kept.frameWords - sizeof(Frame) / sizeof(Value) - kept.nState) /
                              (sizeof(ExceptionBlock) / sizeof(Value)));
    scopeFlags = kept.flags;
    nPosArgs = kept.nPositional;
    nKwonlyArgs = kept.nKeywordOnly;
    nDefPosArgs = kept.nDefaults;
    nCell = kept.nCells;
    info = function.code + kept.info;
    start = function.code + kept.start;
    cells = start - kept.nCells;
}
#endif

#if TAIPAN_FAST_LOOP
      CallInfo::CallInfo(const Prelude& prelude, const uint8_t* code)
    : simpleArgs(kNotSimple), nState(static_cast<uint8_t>(prelude.nState)),
      frameWords(static_cast<uint8_t>(prelude.frameSize() / sizeof(Value))),
      start(static_cast<Start>(prelude.start - code)) {
    constexpr unsigned kOther =
        abi::kScopeGenerator | abi::kScopeVarArgs | abi::kScopeVarKeywords | abi::kScopeDefKwargs;
    // The largest of the numbers, a frame also has the locals.
    const size_t words = prelude.frameSize() / sizeof(Value);
    const bool fits = words <= UINT8_MAX && prelude.start - code <= static_cast<Start>(-1);
#if __SIZEOF_POINTER__ >= 8
    const auto infoAt = static_cast<uint32_t>(prelude.info - code);
    const bool isKept = fits && prelude.nPosArgs <= kMostPositional &&
                        prelude.nKwonlyArgs <= kMostKeywordOnly &&
                        (infoAt | prelude.nDefPosArgs | prelude.nCell) <= kMostCounted;
    info = (isKept ? infoAt : 0) & kMostCounted;
    flags = prelude.scopeFlags & kMostCounted;
    nPositional = prelude.nPosArgs & kMostPositional;
    nKeywordOnly = prelude.nKwonlyArgs & kMostKeywordOnly;
    nDefaults = prelude.nDefPosArgs & kMostCounted;
    nCells = prelude.nCell & kMostCounted;
#endif
    const bool isSimple = fits && !prelude.has(kOther) &&
                          (prelude.nKwonlyArgs | prelude.nCell) == 0 &&
                          (prelude.nPosArgs <= INT8_MAX) && prelude.nDefPosArgs <= kMostDefaults;
    if (isSimple) simpleArgs = static_cast<int8_t>(prelude.nPosArgs);
}
#endif

// --- functions -----------------------------------------------------------------------------------

#if TAIPAN_HAS_NATIVE
Value newFunction(ModuleContext* context, const uint8_t* code, Value defaults,
                  Value keywordDefaults) {
    return newFunction(context, code, defaults, keywordDefaults, 0);
}
#endif

Value newFunction(ModuleContext* context, const uint8_t* code, Value defaults, Value keywordDefaults
#if TAIPAN_HAS_NATIVE
                  ,
                  size_t more
#endif
) {
#if !TAIPAN_HAS_NATIVE
    constexpr size_t more = 0;
#endif
    const Prelude prelude(code);
    const size_t positional = prelude.nDefPosArgs;
#if TAIPAN_HAS_VERIFIER
    if (defaults ? !isTuple(defaults) || defaults.as<Tuple>()->size != positional : positional != 0)
        raiseBadCode();
    if (keywordDefaults ? !is(keywordDefaults, dictType) : prelude.has(abi::kScopeDefKwargs))
        raiseBadCode();
#endif
    const size_t extra = (positional + static_cast<bool>(keywordDefaults) + more) * sizeof(Value);
    auto* const function = newObject<Function>(prelude.has(abi::kScopeGenerator)
                                                   ? static_cast<const Type&>(generatorFunctionType)
                                                   : functionType,
                                               extra);
    function->context = context;
    function->code = code;
#if TAIPAN_FAST_LOOP
    function->call = CallInfo(prelude, code);
#endif
    for (size_t i = 0; i < positional; ++i) function->defaults[i] = defaults.as<Tuple>()->items[i];
    if (keywordDefaults) function->defaults[positional] = keywordDefaults;
#if TAIPAN_HAS_PROFILE
    if (profiler != nullptr) noteFunction(*context, code, nameOf(*function));
#endif
    return pointerTo(function);
}

#if !TAIPAN_HAS_NATIVE // it is in native.cpp otherwise
Value newChild(const Function& maker, size_t number, const Value* defaults) {
    const uint8_t* const code = maker.child(number);
    if (defaults == nullptr) return newFunction(maker.context, code);
    return newFunction(maker.context, code, defaults[0], defaults[1]);
}
#endif

namespace {
Name nameAt(const Function& function, const uint8_t* at, size_t position) {
    for (; position > 0; --position) abi::skipVaruint(at);
    return static_cast<Name>(function.context->names[abi::takeVaruint(at)]);
}
} // namespace

Name nameOf(const Function& function) {
    return nameAt(function, Prelude(function).info, 0);
}
Name fileOf(const Function& function) {
    return static_cast<Name>(function.context->names[0]);
}

// --- binding arguments ---------------------------------------------------------------------------

namespace {
[[noreturn]] void raiseArgumentCount(const Function& function, size_t expected, size_t given) {
#if TAIPAN_ERROR_TEXTS >= 3
#if TAIPAN_HAS_NATIVE
    const Name name = isNative(function) ? nameOf(asNative(function)) : nameOf(function);
#else
    const Name name = nameOf(function);
#endif
    raiseFormat(TypeErrorType, "%q() takes %zd positional arguments but %zd were given"_text, name,
                expected, given);
#else
    (void)function;
    TAIPAN_RAISE(TypeErrorType, "argument num/types mismatch",
                 "function takes %zd positional arguments but %zd were given", expected, given);
#endif
}

/// Where the defaults of a function lie.
inline const Value* defaultsOf(const Function& function) {
#if TAIPAN_HAS_NATIVE
    if (isNative(function)) return asNative(function).defaults;
#endif
    return function.defaults;
}

/// A call being bound: parameter i's value is at top[-1 - i].
struct Binding {
    const Function& function;
    const Prelude& code;
    const Closure* closure; // whose cells come before the arguments; null: none
    Value* top;
    Dict* rest = nullptr; // of **kwargs

    Value& slot(size_t i) { return top[-1 - static_cast<ptrdiff_t>(i)]; }

    void bindPositional(size_t nArgs, const Value* args, bool keywords);
    void bindKeyword(Value name, Value value);
    void bindDefaults();
    void bindKeywordOnly();
};

void Binding::bindPositional(size_t nArgs, const Value* args, bool keywords) {
    const size_t nCells = closure == nullptr ? 0 : closure->count;
    if (nCells > code.nPosArgs) raiseArgumentCount(function, code.nPosArgs, nCells);
    size_t count = nArgs;
    if (nArgs > code.nPosArgs - nCells) {
        if (!code.has(abi::kScopeVarArgs))
            raiseArgumentCount(function, code.nPosArgs, nCells + nArgs);
        count = code.nPosArgs - nCells;
    }
    if (code.has(abi::kScopeVarArgs)) slot(code.named()) = newTuple(nArgs - count, args + count);
    for (size_t i = 0; i < nCells; ++i) slot(i) = closure->cells[i];
    for (size_t i = 0; i < count; ++i) slot(nCells + i) = args[i];
    if (keywords) return;
    const size_t required = static_cast<size_t>(code.nPosArgs - code.nDefPosArgs);
    count += nCells;
    if (count < required) raiseArgumentCount(function, required, nCells + nArgs);
    for (size_t i = count; i < code.nPosArgs; ++i) slot(i) = defaultsOf(function)[i - required];
}

/// Gives an argument its value; TypeError when it has one.
void give(Value& argument, Value name, Value value) {
    if (argument)
        TAIPAN_RAISE(TypeErrorType, "function got multiple values for argument",
                     "function got multiple values for argument '%q'", name.name());
    argument = value;
}

void Binding::bindKeyword(Value name, Value value) {
    const uint8_t* names = code.info;
    abi::skipVaruint(names);
    for (size_t i = 0; i < code.named(); ++i) {
        if (nameValue(static_cast<Name>(function.context->names[abi::takeVaruint(names)])) != name)
            continue;
        return give(slot(i), name, value);
    }
    if (rest == nullptr)
        TAIPAN_RAISE(TypeErrorType, "unexpected keyword argument",
                     "unexpected keyword argument '%q'", name.name());
    give(rest->table.findOrAdd(name)->value, name, value);
}

void Binding::bindDefaults() {
    const size_t required = static_cast<size_t>(code.nPosArgs - code.nDefPosArgs);
    for (size_t i = code.nPosArgs; i-- > 0;) {
        if (slot(i)) continue;
        if (i < required)
            // Counted from 0, as stock does.
            TAIPAN_RAISE(TypeErrorType, "argument num/types mismatch",
                         "function missing required positional argument #%zd", i);
        slot(i) = defaultsOf(function)[i - required];
    }
}

void Binding::bindKeywordOnly() {
    const bool haveDefaults = code.has(abi::kScopeDefKwargs);
    for (size_t i = code.nPosArgs; i < code.named(); ++i) {
        if (slot(i)) continue;
        const Name name = nameAt(function, code.info, i + 1);
        const Entry* entry =
            haveDefaults ? defaultsOf(function)[code.nDefPosArgs].as<Dict>()->table.find(name)
                         : nullptr;
        if (entry == nullptr)
            TAIPAN_RAISE(TypeErrorType, "argument num/types mismatch",
                         "function missing required keyword argument '%q'", name);
        slot(i) = entry->value;
    }
}
} // namespace

namespace {
void prepareFrame(Frame* frame, Function* function, const Prelude& code) {
    frame->function = function;
    frame->ip = code.start;
    frame->nState = static_cast<uint16_t>(code.nState);
    frame->exceptDepth = 0;
    frame->caller = state.frame;
    frame->locals = nullptr;
    frame->sp = frame->state() - 1;
    std::memset(static_cast<void*>(frame->state()), 0, code.nState * sizeof(Value));
}

void makeCells(Value* top, const Prelude& code) {
    for (const uint8_t* slot = code.cells; slot != code.start; ++slot) {
        auto* const cell = newObject<Cell>(cellType);
        Value& local = top[-1 - *slot];
        cell->value = local;
        local = pointerTo(cell);
    }
}

} // namespace

void bindParameters(const Function& function, const Prelude& code, Value* top, size_t nArgs,
                    size_t nKw, const Value* args, const Closure* closure) {
    Binding binding{function, code, closure, top};
    const bool keywords = nKw != 0 || code.has(abi::kScopeDefKwargs);
    binding.bindPositional(nArgs, args, keywords);
    if (code.has(abi::kScopeVarKeywords)) {
        binding.rest = newDict(nKw);
        binding.slot(code.named() + code.has(abi::kScopeVarArgs)) = pointerTo(binding.rest);
    }
    if (keywords) {
        for (size_t i = 0; i < nKw; ++i)
            binding.bindKeyword(args[nArgs + 2 * i], args[nArgs + 2 * i + 1]);
        binding.bindDefaults();
        binding.bindKeywordOnly();
    } else if (code.nKwonlyArgs != 0) {
        raiseTypeError("function missing keyword-only argument"_text);
    }
    makeCells(top, code);
}

Frame* newFrame(Function* function, size_t nArgs, size_t nKw, const Value* args,
                const Closure* closure) {
    const Prelude code(*function);
    Frame* const frame = pushFrame(code.frameSize());
    prepareFrame(frame, function, code);
    bindParameters(*function, code, frame->top(), nArgs, nKw, args, closure);
    return frame;
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
    if (function->type == &functionType) {
        Frame* const frame = newFrame(function, nArgs, nKw, args, closure);
        frame->locals = locals;
        return run(frame);
    }
    const Prelude code(*function);
    auto* const generator =
        static_cast<Generator*>(allocate(sizeof(Generator) - sizeof(Frame) + code.frameSize()));
    generator->type = &generatorType;
    generator->pending = kNone;
    prepareFrame(&generator->frame, function, code);
    generator->frame.flags = kFrameGenerator;
    generator->frame.caller = nullptr;
    bindParameters(*function, code, generator->frame.top(), nArgs, nKw, args, closure);
    return pointerTo(generator);
}

bool isFunction(Value value) {
    return is(value, functionType) || is(value, generatorFunctionType);
}
#if TAIPAN_HAS_NATIVE
bool isMachineCode(Value value) {
    return value.isObject() &&
           (isNative(*value.object()) || value.object()->type == &viperFunctionType);
}
#endif
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
#if TAIPAN_HAS_NATIVE
    if (isMachineCode(function))
        return callNative(function.as<NativeFunction>(), closure, 0, 0, nullptr, locals);
#endif
    if (!isFunction(function)) raiseTypeError("function required"_text);
    return callCode(function.as<Function>(), closure, 0, 0, nullptr, locals);
}

namespace {
Name nameOfAny(Value function) {
#if TAIPAN_HAS_NATIVE
    if (isMachineCode(function)) return nameOf(*function.as<NativeFunction>());
#endif
    return nameOf(*function.as<Function>());
}

void printFunction(const Printer* printer, Value self, PrintKind) {
    printFormat(*printer, "<function %q at 0x%zx>"_text, nameOfAny(self), self.address());
}
void functionAttr(Value self, Name name, Value* dest) {
#if TAIPAN_HAS_FUNCTION_ATTRS
    if (dest[0]) return;
    const auto& function = *self.as<Function>();
    if (name == "__name__"_name) {
        const Name own = nameOfAny(self);
        if (!TAIPAN_HAS_NATIVE || own != Name::none) dest[0] = nameValue(own);
    }
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
#if TAIPAN_HAS_NATIVE
    if (isMachineCode(closure->function))
        return callNative(closure->function.as<NativeFunction>(), closure, nArgs, nKw, args);
#endif
    return callCode(closure->function.as<Function>(), closure, nArgs, nKw, args);
}

void printClosure(const Printer* printer, Value self, PrintKind) {
    const auto& closure = *self.as<Closure>();
    printFormat(*printer, "<closure %r at 0x%zx, n_closed=%zu >"_text, closure.function,
                self.address(), closure.count);
}

void closureAttr(Value self, Name name, Value* dest) {
    if (!dest[0]) functionAttr(self.as<Closure>()->function, name, dest);
}
} // namespace

constinit const TypeOf<3>
    closureType("closure"_name, kBindsSelf,
                {.print = printClosure, .call = callClosure, .attr = closureAttr});
#if TAIPAN_HAS_NATIVE
namespace {
Value callNativeFunction(Value self, size_t nArgs, size_t nKw, const Value* args) {
    return callNative(self.as<NativeFunction>(), nullptr, nArgs, nKw, args);
}
} // namespace
constinit const TypeOf<3>
    nativeFunctionType("function"_name, kBindsSelf,
                       {.print = printFunction, .call = callNativeFunction, .attr = functionAttr});
constinit const TypeOf<3> nativeGeneratorFunctionType("generator"_name, kBindsSelf,
                                                      {.print = printFunction,
                                                       .call = callNativeFunction,
                                                       .attr = functionAttr});
constinit const TypeOf<1> viperFunctionType("function"_name, kBindsSelf,
                                            {.call = callNativeFunction});
#endif
constinit const TypeOf<0> cellType(""_name, 0, {});

} // namespace taipan::runtime
