// Multiplication of long numbers after Toom and Cook, in three parts: five products of a third of
// the size. Brent and Zimmermann, "Modern Computer Arithmetic", 1.3.3.

#include "taipan/numbers/long.h"

#if TAIPAN_NUMBERS_KIND >= 2

namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED::natural {

namespace {

/// A number of 3 * size limbs or a few less as a polynomial: parts[i] * x^i, where x is 2^bits of
/// `size` limbs. The last part has `last` limbs.
struct Parts {
    const Limb* number;
    uint32_t size;
    uint32_t last;

    /// out[size + 1] = the value at 1, and difference[size + 1] the magnitude of that at -1, which
    /// is less than zero when the result is true.
    bool atOnes(Limb* out, Limb* difference) const {
        const Limb* const middle = number + size;
        out[size] = add(out, number, size, number + 2 * size, last);
        const bool negative = out[size] == 0 && compareAll(out, middle, size) < 0;
        if (negative) {
            subtract(difference, middle, size, out, size);
            difference[size] = 0;
        } else {
            subtract(difference, out, size + 1, middle, size);
        }
        add(out, out, size + 1, middle, size);
        return negative;
    }
    /// out[size + 1] = the value at 2.
    void atTwo(Limb* out) const {
        // ((the last part) * 2 + the middle) * 2 + the first
        copy(out, number + 2 * size, last);
        for (uint32_t i = last; i <= size; ++i) {
            out[i] = 0;
        }
        add(out, out, size + 1, out, size + 1);
        add(out, out, size + 1, number + size, size);
        add(out, out, size + 1, out, size + 1);
        add(out, out, size + 1, number, size);
    }

    static int compareAll(const Limb* a, const Limb* b, uint32_t n) {
        return natural::compare(a, n, b, n);
    }
};

/// a[n] /= 2, rounded down.
void halve(Limb* a, uint32_t n) {
    for (uint32_t i = 0; i + 1 < n; ++i) {
        a[i] = static_cast<Limb>(a[i] >> 1 | a[i + 1] << (kLimbBits - 1));
    }
    a[n - 1] >>= 1;
}

/// a[n] /= 3, which leaves no remainder.
void divideByThree(Limb* a, uint32_t n) {
    constexpr Limb kInverse = static_cast<Limb>(static_cast<Limb>(~Limb{0}) / 3 * 2 + 1);
    Limb borrow = 0;
    for (uint32_t i = 0; i < n; ++i) {
        const Limb rest = static_cast<Limb>(a[i] - borrow);
        const bool under = a[i] < borrow;
        a[i] = static_cast<Limb>(1u * rest * kInverse);
        borrow = static_cast<Limb>((DoubleLimb{a[i]} * 3 >> kLimbBits) + under);
    }
}

/// The values of a product at some points: all have `whole` limbs, but for those at zero and
/// infinity, which lie in the product, at their places. Parts of factors have `size` limbs, the
/// last ones `last`.
struct Product {
    Limb* out;
    Limb* one;
    Limb* minusOne; // the magnitude of the value at -1, which is less than zero if `negative`
    Limb* two;
    bool negative;
    uint32_t size;
    uint32_t last;
    uint32_t whole;

    void interpolate();

  private:
    /// Above what is set of the product, coefficients have zeros, which there is no room for.
    void addAt(uint32_t at, const Limb* value, uint32_t valueSize) {
        const uint32_t n = 2 * (2 * size + last);
        add(out + at, out + at, n - at, value, trim(value, valueSize));
    }
};

/// The product is c0 + c1 x + c2 x^2 + c3 x^3 + c4 x^4, and c0 is the value at zero, c4 that at
/// infinity. No step goes below zero.
void Product::interpolate() {
    const Limb* const infinity = out + 4 * size;
    if (negative) {
        add(two, two, whole, minusOne, whole);
        add(minusOne, one, whole, minusOne, whole);
    } else {
        subtract(two, two, whole, minusOne, whole);
        subtract(minusOne, one, whole, minusOne, whole);
    }
    divideByThree(two, whole);                     // c1 + c2 + 3 c3 + 5 c4
    halve(minusOne, whole);                        // c1 + c3
    subtract(one, one, whole, out, 2 * size);      // c1 + c2 + c3 + c4
    subtract(two, two, whole, one, whole);         // 2 c3 + 4 c4
    halve(two, whole);                             // c3 + 2 c4
    subtract(one, one, whole, minusOne, whole);    // c2 + c4
    subtract(one, one, whole, infinity, 2 * last); // c2
    subtract(two, two, whole, infinity, 2 * last);
    subtract(two, two, whole, infinity, 2 * last);   // c3
    subtract(minusOne, minusOne, whole, two, whole); // c1
    copy(out + 2 * size, one, 2 * size);
    addAt(4 * size, one + 2 * size, 2);
    addAt(size, minusOne, whole);
    addAt(3 * size, two, whole);
}

} // namespace

void multiplyToom(Limb* out, const Limb* a, const Limb* b, uint32_t n, Limb* scratch, Poll poll) {
    const bool square = a == b;
    const uint32_t size = (n + 2) / 3;
    const uint32_t last = n - 2 * size;
    const uint32_t whole = 2 * size + 2;
    const Parts left{a, size, last};
    const Parts right{b, size, last};
    Product product{out, scratch, scratch + whole, scratch + 2 * whole, false, size, last, whole};
    Limb* const rest = scratch + 3 * whole;
    // Values of the factors lie where those of the product come last.
    Limb* const x = out;
    Limb* const y = square ? x : x + size + 1;
    Limb* const minusX = product.two;
    Limb* const minusY = square ? minusX : minusX + size + 1;
    product.negative = left.atOnes(x, minusX);
    if (square) {
        product.negative = false;
    } else {
        product.negative ^= right.atOnes(y, minusY);
    }
    multiply(product.one, x, size + 1, y, size + 1, rest, poll);
    multiply(product.minusOne, minusX, size + 1, minusY, size + 1, rest, poll);
    left.atTwo(x);
    if (!square) {
        right.atTwo(y);
    }
    multiply(product.two, x, size + 1, y, size + 1, rest, poll);
    multiply(out, a, size, b, size, rest, poll);
    multiply(out + 4 * size, a + 2 * size, last, b + 2 * size, last, rest, poll);
    product.interpolate();
}

} // namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED::natural

#endif
