// MP4103 encoding-name: An encoding other than UTF-8.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4103 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    const Node* encoding = nullptr;
    if (node.a->kind == Kind::Attribute) {
        const std::string_view name = c.text(node.a->name);
        const Type owner = c.type(node.a->a);
        if ((name != "encode" && name != "decode") || node.items.empty() || c.path(node.a->a) ||
            c.isImported(node.a->a))
            return;
        if (owner && !owner.is("str") && !owner.is("bytes") && !owner.is("bytearray")) return;
        encoding = node.items[0];
    } else if ((c.isBuiltin(node.a, "str") || c.isBuiltin(node.a, "bytes") ||
                c.isBuiltin(node.a, "bytearray")) &&
               node.items.size() >= 2) {
        encoding = node.items[1];
    }
    const auto name = c.literal(encoding);
    if (!name || *name == "utf-8" || *name == "utf8" || *name == "ascii" ||
        c.target.isCircuitPython)
        return;
    std::string small = *name;
    for (char& letter : small)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter | 0x20);
    if (small == "utf_8" || small == "us-ascii") small = "utf-8";
    const bool spelling = small == "utf-8" || small == "utf8" || small == "ascii";
    const bool now = c.anySince("1.29");
    if (!now && spelling) return;
    Finding* found = c.report(Code::MP4103, encoding->span,
                              now ? "unknown encoding '" + *name + "': LookupError from 1.29"
                                  : "encodings are ignored: this is UTF-8",
                              spelling ? "write '" + small + "'" : "convert by hand");
    if (found && spelling) found->fix = {{{encoding->span, "'" + small + "'"}}, true};
}
} // namespace
} // namespace mp4103

const RuleBody bodyMP4103{Code::MP4103,
                          {"An encoding other than UTF-8.",
                           "From 1.29 LookupError, for all but \"utf-8\", \"utf8\" and \"ascii\" "
                           "in small letters; before, the name was ignored and UTF-8 taken.",
                           "unix",
                           R"py(print("a".encode("latin-1"))
)py",
                           R"py(print("a".encode("utf-8"))
)py"},
                          mp4103::kVisits,
                          mp4103::check};

} // namespace taipan::lint
