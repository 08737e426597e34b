// The module io: streams in memory, streams written in Python, buffered writing.
#include "runtime/modules/io_module.h"

#include <string.h>

#include "runtime/memory/memory.h"
#include "runtime/modules/builtins.h"
#include "runtime/modules/modules.h"
#include "runtime/objects/buffers/array.h"
#include "runtime/objects/buffers/stream.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/port/port.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_IO

namespace {
/// StringIO and BytesIO. What they were made from is shared until something is written.
struct MemoryStream : Object {
    char* data; // null and no source: closed
    size_t size;
    size_t room; // 0: `data` is the source's
    size_t position;
    Value source;
};

bool isClosed(const MemoryStream& stream) {
    return stream.data == nullptr;
}

/// The stream itself, or the one in an instance of a class derived from it.
MemoryStream& streamIn(Value self) {
    Value found = castTo(self, stringIoType);
    if (!found) found = castTo(self, bytesIoType);
    if (!found) raise(TypeErrorType);
    return *found.as<MemoryStream>();
}

MemoryStream& openStream(Value self) {
    MemoryStream& stream = streamIn(self);
    if (isClosed(stream)) raiseValueError("I/O operation on closed file"_text);
    return stream;
}

void printMemoryStream(const Printer* printer, Value self, PrintKind) {
    printFormat(*printer, "<io.%t 0x%zx>"_text, self, self.address());
}

uintptr_t readMemory(Value self, void* data, uintptr_t size, int*) {
    MemoryStream& stream = openStream(self);
    if (stream.position >= stream.size) return 0;
    const size_t left = stream.size - stream.position;
    if (size > left) size = left;
    memcpy(data, stream.data + stream.position, size);
    stream.position += size;
    return size;
}

/// Makes room for `size` bytes of the stream's own.
void makeRoom(MemoryStream& stream, size_t size) {
    if (size <= stream.room) return;
    const size_t room = size + (stream.room == 0 ? 0 : size / 4) + 16;
    auto* data = static_cast<char*>(allocate(room, Contents::Bytes));
    memcpy(data, stream.data, stream.size);
    if (stream.room != 0) release(stream.data);
    stream.data = data;
    stream.room = room;
    stream.source = kNoValue;
}

uintptr_t writeMemory(Value self, const void* data, uintptr_t size, int* error) {
    MemoryStream& stream = openStream(self);
    const size_t end = stream.position + size;
    if (end < size) {
        *error = kErrorTooBig;
        return kStreamError;
    }
    makeRoom(stream, end > stream.size ? end : stream.size);
    if (stream.position > stream.size)
        memset(stream.data + stream.size, 0, stream.position - stream.size);
    memcpy(stream.data + stream.position, data, size);
    stream.position = end;
    if (end > stream.size) stream.size = end;
    return size;
}

uintptr_t seekMemory(MemoryStream& stream, StreamSeek& seek, int* error) {
    const size_t from = seek.from == 0 ? 0 : seek.from == 1 ? stream.position : stream.size;
    size_t position = from + static_cast<size_t>(seek.offset);
    if (seek.from != 0 && seek.offset < 0) {
        if (position > from) position = 0; // in front of the start
    } else if (position < from) {
        *error = kErrorInvalid;
        return kStreamError;
    }
    stream.position = position;
    seek.offset = static_cast<intptr_t>(position);
    return 0;
}

uintptr_t controlMemory(Value self, uintptr_t request, uintptr_t argument, int* error) {
    MemoryStream& stream = streamIn(self);
    switch (request) {
    case kStreamSeek:
        return seekMemory(openStream(self), *reinterpret_cast<StreamSeek*>(argument), error);
    case kStreamFlush: return 0;
    case kStreamClose:
        stream.data = nullptr;
        stream.source = kNoValue;
        return 0;
    default: *error = kErrorInvalid; return kStreamError;
    }
}

Value makeMemoryStream(const Type* type, size_t nArgs, size_t, const Value* args) {
    auto* stream = newObject<MemoryStream>(*type);
    Value initial = nArgs > 0 ? args[0] : nameValue(""_name);
    if (initial == kNone) initial = nameValue(""_name);
    if (initial.isSmallInt()) {
        const intptr_t room = initial.smallInt();
        if (room < 0) raiseMemoryError(static_cast<size_t>(room));
        stream->room = static_cast<size_t>(room) + 1;
        stream->data = static_cast<char*>(allocate(stream->room, Contents::Bytes));
        return pointerTo(stream);
    }
    const Buffer buffer = bufferOf(initial, kBufferRead | kBufferRaise);
    Text text;
    if (textOf(initial, text)) {
        stream->data = static_cast<char*>(buffer.data);
        stream->source = initial;
    } else {
        stream->room = buffer.size + 1;
        stream->data = static_cast<char*>(allocate(stream->room, Contents::Bytes));
        memcpy(stream->data, buffer.data, buffer.size);
    }
    stream->size = buffer.size;
    return pointerTo(stream);
}

Value getValue(Value self) {
    const MemoryStream& stream = openStream(self);
    const Text text{stream.data, stream.size};
    return stream.type == &stringIoType ? newStrChecked(text) : newBytes(text);
}

constinit const Entry kMemoryMethods[] = {
    entry("read"_name, streamRead),         entry("readinto"_name, streamReadInto),
    entry("readline"_name, streamReadLine), entry("write"_name, streamWrite),
    entry("seek"_name, streamSeek),         entry("tell"_name, streamTell),
    entry("flush"_name, streamFlush),       entry("close"_name, streamClose),
    entry("getvalue"_name, fun<getValue>),  entry("__enter__"_name, streamEnter),
    entry("__exit__"_name, streamExit),
};
constinit const Dict memoryMethods = fixedDict(kMemoryMethods);

constinit const StreamProtocol stringIoProtocol = {readMemory, writeMemory, controlMemory, 1};
constinit const StreamProtocol bytesIoProtocol = {readMemory, writeMemory, controlMemory, 0};
} // namespace

constinit const TypeOf<4> stringIoType("StringIO"_name, kIterIsStream | takes(0, 1),
                                       {.makeNew = makeMemoryStream,
                                        .print = printMemoryStream,
                                        .protocol = &stringIoProtocol,
                                        .locals = &memoryMethods});
constinit const TypeOf<4> bytesIoType("BytesIO"_name, kIterIsStream | takes(0, 1),
                                      {.makeNew = makeMemoryStream,
                                       .print = printMemoryStream,
                                       .protocol = &bytesIoProtocol,
                                       .locals = &memoryMethods});

#if TAIPAN_HAS_IOBASE
namespace {
constinit const Object ioBase = {&ioBaseType};

Value makeIoBase(const Type*, size_t, size_t, const Value*) {
    return pointerTo(&ioBase);
}

/// What a method of a Python stream answered: a count, None for "not now", or a negated error
/// number.
uintptr_t answer(Value result, int* error) {
    intptr_t count = result == kNone ? -kErrorAgain : toInt(result);
    if (count >= 0) return static_cast<uintptr_t>(count);
    *error = static_cast<int>(-count);
    return kStreamError;
}

/// No more than there was to transfer.
uintptr_t checked(uintptr_t count, uintptr_t size, int* error) {
    if (count == kStreamError || count <= size) return count;
    *error = kErrorIo;
    return kStreamError;
}

uintptr_t readPython(Value self, void* data, uintptr_t size, int* error) {
    Value call[3];
    loadMethod(self, "readinto"_name, call);
    call[2] = newByteArrayOver(data, size);
    uintptr_t count = 0;
    const Value raised = attempt([&] { count = answer(callMethod(1, 0, call), error); });
    // The method may have kept the array, whose memory is about to go.
    auto& lent = *call[2].as<Array>();
    if (lent.isForeign) lent.size = 0;
    if (raised) raise(raised);
    return checked(count, size, error);
}

uintptr_t writePython(Value self, const void* data, uintptr_t size, int* error) {
    Value call[3];
    loadMethod(self, "write"_name, call);
    // A copy: what is written may be a constant, and the method may change the array.
    call[2] = newByteArray({static_cast<const char*>(data), size});
    return checked(answer(callMethod(1, 0, call), error), size, error);
}

uintptr_t controlPython(Value self, uintptr_t request, uintptr_t argument, int* error) {
    Value call[4];
    loadMethod(self, "ioctl"_name, call);
    call[2] = newIntUnsigned(request);
    call[3] = newIntUnsigned(argument);
    return answer(callMethod(2, 0, call), error);
}

constinit const StreamProtocol pythonProtocol = {readPython, writePython, controlPython, 0};
} // namespace

constinit const TypeOf<2> ioBaseType("IOBase"_name, 0,
                                     {.makeNew = makeIoBase, .protocol = &pythonProtocol});
#endif

#if TAIPAN_HAS_BUFFERED_WRITER
namespace {
struct BufferedWriter : Object {
    Value stream;
    size_t room;
    size_t size;
    __extension__ char data[];
};

Value makeBufferedWriter(const Type* type, size_t, size_t, const Value* args) {
    const intptr_t room = toInt(args[1]);
    if (room <= 0) raise(ValueErrorType);
    auto* writer = newObject<BufferedWriter>(*type, static_cast<size_t>(room));
    writer->stream = args[0];
    writer->room = static_cast<size_t>(room);
    return pointerTo(writer);
}

BufferedWriter& writerIn(Value self) {
    const Value found = castTo(self, bufferedWriterType);
    if (!found) raise(TypeErrorType);
    return *found.as<BufferedWriter>();
}

Value flushWriter(Value self) {
    BufferedWriter& writer = writerIn(self);
    if (writer.size != 0) writeAll(writer.stream, writer.data, writer.size);
    writer.size = 0;
    return kNone;
}

uintptr_t writeBuffered(Value self, const void* data, uintptr_t size, int*) {
    BufferedWriter& writer = writerIn(self);
    const auto* from = static_cast<const char*>(data);
    for (size_t left = size; left > 0;) {
        const size_t free = writer.room - writer.size;
        const size_t count = left < free ? left : free;
        memcpy(writer.data + writer.size, from, count);
        writer.size += count;
        from += count;
        left -= count;
        // Whole buffers only: a device below may take nothing else.
        if (writer.size == writer.room) flushWriter(self);
    }
    return size;
}

constinit const Entry kWriterMethods[] = {
    entry("write"_name, streamWrite),
    entry("flush"_name, fun<flushWriter>),
};
constinit const Dict writerMethods = fixedDict(kWriterMethods);
constinit const StreamProtocol writerProtocol = {nullptr, writeBuffered, nullptr, 0};
} // namespace

constinit const TypeOf<3> bufferedWriterType("BufferedWriter"_name, takes(2, 2),
                                             {.makeNew = makeBufferedWriter,
                                              .protocol = &writerProtocol,
                                              .locals = &writerMethods});
#endif

namespace {
constinit const Entry kGlobals[] = {
    entry("__name__"_name, nameValue("io"_name)),
#if TAIPAN_HAS_FILES
    entry("open"_name, fun<builtinOpen, 1>),
#endif
#if TAIPAN_HAS_IOBASE
    entry("IOBase"_name, ioBaseType),
#endif
    entry("StringIO"_name, stringIoType),
    entry("BytesIO"_name, bytesIoType),
#if TAIPAN_HAS_BUFFERED_WRITER
    entry("BufferedWriter"_name, bufferedWriterType),
#endif
};
constinit const Dict globals = fixedDict(kGlobals);
} // namespace

constinit const ModuleContext ioModule = builtinModule(globals);

#endif

} // namespace taipan::runtime
