// MP3101 unknown-attribute: A name that a module or class does not have on the target.
#include "lint/analysis/context.h"
#include "lint/analysis/modules.h"

namespace taipan::lint {

namespace mp3101 {
namespace {
constexpr Kind kVisits[] = {Kind::Attribute, Kind::ImportFrom};

void check(Context& c, const Node& node) {
    if (node.kind == Kind::ImportFrom) {
        checkImportedNames(c, node);
        return;
    }
    const Path parent = c.path(node.a);
    if (!parent) return;
    if (parent.depth == 2 && (!parent.entry || parent.entry->kind != 'c')) return;
    if (isStoredTo(node)) return;
    const std::string dotted = parent.module + "." + std::string(c.text(node.name));
    const bool added = c.table.isAdded(parent.module, c.text(node.name));
    if (parent.depth == 1 && c.table.module(dotted) && (!added || c.mayImport(dotted))) return;
    checkName(c, parent, c.text(node.name), node.nameSpan, false);
}
} // namespace
} // namespace mp3101

const RuleBody bodyMP3101{Code::MP3101,
                          {"A name that a module or class does not have on the target.",
                           "AttributeError, or ImportError for from … import.", "unix",
                           R"py(import time
print(time.monotonic())
)py",
                           R"py(import time
print(time.ticks_ms())
)py"},
                          mp3101::kVisits,
                          mp3101::check};

} // namespace taipan::lint
