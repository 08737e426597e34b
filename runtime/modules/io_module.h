// The types of the module io.
#pragma once

#include "runtime/objects/classes/module.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

extern const TypeOf<4> stringIoType;
extern const TypeOf<4> bytesIoType;
extern const TypeOf<2> ioBaseType;
extern const TypeOf<3> bufferedWriterType;
extern const TypeOf<3> ringType;
extern const TypeOf<3> fileType;
extern const TypeOf<4> textFileType;

/// A file of the port.
struct FileObject : Object {
    intptr_t number; // -1: closed
};
/// sys.stdin, stdout and stderr.
extern FileObject standardFiles[3];
/// What their bytes go through.
extern FileObject standardBuffers[3];

} // namespace taipan::runtime
