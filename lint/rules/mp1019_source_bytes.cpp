// MP1019 source-bytes: Bytes in the source that MicroPython reads as part of a name: a byte order
// mark, a no-break space, a form feed.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp1019 {
namespace {
constexpr Kind kVisits[] = {Kind::Module};

/// Names with a no-break space in them.
void spaces(Context& c, const Node& node) {
    if (node.kind == Kind::Name && c.text(node.name).find("\xc2\xa0") != std::string_view::npos)
        c.report(Code::MP1019, node.span, "a no-break space becomes part of the name: NameError",
                 "put a plain space there");
    forEachChild(node, [&](const Node& child) { spaces(c, child); });
}

void check(Context& c, const Node& node) {
    const std::string_view text = c.file.source->text();
    if (text.starts_with("\xef\xbb\xbf"))
        if (Finding* found =
                c.report(Code::MP1019, {0, 3},
                         "the byte order mark becomes part of the first name: NameError",
                         "save the file without it"))
            found->fix = {{{{0, 3}, ""}}, true};
    if (text.find("\xc2\xa0") != text.npos) spaces(c, node);
    for (size_t at = 0; c.file.rejected && (at = text.find('\f', at)) != text.npos; ++at)
        if (at == 0 || text[at - 1] == '\n') {
            const auto begin = static_cast<uint32_t>(at);
            if (Finding* found =
                    c.report(Code::MP1019, {begin, begin + 1},
                             "a form feed at the begin of a line is an indentation", "remove it"))
                found->fix = {{{{begin, begin + 1}, ""}}, true};
        }
}
} // namespace
} // namespace mp1019

const RuleBody bodyMP1019{Code::MP1019,
                          {"Bytes in the source that MicroPython reads as part of a name: a byte "
                           "order mark, a no-break space, a form feed.",
                           "MicroPython skips none of them: names get longer by them, and a form "
                           "feed at the begin of a line is an indentation.",
                           "unix",
                           R"py(﻿print(1)
)py",
                           R"py(print(1)
)py"},
                          mp1019::kVisits,
                          mp1019::check};

} // namespace taipan::lint
