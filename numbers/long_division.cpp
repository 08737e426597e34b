// Division of long numbers: recursive, with products instead of rows of digits. Brent and
// Zimmermann, "Modern Computer Arithmetic", 1.4.3; its time is that of a few multiplications.

#include "taipan/numbers/long.h"

#if TAIPAN_NUMBERS_KIND >= 2

namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED::natural {

namespace {

constexpr Limb kOne = 1;
constexpr Limb kAllOnes = static_cast<Limb>(~Limb{0});
constexpr uint32_t kLimbsAPoll = 1 << 14; // products of two limbs between two polls, and a row more

/// A division, and its steps. Each divides a[m + n] by b[n] into quotient[m]; the highest n limbs
/// of a are less than b, whose highest bit is set. a[n] becomes the remainder, with zeros above.
class Divider {
  public:
    Divider(Limb* scratch, Poll poll) : scratch_(scratch), poll_(poll) {}

    void divide(Limb* quotient, uint32_t m, Limb* a, const Limb* b, uint32_t n) {
        // As many limbs at a time as the divisor has, from the top.
        for (; m > n; m -= n) {
            divideUpToEqual(quotient + m - n, n, a + m - n, b, n);
        }
        divideUpToEqual(quotient, m, a, b, n);
    }

  private:
    /// m <= n.
    void divideUpToEqual(Limb* quotient, uint32_t m, Limb* a, const Limb* b, uint32_t n) {
        if (m < kDivideFrom) {
            divideSchoolbook(quotient, m, a, b, n);
        } else if (m < n) {
            divideByTop(quotient, m, a, b, n);
        } else {
            const uint32_t low = m / 2;
            divideByTop(quotient + low, m - low, a + low, b, n);
            divideByTop(quotient, low, a, b, n);
        }
    }

    void divideSchoolbook(Limb* quotient, uint32_t m, Limb* a, const Limb* b, uint32_t n);
    void divideByTop(Limb* quotient, uint32_t m, Limb* a, const Limb* b, uint32_t n);

    Limb* scratch_;
    Poll poll_;
};

void Divider::divideSchoolbook(Limb* quotient, uint32_t m, Limb* a, const Limb* b, uint32_t n) {
    uint32_t most = m;
    if (poll_ != nullptr) {
        most = n < kLimbsAPoll ? kLimbsAPoll / n : 1;
    }
    while (m != 0) {
        const uint32_t now = m < most ? m : most;
        m -= now;
        divideNormalized(quotient + m, a + m, n + now, b, n);
        if (poll_ != nullptr) {
            poll_();
        }
    }
}

/// m < n: by the highest m limbs of the divisor first. The quotient is too large by 2 at most then,
/// as its product with the other limbs shows.
void Divider::divideByTop(Limb* quotient, uint32_t m, Limb* a, const Limb* b, uint32_t n) {
    const uint32_t low = n - m;
    Limb over = 0; // above a[n]
    if (compare(a + n, m, b + low, m) < 0) {
        divideUpToEqual(quotient, m, a + low, b + low, m);
    } else {
        // Both are equal, and the quotient is the largest there is.
        for (uint32_t i = 0; i < m; ++i) {
            quotient[i] = kAllOnes;
            a[n + i] = 0;
        }
        over = add(a + low, a + low, m, b + low, m);
    }
    multiply(scratch_, quotient, m, b, low, scratch_ + n, poll_);
    over = static_cast<Limb>(over - subtract(a, a, n, scratch_, n));
    while (over != 0) {
        subtract(quotient, quotient, m, &kOne, 1);
        over = static_cast<Limb>(over + add(a, a, n, b, n));
    }
}

} // namespace

void divideLongNormalized(Limb* quotient, Limb* a, uint32_t an, const Limb* b, uint32_t bn,
                          Limb* scratch, Poll poll) {
    Divider(scratch, poll).divide(quotient, an - bn, a, b, bn);
}

void divideLong(Limb* quotient, Limb* remainder, const Limb* a, uint32_t an, const Limb* b,
                uint32_t bn, Limb* scratch, Poll poll) {
    divideShifted(quotient, remainder, a, an, b, bn, scratch,
                  [poll](Limb* q, Limb* x, uint32_t xn, const Limb* y, uint32_t yn, Limb* rest) {
                      divideLongNormalized(q, x, xn, y, yn, rest, poll);
                  });
}

} // namespace taipan::numbers::inline TAIPAN_NUMBERS_CONFIGURED::natural

#endif
