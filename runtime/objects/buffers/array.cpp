// array.array and bytearray; their operators and items are memoryview's too.

#include "runtime/objects/buffers/array.h"

#include <cstring>

#include "runtime/objects/buffers/array_span.h"
#include "runtime/objects/buffers/binary.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_ARRAY && TAIPAN_HAS_BYTEARRAY

// --- memory --------------------------------------------------------------------------------------

namespace {
Contents contentsOf(uint8_t typecode) {
    return typecode == 'O' ? Contents::Pointers : Contents::Bytes;
}

/// Bytes of whole units for `count` items. MemoryError.
size_t roomFor(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX - kUnit)
        raiseMemoryError(bytes);
    return bytes == 0 ? kUnit : (bytes + kUnit - 1) & ~(kUnit - 1);
}

void setSpare(Array& array, size_t items) {
    constexpr auto kMost = static_cast<Array::Spare>(-1);
    array.spare = static_cast<Array::Spare>(items < kMost ? items : kMost);
}

/// Makes room for `count` items more, and for some in advance.
void makeRoom(Array& array, size_t count) {
    if (array.spare >= count) return;
    const size_t size = itemSize(array.code());
    const size_t ahead = TAIPAN_OPTIMIZE_SIZE ? array.size / 8 : array.size / 2;
    const size_t bytes = roomFor(array.size + (count < ahead ? ahead : count), size);
    const Contents contents = contentsOf(array.typecode);
    const size_t used = array.size * size;
    if (array.isForeign) {
        auto* const items = static_cast<char*>(allocate(bytes, contents));
        std::memcpy(items, array.items, used);
        array.items = items;
        array.isForeign = false;
    } else {
        array.items = static_cast<char*>(reallocate(array.items, used, bytes, contents));
    }
    setSpare(array, bytes / size - array.size);
}

/// Takes `count` items at the end into use.
char* extendBy(Array& array, size_t count) {
    makeRoom(array, count);
    char* const end = array.items + array.size * itemSize(array.code());
    array.size += count;
    array.spare = static_cast<Array::Spare>(array.spare - count);
    return end;
}

void appendItem(Array& array, Value item) {
    const uint64_t bits = itemBits(array.code(), item);
    const size_t size = itemSize(array.code());
    storeBits(extendBy(array, 1), size, isBigEndian(kNativeOrder), bits);
}

void appendAll(Array& array, Value iterable) {
    for (Each each(iterable); const Value item = each.next();) appendItem(array, item);
}

/// Objects only mix with objects.
bool canCopy(int from, int to) {
    return (from == 'O') == (to == 'O');
}
} // namespace

Array* newArray(const Type& type, uint8_t typecode, size_t size) {
    const size_t bytes = itemSize(static_cast<char>(typecode), kNativeOrder);
    const size_t room = roomFor(size, bytes);
    auto* const array = newObject<Array>(type);
    array->typecode = typecode;
    array->items = static_cast<char*>(allocate(room, contentsOf(typecode)));
    array->size = size;
    setSpare(*array, room / bytes - size);
    return array;
}

namespace {
Value copyItems(const Type& type, char typecode, const void* items, size_t count) {
    Array* const copy = newArray(type, static_cast<uint8_t>(typecode), count);
    std::memcpy(copy->items, items, count * itemSize(typecode));
    return pointerTo(copy);
}
} // namespace

Value newByteArray(Text text) {
    return copyItems(bytearrayType, 'B', text.data, text.size);
}

Value newByteArrayOver(void* memory, size_t size) {
    auto* const array = newObject<Array>(bytearrayType);
    array->typecode = 'B';
    array->isForeign = true;
    array->size = size;
    array->items = static_cast<char*>(memory);
    return pointerTo(array);
}

const void* keepInPlace(Value owner) {
    if (isMemoryView(owner)) owner = owner.as<MemoryView>()->owner;
    Value array = castTo(owner, bytearrayType);
    if (!array) array = castTo(owner, arrayType);
    if (!array) return owner.object(); // bytes lie in the object itself
    array.as<Array>()->isForeign = true;
    return array.as<Array>()->items;
}

// --- making --------------------------------------------------------------------------------------

namespace {
/// bytearray takes the bytes of anything that has a buffer, array those of bytes and bytearray.
bool takesBytesOf(const Type& type, Value source) {
    return &type == &bytearrayType || isBytes(source) || isByteArray(source);
}

Value arrayOf(const Type& type, char typecode, Value source) {
    Buffer buffer;
    const size_t size = itemSize(typecode, kNativeOrder);
    if (takesBytesOf(type, source) && canCopy('B', typecode) &&
        bufferMaybe(source, buffer, kBufferRead))
        return copyItems(type, typecode, buffer.data, buffer.size / size);
    Array* const array = newArray(type, static_cast<uint8_t>(typecode), 0);
    const Value count = lengthMaybe(source);
    if (count) makeRoom(*array, static_cast<size_t>(count.smallInt()));
    appendAll(*array, source);
    return pointerTo(array);
}

Value arrayMakeNew(const Type*, size_t nArgs, size_t, const Value* args) {
    const Text code = textOf(args[0]);
    const char typecode = code.size == 0 ? '\0' : *code.data;
    if (nArgs == 2) return arrayOf(arrayType, typecode, args[1]);
    return pointerTo(newArray(arrayType, static_cast<uint8_t>(typecode), 0));
}

Value bytearrayMakeNew(const Type*, size_t nArgs, size_t, const Value* args) {
    if (nArgs == 0) return newByteArray({});
    if (isInt(args[0])) {
        const auto size = static_cast<size_t>(toInt(args[0]));
        Array* const array = newArray(bytearrayType, 'B', size);
        std::memset(array->items, 0, size);
        return pointerTo(array);
    }
    if (isStr(args[0]) && nArgs == 1) return encodeText(nArgs, args);
    return arrayOf(bytearrayType, 'B', args[0]);
}
} // namespace

// --- methods -------------------------------------------------------------------------------------

namespace {
Array& growing(Value self) {
    if (isArray(self)) return *self.as<Array>();
    return *checkSelf(self, bytearrayType).as<Array>();
}
} // namespace

Value arrayAppend(Value self, Value item) {
    appendItem(growing(self), item);
    return kNone;
}

Value arrayExtend(Value self, Value items) {
    Array& array = growing(self);
    Buffer buffer;
    if (!bufferMaybe(items, buffer, kBufferRead) || !canCopy(buffer.typecode, array.typecode)) {
        appendAll(array, items);
        return kNone;
    }
    const size_t size = itemSize(array.code());
    const size_t count = buffer.size / size;
    makeRoom(array, count);
    // Asked again: it may be a view of the array itself, which has moved.
    buffer = bufferOf(items, kBufferRead);
    std::memcpy(extendBy(array, count), buffer.data, count * size);
    return kNone;
}

// --- slots ---------------------------------------------------------------------------------------

namespace {
void arrayPrint(const Printer* printer, Value self, PrintKind) {
    Array& array = *self.as<Array>();
    if (array.type == &bytearrayType) {
        printer->puts("bytearray(b");
        const void* const kept = keepInPlace(self); // a stream's methods may change it
        printQuoted(*printer, {array.items, array.size}, true);
        keepAlive(kept);
    } else {
        printFormat(*printer, "array('%c'"_text, array.typecode);
        for (size_t i = 0; i < array.size; ++i) {
            printer->puts(i == 0 ? ", [" : ", ");
            printValue(*printer, spanOf(self).item(i), PrintKind::Repr);
        }
        if (array.size > 0) printer->put(']');
    }
    printer->put(')');
}

intptr_t arrayBuffer(Value self, Buffer* buffer, uintptr_t) {
    const Array& array = *self.as<Array>();
    *buffer = {array.items, array.size * itemSize(array.code()), array.typecode};
    return 0;
}

/// self + right, in items of self.
Value concatenated(Value self, Value right) {
    bufferOf(right, kBufferRead);
    const Array& array = *self.as<Array>();
    const Value sum = copyItems(*array.type, array.code(), array.items, array.size);
    arrayExtend(sum, right);
    return sum;
}

Value compareItems(BinaryOp op, Value left, Value right) {
    Buffer a, b;
    if (!bufferMaybe(right, b, kBufferRead)) return kFalse;
    a = bufferOf(left, kBufferRead);
    // Bytes tell what is equal when both are the same integers but for the sign, and what is less
    // when one has no sign.
    const int code = a.typecode | 0x20;
    const bool isUnsigned = a.typecode < 'a' || b.typecode < 'a';
    if (code != (b.typecode | 0x20) || code == 'f' || code == 'd' ||
        (op != BinaryOp::Equal && !isUnsigned))
        raise(NotImplementedErrorType);
    return truth(compareText(op, {static_cast<char*>(a.data), a.size},
                             {static_cast<char*>(b.data), b.size}));
}

Value containsItem(Value self, Value item) {
    Buffer buffer;
    if (bufferMaybe(item, buffer, kBufferRead)) {
        if (!isByteArray(self)) return kFalse;
        const Array& array = *self.as<Array>();
        return truth(findText({array.items, array.size},
                              {static_cast<char*>(buffer.data), buffer.size}) != nullptr);
    }
#if TAIPAN_FLOAT
    if (isFloat(item)) raise(NotImplementedErrorType);
#endif
    if (isInt(item)) raise(NotImplementedErrorType);
    return kFalse;
}
} // namespace

Value arrayUnary(UnaryOp op, Value self) {
    const size_t size = spanOf(self).size;
    if (op == UnaryOp::Bool) return truth(size != 0);
    return op == UnaryOp::Length ? smallInt(static_cast<intptr_t>(size)) : kNoValue;
}

Value arrayBinary(BinaryOp op, Value left, Value right) {
    if (op == BinaryOp::Contains) return containsItem(left, right);
    if (isComparison(op)) return compareItems(op, left, right);
    if (isMemoryView(left)) return kNoValue;
    if (op == BinaryOp::Add) return concatenated(left, right);
    if (op != BinaryOp::InplaceAdd) return kNoValue;
    arrayExtend(left, right);
    return left;
}

// --- items ---------------------------------------------------------------------------------------

namespace {
bool isWritable(Value self) {
    return !isMemoryView(self) || self.as<MemoryView>()->isWritable;
}

Value storeItem(Value self, intptr_t index, Value value) {
    const char typecode = isMemoryView(self) ? static_cast<char>(self.as<MemoryView>()->typecode)
                                             : self.as<Array>()->code();
    const uint64_t bits = itemBits(typecode, value);
    const Span span = spanOf(self); // not before: the value may have run code for its number
    const size_t at = indexOf(*self.object()->type, span.size, index);
    const size_t bytes = itemSize(typecode);
    storeBits(span.items + at * bytes, bytes, isBigEndian(kNativeOrder), bits);
    return kNone;
}

#if TAIPAN_HAS_SLICE
/// The items that a slice means.
struct Part {
    size_t start, count;

    Part(Value self, const Slice& slice) {
        const SliceBounds numbers = simpleBounds(slice);
        const SliceBounds bounds = numbers.within(spanOf(self).size);
        start = static_cast<size_t>(bounds.start);
        count = bounds.count();
    }
};

#if TAIPAN_HAS_ARRAY_SLICE_ASSIGN
/// Replaces items by `fresh` others, for which there is room at the address returned.
char* replaceItems(Array& array, Part part, size_t fresh, size_t bytes) {
    if (fresh > part.count) makeRoom(array, fresh - part.count);
    char* const start = array.items + part.start * bytes;
    std::memmove(start + fresh * bytes, start + part.count * bytes,
                 (array.size - part.start - part.count) * bytes);
    array.size += fresh - part.count;
    setSpare(array, array.spare + part.count - fresh);
    return start;
}

Value storeSlice(Value self, const Slice& slice, Value value) {
    if (!isArray(value) && !isMemoryView(value) && !isBytes(value))
        raise(NotImplementedErrorType, "array/bytes required on right side"_text);
    const Part part(self, slice);
    const Span span = spanOf(self);
    Span source = spanOf(value);
    const size_t bytes = itemSize(span.typecode);
    const bool resized = source.size != part.count;
    if (bytes != itemSize(source.typecode) || !canCopy(source.typecode, span.typecode) ||
        (resized && isMemoryView(self)))
        raiseValueError("lhs and rhs should be compatible"_text);
    char* to = span.items + part.start * bytes;
    Value copy;
    if (resized) {
        if (!isBytes(value)) {
            // Moving items about may move the source.
            copy = newBytes({source.items, source.size * bytes});
            source.items = copy.as<Str>()->data;
        }
        to = replaceItems(*self.as<Array>(), part, source.size, bytes);
    }
    std::memmove(to, source.items, source.size * bytes);
    keepAlive(copy.pointer);
    return kNone;
}
#endif

Value loadSlice(Value self, const Slice& slice) {
    const Part part(self, slice);
#if TAIPAN_HAS_MEMORYVIEW
    if (isMemoryView(self)) return viewPart(*self.as<MemoryView>(), part.start, part.count);
#endif
    const Array& array = *self.as<Array>();
    return copyItems(*array.type, array.code(), array.items + part.start * itemSize(array.code()),
                     part.count);
}
#endif
} // namespace

Value arraySubscr(Value self, Value index, Value value) {
#if !TAIPAN_OPTIMIZE_SIZE
    if (isByteArray(self) && index.isSmallInt()) {
        const Array& array = *self.as<Array>();
        const auto at = static_cast<size_t>(index.smallInt());
        if (at < array.size && value == kSentinel)
            return smallInt(static_cast<uint8_t>(array.items[at]));
        if (at < array.size && value.isSmallInt()) {
            array.items[at] = static_cast<char>(value.smallInt());
            return kNone;
        }
    }
#endif
    if (!value || (value != kSentinel && !isWritable(self))) return kNoValue;
#if TAIPAN_HAS_SLICE
    if (is(index, sliceType)) {
        if (value == kSentinel) return loadSlice(self, *index.as<Slice>());
#if TAIPAN_HAS_ARRAY_SLICE_ASSIGN
        return storeSlice(self, *index.as<Slice>(), value);
#else
        return kNoValue;
#endif
    }
#endif
    const Type& type = *self.object()->type;
    const intptr_t number = toIndex(type, index);
    if (value != kSentinel) return storeItem(self, number, value);
    const Span span = spanOf(self);
    return span.item(indexOf(type, span.size, number));
}

constinit const TypeOf<8> arrayType("array"_name, takes(1, 2),
                                    {.makeNew = arrayMakeNew,
                                     .print = arrayPrint,
                                     .unary = arrayUnary,
                                     .binary = arrayBinary,
                                     .subscr = arraySubscr,
                                     .getIter = newIndexIterator,
                                     .buffer = arrayBuffer,
                                     .locals = &arrayLocals});

constinit const TypeOf<8> bytearrayType("bytearray"_name, kEqualOtherTypes | takes(0, 3),
                                        {.makeNew = bytearrayMakeNew,
                                         .print = arrayPrint,
                                         .unary = arrayUnary,
                                         .binary = arrayBinary,
                                         .subscr = arraySubscr,
                                         .getIter = newIndexIterator,
                                         .buffer = arrayBuffer,
                                         .locals = &bytearrayLocals});

#endif

} // namespace taipan::runtime
