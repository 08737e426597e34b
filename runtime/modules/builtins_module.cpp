// The module builtins: the functions, types and exceptions that programs find without an import.
#include "runtime/modules/builtins.h"
#include "runtime/modules/modules.h"
#include "runtime/objects/buffers/array.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/classes/property.h"
#include "runtime/objects/containers/iterators.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/containers/set.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/value/features.h"
#include "runtime/vm/code.h"

namespace taipan::runtime {

Value newTemplate(size_t nArgs, const Value* args);

namespace {
constinit const Entry kBuiltins[] = {
    entry("__name__"_name, nameValue("builtins"_name)),
    entry("__build_class__"_name, fun<builtinBuildClass, 2>),
    entry("__import__"_name, fun<builtinImport, 1, 5>),
    entry("__repl_print__"_name, fun<builtinReplPrint>),
#if TAIPAN_HAS_TEMPLATE
    entry("__template__"_name, fun<newTemplate, 1>),
#endif

    entry("bool"_name, boolType),
    entry("bytes"_name, bytesType),
#if TAIPAN_HAS_BYTEARRAY
    entry("bytearray"_name, bytearrayType),
#endif
#if TAIPAN_HAS_COMPLEX
    entry("complex"_name, complexType),
#endif
    entry("dict"_name, dictType),
#if TAIPAN_HAS_ENUMERATE
    entry("enumerate"_name, enumerateType),
#endif
#if TAIPAN_HAS_FILTER
    entry("filter"_name, filterType),
#endif
#if TAIPAN_FLOAT
    entry("float"_name, floatType),
#endif
#if TAIPAN_HAS_FROZENSET
    entry("frozenset"_name, frozensetType),
#endif
    entry("int"_name, intType),
    entry("list"_name, listType),
    entry("map"_name, mapType),
#if TAIPAN_HAS_MEMORYVIEW
    entry("memoryview"_name, memoryviewType),
#endif
    entry("object"_name, objectType),
#if TAIPAN_HAS_PROPERTY
    entry("property"_name, propertyType),
#endif
    entry("range"_name, rangeType),
#if TAIPAN_HAS_REVERSED
    entry("reversed"_name, reversedType),
#endif
#if TAIPAN_HAS_SET
    entry("set"_name, setType),
#endif
#if TAIPAN_HAS_SLICE
    entry("slice"_name, sliceType),
#endif
    entry("str"_name, strType),
    entry("super"_name, superType),
    entry("tuple"_name, tupleType),
    entry("type"_name, typeType),
    entry("zip"_name, zipType),
    entry("classmethod"_name, classMethodType),
    entry("staticmethod"_name, staticMethodType),

    entry("Ellipsis"_name, kEllipsis),
#if TAIPAN_HAS_NOTIMPLEMENTED
    entry("NotImplemented"_name, kNotImplemented),
#endif

    entry("abs"_name, fun<builtinAbs>),
    entry("all"_name, fun<builtinAll>),
    entry("any"_name, fun<builtinAny>),
    entry("bin"_name, fun<builtinBin>),
    entry("callable"_name, fun<builtinCallable>),
#if TAIPAN_HAS_COMPILER_HOOK
    entry("compile"_name, fun<builtinCompile, 3, 6>),
#endif
    entry("chr"_name, fun<builtinChr>),
#if TAIPAN_HAS_COMPATIBILITY
    entry("delattr"_name, fun<builtinDelattr>),
#endif
#if TAIPAN_HAS_DIR
    entry("dir"_name, fun<builtinDir, 0, 1>),
#endif
    entry("divmod"_name, fun<builtinDivmod>),
#if TAIPAN_HAS_COMPILER_HOOK
    entry("eval"_name, fun<builtinEval, 1, 3>),
    entry("exec"_name, fun<builtinExec, 1, 3>),
    entry("execfile"_name, fun<builtinExecfile, 1, 3>),
#endif
    entry("getattr"_name, fun<builtinGetattr, 2, 3>),
    entry("setattr"_name, fun<builtinSetattr>),
    entry("globals"_name, fun<builtinGlobals>),
    entry("hasattr"_name, fun<builtinHasattr>),
    entry("hash"_name, fun<builtinHash>),
#if TAIPAN_HAS_HELP
    entry("help"_name, fun<builtinHelp, 0, 1>),
#endif
    entry("hex"_name, fun<builtinHex>),
    entry("id"_name, fun<builtinId>),
#if TAIPAN_HAS_INPUT
    entry("input"_name, fun<builtinInput, 0, 1>),
#endif
    entry("isinstance"_name, fun<builtinIsInstance>),
    entry("issubclass"_name, fun<builtinIsSubclass>),
    entry("iter"_name, fun<builtinIter>),
    entry("len"_name, fun<builtinLen>),
    entry("locals"_name, fun<builtinLocals>),
#if TAIPAN_HAS_MIN_MAX
    entry("max"_name, fun<builtinMax, 1>),
    entry("min"_name, fun<builtinMin, 1>),
#endif
    entry("next"_name, fun<builtinNext, 1, 1 + TAIPAN_HAS_NEXT_DEFAULT>),
    entry("oct"_name, fun<builtinOct>),
#if TAIPAN_HAS_FILES
    entry("open"_name, fun<builtinOpen, 1>),
#endif
    entry("ord"_name, fun<builtinOrd>),
    entry("pow"_name, fun<builtinPow, 2, 3>),
    entry("print"_name, fun<builtinPrint, 0>),
    entry("repr"_name, fun<builtinRepr>),
    entry("round"_name, fun<builtinRound, 1, 2>),
    entry("sorted"_name, fun<builtinSorted, 1>),
    entry("sum"_name, fun<builtinSum, 1, 2>),

#define TAIPAN_EXCEPTION(name, base) entry(#name##_name, classOf(name##Type)),
#include "runtime/memory/exceptions.def"
#undef TAIPAN_EXCEPTION
};
} // namespace

constinit const Dict builtinsGlobals = fixedDict(kBuiltins);
constinit const ModuleContext builtinsModule = builtinModule(builtinsGlobals);

Value builtinNamed(Name name) {
#if TAIPAN_HAS_BUILTIN_OVERRIDE
    if (state.builtinsOverlay != nullptr) {
        const Value value = state.builtinsOverlay->get(name);
        if (value) return value;
    }
#endif
    Dict& builtins = const_cast<Dict&>(builtinsGlobals);
#if TAIPAN_LOOKUP_CACHE
    CachedBuiltin& cached = builtinCache[static_cast<size_t>(name) % kBuiltinSlots];
    if (cached.name == name && cached.value) return cached.value;
    const Value value = builtins.get(name);
    if (value) cached = {name, value};
    return value;
#else
    return builtins.get(name);
#endif
}

} // namespace taipan::runtime
