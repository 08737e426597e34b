#include "runtime/objects/buffers/stream.h"

#include "runtime/memory/pending.h"
#include "runtime/memory/state.h"
#include "runtime/objects/buffers/array.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/port/port.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_STREAM

namespace {
constexpr size_t kChunk = 256; // read at a time where the size is not known

bool wouldBlock(int error) {
    return TAIPAN_HAS_STREAM_NONBLOCK && error == kErrorAgain;
}

const StreamProtocol* protocolOf(Value value) {
    const Type* type = typeOf(value);
    while (type != nullptr && type->protocol() == nullptr) {
        const Object* parent = type->parent();
        type = parent != nullptr && parent->type == &typeType ? static_cast<const Type*>(parent)
                                                              : nullptr;
    }
    return type == nullptr ? nullptr : static_cast<const StreamProtocol*>(type->protocol());
}

/// Reads or writes until `size` bytes are through, or once. False for "not now", with nothing
/// through.
bool transfer(Value stream, void* data, size_t& size, bool write, bool once) {
    const StreamProtocol& protocol = streamOf(stream, write ? kStreamWrite : kStreamRead);
    auto* at = static_cast<char*>(data);
    size_t done = 0;
    while (done < size) {
        int error = 0;
        const size_t left = size - done;
        const uintptr_t count = write ? protocol.write(stream, at + done, left, &error)
                                      : protocol.read(stream, at + done, left, &error);
        if (count == kStreamError) {
            if (error == kErrorInterrupted) {
                if (state.pending != 0) runPending();
                continue;
            }
            if (!wouldBlock(error)) raiseOsError(error);
            if (done == 0) return false;
            break;
        }
        if (count == 0) break;
        done += count;
        if (once) break;
    }
    size = done;
    return true;
}

Value finish(StrBuilder& builder, const StreamProtocol& protocol) {
    return (protocol.isText & 1) != 0 ? builder.strChecked() : builder.bytes();
}

Value readAll(Value stream) {
    const StreamProtocol& protocol = streamOf(stream, kStreamRead);
    StrBuilder builder(kChunk);
    for (;;) {
        char* room = builder.extend(kChunk);
        size_t size = kChunk;
        const bool now = transfer(stream, room, size, false, true);
        builder.truncate(builder.size() - (kChunk - (now ? size : 0)));
        if (!now && builder.size() == 0) return kNone;
        if (!now || size == 0) return finish(builder, protocol);
    }
}

/// Bytes that the last character lacks, and how many characters there are.
size_t countCharacters(const char* text, size_t size, size_t& characters) {
    size_t at = 0;
    while (at < size) {
        const auto lead = static_cast<uint8_t>(text[at]);
        at += lead < 0xe0 ? (lead < 0xc0 ? 1 : 2) : (lead < 0xf0 ? 3 : 4);
        ++characters;
    }
    return at - size;
}

/// Reads a number of characters, never a byte beyond them.
Value readCharacters(Value stream, size_t count) {
    StrBuilder builder(count);
    size_t wanted = count;
    while (wanted > 0) {
        char* room = builder.extend(wanted);
        size_t size = wanted;
        const bool now = transfer(stream, room, size, false, false);
        builder.truncate(builder.size() - (wanted - (now ? size : 0)));
        if (!now && builder.size() == 0) return kNone;
        if (!now || size < wanted) break;
        size_t characters = 0;
        const size_t missing = countCharacters(builder.data(), builder.size(), characters);
        wanted = missing + (count - characters);
    }
    return finish(builder, streamOf(stream, kStreamRead));
}

Value readSome(size_t nArgs, const Value* args, bool once) {
    const StreamProtocol& protocol = streamOf(args[0], kStreamRead);
    const intptr_t count = nArgs > 1 && args[1] != kNone ? toInt(args[1]) : -1;
    if (count == -1) return readAll(args[0]);
    if (count < 0) raiseMemoryError(static_cast<size_t>(count));
    auto size = static_cast<size_t>(count);
    if (TAIPAN_HAS_UNICODE && (protocol.isText & 1) != 0 && !once)
        return readCharacters(args[0], size);
    StrBuilder builder(size);
    char* room = builder.extend(size);
    if (!transfer(args[0], room, size, false, once)) return kNone;
    builder.truncate(size);
    return finish(builder, protocol);
}

/// `method(buffer)`, `method(buffer, most)` or `method(buffer, offset, most)`.
Value transferBuffer(size_t nArgs, const Value* args, bool write) {
    size_t offset = nArgs > 3 ? toWordTruncated(args[2]) : 0;
    const size_t most = nArgs > 2 ? toWordTruncated(args[nArgs - 1]) : SIZE_MAX;
    // Not before: the numbers may have run code that changes it.
    const Buffer buffer = bufferOf(args[1], write ? kBufferRead : kBufferWrite);
    if (offset > buffer.size) offset = buffer.size;
    size_t size = buffer.size - offset;
    if (most < size) size = most;
    const void* const kept = keepInPlace(args[1]);
    const bool now =
        transfer(args[0], static_cast<char*>(buffer.data) + offset, size, write, false);
    keepAlive(kept);
    return now ? smallInt(static_cast<intptr_t>(size)) : kNone;
}

/// Asks the stream for something. OSError.
uintptr_t request(Value stream, uintptr_t what, uintptr_t argument) {
    int error = 0;
    const uintptr_t answer = streamOf(stream, kStreamIoctl).ioctl(stream, what, argument, &error);
    if (answer == kStreamError) raiseOsError(error);
    return answer;
}

Value seekTo(Value stream, intptr_t offset, int from) {
    StreamSeek seek{offset, from};
    request(stream, kStreamSeek, reinterpret_cast<uintptr_t>(&seek));
    return newIntUnsigned(static_cast<uintptr_t>(seek.offset));
}

void printToStream(void* stream, const char* text, size_t size) {
    writeAll(Value(reinterpret_cast<uintptr_t>(stream)), text, size);
}
} // namespace

const StreamProtocol& streamOf(Value value, unsigned use) {
    const StreamProtocol* protocol = protocolOf(value);
    if (protocol == nullptr || ((use & kStreamRead) != 0 && protocol->read == nullptr) ||
        ((use & kStreamWrite) != 0 && protocol->write == nullptr) ||
        ((use & kStreamIoctl) != 0 && protocol->ioctl == nullptr))
        raise(OSErrorType, "stream operation not supported"_text);
    return *protocol;
}

void writeAll(Value stream, const char* data, size_t size) {
    transfer(stream, const_cast<char*>(data), size, true, false);
}

Printer streamPrinter(Value stream) {
    streamOf(stream, kStreamWrite);
    return {stream.as<void>(), printToStream};
}

Value readLine(Value stream, intptr_t limit) {
    const StreamProtocol& protocol = streamOf(stream, kStreamRead);
    StrBuilder builder(16);
    while (limit < 0 || limit-- > 0) {
        char* room = builder.extend(1);
        size_t size = 1;
        const bool now = transfer(stream, room, size, false, true);
        if (!now && builder.size() == 1) return kNone;
        if (!now || size == 0) {
            builder.truncate(builder.size() - 1);
            break;
        }
        if (builder.data()[builder.size() - 1] == '\n') break;
    }
    return finish(builder, protocol);
}

Value nextLine(Value stream) {
    const Value line = readLine(stream);
    return isTrue(line) ? line : kNoValue;
}

Value readMethod(size_t nArgs, const Value* args) {
    return readSome(nArgs, args, false);
}

Value readOnceMethod(size_t nArgs, const Value* args) {
    return readSome(nArgs, args, true);
}

Value readIntoMethod(size_t nArgs, const Value* args) {
    return transferBuffer(nArgs, args, false);
}

Value readLineMethod(size_t nArgs, const Value* args) {
    return readLine(args[0], nArgs > 1 ? toInt(args[1]) : -1);
}

Value readLinesMethod(Value self) {
    const Value lines = newList(0, nullptr);
    while (Value line = nextLine(self)) append(*lines.as<List>(), line);
    return lines;
}

Value writeMethod(size_t nArgs, const Value* args) {
    return transferBuffer(nArgs, args, true);
}

Value seekMethod(size_t nArgs, const Value* args) {
    const intptr_t offset = toInt(args[1]);
    const intptr_t from = nArgs > 2 ? toInt(args[2]) : 0;
    if (from == 0 && offset < 0) raiseOsError(kErrorInvalid);
    return seekTo(args[0], offset, static_cast<int>(from));
}

Value tellMethod(Value self) {
    return seekTo(self, 0, 1);
}

Value flushMethod(Value self) {
    request(self, kStreamFlush, 0);
    return kNone;
}

Value closeMethod(Value self) {
    request(self, kStreamClose, 0);
    return kNone;
}

Value exitMethod(size_t, const Value* args) {
    return closeMethod(args[0]);
}

Value identityMethod(Value self) {
    return self;
}

#endif

} // namespace taipan::runtime
