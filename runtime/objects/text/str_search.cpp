// Methods of str, bytes and bytearray that look for texts in texts.

#include <cstring>

#include "runtime/objects/buffers/array.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

// --- what the methods work on --------------------------------------------------------------------

bool charsOf(Value value, Chars& chars) {
    if (isStr(value)) {
        chars.type = &strType;
    } else if (isBytes(value)) {
        chars.type = &bytesType;
    } else {
#if TAIPAN_HAS_BYTEARRAY
        if (isByteArray(value)) {
            const Array& array = *value.as<Array>();
            chars = {{array.items, array.size}, &bytearrayType};
            return true;
        }
#endif
        return false;
    }
    chars.text = textOf(value);
    return true;
}

Chars charsOf(Value self) {
    Chars chars;
    if (!charsOf(self, chars)) {
        checkSelf(self, strType);
        raiseNotText(self);
    }
    return chars;
}

Text textLike(const Chars& self, Value argument) {
    Chars chars;
    if (!charsOf(argument, chars) || chars.isStr() != self.isStr()) raiseNotText(argument);
    return chars.text;
}

Value newTextOf(const Type& type, Text text) {
    if (&type == &strType) return newStr(text);
#if TAIPAN_HAS_BYTEARRAY
    if (&type == &bytearrayType) return newByteArray(text);
#endif
    return newBytes(text);
}

char* newText(const Type& type, size_t size, Value& result) {
#if TAIPAN_HAS_BYTEARRAY
    if (&type == &bytearrayType) {
        Array* const array = newArray(type, 'B', size);
        result = pointerTo(array);
        return array->items;
    }
#endif
    Str* const str = size == 0 ? emptyBytes() : newStrBuffer(type, size);
    result = size == 0 ? emptyOf(type) : pointerTo(str);
    return str->data;
}

Value finishText(StrBuilder& out, const Type& type) {
    if (&type == &strType) return out.str();
#if TAIPAN_HAS_BYTEARRAY
    if (&type == &bytearrayType) return newByteArray(out.text());
#endif
    return out.bytes();
}

Value emptyOf(const Type& type) {
    return &type == &strType ? nameValue(""_name) : pointerTo(emptyBytes());
}

Window::Window(Value self, size_t nArgs, const Value* args) {
    const Chars chars = charsOf(self);
    if (nArgs > 0 && args[0] != kNone) start = toIndex(chars, args[0]);
    if (nArgs > 1 && args[1] != kNone) end = toIndex(chars, args[1]);
}

bool partOf(Value self, const Chars& chars, const Window& window, Text& part) {
    const size_t start = offsetOf(self, chars, window.start, true);
    const size_t end = offsetOf(self, chars, window.end, true);
    part = {chars.text.data + start, end < start ? 0 : end - start};
    return end >= start;
}

// --- find and its kin ----------------------------------------------------------------------------

namespace {
/// The needle of a search; a number stands for a byte, which goes to `byte`. May run code of the
/// program for that number, and not after it has looked at a text.
Text needleOf(const Chars& self, Value needle, char& byte) {
    intptr_t number = 0;
    if (self.isStr() || isStr(needle) || !toIntMaybe(needle, number)) return textLike(self, needle);
    if (number < 0 || number > 255) raiseValueError("bytes value out of range"_text);
    byte = static_cast<char>(number);
    return {&byte, 1};
}

/// Where the needle is, as a character's or byte's index; -1 when it is nowhere.
intptr_t search(size_t nArgs, const Value* args, bool last) {
    const Window window(args[0], nArgs - 2, args + 2);
    char byte = '\0';
    const Text needle = needleOf(charsOf(args[0]), args[1], byte);
    const Chars self = charsOf(args[0]);
    Text part;
    if (!partOf(args[0], self, window, part)) return -1;
    const char* const at = findText(part, needle, last);
    if (at == nullptr) return -1;
    const auto offset = static_cast<size_t>(at - self.text.data);
    return static_cast<intptr_t>(isWide(args[0]) ? characterCount({self.text.data, offset})
                                                 : offset);
}

Value searchOrRaise(size_t nArgs, const Value* args, bool last) {
    const intptr_t index = search(nArgs, args, last);
    if (index < 0) raiseValueError("substring not found"_text);
    return smallInt(index);
}
} // namespace

Value strFind(size_t nArgs, const Value* args) {
    return smallInt(search(nArgs, args, false));
}
Value strRfind(size_t nArgs, const Value* args) {
    return smallInt(search(nArgs, args, true));
}
Value strIndex(size_t nArgs, const Value* args) {
    return searchOrRaise(nArgs, args, false);
}
Value strRindex(size_t nArgs, const Value* args) {
    return searchOrRaise(nArgs, args, true);
}

namespace {
/// Whether the text starts (or ends) with one of the texts in args[1], a text or a tuple of texts.
Value hasEnd(size_t nArgs, const Value* args, bool end) {
    const Window window(args[0], nArgs - 2, args + 2);
    const Chars self = charsOf(args[0]);
    Text text;
    partOf(args[0], self, window, text);
    const Value* affixes = &args[1];
    size_t count = 1;
    if (isTuple(args[1])) {
        affixes = args[1].as<Tuple>()->items;
        count = args[1].as<Tuple>()->size;
    }
    for (size_t i = 0; i < count; ++i) {
        const Text affix = textOf(affixes[i]);
        if (affix.size > text.size) continue;
        const char* const at = text.data + (end ? text.size - affix.size : 0);
        if (std::memcmp(at, affix.data, affix.size) == 0) return kTrue;
    }
    return kFalse;
}
} // namespace

Value strStartsWith(size_t nArgs, const Value* args) {
    return hasEnd(nArgs, args, false);
}
Value strEndsWith(size_t nArgs, const Value* args) {
    return hasEnd(nArgs, args, true);
}

// --- counting and replacing ----------------------------------------------------------------------

#if TAIPAN_HAS_STR_COUNT
Value strCount(size_t nArgs, const Value* args) {
    const Window window(args[0], nArgs - 2, args + 2);
    const Chars self = charsOf(args[0]);
    const Text needle = textLike(self, args[1]);
    Text part;
    partOf(args[0], self, window, part);
    size_t count = 0;
    if (needle.size == 0) // is between all characters, and at both ends
        count = (self.isStr() ? characterCount(part) : part.size) + 1;
    else
        while (const char* const at = findText(part, needle)) {
            const char* const behind = at + needle.size;
            part = {behind, static_cast<size_t>(part.data + part.size - behind)};
            ++count;
        }
    return smallInt(static_cast<intptr_t>(count));
}
#endif

Value strReplace(size_t nArgs, const Value* args) {
    const intptr_t limit = nArgs == 4 ? toInt(args[3]) : -1;
    const Chars self = charsOf(args[0]);
    const Text old = textLike(self, args[1]);
    const Text fresh = textLike(self, args[2]);
    const char* from = self.text.data;
    const char* const end = from + self.text.size;
    const char* at = findText(self.text, old);
    if (at == nullptr || limit == 0) return args[0];
    StrBuilder out(self.text.size);
    for (size_t left = static_cast<size_t>(limit); at != nullptr && left > 0; --left) {
        out.add({from, static_cast<size_t>(at - from)});
        out.add(fresh);
        from = at + old.size;
        if (old.size == 0) {
            // Nothing was found before a character: go on behind it.
            if (from == end) break;
            const auto offset = static_cast<size_t>(from - self.text.data);
            const size_t size = self.isStr() ? characterSize(self.text, offset) : 1;
            out.add({from, size});
            from += size;
        }
        at = findText({from, static_cast<size_t>(end - from)}, old);
    }
    out.add({from, static_cast<size_t>(end - from)});
    return finishText(out, *self.type);
}

#if TAIPAN_HAS_STR_PARTITION
namespace {
Value partition(Value value, Value separator, bool last) {
    const Chars self = charsOf(value);
    const Text sep = textLike(self, separator);
    if (sep.size == 0) raiseValueError("empty separator"_text);
    const Value empty = emptyOf(*self.type);
    Value parts[] = {last ? empty : value, empty, last ? value : empty};
    const char* const at = findText(self.text, sep, last);
    if (at != nullptr) {
        const auto before = static_cast<size_t>(at - self.text.data);
        const size_t behind = before + sep.size;
        parts[1] = typeOf(separator) == self.type ? separator : newTextOf(*self.type, sep);
        parts[0] = newTextOf(*self.type, {self.text.data, before});
        parts[2] = newTextOf(*self.type, {self.text.data + behind, self.text.size - behind});
    }
    keepAlive(value.pointer);
    return newTuple(3, parts);
}
} // namespace

Value strPartition(Value self, Value separator) {
    return partition(self, separator, false);
}
Value strRpartition(Value self, Value separator) {
    return partition(self, separator, true);
}
#endif

} // namespace taipan::runtime
