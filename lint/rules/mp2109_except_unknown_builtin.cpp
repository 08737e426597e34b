// MP2109 except-unknown-builtin: An except clause that names an exception which MicroPython does
// not have.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2109 {
namespace {
constexpr Kind kVisits[] = {Kind::Handler};

struct Row {
    std::string_view name, use;
};
constexpr Row kRows[] = {
    {"FileNotFoundError", "OSError"},       {"FileExistsError", "OSError"},
    {"PermissionError", "OSError"},         {"IsADirectoryError", "OSError"},
    {"NotADirectoryError", "OSError"},      {"TimeoutError", "OSError"},
    {"ConnectionError", "OSError"},         {"ConnectionResetError", "OSError"},
    {"ConnectionRefusedError", "OSError"},  {"ConnectionAbortedError", "OSError"},
    {"BrokenPipeError", "OSError"},         {"BlockingIOError", "OSError"},
    {"InterruptedError", "OSError"},        {"ProcessLookupError", "OSError"},
    {"ChildProcessError", "OSError"},       {"IOError", "OSError"},
    {"EnvironmentError", "OSError"},        {"ModuleNotFoundError", "ImportError"},
    {"UnicodeDecodeError", "UnicodeError"}, {"UnicodeEncodeError", "UnicodeError"},
    {"UnboundLocalError", "NameError"},     {"RecursionError", "RuntimeError"},
};
std::string_view instead(std::string_view name) {
    for (const Row& row : kRows)
        if (row.name == name) return row.use;
    return {};
}

void check(Context& c, const Node& node) {
    if (!node.a) return;
    const auto one = [&](const Node& type) {
        const std::string_view name = c.text(type.name);
        if (type.kind != Kind::Name || c.resolve(type) || c.mayBeStarred(name)) return;
        const targets::Entry* builtins = c.builtins();
        if (!builtins || !c.table.isCPythonName("builtins", name)) return;
        const targets::Entry* entry = c.table.child(*builtins, name);
        if (entry && !c.lacking(*entry)) return;
        const std::string_view use = instead(name);
        Finding* found = c.report(Code::MP2109, type.span,
                                  "MicroPython has no '" + std::string(name) +
                                      "': NameError when an exception arrives here",
                                  use.empty() ? "" : "catch " + std::string(use));
        // str is UTF-8 throughout: what CPython raises there hardly ever comes.
        if (found && name.starts_with("Unicode")) found->level = Level::Warning;
        if (found && !use.empty()) found->fix = {{{type.span, std::string(use)}}, false};
    };
    if (node.a->kind == Kind::Tuple)
        for (const Node* item : node.a->items) one(*item);
    else
        one(*node.a);
}
} // namespace
} // namespace mp2109

const RuleBody bodyMP2109{
    Code::MP2109,
    {"An except clause that names an exception which MicroPython does not have.",
     "The clause is evaluated when an exception arrives: then NameError takes its place.", "unix",
     R"py(try:
    open("x")
except FileNotFoundError:
    pass
)py",
     R"py(try:
    open("x")
except OSError:
    pass
)py"},
    mp2109::kVisits,
    mp2109::check};

} // namespace taipan::lint
