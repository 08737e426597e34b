// MP4119 single-precision: A number with more digits than a single-precision float keeps.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4119 {
namespace {
constexpr Kind kVisits[] = {Kind::Number, Kind::Binary};

std::string inDigits(double value, size_t digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*e",
                  static_cast<int>(std::clamp<size_t>(digits, 1, 40)) - 1, value);
    return text;
}

void check(Context& c, const Node& node) {
    if (!c.lacks("float64") || c.lacks("float") || c.target.isCircuitPython) return;
    if (node.kind == Kind::Binary) {
        if (node.detail == static_cast<uint16_t>(Operator::Divide) && node.a->kind == Kind::Call &&
            (c.isPath(node.a->a, "time", "time") || c.isPath(node.a->a, "time", "time_ns")))
            c.report(Code::MP4119, node.span,
                     "the time as a single-precision float is right to a minute only",
                     "divide with //");
        return;
    }
    if (node.detail != static_cast<uint16_t>(NumberKind::Float)) return;
    size_t digits = 0;
    bool exponent = false, begun = false;
    for (const char digit : c.text(node)) {
        exponent |= digit == 'e' || digit == 'E';
        begun |= digit >= '1' && digit <= '9';
        if (!exponent && begun && digit >= '0' && digit <= '9') ++digits;
    }
    // 60000000.0 has eight digits, and is a float all the same.
    const double value = std::strtod(std::string(c.text(node)).c_str(), nullptr);
    const auto kept = static_cast<double>(static_cast<float>(value));
    if (kept == value || inDigits(kept, digits) == inDigits(value, digits)) return;
    // Constants of mathematics are written with all digits everywhere, and rounding them is meant.
    const std::string_view text = c.text(node);
    if (digits > 8 && !text.starts_with("3.14159") && !text.starts_with("2.71828") &&
        !text.starts_with("6.28318") && !text.starts_with("1.41421") &&
        !text.starts_with("0.0174") && !text.starts_with("57.29"))
        c.report(Code::MP4119, node.span, "a single-precision float keeps about 7 of these digits",
                 "use whole numbers of a smaller unit");
}
} // namespace
} // namespace mp4119

const RuleBody bodyMP4119{
    Code::MP4119,
    {"A number with more digits than a single-precision float keeps.",
     "Floats have 24 bits on most boards, about 7 digits: the rest is lost without a word.",
     "esp32",
     R"py(x = 51.47734568
)py",
     R"py(x = 51.477
)py"},
    mp4119::kVisits,
    mp4119::check};

} // namespace taipan::lint
