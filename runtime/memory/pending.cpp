#include "runtime/memory/pending.h"

#include "runtime/memory/error.h"
#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_SCHEDULER
namespace {
struct Scheduled {
    Value function; // written last: says that the slot is filled
    Value argument;
};

constinit Scheduled slots[TAIPAN_SCHEDULER_DEPTH];
// How many were taken out and put in so far.
volatile unsigned taken = 0;
volatile unsigned put = 0;
bool running = false; // a callback: others wait until it is done

/// Makes the next slot the caller's; an interrupt may come at any point.
bool claim(unsigned& slot) {
#if __GCC_ATOMIC_INT_LOCK_FREE == 2
    unsigned next = put;
    do {
        if (next - taken >= TAIPAN_SCHEDULER_DEPTH) return false;
    } while (!__atomic_compare_exchange_n(&put, &next, next + 1, false, __ATOMIC_SEQ_CST,
                                          __ATOMIC_SEQ_CST));
    slot = next;
#else
    if (put - taken >= TAIPAN_SCHEDULER_DEPTH) return false;
    slot = put;
    put = slot + 1;
#endif
    return true;
}

void callScheduled() {
    Scheduled& slot = slots[taken % TAIPAN_SCHEDULER_DEPTH];
    if (running || taken == put || !slot.function) return;
    const Scheduled next = slot;
    slot = {};
    taken = taken + 1;
    running = true;
    const Value raised = attempt([&next] { call(next.function, next.argument); });
    running = false;
    if (taken != put) state.pending = 1;
    if (raised) printException(standardOutput, raised);
}
} // namespace

bool schedule(Value function, Value argument) {
    unsigned number;
    if (!claim(number)) return false;
    Scheduled& slot = slots[number % TAIPAN_SCHEDULER_DEPTH];
    slot.argument = argument;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    slot.function = function;
    if (!running) state.pending = 1;
    return true;
}

void markPending(Heap& heap) {
    heap.markRange(slots, slots + TAIPAN_SCHEDULER_DEPTH);
}
#else
bool schedule(Value, Value) {
    return false;
}
#endif

#if TAIPAN_HAS_KEYBOARD_INTERRUPT
static volatile bool interrupted = false;

void interrupt() {
    interrupted = true;
    state.pending = 1;
}

void dropPendingException() {
    interrupted = false;
}

/// Raises what interrupt() asked for.
static void checkInterrupted() {
    if (!interrupted) return;
    interrupted = false;
#if TAIPAN_HAS_SCHEDULER
    state.pending = taken != put && !running;
#endif
    raise(KeyboardInterruptType);
}
#else
void interrupt() {}
void dropPendingException() {}
#endif

void resetPending() {
    dropPendingException();
#if TAIPAN_HAS_SCHEDULER
    running = false;
    taken = 0;
    put = 0;
    for (Scheduled& slot : slots) slot = {};
#endif
}

void runPending() {
    state.pending = 0;
#if TAIPAN_HAS_FINALISERS
    runFinalisers();
#endif
#if TAIPAN_HAS_KEYBOARD_INTERRUPT
    checkInterrupted();
#endif
#if TAIPAN_HAS_SCHEDULER
    callScheduled();
#endif
}

} // namespace taipan::runtime
