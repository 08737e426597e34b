// Dictionaries.
#pragma once

#include "runtime/protocol/table.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_ORDEREDDICT
extern const TypeOf<8> orderedDictType;
#endif

Dict* newDict(size_t room = 0);
TAIPAN_SHARED inline bool isDict(Value value) {
#if TAIPAN_HAS_ORDEREDDICT
    return is(value, dictType) || is(value, orderedDictType);
#else
    return is(value, dictType);
#endif
}

} // namespace taipan::runtime
