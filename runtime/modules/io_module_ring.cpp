// micropython.RingIO: a queue of bytes between an interrupt and the program.
#include <string.h>

#include "runtime/memory/memory.h"
#include "runtime/modules/io_module.h"
#include "runtime/objects/buffers/stream.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/port/port.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_RINGIO

namespace {
constexpr size_t kMost = 0xffff;

/// One byte stays empty, which tells a full ring from an empty one.
struct Ring : Object {
    Value buffer; // the program's, where the bytes are; no value: they are at `data`
    char* data;
    size_t size;
    volatile size_t readAt;
    volatile size_t writeAt;
};

/// Where the bytes are: the program may have changed its buffer. OSError when they do not fit any
/// more.
char* dataOf(const Ring& ring) {
    if (!ring.buffer) return ring.data;
    const Buffer buffer = bufferOf(ring.buffer, kBufferWrite);
    if (buffer.size < ring.size) raiseOsError(kErrorInvalid);
    return static_cast<char*>(buffer.data);
}

size_t available(const Ring& ring) {
    const size_t from = ring.readAt, to = ring.writeAt;
    return to >= from ? to - from : to + ring.size - from;
}

Value makeRing(const Type* type, size_t, size_t, const Value* args) {
    Buffer buffer{};
    Value given = args[0];
    if (!bufferMaybe(args[0], buffer, kBufferWrite)) {
        const intptr_t size = toInt(args[0]);
        if (size < 1 || size >= static_cast<intptr_t>(kMost)) raise(ValueErrorType);
        buffer.size = static_cast<size_t>(size) + 1;
        buffer.data = allocate(buffer.size, Contents::Bytes);
        given = kNoValue;
    }
    if (buffer.size < 2 || buffer.size > kMost) raise(ValueErrorType);
    auto* ring = newObject<Ring>(*type);
    ring->buffer = given;
    ring->data = static_cast<char*>(buffer.data);
    ring->size = buffer.size;
    return pointerTo(ring);
}

Ring& ringIn(Value self) {
    const Value found = castTo(self, ringType);
    if (!found) raise(TypeErrorType);
    return *found.as<Ring>();
}

/// `at` moved on, around the end.
size_t advance(const Ring& ring, size_t at, size_t count) {
    at += count;
    return at >= ring.size ? at - ring.size : at;
}

uintptr_t readRing(Value self, void* data, uintptr_t size, int*) {
    Ring& ring = ringIn(self);
    const char* const from = dataOf(ring);
    const size_t count = available(ring) < size ? available(ring) : size;
    const size_t at = ring.readAt;
    const size_t first = count < ring.size - at ? count : ring.size - at;
    memmove(data, from + at, first); // perhaps into the same buffer
    memmove(static_cast<char*>(data) + first, from, count - first);
    ring.readAt = advance(ring, at, count);
    return count;
}

uintptr_t writeRing(Value self, const void* data, uintptr_t size, int*) {
    Ring& ring = ringIn(self);
    char* const to = dataOf(ring);
    const size_t room = ring.size - 1 - available(ring);
    const size_t count = room < size ? room : size;
    const size_t at = ring.writeAt;
    const size_t first = count < ring.size - at ? count : ring.size - at;
    memmove(to + at, data, first);
    memmove(to, static_cast<const char*>(data) + first, count - first);
    ring.writeAt = advance(ring, at, count);
    return count;
}

uintptr_t controlRing(Value self, uintptr_t request, uintptr_t argument, int* error) {
    const Ring& ring = ringIn(self);
    if (request == kStreamClose) return 0;
    if (request != kStreamPoll) {
        *error = kErrorInvalid;
        return kStreamError;
    }
    const size_t count = available(ring);
    const uintptr_t ready = (count > 0 ? uintptr_t{kPollRead} : 0) |
                            (count < ring.size - 1 ? uintptr_t{kPollWrite} : 0);
    return ready & argument;
}

Value ringAny(Value self) {
    return smallInt(static_cast<intptr_t>(available(ringIn(self))));
}

constinit const Entry kMethods[] = {
    entry("any"_name, fun<ringAny>),        entry("read"_name, streamRead),
    entry("readline"_name, streamReadLine), entry("readinto"_name, streamReadInto),
    entry("write"_name, streamWrite),       entry("close"_name, streamClose),
};
constinit const Dict methods = fixedDict(kMethods);
constinit const StreamProtocol protocol = {readRing, writeRing, controlRing, 0};
} // namespace

constinit const TypeOf<3>
    ringType("RingIO"_name, takes(1, 1),
             {.makeNew = makeRing, .protocol = &protocol, .locals = &methods});

#endif

} // namespace taipan::runtime
