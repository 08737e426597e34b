#include "runtime/protocol/string.h"

#include <cstring>

#include "runtime/memory/raise.h"
#include "runtime/memory/state.h"

namespace taipan::runtime {

void raiseNotText(Value value) {
#if TAIPAN_ERROR_TEXTS >= 2
    raiseFormat(TypeErrorType, "can't convert '%t' object to %q implicitly"_text, value,
                isStr(value) ? "bytes"_name : "str"_name);
#else
    raiseTypeError("can't convert to str implicitly"_text);
#endif
}

bool textOf(Value value, Text& text) {
    if (value.isName()) {
        text = state.names.text(value.name());
        return true;
    }
    if (!is(value, strType) && !is(value, bytesType)) return false;
    text = {value.as<Str>()->data, value.as<Str>()->size};
    return true;
}

Text textOf(Value value) {
    Text text;
    if (!textOf(value, text)) raiseNotText(value);
    return text;
}

Text strText(Value value) {
    if (!isStr(value)) raiseNotText(value);
    return textOf(value);
}

uint16_t hashOf(const Str& str) {
    if ((str.flags & Str::kHashed) == 0) {
        str.hash = hashOf(Text{str.data, str.size});
        str.flags |= Str::kHashed;
    }
    return str.hash;
}

bool equalText(Value left, Value right) {
    if (left == right) return true;
    if (left.isName() && right.isName()) return false;
    const Text a = textOf(left), b = textOf(right);
    return a.size == b.size && std::memcmp(a.data, b.data, a.size) == 0;
}

} // namespace taipan::runtime
