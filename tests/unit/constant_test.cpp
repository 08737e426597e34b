// Constants: literals, folding and text. Every expected text was recorded from the stock
// cross-compiler (small ints of 63 bits) for an input written here.
#include <catch2/catch.hpp>

#include <string>
#include <string_view>

#include "taipan/frontend/constant.h"

using namespace taipan;

namespace {

/// `text` is what stock stores; null when it does not fold. `small`: a small int of 63 bits.
struct UnaryCase {
    const char* operand;
    const char* text;
    bool small = false;
};

struct BinaryCase {
    const char* lhs;
    const char* op;
    const char* rhs;
    const char* text;
    bool small = false;
};

struct BinaryRow {
    const char* text;
    abi::BinaryOp op;
};

constexpr BinaryRow kOperators[] = {
#define TAIPAN_BINARY(name, text, method) {text, abi::BinaryOp::name},
#include "taipan/abi/operators.def"
#undef TAIPAN_BINARY
};

const Constant* literal(std::string_view text, Arena& arena) {
    const bool prefixed = text.find_first_of("xXoObB") == 1;
    std::string error;
    if (text.find_first_of(".jJ") != text.npos || (!prefixed && text.find('e') != text.npos)) {
        return parseDecimal(text, arena);
    }
    return parseInteger(text, arena, error);
}

/// A literal with unary operators before it; null when one does not fold.
const Constant* operand(std::string_view text, Arena& arena) {
    using abi::UnaryOp;
    const char first = text.front();
    if (first != '+' && first != '-' && first != '~') return literal(text, arena);
    const Constant* inner = operand(text.substr(1), arena);
    if (inner == nullptr) return nullptr;
    const UnaryOp op = first == '+'   ? UnaryOp::Positive
                       : first == '-' ? UnaryOp::Negative
                                      : UnaryOp::Invert;
    return foldUnary(op, *inner, arena);
}

const Constant* folded(const BinaryCase& row, Arena& arena) {
    for (const BinaryRow& op : kOperators) {
        if (std::string_view(op.text) != row.op) continue;
        return foldBinary(op.op, *operand(row.lhs, arena), *operand(row.rhs, arena), arena);
    }
    FAIL("no operator " << row.op);
    return nullptr;
}

void check(const Constant* value, const char* text, bool small) {
    REQUIRE((value == nullptr) == (text == nullptr));
    if (value == nullptr) return;
    CHECK(numberText(*value) == text);
    CHECK(value->isSmallInt(63) == small);
}

constexpr UnaryCase kLiterals[] = {
    {"0", "0", true},
    {"00", "0", true},
    {"7", "7", true},
    {"255", "255", true},
    {"0xff", "255", true},
    {"0XFF", "255", true},
    {"0o17", "15", true},
    {"0B101", "5", true},
    {"1073741823", "1073741823", true},
    {"2147483648", "2147483648", true},
    {"4611686018427387903", "4611686018427387903", true},
    {"4611686018427387904", "4611686018427387904"},
    {"9223372036854775807", "9223372036854775807"},
    {"9223372036854775808", "9223372036854775808"},
    {"18446744073709551616", "18446744073709551616"},
    {"123456789012345678901234567890", "123456789012345678901234567890"},
    {"0xffffffffffffffffffffffff", "79228162514264337593543950335"},
    {"000000000000000000000000", "0", true},
    {"0.0", "0.0"},
    {".5", "0.5"},
    {"1.", "1.0"},
    {"1e5", "100000.0"},
    {"00.5", "0.5"},
    {"009e1", "90.0"},
    {"1e15", "1000000000000000.0"},
    {"1e16", "1e+16"},
    {"123456789012345.0", "123456789012345.0"},
    {"1234567890123456.0", "1234567890123456.0"},
    {"12345678901234567.0", "1.2345678901234568e+16"},
    {"0.1", "0.1"},
    {"0.3", "0.3"},
    {"0.0001", "0.0001"},
    {"0.00001", "1e-05"},
    {"0.00012345", "0.00012345"},
    {"1e22", "1e+22"},
    {"1e23", "1e+23"},
    {"1e100", "1e+100"},
    {"1e308", "1e+308"},
    {"1e309", "inf"},
    {"1e-400", "0.0"},
    {"5e-324", "4.940656458412465e-324"},
    {"9.88e-324", "0.988131291682493e-323"},
    {"2.2250738585072014e-308", "2.2250738585072014e-308"},
    {"1.7976931348623157e308", "1.7976931348623157e+308"},
    {"9007199254740993.0", "9007199254740992.0"},
    {"9.999999999999999e22", "1e+23"},
    {"9.5367431640625e-07", "9.5367431640625e-07"},
    {"1844674407370955161.5", "1.8446744073709553e+18"},
    {"18446744073709551615.", "1.8446744073709552e+19"},
    {"1.84467440737095516150", "1.8446744073709551"},
    {"1.00000000000000000000000000001", "1.0"},
    {"3.141592653589793238462643", "3.141592653589793"},
    {"2.718281828459045", "2.718281828459045"},
    {"1e999999999999", "inf"},
    {"1e-999999999999", "0.0"},
    {"123456789012345678901234567890.0", "1.2345678901234568e+29"},
    {"1j", "1j"},
    {"0j", "0j"},
    {"1.5J", "1.5j"},
    {"0.1j", "0.1j"},
    {"1e100j", "1e+100j"},
    {"1ej", "1j"},
    {"1e+j", "1j"},
    {"1e999j", "infj"},
    {"012j", "12j"},
};

constexpr UnaryCase kUnary[] = {
    {"-0", "0", true},
    {"-0.0", "-0.0"},
    {"--5", "5", true},
    {"~0", "-1", true},
    {"~-1", "0", true},
    {"-4611686018427387904", "-4611686018427387904"},
    {"-4611686018427387905", "-4611686018427387905"},
    {"~4611686018427387903", "-4611686018427387904", true},
    {"~-4611686018427387904", "4611686018427387903"},
    {"--4611686018427387904", "4611686018427387904"},
    {"-9223372036854775808", "-9223372036854775808"},
    {"--9223372036854775808", "9223372036854775808"},
    {"~9223372036854775807", "-9223372036854775808"},
    {"~9223372036854775808", "-9223372036854775809"},
    {"~-9223372036854775809", "9223372036854775808"},
    {"-1e999", "-inf"},
    {"~1.5", nullptr},
    {"+1.5", "1.5"},
    {"-~0.5", nullptr},
};

constexpr BinaryCase kBinary[] = {
    {"1", "+", "2", "3", true},
    {"4611686018427387903", "+", "1", "4611686018427387904"},
    {"4611686018427387904", "-", "1", "4611686018427387903", true},
    {"9223372036854775807", "+", "1", "9223372036854775808"},
    {"-9223372036854775808", "-", "1", "-9223372036854775809"},
    {"3037000500", "*", "3037000500", "9223372037000250000"},
    {"-9223372036854775808", "*", "-1", "9223372036854775808"},
    {"123456789012345678901234567890", "*", "987654321098765432109876543210",
     "121932631137021795226185032733622923332237463801111263526900"},
    {"7", "//", "2", "3", true},
    {"-7", "//", "2", "-4", true},
    {"7", "//", "-2", "-4", true},
    {"7", "%", "-2", "-1", true},
    {"-7", "%", "2", "1", true},
    {"-9223372036854775808", "//", "-1", "9223372036854775808"},
    {"-9223372036854775808", "%", "-1", "0", true},
    {"-123456789012345678901234567890", "//", "1000000007", "-123456788148148161865"},
    {"-123456789012345678901234567890", "%", "1000000007", "802565165", true},
    {"1", "//", "0", nullptr},
    {"1", "%", "0", nullptr},
    {"0", "//", "5", "0", true},
    {"1", "<<", "62", "4611686018427387904"},
    {"2", "<<", "62", "9223372036854775808"},
    {"3", "<<", "62", "13835058055282163712"},
    {"-3", "<<", "62", "-13835058055282163712"},
    {"1", "<<", "63", "9223372036854775808"},
    {"-1", "<<", "63", "-9223372036854775808"},
    {"1", "<<", "200", "1606938044258990275541962092341162602522202993782792835301376"},
    {"0", "<<", "4611686018427387904", "0", true},
    {"0", "<<", "9223372036854775808", nullptr},
    {"1", "<<", "-1", nullptr},
    {"1", "<<", "9223372036854775807", nullptr},
    {"1", ">>", "64", "0", true},
    {"-1", ">>", "200", "-1", true},
    {"5", ">>", "9223372036854775807", "0", true},
    {"5", ">>", "9223372036854775808", nullptr},
    {"-18446744073709551617", ">>", "64", "-2", true},
    {"1", ">>", "-1", nullptr},
    {"6", "&", "3", "2", true},
    {"6", "|", "3", "7", true},
    {"6", "^", "3", "5", true},
    {"-1", "&", "18446744073709551616", "18446744073709551616"},
    {"-18446744073709551616", "|", "1", "-18446744073709551615"},
    {"-18446744073709551616", "^", "18446744073709551615", "-1", true},
    {"1.0", "&", "1", nullptr},
    {"1", "<<", "1.0", nullptr},
    {"2", "**", "10", "1024", true},
    {"2", "**", "62", "4611686018427387904"},
    {"2", "**", "63", "9223372036854775808"},
    {"2", "**", "64", "18446744073709551616"},
    {"-2", "**", "63", "-9223372036854775808"},
    {"3", "**", "100", "515377520732011331036461129765621272702107522001"},
    {"0", "**", "0", "1", true},
    {"0", "**", "18446744073709551616", "0", true},
    {"-1", "**", "18446744073709551617", "-1", true},
    {"-1", "**", "18446744073709551616", "1", true},
    {"2", "**", "-1", "0.5"},
    {"2", "**", "-2000", "0.0"},
    {"0", "**", "-1", nullptr},
    {"18446744073709551616", "**", "-1", "5.421010862427522e-20"},
    {"2", "**", "0.5", "1.4142135623730951"},
    {"-8", "**", "0.5", nullptr},
    {"-8", "**", "2.0", "64.0"},
    {"-8", "**", "1e999", "inf"},
    {"0.0", "**", "-1.0", nullptr},
    {"0.0", "**", "-1e999", "inf"},
    {"1", "/", "3", "0.3333333333333333"},
    {"6", "/", "3", "2.0"},
    {"1", "/", "0", nullptr},
    {"-1", "/", "1e999", "-0.0"},
    {"4611686018427387905", "/", "1", "4.611686018427388e+18"},
    {"9223372036854775807", "/", "3", "3.0744573456182584e+18"},
    {"18446744073709551617", "/", "3", "6.148914691236517e+18"},
    {"79228162514264337593543950337", "/", "1", "7.922816251426434e+28"},
    {"3963167672086036480", "+", "0.0", "3.9631676720860365e+18"},
    {"36893488147419107329", "+", "0.0", "3.689348814741911e+19"},
    {"39614081257132173194818486273", "+", "0.0", "3.961408125713217e+28"},
    {"0.5", "*", "-39614081257132173194818486273", "-1.9807040628566084e+28"},
    {"39614081257132173194818486273", "/", "4294967296", "9.223372036854776e+18"},
    {"1e308", "*", "10", "inf"},
    {"1e999", "*", "0", "nan"},
    {"1", "/", "1e999", "0.0"},
    {"5.5", "//", "2", "2.0"},
    {"-5.5", "//", "2", "-3.0"},
    {"5.5", "//", "-2", "-3.0"},
    {"-0.0", "//", "5", "-0.0"},
    {"0.0", "//", "-5", "-0.0"},
    {"1e999", "//", "2", "nan"},
    {"5.5", "%", "-2", "-0.5"},
    {"-5.5", "%", "2", "0.5"},
    {"-0.0", "%", "3", "0.0"},
    {"0.0", "%", "-3", "-0.0"},
    {"-5", "%", "1e999", "inf"},
    {"5.5", "//", "0", nullptr},
    {"5.5", "%", "0.0", nullptr},
    {"1", "%", "0.1", "0.09999999999999995"},
    {"1.0", "//", "0.1", "9.0"},
    {"0.1", "+", "0.2", "0.30000000000000004"},
    {"1", "+", "0.5", "1.5"},
    {"1.5", "@", "2", nullptr},
    {"2", "@", "3", nullptr},
    {"1", "<", "2", nullptr},
};

} // namespace

TEST_CASE("literals keep stock's text", "[constant]") {
    for (const UnaryCase& row : kLiterals) {
        INFO(row.operand);
        Arena arena;
        check(literal(row.operand, arena), row.text, row.small);
    }
}

TEST_CASE("unary operators fold as in stock", "[constant]") {
    for (const UnaryCase& row : kUnary) {
        INFO(row.operand);
        Arena arena;
        check(operand(row.operand, arena), row.text, row.small);
    }
}

TEST_CASE("binary operators fold as in stock", "[constant]") {
    for (const BinaryCase& row : kBinary) {
        INFO(row.lhs << ' ' << row.op << ' ' << row.rhs);
        Arena arena;
        check(folded(row, arena), row.text, row.small);
    }
}

TEST_CASE("malformed integers name base and digits", "[constant]") {
    constexpr struct {
        const char* literal;
        const char* error;
    } kRows[] = {
        {"0777", "0: '0777'"},
        {"08a", "0: '08a'"},
        {"0a", "0: '0a'"},
        {"00x1", "0: '00x1'"},
        {"0x", "16: ''"},
        {"0xg", "16: 'g'"},
        {"0b2", "2: '2'"},
        {"0b1e5", "2: '1e5'"},
        {"0o8", "8: '8'"},
        {"0O", "8: ''"},
        {"1abc", "10: '1abc'"},
        {"1X", "10: '1X'"},
        {"99999999999999999999z", "10: '99999999999999999999z'"},
    };
    for (const auto& row : kRows) {
        INFO(row.literal);
        Arena arena;
        std::string error;
        CHECK(parseInteger(row.literal, arena, error) == nullptr);
        CHECK(error == row.error);
    }
}

TEST_CASE("malformed decimals are refused", "[constant]") {
    for (const char* text : {"1e", "1e+", "1e-", "0e", "1ex", "1.2.3", "1e5.3", "1e5e5", "1.5x",
                             "1jj", "1jx", "0x1.8", "0x1j", "1.x"}) {
        INFO(text);
        Arena arena;
        CHECK(parseDecimal(text, arena) == nullptr);
    }
}

TEST_CASE("kinds of numbers", "[constant]") {
    Arena arena;
    using Kind = Constant::Kind;
    CHECK(literal("9223372036854775807", arena)->kind == Kind::Int);
    CHECK(literal("9223372036854775808", arena)->kind == Kind::BigInt);
    CHECK(operand("-9223372036854775808", arena)->kind == Kind::Int);
    CHECK(literal("1.0", arena)->kind == Kind::Float);
    CHECK(literal("1j", arena)->kind == Kind::Imaginary);
    CHECK(folded({"9223372036854775808", "-", "1", nullptr}, arena)->kind == Kind::Int);
}

TEST_CASE("small ints by width", "[constant]") {
    Arena arena;
    CHECK(literal("1073741823", arena)->isSmallInt(31));
    CHECK_FALSE(literal("1073741824", arena)->isSmallInt(31));
    CHECK(operand("-1073741824", arena)->isSmallInt(31));
    CHECK_FALSE(operand("-1073741825", arena)->isSmallInt(31));
    CHECK_FALSE(literal("1.0", arena)->isSmallInt(31));
}

TEST_CASE("integers beyond the bound are left to run time", "[constant]") {
    Arena arena;
    const std::string edge = std::to_string(kMaxFoldBits - 1);
    const std::string beyond = std::to_string(kMaxFoldBits);
    CHECK(folded({"1", "<<", edge.c_str(), nullptr}, arena) != nullptr);
    CHECK(folded({"1", "<<", beyond.c_str(), nullptr}, arena) == nullptr);
    CHECK(folded({"2", "**", edge.c_str(), nullptr}, arena) != nullptr);
    CHECK(folded({"2", "**", beyond.c_str(), nullptr}, arena) == nullptr);
    CHECK(folded({"3", "**", "4611686018427387904", nullptr}, arena) == nullptr);
    const Constant* half = folded({"1", "<<", "3000000", nullptr}, arena);
    CHECK(foldBinary(abi::BinaryOp::Multiply, *half, *half, arena) == nullptr);
}

TEST_CASE("truth of constants", "[constant]") {
    Arena arena;
    using Kind = Constant::Kind;
    for (const char* text : {"1", "-1", "18446744073709551616", "0.1", "1j", "1e999"}) {
        INFO(text);
        CHECK(constantTruth(*operand(text, arena)));
    }
    for (const char* text : {"0", "0x0", "0.0", "-0.0", "0j", "1e-400"}) {
        INFO(text);
        CHECK_FALSE(constantTruth(*operand(text, arena)));
    }
    CHECK(constantTruth(Constant{Kind::True}));
    CHECK(constantTruth(Constant{Kind::Ellipsis}));
    CHECK_FALSE(constantTruth(Constant{Kind::False}));
    CHECK_FALSE(constantTruth(Constant{Kind::None}));
    CHECK_FALSE(constantTruth(Constant{Kind::Str}));
    CHECK_FALSE(constantTruth(Constant{Kind::Bytes}));
    CHECK_FALSE(constantTruth(Constant{Kind::Tuple}));
    Constant text{Kind::Str};
    text.text = "0";
    CHECK(constantTruth(text));
    const Constant none{};
    const Constant* const items[] = {&none};
    Constant tuple{Kind::Tuple};
    tuple.items = items;
    CHECK(constantTruth(tuple));
}
