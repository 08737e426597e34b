// Floats to text and back.
//
// Reading is exact: the nearest float, ties to even. Writing rounds the exact value, ties away from
// zero, and otherwise follows stock firmware: when more digits are asked for than the type surely
// has (repr asks for all), it first tries that many, takes more only when they do not read back as
// the same number, and fills up with zeros. So repr(9.7) is 9.699999999999999.
#pragma once

#include <cstddef>

#include "runtime/numbers/float_type.h"

namespace taipan::runtime {

/// Characters that formatFloat() may write.
inline constexpr size_t kFloatTextSize = 36;

/// How a float is written. `precision` < 0 stands for 6.
struct FloatFormat {
    static constexpr int kRepr = 99; // as precision, with 'g': as many digits as it takes

    char kind = 'g';            // e E f F g G
    char sign = 0;              // before what is not negative: '+', ' ' or 0 for nothing
    bool alwaysDecimal = false; // ".0" behind what else looks like an integer
    int precision = kRepr;
};

/// Writes the number to `out`, of kFloatTextSize characters; how many were written. As stock
/// firmware does, takes 'g' for an 'f' that would have more than 31 characters, and drops decimals
/// beyond that.
size_t formatFloat(char* out, Float number, const FloatFormat& format);

/// Reads an unsigned decimal number, with a fraction or not, with an exponent or not, underscores
/// anywhere; "inf" and "nan" are the caller's. The first character that does not belong to it is
/// returned, or null when the text ends behind the e of an exponent. What has no digits is 0.
const char* parseFloat(const char* text, const char* end, Float& number);

} // namespace taipan::runtime
