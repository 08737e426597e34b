// MP4111 oserror-details: .strerror or .filename of an OSError.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4111 {
namespace {
constexpr Kind kVisits[] = {Kind::Attribute};

void check(Context& c, const Node& node) {
    const std::string_view name = c.text(node.name);
    if ((name != "strerror" && name != "filename" && name != "filename2") ||
        node.a->kind != Kind::Name)
        return;
    if (name == "strerror" && c.target.isCircuitPython) return;
    const Binding* binding = c.resolve(*node.a);
    if (!binding || !binding->is(bound::kOther)) return;
    for (uint32_t i = binding->sources; i; i = c.file.scopes->source(i).next)
        if (c.file.scopes->source(i).node->kind != Kind::Handler) return;
    c.report(Code::MP4111, node.nameSpan, "an OSError has .errno and nothing else: AttributeError",
             "print the exception itself");
}
} // namespace
} // namespace mp4111

const RuleBody bodyMP4111{Code::MP4111,
                          {".strerror or .filename of an OSError.",
                           "There is only .errno: AttributeError.", "unix",
                           R"py(try:
    open("x")
except OSError as e:
    print(e.strerror)
)py",
                           R"py(try:
    open("x")
except OSError as e:
    print(e.errno)
)py"},
                          mp4111::kVisits,
                          mp4111::check};

} // namespace taipan::lint
