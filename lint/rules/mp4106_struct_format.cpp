// MP4106 struct-format: A struct format that MicroPython does not read.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4106 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    if (node.items.empty()) return;
    bool pack = false, any = false;
    for (const std::string_view name : {"pack", "pack_into", "unpack", "unpack_from", "calcsize"})
        if (c.isPath(node.a, "struct", name)) {
            any = true;
            pack = name == "pack";
        }
    const auto format = c.literal(node.items[0]);
    if (!any || !format) return;
    size_t values = 0, count = 0;
    bool counted = false;
    for (size_t i = 0; i < format->size(); ++i) {
        const char code = (*format)[i];
        if (i == 0 && std::string_view("<>=@!").find(code) != std::string_view::npos) continue;
        if (code >= '0' && code <= '9') {
            count = count * 10 + static_cast<size_t>(code - '0');
            counted = true;
            continue;
        }
        if (std::string_view("?nN \t").find(code) != std::string_view::npos) {
            Finding* found = c.report(Code::MP4106, node.items[0]->span,
                                      code == ' ' ? "a struct format has no blanks: ValueError"
                                                  : std::string("there is no struct code '") +
                                                        code + "': ValueError",
                                      code == '?' ? "use B" : "");
            if (found && code == ' ' && node.items[0]->items.size() == 1) {
                std::string plain;
                for (const char keep : c.text(*node.items[0]))
                    if (keep != ' ') plain += keep;
                found->fix = {{{node.items[0]->span, plain}}, true};
            }
            return;
        }
        values += code == 's' || code == 'p' ? 1 : code == 'x' ? 0 : counted ? count : 1;
        count = 0;
        counted = false;
    }
    if (!pack) return;
    for (const Node* item : node.items)
        if (item->kind == Kind::Starred || item->kind == Kind::DoubleStarred) return;
    if (node.items.size() - 1 != values)
        c.report(Code::MP4106, node.span,
                 "the format has " + std::to_string(values) + " values, the call " +
                     std::to_string(node.items.size() - 1) + ": " +
                     (node.items.size() - 1 < values ? "zeros are packed" : "the rest is dropped"),
                 "", Raises::Nothing);
}
} // namespace
} // namespace mp4106

const RuleBody bodyMP4106{
    Code::MP4106,
    {"A struct format that MicroPython does not read.",
     "Blanks, ? and n: ValueError. With too few values, zeros are packed; too many are dropped.",
     "unix",
     R"py(import struct
print(struct.calcsize("< i"))
)py",
     R"py(import struct
print(struct.calcsize("<i"))
)py"},
    mp4106::kVisits,
    mp4106::check};

} // namespace taipan::lint
