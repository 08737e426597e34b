// The built-in functions, as builtins_module.cpp lists them.
#pragma once

#include "runtime/objects/classes/module.h"
#include "runtime/protocol/function.h"

namespace taipan::runtime {

// builtins.cpp
Value builtinAll(Value iterable);
Value builtinAny(Value iterable);
Value builtinBuildClass(size_t nArgs, const Value* args);
Value builtinChr(Value number);
Value builtinDelattr(Value object, Value name);
Value builtinGetattr(size_t nArgs, const Value* args);
Value builtinHasattr(Value object, Value name);
Value builtinId(Value object);
Value builtinImport(size_t nArgs, const Value* args);
Value builtinInput(size_t nArgs, const Value* args);
Value builtinIsInstance(Value object, Value classes);
Value builtinIsSubclass(Value type, Value classes);
Value builtinIter(Value iterable);
Value builtinLen(Value object);
Value builtinMax(size_t nArgs, const Value* args, Dict* keywords);
Value builtinMin(size_t nArgs, const Value* args, Dict* keywords);
Value builtinNext(size_t nArgs, const Value* args);
Value builtinOrd(Value text);
Value builtinPrint(size_t nArgs, const Value* args, Dict* keywords);
Value builtinReplPrint(Value object);
Value builtinRepr(Value object);
Value builtinSetattr(Value object, Value name, Value value);
Value builtinSorted(size_t nArgs, const Value* args, Dict* keywords);
Value builtinSum(size_t nArgs, const Value* args);
/// `object.name`; no value when there is none or looking it up raised AttributeError.
Value attributeMaybe(Value object, Name name);
bool isCallable(Value object);
Value builtinCallable(Value object);

// builtins_number.cpp
Value builtinAbs(Value number);
Value builtinBin(Value number);
Value builtinDivmod(Value left, Value right);
Value builtinHash(Value object);
Value builtinHex(Value number);
Value builtinOct(Value number);
Value builtinPow(size_t nArgs, const Value* args);
Value builtinRound(size_t nArgs, const Value* args);

// builtins_code.cpp
Value builtinCompile(size_t nArgs, const Value* args);
Value builtinEval(size_t nArgs, const Value* args);
Value builtinExec(size_t nArgs, const Value* args);
Value builtinExecfile(size_t nArgs, const Value* args);
Value builtinGlobals();
Value builtinLocals();

// builtins_help.cpp
Value builtinDir(size_t nArgs, const Value* args);
Value builtinHelp(size_t nArgs, const Value* args);

// io_files.cpp
Value builtinOpen(size_t nArgs, const Value* args, Dict* keywords);

#if TAIPAN_LOOKUP_CACHE
/// What builtinNamed() found last.
struct CachedBuiltin {
    Name name;
    Value value;
};
inline constexpr size_t kBuiltinSlots = TAIPAN_LOOKUP_CACHE_SIZE / 8;
extern CachedBuiltin builtinCache[kBuiltinSlots];
#endif
/// What builtins holds under a name, no value when nothing.
Value builtinNamed(Name name);

// What builtins holds without what programs put there.
extern const Dict builtinsGlobals;

} // namespace taipan::runtime
