// Files of the port, and open().
#include "runtime/memory/memory.h"
#include "runtime/modules/builtins.h"
#include "runtime/modules/frozen_content.h"
#include "runtime/modules/import.h"
#include "runtime/modules/io_module.h"
#include "runtime/objects/buffers/stream.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/port/port.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_SYS_STDFILES || TAIPAN_HAS_FILES

namespace {
FileObject& openFile(Value self) {
    auto& file = *self.as<FileObject>();
    if (file.number < 0) raiseValueError("I/O operation on closed file"_text);
    return file;
}

int numberOf(Value self) {
    return static_cast<int>(openFile(self).number);
}

/// The answer of a port function as that of a stream.
uintptr_t answer(int64_t result, int* error) {
    if (result >= 0) return static_cast<uintptr_t>(result);
    *error = static_cast<int>(-result);
    return kStreamError;
}

void printFile(const Printer* printer, Value self, PrintKind) {
    printFormat(*printer, "<io.%t %d>"_text, self, static_cast<int>(self.as<FileObject>()->number));
}

uintptr_t readFile(Value self, void* data, uintptr_t size, int* error) {
    return answer(portRead(numberOf(self), data, size), error);
}

uintptr_t writeFile(Value self, const void* data, uintptr_t size, int* error) {
    return answer(portWrite(numberOf(self), data, size), error);
}

uintptr_t controlFile(Value self, uintptr_t request, uintptr_t argument, int* error) {
    auto& file = *self.as<FileObject>();
    switch (request) {
    case kStreamFlush: return answer(portFlush(numberOf(self)), error);
    case kStreamSeek: {
        const int number = numberOf(self);
        auto& seek = *reinterpret_cast<StreamSeek*>(argument);
        const int64_t position = portSeek(number, seek.offset, seek.from);
        if (position >= 0) seek.offset = static_cast<intptr_t>(position);
        return position >= 0 ? 0 : answer(position, error);
    }
    case kStreamClose:
        if (file.number >= 0) portClose(static_cast<int>(file.number));
        file.number = -1;
        return 0;
    case kStreamFileNumber: return static_cast<uintptr_t>(numberOf(self));
    default: return answer(-kErrorInvalid, error);
    }
}

Value fileNumber(Value self) {
    if (!is(self, fileType) && !is(self, textFileType)) raise(TypeErrorType);
    return smallInt(numberOf(self));
}

constinit const Entry kFileMethods[] = {
    entry("fileno"_name, fun<fileNumber>),    entry("read"_name, streamRead),
    entry("readinto"_name, streamReadInto),   entry("readline"_name, streamReadLine),
    entry("readlines"_name, streamReadLines), entry("write"_name, streamWrite),
    entry("seek"_name, streamSeek),           entry("tell"_name, streamTell),
    entry("flush"_name, streamFlush),         entry("close"_name, streamClose),
    entry("__del__"_name, streamClose),       entry("__enter__"_name, streamEnter),
    entry("__exit__"_name, streamExit),
};
constinit const Dict fileMethods = fixedDict(kFileMethods);
constinit const StreamProtocol fileProtocol = {readFile, writeFile, controlFile, 0};
constinit const StreamProtocol textFileProtocol = {readFile, writeFile, controlFile, 1};

/// The standard files have what their bytes go through as `buffer`.
void textFileAttr(Value self, Name name, Value* dest) {
    if (dest[0]) return;
    for (size_t i = 0; i < 3; ++i) {
        if (name != "buffer"_name || self != pointerTo(&standardFiles[i])) continue;
        dest[0] = pointerTo(&standardBuffers[i]);
        return;
    }
    dest[1] = kSentinel;
}
} // namespace

constinit const TypeOf<3>
    fileType("FileIO"_name, kIterIsStream,
             {.print = printFile, .protocol = &fileProtocol, .locals = &fileMethods});
constinit const TypeOf<4> textFileType("TextIOWrapper"_name, kIterIsStream,
                                       {.print = printFile,
                                        .attr = textFileAttr,
                                        .protocol = &textFileProtocol,
                                        .locals = &fileMethods});

#if TAIPAN_HAS_FILES
Value builtinOpen(size_t nArgs, const Value* args, Dict* keywords) {
    static constexpr Parameter kParameters[] = {
        {"file"_name, Parameter::Object, Parameter::Required, kNone},
        {"mode"_name, Parameter::Object, Parameter::Optional, nameValue("r"_name)},
        {"buffering"_name, Parameter::Int, Parameter::Optional, smallInt(-1)},
        {"encoding"_name, Parameter::Object, Parameter::Optional, kNone},
    };
    [[maybe_unused]] constexpr int kErrorReadOnly = 30;
    Value values[4];
    bindArguments(nArgs, args, keywords, 4, kParameters, values);
    const Text mode = strText(values[1]);
    char flags[4] = {};
    size_t used = 0;
    bool isBinary = false;
    for (size_t i = 0; i < mode.size; ++i) {
        if (mode.data[i] == 'b' || mode.data[i] == 't')
            isBinary = mode.data[i] == 'b';
        else if (used < sizeof flags - 1)
            flags[used++] = mode.data[i];
    }
    // With a finaliser, so that a forgotten file is closed; closed until the port has opened it.
    auto* file = static_cast<FileObject*>(allocateWithFinaliser(sizeof(FileObject)));
    file->type = isBinary ? static_cast<const Type*>(&fileType) : &textFileType;
    file->number = -1;
    if (values[0].isSmallInt()) {
        file->number = values[0].smallInt();
        return pointerTo(file);
    }
#if TAIPAN_HAS_FROZEN
    Text inner;
    if (isFrozenPath(strText(values[0]), inner)) {
        const taipan_frozen_file* const found = findFrozenFile(inner);
        if (found == nullptr) raiseOsError(kErrorNoEntry);
        if (flags[0] != '\0' && flags[0] != 'r') raiseOsError(kErrorReadOnly);
        return openFrozenFile(*found, isBinary);
    }
#endif
    const PathText path(strText(values[0]));
    const int number = portOpen(path.text, flags);
    if (number < 0) raiseOsError(-number);
    file->number = number;
    return pointerTo(file);
}
#endif

#endif

} // namespace taipan::runtime
