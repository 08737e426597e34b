// Work that waits for the interpreter: callbacks from interrupts, and exceptions raised from there.
// What a callback raises is printed.
#pragma once

#include "runtime/memory/state.h"
#include "runtime/value/features.h"
#include "runtime/value/value.h"

namespace taipan::runtime {

/// Does what State::pending asks for: calls __del__ of what collections found dead, raises what an
/// interrupt left, calls what was scheduled.
void runPending();
/// For loops in C++ that may take long. May run code of the program.
inline void runPendingIfAny() {
#if TAIPAN_HAS_PENDING
    if (state.pending != 0) runPending();
#endif
}
#if TAIPAN_HAS_FINALISERS
/// Calls __del__ of what collections found dead.
void runFinalisers();
#endif

/// Has function(argument) called soon; false when the queue is full. Safe in interrupts.
bool schedule(Value function, Value argument);
#if TAIPAN_HAS_KEYBOARD_INTERRUPT
/// Raises what interrupt() asked for.
void checkInterrupted();
#endif
/// Raises KeyboardInterrupt soon. Safe in interrupts and signal handlers.
void interrupt();
/// Forgets a pending exception; what is scheduled stays.
void dropPendingException();

} // namespace taipan::runtime
