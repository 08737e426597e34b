// The C API: include/taipan/runtime.h.
#include "taipan/runtime.h"

#include <string.h>

#include "runtime/embed/start.h"
#include "runtime/memory/globals.h"
#include "runtime/memory/memory.h"
#include "runtime/memory/pending.h"
#include "runtime/memory/state.h"
#include "runtime/modules/builtins.h"
#include "runtime/modules/import.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/port/port.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"
#include "runtime/vm/code_memory.h"
#include "runtime/vm/execute.h"
#include "runtime/vm/loader.h"
#include "runtime/vm/native.h"
#include "runtime/vm/profile.h"

using namespace taipan::runtime;

namespace {
Value in(taipan_value value) {
    static_assert(sizeof(taipan_value) == sizeof(Value));
    return Value(Value::Word{value});
}

const Value* in(const taipan_value* values) {
    return reinterpret_cast<const Value*>(values);
}

Text textOfC(const char* text) {
    return {text, strlen(text)};
}

/// The name of a text. UnicodeError, MemoryError.
Name nameOfC(const char* text) {
    const Text name = textOfC(text);
    if (TAIPAN_HAS_UNICODE && !isValidUtf8(name)) raise(UnicodeErrorType);
    return intern(name);
}

/// Runs what gives an object; what it raises goes on inside the runtime, and is 0 outside.
template <typename Body>
taipan_value made(Body&& body) {
    if (state.jumpBuffer != nullptr) return body().bits;
    Value result;
    return attempt([&] { result = body(); }) ? 0 : result.bits;
}

/// Runs what gives an object; the object or what was raised is in `result`.
template <typename Body>
taipan_status guarded(taipan_value* result, Body&& body) {
    Value value;
    const Value raised = attempt([&] { value = body(); });
    *result = raised ? raised.bits : value.bits;
    return raised ? TAIPAN_RAISED : TAIPAN_OK;
}

template <typename Body>
bool succeeds(Body&& body) {
    return !attempt([&] { body(); });
}

// A Value and a taipan_value are the same bits. Where functions return them differently all the
// same (a struct in memory, a number in registers), a C function is called as what it is.
#if defined(__i386__) || TAIPAN_WIDE_VALUES
Value callNative(Value self, size_t nArgs, size_t nKw, const Value* args) {
    const auto* const function = self.as<VarFunction<taipan_function>>();
    checkArgs(nArgs, nKw, function->signature >> 17, function->signature >> 1 & 0xffff);
    return in(function->code(nArgs, reinterpret_cast<const taipan_value*>(args)));
}
constinit const TypeOf<1> nativeType("function"_name, kBindsSelf | kBuiltinFunction,
                                     {.call = callNative});
#else
constexpr const Type& nativeType = functionVarType;
#endif
} // namespace

// --- start and end -------------------------------------------------------------------------------

bool taipan_init(void* memory, size_t size, const taipan_port* port) {
    taipan::runtime::port = port;
    return startState(memory, size, __builtin_frame_address(0));
}

bool taipan_add_memory(void* memory, size_t size) {
    return state.heap.addRegion(memory, size);
}

void taipan_set_stack(const void* base, size_t size) {
    state.stackBase = static_cast<const char*>(base);
    state.stackLimit = state.stackBase - size;
}

void* taipan_context(void) {
    return port == nullptr ? nullptr : port->context;
}

void taipan_deinit(void) {
#if TAIPAN_HAS_SYS_ATEXIT
    const Value atExit = state.roots[kRootAtExit];
    taipan_value result;
    if (atExit && isCallable(atExit) && taipan_call(atExit.bits, 0, nullptr, &result) != TAIPAN_OK)
        taipan_print_exception(result);
#endif
    endState();
}

int taipan_feature_level(void) {
    return TAIPAN_LEVEL;
}

unsigned taipan_small_int_bits(void) {
    return kSmallIntBits;
}

#if TAIPAN_HAS_NATIVE
void taipan_set_code_memory(const taipan_code_memory* memory) {
    codeMemory = memory;
}
#endif

#if TAIPAN_HAS_PROFILE
void taipan_profile(const taipan_profiler* wanted) {
    profiler = wanted;
}
#endif

void taipan_set_compiler(taipan_compiler compiler, unsigned opt_level) {
    compilerHook = compiler;
    optimisationLevel = opt_level;
}

// --- values --------------------------------------------------------------------------------------

taipan_kind taipan_kind_of(taipan_value value) {
    const Value object = in(value);
    if (!object) return TAIPAN_KIND_OTHER;
    if (object == kNone) return TAIPAN_KIND_NONE;
    if (object == kTrue || object == kFalse) return TAIPAN_KIND_BOOL;
    if (isInt(object)) return TAIPAN_KIND_INT;
#if TAIPAN_FLOAT
    if (isFloat(object)) return TAIPAN_KIND_FLOAT;
#endif
    if (isStr(object)) return TAIPAN_KIND_STR;
    if (isBytes(object)) return TAIPAN_KIND_BYTES;
    if (isList(object)) return TAIPAN_KIND_LIST;
    if (isTuple(object)) return TAIPAN_KIND_TUPLE;
    if (isDict(object)) return TAIPAN_KIND_DICT;
    return isException(object) ? TAIPAN_KIND_EXCEPTION : TAIPAN_KIND_OTHER;
}

taipan_value taipan_none(void) {
    return kNone.bits;
}

taipan_value taipan_bool(bool value) {
    return truth(value).bits;
}

taipan_value taipan_int(int64_t value) {
    return made([=] { return newInt64(value); });
}

taipan_value taipan_float(double value) {
#if TAIPAN_FLOAT
    return made([=] { return newFloat(static_cast<Float>(value)); });
#else
    (void)value;
    return made([]() -> Value { raise(TypeErrorType); });
#endif
}

taipan_value taipan_str(const char* text, size_t size) {
    return made([=] { return newStrChecked({text, size}); });
}

taipan_value taipan_bytes(const void* data, size_t size) {
    return made([=] { return newBytes({static_cast<const char*>(data), size}); });
}

taipan_value taipan_list(size_t count, const taipan_value* items) {
    return made([=] { return newList(count, in(items)); });
}

taipan_value taipan_tuple(size_t count, const taipan_value* items) {
    return made([=] { return newTuple(count, in(items)); });
}

bool taipan_append(taipan_value list, taipan_value item) {
    return isList(in(list)) && succeeds([=] { append(*in(list).as<List>(), in(item)); });
}

bool taipan_is_true(taipan_value value) {
    bool result = false;
    return succeeds([&] { result = isTrue(in(value)); }) && result;
}

bool taipan_to_int(taipan_value value, int64_t* number) {
    const Value object = in(value);
    if (object == kTrue || object == kFalse) {
        *number = object == kTrue;
        return true;
    }
    if (!isInt(object)) return false;
    uint8_t bytes[8];
    bool isSame = false;
    return succeeds([&] {
               intToBytes(object, false, sizeof bytes, bytes);
               uint64_t word = 0;
               for (size_t i = sizeof bytes; i-- > 0;) word = word << 8 | bytes[i];
               *number = static_cast<int64_t>(word);
               isSame = equal(newInt64(*number), object);
           }) &&
           isSame;
}

bool taipan_to_float(taipan_value value, double* number) {
#if TAIPAN_FLOAT
    Float result = 0;
    if (!isInt(in(value)) && !isFloat(in(value))) return false;
    const bool isFine = succeeds([&] { result = toFloat(in(value)); });
    *number = static_cast<double>(result);
    return isFine;
#else
    int64_t integer;
    if (!taipan_to_int(value, &integer)) return false;
    *number = static_cast<double>(integer);
    return true;
#endif
}

const char* taipan_to_text(taipan_value value, size_t* size) {
    Text text;
    if (!textOf(in(value), text)) return nullptr;
    *size = text.size;
    return text.data;
}

const taipan_value* taipan_items(taipan_value sequence, size_t* count) {
    const Value object = in(sequence);
    if (!isList(object) && !isTuple(object)) return nullptr;
    Value* items = nullptr;
    itemsOf(object, *count, items);
    return reinterpret_cast<const taipan_value*>(items);
}

// --- running -------------------------------------------------------------------------------------

taipan_status taipan_call(taipan_value function, size_t count, const taipan_value* arguments,
                          taipan_value* result) {
    return guarded(result, [=] { return call(in(function), count, 0, in(arguments)); });
}

taipan_status taipan_import_mpy(const char* name, const void* data, size_t size,
                                taipan_value* result) {
    Name moduleName = Name::none;
    const taipan_status status = guarded(result, [=, &moduleName] {
        const Name interned = nameOfC(name);
        ModuleContext* module = &mainModule;
        if (interned != "__main__"_name) {
            module = newModule(interned);
            moduleName = interned;
        }
        call(loadMpy(module, static_cast<const uint8_t*>(data), size));
        return pointerTo(module);
    });
    if (status != TAIPAN_OK && moduleName != Name::none)
        state.loadedModules->table.remove(nameValue(moduleName));
    return status;
}

taipan_status taipan_import(const char* name, taipan_value* result) {
    return guarded(result, [=] { return importName(nameOfC(name), kTrue, smallInt(0)); });
}

taipan_status taipan_import_main(const char* name, taipan_value* result) {
    return guarded(result, [=] { return importMain(nameOfC(name)); });
}

taipan_status taipan_run(const char* source, size_t size, const char* name, taipan_value* result) {
    return guarded(result, [=] {
        const Name file = nameOfC(name);
        if (TAIPAN_HAS_MODULE_FILE)
            state.mainGlobals->table.store("__file__"_name, nameValue(file));
        return call(compileText(&mainModule, {source, size}, file, TAIPAN_EXEC));
    });
}

taipan_status taipan_get(taipan_value object, const char* name, taipan_value* result) {
    return guarded(result, [=] { return loadAttr(in(object), nameOfC(name)); });
}

taipan_status taipan_set(taipan_value object, const char* name, taipan_value value,
                         taipan_value* result) {
    return guarded(result, [=] {
        storeAttr(in(object), nameOfC(name), in(value));
        return kNone;
    });
}

taipan_status taipan_try(void (*body)(void* data), void* data, taipan_value* result) {
    return guarded(result, [=] {
        body(data);
        return kNone;
    });
}

void taipan_print_exception(taipan_value exception) {
    // An exception of a class whose methods raise in turn is not worth a report.
    succeeds([=] { printException(standardError, in(exception)); });
}

bool taipan_is_exit(taipan_value exception, int* status) {
    return isSystemExit(in(exception), *status);
}

static bool placeIn(Name fileName, size_t lineNumber, const char** file, size_t* size,
                    uint32_t* line) {
    const Text text = state.names.text(fileName);
    *file = text.data;
    *size = text.size;
    *line = static_cast<uint32_t>(lineNumber);
    return true;
}

bool taipan_caller(unsigned depth, const char** file, size_t* size, uint32_t* line) {
    const Frame* frame = state.frame;
#if TAIPAN_HAS_NATIVE
    const NativeCall* native = state.native;
    for (;; --depth) {
        const bool isNative = native != nullptr && native->frame == frame;
        if (depth == 0 && isNative)
            return placeIn(static_cast<Name>(native->function->context->names[0]), lineOf(*native),
                           file, size, line);
        if (depth == 0 || (frame == nullptr && !isNative)) break;
        if (isNative)
            native = native->outer;
        else
            frame = frame->caller;
    }
#else
    while (frame != nullptr && depth-- > 0) frame = frame->caller;
#endif
    return frame != nullptr && placeIn(fileOf(*frame->function), lineOf(*frame), file, size, line);
}

bool taipan_traceback(taipan_value exception, unsigned depth, const char** file, size_t* size,
                      uint32_t* line) {
    Name name = Name::none;
    size_t number = 0;
    return traceOf(in(exception), depth, name, number) && placeIn(name, number, file, size, line);
}

// --- native functions ----------------------------------------------------------------------------

taipan_value taipan_new_function(taipan_function function, uint16_t least, uint16_t most) {
    return made([=] {
        auto* object = newObject<VarFunction<taipan_function>>(nativeType);
        object->signature = uint32_t{least} << 17 | uint32_t{most} << 1;
        object->code = function;
        return pointerTo(object);
    });
}

taipan_value taipan_register(const char* module, const taipan_definition* rows, size_t count) {
    return made([=] {
        ModuleContext* made = newModule(nameOfC(module));
        for (size_t i = 0; i < count; ++i) {
            const taipan_definition& row = rows[i];
            const Value value = row.function == nullptr
                                    ? in(row.value)
                                    : in(taipan_new_function(row.function, row.least, row.most));
            made->globals->table.store(nameOfC(row.name), value);
        }
        return pointerTo(made);
    });
}

void taipan_raise(const char* type, const char* message) {
    const Name name = state.names.find(textOfC(type));
    const Entry* found = name == Name::none ? nullptr : builtinsGlobals.table.find(nameValue(name));
    const bool isKnown = found != nullptr && isExceptionType(found->value);
    raiseFormat(isKnown ? numberOf(*found->value.as<Type>()) : ExceptionType, "%s"_text, message);
}

void taipan_raise_value(taipan_value exception) {
    raise(in(exception));
}

// --- memory --------------------------------------------------------------------------------------

bool taipan_pin(taipan_value value) {
    return succeeds([=] {
        Value& pinned = state.roots[kRootPinned];
        if (!pinned) pinned = newList(0, nullptr);
        append(*pinned.as<List>(), in(value));
    });
}

void taipan_unpin(taipan_value value) {
    const Value pinned = state.roots[kRootPinned];
    if (!pinned) return;
    List& list = *pinned.as<List>();
    for (size_t i = list.size; i-- > 0;) {
        if (list.items[i] != in(value)) continue;
        list.items[i] = list.items[--list.size];
        list.items[list.size] = kNoValue;
        return;
    }
}

void taipan_collect(void) {
    state.heap.collect();
}

// --- from interrupts -----------------------------------------------------------------------------

bool taipan_schedule(taipan_value function, taipan_value argument) {
    return schedule(in(function), in(argument));
}

void taipan_interrupt(void) {
    interrupt();
}
