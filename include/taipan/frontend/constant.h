// Constant values as the front end folds them: integers of any size, floats, imaginary numbers,
// strings, bytes, None, booleans, Ellipsis and tuples of these.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "taipan/abi/opcodes.h"
#include "taipan/numbers/config.h"
#include "taipan/support/arena.h"

namespace taipan {

/// A constant. Immutable, lives in an arena.
struct Constant {
    enum class Kind : uint8_t {
        None,
        False,
        True,
        Ellipsis,
        Int,
        BigInt,
        Float,
        Imaginary,
        Str,
        Bytes,
        Tuple
    };
    Kind kind = Kind::None;
    int64_t integer = 0; // Int: every integer that fits in 64 bits; BigInt: its sign, 1 or -1
    double real = 0;     // Float; Imaginary: the imaginary part
    std::string_view text = {};                  // Str, Bytes: content
    std::span<const Constant* const> items = {}; // Tuple
    uint32_t depth = 0;                          // Tuple: levels of tuples in it
    bool boxed = false; // Int: stock keeps the number in a big-integer object (see isSmallInt)
    std::span<const numbers::Limb> limbs = {}; // BigInt: magnitude, lowest first, none above is 0

    bool isNumber() const {
        return kind == Kind::Int || kind == Kind::BigInt || kind == Kind::Float;
    }

    /// Whether stock holds this integer as a small int of `bits` bits (2 to 63), so that code loads
    /// it without the constant table. Stock does not shrink the result of `-` or `~` applied to a
    /// big integer: -4611686018427387904 fits 63 bits, yet is a table entry.
    bool isSmallInt(unsigned bits) const {
        if (kind != Kind::Int || boxed) return false;
        const int64_t rest = integer >> (bits - 1);
        return rest == 0 || rest == -1;
    }
};

/// Truth of a constant as MicroPython sees it.
bool constantTruth(const Constant& value);

/// `op` applied to an integer or float; nullptr when stock does not fold it (`~1.5`).
const Constant* foldUnary(abi::UnaryOp op, const Constant& operand, Arena& arena);

/// `op` applied to two integers or floats with MicroPython's results, bit for bit; nullptr when the
/// operation raises, has a complex result, or would make an integer of more than kMaxFoldBits.
const Constant* foldBinary(abi::BinaryOp op, const Constant& lhs, const Constant& rhs,
                           Arena& arena);

/// Integers beyond this size are not folded: stock runs out of memory near it.
inline constexpr size_t kMaxFoldBits = size_t{1} << 22;

/// Reads an integer literal (digits, prefix 0x/0o/0b in either case, underscores already removed).
/// On failure returns nullptr and sets `error` to the argument of stock's message: the base and,
/// after ": ", the quoted digits, as in `2: '2'`.
const Constant* parseInteger(std::string_view literal, Arena& arena, std::string& error);

/// Reads a float or imaginary literal (beginning with a digit or a point, underscores already
/// removed) with the stock cross-compiler's rounding; nullptr when it is malformed ("1e", "1.2.3",
/// "1ex").
const Constant* parseDecimal(std::string_view literal, Arena& arena);

/// The text under which stock stores a number in an .mpy file: digits of an integer, repr of a
/// float ("0.1", "1e+100", "inf", "nan", "-0.0"), `<float>j` of an imaginary number.
std::string numberText(const Constant& number);

} // namespace taipan
