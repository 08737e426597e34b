// The interpreter loop.
//
// One call of execute() runs the frame that it was given and all Python functions called from it:
// calling and returning switch frames, without recursion in C++. The loop's own variables are the
// running frame's; a frame's `ip` is written back before anything that may raise, call or allocate,
// and `sp` where the frame is left.

#include "runtime/vm/execute.h"

#include "runtime/memory/memory.h"
#include "runtime/memory/pending.h"
#include "runtime/memory/state.h"
#include "runtime/modules/import.h"
#include "runtime/objects/classes/caches.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/containers/iterators.h"
#include "runtime/objects/containers/set.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"
#include "runtime/vm/quick.h"
#include "taipan/abi/mpy.h"
#include "taipan/abi/opcodes.h"
#include "taipan/abi/patterns.h"
#include "taipan/abi/prelude.h"

#pragma GCC diagnostic ignored "-Wpedantic" // computed goto, case ranges
#ifndef __clang__
#pragma GCC diagnostic ignored                                                                     \
    "-Wclobbered" // what is used behind taipanSetJump() is set there anew
#endif

namespace taipan::runtime {

namespace {
// --- comprehensions and the rest -----------------------------------------------------------------

/// Adds to the list, dictionary or set that a comprehension builds; the new top of the stack.
Value* storeComprehension(Value* sp, uint32_t operand) {
    const Value target = sp[-static_cast<ptrdiff_t>(abi::compDistance(operand))];
    switch (abi::compCollection(operand)) {
    case abi::Collection::List:
        if (TAIPAN_HAS_VERIFIER && !isList(target)) break;
        append(*target.as<List>(), sp[0]);
        return sp - 1;
    case abi::Collection::Dict:
        if (TAIPAN_HAS_VERIFIER && !is(target, dictType)) break;
        target.as<Dict>()->table.store(sp[0], sp[-1]);
        return sp - 2;
#if TAIPAN_HAS_SET
    case abi::Collection::Set:
        if (TAIPAN_HAS_VERIFIER && !is(target, setType)) break;
        addToSet(target, sp[0]);
        return sp - 1;
#endif
    default: break;
    }
    raiseBadCode();
}

/// What a bare `raise` raises: the exception of the innermost except or finally that runs.
Value lastCaught(Frame* frame) {
    for (unsigned i = frame->exceptDepth; i-- > 0;)
        if (frame->blocks()[i].caught) return frame->blocks()[i].caught;
    return newException(RuntimeErrorType, "no active exception to reraise"_text);
}

void openBlock(Frame* frame, const uint8_t* handler, Value* sp, bool isFinally) {
    frame->blocks()[frame->exceptDepth++] = {
        handler, reinterpret_cast<uintptr_t>(sp) | static_cast<uintptr_t>(isFinally), kNoValue};
}

/// Where the handler of a block starts, with its cause on the stack. That of `async with` begins
/// with a test whether the cause is an exception or a return or jump, and moves the two entries of
/// those below the manager. It is entered behind that, lest the program can change what is tested.
const uint8_t* enterHandler(const ExceptionBlock& block, Value* sp) {
    const uint8_t* ip = block.handler;
    if (!block.isFinally() || !abi::startsAsyncWith(*ip)) return ip;
    abi::skipAsyncWithTest(ip);
    const uint8_t* const onPending = jumpTarget(ip) + abi::kAsyncWithRotationCount;
    if (!sp[0].isSmallInt()) return ip;
    const Value manager = sp[-2];
    sp[-2] = sp[-1];
    sp[-1] = sp[0];
    sp[0] = manager;
    return onPending;
}

/// Calls __exit__; the new top of the stack. Stack: …, __exit__, manager, cause; the cause as
/// END_FINALLY takes it.
Value* leaveWith(Value* sp) {
    Value* const method = sp[0].isSmallInt() ? sp - 3 : sp - 2;
    const Value cause = sp[0];
    const Value data = sp[-1];
    const bool isException = !cause.isSmallInt() && cause != kNone;
    Value args[5] = {method[0], method[1], kNone, kNone, kNone};
    if (isException) {
        args[2] = pointerTo(typeOf(cause));
        args[3] = cause;
    }
    const Value swallow = callMethod(3, 0, args);
    if (cause.isSmallInt()) {
        method[0] = data;
        method[1] = cause;
        return method + 1;
    }
    method[0] = isException && isTrue(swallow) ? kNone : cause;
    return method;
}

/// Gives back what calls that an exception cut off pushed above `frame`. `top` and `end`: the frame
/// stack as execute() found it.
TAIPAN_OWN_FRAME void unwindFrames(Frame* frame, char* top, char* end) {
    while (kInline && (frame->flags & (kFrameGenerator | kFrameEntry)) == kFrameGenerator)
        frame = frame->caller;
    if ((frame->flags & kFrameGenerator) != 0) {
        state.frameTop = top;
        state.frameEnd = end;
    } else {
        truncateFrames(frame);
    }
}

TAIPAN_OWN_FRAME void addTraceOf(Frame* frame, Value exception) {
#if TAIPAN_HAS_TRACEBACK
    addTrace(exception, fileOf(*frame->function), lineOf(*frame), nameOf(*frame->function));
#else
    (void)frame, (void)exception;
#endif
}

/// The end of a generator by an exception.
Value endGenerator(Frame* frame, Value exception) {
    frame->ip = nullptr;
    if (isSubtype(typeOf(exception), &StopIterationType))
        return newException(RuntimeErrorType, "generator raised StopIteration"_text);
    return exception;
}
} // namespace

size_t lineOf(const Frame& frame) {
#if TAIPAN_HAS_LINE_NUMBERS
    const Prelude code(*frame.function);
    const uint8_t* table = code.info;
    for (size_t i = 0; i <= code.named(); ++i) abi::skipVaruint(table);
    return abi::lineAt(table, code.cells, static_cast<uint32_t>(frame.ip - 1 - code.start));
#else
    (void)frame;
    return 0;
#endif
}

// --- the loop ------------------------------------------------------------------------------------

#if TAIPAN_OPTIMIZE_SIZE
// Operands are read in one place, in front of the switch, so that `ip` and the operand can stay in
// registers. The opcodes that have theirs in them share a row of its table.
#define OP(name) case rowOf(static_cast<uint8_t>(abi::Op::name))
#define NEXT goto next
#define OPCODE() opcode
#define UINT() decoded
#define INT() static_cast<intptr_t>(decoded)
#define JUMP_TARGET() reinterpret_cast<const uint8_t*>(decoded)
#define FORWARD_TARGET() reinterpret_cast<const uint8_t*>(decoded)

constexpr unsigned rowOf(uint8_t opcode) {
    constexpr auto first = static_cast<uint8_t>(abi::Op::LOAD_CONST_SMALL_INT_MULTI);
    if (opcode < static_cast<uint8_t>(abi::Op::LOAD_FAST_MULTI))
        return opcode < first ? opcode : first;
    if (opcode < static_cast<uint8_t>(abi::Op::STORE_FAST_MULTI)) return first + 1u;
    if (opcode < static_cast<uint8_t>(abi::Op::UNARY_OP_MULTI)) return first + 2u;
    return first + (opcode < static_cast<uint8_t>(abi::Op::BINARY_OP_MULTI) ? 3u : 4u);
}
#else
#define OP(name) op_##name
#define NEXT goto* handlers[*ip++]
#define OPCODE() ip[-1]
#define UINT() abi::takeVaruint(ip)
#define INT() abi::takeVarint(ip)
#define JUMP_TARGET() jumpTarget(ip)
#define FORWARD_TARGET() forwardTarget(ip)
#endif

// Before anything that may raise. In small builds `ip` is saved as soon as it moves.
#if TAIPAN_OPTIMIZE_SIZE
#define SAVE() static_cast<void>(0)
#else
#define SAVE() (frame->ip = ip)
#endif
#if TAIPAN_HAS_PENDING
#define PENDING()                                                                                  \
    if (__builtin_expect(state.pending != 0, 0)) goto pending
#else
#define PENDING() static_cast<void>(0)
#endif
#define NAME() static_cast<Name>(names[UINT()])

#if !TAIPAN_OPTIMIZE_SIZE
// A small-int or float operation done in place; others go on with the general one.
#if TAIPAN_FLOAT
#define OR_FLOATS(statement) else if (Float a = 0, b = 0; asFloats(l, r, a, b)) statement
#else
#define OR_FLOATS(statement)
#endif
#define FLOAT_RESULT(expression)                                                                   \
    {                                                                                              \
        SAVE();                                                                                    \
        sp[-1] = newFloat(expression);                                                             \
        --sp;                                                                                      \
        NEXT;                                                                                      \
    }
#define ARITHMETIC(smallOp, floatOp)                                                               \
    {                                                                                              \
        const Value l = sp[-1], r = sp[0];                                                         \
        if (areSmallInts(l, r)) {                                                                  \
            Value number;                                                                          \
            if (smallOp(l, r, number)) {                                                           \
                *--sp = number;                                                                    \
                NEXT;                                                                              \
            }                                                                                      \
        }                                                                                          \
        OR_FLOATS(FLOAT_RESULT(a floatOp b))                                                       \
        goto binary;                                                                               \
    }
#define COMPARISON(op)                                                                             \
    {                                                                                              \
        const Value l = sp[-1], r = sp[0];                                                         \
        bool holds;                                                                                \
        if (areSmallInts(l, r)) holds = l.order() op r.order();                                    \
        OR_FLOATS(holds = a op b;)                                                                 \
        else goto binary;                                                                          \
        --sp;                                                                                      \
        if (*ip == static_cast<uint8_t>(abi::Op::POP_JUMP_IF_FALSE)) {                             \
            --sp;                                                                                  \
            ++ip;                                                                                  \
            const uint8_t* const target = jumpTarget(ip);                                          \
            if (!holds) ip = target;                                                               \
            PENDING();                                                                             \
            NEXT;                                                                                  \
        }                                                                                          \
        *sp = truth(holds);                                                                        \
        NEXT;                                                                                      \
    }
#define SMALL_ONLY(function)                                                                       \
    {                                                                                              \
        const Value l = sp[-1], r = sp[0];                                                         \
        if (!areSmallInts(l, r)) goto binary;                                                      \
        const Value quick = function(l.smallInt(), r.smallInt());                                  \
        if (!quick) goto binary;                                                                   \
        *--sp = quick;                                                                             \
        NEXT;                                                                                      \
    }
#endif

Resumed execute(Frame* entry, Value thrown, Value& result) {
    checkStack();
    char* const topAtEntry = state.frameTop;
    char* const endAtEntry = state.frameEnd;
    // What is set before taipanSetJump() would have to live in memory.
    Value exception;
    bool isReraised;
    Frame* frame;
    const uint8_t* ip;
    Value* sp;
    Value* locals; // local i is locals[-i]
    const uint16_t* names;

    // A call: what is called, its arguments in a row, and where on the stack its result goes.
    Value callee;
    size_t nArgs, nKw;
    const Value* args;
    // A return or a jump out of blocks: the value or, as an address, where to go; how many blocks
    // to leave, with bit 7 set to drop a loop's iterator too. All of them (-1) for a return.
    Value leaving;
    intptr_t blocksToLeave;
    uint8_t initFlag; // kFrameInit when it is an __init__
#if TAIPAN_OPTIMIZE_SIZE
    uint8_t opcode;
    uintptr_t decoded; // a number, or where a jump goes
#endif

#define ENTER_FRAME()                                                                              \
    names = frame->function->context->names;                                                       \
    locals = frame->top() - 1

#if !TAIPAN_OPTIMIZE_SIZE
    static const void* handlers[256];
    if (handlers[0] == nullptr) {
        for (const void*& handler : handlers) handler = &&op_invalid;
#define TAIPAN_OP(name, base, count, operand, pop, push, target, flow)                             \
    for (unsigned i = 0; i < (count); ++i) handlers[(base) + i] = &&op_##name;
#include "taipan/abi/opcodes.def"
#undef TAIPAN_OP
        constexpr unsigned first = static_cast<unsigned>(abi::Op::BINARY_OP_MULTI);
#define SPECIAL(op) handlers[first + static_cast<unsigned>(BinaryOp::op)] = &&binary_##op
        SPECIAL(Add);
        SPECIAL(Subtract);
        SPECIAL(Less);
        SPECIAL(More);
        SPECIAL(LessEqual);
        SPECIAL(MoreEqual);
        SPECIAL(Equal);
        SPECIAL(NotEqual);
        SPECIAL(And);
        SPECIAL(Or);
        SPECIAL(Xor);
        SPECIAL(Multiply);
        SPECIAL(TrueDivide);
        SPECIAL(FloorDivide);
        SPECIAL(Modulo);
        SPECIAL(Lshift);
        SPECIAL(Rshift);
        SPECIAL(Is);
#undef SPECIAL
#define SPECIAL(op)                                                                                \
    handlers[first + static_cast<unsigned>(BinaryOp::Inplace##op)] = &&binary_Inplace##op
        SPECIAL(Add);
        SPECIAL(Subtract);
        SPECIAL(And);
        SPECIAL(Or);
        SPECIAL(Xor);
        SPECIAL(Multiply);
        SPECIAL(TrueDivide);
        SPECIAL(FloorDivide);
        SPECIAL(Modulo);
        SPECIAL(Lshift);
        SPECIAL(Rshift);
#undef SPECIAL
    }
#endif

    JumpBuffer buffer;
    state.frame = entry;
    if (taipanSetJump(&buffer) != 0) {
        // Something called from here raised: the running frame is state.frame.
        exception = buffer.value;
        isReraised = false;
        frame = state.frame;
        unwindFrames(frame, topAtEntry, endAtEntry);
        taipanPushJumpBuffer(&buffer);
        goto raised;
    }
    exception = thrown;
    isReraised = false;
    frame = state.frame;
    ENTER_FRAME();
    ip = frame->ip;
    sp = frame->sp;
    if (exception) {
        // Not started: at its first opcode.
        if (ip == Prelude(*frame->function).start) frame->ip = ip + 1;
        if (abi::Op{*ip} == abi::Op::YIELD_FROM) goto throwInto;
        exception = toRaise(exception);
        goto raised;
    }
#if TAIPAN_OPTIMIZE_SIZE
next:
    opcode = *ip++;
    if (opcode < static_cast<uint8_t>(abi::Op::UNWIND_JUMP)) {
        const bool isInt = abi::Op{opcode} == abi::Op::LOAD_CONST_SMALL_INT;
        decoded = isInt ? abi::varintStart<uintptr_t>(*ip) : 0;
        decoded = abi::continueVaruint(ip, decoded);
    } else if (opcode < static_cast<uint8_t>(abi::Op::FOR_ITER)) {
        decoded = abi::readDistance<uintptr_t>(
            [&]() -> uint8_t { return *ip++; },
            opcode < static_cast<uint8_t>(abi::Op::JUMP_IF_TRUE_OR_POP));
        decoded += reinterpret_cast<uintptr_t>(ip);
    }
    frame->ip = ip;
    switch (rowOf(opcode)) {
#else
    NEXT;
#endif
#include "runtime/vm/handlers.inc"
#if !TAIPAN_OPTIMIZE_SIZE
    op_invalid:
#else
default:
#endif
        SAVE();
        raiseBadCode();
#if TAIPAN_OPTIMIZE_SIZE
    }
#endif

    // --- calls and returns
    // -----------------------------------------------------------------------

invoke:
    SAVE();
    initFlag = 0;
invokeInit:
    if (callee.isObject()) {
        const Type* const kind = callee.object()->type;
        const Closure* const closure =
            kInline && kind == &closureType ? callee.as<Closure>() : nullptr;
        const Value inner = closure != nullptr ? closure->function : callee;
        if (inner.object()->type == &functionType) {
            frame->sp = sp;
            auto* const function = inner.as<Function>();
            Frame* next;
#if !TAIPAN_OPTIMIZE_SIZE
            const CallInfo info = function->call;
            const size_t nCells = closure != nullptr ? closure->count : 0;
            const size_t missing = info.simpleArgs - (nCells + nArgs);
            if (nKw == 0 && missing <= info.defaults()) {
                next = pushFrame(info.frameWords * sizeof(Value));
                next->function = function;
                next->nState = info.nState;
                next->exceptDepth = 0;
                next->caller = frame;
                next->locals = nullptr;
                Value* const state0 = next->state();
                Value* top = next->top();
                for (size_t i = 0; i < nCells; ++i) *--top = closure->cells[i];
                for (size_t i = 0; i < nArgs; ++i) *--top = args[i];
                const Value* const rest = function->defaults + info.defaults() - missing;
                for (size_t i = 0; i < missing; ++i) *--top = rest[i];
                while (top != state0) *--top = kNoValue;
                ip = function->code + info.start;
            } else
#endif
            {
                next = newFrame(function, nArgs, nKw, args, closure);
                ip = next->ip;
            }
            next->flags |= initFlag;
            frame = next;
            state.frame = frame;
            ENTER_FRAME();
            sp = frame->state() - 1;
            NEXT;
        }
        if (kInline && kind == &boundMethodType && nKw == 0 && args > sp && args <= sp + 2) {
            // On the stack the word before the arguments is free: the callee's, or self's.
            const BoundMethod& method = *callee.as<BoundMethod>();
            callee = method.function;
            *const_cast<Value*>(--args) = method.self;
            ++nArgs;
            goto invoke;
        }
        const Value init = kInline && kind == &typeType ? quickInit(callee.as<Type>()) : kNoValue;
        if (init && args > sp && args <= sp + 2) {
            *sp = pointerTo(newInstance(callee.as<Type>()));
            *const_cast<Value*>(--args) = *sp;
            ++nArgs;
            callee = init;
            initFlag = kFrameInit;
            goto invokeInit;
        }
    }
    *sp = call(callee, nArgs, nKw, args);
    PENDING();
    NEXT;

leaveBlocks:
    // A return or jump out of exception blocks: a finally runs first, unless it is running already.
    while (blocksToLeave < 0 ? frame->exceptDepth != 0
                             : (blocksToLeave & abi::kUnwindBlocks) != 0) {
        if (blocksToLeave > 0) --blocksToLeave;
        const ExceptionBlock& block = frame->blocks()[frame->exceptDepth - 1];
        if (block.isFinally()) {
            sp = block.top(); // below the iterators of loops in between, or a cause
            if (block.handler >= ip) {
                *++sp = leaving;
                *++sp = smallInt(blocksToLeave);
                ip = enterHandler(block, sp);
                NEXT;
            }
        }
        --frame->exceptDepth;
    }
    if (blocksToLeave >= 0) {
        ip = leaving.as<const uint8_t>();
        if (blocksToLeave != 0) sp -= abi::kIteratorSlots;
        PENDING();
        NEXT;
    }

returned : {
    const Value value = leaving;
    Frame* const caller = frame->caller;
    const unsigned flags = frame->flags;
    if (__builtin_expect((flags & (kFrameEntry | kFrameGenerator | kFrameInit)) != 0, 0)) {
#if !TAIPAN_OPTIMIZE_SIZE
        if ((flags & kFrameInit) != 0) goto made;
#endif
        if ((flags & kFrameGenerator) != 0) {
            frame->ip = nullptr;
            Generator::of(frame)->pending = kNone;
        }
        state.frame = caller;
        if ((flags & kFrameEntry) != 0) {
            result = value;
            taipanPopJumpBuffer();
            return Resumed::Returned;
        }
#if !TAIPAN_OPTIMIZE_SIZE
        // A generator that a for loop went on with: the loop ends.
        --state.generatorDepth;
        frame = caller;
        ENTER_FRAME();
        ip = frame->ip;
        sp = frame->sp - abi::kIteratorSlots;
        const uint8_t* const target = forwardTarget(ip);
        ip = target;
        NEXT;
#endif
    }
    popFrame(frame);
    frame = caller;
    state.frame = frame;
    ENTER_FRAME();
    ip = frame->ip;
    sp = frame->sp;
    *sp = value;
    PENDING();
    NEXT;
}

#if !TAIPAN_OPTIMIZE_SIZE
made : {
    // An __init__: the instance is in its caller's frame already.
    const Value value = leaving;
    Frame* const left = frame;
    frame = left->caller;
    popFrame(left);
    state.frame = frame;
    ENTER_FRAME();
    ip = frame->ip;
    sp = frame->sp;
    noteMembers(*sp);
    if (value != kNone)
        TAIPAN_RAISE(TypeErrorType, "__init__() should return None",
                     "__init__() should return None, not '%t'", value);
    PENDING();
    NEXT;
}
#endif

yielded:
    frame->ip = ip;
    frame->sp = sp;
    {
        const Value value = *sp;
        Frame* const caller = frame->caller;
        state.frame = caller;
        if ((frame->flags & kFrameEntry) != 0) {
            result = value;
            taipanPopJumpBuffer();
            return Resumed::Yielded;
        }
#if !TAIPAN_OPTIMIZE_SIZE
        --state.generatorDepth;
        *sp = kNone;
        Generator::of(frame)->pending = kNone;
        frame = caller;
        ENTER_FRAME();
        ip = frame->ip;
        sp = frame->sp;
        forwardTarget(ip);
        *++sp = value;
        NEXT;
#endif
    }

#if TAIPAN_HAS_PENDING
pending:
    SAVE();
    runPending();
    NEXT;
#endif

unbound:
    SAVE();
    raiseUnbound();

throwInto:
    // An exception thrown into a generator that delegates goes to the iterator first.
    frame->ip = ++ip;
delegate:
    // `yield from`: stack: …, iterator, what is sent.
    {
        const Value injected = exception;
        const Value sent = *sp--;
        exception = kNoValue;
        frame->sp = sp;
        frame->flags |= kFrameIterates;
        Value item;
        const Resumed how = resume(*sp, sent, injected, item);
        frame->flags &= static_cast<uint8_t>(~kFrameIterates);
        switch (how) {
        case Resumed::Yielded:
            *++sp = item;
            --ip; // comes back to this opcode
            goto yielded;
        case Resumed::Returned:
            *sp = item;
            // A generator has to end when it is told to, even if the iterator does not mind.
            if (!injected || !matches(toRaise(injected), pointerTo(&GeneratorExitType))) NEXT;
            exception = toRaise(injected);
            goto raised;
        case Resumed::Raised:
            --sp;
            exception = item;
            goto raised;
        }
    }

    // --- exceptions --------------------------------------------------------------------------

raised:
    if ((frame->flags & kFrameIterates) != 0) {
        // Something in C++ that iterates called a function that raised: StopIteration ends it.
        frame->flags &= static_cast<uint8_t>(~kFrameIterates);
        if (isSubtype(typeOf(exception), &StopIterationType)) {
            ENTER_FRAME();
            ip = frame->ip;
            sp = frame->sp;
            if (abi::Op{ip[-1]} == abi::Op::YIELD_FROM) {
                *sp = stopValue(exception);
                NEXT;
            }
            sp -= abi::kIteratorSlots;
            const uint8_t* const target = forwardTarget(ip);
            ip = target;
            NEXT;
        }
    }
    for (;;) {
        if (!isReraised) addTraceOf(frame, exception);
        isReraised = false;
        const uint8_t* const at = frame->ip - 1;
        // A block whose handler comes before the place is done with: it is the handler that
        // raised.
        while (frame->exceptDepth != 0 && frame->blocks()[frame->exceptDepth - 1].handler <= at)
            --frame->exceptDepth;
        if (frame->exceptDepth != 0) {
            ExceptionBlock& block = frame->blocks()[frame->exceptDepth - 1];
            block.caught = exception;
            ENTER_FRAME();
            sp = block.top();
            *++sp = exception;
            ip = enterHandler(block, sp);
            NEXT;
        }
        Frame* const left = frame;
        const unsigned flags = left->flags;
        state.frame = left->caller;
        if ((flags & kFrameGenerator) != 0) {
            Generator::of(left)->pending = kNone;
            exception = endGenerator(left, exception);
        }
        if ((flags & kFrameEntry) != 0) {
            result = exception;
            taipanPopJumpBuffer();
            return Resumed::Raised;
        }
        frame = left->caller;
#if !TAIPAN_OPTIMIZE_SIZE
        if ((flags & kFrameGenerator) != 0) {
            --state.generatorDepth;
            continue;
        }
#endif
        popFrame(left);
    }
}

} // namespace taipan::runtime
