// MP2110 unknown-builtin: A builtin name of CPython that the target does not have.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2110 {
namespace {
constexpr Kind kVisits[] = {Kind::Name};

std::string hintOf(std::string_view name) {
    if (name == "format") return "use '{}'.format()";
    if (name == "ascii") return "use repr()";
    if (name == "vars") return "use __dict__";
    if (name == "TimeoutError" || name == "FileNotFoundError" || name == "ConnectionError")
        return "raise OSError(errno.…)";
    if (name == "aiter" || name == "anext") return "call __aiter__() and __anext__()";
    return {};
}

void check(Context& c, const Node& node) {
    const targets::Entry* builtins = c.builtins();
    if (!builtins) return;
    const std::string_view name = c.text(node.name);
    if (name.size() < 3 || name.starts_with("__")) return;
    if (!node.parent || node.parent->kind == Kind::Handler || node.parent->kind == Kind::Alias ||
        node.parent->kind == Kind::Global)
        return;
    if (node.parent->kind == Kind::Tuple && node.parent->parent->kind == Kind::Handler) return;
    const targets::Entry* entry = c.table.child(*builtins, name);
    if (entry && !c.lacking(*entry)) return;
    if (c.resolve(node) || !c.table.isCPythonName("builtins", name)) return; // the slow one last
    if (c.mayBeStarred(name)) return;
    if (name == "exit" || name == "quit" || name == "copyright" || name == "license" ||
        name == "credits") {
        c.report(Code::MP2110, node.span,
                 "'" + std::string(name) + "' is no builtin in MicroPython", "use sys.exit()");
        return;
    }
    Finding* found = c.report(Code::MP2110, node.span,
                              "MicroPython has no builtin '" + std::string(name) + "'" +
                                  (entry ? " on this target" : ""),
                              entry ? "" : hintOf(name));
    // What warns of old ways of calling is hardly ever reached.
    if (found && name.ends_with("Warning") && c.inFunction()) found->level = Level::Warning;
}
} // namespace
} // namespace mp2110

const RuleBody bodyMP2110{Code::MP2110,
                          {"A builtin name of CPython that the target does not have.",
                           "NameError when the line is reached.", "unix",
                           R"py(print(format(1, "x"))
)py",
                           R"py(print("{:x}".format(1))
)py"},
                          mp2110::kVisits,
                          mp2110::check};

} // namespace taipan::lint
