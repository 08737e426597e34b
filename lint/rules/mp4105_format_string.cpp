// MP4105 format-string: A format string with something that MicroPython does not format.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4105 {
namespace {
constexpr Kind kVisits[] = {Kind::Call, Kind::Field};

void specification(Context& c, std::string_view text, SourceSpan span, const Type& type) {
    if (text.empty()) return;
    const std::string_view aligns = "<>^=";
    size_t at = 0;
    if (text.size() > 1 && aligns.find(text[1]) != aligns.npos) {
        if (text[0] == '=')
            return void(c.report(Code::MP4105, span, "'=' cannot fill: ValueError"));
        at = 2;
    } else if (aligns.find(text[0]) != aligns.npos) {
        at = 1;
    }
    if (at < text.size() && text[at] == 'z')
        return void(c.report(Code::MP4105, span, "there is no 'z' in a format: ValueError"));
    if (text.find('%') != text.npos && text.back() != '%')
        return void(c.report(Code::MP4105, span, "a date cannot be formatted this way: ValueError",
                             "format the fields of time.localtime()"));
    const char last = text.back();
    const bool isFloat =
        last == 'f' || last == 'e' || last == 'g' || last == '%' || type.is("float");
    if (isFloat && text.find(',') != text.npos) {
        if (Finding* found =
                c.report(Code::MP4105, span, "a comma in the format of a float is ignored",
                         "group the whole part by itself", Raises::Nothing))
            found->level = Level::Warning;
    } else if (text.find('_', at) != text.npos && c.anyBefore("1.26")) {
        c.report(Code::MP4105, span, "'_' in a format came with 1.26: ValueError before");
    }
}

void check(Context& c, const Node& node) {
    if (node.kind == Kind::Field) {
        if (node.nameSpan.begin < node.nameSpan.end && node.items.empty())
            specification(c, c.text(node.nameSpan), node.nameSpan, c.type(node.a));
        return;
    }
    if (!c.isAttribute(node.a, "format")) return;
    const auto text = c.literal(node.a->a);
    if (!text) return;
    bool numbered = false, automatic = false;
    for (size_t at = 0; at < text->size(); ++at) {
        if ((*text)[at] == '{' && at + 1 < text->size() && (*text)[at + 1] == '{') {
            ++at;
            continue;
        }
        if ((*text)[at] != '{') continue;
        const size_t end = text->find('}', at);
        if (end == text->npos) return;
        const std::string field = text->substr(at + 1, end - at - 1);
        const size_t stop = std::min(field.find_first_of("!:"), field.size());
        const std::string name = field.substr(0, stop);
        if (name.find_first_of(".[") != name.npos)
            return void(c.report(Code::MP4105, node.a->a->span,
                                 "a field has neither attributes nor indices: NotImplementedError",
                                 "pass the value itself", Raises::NotImplementedError));
        if (field.find("!a") == stop && stop < field.size())
            return void(
                c.report(Code::MP4105, node.a->a->span, "there is no conversion !a: ValueError"));
        if (name.empty())
            automatic = true;
        else if (name[0] >= '0' && name[0] <= '9')
            numbered = true;
        const size_t colon = field.find(':', stop);
        if (colon != field.npos && field.find('{') == field.npos)
            specification(c, std::string_view(field).substr(colon + 1), node.a->a->span, {});
        at = end;
    }
    if (numbered && automatic)
        c.report(Code::MP4105, node.a->a->span,
                 "numbered fields and {} do not go together: ValueError");
}
} // namespace
} // namespace mp4105

const RuleBody bodyMP4105{Code::MP4105,
                          {"A format string with something that MicroPython does not format.",
                           "Fields with attributes or indices: NotImplementedError; =^, z, %Y and "
                           "the like: ValueError; a comma in a float is ignored.",
                           "unix",
                           R"py(print("{0[1]}".format([1, 2]))
)py",
                           R"py(print("{}".format([1, 2][1]))
)py"},
                          mp4105::kVisits,
                          mp4105::check};

} // namespace taipan::lint
