#include "runtime/pending.h"

#include "runtime/error.h"
#include "runtime/features.h"
#include "runtime/memory.h"
#include "runtime/object.h"
#include "runtime/objects/exception.h"
#include "runtime/printer.h"
#include "runtime/state.h"

namespace taipan::runtime {

namespace {
struct Scheduled {
    Value function; // written last: says that the slot is filled
    Value argument;
};

constinit Scheduled slots[TAIPAN_SCHEDULER_DEPTH];
// How many were taken out and put in so far.
volatile unsigned taken = 0;
volatile unsigned put = 0;
volatile bool interrupted = false;
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

void interrupt() {
    interrupted = true;
    state.pending = 1;
}

void dropPendingException() {
    interrupted = false;
}

void resetPending() {
    interrupted = running = false;
    taken = 0;
    put = 0;
    for (Scheduled& slot : slots) slot = {};
}

void markPending(Heap& heap) {
    heap.markRange(slots, slots + TAIPAN_SCHEDULER_DEPTH);
}

void runPending() {
    state.pending = 0;
    runFinalisers();
    if (interrupted) {
        interrupted = false;
        state.pending = taken != put && !running;
        raise(KeyboardInterruptType);
    }
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

} // namespace taipan::runtime
