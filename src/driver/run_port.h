// What `taipan run` puts under the runtime: the host's files, clock and console, and the compiler.
#pragma once

#include "taipan/runtime.h"

namespace taipan::driver {

/// The port of the host. Standard output is buffered up to the end of a line.
extern const taipan_port hostPort;
/// Writes out what standard output holds back.
void flushOutput();
/// Compiles for the runtime.
taipan_compiled compileForRuntime(const char* source, size_t size, const char* name,
                                  taipan_source_kind kind, unsigned optLevel);

} // namespace taipan::driver
