// MP1016 unicode-name-escape: \N{NAME} in a string.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1016 {
namespace {
constexpr Kind kVisits[] = {Kind::StringPart};

void check(Context& c, const Node& node) {
    if (!c.file.rejected) return; // the compiler of the newest release takes the file as it is

    if (node.flags & (flag::kRaw | flag::kBytes)) return;
    const std::string_view text = c.text(node.nameSpan);
    for (size_t at = 0; at + 2 < text.size(); ++at) {
        if (text[at] != '\\') continue;
        if (text[at + 1] == 'N' && text[at + 2] == '{') {
            const uint32_t begin = node.nameSpan.begin + static_cast<uint32_t>(at);
            return void(c.report(Code::MP1016, {begin, begin + 2},
                                 "MicroPython has no names of characters",
                                 "write the code point as \\u or \\U"));
        }
        ++at;
    }
}
} // namespace
} // namespace mp1016

const RuleBody bodyMP1016{Code::MP1016,
                          {"\\N{NAME} in a string.",
                           "MicroPython has no names of characters; the file does not compile.",
                           "unix",
                           R"py(print('\N{BULLET}')
)py",
                           R"py(print('\u2022')
)py"},
                          mp1016::kVisits,
                          mp1016::check};

} // namespace taipan::lint
