// Bytecode functions as they lie in memory once loaded.
#pragma once

#include "runtime/objects/dict.h"
#include "runtime/objects/module.h"
#include "runtime/objects/sequence.h"
#include "runtime/type.h"

namespace taipan::runtime {

/// One function of an .mpy file, its prelude taken apart. Never changes, so that it may lie in
/// flash.
struct Code {
    const uint8_t* bytes; // start of the block, for the collector
    const uint8_t* start; // the first opcode
    const uint8_t* info;  // names and line table; the cells' slots follow, up to `start`
    const Code* const* children;
    uint16_t nState;     // values in the frame: locals and evaluation stack
    uint16_t infoSize;   // bytes at info
    uint8_t nExcept;     // nesting of exception blocks
    uint8_t flags;       // abi::kScope…
    uint8_t nPositional; // parameters, cells of an outer function included
    uint8_t nKeywordOnly;
    uint8_t nDefaults;
    uint8_t nCells;
    /// nPositional when a call with that many positional arguments and no keywords needs nothing
    /// but copying them into the frame; else kNotSimple.
    uint8_t simpleArgs;
    uint8_t nClosed;    // first parameters that have to be cells of an outer function
    uint32_t frameSize; // bytes of a frame

    static constexpr uint8_t kNotSimple = 0xff;
};

/// def or lambda, evaluated. The defaults are the positional ones, then a Dict of keyword-only ones
/// if there are any.
struct Function : Object {
    ModuleContext* context;
    const Code* code;
    __extension__ Value defaults[];
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
Value newFunction(ModuleContext* context, const Code* code, Value defaults = kNoValue,
                  Value keywordDefaults = kNoValue);
/// RuntimeError when what should be cells is not.
Value newClosure(Value function, size_t count, const Value* cells);

/// Calls a Function with any arguments, from C++.
Value callFunction(Value function, size_t nArgs, size_t nKw, const Value* args);
/// Calls a Function without parameters, or a Closure of one, whose names (not its local variables)
/// are in `locals`: a class body, or code run by exec(). TypeError for others.
Value callWithLocals(Value function, Dict* locals);
/// The name that def gave it; `<lambda>`, `<module>`, …
Name nameOf(const Function& function);
/// The file that it was compiled from.
Name fileOf(const Function& function);

enum class Resumed : uint8_t { Returned, Yielded, Raised };
/// Lets a generator or any iterator go on with a value sent to it (None: nothing), or with an
/// exception thrown into it (else no value). `result`: what it yields, returns or raises.
Resumed resume(Value iterator, Value send, Value thrown, Value& result);

} // namespace taipan::runtime
