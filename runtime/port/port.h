// The machine underneath, as the program that embeds the runtime describes it.
#pragma once

#include "runtime/value/value.h"
#include "taipan/runtime.h"

namespace taipan::runtime {

/// The functions of the port. Never null once the runtime has started.
extern const taipan_port* port;
/// Compiles source text; null where there is no compiler.
extern taipan_compiler compilerHook;

/// Error numbers that the runtime itself raises; those of Linux, as everywhere in the field.
enum ErrorNumber : int {
    kErrorNoEntry = 2,
    kErrorInterrupted = 4,
    kErrorIo = 5,
    kErrorAgain = 11,
    kErrorInvalid = 22,
    kErrorTooBig = 27,
};

/// Ends the program: the port's halt().
[[noreturn]] void halt(const char* why);

} // namespace taipan::runtime
