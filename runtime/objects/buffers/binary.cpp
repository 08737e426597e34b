#include "runtime/objects/buffers/binary.h"

#include <cstring>

#include "runtime/numbers/big_float.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
template <typename To, typename From>
To bitsAs(From from) {
    static_assert(sizeof(To) == sizeof(From));
    To to;
    std::memcpy(&to, &from, sizeof(to));
    return to;
}

#if TAIPAN_FLOAT
// Single-precision numbers whose exponents are the ends of half precision.
constexpr uint32_t kHalfLeast = (127 - 14) << 23;  // the least normal one
constexpr uint32_t kHalfBeyond = (127 + 16) << 23; // the first too large
constexpr uint32_t kInfinity = 255u << 23;

uint16_t halfBits(float number) {
    const auto bits = bitsAs<uint32_t>(number);
    const uint32_t magnitude = bits & 0x7fffffff;
    uint32_t half;
    if (magnitude > kInfinity) {
        half = 0x7e00;
    } else if (magnitude >= kHalfBeyond) {
        half = 0x7c00;
    } else if (magnitude < kHalfLeast) {
        // The sum's last place is that of the least half: adding rounds as it should.
        half = bitsAs<uint32_t>(bitsAs<float>(magnitude) + 0.5f) - bitsAs<uint32_t>(0.5f);
    } else {
        half = (magnitude - ((127 - 15) << 23) + 0xfff + (magnitude >> 13 & 1)) >> 13;
    }
    return static_cast<uint16_t>(half | (bits >> 16 & 0x8000));
}

float halfValue(uint16_t half) {
    const uint32_t sign = (half & 0x8000u) << 16;
    const uint32_t magnitude = (half & 0x7fffu) << 13;
    uint32_t bits = magnitude + ((127 - 15) << 23);
    if (magnitude >= 0x1fu << 23)
        bits = magnitude | kInfinity;
    else if (magnitude < 1u << 23) // not normal
        bits = bitsAs<uint32_t>(bitsAs<float>(kHalfLeast + magnitude) - bitsAs<float>(kHalfLeast));
    return bitsAs<float>(bits | sign);
}

#if TAIPAN_OPTIMIZE_SIZE && !TAIPAN_FLOAT_DOUBLE
// In integers: the compiler's own conversions bring the rest of 64-bit arithmetic along.
constexpr int kBiasDifference = 1023 - 127;
constexpr uint32_t kHidden = 1u << 23;

uint64_t doubleBits(float number) {
    const auto bits = bitsAs<uint32_t>(number);
    int field = static_cast<int>(bits >> 23 & 0xff);
    uint32_t fraction = bits & (kHidden - 1);
    if (field == 0xff) {
        field = 0x7ff;
    } else if (field != 0 || fraction != 0) {
        if (field == 0)
            for (field = 1; (fraction & kHidden) == 0; fraction <<= 1) --field;
        field += kBiasDifference;
    }
    return uint64_t{bits >> 31} << 63 | static_cast<uint64_t>(field) << 52 |
           uint64_t{fraction & (kHidden - 1)} << 29;
}

float floatOfDouble(uint64_t bits) {
    const int field = static_cast<int>(bits >> 52 & 0x7ff);
    float magnitude = 0; // where the double is not normal
    if (field == 0x7ff)
        magnitude = bitsAs<float>(bits << 12 != 0 ? kInfinity | kHidden >> 1 : kInfinity);
    else if (field != 0)
        magnitude = roundToFloat(bits << 11 | uint64_t{1} << 63, field - 1023 - 63);
    return bits >> 63 != 0 ? -magnitude : magnitude;
}
#else
uint64_t doubleBits(Float number) {
    return bitsAs<uint64_t>(static_cast<double>(number));
}
Float floatOfDouble(uint64_t bits) {
    return static_cast<Float>(bitsAs<double>(bits));
}
#endif
#endif
} // namespace

size_t itemSize(char typecode, char order) {
    const auto row = static_cast<size_t>(typecode - detail::ItemSizes::kFirst);
    const unsigned sizes = row < detail::ItemSizes::kCount ? detail::kItemSizes.sizes[row] : 0;
    if (sizes == 0) raiseValueError("bad typecode"_text);
    return order == kNativeOrder ? sizes & 15 : sizes >> 4;
}

uint64_t itemBits(char typecode, Value value) {
    switch (typecode) {
#if TAIPAN_FLOAT
    case 'e': return halfBits(static_cast<float>(toFloat(value)));
    case 'f': return bitsAs<uint32_t>(static_cast<float>(toFloat(value)));
    case 'd': return doubleBits(toFloat(value));
#endif
    case 'O': return value.bits;
    default: break;
    }
    if (value.isSmallInt()) return static_cast<uint64_t>(value.smallInt());
    uint64_t bits = 0;
    if (is(value, intType))
        intToBytes(value, isBigEndian(kNativeOrder), sizeof(bits),
                   reinterpret_cast<uint8_t*>(&bits));
    else
        bits = static_cast<uint64_t>(toInt(value));
    return bits;
}

Value itemValue(char typecode, size_t size, uint64_t bits) {
    switch (typecode) {
#if TAIPAN_FLOAT
    case 'e': return newFloat(static_cast<Float>(halfValue(static_cast<uint16_t>(bits))));
    case 'f': return newFloat(static_cast<Float>(bitsAs<float>(static_cast<uint32_t>(bits))));
    case 'd': return newFloat(floatOfDouble(bits));
#endif
    case 'O': return bits == 0 ? kNone : Value(static_cast<Value::Word>(bits));
    default: break;
    }
    if (typecode < 'a') return newIntUnsigned64(bits);
    const unsigned unused = 64 - static_cast<unsigned>(size) * 8;
    return newInt64(static_cast<int64_t>(bits << unused) >> unused);
}

#if !TAIPAN_OPTIMIZE_SIZE
namespace {
template <typename Word>
uint64_t loadAs(const void* from) {
    Word word;
    std::memcpy(&word, from, sizeof(word));
    return word;
}
template <typename Word>
void storeAs(void* to, uint64_t bits) {
    const auto word = static_cast<Word>(bits);
    std::memcpy(to, &word, sizeof(word));
}
} // namespace
#endif

uint64_t loadBits(const void* from, size_t size, bool bigEndian) {
#if !TAIPAN_OPTIMIZE_SIZE
    if (bigEndian == isBigEndian(kNativeOrder)) switch (size) {
        case 1: return loadAs<uint8_t>(from);
        case 2: return loadAs<uint16_t>(from);
        case 4: return loadAs<uint32_t>(from);
        default: return loadAs<uint64_t>(from);
        }
#endif
    const auto* const bytes = static_cast<const uint8_t*>(from);
    uint64_t bits = 0;
    for (size_t i = 0; i < size; ++i) bits = bits << 8 | bytes[bigEndian ? i : size - 1 - i];
    return bits;
}

void storeBits(void* to, size_t size, bool bigEndian, uint64_t bits) {
#if !TAIPAN_OPTIMIZE_SIZE
    if (bigEndian == isBigEndian(kNativeOrder)) switch (size) {
        case 1: return storeAs<uint8_t>(to, bits);
        case 2: return storeAs<uint16_t>(to, bits);
        case 4: return storeAs<uint32_t>(to, bits);
        default: return storeAs<uint64_t>(to, bits);
        }
#endif
    auto* const bytes = static_cast<uint8_t*>(to);
    for (size_t i = 0; i < size; ++i, bits >>= 8)
        bytes[bigEndian ? size - 1 - i : i] = static_cast<uint8_t>(bits);
}

} // namespace taipan::runtime
