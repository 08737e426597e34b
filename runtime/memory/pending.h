// Work that waits for the interpreter: callbacks from interrupts, and exceptions raised from there.
// runPending() of state.h does it; what a callback raises is printed.
#pragma once

#include "runtime/memory/heap.h"
#include "runtime/value/features.h"
#include "runtime/value/value.h"

namespace taipan::runtime {

/// Has function(argument) called soon; false when the queue is full. Safe in interrupts.
bool schedule(Value function, Value argument);
/// Raises KeyboardInterrupt soon. Safe in interrupts and signal handlers.
void interrupt();
/// Forgets a pending exception; what is scheduled stays.
void dropPendingException();
/// Forgets everything.
void resetPending();
#if TAIPAN_HAS_SCHEDULER
/// Keeps alive what is scheduled.
void markPending(Heap& heap);
#endif

} // namespace taipan::runtime
