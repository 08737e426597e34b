// The machine underneath, as the program that embeds the runtime describes it.
#pragma once

#include "runtime/value/features.h"
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
    kErrorNotSupported = 95,
};

// The port's functions are called here alone. What stands for one that the port has not is said in
// taipan/runtime.h.

/// Whether the port has opened a file, which is not one of the standard ones.
constexpr bool isOpened(int file) {
    return (TAIPAN_HAS_FILES || TAIPAN_HAS_FILE_IMPORT) && file > TAIPAN_STDERR;
}

inline long portWrite(int file, const void* data, size_t size) {
    if (port->write != nullptr) return port->write(port->context, file, data, size);
    return isOpened(file) ? -kErrorNotSupported : static_cast<long>(size);
}

inline long portRead(int file, void* data, size_t size) {
    if (port->read != nullptr) return port->read(port->context, file, data, size);
    return isOpened(file) ? -kErrorNotSupported : 0;
}

inline uint64_t portTicks() {
    return port->ticks == nullptr ? 0 : port->ticks(port->context);
}

/// Waits, at most so many microseconds; false when nothing can tell whether it was as long.
inline bool portSleep(uint64_t microseconds) {
    if (port->sleep != nullptr) port->sleep(port->context, microseconds);
    return port->ticks != nullptr;
}

inline int64_t portClock() {
    return port->clock == nullptr ? 0 : port->clock(port->context);
}

inline int32_t portUtcOffset(int64_t seconds) {
    return port->utc_offset == nullptr ? 0 : port->utc_offset(port->context, seconds);
}

/// Whether anything of the port changes with time.
inline bool portHasTime() {
    return port->ticks != nullptr || port->clock != nullptr;
}

inline taipan_path_kind portStat(const char* path) {
    return port->stat == nullptr ? TAIPAN_NOTHING : port->stat(port->context, path);
}

inline int portOpen(const char* path, const char* mode) {
    return port->open == nullptr ? -kErrorNotSupported : port->open(port->context, path, mode);
}

inline int64_t portSeek(int file, int64_t offset, int from) {
    return port->seek == nullptr ? -kErrorInvalid : port->seek(port->context, file, offset, from);
}

inline int portFlush(int file) {
    return port->flush == nullptr ? 0 : port->flush(port->context, file);
}

inline void portClose(int file) {
    if (port->close != nullptr) port->close(port->context, file);
}

/// Ends the program: the port's halt().
[[noreturn]] void halt(const char* why);

} // namespace taipan::runtime
