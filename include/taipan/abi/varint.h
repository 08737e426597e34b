// The variable-length integers of .mpy files: base 128, most significant group first, bit 7 set on
// every byte but the last. Freestanding; the only place that takes these apart or puts them
// together.
//
//   writeVaruint(to, n)  varuintSize(n)          and the same for varint, with a sign
//   takeVaruint<Word>(at)                        trusted bytes: no bounds, wraps in Word
//   takeVaruint<bits>(at, end, n)                of files: says whether it was cut off or too large
//   readVaruint<Word, bits>(next, tooLarge)      of a source with its own failures
//   skipVaruint(at)                              trusted bytes
//
// Too large for its use is a number that has more than `bits` bits; leading zero groups do no harm.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace taipan::abi {

inline constexpr size_t kMaxVarintBytes = 10;
inline constexpr uint8_t kMoreBytes = 0x80; // bit 7: another byte follows
inline constexpr uint8_t kGroupMask = 0x7f; // what a byte adds to the number
inline constexpr unsigned kGroupBits = 7;
inline constexpr uint8_t kVarintSign = 0x40; // of the first byte of a varint

// --- writing -------------------------------------------------------------------------------------

/// Bytes that `value` takes as a varuint.
constexpr size_t varuintSize(uint64_t value) {
    size_t n = 1;
    while (value >>= kGroupBits) ++n;
    return n;
}

/// Writes `value` at `to` (room for varuintSize bytes) and returns the end.
constexpr uint8_t* writeVaruint(uint8_t* to, uint64_t value) {
    const size_t n = varuintSize(value);
    for (size_t i = n; i-- > 0; value >>= kGroupBits)
        to[i] = static_cast<uint8_t>((value & kGroupMask) | (i + 1 < n ? kMoreBytes : 0));
    return to + n;
}

/// Bytes that `value` takes as a varint (bit 6 of the first byte is the sign).
constexpr size_t varintSize(int64_t value) {
    size_t n = 1;
    while (value < -64 || value > 63) {
        value >>= kGroupBits;
        ++n;
    }
    return n;
}

/// Writes `value` at `to` (room for varintSize bytes) and returns the end.
constexpr uint8_t* writeVarint(uint8_t* to, int64_t value) {
    const size_t n = varintSize(value);
    for (size_t i = n; i-- > 0; value >>= kGroupBits)
        to[i] = static_cast<uint8_t>((value & kGroupMask) | (i + 1 < n ? kMoreBytes : 0));
    return to + n;
}

// --- reading, whatever the bytes come from -------------------------------------------------------

/// What a varint with this first byte is before its first group: 0, or all ones when it is
/// negative.
template <typename Word>
constexpr Word varintStart(uint8_t first) {
    return (first & kVarintSign) != 0 ? static_cast<Word>(-1) : Word{0};
}
/// No number is too large: what does not fit in the word falls out at the top.
inline constexpr unsigned kWraps = 0;

/// The varuint whose bytes `next()` gives, one a call. `tooLarge()` is called at a group with which
/// the number has more than `bits` bits. Both may leave for good (raise). Where they return, the
/// number goes on and wraps: `next` ends it with a byte below 0x80 once it has failed.
template <typename Word, unsigned bits, typename Next, typename TooLarge>
[[gnu::always_inline]] constexpr Word readVaruint(Next&& next, TooLarge&& tooLarge) {
    static_assert(std::is_unsigned_v<Word> && bits <= sizeof(Word) * 8);
    static_assert(bits == kWraps || bits >= kGroupBits);
    Word value = 0;
    for (;;) {
        const uint8_t byte = next();
        if constexpr (bits != kWraps)
            if (value >> (bits - kGroupBits) != 0) tooLarge();
        value = static_cast<Word>(value << kGroupBits | (byte & kGroupMask));
        if ((byte & kMoreBytes) == 0) return value;
    }
}

/// The varint likewise; `tooLarge()` at a group with which it does not fit in 64 bits.
template <typename Next, typename TooLarge>
constexpr int64_t readVarint(Next&& next, TooLarge&& tooLarge) {
    uint8_t byte = next();
    // Shifted as an unsigned number; the comparison sees whether bits fall out at the top.
    auto value = varintStart<uint64_t>(byte);
    for (;;) {
        const uint64_t shifted = value << kGroupBits | (byte & kGroupMask);
        if (static_cast<int64_t>(shifted) >> kGroupBits != static_cast<int64_t>(value)) tooLarge();
        value = shifted;
        if ((byte & kMoreBytes) == 0) return static_cast<int64_t>(value);
        byte = next();
    }
}

// --- reading trusted bytes: the interpreter's way ------------------------------------------------

/// Goes on with a number that is `value` so far, and moves `at` behind it. Wraps.
template <typename Word>
[[gnu::always_inline]] constexpr Word continueVaruint(const uint8_t*& at, Word value) {
    do value = static_cast<Word>(value << kGroupBits | (*at & kGroupMask));
    while ((*at++ & kMoreBytes) != 0);
    return value;
}

/// The varuint at `at`, which is moved behind it. Wraps in `Word`.
template <typename Word = uintptr_t>
[[gnu::always_inline]] constexpr Word takeVaruint(const uint8_t*& at) {
    static_assert(std::is_unsigned_v<Word>);
    Word value = *at & kGroupMask;
    while ((*at++ & kMoreBytes) != 0)
        value = static_cast<Word>(value << kGroupBits | (*at & kGroupMask));
    return value;
}

/// The varint at `at`, which is moved behind it. Wraps in the signed `Word`.
template <typename Word = intptr_t>
[[gnu::always_inline]] constexpr Word takeVarint(const uint8_t*& at) {
    using Bits = std::make_unsigned_t<Word>;
    return static_cast<Word>(continueVaruint(at, varintStart<Bits>(*at)));
}

/// Moves `at` behind the number there.
constexpr void skipVaruint(const uint8_t*& at) {
    while ((*at++ & kMoreBytes) != 0) {
    }
}

// --- reading bytes of files ----------------------------------------------------------------------

enum class NumberError : uint8_t {
    None,
    Truncated, // `end` comes within it
    TooLarge
};

/// The varuint at `at`, of at most `bits` bits and before `end`; `at` is moved behind it. After an
/// error `value` means nothing, and `at` is behind the number all the same, or at `end`.
template <unsigned bits, typename Word>
constexpr NumberError takeVaruint(const uint8_t*& at, const uint8_t* end, Word& value) {
    NumberError error = NumberError::None;
    const auto next = [&]() -> uint8_t {
        if (at != end) return *at++;
        if (error == NumberError::None) error = NumberError::Truncated;
        return 0;
    };
    value = readVaruint<Word, bits>(next, [&] { error = NumberError::TooLarge; });
    return error;
}

} // namespace taipan::abi
