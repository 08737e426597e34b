// What lies under the runtime on the host: files, clock, console.
#pragma once

#include "taipan/runtime.h"

namespace taipan::host {

/// The port of the host. Standard output is buffered up to the end of a line.
extern const taipan_port runtimePort;
/// Writes out what standard output holds back.
void flushOutput();

} // namespace taipan::host
