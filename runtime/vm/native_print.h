// printf() as machine code has it.
#pragma once

#include <cstdarg>

#include "runtime/protocol/printer.h"
#include "runtime/value/features.h"

#if TAIPAN_HAS_NATIVE
namespace taipan::runtime {

/// Writes by a format of C: flags - + 0 and space, width and precision as numbers or *, sizes l and
/// z, b (bool) c q (a name's number) s d u x X p P e E f F g G and %. Bytes written.
int printNative(const Printer& printer, const char* format, va_list arguments);

} // namespace taipan::runtime
#endif
