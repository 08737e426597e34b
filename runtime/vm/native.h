// Functions of machine code, as the native ABI has them (docs/runtime.md, "Native code").
#pragma once

#include "runtime/memory/native_call.h"
#include "runtime/objects/classes/module.h"
#include "runtime/value/features.h"
#include "runtime/vm/code.h"
#include "runtime/vm/generator.h"

#if TAIPAN_HAS_NATIVE
namespace taipan::runtime {

/// A function of machine code of any kind. Layout of the native ABI, but for what `extra` is.
struct NativeFunction : Object {
    ModuleContext* context;
    /// Native: the table of children, in which the first word of the code says where the prelude's
    /// address is, or with a 0 there the prelude itself. Viper: the table. Assembler: of its
    /// record.
    const void* children;
    const uint8_t* code;
    __extension__ Value defaults[]; // as of Function
};
static_assert(!TAIPAN_FAST_LOOP || sizeof(Function) == sizeof(NativeFunction));

extern const TypeOf<3> nativeFunctionType;
extern const TypeOf<3> nativeGeneratorFunctionType;
extern const TypeOf<1> viperFunctionType;
extern const TypeOf<1> asmFunctionType;

/// Whether a function is of machine code that has a prelude: its context and, where they lie is
/// defaultsOf()'s affair, its defaults may be looked at as those of a Function.
inline bool isNative(const Object& function) {
    return function.type == &nativeFunctionType || function.type == &nativeGeneratorFunctionType;
}

/// What functions are made from. Bytecode may stand for itself: its first two bytes are not both 0.
/// Layout of the native ABI up to `children`; machine code makes such records.
struct FunctionRecord {
    enum Kind : uint8_t { Bytecode = 2, Native, Viper, Asm };

    uint8_t mark[2]; // 0
    Kind kind;
    uint8_t isGenerator;
    const uint8_t* code;
    const void* children;
};
/// An assembler function's.
struct AsmRecord : FunctionRecord {
    uint8_t nArgs;      // 4 at most
    uint8_t resultType; // as of nativeToObject()
};

/// The state of a native function, which it keeps on its stack or in a generator. Layout of the
/// native ABI; the first three words and `nState` as in a Frame.
struct NativeState {
    NativeFunction* function;
    const uint8_t* ip; // of a generator: where it goes on; null: ended
    Value* sp;
    uintptr_t nState;
    void* oldGlobals; // not used
    __extension__ Value state[];
};

inline NativeState& stateOf(Generator& generator) {
    return reinterpret_cast<NativeState&>(generator.frame);
}
inline const NativeFunction& asNative(const Function& function) {
    return reinterpret_cast<const NativeFunction&>(function);
}

/// An address in machine code as what is called.
inline const uint8_t* callable(const uint8_t* code) {
#ifdef __thumb__
    return code + 1;
#else
    return code;
#endif
}

/// The prelude of a native function.
Prelude preludeOf(const NativeFunction& function);
/// The name of any function of machine code, none where it has no prelude.
Name nameOf(const NativeFunction& function);

/// A function from a record, or from bytecode. RuntimeError when the defaults are not what bytecode
/// needs.
Value makeFunction(ModuleContext* context, const void* proto, Value defaults = kNoValue,
                   Value keywordDefaults = kNoValue);
/// The same function in another module.
Value inContext(const NativeFunction& function, ModuleContext* context);
/// Calls a native function. `cells` of a closure come before the arguments; `locals` as of
/// callWithLocals().
Value callNative(NativeFunction* function, const Closure* closure, size_t nArgs, size_t nKw,
                 const Value* args, Dict* locals = nullptr);

/// Entry 45 of the function table: binds arguments to the locals of a state whose `function` and
/// `nState` are set.
void setUpState(NativeState* state, size_t nArgs, size_t nKw, const Value* args);
/// Lets a generator of machine code go on; what is sent to it is at its `sp`.
Resumed resumeNative(Generator& generator, Value thrown, Value& result);

// Types of viper: what is behind a word of machine code.
enum NativeKind : uintptr_t {
    kNativeObject,
    kNativeBool,
    kNativeInt,
    kNativeUint,
    kNativePointer, // and 5 to 7, of bytes, halfwords and words
    kNativeName = 8
};
uintptr_t nativeFromObject(Value value, uintptr_t kind);
Value nativeToObject(uintptr_t word, uintptr_t kind);

/// The function table that machine code gets. An object's address, but no object.
extern const struct FunctionTable nativeTable asm("taipan_native_table");
constexpr size_t kNativeTableEntries = 87;

} // namespace taipan::runtime
#endif
