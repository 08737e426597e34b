// MP3201 u-module: A module by its old name with a u.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp3201 {
namespace {
constexpr Kind kVisits[] = {Kind::Import, Kind::ImportFrom};

/// Whether the file is the module of that name, or in the package: it extends the built-in one,
/// which the old name alone still means there.
bool isOwnName(const Context& c, std::string_view plain) {
    std::string_view path = c.file.path;
    for (int parts = 0; parts < 3 && !path.empty(); ++parts) {
        const size_t slash = path.rfind('/');
        std::string_view part = path.substr(slash == path.npos ? 0 : slash + 1);
        if (part.ends_with(".py")) part.remove_suffix(3);
        if (part == plain) return true;
        path = path.substr(0, slash == path.npos ? 0 : slash);
    }
    return false;
}

void check(Context& c, const Node& node) {
    if (c.anyBefore("1.21") || c.target.isCircuitPython) return;
    const auto one = [&](std::string_view name, SourceSpan span, const Node* alias) {
        if (name.size() < 3 || name[0] != 'u' || !c.mayImport(name) || !c.mayImport(name.substr(1)))
            return;
        const std::string_view plain = name.substr(1);
        if (isOwnName(c, plain)) return;
        const targets::Entry* entry = c.table.module(name);
        if (c.lacking(*entry)) return;
        Finding* found =
            c.report(Code::MP3201, span,
                     "'" + std::string(name) + "' is the old name of '" + std::string(plain) + "'",
                     "", Raises::ImportError);
        if (!found) return;
        found->fix = {
            {{span, std::string(plain) + (alias && !alias->a ? " as " + std::string(name) : "")}},
            true};
    };
    if (node.kind == Kind::ImportFrom) {
        if (!node.detail) one(c.text(node.name), node.nameSpan, nullptr);
        return;
    }
    for (const Node* alias : node.items) one(c.text(alias->name), alias->nameSpan, alias);
}
} // namespace
} // namespace mp3201

const RuleBody bodyMP3201{Code::MP3201,
                          {"A module by its old name with a u.",
                           "From 1.21 the plain names are the modules; the old ones are kept for "
                           "those that can be extended.",
                           "unix",
                           R"py(import utime
)py",
                           R"py(import time
)py"},
                          mp3201::kVisits,
                          mp3201::check};

} // namespace taipan::lint
