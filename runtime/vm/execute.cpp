// Where execution goes on: execute() with its landing for exceptions, and what changes the running
// frame but for calls and returns. The loop is in loop.cpp.

#include "runtime/vm/execute.h"

#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/memory/pending.h"
#include "runtime/memory/state.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/containers/set.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/port/stack_pointer.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"
#include "runtime/vm/loop.h"
#include "runtime/vm/quick.h"
#include "taipan/abi/patterns.h"
#include "taipan/abi/prelude.h"

namespace taipan::runtime {

// --- what single opcodes do ----------------------------------------------------------------------

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

Value iterate(Frame* frame, Value* sp) {
    frame->sp = sp;
    frame->flags |= kFrameIterates;
    const Value item = iterNext(iteratorAt(sp));
    frame->flags &= static_cast<uint8_t>(~kFrameIterates);
    return item;
}

Value enterWith(Value* sp) {
    const Value manager = *sp;
    loadMethod(manager, "__exit__"_name, sp);
    Value enter[2];
    loadMethod(manager, "__enter__"_name, enter);
    return callMethod(0, 0, enter);
}

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

Value lastCaught(Frame* frame) {
    for (unsigned i = frame->exceptDepth; i-- > 0;)
        if (frame->blocks()[i].caught) return frame->blocks()[i].caught;
    return newException(RuntimeErrorType, "no active exception to reraise"_text);
}

Value toRaiseFrom(const Value* sp) {
    if (TAIPAN_HAS_WARNINGS && sp[0] != kNone) warn("exception chaining not supported");
    return toRaise(sp[-1]);
}

// --- leaving blocks ------------------------------------------------------------------------------

namespace {
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

} // namespace

const uint8_t* leaveBlocks(Frame* frame, const uint8_t* ip, Value* sp, Value leaving,
                           intptr_t blocks) {
    while (blocks < 0 ? frame->exceptDepth != 0 : (blocks & abi::kUnwindBlocks) != 0) {
        if (blocks > 0) --blocks;
        const ExceptionBlock& block = frame->blocks()[frame->exceptDepth - 1];
        if (block.isFinally()) {
            sp = block.top(); // below the iterators of loops in between, or a cause
            if (block.handler >= ip) {
                *++sp = leaving;
                *++sp = smallInt(blocks);
                frame->sp = sp;
                return enterHandler(block, sp);
            }
        }
        --frame->exceptDepth;
    }
    if (blocks < 0) {
        *++sp = leaving;
        frame->sp = sp;
        return nullptr;
    }
    frame->sp = blocks != 0 ? sp - abi::kIteratorSlots : sp;
    frame->ip = leaving.as<const uint8_t>();
#if TAIPAN_HAS_PENDING
    if (state.pending != 0) runPending();
#endif
    return frame->ip;
}

// --- exceptions ----------------------------------------------------------------------------------

namespace {
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

/// Whether an exception only ends what a loop or `yield from` of the frame went on with, in C++,
/// which called a function that raised StopIteration. The frame goes on then.
bool endsIteration(Frame* frame, Value exception) {
    if ((frame->flags & kFrameIterates) == 0) return false;
    frame->flags &= static_cast<uint8_t>(~kFrameIterates);
    if (!isSubtype(typeOf(exception), &StopIterationType)) return false;
    if (abi::Op{frame->ip[-1]} == abi::Op::YIELD_FROM) {
        *frame->sp = stopValue(exception);
    } else {
        frame->sp -= abi::kIteratorSlots;
        const uint8_t* ip = frame->ip;
        frame->ip = forwardTarget(ip);
    }
    return true;
}

/// Whether the frame has a handler for what was raised at its `ip`; the frame is there then.
bool goToHandler(Frame* frame, Value exception) {
    const uint8_t* const at = frame->ip - 1;
    // A block whose handler comes before the place is done with: it is the handler that raised.
    while (frame->exceptDepth != 0 && frame->blocks()[frame->exceptDepth - 1].handler <= at)
        --frame->exceptDepth;
    if (frame->exceptDepth == 0) return false;
    ExceptionBlock& block = frame->blocks()[frame->exceptDepth - 1];
    block.caught = exception;
    frame->sp = block.top() + 1;
    *frame->sp = exception;
    frame->ip = enterHandler(block, frame->sp);
    return true;
}
} // namespace

Next handleException(Frame* frame, Value exception, bool isReraised) {
    if (endsIteration(frame, exception)) return frame;
    for (;;) {
        if (!isReraised) addTraceOf(frame, exception);
        isReraised = false;
        if (goToHandler(frame, exception)) return frame;
        Frame* const caller = frame->caller;
        const unsigned flags = frame->flags;
        state.frame = caller;
        if ((flags & kFrameGenerator) != 0) {
            Generator::of(frame)->pending = kNone;
            exception = endGenerator(frame, exception);
        }
        if ((flags & kFrameEntry) != 0) {
            frame->sp = frame->state();
            *frame->sp = exception;
            return left(Resumed::Raised);
        }
#if TAIPAN_FAST_LOOP
        if ((flags & kFrameGenerator) != 0) {
            --state.generatorDepth;
            caller->flags &= static_cast<uint8_t>(~kFrameThrows);
        } else
#endif
            popFrame(frame);
        frame = caller;
    }
}

Next endDelegation(Frame* frame, Value result, Value injected) {
    *frame->sp = result;
    if (!injected) return frame;
    // A generator has to end when it is told to, even if the iterator does not mind.
    const Value raised = toRaise(injected);
    return matches(raised, pointerTo(&GeneratorExitType)) ? handleException(frame, raised, false)
                                                          : frame;
}

Next delegate(Frame* frame, Value* sp, Value injected) {
    const Value sent = *sp--;
    frame->sp = sp;
    frame->flags |= kFrameIterates;
    Value item;
    const Resumed how = resume(*sp, sent, injected, item);
    frame->flags &= static_cast<uint8_t>(~kFrameIterates);
    switch (how) {
    case Resumed::Yielded:
        *++frame->sp = item;
        --frame->ip; // comes back to this opcode
        return leaveYielding(frame);
    case Resumed::Returned: return endDelegation(frame, item, injected);
    default: --frame->sp; return handleException(frame, item, false);
    }
}

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

// --- execute() -----------------------------------------------------------------------------------

namespace {
/// An exception that is thrown into a generator: one that delegates throws it into the iterator.
TAIPAN_OWN_FRAME Next throwInto(Frame* frame, Value thrown) {
    for (;;) {
        const uint8_t* const ip = frame->ip;
        const bool isDelegating = abi::Op{*ip} == abi::Op::YIELD_FROM;
        // Not started: at its first opcode.
        if (isDelegating || ip == Prelude(*frame->function).start) frame->ip = ip + 1;
        if (!isDelegating) return handleException(frame, toRaise(thrown), false);
#if TAIPAN_FAST_LOOP
        if (Frame* const next = enterGenerator(frame, frame->sp - 1, frame->sp[-1], kNone)) {
            frame->flags |= kFrameThrows;
            frame->sp[1] = thrown;
            frame = next;
            continue;
        }
#endif
        return delegate(frame, frame->sp, thrown);
    }
}

/// Words that functions left on the machine's stack, below what is in use. After a MemoryError they
/// would keep alive what the next allocation needs.
TAIPAN_OWN_FRAME void clearStack() {
    constexpr size_t kWords = sizeof(void*) == 8 ? 2048 : 64;
    if (stackPointer() - state.stackLimit < static_cast<ptrdiff_t>(2 * kWords * sizeof(uintptr_t)))
        return;
    uintptr_t words[kWords];
    std::memset(words, 0, sizeof words);
    keepAlive(words);
}
} // namespace

Resumed execute(Frame* entry, Value thrown, Value& result) {
    checkStack();
    // What is used behind taipanSetJump() a second time has not changed since.
    char* const top = state.frameTop;
    char* const end = state.frameEnd;
    Landing landing;
    landing.loopStack = reinterpret_cast<char*>(&landing);
    landing.outer = state.landing;
    state.landing = &landing;
    state.frame = entry;
    Next next;
    if (taipanSetJump(&landing.buffer) != 0) {
        // Something called from the loop raised: the running frame is state.frame.
        landing.loopStack = reinterpret_cast<char*>(&landing);
        unwindFrames(state.frame, top, end);
        if (typeOf(landing.buffer.value) == &MemoryErrorType) clearStack();
        taipanPushJumpBuffer(&landing.buffer);
        next = handleException(state.frame, landing.buffer.value, false);
    } else {
        next = thrown ? throwInto(entry, thrown) : entry;
    }
    const Resumed how = isLeft(next) ? howLeft(next) : runLoop(next);
    taipanPopJumpBuffer();
    state.landing = landing.outer;
    result = *entry->sp;
    return how;
}

} // namespace taipan::runtime
