// Streams: objects that bytes are read from and written to, whatever is behind them.
#pragma once

#include "runtime/protocol/function.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

inline constexpr uintptr_t kStreamError = UINTPTR_MAX;

/// What StreamProtocol::ioctl can be asked for; the numbers are part of the native ABI.
enum StreamRequest : uintptr_t {
    kStreamFlush = 1,
    kStreamSeek = 2,
    kStreamPoll = 3,
    kStreamClose = 4,
    kStreamFileNumber = 10,
};

/// The argument of kStreamSeek; `offset` comes back as the new position.
struct StreamSeek {
    intptr_t offset;
    int from; // 0 the start, 1 the position, 2 the end
};

/// What kStreamPoll asks about, and answers with.
enum StreamPoll : uintptr_t { kPollRead = 1, kPollWrite = 4 };

/// The protocol slot of a stream's type; layout of the native ABI. All give kStreamError and an
/// error number when they fail, and may raise.
struct StreamProtocol {
    uintptr_t (*read)(Value self, void* data, uintptr_t size, int* error);
    uintptr_t (*write)(Value self, const void* data, uintptr_t size, int* error);
    uintptr_t (*ioctl)(Value self, uintptr_t request, uintptr_t argument, int* error);
    uintptr_t isText; // bit 0: reading gives str, not bytes
};

/// What of a StreamProtocol is wanted.
enum StreamUse : unsigned { kStreamRead = 1, kStreamWrite = 2, kStreamIoctl = 4 };

/// The protocol of a stream. OSError when the object is no stream, or has no such functions.
const StreamProtocol& streamOf(Value value, unsigned use);

/// Writes it all, or as much as the stream takes. OSError.
void writeAll(Value stream, const char* data, size_t size);
/// A sink that writes to a stream (an object for as long as the printer is used). OSError when it
/// is none.
Printer streamPrinter(Value stream);
/// The next line with its end; None when there is none yet, empty at the end.
Value readLine(Value stream, intptr_t limit = -1);
/// For iteration: the next line, no value at the end.
Value nextLine(Value stream);

// The methods of streams, for the tables of their types: `entry("read"_name, streamRead)`.
Value readMethod(size_t nArgs, const Value* args);
Value readOnceMethod(size_t nArgs, const Value* args);
Value readIntoMethod(size_t nArgs, const Value* args);
Value readLineMethod(size_t nArgs, const Value* args);
Value readLinesMethod(Value self);
Value writeMethod(size_t nArgs, const Value* args);
Value seekMethod(size_t nArgs, const Value* args);
Value tellMethod(Value self);
Value flushMethod(Value self);
Value closeMethod(Value self);
Value exitMethod(size_t nArgs, const Value* args);
Value identityMethod(Value self);

inline constexpr auto& streamRead = fun<readMethod, 1, 2>;
inline constexpr auto& streamRead1 = fun<readOnceMethod, 1, 2>;
inline constexpr auto& streamReadInto = fun<readIntoMethod, 2, 3>;
inline constexpr auto& streamReadLine = fun<readLineMethod, 1, 2>;
inline constexpr auto& streamReadLines = fun<readLinesMethod>;
inline constexpr auto& streamWrite = fun<writeMethod, 2, 4>;
inline constexpr auto& streamSeek = fun<seekMethod, 2, 3>;
inline constexpr auto& streamTell = fun<tellMethod>;
inline constexpr auto& streamFlush = fun<flushMethod>;
inline constexpr auto& streamClose = fun<closeMethod>;
inline constexpr auto& streamExit = fun<exitMethod, 4, 4>;
inline constexpr auto& streamEnter = fun<identityMethod>;

} // namespace taipan::runtime
