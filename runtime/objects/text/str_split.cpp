// Methods of str, bytes and bytearray that take texts apart, put them together and trim them, and
// those that look at the kind of characters, which are ASCII's alone.

#include <cstring>

#include "runtime/objects/buffers/array.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

// --- splitting -----------------------------------------------------------------------------------

namespace {
/// A list of parts of a text, in the type of the text.
struct Parts {
    const Type& type;
    Value list = newList(0, nullptr);

    void add(const char* start, const char* end) {
        append(*list.as<List>(), newTextOf(type, {start, static_cast<size_t>(end - start)}));
    }
    void reverse() {
        Value* low = list.as<List>()->items;
        for (Value* high = low + list.as<List>()->size - 1; low < high; ++low, --high) {
            const Value item = *low;
            *low = *high;
            *high = item;
        }
    }
};

Value splitSpace(const Chars& self, size_t most) {
    Parts parts = {*self.type};
    const char* at = self.text.data;
    const char* const end = at + self.text.size;
    for (;; --most) {
        while (at < end && isSpace(*at)) ++at;
        if (at == end) break;
        const char* const start = at;
        if (most == 0) {
            at = end;
        } else {
            while (at < end && !isSpace(*at)) ++at;
        }
        parts.add(start, at);
    }
    return parts.list;
}

Value splitAt(const Chars& self, Text separator, size_t most, bool last) {
    if (separator.size == 0) raiseValueError("empty separator"_text);
    Parts parts = {*self.type};
    const char* start = self.text.data;
    const char* end = start + self.text.size;
    for (; most > 0; --most) {
        const char* const at = findText({start, static_cast<size_t>(end - start)}, separator, last);
        if (at == nullptr) break;
        if (last) {
            parts.add(at + separator.size, end);
            end = at;
        } else {
            parts.add(start, at);
            start = at + separator.size;
        }
    }
    parts.add(start, end);
    if (last) parts.reverse();
    return parts.list;
}

/// The number of splits that was asked for.
size_t mostSplits(size_t nArgs, const Value* args) {
    const intptr_t most = nArgs > 2 ? toInt(args[2]) : -1;
    return most < 0 ? SIZE_MAX : static_cast<size_t>(most);
}

TAIPAN_SHARED Value splitFromLeft(size_t nArgs, const Value* args, size_t most) {
    const Chars self = charsOf(args[0]);
    if (nArgs < 2 || args[1] == kNone) return splitSpace(self, most);
    return splitAt(self, textLike(self, args[1]), most, false);
}
} // namespace

Value strSplit(size_t nArgs, const Value* args) {
    const size_t most = mostSplits(nArgs, args);
    return splitFromLeft(nArgs, args, most);
}

Value strRsplit(size_t nArgs, const Value* args) {
    const size_t most = mostSplits(nArgs, args);
    // Without a limit it does not matter from which side.
    if (most == SIZE_MAX) return splitFromLeft(nArgs, args, most);
    const Chars self = charsOf(args[0]);
    if (args[1] == kNone) raise(NotImplementedErrorType, "rsplit(None,n)"_text);
    return splitAt(self, textLike(self, args[1]), most, true);
}

#if TAIPAN_HAS_STR_SPLITLINES
Value strSplitLines(size_t nArgs, const Value* args, Dict* keywords) {
    static constexpr Parameter kParameters[] = {
        {"keepends"_name, Parameter::Bool, Parameter::Optional, kFalse}};
    Value keepEnds;
    bindArguments(nArgs - 1, args + 1, keywords, 1, kParameters, &keepEnds);
    const Chars self = charsOf(args[0]);
    Parts parts = {*self.type};
    const char* at = self.text.data;
    const char* const end = at + self.text.size;
    while (at < end) {
        const char* const start = at;
        while (at < end && *at != '\n' && *at != '\r') ++at;
        const char* const stop = at;
        if (at < end) at += *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
        parts.add(start, keepEnds == kTrue ? at : stop);
    }
    return parts.list;
}
#endif

// --- joining -------------------------------------------------------------------------------------

namespace {
Text itemText(const Chars& self, Value item) {
    Chars chars;
    if (!charsOf(item, chars) || chars.isStr() != self.isStr())
        raiseTypeError("join expects a list of str/bytes objects consistent with self object"_text);
    return chars.text;
}
} // namespace

Value strJoin(Value value, Value iterable) {
    charsOf(value); // TypeError
    if (!isList(iterable) && !isTuple(iterable)) iterable = listOf(iterable);
    const Chars self = charsOf(value); // not before: iterating may change a bytearray
    size_t count = 0;
    Value* items = nullptr;
    itemsOf(iterable, count, items);
    const Text separator = self.text;
    size_t size = 0;
    for (size_t i = 0; i < count; ++i) {
        size += itemText(self, items[i]).size;
        if (i > 0) size += separator.size;
    }
    if (count == 1 && typeOf(items[0]) == self.type && !isByteArray(value)) return items[0];
    Value result;
    char* to = newText(*self.type, size, result);
    for (size_t i = 0; i < count; ++i) {
        if (i > 0) {
            std::memcpy(to, separator.data, separator.size);
            to += separator.size;
        }
        const Text text = itemText(self, items[i]);
        std::memcpy(to, text.data, text.size);
        to += text.size;
    }
    keepAlive(value.pointer);
    keepAlive(iterable.pointer);
    return result;
}

// --- trimming and filling ------------------------------------------------------------------------

namespace {
enum Side : unsigned { kLeft = 1, kRight = 2 };

Value strip(size_t nArgs, const Value* args, unsigned sides) {
    const Chars self = charsOf(args[0]);
    const Text set = nArgs > 1 ? textLike(self, args[1]) : Text{" \t\n\r\v\f", 6};
    // Whole characters of a str: bytes of others would be left.
    const bool wide = TAIPAN_HAS_UNICODE && self.isStr();
    const auto inSet = [&set](const char* at, size_t size) {
        return findText(set, {at, size}) != nullptr;
    };
    const char* start = self.text.data;
    const char* end = start + self.text.size;
    if ((sides & kLeft) != 0)
        while (start < end) {
            const size_t size =
                wide ? characterSize(self.text, static_cast<size_t>(start - self.text.data)) : 1;
            if (!inSet(start, size)) break;
            start += size;
        }
    if ((sides & kRight) != 0)
        while (start < end) {
            size_t size = 1;
            while (wide && (end[-static_cast<ptrdiff_t>(size)] & 0xc0) == 0x80) ++size;
            if (!inSet(end - size, size)) break;
            end -= size;
        }
    if (start == end) return emptyOf(*self.type);
    const auto size = static_cast<size_t>(end - start);
    return size == self.text.size ? args[0] : newTextOf(*self.type, {start, size});
}
} // namespace

Value strStrip(size_t nArgs, const Value* args) {
    return strip(nArgs, args, kLeft | kRight);
}
Value strLstrip(size_t nArgs, const Value* args) {
    return strip(nArgs, args, kLeft);
}
Value strRstrip(size_t nArgs, const Value* args) {
    return strip(nArgs, args, kRight);
}

#if TAIPAN_HAS_STR_CENTER
Value strCenter(Value value, Value widthValue) {
    const intptr_t width = toInt(widthValue);
    const Chars self = charsOf(value);
    const auto count = static_cast<intptr_t>(characterCount(self.text));
    if (width <= count) return value;
    const auto padding = static_cast<size_t>(width - count);
    Value result;
    char* const to = newText(*self.type, self.text.size + padding, result);
    std::memset(to, ' ', self.text.size + padding);
    std::memcpy(to + padding / 2, self.text.data, self.text.size);
    keepAlive(value.pointer);
    return result;
}
#endif

// --- kinds of characters -------------------------------------------------------------------------

namespace {
enum Kind : unsigned { kSpaces = 1, kDigits = 2, kUpper = 4, kLower = 8, kLetters = 12 };

unsigned kindOf(char c) {
    if (isSpace(c)) return kSpaces;
    if (isDigit(c)) return kDigits;
    if (c >= 'A' && c <= 'Z') return kUpper;
    if (c >= 'a' && c <= 'z') return kLower;
    return 0;
}

Value changeCase(Value value, unsigned from) {
    const Chars self = charsOf(value);
    Value result;
    char* const to = newText(*self.type, self.text.size, result);
    for (size_t i = 0; i < self.text.size; ++i) {
        const char c = self.text.data[i];
        to[i] = kindOf(c) == from ? static_cast<char>(c ^ 0x20) : c;
    }
    keepAlive(value.pointer);
    return result;
}

/// Whether there is a character of the kinds, and none of the others that are `looked` at.
Value isOnly(Value value, unsigned kinds, bool lookAtAll) {
    const Text text = charsOf(value).text;
    bool found = false;
    for (size_t i = 0; i < text.size; ++i) {
        const unsigned kind = kindOf(text.data[i]);
        if ((kind & kinds) != 0)
            found = true;
        else if (lookAtAll || (kind & kLetters) != 0)
            return kFalse;
    }
    return truth(found);
}
} // namespace

Value strLower(Value self) {
    return changeCase(self, kUpper);
}
Value strUpper(Value self) {
    return changeCase(self, kLower);
}
Value strIsSpace(Value self) {
    return isOnly(self, kSpaces, true);
}
Value strIsAlpha(Value self) {
    return isOnly(self, kLetters, true);
}
Value strIsDigit(Value self) {
    return isOnly(self, kDigits, true);
}
Value strIsUpper(Value self) {
    return isOnly(self, kUpper, false);
}
Value strIsLower(Value self) {
    return isOnly(self, kLower, false);
}

} // namespace taipan::runtime
