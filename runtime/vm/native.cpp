// Functions of machine code: making and calling them, their generators, where they are.
#include "runtime/vm/native.h"

#if TAIPAN_HAS_NATIVE

#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/objects/buffers/array.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/vm/execute.h"
#include "runtime/vm/profile.h"
#include "taipan/abi/mpy.h"
#include "taipan/abi/varint.h"

namespace taipan::runtime {

namespace {
constexpr size_t kWord = sizeof(void*);

using CodeOfFunction = Value (*)(NativeFunction* self, size_t nArgs, size_t nKw, const Value* args);
using CodeOfGenerator = uintptr_t (*)(NativeState* state, Value thrown);

/// What starts at `code`, as a C function.
template <typename F>
F functionAt(const uint8_t* code) {
    return reinterpret_cast<F>(const_cast<uint8_t*>(callable(code)));
}

uintptr_t wordAt(const uint8_t* at) {
    return *reinterpret_cast<const uintptr_t*>(at);
}

const uint8_t* preludeBytesOf(const NativeFunction& function) {
    const uintptr_t index = wordAt(function.code);
    return index == 0 ? static_cast<const uint8_t*>(function.children)
                      : static_cast<const uint8_t* const*>(function.children)[index];
}

/// A call for as long as this lives. Exceptions leave it without.
struct Running : NativeCall {
    Running(const NativeFunction& callee, Dict* its)
        : NativeCall{state.native, state.frame, &callee, callee.context->globals, its, {},
                     nullptr,      nullptr,     nullptr} {
        state.native = this;
    }
    ~Running() { state.native = outer; }
};

// Jump buffers of machine code have no room for float registers: what calls it keeps them.
#if defined(__ARM_FP)
#define TAIPAN_KEEP_FLOATS()                                                                       \
    asm volatile("" : : : "d8", "d9", "d10", "d11", "d12", "d13", "d14", "d15")
#elif defined(__riscv_float_abi_single) || defined(__riscv_float_abi_double)
#error "TAIPAN_HAS_NATIVE: on RISC-V without float registers in calls"
#else
#define TAIPAN_KEEP_FLOATS() static_cast<void>(0)
#endif

Value run(NativeFunction* function, size_t nArgs, size_t nKw, const Value* args, Dict* locals) {
    checkStack();
    TAIPAN_KEEP_FLOATS();
    const Running call(*function, locals);
    const size_t head = function->type == &viperFunctionType ? 0 : kWord;
    return functionAt<CodeOfFunction>(function->code + head)(function, nArgs, nKw, args);
}

Value newGenerator(NativeFunction* function, size_t nArgs, size_t nKw, const Value* args) {
    const Prelude code = preludeOf(*function);
    constexpr size_t kHead = sizeof(Generator) - sizeof(Frame);
    auto* const generator = static_cast<Generator*>(
        allocate(kHead + sizeof(NativeState) + code.nState * sizeof(Value)));
    generator->type = &generatorType;
    generator->pending = kSentinel;
    NativeState& made = stateOf(*generator);
    made.function = function;
    made.nState = code.nState;
    setUpState(&made, nArgs, nKw, args);
    made.ip = callable(function->code + wordAt(function->code + kWord));
    return pointerTo(generator);
}
} // namespace

Prelude preludeOf(const NativeFunction& function) {
    return Prelude(preludeBytesOf(function));
}

Value callNative(NativeFunction* function, const Closure* closure, size_t nArgs, size_t nKw,
                 const Value* args, Dict* locals) {
    Value few[8];
    if (closure != nullptr) {
        const size_t cells = closure->count;
        const size_t given = nArgs + 2 * nKw;
        constexpr size_t kFew = sizeof(few) / sizeof(few[0]);
        Value* const all = cells + given <= kFew ? few : newValues(cells + given);
        for (size_t i = 0; i < cells; ++i) all[i] = closure->cells[i];
        for (size_t i = 0; i < given; ++i) all[cells + i] = args[i];
        args = all;
        nArgs += cells;
    }
    if (function->type == &nativeGeneratorFunctionType)
        return newGenerator(function, nArgs, nKw, args);
    return run(function, nArgs, nKw, args, locals);
}

void setUpState(NativeState* made, size_t nArgs, size_t nKw, const Value* args) {
    checkStack();
    const Prelude code = preludeOf(*made->function);
    made->ip = code.start;
    made->sp = made->state - 1;
    std::memset(static_cast<void*>(made->state), 0, code.nState * sizeof(Value));
    bindParameters(reinterpret_cast<const Function&>(*made->function), code,
                   made->state + code.nState, nArgs, nKw, args, nullptr);
}

Resumed resumeNative(Generator& generator, Value thrown, Value& result) {
    TAIPAN_KEEP_FLOATS();
    NativeState& own = stateOf(generator);
    uintptr_t how;
    {
        const Running call(*own.function, nullptr);
        how = functionAt<CodeOfGenerator>(own.function->code + 2 * kWord)(&own, thrown);
    }
    generator.pending = kSentinel;
    switch (how) {
    case 1:
        result = *own.sp;
        *own.sp = kNone;
        return Resumed::Yielded;
    case 0:
        own.ip = nullptr;
        result = *own.sp;
        return Resumed::Returned;
    default:
        own.ip = nullptr;
        result = own.state[0];
        if (isSubtype(typeOf(result), &StopIterationType))
            result = newException(RuntimeErrorType, "generator raised StopIteration"_text);
        return Resumed::Raised;
    }
}

// --- making functions ----------------------------------------------------------------------------

namespace {
NativeFunction* newNative(const Type& type, ModuleContext* context, const FunctionRecord& record,
                          size_t nDefaults) {
    auto* const function = newObject<NativeFunction>(type, nDefaults * sizeof(Value));
    function->context = context;
    function->code = record.code;
    function->children = record.children;
#if TAIPAN_HAS_PROFILE
    if (profiler != nullptr) noteFunction(*context, record.code, nameOf(*function));
#endif
    return function;
}

Value newWithPrelude(ModuleContext* context, const FunctionRecord& record, Value defaults,
                     Value keywordDefaults) {
    const size_t positional = defaults ? defaults.as<Tuple>()->size : 0;
    const Type& type = record.isGenerator != 0
                           ? static_cast<const Type&>(nativeGeneratorFunctionType)
                           : nativeFunctionType;
    auto* const function =
        newNative(type, context, record, positional + static_cast<bool>(keywordDefaults));
    const Prelude code = preludeOf(*function);
    if (code.nDefPosArgs != positional || code.has(abi::kScopeDefKwargs) != !!keywordDefaults)
        raiseBadCode();
    for (size_t i = 0; i < positional; ++i) function->defaults[i] = defaults.as<Tuple>()->items[i];
    if (keywordDefaults) function->defaults[positional] = keywordDefaults;
    return pointerTo(function);
}

Value newWithChildren(ModuleContext* context, const FunctionRecord& record, Value defaults,
                      Value keywordDefaults) {
    const Prelude code(record.code);
    if (code.has(abi::kScopeDefKwargs) != static_cast<bool>(keywordDefaults)) raiseBadCode();
    const Value made = newFunction(context, record.code, defaults, keywordDefaults, 1);
    const size_t count = code.nDefPosArgs + static_cast<bool>(keywordDefaults);
    made.as<Function>()->defaults[count] = pointerTo(static_cast<const Object*>(record.children));
    return made;
}
} // namespace

Value makeFunction(ModuleContext* context, const void* proto, Value defaults,
                   Value keywordDefaults) {
    const auto* const bytes = static_cast<const uint8_t*>(proto);
    if ((bytes[0] | bytes[1]) != 0) return newFunction(context, bytes, defaults, keywordDefaults);
    const auto& record = *static_cast<const FunctionRecord*>(proto);
    switch (record.kind) {
    case FunctionRecord::Bytecode:
        return newWithChildren(context, record, defaults, keywordDefaults);
    case FunctionRecord::Native: return newWithPrelude(context, record, defaults, keywordDefaults);
    case FunctionRecord::Viper: return pointerTo(newNative(viperFunctionType, context, record, 0));
    case FunctionRecord::Asm: {
        NativeFunction* const function = newNative(asmFunctionType, context, record, 0);
        function->children = &record;
        return pointerTo(function);
    }
    default: raiseBadCode();
    }
}

Value newChild(const Function& parent, size_t i, const Value* given) {
    const Value defaults = given == nullptr ? kNoValue : given[0];
    const Value keywordDefaults = given == nullptr ? kNoValue : given[1];
    const uint8_t* const code = parent.code;
    if ((code[-2] | code[-1]) != 0)
        return makeFunction(parent.context, parent.child(i), defaults, keywordDefaults);
    const Prelude prelude(code);
    const size_t count = prelude.nDefPosArgs + prelude.has(abi::kScopeDefKwargs);
    const auto* const children = parent.defaults[count].as<const void* const>();
    if (children == nullptr) raiseBadCode();
    return makeFunction(parent.context, children[i], defaults, keywordDefaults);
}

Value inContext(const NativeFunction& function, ModuleContext* context) {
    const size_t size = state.heap.sizeOf(&function);
    auto* const copy = static_cast<NativeFunction*>(allocate(size));
    std::memcpy(static_cast<void*>(copy), &function, size);
    copy->context = context;
    return pointerTo(copy);
}

// --- words and objects ---------------------------------------------------------------------------

uintptr_t nativeFromObject(Value value, uintptr_t kind) {
    switch (kind & 15) {
    case kNativeObject: return value.bits;
    case kNativeBool: return isTrue(value);
    case kNativeInt:
    case kNativeUint: return toWordTruncated(value);
    default: {
        Buffer buffer;
        return bufferMaybe(value, buffer, kBufferRead) ? reinterpret_cast<uintptr_t>(buffer.data)
                                                       : toWordTruncated(value);
    }
    }
}

Value nativeToObject(uintptr_t word, uintptr_t kind) {
    switch (kind & 15) {
    case kNativeObject: return Value(word);
    case kNativeBool: return truth(word != 0);
    case kNativeInt: return newInt(static_cast<intptr_t>(word));
    case kNativeName: return nameValue(static_cast<Name>(word));
    default: return newIntUnsigned(word);
    }
}

namespace {
/// An argument of an assembler function.
uintptr_t asmArgument(Value value) {
    if (value.isSmallInt()) return static_cast<uintptr_t>(value.smallInt());
    if (value == kNone || value == kFalse) return 0;
    if (value == kTrue) return 1;
    if (isInt(value)) return toWordTruncated(value);
    if (isStr(value)) return reinterpret_cast<uintptr_t>(strText(value).data);
#if TAIPAN_FLOAT
    if (isFloat(value)) return static_cast<uintptr_t>(static_cast<intptr_t>(floatOf(value)));
#endif
    if (isTuple(value)) return reinterpret_cast<uintptr_t>(value.as<Tuple>()->items);
    if (isList(value)) return reinterpret_cast<uintptr_t>(value.as<List>()->items);
    Buffer buffer;
    if (bufferMaybe(value, buffer, kBufferRead)) return reinterpret_cast<uintptr_t>(buffer.data);
    return value.bits;
}

Value callAsm(Value self, size_t nArgs, size_t nKw, const Value* args) {
    auto* const function = self.as<NativeFunction>();
    const auto& record = *static_cast<const AsmRecord*>(function->children);
    checkArgs(nArgs, nKw, record.nArgs, record.nArgs);
    checkStack();
    uintptr_t words[4] = {};
    for (size_t i = 0; i < nArgs; ++i) words[i] = asmArgument(args[i]);
    using Code = uintptr_t (*)(uintptr_t, uintptr_t, uintptr_t, uintptr_t);
    const auto code = functionAt<Code>(function->code);
    return nativeToObject(code(words[0], words[1], words[2], words[3]), record.resultType);
}
} // namespace

constinit const TypeOf<1> asmFunctionType("function"_name, kBindsSelf, {.call = callAsm});

// --- where it is ---------------------------------------------------------------------------------

Name nameOf(const NativeFunction& function) {
    if (!isNative(function)) return Name::none;
    const uint8_t* info = preludeOf(function).info;
    return static_cast<Name>(function.context->names[abi::takeVaruint(info)]);
}

size_t lineOf(const NativeCall& call) {
#if TAIPAN_HAS_LINE_NUMBERS
    if (!isNative(*call.function) || call.at == nullptr) return 0;
    const Prelude code = preludeOf(*call.function);
    const uint8_t* table = code.info;
    for (size_t i = 0; i <= code.named(); ++i) abi::skipVaruint(table);
    if (table == code.cells) return 0;
    const auto offset = static_cast<const uint8_t*>(call.at) - call.function->code;
    return offset <= 0 ? 0
                       : abi::lineAt<true>(table, code.cells, static_cast<uint32_t>(offset - 1));
#else
    (void)call;
    return 0;
#endif
}

void traceNativeCall(const NativeCall& call, Value exception) {
#if TAIPAN_HAS_TRACEBACK
    if (TAIPAN_HAS_LINE_NUMBERS && call.at == nullptr) return; // its arguments are wrong
    const NativeFunction& function = *call.function;
    addTrace(exception, static_cast<Name>(function.context->names[0]), lineOf(call),
             nameOf(function));
#else
    (void)call, (void)exception;
#endif
}

} // namespace taipan::runtime
#endif
