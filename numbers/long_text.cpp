// Long numbers as text, both ways: by halves, at powers of the base that are the squares of each
// other. Bases that are powers of two need no arithmetic.

#include "taipan/numbers/long.h"

#if TAIPAN_NUMBERS_KIND >= 2

namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED::natural {

namespace {

char digitOf(unsigned value, char letter) {
    return static_cast<char>(value < 10 ? '0' + value : letter + value - 10);
}

bool isDigit(char c) {
    return c != '_' && c != '.';
}

unsigned valueOf(char digit) {
    const unsigned c = static_cast<unsigned char>(digit);
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/// base^(digitsPerLimb * 2^i), without the `zeros` lowest limbs, which are zero.
struct Power {
    Limb* limbs;
    uint32_t size;
    uint32_t zeros;
    unsigned shift = 0; // by which the limbs are shifted to the left

    uint32_t whole() const { return size + zeros; }
};

constexpr uint32_t kMostPowers = 32; // numbers have less than 2^32 limbs

/// Powers of a base in the order of their size.
class Powers {
  public:
    /// The first ones, `count` of them but none that surely has more than `most` limbs. Each takes
    /// twice the memory of the one before; scratch is what lies behind.
    Powers(unsigned base, uint32_t count, uint32_t most, Limb* memory, Poll poll) {
        digits_ = digitsPerLimb(base);
        Limb first = 1;
        for (unsigned i = digits_; i != 0; --i) {
            first = static_cast<Limb>(first * base);
        }
        memory[0] = first;
        powers_[0] = {memory, 1, 0};
        memory += 1;
        for (count_ = 1; count_ < count; ++count_) {
            const Power& last = powers_[count_ - 1];
            if (2 * last.whole() - 1 > most) {
                break;
            }
            const uint32_t n = 2 * last.size;
            multiply(memory, last.limbs, last.size, last.limbs, last.size, memory + n, poll);
            uint32_t zeros = 0;
            while (memory[zeros] == 0) {
                ++zeros;
            }
            const uint32_t size = trim(memory, n) - zeros;
            powers_[count_] = {memory + zeros, size, 2 * last.zeros + zeros};
            memory += n;
        }
        end_ = memory;
    }

    uint32_t count() const { return count_; }
    /// Of the base, that the first one stands for.
    unsigned digits() const { return digits_; }
    const Power& operator[](uint32_t i) const { return powers_[i]; }
    /// The memory behind all powers.
    Limb* end() const { return end_; }
    /// Shifts all to the left, so that their highest bits are set.
    void normalize() {
        for (uint32_t i = 0; i < count_; ++i) {
            Power& power = powers_[i];
            power.shift = leadingZeros(power.limbs[power.size - 1]);
            shiftLeft(power.limbs, power.limbs, power.size, power.shift);
        }
    }

  private:
    Power powers_[kMostPowers];
    uint32_t count_ = 0;
    unsigned digits_ = 0;
    Limb* end_ = nullptr;
};

// --- writing -------------------------------------------------------------------------------------

class Writer {
  public:
    Writer(unsigned base, char letter, const Powers& powers, Poll poll)
        : base_(base), letter_(letter), powers_(powers), poll_(poll) {}

    /// As toText(). The number is trimmed.
    char* write(char* end, Limb* a, uint32_t n, Limb* scratch) const {
        if (n < kTextFrom) {
            if (poll_ != nullptr) {
                poll_();
            }
            return toText(end, a, n, base_, letter_);
        }
        // The largest power that is no longer than half of the number.
        uint32_t i = 0;
        while (i + 1 < powers_.count() && 2 * powers_[i + 1].whole() <= n + 1) {
            ++i;
        }
        const Power& power = powers_[i];
        // The lowest limbs, which the power has no part in, stay where they are.
        Limb* const high = a + power.zeros;
        const uint32_t highSize = n - power.zeros;
        const uint32_t quotientSize = highSize + 1 - power.size;
        Limb* const quotient = scratch;
        Limb* const rest = scratch + quotientSize;
        rest[highSize] = 0;
        shiftLeft(rest, high, highSize, power.shift);
        divideLongNormalized(quotient, rest, highSize + 1, power.limbs, power.size,
                             rest + highSize + 1, poll_);
        shiftRight(rest, rest, power.size, power.shift);
        copy(high, rest, power.size);
        // The remainder has all of its digits, zeros in front.
        char* const middle = end - (size_t{powers_.digits()} << i);
        char* first = write(end, a, trim(a, power.whole()), rest);
        while (first != middle) {
            *--first = '0';
        }
        return write(middle, quotient, trim(quotient, quotientSize), rest);
    }

  private:
    unsigned base_;
    char letter_;
    const Powers& powers_;
    Poll poll_;
};

char* bitsToText(char* end, const Limb* a, uint32_t n, unsigned base, char letter) {
    const auto width = static_cast<unsigned>(std::bit_width(base)) - 1;
    const size_t length = bitLength(a, n);
    for (size_t at = 0; at < length; at += width) {
        const size_t i = at / kLimbBits;
        const unsigned bit = at % kLimbBits;
        unsigned digit = static_cast<unsigned>(a[i] >> bit);
        if (bit + width > kLimbBits && i + 1 < n) {
            digit |= static_cast<unsigned>(a[i + 1]) << (kLimbBits - bit);
        }
        *--end = digitOf(digit & (base - 1), letter);
    }
    return end;
}

// --- reading -------------------------------------------------------------------------------------

class Reader {
  public:
    Reader(const Powers& powers, Limb* scratch, Poll poll)
        : powers_(powers), scratch_(scratch), poll_(poll) {}

    /// Digits of the base `digitsPerLimb` at a time, the lowest first, become the number that they
    /// write, in the same place; its trimmed size.
    uint32_t read(Limb* a, uint32_t n) const {
        if (n < kTextFrom) {
            return readFew(a, n);
        }
        const auto i = static_cast<uint32_t>(std::bit_width(n - 1)) - 1;
        const uint32_t half = uint32_t{1} << i;
        const uint32_t highSize = read(a + half, n - half);
        const uint32_t lowSize = read(a, half);
        if (highSize == 0) {
            return lowSize;
        }
        const Power& power = powers_[i];
        const uint32_t size = highSize + power.size;
        multiply(scratch_, a + half, highSize, power.limbs, power.size, scratch_ + size, poll_);
        // Where the low half is no longer than the zeros of the power, nothing is added.
        for (uint32_t at = lowSize; at < power.zeros; ++at) {
            a[at] = 0;
        }
        if (lowSize > power.zeros) {
            add(scratch_, scratch_, size, a + power.zeros, lowSize - power.zeros);
        }
        const uint32_t trimmed = trim(scratch_, size);
        copy(a + power.zeros, scratch_, trimmed);
        return power.zeros + trimmed;
    }

  private:
    uint32_t readFew(Limb* a, uint32_t n) const {
        if (poll_ != nullptr) {
            poll_();
        }
        Limb* const out = scratch_;
        uint32_t size = 0;
        while (n != 0) {
            const Limb carry = multiplyWord(out, out, size, powers_[0].limbs[0], a[--n]);
            if (carry != 0) {
                out[size++] = carry;
            }
        }
        copy(a, out, size);
        return size;
    }

    const Powers& powers_;
    Limb* scratch_;
    Poll poll_;
};

uint32_t bitsFromText(Limb* out, const char* text, const char* end, unsigned base) {
    const auto width = static_cast<unsigned>(std::bit_width(base)) - 1;
    uint32_t n = 0;
    DoubleLimb limb = 0;
    unsigned have = 0; // bits of it
    while (end != text) {
        if (!isDigit(*--end)) {
            continue;
        }
        limb |= DoubleLimb{valueOf(*end)} << have;
        have += width;
        if (have >= kLimbBits) {
            out[n++] = static_cast<Limb>(limb);
            limb >>= kLimbBits;
            have -= kLimbBits;
        }
    }
    out[n++] = static_cast<Limb>(limb);
    return trim(out, n);
}

/// The digits of a text, as many at a time as a limb holds, the lowest first; how many limbs.
uint32_t gather(Limb* out, const char* text, const char* end, unsigned base) {
    const unsigned most = digitsPerLimb(base);
    uint32_t n = 0;
    while (text != end) {
        Limb limb = 0;
        Limb power = 1;
        for (unsigned count = 0; text != end && count < most;) {
            if (isDigit(*--end)) {
                limb = static_cast<Limb>(limb + power * valueOf(*end));
                power = static_cast<Limb>(power * base);
                ++count;
            }
        }
        out[n++] = limb;
    }
    return n;
}

} // namespace

char* toLongText(char* end, Limb* a, uint32_t n, unsigned base, char letter, Limb* scratch,
                 Poll poll) {
    if (isPowerOfTwo(base)) {
        return bitsToText(end, a, n, base, letter);
    }
    if (n < kTextFrom) {
        return toText(end, a, n, base, letter);
    }
    Powers powers(base, kMostPowers, (n + 1) / 2, scratch, poll);
    powers.normalize();
    return Writer(base, letter, powers, poll).write(end, a, n, powers.end());
}

uint32_t fromLongText(Limb* out, const char* text, const char* end, unsigned base, Limb* scratch,
                      Poll poll) {
    if (isPowerOfTwo(base)) {
        return bitsFromText(out, text, end, base);
    }
    if (fromLongTextScratch(static_cast<size_t>(end - text), base) == 0) {
        return fromText(out, text, end, base);
    }
    const uint32_t n = gather(scratch, text, end, base);
    const auto levels = static_cast<uint32_t>(std::bit_width(n - 1));
    const Powers powers(base, levels, n, scratch + n, poll);
    const uint32_t size = Reader(powers, powers.end(), poll).read(scratch, n);
    copy(out, scratch, size);
    return size;
}

} // namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED::natural

#endif
