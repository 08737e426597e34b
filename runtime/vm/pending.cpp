#include "runtime/memory/pending.h"

#include "runtime/memory/memory.h"
#include "runtime/memory/raise.h"
#include "runtime/memory/state.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_SCHEDULER
namespace {
/// Makes the next slot the caller's; an interrupt may come at any point.
bool claim(unsigned& slot) {
#if __GCC_ATOMIC_INT_LOCK_FREE == 2
    unsigned next = state.scheduledPut;
    do {
        if (next - state.scheduledTaken >= TAIPAN_SCHEDULER_DEPTH) return false;
    } while (!__atomic_compare_exchange_n(&state.scheduledPut, &next, next + 1, false,
                                          __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
    slot = next;
#else
    if (state.scheduledPut - state.scheduledTaken >= TAIPAN_SCHEDULER_DEPTH) return false;
    slot = state.scheduledPut;
    state.scheduledPut = slot + 1;
#endif
    return true;
}

void callScheduled() {
    Scheduled& slot = state.scheduled[state.scheduledTaken % TAIPAN_SCHEDULER_DEPTH];
    if (state.isInCallback || state.scheduledTaken == state.scheduledPut || !slot.function) return;
    const Scheduled next = slot;
    slot = {};
    state.scheduledTaken = state.scheduledTaken + 1;
    state.isInCallback = true;
    const Value raised = attempt([&next] { call(next.function, next.argument); });
    state.isInCallback = false;
    if (state.scheduledTaken != state.scheduledPut) state.pending = 1;
    if (raised) printException(standardOutput, raised);
}
} // namespace

bool schedule(Value function, Value argument) {
    unsigned number;
    if (!claim(number)) return false;
    Scheduled& slot = state.scheduled[number % TAIPAN_SCHEDULER_DEPTH];
    slot.argument = argument;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    slot.function = function;
    if (!state.isInCallback) state.pending = 1;
    return true;
}
#else
bool schedule(Value, Value) {
    return false;
}
#endif

#if TAIPAN_HAS_KEYBOARD_INTERRUPT
void interrupt() {
    state.isInterrupted = true;
    state.pending = 1;
}

void dropPendingException() {
    state.isInterrupted = false;
}

void checkInterrupted() {
    if (!state.isInterrupted) return;
    state.isInterrupted = false;
#if TAIPAN_HAS_SCHEDULER
    state.pending = state.scheduledTaken != state.scheduledPut && !state.isInCallback;
#endif
    raise(KeyboardInterruptType);
}
#else
void interrupt() {}
void dropPendingException() {}
#endif

#if TAIPAN_HAS_FINALISERS
void runFinalisers() {
    while (void* const dead = state.heap.takeDead()) {
        const Value object = pointerTo(static_cast<Object*>(dead));
        attempt([object] { // what it raises, nobody is there to catch
            Value method[2];
            loadMethodMaybe(object, "__del__"_name, method);
            if (method[0]) callMethod(0, 0, method);
        });
    }
}
#endif

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
