// What the interpreter loop and the functions that change the running frame know of each other.
//
// The loop's variables are the running frame's, and its own: nothing outside has their addresses.
// What changes more than one of them gives back the frame that goes on, with `ip` and `sp` in it.
//
// The collector does not look at loop()'s own part of the machine's stack (struct Landing). So no
// object may be known to it alone while memory is allocated: functions that keep one are not
// inlined into it (TAIPAN_OWN_FRAME).
#pragma once

#include "runtime/vm/code.h"
#include "runtime/vm/execute.h"
#include "runtime/vm/frames.h"
#include "runtime/vm/generator.h"
#include "runtime/vm/profile.h"
#include "taipan/abi/opcodes.h"

namespace taipan::runtime {

/// The frame that goes on, with its `ip` and `sp` set, and as state.frame. Or, when the frame that
/// execute() was given is left, how: `sp` of that points at what came out of it.
using Next = Frame*;

inline bool isLeft(Next next) {
    return reinterpret_cast<uintptr_t>(next) <= static_cast<uintptr_t>(Resumed::Raised);
}
inline Resumed howLeft(Next next) {
    return static_cast<Resumed>(reinterpret_cast<uintptr_t>(next));
}
inline Next left(Resumed how) {
    return reinterpret_cast<Next>(static_cast<uintptr_t>(how));
}

/// Runs a frame, and all that it calls, until the frame that execute() was given is left.
/// Exceptions that are raised in C++ leave it by taipanJump(). Not inlined: beside a jump buffer
/// its variables would live in memory.
[[gnu::noinline]] Resumed loop(Frame* frame);

#if TAIPAN_HAS_PROFILE
/// The same, and counts what it does for the profiler.
[[gnu::noinline]] Resumed countingLoop(Frame* frame);
#endif
/// The one of them that is wanted.
inline Resumed runLoop(Frame* frame) {
#if TAIPAN_HAS_PROFILE
    if (profiler != nullptr) return countingLoop(frame);
#endif
    return loop(frame);
}

// --- calls and returns ---------------------------------------------------------------------------

/// Calls what lies at `sp`: the new frame of a Python function; `frame` itself when it has been
/// called, and its result is at `sp`. The arguments are nArgs positional ones, then nKw pairs;
/// nothing is left of them afterwards, for the collector would find it.
TAIPAN_OWN_FRAME Next enterCall(Frame* frame, Value* sp, size_t nArgs, size_t nKw, Value* args);
/// A frame returns *sp: an __init__, a generator, or what execute() was given.
TAIPAN_OWN_FRAME Next leaveSpecially(Frame* frame, Value* sp);
/// A generator yields *frame->sp, and so do those that delegate to it.
Next leaveYielding(Frame* frame);
#if TAIPAN_FAST_LOOP
/// Whether a frame whose generator goes on delegates to it, rather than looping over it.
inline bool delegates(const Frame* frame) {
    return abi::Op{frame->ip[-1]} == abi::Op::YIELD_FROM;
}
/// Lets a generator go on with what is sent to it in the same loop() as `frame`, which is behind an
/// opcode that goes through it or delegates to it with `sp`. Null: it cannot, and nothing has
/// changed; resume() finds out why.
inline Frame* enterGenerator(Frame* frame, Value* sp, Value iterator, Value sent) {
    if (!is(iterator, generatorType)) return nullptr;
    Generator& generator = *iterator.as<Generator>();
    Frame* const next = &generator.frame;
    const bool isStarted = next->sp >= next->state();
    if (generator.pending != kNone || next->ip == nullptr || (!isStarted && sent != kNone) ||
        state.generatorDepth >= kMostGenerators)
        return nullptr;
    ++state.generatorDepth;
    generator.pending = kNoValue;
    if (isStarted) *next->sp = sent;
    next->caller = frame;
    next->flags = kFrameGenerator;
    frame->sp = sp;
    state.frame = next;
    return next;
}
#endif
/// `yield from` that leaves the loop: stack: …, iterator, what is sent; `injected` is thrown
/// instead (no value: nothing).
TAIPAN_OWN_FRAME Next delegate(Frame* frame, Value* sp, Value injected);
/// What a frame delegated to has returned; with an exception that was thrown into it, or no value.
Next endDelegation(Frame* frame, Value result, Value injected);

// --- blocks and exceptions -----------------------------------------------------------------------

/// A return or a jump out of exception blocks: a finally runs first, unless it is running already.
/// `leaving`: the value or, as an address, where to go; `blocks`: how many blocks to leave, with
/// bit 7 set to drop a loop's iterator too; -1 for a return. Where the frame goes on, with `sp` in
/// it; null: it returns what lies there.
TAIPAN_OWN_FRAME const uint8_t* leaveBlocks(Frame* frame, const uint8_t* ip, Value* sp,
                                            Value leaving, intptr_t blocks);
/// An exception in a frame: goes to its handler, in this frame or in those below. One that is
/// raised again has been through this frame.
TAIPAN_OWN_FRAME Next handleException(Frame* frame, Value exception, bool isReraised);

inline void openBlock(Frame* frame, const uint8_t* handler, Value* sp, bool isFinally) {
    frame->blocks()[frame->exceptDepth++] = {
        handler, reinterpret_cast<uintptr_t>(sp) | static_cast<uintptr_t>(isFinally), kNoValue};
}
/// What a bare `raise` raises: the exception of the innermost except or finally that runs.
Value lastCaught(Frame* frame);
/// `raise a from b`, at sp[-1] and sp[0]: the instance that is raised.
Value toRaiseFrom(const Value* sp);
/// Puts __exit__ of *sp at sp[0] and sp[1] and calls __enter__: what that gives.
TAIPAN_OWN_FRAME Value enterWith(Value* sp);
/// Calls __exit__; the new top of the stack. Stack: …, __exit__, manager, cause; the cause as
/// END_FINALLY takes it.
TAIPAN_OWN_FRAME Value* leaveWith(Value* sp);

// --- the rest ------------------------------------------------------------------------------------

/// Adds to the list, dictionary or set that a comprehension builds; the new top of the stack.
Value* storeComprehension(Value* sp, uint32_t operand);
/// The next item of a loop's iterator; no value at the end.
Value iterate(Frame* frame, Value* sp);

} // namespace taipan::runtime
