// array.array, bytearray and memoryview.
#pragma once

#include <type_traits>

#include "runtime/value/features.h"
#include "runtime/value/names.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// array.array and bytearray: items of one type of C, in memory of their own.
struct Array : Object {
    // Four words on a machine of 32 bits: what is spare beyond this is found again.
    using Spare = std::conditional_t<sizeof(void*) == 8, uint32_t, uint16_t>;

    uint8_t typecode; // of array.array; 'B' for bytearray
    bool isForeign;   // the items are not the array's to move or free: see keepInPlace()
    Spare spare;      // items that fit behind the last one
    size_t size;      // items
    char* items;      // never null

    char code() const { return static_cast<char>(typecode); }
};

/// A part of an object that has the buffer protocol. Where its items are is asked anew each time:
/// the object may have moved them.
struct MemoryView : Object {
    size_t typecode : 7;
    size_t isWritable : 1;
    size_t start : sizeof(size_t) * 8 - 8; // the first item, counted from the owner's first
    size_t size;                           // items
    Value owner;                           // never a MemoryView

    static constexpr size_t kStartMax = SIZE_MAX >> 8;
};

extern const TypeOf<8> bytearrayType;
extern const TypeOf<8> arrayType;
extern const TypeOf<6 + TAIPAN_HAS_MEMORYVIEW_ITEMSIZE + TAIPAN_HAS_BYTES_HEX> memoryviewType;

/// Whether a value is one; false where the feature is left out.
#if TAIPAN_HAS_BYTEARRAY
TAIPAN_SHARED inline bool isByteArray(Value value) {
    return is(value, bytearrayType);
}
#else
inline bool isByteArray(Value) {
    return false;
}
#endif
/// A bytearray or array.array.
inline bool isArray([[maybe_unused]] Value value) {
#if TAIPAN_HAS_ARRAY
    if (is(value, arrayType)) return true;
#endif
    return isByteArray(value);
}
inline bool isMemoryView([[maybe_unused]] Value value) {
#if TAIPAN_HAS_MEMORYVIEW
    return is(value, memoryviewType);
#else
    return false;
#endif
}

/// An array of `size` items, which are not set unless they are objects.
Array* newArray(const Type& type, uint8_t typecode, size_t size);
/// A bytearray of a text, which is copied.
Value newByteArray(Text text);
/// A bytearray over memory that is not the heap's, and has to stay.
Value newByteArrayOver(void* memory, size_t size);
/// To be called for an object whose memory is in use while code of the program may run: an array
/// that grows then takes other memory and leaves this to the collector. What comes out keeps the
/// memory alive.
#if TAIPAN_HAS_ARRAY && TAIPAN_HAS_BYTEARRAY
[[nodiscard]] const void* keepInPlace(Value owner);
#else
[[nodiscard]] inline const void* keepInPlace(Value owner) {
    return owner.object();
}
#endif
/// A memoryview of the whole of an object. TypeError when it has no buffer.
Value newMemoryView(Value owner);

// The methods that array and bytearray have beyond those of bytes.
Value arrayAppend(Value self, Value item);
Value arrayExtend(Value self, Value items);

} // namespace taipan::runtime
