// Numbers in memory, as array, memoryview and struct have them: by typecode and byte order.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/value/type.h"

namespace taipan::runtime {

/// Byte order and alignment of a struct: @ this machine's, aligned as its C does; < or > with fixed
/// sizes, packed.
inline constexpr char kNativeOrder = '@';

namespace detail {
/// Sizes by typecode, from '@' on: in native order the low four bits, packed the high ones.
struct ItemSizes {
    static constexpr char kFirst = '@';
    static constexpr size_t kCount = 64;
    uint8_t sizes[kCount] = {};

    consteval ItemSizes() {
        set('b', 'B', 1, 1);
        set('h', 'H', sizeof(short), 2);
        set('i', 'I', sizeof(int), 4);
        set('l', 'L', sizeof(long), 4);
        set('q', 'Q', sizeof(long long), 8);
        set('O', 'O', sizeof(Value), sizeof(Value));
        set('P', 'P', sizeof(void*), sizeof(void*));
        set('S', 'S', sizeof(void*), sizeof(void*));
        set('e', 'e', 2, 2);
        set('f', 'f', sizeof(float), 4);
        set('d', 'd', sizeof(double), 8);
    }
    consteval void set(char first, char second, size_t native, size_t packed) {
        sizes[first - kFirst] = sizes[second - kFirst] = static_cast<uint8_t>(native | packed << 4);
    }
};
inline constexpr ItemSizes kItemSizes;
} // namespace detail

/// Bytes of an item. ValueError for an unknown typecode. In native order it is the alignment too.
size_t itemSize(char typecode, char order);
/// The same in native order for a typecode that is known to be one.
inline size_t itemSize(char typecode) {
    return detail::kItemSizes.sizes[static_cast<size_t>(typecode - detail::ItemSizes::kFirst)] & 15;
}
/// Whether the high byte comes first.
constexpr bool isBigEndian(char order) {
    return order == '>' || (order == kNativeOrder && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);
}

/// A value as the bits of an item; bits that do not fit are cut off when they are stored. TypeError
/// for values of the wrong kind. May run code of the program.
uint64_t itemBits(char typecode, Value value);
/// The value of an item's bits.
Value itemValue(char typecode, size_t size, uint64_t bits);

/// Reads the bits of an item of 1, 2, 4 or 8 bytes at any address.
uint64_t loadBits(const void* from, size_t size, bool bigEndian);
void storeBits(void* to, size_t size, bool bigEndian, uint64_t bits);

} // namespace taipan::runtime
