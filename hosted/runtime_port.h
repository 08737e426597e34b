// What lies under the runtime on the host: files, clock, console.
#pragma once

#include <array>
#include <cstddef>

#include "taipan/compiler.h"
#include "taipan/runtime.h"

namespace taipan::host {

/// What the host keeps for a program: the context of its port.
struct RuntimeContext {
    std::array<char, 8192> output; // what standard output holds back
    size_t outputSize = 0;
    int outputError = 0;    // errno of the first write to standard output that failed; 0: none did
    CompileResult compiled; // the last text, for compileForRuntime()

    RuntimeContext() {} // the buffer is not filled
};

/// The port of the host. Standard output is buffered up to the end of a line. `context` stays in
/// use. Machine code gets memory of the system's from then on.
taipan_port runtimePort(RuntimeContext& context);
/// Writes out what standard output holds back; what cannot be written is dropped, see
/// `outputError`.
void flushOutput(RuntimeContext& context);

} // namespace taipan::host
