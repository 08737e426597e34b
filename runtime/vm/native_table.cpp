// The functions that machine code calls: native_table.def has them by their numbers.
//
// Each is called from machine code alone, and notes where that goes on, for tracebacks; but for what
// checks the arguments of a function, which has not begun then and is in no traceback. Those that
// machine code calls over and over look for work that waits.
#include "runtime/vm/native_print.h"

#if TAIPAN_HAS_NATIVE

#include <cstdarg>
#include <cstddef>
#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/memory/pending.h"
#include "runtime/modules/builtins.h"
#include "runtime/modules/import.h"
#include "runtime/objects/buffers/array.h"
#include "runtime/objects/buffers/binary.h"
#include "runtime/objects/buffers/stream.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/containers/list.h"
#include "runtime/objects/containers/set.h"
#include "runtime/objects/containers/slice.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/float.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/vm/execute.h"
#include "runtime/vm/native.h"

namespace taipan::runtime {

namespace {
/// A parameter as machine code describes it; layout of the native ABI.
struct NativeParameter {
    uint16_t name;
    uint16_t flags;
    uintptr_t fallback;

    enum : unsigned { Bool = 1, Int = 2, KindMask = 0xff, Required = 0x100, KeywordOnly = 0x200 };
};

// --- names ---------------------------------------------------------------------------------------

Dict* swapGlobals(Dict* globals) {
    Dict* const before = currentGlobals();
    NativeCall* const call = runningNative();
    if (globals == nullptr || globals == before || call == nullptr) return nullptr;
    call->globals = globals;
    return before;
}

Value loadGlobal(Name name) {
    if (const Entry* const entry = currentGlobals()->table.find(name)) return entry->value;
    const Value value = builtinNamed(name);
    if (!value) TAIPAN_RAISE(NameErrorType, "name not defined", "name '%q' isn't defined", name);
    return value;
}

Value loadName(Name name) {
    if (const Entry* const entry = currentLocals()->table.find(name)) return entry->value;
    return loadGlobal(name);
}

Value loadBuildClass() {
    return builtinNamed("__build_class__"_name);
}

void storeName(Name name, Value value) {
    currentLocals()->table.store(name, value);
}
void storeGlobal(Name name, Value value) {
    currentGlobals()->table.store(name, value);
}

void deleteFrom(Dict* dict, Name name) {
    if (!dict->table.remove(nameValue(name)))
        TAIPAN_RAISE(NameErrorType, "name not defined", "name '%q' isn't defined", name);
}
void deleteName(Name name) {
    deleteFrom(currentLocals(), name);
}
void deleteGlobal(Name name) {
    deleteFrom(currentGlobals(), name);
}

void loadSuper(Name name, Value* dest) {
    loadSuperMethod(dest[1], dest[2], name, dest);
}

void importStar(Value module) {
    importAll(module, *currentLocals());
}

// --- operators and objects -----------------------------------------------------------------------

uintptr_t truthOf(Value value) {
    runPendingIfAny();
    return isTrue(value);
}

Value operate(BinaryOp op, Value left, Value right) {
    runPendingIfAny();
    return binaryOp(op, left, right);
}

intptr_t modulo(intptr_t number, intptr_t by) {
    const intptr_t rest = number % by;
    return rest != 0 && (rest ^ by) < 0 ? rest + by : rest;
}
intptr_t floorDivide(intptr_t number, intptr_t by) {
    const intptr_t quotient = number / by;
    return number % by != 0 && (number ^ by) < 0 ? quotient - 1 : quotient;
}

Value makeSet(size_t count, const Value* items) {
#if TAIPAN_HAS_SET
    return newSet(count, items);
#else
    (void)count, (void)items;
    raise(NotImplementedErrorType, "set"_text);
#endif
}

void storeInSet(Value set, Value item) {
#if TAIPAN_HAS_SET
    addToSet(set, item);
#else
    (void)set, (void)item;
#endif
}

Value appendTo(Value list, Value item) {
    append(*list.as<List>(), item);
    return kNone;
}

Value storeInDict(Value dict, Value key, Value value) {
    dict.as<Dict>()->table.store(key, value);
    return dict;
}

Value makeSlice(Value start, Value stop, Value step) {
#if TAIPAN_HAS_SLICE
    return newSlice(start, stop, step);
#else
    (void)start, (void)stop, (void)step;
    raise(NotImplementedErrorType, "slice"_text);
#endif
}

void unpackMore(Value sequence, size_t counts, Value* items) {
    unpackStarred(sequence, counts & 0xff, counts >> 8 & 0xff, items);
}

// --- functions and calls -------------------------------------------------------------------------

Value makeFrom(const void* proto, ModuleContext* context, const Value* defaults) {
    return defaults == nullptr ? makeFunction(context, proto)
                               : makeFunction(context, proto, defaults[0], defaults[1]);
}

/// Texts that are no names come from the module's constants.
void internKeywords(size_t nKw, Value* pairs) {
    for (size_t i = 0; i < nKw; ++i)
        if (!pairs[2 * i].isName()) pairs[2 * i] = nameValue(nameOf(pairs[2 * i]));
}

/// What was called has given its result.
Value afterCall(Value result) {
    runPendingIfAny();
    return result;
}

Value callObject(Value function, size_t counts, Value* args) {
    const size_t nArgs = counts & 0xff, nKw = counts >> 8 & 0xff;
    internKeywords(nKw, args + nArgs);
    return afterCall(call(function, nArgs, nKw, args));
}

Value callLoaded(size_t nArgs, size_t nKw, Value* args) {
    internKeywords(nKw, args + 2 + nArgs);
    return afterCall(callMethod(nArgs, nKw, args));
}

Value callSpread(uintptr_t hasSelf, size_t counts, const Value* args) {
    const bool isMethod = (hasSelf & 0xff) != 0;
    const SpreadArgs all = spread(isMethod ? args[1] : kNoValue, counts & 0xff, counts >> 8 & 0xff,
                                  args + 1 + isMethod);
    return afterCall(call(args[0], all.nArgs, all.nKw, all.args));
}

void checkSignature(size_t nArgs, size_t nKw, uint32_t signature) {
    const size_t most = signature >> 1 & 0xffff;
    checkArgs(nArgs, (signature & 1) != 0 ? 0 : nKw, signature >> 17,
              most == kAnyArgs ? SIZE_MAX : most);
}

// --- iterators and generators --------------------------------------------------------------------

/// An iterator that is not in the buffer: no type, then the object.
Value* elsewhere(IteratorBuffer* buffer) {
    return reinterpret_cast<Value*>(buffer);
}

Value startIterator(Value value, IteratorBuffer* buffer) {
    const Value iterator = getIter(value, buffer);
    if (buffer == nullptr) return iterator;
    if (iterator.as<IteratorBuffer>() != buffer) {
        elsewhere(buffer)[0] = kNoValue;
        elsewhere(buffer)[1] = iterator;
    }
    return kNoValue;
}

Value nextOfIterator(IteratorBuffer* buffer) {
    Value* const words = elsewhere(buffer);
    return iterNext(words[0] ? pointerTo(reinterpret_cast<Object*>(buffer)) : words[1]);
}

uintptr_t yieldFrom(Value iterator, Value sent, Value* io) {
    const Value thrown = *io;
    Resumed how = Resumed::Raised;
    Value result;
    const Value raised = attempt([&] { how = resume(iterator, sent, thrown, result); });
    if (raised) {
        how = Resumed::Raised;
        result = raised;
    }
    if (how == Resumed::Raised) {
        if (!isSubtype(typeOf(result), &StopIterationType)) taipanJump(result);
        result = stopValue(result);
    }
    *io = result;
    if (how == Resumed::Yielded) return 1;
    // A generator has to end when it is told to, even if the iterator does not mind.
    if (thrown) {
        const Value exception = toRaise(thrown);
        if (matches(exception, pointerTo(&GeneratorExitType))) raise(exception);
    }
    return 0;
}

// --- exceptions ----------------------------------------------------------------------------------

void raiseObject(Value exception) {
    if (exception && exception != kNone) taipanJump(toRaise(exception));
}

void raiseMessage(const Type* type, const char* text) {
    if (text == nullptr) raise(pointerTo(type));
    const Value message = newStrChecked({text, strlen(text)});
    raise(newException(*type, 1, &message));
}

// --- for linked modules --------------------------------------------------------------------------

void* resize(void* old, size_t size, uintptr_t mayMove) {
    if (old == nullptr) return size == 0 ? nullptr : state.heap.allocate(size, Contents::Pointers);
    if (size == 0) {
        release(old);
        return nullptr;
    }
    const size_t before = state.heap.sizeOf(old);
    if ((mayMove & 0xff) == 0 && size > before) return nullptr;
    return state.heap.reallocate(old, before, size, Contents::Pointers);
}

int printListTo(const Printer* printer, const char* format, va_list arguments) {
    return printNative(*printer, format, arguments);
}

int printTo(const Printer* printer, const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int count = printNative(*printer, format, arguments);
    va_end(arguments);
    return count;
}

Value newStrOf(const char* text, size_t size) {
    return newStrChecked({text, size});
}
Value newBytesOf(const char* data, size_t size) {
    return newBytes({data, size});
}

Value newByteArrayAt(size_t size, void* memory) {
#if TAIPAN_HAS_BYTEARRAY
    return newByteArrayOver(memory, size);
#else
    (void)size, (void)memory;
    raise(NotImplementedErrorType, "bytearray"_text);
#endif
}

#if TAIPAN_FLOAT
Value floatOfSingle(float number) {
    return newFloat(static_cast<Float>(number));
}
Value floatOfDouble(double number) {
    return newFloat(static_cast<Float>(number));
}
float singleOf(Value value) {
    return static_cast<float>(toFloat(value));
}
double doubleOf(Value value) {
    return static_cast<double>(toFloat(value));
}
#else
[[noreturn]] void raiseNoFloat() {
    raise(NotImplementedErrorType, "float"_text);
}
Value floatOfSingle(float) {
    raiseNoFloat();
}
Value floatOfDouble(double) {
    raiseNoFloat();
}
float singleOf(Value) {
    raiseNoFloat();
}
double doubleOf(Value) {
    raiseNoFloat();
}
#endif

uintptr_t getBuffer(Value value, Buffer* buffer, uintptr_t use) {
    if (value.isName()) {
        // C takes texts to end with NUL, and those of names do not.
        const Text text = strText(value);
        Str* const copy = newStrBuffer(strType, text.size);
        std::memcpy(copy->data, text.data, text.size);
        value = pointerTo(copy);
    }
    if (bufferMaybe(value, *buffer, use)) return 1;
    if ((use & kBufferRaise) != 0) *buffer = bufferOf(value, use); // raises
    return 0;
}

const StreamProtocol* protocolOf(Value value, unsigned use) {
#if TAIPAN_HAS_STREAM
    return &streamOf(value, use);
#else
    (void)value, (void)use;
    raise(NotImplementedErrorType, "stream"_text);
#endif
}

uintptr_t wordOfArgument(Value value, unsigned kind) {
    switch (kind) {
    case NativeParameter::Bool: return isTrue(value);
    case NativeParameter::Int: return static_cast<uintptr_t>(toInt(value));
    default: return value.bits;
    }
}

void parseArgs(size_t nArgs, const Value* args, Table* keywords, size_t count,
               const NativeParameter* parameters, uintptr_t* values) {
    size_t taken = 0, named = 0;
    for (size_t i = 0; i < count; ++i) {
        const NativeParameter& parameter = parameters[i];
        const unsigned kind = parameter.flags & NativeParameter::KindMask;
        if (i < nArgs && (parameter.flags & NativeParameter::KeywordOnly) == 0) {
            values[i] = wordOfArgument(args[i], kind);
            ++taken;
            continue;
        }
        if (i < nArgs) break;
        const Entry* const given = keywords->find(static_cast<Name>(parameter.name));
        if (given != nullptr) {
            values[i] = wordOfArgument(given->value, kind);
            ++named;
        } else if ((parameter.flags & NativeParameter::Required) != 0) {
            TAIPAN_RAISE(TypeErrorType, "argument num/types mismatch", "'%q' argument required",
                         static_cast<Name>(parameter.name));
        } else {
            values[i] = parameter.fallback;
        }
    }
    if (taken < nArgs) raiseTypeError("extra positional arguments given"_text);
    if (named < keywords->used()) raiseTypeError("extra keyword arguments given"_text);
}

void parsePairs(size_t nArgs, size_t nKw, const Value* args, size_t count,
                const NativeParameter* parameters, uintptr_t* values) {
    Dict keywords(nullptr, {});
    keywordsOf(nKw, args + nArgs, keywords);
    parseArgs(nArgs, args, &keywords.table, count, parameters, values);
}

size_t sizeOfItem(char order, char typecode, size_t* alignment) {
    const size_t size = itemSize(typecode, order);
    if (alignment != nullptr) *alignment = order == kNativeOrder ? size : 1;
    return size;
}

/// Bytearrays have a typecode of their own there.
char codeOf(char typecode) {
    return typecode == 0 || typecode == 1 ? 'B' : typecode;
}

Value loadItem(char typecode, const char* items, size_t index) {
    const char code = codeOf(typecode);
    const size_t size = itemSize(code, kNativeOrder);
    return itemValue(code, size, loadBits(items + index * size, size, isBigEndian(kNativeOrder)));
}

void storeItem(char typecode, char* items, size_t index, Value value) {
    const char code = codeOf(typecode);
    const size_t size = itemSize(code, kNativeOrder);
    const uint64_t bits = itemBits(code, value);
    storeBits(items + index * size, size, isBigEndian(kNativeOrder), bits);
}

// --- the table -----------------------------------------------------------------------------------

/// A function as machine code calls it: notes where that goes on.
template <auto function>
struct Noted;
template <typename Result, typename... Arguments, Result (*function)(Arguments...)>
struct Noted<function> {
    static Result entry(Arguments... arguments) {
#if TAIPAN_HAS_TRACEBACK && TAIPAN_HAS_LINE_NUMBERS
        if (NativeCall* const call = state.native) call->at = __builtin_return_address(0);
#endif
        return function(arguments...);
    }
};
template <auto function>
constexpr auto noted = Noted<static_cast<decltype(function)>(function)>::entry;
} // namespace

#define FN(result, ...) result (*)(__VA_ARGS__)
struct FunctionTable {
    template <typename T>
    using Field = T;
#define TAIPAN_NATIVE_ENTRY(name, type, value) Field<type> entry##name;
#include "runtime/vm/native_table.def"
#undef TAIPAN_NATIVE_ENTRY
};
#define TAIPAN_NATIVE_ENTRY(number, name)                                                          \
    static_assert(offsetof(FunctionTable, entry##name) == number * sizeof(void*));
#include "taipan/abi/native_entries.def"
#undef TAIPAN_NATIVE_ENTRY
static_assert(sizeof(FunctionTable) == kNativeTableEntries * sizeof(void*));

constinit const FunctionTable nativeTable = {
#define TAIPAN_NATIVE_ENTRY(name, type, value) value,
#include "runtime/vm/native_table.def"
#undef TAIPAN_NATIVE_ENTRY
};

} // namespace taipan::runtime
#endif
