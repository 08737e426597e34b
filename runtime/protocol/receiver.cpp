#include "runtime/protocol/receiver.h"

#include "runtime/protocol/object.h"

namespace taipan::runtime {

Value checkSelf(Value self, const Type& type) {
    const Value native = castTo(self, type);
    if (!native)
        TAIPAN_RAISE(TypeErrorType, "argument has wrong type",
                     "argument should be a '%q' not a '%q'", type.typeName(), typeNameOf(self));
    return native;
}

} // namespace taipan::runtime
