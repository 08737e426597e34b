// The interpreter loop, and the calls and returns that it makes.
//
// Calling and returning switch frames, without recursion in C++. `ip` is written back to the frame
// before anything that may raise, call or allocate, and `sp` where the frame is left.
//
// CMake has this file optimised for speed in builds for size and balanced ones as well.
//
// loop_counting.cpp includes it once more, for the loop alone, as one that counts what it does.

#include "taipan/config.h"
#if !TAIPAN_FAST_LOOP && defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-reorder-blocks") // what is inline for the caches stays in place
#endif

#include "runtime/vm/loop.h"

#include "runtime/memory/memory.h"
#include "runtime/memory/pending.h"
#include "runtime/memory/state.h"
#include "runtime/modules/import.h"
#include "runtime/objects/classes/caches.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/containers/set.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/port/stack_pointer.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"
#include "runtime/vm/profile.h"
#include "runtime/vm/quick.h"
#include "taipan/abi/mpy.h"
#include "taipan/abi/opcodes.h"
#include "taipan/abi/prelude.h"

#pragma GCC diagnostic ignored "-Wpedantic" // addresses of labels, ranges of cases

#ifndef TAIPAN_COUNTING_LOOP
#define TAIPAN_COUNTING_LOOP 0
#endif
// What is counted: opcodes, frames that go on, and those that pass on what is sent to them, which is
// an opcode each as well. Nothing in the ordinary loop.
#if TAIPAN_COUNTING_LOOP
#define loop countingLoop
#define COUNT_OPCODE() static_cast<void>(++counted->instructions)
#define COUNT_FRAME() counted = countsOf(*frame)
#define COUNT_PASSED(frame, times) countsOf(*(frame))->instructions += (times)
#else
#define COUNT_OPCODE() static_cast<void>(0)
#define COUNT_FRAME() static_cast<void>(0)
#define COUNT_PASSED(frame, times) static_cast<void>(0)
#endif

namespace taipan::runtime {

// --- calls and returns ---------------------------------------------------------------------------

namespace {
/// locals[-number], where gcc multiplies by -4 at -Os if it is written like that.
inline Value& localAt(Value* locals, uintptr_t number) {
    return *reinterpret_cast<Value*>(reinterpret_cast<uintptr_t>(locals) - number * sizeof(Value));
}
/// The lowest of the uppermost `count` words.
inline Value* below(Value* sp, size_t count) {
    return kInline ? sp - (static_cast<ptrdiff_t>(count) - 1) : &localAt(sp, count) + 1;
}
// Words of the stack that were popped hold nothing: the collector would find it.
inline void clear(Value* words, size_t count) {
    for (size_t i = 0; i < count; ++i) words[i] = kNoValue;
}
/// All of `count` operands (0 too) but the first, where the result is.
inline void clearRest(Value* words, size_t count) {
    for (size_t i = 1; i < count; ++i) words[i] = kNoValue;
}

#if TAIPAN_FAST_LOOP && !TAIPAN_COUNTING_LOOP
/// The frame of a call that needs nothing but copying arguments and defaults; null for others.
[[gnu::always_inline]] inline Frame* quickFrame(Frame* caller, Function* function,
                                                const Closure* closure, size_t nArgs, Value* args) {
    const CallInfo info = function->call;
    const size_t nCells = closure != nullptr ? closure->count : 0;
    const size_t missing = static_cast<size_t>(info.simpleArgs) - (nCells + nArgs);
    if (missing > info.defaults()) return nullptr;
    Frame* const frame = pushFrame(info.frameWords * sizeof(Value));
    frame->function = function;
    frame->ip = function->code + info.start;
    frame->nState = info.nState;
    frame->exceptDepth = 0;
    frame->caller = caller;
    frame->locals = nullptr;
    Value* const state0 = frame->state();
    frame->sp = state0 - 1;
    Value* top = frame->top();
    for (size_t i = 0; i < nCells; ++i) *--top = closure->cells[i];
    for (size_t i = 0; i < nArgs; ++i) {
        *--top = args[i];
        args[i] = kNoValue;
    }
    const Value* const rest = function->defaults + info.defaults() - missing;
    for (size_t i = 0; i < missing; ++i) *--top = rest[i];
    while (top != state0) *--top = kNoValue;
    return frame;
}
#endif

#if !TAIPAN_COUNTING_LOOP
/// Makes a frame the running one that was called from `caller`.
inline Next enter(Frame* frame, Frame* caller, Value instance) {
    if (instance) {
        *caller->sp = instance;
        frame->flags |= kFrameInit;
    }
    state.frame = frame;
    return frame;
}
#endif
} // namespace

#if !TAIPAN_COUNTING_LOOP
Next enterCall(Frame* frame, Value* sp, size_t nArgs, size_t nKw, Value* args) {
    frame->sp = sp;
    Value instance; // that an __init__ is called for, which stays at `sp`
    // Once more for what a bound method or a class calls. On the stack the word before the
    // arguments is free then: the callee's, or self's.
    Value callee = *sp;
    while (callee.isObject()) {
        const Type* const kind = callee.object()->type;
        const Closure* const closure =
            kInline && kind == &closureType ? callee.as<Closure>() : nullptr;
        const Value inner = closure != nullptr ? closure->function : callee;
        if (inner.object()->type == &functionType) {
            auto* const function = inner.as<Function>();
#if TAIPAN_FAST_LOOP
            if (nKw == 0)
                if (Frame* const quick = quickFrame(frame, function, closure, nArgs, args))
                    return enter(quick, frame, instance);
#endif
            Frame* const made = newFrame(function, nArgs, nKw, args, closure);
            clear(args, nArgs + 2 * nKw);
            return enter(made, frame, instance);
        }
        if (!kInline || instance || args <= sp || args > sp + 2) break;
        if (kind == &boundMethodType && nKw == 0) {
            const BoundMethod& method = *callee.as<BoundMethod>();
            callee = method.function;
            *--args = method.self;
        } else {
            const Value init = kind == &typeType ? quickInit(callee.as<Type>()) : kNoValue;
            if (!init) break;
            instance = pointerTo(newInstance(callee.as<Type>()));
            *--args = instance;
            callee = init;
        }
        ++nArgs;
    }
    const Value result = call(callee, nArgs, nKw, args);
    clear(args, nArgs + 2 * nKw);
    *sp = result;
    return frame;
}

Next leaveSpecially(Frame* frame, Value* sp) {
    Frame* const caller = frame->caller;
    const unsigned flags = frame->flags;
    if (kInline && (flags & kFrameInit) != 0) {
        // The instance is in its caller's frame already.
        const Value value = *sp;
        popFrame(frame);
        state.frame = caller;
        noteMembers(*caller->sp);
        if (value != kNone)
            TAIPAN_RAISE(TypeErrorType, "__init__() should return None",
                         "__init__() should return None, not '%t'", value);
        return caller;
    }
    if ((flags & kFrameGenerator) != 0) {
        frame->ip = nullptr;
        Generator::of(frame)->pending = kNone;
    }
    state.frame = caller;
    if (!kInline || (flags & kFrameEntry) != 0) {
        frame->sp = sp;
        return left(Resumed::Returned);
    }
#if TAIPAN_FAST_LOOP
    --state.generatorDepth;
    if (delegates(caller)) {
        const Value thrown = (caller->flags & kFrameThrows) != 0 ? caller->sp[1] : kNoValue;
        caller->flags &= static_cast<uint8_t>(~kFrameThrows);
        caller->sp[1] = kNoValue;
        return endDelegation(caller, *sp, thrown);
    }
    // A generator that a for loop went on with: the loop ends.
    caller->sp -= abi::kIteratorSlots;
    const uint8_t* ip = caller->ip;
    caller->ip = forwardTarget(ip);
#endif
    return caller;
}

Next leaveYielding(Frame* frame) {
    for (;;) {
        Frame* const caller = frame->caller;
        state.frame = caller;
        if (!kInline || (frame->flags & kFrameEntry) != 0) return left(Resumed::Yielded);
#if TAIPAN_FAST_LOOP
        --state.generatorDepth;
        *++caller->sp = *frame->sp;
        *frame->sp = kNone;
        Generator::of(frame)->pending = kNone;
        if (!delegates(caller)) {
            forwardTarget(caller->ip);
            return caller;
        }
        --caller->ip; // comes back to this opcode
        frame = caller;
#endif
    }
}
#endif

namespace {
#if TAIPAN_FAST_LOOP
/// Lets a generator that an opcode of `frame` has to do with go on, in the same loop() as it, with
/// what is sent to it: or, where it delegates, the one that it delegates to, and so on. Null where
/// that cannot be.
Next goOn(Frame* frame, Value* sp, Value iterator, Value sent) {
    Frame* last = nullptr;
    while (Frame* const next = enterGenerator(frame, sp, iterator, sent)) {
        if (abi::Op{*next->ip} != abi::Op::YIELD_FROM) return next;
        COUNT_PASSED(next, 1);
        ++next->ip;
        last = frame = next;
        sp = next->sp - 1;
        iterator = *sp;
    }
    if (last != nullptr) COUNT_PASSED(last, -1);
    if (last != nullptr) --last->ip; // goes on with its opcode, which finds out
    return last;
}
#else
inline Next goOn(Frame*, Value*, Value, Value) {
    return nullptr;
}
#endif

/// A frame returns *sp. Most give it to the function that called them.
inline Next leave(Frame* frame, Value* sp) {
    if (__builtin_expect((frame->flags & (kFrameEntry | kFrameGenerator | kFrameInit)) != 0, 0))
        return leaveSpecially(frame, sp);
    Frame* const caller = frame->caller;
    *caller->sp = *sp;
    popFrame(frame);
    state.frame = caller;
    return caller;
}

/// A call with `*` and `**` arguments.
TAIPAN_OWN_FRAME Next enterSpread(Frame* frame, Value* sp, size_t counts, bool hasSelf) {
    const SpreadArgs all =
        spread(hasSelf ? sp[1] : kNoValue, counts & 0xff, counts >> 8 & 0xff, sp + 1 + hasSelf);
    return enterCall(frame, sp, all.nArgs, all.nKw, all.args);
}

/// Words of a call's arguments.
inline size_t argumentWords(size_t counts) {
    return (counts & 0xff) + 2 * (counts >> 8 & 0xff);
}
} // namespace

#if TAIPAN_FAST_LOOP && TAIPAN_FLOAT && !TAIPAN_COUNTING_LOOP
Value floatOperator(BinaryOp op, Float a, Float b) {
    Float result;
    switch (plain(op)) {
    case BinaryOp::Add: result = a + b; break;
    case BinaryOp::Subtract: result = a - b; break;
    case BinaryOp::Multiply: result = a * b; break;
    case BinaryOp::TrueDivide:
        if (b == 0) return kNoValue;
        result = a / b;
        break;
    case BinaryOp::Less: return truth(a < b);
    case BinaryOp::More: return truth(a > b);
    case BinaryOp::LessEqual: return truth(a <= b);
    case BinaryOp::MoreEqual: return truth(a >= b);
    case BinaryOp::Equal: return truth(a == b);
    case BinaryOp::NotEqual: return truth(a != b);
    default: return kNoValue;
    }
    return newFloatQuickly(result);
}
#endif

// --- dispatch ------------------------------------------------------------------------------------

// How a handler starts, goes on to the next one, and gets at its operand, which it reads once.
#if TAIPAN_FAST_LOOP
#define OP(name) op_##name
#define NEXT goto* handlers[(COUNT_OPCODE(), opcode = *ip++)]
#define OPCODE() opcode
#define UINT() takeOperand(ip)
#define INT() abi::takeVarint(ip)
#define JUMP_TARGET() jumpTarget(ip)
#define FORWARD_TARGET() forwardTarget(ip)
// Before anything that may raise. In small builds `ip` is saved as soon as it moves.
#define SAVE() static_cast<void>(frame->ip = ip)
#define NAME() static_cast<Name>(frame->function->context->names[UINT()])
#define LOCAL() locals[-static_cast<ptrdiff_t>(UINT())]
#else
// Operands are read in one place, in front of the switch, so that `ip` and the operand can stay in
// registers. Opcodes that have theirs in them have a row of its table for 16 of them.
#define OP(name) op_##name : case rowOf(firstOf(abi::Op::name))... rowOf(lastOf(abi::Op::name))
#define NEXT goto next
#define OPCODE() opcode
#define UINT() decoded
#define INT() static_cast<intptr_t>(decoded)
#define JUMP_TARGET() reinterpret_cast<const uint8_t*>(decoded)
#define FORWARD_TARGET() reinterpret_cast<const uint8_t*>(decoded)
#define SAVE() static_cast<void>(0)
#define NAME() static_cast<Name>(names[decoded])
#define LOCAL() localAt(locals, decoded)

namespace {
constexpr unsigned kFolded = abi::kFirstMulti;

constexpr unsigned firstOf(abi::Op op) {
    // Unary operators share a row with binary ones, whose handler tells them apart.
    return op == abi::Op::UNARY_OP_MULTI    ? 0x1000
           : op == abi::Op::BINARY_OP_MULTI ? abi::kUnaryBase
                                            : static_cast<unsigned>(op);
}
constexpr unsigned lastOf(abi::Op op) {
    return op == abi::Op::BINARY_OP_MULTI ? abi::kEndOp - 1
                                          : firstOf(op) + abi::opInfo(op).count - 1;
}
constexpr unsigned rowOf(unsigned opcode) {
    return opcode < kFolded ? opcode : kFolded + (opcode - kFolded) / 16;
}
} // namespace
#endif

#if TAIPAN_HAS_PENDING
#define PENDING()                                                                                  \
    if (__builtin_expect(state.pending != 0, 0)) goto pending
#elif TAIPAN_FAST_LOOP
#define PENDING() static_cast<void>(0)
#else
#define PENDING() asm volatile("")
#endif
// What was called has given its result, or is the frame that goes on.
#define SWITCH_TO(next)                                                                            \
    if (next == frame) {                                                                           \
        PENDING();                                                                                 \
        NEXT;                                                                                      \
    }                                                                                              \
    frame = next;                                                                                  \
    goto entered
#if TAIPAN_FAST_LOOP
// Operators on numbers; what these functions have no value for goes on with the general one.
#define SMALL_INTS(function)                                                                       \
    {                                                                                              \
        const Value result = function(sp[-1], sp[0]);                                              \
        if (!result) goto op_BINARY_OP_MULTI;                                                      \
        *--sp = result;                                                                            \
        NEXT;                                                                                      \
    }
// The same on floats where they are inline.
#if TAIPAN_INLINE_FLOATS
#define OR_FLOATS(statement) else if (Float a = 0, b = 0; asFloats(sp[-1], sp[0], a, b)) statement
#else
#define OR_FLOATS(statement)
#endif
#define FLOAT_RESULT(number)                                                                       \
    {                                                                                              \
        SAVE();                                                                                    \
        const Value made = newFloatQuickly(number);                                                \
        *sp = kNoValue;                                                                            \
        *--sp = made;                                                                              \
        NEXT;                                                                                      \
    }
#define ARITHMETIC(function, op)                                                                   \
    {                                                                                              \
        Value result;                                                                              \
        if (areSmallInts(sp[-1], sp[0]) && function(sp[-1], sp[0], result)) {                      \
            *--sp = result;                                                                        \
            NEXT;                                                                                  \
        }                                                                                          \
        OR_FLOATS(FLOAT_RESULT(a op b))                                                            \
        goto op_BINARY_OP_MULTI;                                                                   \
    }
// A comparison, and the jump that most often follows.
#define COMPARISON(op)                                                                             \
    {                                                                                              \
        bool holds;                                                                                \
        if (areSmallInts(sp[-1], sp[0])) holds = sp[-1].order() op sp[0].order();                  \
        OR_FLOATS({                                                                                \
            holds = a op b;                                                                        \
            clear(sp - 1, 2);                                                                      \
        })                                                                                         \
        else goto op_BINARY_OP_MULTI;                                                              \
        if (abi::Op{*ip} != abi::Op::POP_JUMP_IF_FALSE) {                                          \
            *--sp = truth(holds);                                                                  \
            NEXT;                                                                                  \
        }                                                                                          \
        COUNT_OPCODE();                                                                            \
        sp -= 2;                                                                                   \
        ++ip;                                                                                      \
        const uint8_t* const target = jumpTarget(ip);                                              \
        if (!holds) ip = target;                                                                   \
        PENDING();                                                                                 \
        NEXT;                                                                                      \
    }
#endif

Resumed loop(Frame* frame) {
#if TAIPAN_COUNTING_LOOP
    taipan_counts* counted;
#endif
    state.landing->loopStack = stackPointer();
    const uint8_t* ip;
    Value* sp;
    Value* locals; // local i is locals[-i]
#if TAIPAN_FAST_LOOP
    uintptr_t opcode; // that was started last
    // By opcode, in the order of the table; an opcode or operator without a handler does not
    // compile.
    static const void* const handlers[256] = {
#define TAIPAN_TIMES_1(label) &&label,
#define TAIPAN_TIMES_2(label) &&label, &&label,
#define TAIPAN_TIMES_3(label) TAIPAN_TIMES_2(label) TAIPAN_TIMES_1(label)
#define TAIPAN_TIMES_4(label) TAIPAN_TIMES_2(label) TAIPAN_TIMES_2(label)
#define TAIPAN_TIMES_6(label) TAIPAN_TIMES_4(label) TAIPAN_TIMES_2(label)
#define TAIPAN_TIMES_8(label) TAIPAN_TIMES_4(label) TAIPAN_TIMES_4(label)
#define TAIPAN_TIMES_16(label) TAIPAN_TIMES_8(label) TAIPAN_TIMES_8(label)
#define TAIPAN_TIMES_64(label)                                                                     \
    TAIPAN_TIMES_16(label) TAIPAN_TIMES_16(label) TAIPAN_TIMES_16(label) TAIPAN_TIMES_16(label)
#define TAIPAN_TIMES_35(label) // the operators, below
#define TAIPAN_OP(name, base, count, operand, pop, push, target, flow)                             \
    TAIPAN_TIMES_##count(op_##name)
#define TAIPAN_NO_OP(base, count) TAIPAN_TIMES_##count(op_invalid)
#include "taipan/abi/opcodes.def"
#undef TAIPAN_OP
#undef TAIPAN_NO_OP
#define TAIPAN_BINARY(name, text, method) &&binary_##name,
#include "taipan/abi/operators.def"
#undef TAIPAN_BINARY
        TAIPAN_TIMES_6(op_invalid)};
#else
    uint8_t opcode;
    uintptr_t decoded; // a number, or where a jump goes
    const uint16_t* names;
#endif

switched:
    if (isLeft(frame)) return howLeft(frame);
entered:
    ip = frame->ip;
    sp = frame->sp;
    locals = frame->top() - 1;
    COUNT_FRAME();
#if TAIPAN_FAST_LOOP
    NEXT;
#else
    names = frame->function->context->names;
next:
    COUNT_OPCODE();
    opcode = *ip++;
    // None, or in the opcode, from FOR_ITER on.
    if (opcode < static_cast<uint8_t>(abi::Op::FOR_ITER)) {
        if (opcode >= static_cast<uint8_t>(abi::Op::UNWIND_JUMP)) {
            decoded =
                abi::takeDistance(ip, opcode < static_cast<uint8_t>(abi::Op::JUMP_IF_TRUE_OR_POP));
            decoded += reinterpret_cast<uintptr_t>(ip);
        } else {
            const bool isInt = abi::Op{opcode} == abi::Op::LOAD_CONST_SMALL_INT;
            decoded = isInt ? abi::varintStart<uintptr_t>(*ip) : 0;
            decoded = abi::continueVaruint(ip, decoded);
        }
    }
    frame->ip = ip;
    switch (rowOf(opcode)) {
#endif
#include "runtime/vm/handlers.inc"
#if TAIPAN_FAST_LOOP
op_invalid:
    SAVE();
    raiseBadCode();
#else
    default: raiseBadCode();
    }
    // All opcodes have handlers.
#define TAIPAN_OP(name, base, count, operand, pop, push, target, flow) goto op_##name;
#include "taipan/abi/opcodes.def"
#undef TAIPAN_OP
#endif

returned:
    frame = leave(frame, sp);
    goto switched;

unbound:
    SAVE();
    raiseUnbound();

#if TAIPAN_HAS_PENDING
pending:
    SAVE();
    runPending();
    NEXT;
#endif
}

} // namespace taipan::runtime
