// MP1014 string-prefix-case: A capital letter before a string.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1014 {
namespace {
constexpr Kind kVisits[] = {Kind::StringPart};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    if (!(node.flags & flag::kUpper)) return;
    const uint32_t end = node.nameSpan.begin - (node.flags & flag::kTriple ? 3 : 1);
    std::string prefix(c.text(SourceSpan{node.span.begin, end}));
    for (char& letter : prefix) letter = static_cast<char>(letter | 0x20);
    if (Finding* found = c.report(Code::MP1014, {node.span.begin, end},
                                  "MicroPython knows prefixes of strings in small letters only",
                                  "write " + prefix + "''"))
        found->fix = {{{{node.span.begin, end}, prefix}}, true};
}
} // namespace
} // namespace mp1014

const RuleBody bodyMP1014{Code::MP1014,
                          {"A capital letter before a string.",
                           "MicroPython knows r, b, u, f and their pairs in small letters only; "
                           "the file does not compile.",
                           "unix",
                           R"py(print(R'\d', F'{1}')
)py",
                           R"py(print(r'\d', f'{1}')
)py"},
                          mp1014::kVisits,
                          mp1014::check};

} // namespace taipan::lint
