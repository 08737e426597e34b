// The module sys.
#include "runtime/modules/sys_module.h"

#include "runtime/memory/state.h"
#include "runtime/modules/io_module.h"
#include "runtime/modules/modules.h"
#include "runtime/objects/buffers/stream.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/containers/tuple.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/features.h"
#include "runtime/vm/code.h"
#include "taipan/abi/dialect.h"

namespace taipan::runtime {

namespace {
/// A str that is a constant.
template <size_t N>
struct FixedStr : Object {
    uint32_t size;
    uint16_t hash;
    uint8_t flags;
    char data[N];
};
template <size_t N>
consteval FixedStr<N> fixedStr(const char (&text)[N]) {
    FixedStr<N> str{{&strType},
                    N - 1,
                    hashOf(Text{text, N - 1}),
                    Str::kHashed | Str::kWidthKnown | Str::kAscii,
                    {}};
    for (size_t i = 0; i < N; ++i) str.data[i] = text[i];
    return str;
}

/// A tuple that is a constant.
template <size_t N>
struct FixedTuple : Object {
    size_t size;
    Value items[N];
};

#ifndef TAIPAN_PLATFORM
#define TAIPAN_PLATFORM "linux"
#endif

constexpr auto kVersion = fixedStr("3.4.0; Taipan");
constexpr auto kPlatform = fixedStr(TAIPAN_PLATFORM);
constexpr auto kMachine = fixedStr("taipan");
constinit const FixedTuple<3> kVersionInfo = {
    {&tupleType}, 3, {smallInt(3), smallInt(4), smallInt(0)}};
constinit const FixedTuple<4> kRelease = {
    {&tupleType}, 4, {smallInt(1), smallInt(29), smallInt(0), nameValue("preview"_name)}};

// --- sys.implementation --------------------------------------------------------------------------

// What a compiler has to make for this machine: the container's version; no native code.
constexpr intptr_t kMpy = abi::kDialect63.version | abi::kDialect63.subVersion << 8;
#if TAIPAN_HAS_ATTRTUPLE
constinit const FieldNames<4> kFields = {
    {nullptr}, {"name"_name, "version"_name, "_machine"_name, "_mpy"_name}};
constexpr const Type& kImplementationType = attrTupleType;
#else
constexpr Object kFields = {nullptr};
constexpr const Type& kImplementationType = tupleType;
#endif
constinit const FixedTuple<5> kImplementation = {{&kImplementationType},
                                                 4,
                                                 {nameValue("micropython"_name),
                                                  pointerTo(&kRelease), pointerTo(&kMachine),
                                                  smallInt(kMpy), pointerTo(&kFields)}};

// --- functions -----------------------------------------------------------------------------------

#if TAIPAN_HAS_SYS_EXIT
Value exitProgram(size_t nArgs, const Value* args) {
    raise(newException(classOf(SystemExitType), nArgs, args));
}
#endif

Value printExceptionTo(size_t nArgs, const Value* args) {
#if TAIPAN_HAS_STREAM
    const Printer printer = nArgs > 1 ? streamPrinter(args[1]) : standardOutput;
#else
    (void)nArgs;
    const Printer& printer = standardOutput;
#endif
    if (isException(args[0])) {
        printException(printer, args[0]);
    } else {
        printValue(printer, args[0], PrintKind::Repr);
        printer.put('\n');
    }
    return kNone;
}

#if TAIPAN_HAS_SYS_INTERN
Value internText(Value text) {
    return nameValue(nameOf(text));
}
#endif

#if TAIPAN_HAS_SYS_GETSIZEOF
Value sizeOf(Value object) {
    return unaryOp(UnaryOp::SizeOf, object);
}
#endif

#if TAIPAN_HAS_SYS_ATEXIT
Value atExit(Value function) {
    const Value old = state.roots[kRootAtExit];
    state.roots[kRootAtExit] = function;
    return old ? old : kNone;
}
#endif

#if TAIPAN_HAS_SYS_EXC_INFO
/// The exception that the running code is in a handler of.
Value handledException() {
    for (Frame* frame = state.frame; frame != nullptr; frame = frame->caller)
        for (unsigned i = frame->exceptDepth; i-- > 0;)
            if (frame->blocks()[i].caught) return frame->blocks()[i].caught;
    return kNoValue;
}

Value exceptionInfo() {
    const Value exception = handledException();
    Value items[3] = {kNone, kNone, kNone};
    if (exception) {
        items[0] = pointerTo(typeOf(exception));
        items[1] = exception;
    }
    return newTuple(3, items);
}
#endif

/// Where sys keeps an attribute that programs may set; null for others.
Value* variable(Name name) {
#if TAIPAN_HAS_SYS_PATH
    if (name == "path"_name) return &state.sysPath;
#endif
#if TAIPAN_HAS_SYS_PS1_PS2
    if (name == "ps1"_name) return &state.roots[kRootPs1];
    if (name == "ps2"_name) return &state.roots[kRootPs2];
#endif
#if TAIPAN_HAS_SYS_EXECUTABLE
    if (name == "executable"_name) return &state.roots[kRootExecutable];
#endif
#if TAIPAN_HAS_SYS_TRACEBACKLIMIT
    if (name == "tracebacklimit"_name) return &state.roots[kRootTraceLimit];
#endif
    return nullptr;
}

constinit const Entry kGlobals[] = {
    entry("__name__"_name, nameValue("sys"_name)),
    entry("version"_name, kVersion),
    entry("version_info"_name, kVersionInfo),
    entry("implementation"_name, kImplementation),
    entry("platform"_name, kPlatform),
    entry("byteorder"_name, nameValue("little"_name)),
#if TAIPAN_HAS_SYS_INTERN
    entry("intern"_name, fun<internText>),
#endif
#if TAIPAN_HAS_SYS_EXIT
    entry("exit"_name, fun<exitProgram, 0, 1>),
#endif
#if TAIPAN_HAS_SYS_STDFILES
    entry("stdin"_name, standardFiles[0]),
    entry("stdout"_name, standardFiles[1]),
    entry("stderr"_name, standardFiles[2]),
#endif
#if TAIPAN_HAS_SYS_GETSIZEOF
    entry("getsizeof"_name, fun<sizeOf>),
#endif
#if TAIPAN_HAS_SYS_EXC_INFO
    entry("exc_info"_name, fun<exceptionInfo>),
#endif
    entry("print_exception"_name, fun<printExceptionTo, 1, 2>),
#if TAIPAN_HAS_SYS_ATEXIT
    entry("atexit"_name, fun<atExit>),
#endif
};
constinit const Dict globals = fixedDict(kGlobals);
} // namespace

constinit const ModuleContext sysModule = builtinModule(globals);

void sysAttr(Name name, Value* dest) {
    Value* const held = variable(name);
    if (dest[0]) { // store or delete
        if (held == nullptr) return;
        *held = dest[1];
        dest[0] = kNoValue;
    } else if (held != nullptr) {
        dest[0] = *held;
    }
#if TAIPAN_HAS_SYS_ARGV
    else if (name == "argv"_name)
        dest[0] = state.sysArgv;
#endif
#if TAIPAN_HAS_SYS_MODULES
    else if (name == "modules"_name)
        dest[0] = pointerTo(state.loadedModules);
#endif
#if TAIPAN_HAS_SYS_MAXSIZE
    else if (name == "maxsize"_name)
        dest[0] = TAIPAN_BIGINT ? newInt(INTPTR_MAX) : smallInt(kSmallIntMax);
#endif
}

} // namespace taipan::runtime
