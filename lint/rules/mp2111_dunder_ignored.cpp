// MP2111 dunder-ignored: A special method that MicroPython never calls.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp2111 {
namespace {
constexpr Kind kVisits[] = {Kind::FunctionDef};

struct Row {
    std::string_view name;
    const char* feature; // "" never; "<1.26": before that release; else the switch it needs
    const char* hint;
};
constexpr Row kRows[] = {
    {"__del__", "", "call a method of your own, or use with"},
    {"__init_subclass__", "", "use a class decorator"},
    {"__getattribute__", "", "use __getattr__"},
    {"__missing__", "", "use get() or setdefault()"},
    {"__format__", "", "format the text of the object"},
    {"__index__", "", "convert with a method of your own"},
    {"__bytes__", "", "call a method of your own"},
    {"__round__", "", "call a method of your own"},
    {"__imatmul__", "", "write a = a @ b"},
    {"__class_getitem__", "", ""},
    {"__set_name__", "<1.26", "give the name to the constructor"},
    {"__setattr__", "setattr_hooks", ""},
    {"__delattr__", "setattr_hooks", ""},
    {"__get__", "descriptors", "use property"},
    {"__set__", "descriptors", "use property"},
    {"__radd__", "reverse_ops", ""},
    {"__rsub__", "reverse_ops", ""},
    {"__rmul__", "reverse_ops", ""},
};

/// Whether the method's class has the built-in dict as its only base: others may call what dict
/// does not.
bool derivesFromDict(const Context& c, const Node& method) {
    const Node* owner = c.enclosing(method, Kind::ClassDef);
    return owner && owner->items.size() == 1 && c.isBuiltin(owner->items[0], "dict");
}

void check(Context& c, const Node& node) {
    if (c.file.scopes->scope(c.file.scopes->of(node)).kind != ScopeKind::Class) return;
    const std::string_view name = c.text(node.name);
    if (!name.starts_with("__")) return;
    if (name == "__bytes__" && c.target.isCircuitPython) return; // its bytes() calls it
    for (const Row& row : kRows) {
        if (row.name != name) continue;
        const bool off = *row.feature ? row.feature[0] == '<'
                                            ? c.anyBefore(row.feature + 1)
                                            : c.lacks(row.feature) && !c.target.isCircuitPython
                                      : true;
        // A file that calls it itself does without that.
        const std::string call = "self." + std::string(name) + "(";
        if (c.file.source->text().find(call) != std::string_view::npos) return;
        if (name == "__missing__" && !derivesFromDict(c, node)) return;
        if (off)
            c.report(Code::MP2111, node.nameSpan,
                     "MicroPython does not call " + std::string(name) +
                         (*row.feature ? " on this target" : ""),
                     row.hint);
        return;
    }
}
} // namespace
} // namespace mp2111

const RuleBody bodyMP2111{Code::MP2111,
                          {"A special method that MicroPython never calls.",
                           "It is a method like others; what it was for does not happen.", "unix",
                           R"py(class A:
    def __del__(self):
        print("gone")
)py",
                           R"py(class A:
    def close(self):
        print("gone")
)py"},
                          mp2111::kVisits,
                          mp2111::check};

} // namespace taipan::lint
