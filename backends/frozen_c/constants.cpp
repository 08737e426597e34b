#include "backends/frozen_c/constants.h"

#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "backends/frozen_c/floats.h"
#include "support/text/utf8.h"

namespace taipan::frozen {
namespace {

using abi::ObjectTag;

constexpr std::string_view kFloatMacros = R"(
#if MICROPY_PY_BUILTINS_FLOAT
typedef struct _mp_obj_float_t { mp_obj_base_t base; mp_float_t value; } mp_obj_float_t;
#endif
#if MICROPY_PY_BUILTINS_COMPLEX
typedef struct _mp_obj_complex_t { mp_obj_base_t base; mp_float_t real, imag; } mp_obj_complex_t;
#endif
#ifdef __GNUC__
#define FROZEN_INF ((mp_float_t)__builtin_inf())
#define FROZEN_NAN ((mp_float_t)__builtin_nan(""))
#else
#include <math.h>
#define FROZEN_INF ((mp_float_t)INFINITY)
#define FROZEN_NAN ((mp_float_t)NAN)
#endif
#if MICROPY_FLOAT_IMPL == MICROPY_FLOAT_IMPL_DOUBLE
#define FROZEN_DOUBLE(single, twice) (twice)
#else
#define FROZEN_DOUBLE(single, twice) (single)
#endif
// FROZEN_FLOAT defines what FROZEN_F, its use, needs: an object, or nothing where words hold floats.
#if MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_C
#define FROZEN_FLOAT(n, value)
#define FROZEN_F(n, single, twice) ((mp_rom_obj_t)single)
#elif MICROPY_OBJ_REPR == MICROPY_OBJ_REPR_D
#define FROZEN_FLOAT(n, value)
#define FROZEN_F(n, single, twice) {twice}
#else
#define FROZEN_FLOAT(n, value) \
    static const mp_obj_float_t const_float_##n = {{&mp_type_float}, value};
#define FROZEN_F(n, single, twice) MP_ROM_PTR(&const_float_##n)
#endif
)";

constexpr std::string_view kDigitMacros = R"(
// Digits of long integers: FROZEN_DIG is one of 32 bits or two of 16, FROZEN_N their number.
#if MPZ_DIG_SIZE == 32
#define FROZEN_DIG(low, high) ((mpz_dig_t)high << 16 | low)
#define FROZEN_N(n16, n32) n32
#elif MPZ_DIG_SIZE == 16
#define FROZEN_DIG(low, high) low, high
#define FROZEN_N(n16, n32) n16
#else
#error "MPZ_DIG_SIZE is neither 16 nor 32: name it to the freezer"
#endif
)";

/// A C constant for any value.
std::string doubleText(double value) {
    if (std::isnan(value)) return "FROZEN_NAN";
    if (std::isinf(value)) return value < 0 ? "-FROZEN_INF" : "FROZEN_INF";
    return floatLiteral(value);
}

/// A C expression of type mp_float_t. Values that single precision cannot hold are infinite there,
/// as on the device, and must not be written as constants that compilers warn about.
std::string floatText(double value) {
    const auto single = static_cast<float>(value);
    std::string twice = doubleText(value);
    if (!std::isfinite(value)) return twice;
    if (!std::isfinite(single))
        return fmt::format("FROZEN_DOUBLE({}, {})", doubleText(static_cast<double>(single)), twice);
    return fmt::format("(mp_float_t){}", twice);
}

/// The word of object representation C. The reader of the two low bits that this drops fills them
/// with the best guess.
uint32_t singleWord(double value) {
    const uint32_t bits =
        std::isnan(value) ? 0x7fc00000u : std::bit_cast<uint32_t>(static_cast<float>(value));
    return ((bits & ~3u) | 2u) + 0x80800000u;
}

/// The word of object representation D.
uint64_t doubleWord(double value) {
    const uint64_t bits = std::isnan(value) ? 0x7ff8000000000000u : std::bit_cast<uint64_t>(value);
    return bits + 0x8004000000000000u;
}

std::string longLongText(int64_t value) {
    // The digits of the smallest value do not fit without their sign.
    return value == INT64_MIN ? fmt::format("(-{}LL - 1)", INT64_MAX) : fmt::format("{}LL", value);
}

std::string_view singleton(ObjectTag tag) {
    switch (tag) {
    case ObjectTag::FunTable: return "MP_ROM_PTR(&mp_fun_table)";
    case ObjectTag::None: return "MP_ROM_NONE";
    case ObjectTag::False: return "MP_ROM_FALSE";
    case ObjectTag::True: return "MP_ROM_TRUE";
    case ObjectTag::Ellipsis: return "MP_ROM_PTR(&mp_const_ellipsis_obj)";
    default: return {};
    }
}

void appendPointer(std::string& element, std::string_view kind, size_t number) {
    ((((element += "MP_ROM_PTR(&const_") += kind) += '_') += std::to_string(number)) += ')';
}

} // namespace

bool isInterned(std::string_view text) {
    return codePointCount(text) < kInternedCharacters;
}

void Constants::addMacros(CText& out) const {
    out.add(kFloatMacros);
    if (options_.longInt == LongInt::Mpz && options_.mpzDigitBits == 0) out.add(kDigitMacros);
}

std::string Constants::add(const mpy::Object& object, std::string& element) {
    switch (object.tag) {
    case ObjectTag::Str: {
        const uint32_t id = pool_.find(object.text);
        if (id == StringTable::kNone) {
            addText(object, element);
            return {};
        }
        CText number;
        pool_.addNumber(number, id);
        ((element += "MP_ROM_QSTR(") += number.take().view()) += ')';
        return {};
    }
    case ObjectTag::Bytes:
        if (object.text.empty())
            element += "MP_ROM_PTR(&mp_const_empty_bytes_obj)";
        else
            addText(object, element);
        return {};
    case ObjectTag::Int: return addInteger(object.text, element);
    case ObjectTag::Float: return addFloat(object.text, element);
    case ObjectTag::Complex: return addComplex(object.text, element);
    case ObjectTag::Tuple: return addTuple(object, element);
    default: element += singleton(object.tag); return {};
    }
}

void Constants::addText(const mpy::Object& object, std::string& element) {
    const bool isStr = object.tag == ObjectTag::Str;
    const std::string_view kind = isStr ? "str" : "bytes";
    size_t number = 0;
    if (numbers_.isNew(isStr ? 's' : 'b', object.text, number)) {
        out_.add("static const mp_obj_str_t const_", kind, '_', number, "={{&mp_type_", kind, "},",
                 cutHash(hashOf(object.text), bytesInHash_), ',', object.text.size(),
                 ",(const byte*)");
        out_.literal(object.text);
        out_.add("};\n");
    }
    appendPointer(element, kind, number);
}

std::string Constants::addInteger(std::string_view text, std::string& element) {
    const std::optional<Integer> integer = parseInteger(text);
    if (!integer) return "malformed integer constant";
    const std::optional<int64_t> value = integer->small();
    if (value && bitsFor(*value) <= kStockSmallBits) {
        ((element += "MP_ROM_INT(") += std::to_string(*value)) += ')';
        return {};
    }
    if (options_.longInt == LongInt::None)
        return fmt::format("the integer {} is too large for firmware without long integers",
                           text.substr(0, 40));
    if (options_.longInt == LongInt::LongLong && !value)
        return fmt::format("the integer {}{} does not fit in 64 bits", text.substr(0, 40),
                           text.size() > 40 ? "..." : "");
    size_t number = 0;
    if (numbers_.isNew('i', text, number)) {
        out_.add("static const mp_obj_int_t const_int_", number, "={{&mp_type_int},");
        if (options_.longInt == LongInt::LongLong)
            out_.add(longLongText(*value));
        else
            addMpz(*integer);
        out_.add("};\n");
    }
    appendPointer(element, "int", number);
    return {};
}

void Constants::addMpz(const Integer& integer) {
    const unsigned bits = options_.mpzDigitBits;
    std::string count = std::to_string(digitsOf(integer, bits == 0 ? 32 : bits).size());
    if (bits == 0) count = fmt::format("FROZEN_N({}, {})", digitsOf(integer, 16).size(), count);
    out_.add("{.neg=", integer.negative ? '1' : '0', ",.fixed_dig=1,.alloc=", count,
             ",.len=", count, ",.dig=(mpz_dig_t*)(const mpz_dig_t[]){");
    if (bits == 0) {
        addDigitsOfEitherSize(integer);
    } else {
        for (const uint32_t digit : digitsOf(integer, bits)) out_.add(digit, "u,");
    }
    out_.add("}}");
}

void Constants::addDigitsOfEitherSize(const Integer& integer) {
    for (size_t i = 0; i < integer.digits.size(); ++i) {
        const uint32_t low = integer.digits[i] & 0xffff;
        const uint32_t high = integer.digits[i] >> 16;
        if (high == 0 && i + 1 == integer.digits.size())
            out_.add(low, ',');
        else
            out_.add("FROZEN_DIG(", low, ", ", high, "),");
    }
}

std::string Constants::addFloat(std::string_view text, std::string& element) {
    const std::optional<double> value = parseFloat(text);
    if (!value) return "malformed float constant";
    size_t number = 0;
    if (numbers_.isNew('f', text, number))
        out_.add("FROZEN_FLOAT(", number, ", ", floatText(*value), ")\n");
    fmt::format_to(std::back_inserter(element), "FROZEN_F({}, {:#x}u, {:#x}ull)", number,
                   singleWord(*value), doubleWord(*value));
    return {};
}

std::string Constants::addComplex(std::string_view text, std::string& element) {
    const std::optional<ComplexText> parts = splitComplex(text);
    if (!parts) return "malformed complex constant";
    const auto real = parseFloat(parts->real), imag = parseFloat(parts->imag);
    if (!real || !imag) return "malformed complex constant";
    size_t number = 0;
    if (numbers_.isNew('c', text, number))
        out_.add("static const mp_obj_complex_t const_complex_", number, "={{&mp_type_complex},",
                 floatText(*real), ',', floatText(*imag), "};\n");
    appendPointer(element, "complex", number);
    return {};
}

std::string Constants::addTuple(const mpy::Object& tuple, std::string& element) {
    if (tuple.items.empty()) {
        element += "MP_ROM_PTR(&mp_const_empty_tuple_obj)";
        return {};
    }
    std::string made;
    if (std::string problem = addItems(*this, tuple, made); !problem.empty()) return problem;
    const std::string_view items = numbers_.keep(std::move(made));
    size_t number = 0;
    if (numbers_.isNew('t', items, number))
        out_.add("static const mp_rom_obj_tuple_t const_tuple_", number, "={{&mp_type_tuple},",
                 tuple.items.size(), ",{", items, "}};\n");
    appendPointer(element, "tuple", number);
    return {};
}

} // namespace taipan::frozen
