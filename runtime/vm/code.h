// Bytecode functions as they lie in memory once loaded.
#pragma once

#include "runtime/objects/classes/module.h"
#include "runtime/objects/containers/dict.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/value/type.h"
#include "taipan/abi/prelude.h"

namespace taipan::runtime {

// The code of a function is what an .mpy file has of it: the prelude, then the opcodes. It never
// changes and may lie at any address, in flash too. In front of the code of a function that makes
// functions lie two bytes, low one first: where the first of its children is in the table of
// constants of its module, which goes on behind the constants with pointers to code.

#if TAIPAN_HAS_NATIVE
// With machine code in the module, the table has pointers to records (native.h) besides, and 0 in
// front of the code of a function whose children are in a table that machine code made.
#endif

/// A prelude, taken apart.
struct Function;
struct Prelude : abi::Prelude {
    const uint8_t* info;  // names, then the line table
    const uint8_t* cells; // slots of the cells
    const uint8_t* start; // the first opcode; null: the code ends within the prelude

    /// Of code that ends at `end`; without it, of code that has been loaded.
    explicit Prelude(const uint8_t* code, const uint8_t* end = nullptr);
    /// Of a function's code; quicker where functions keep what is in it. Without nInfo.
    explicit Prelude(const Function& function);

    bool has(unsigned scopeFlag) const { return (scopeFlags & scopeFlag) != 0; }
    /// Bytes of a frame.
    size_t frameSize() const;
    /// Parameters that have names.
    size_t named() const { return size_t{nPosArgs} + nKwonlyArgs; }
};

#if TAIPAN_FAST_LOOP
/// What most calls need to know of a prelude.
struct CallInfo {
    /// The number of positional parameters when a call with that many positional arguments and no
    /// keywords needs nothing but copying them into the frame, and the other fields are not too
    /// small; else kNotSimple, more than any call has. With fewer arguments it needs defaults
    /// besides.
    int8_t simpleArgs;
    uint8_t nState;
    uint8_t frameWords; // size of a frame, in values
#if __SIZEOF_POINTER__ >= 8
    // Eight bytes, so that a function without defaults takes two units.
    uint8_t nPositional : 5;
    uint8_t nKeywordOnly : 3;
    uint16_t start;        // offset of the first opcode
    uint8_t info : 4;      // offset of the names; 0: what is not simple is not kept
    uint8_t flags : 4;     // of the scope
    uint8_t nDefaults : 4; // positional ones
    uint8_t nCells : 4;

    using Start = uint16_t;
    static constexpr uint32_t kMostPositional = 31, kMostKeywordOnly = 7, kMostCounted = 15;
#else
    uint8_t start; // offset of the first opcode

    using Start = uint8_t;
#endif

    static constexpr int8_t kNotSimple = -1;
    static constexpr uint32_t kMostDefaults = 15; // of simple calls
    /// Defaults that a call which is simple otherwise may take: 0 where that is not kept.
    size_t defaults() const {
#if __SIZEOF_POINTER__ >= 8
        return nDefaults;
#else
        return 0;
#endif
    }
    explicit CallInfo(const Prelude& prelude, const uint8_t* code);
};
#endif

/// def or lambda, evaluated. The defaults are the positional ones, then a Dict of keyword-only ones
/// if there are any.
struct Function : Object {
    ModuleContext* context;
    const uint8_t* code;
#if TAIPAN_FAST_LOOP
    CallInfo call;
#endif
    __extension__ Value defaults[];

    /// The code of a function that this one makes.
    const uint8_t* child(size_t i) const {
        return context->constants[code[-2] + (size_t{code[-1]} << 8) + i].as<const uint8_t>();
    }
};

/// A function and cells of the functions around it, passed before the arguments.
struct Closure : Object {
    Value function; // always a Function
    size_t count;
    __extension__ Value cells[];
};

/// A variable shared by functions.
struct Cell : Object {
    Value value;
};

/// A try, except, finally or with statement that a function is in.
struct ExceptionBlock {
    const uint8_t* handler;
    uintptr_t stack; // top of the evaluation stack at its start; bit 0: a finally or with
    Value caught;    // the exception that its handler deals with

    Value* top() const { return reinterpret_cast<Value*>(stack & ~uintptr_t{1}); }
    bool isFinally() const { return (stack & 1) != 0; }
};

/// A running function. Frames lie on a stack of their own; those of generators in the generator.
struct Frame {
    Function* function;
    const uint8_t* ip; // where it goes on; while running, at or behind the opcode that may raise
    Value* sp;         // top of the evaluation stack while not running
    uint16_t nState;
    uint8_t exceptDepth; // active exception blocks
    uint8_t flags;
    Frame* caller;
    Dict* locals; // of a class body or exec(); null: the module's globals
    // The evaluation stack from the start, locals from the end; exception blocks follow.

    Value* state() { return reinterpret_cast<Value*>(this + 1); }
    Value* top() { return state() + nState; } // local i is top()[-1 - i]
    ExceptionBlock* blocks() { return reinterpret_cast<ExceptionBlock*>(top()); }
};

static_assert(sizeof(Frame) % alignof(Value) == 0 && sizeof(ExceptionBlock) % alignof(Value) == 0);

/// What a generator function returned: a function that can be left and gone on with.
struct Generator : Object {
    Value pending; // to be raised when it goes on (None: nothing); no value while it runs
    Frame frame;   // its values follow; `ip` null: ended

    static Generator* of(Frame* frame) {
        return reinterpret_cast<Generator*>(reinterpret_cast<char*>(frame + 1) - sizeof(Generator));
    }
};

extern const TypeOf<3> functionType;
extern const TypeOf<3> generatorFunctionType;
extern const TypeOf<3> closureType;
extern const TypeOf<3> generatorType;
extern const TypeOf<0> cellType;

/// A function with its defaults: a tuple and a dictionary, or no values. RuntimeError when they are
/// not what the code needs.
Value newFunction(ModuleContext* context, const uint8_t* code, Value defaults = kNoValue,
                  Value keywordDefaults = kNoValue);
#if TAIPAN_HAS_NATIVE
/// The same, with room for `more` words behind the defaults.
Value newFunction(ModuleContext* context, const uint8_t* code, Value defaults,
                  Value keywordDefaults, size_t more);
#endif
/// One that `maker` makes, by its number there; `defaults` are the same two values, null: none. It
/// may be of machine code where the build has that.
Value newChild(const Function& maker, size_t number, const Value* defaults);
/// RuntimeError when what should be cells is not.
Value newClosure(Value function, size_t count, const Value* cells);

/// Calls a Function with any arguments, from C++.
Value callFunction(Value function, size_t nArgs, size_t nKw, const Value* args);
/// Gives the parameters of a function their values, in the locals that end at `top`: parameter i is
/// at top[-1 - i]. In front of the arguments come the cells of a closure (null: none).
void bindParameters(const Function& function, const Prelude& code, Value* top, size_t nArgs,
                    size_t nKw, const Value* args, const Closure* closure);
/// Calls a Function without parameters, or a Closure of one, whose names (not its local variables)
/// are in `locals`: a class body, or code run by exec(). TypeError for others.
Value callWithLocals(Value function, Dict* locals);
/// The name that def gave it; `<lambda>`, `<module>`, …
Name nameOf(const Function& function);
/// The file that it was compiled from.
Name fileOf(const Function& function);

/// A frame for a call, ready to run; in front of the arguments come the cells of a closure (null:
/// none). TypeError, RuntimeError, MemoryError.
Frame* newFrame(Function* function, size_t nArgs, size_t nKw, const Value* args,
                const Closure* closure);

/// A call with `*sequence` and `**mapping` arguments, spread out in heap memory.
struct SpreadArgs {
    Value* args;
    size_t nArgs, nKw;
};
/// `args` are nArgs positional ones, nKw pairs (a pair without key is `**`), then a number whose
/// bits say which positional ones are `*`. `self` comes first when it is a value.
SpreadArgs spread(Value self, size_t nArgs, size_t nKw, const Value* args);

} // namespace taipan::runtime
