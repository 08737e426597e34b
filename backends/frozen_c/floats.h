// Float and complex constants, which .mpy files hold as decimal text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace taipan::frozen {

/// The number that `text` spells, as Python's float() reads it; nothing for other texts. Too large
/// ones are infinite.
std::optional<double> parseFloat(std::string_view text);
/// The same, rounded once to single precision.
std::optional<float> parseSingle(std::string_view text);

/// The two parts of a complex constant as texts; "0" for a missing real part.
struct ComplexText {
    std::string_view real;
    std::string_view imag;
};

/// Splits "2j" and "1.5-2e+10j"; nothing for other texts. The parts may still be no numbers.
std::optional<ComplexText> splitComplex(std::string_view text);

/// The shortest C constant that reads back as a finite `value`, with a point or an exponent.
std::string floatLiteral(double value);
std::string floatLiteral(float value);

} // namespace taipan::frozen
