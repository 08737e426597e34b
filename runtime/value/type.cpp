#include "runtime/value/type.h"

namespace taipan::runtime {

const Type* typeOf(Value value) {
    if (value.isObject()) return value.object()->type;
    if (value.isSmallInt()) return &intType;
#if TAIPAN_FLOAT
    if (value.isFloatWord()) return &floatType;
#endif
    if (value.isName()) return &strType;
    switch (value.singleton()) {
    case Singleton::None: return &noneType;
    case Singleton::Ellipsis: return &ellipsisType;
    case Singleton::NotImplemented: return &notImplementedType;
    default: return &boolType;
    }
}

} // namespace taipan::runtime
