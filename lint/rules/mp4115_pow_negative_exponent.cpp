// MP4115 pow-negative-exponent: pow() with a negative exponent and a modulus.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4115 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    if (c.isBuiltin(node.a, "pow") && node.items.size() == 3 &&
        c.integer(node.items[1]).value_or(0) < 0)
        c.report(Code::MP4115, node.span,
                 "pow() with a negative exponent and a modulus is 0 in MicroPython",
                 "compute the inverse by Euclid's algorithm");
}
} // namespace
} // namespace mp4115

const RuleBody bodyMP4115{Code::MP4115,
                          {"pow() with a negative exponent and a modulus.",
                           "The result is 0, without a word.", "unix",
                           R"py(print(pow(3, -1, 7))
)py",
                           R"py(print(pow(3, 5, 7))
)py"},
                          mp4115::kVisits,
                          mp4115::check};

} // namespace taipan::lint
