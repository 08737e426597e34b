// MP4101 slice-step: A slice with a step, where MicroPython has none.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4101 {
namespace {
constexpr Kind kVisits[] = {Kind::Subscript};

bool isBuiltIn(const Type& type) {
    return type.module == "builtins" || type.module == "array";
}

/// Whether the name has several values, all of them of built-in types.
bool allBuiltIn(const Context& c, const Node& node) {
    const Binding* binding = node.kind == Kind::Name ? c.resolve(node) : nullptr;
    if (!binding || binding->kinds != bound::kAssign) return false;
    for (uint32_t i = binding->sources; i; i = c.file.scopes->source(i).next)
        if (!isBuiltIn(c.type(c.file.scopes->source(i).node))) return false;
    return true;
}

void check(Context& c, const Node& node) {
    if (node.b->kind != Kind::Slice || !node.b->c) return;
    const Node& step = *node.b->c;
    if (step.kind == Kind::Constant || c.integer(&step) == 1) return;
    const Node* outer = node.parent;
    const bool deleted = outer && outer->kind == Kind::Del;
    const bool stored = outer && ((outer->kind == Kind::Assign && &node != outer->b) ||
                                  (outer->kind == Kind::AugAssign && outer->a == &node));
    if (deleted || stored) {
        // An object of a class of its own may take any slice, as the pixels of an LED strip do.
        const Type owner = c.type(node.a);
        if (!isBuiltIn(owner) && !allBuiltIn(c, *node.a)) return;
        Finding* found = c.report(Code::MP4101, node.span,
                                  stored ? "nothing can be stored to a slice with a step"
                                         : "a slice with a step cannot be deleted",
                                  "use a loop");
        if (found && owner.fromAnnotation) found->level = Level::Warning;
        return;
    }
    const Type owner = c.type(node.a);
    const bool bad = owner.is("str") || owner.is("bytes") || owner.is("bytearray") ||
                     owner.is("tuple") || owner.is("memoryview") ||
                     (owner.module == "array" && owner.name == "array");
    if (!bad) return;
    Finding* found =
        c.report(Code::MP4101, node.span,
                 std::string(owner.name) + " has no slices with a step: NotImplementedError",
                 c.integer(&step) == -1 ? "use reversed()" : "use a loop");
    if (found && owner.fromAnnotation) found->level = Level::Warning;
}
} // namespace
} // namespace mp4101

const RuleBody bodyMP4101{Code::MP4101,
                          {"A slice with a step, where MicroPython has none.",
                           "Strings, bytes, bytearrays, tuples and arrays: NotImplementedError. "
                           "Lists can be read with a step, but not stored to or deleted from.",
                           "unix",
                           R"py(print("abc"[::-1])
)py",
                           R"py(print("".join(reversed("abc")))
)py"},
                          mp4101::kVisits,
                          mp4101::check};

} // namespace taipan::lint
