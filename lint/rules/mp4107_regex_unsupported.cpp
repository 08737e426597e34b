// MP4107 regex-unsupported: A regular expression that the engine does not know.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp4107 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

/// Whether `{` begins a count: {2}, {2,}, {2,3}.
bool repeats(std::string_view text) {
    const size_t end = text.find('}');
    return end != text.npos &&
           text.substr(1, end - 1).find_first_not_of("0123456789,") == text.npos;
}

void check(Context& c, const Node& node) {
    if (node.items.empty()) return;
    bool any = false;
    for (const std::string_view name :
         {"match", "search", "compile", "sub", "findall", "split", "fullmatch", "finditer"})
        any |= c.isPath(node.a, "re", name);
    const Node& argument = *node.items[0];
    if (!any || argument.kind != Kind::String || argument.items.size() != 1 ||
        argument.flags & flag::kFormat)
        return;
    const std::string_view text = c.text(argument.items[0]->nameSpan);
    const bool raw = argument.flags & flag::kRaw;
    const char* fault = nullptr;
    bool silent = false, inSet = false;
    for (size_t i = 0; i < text.size() && !fault; ++i) {
        char at = text[i];
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (at == '\\') {
            size_t step = 1;
            char code = next;
            if (!raw && next == '\\') {
                code = i + 2 < text.size() ? text[i + 2] : '\0';
                step = 2;
            } else if (!raw) {
                i += 1;
                continue;
            }
            if (code == 'b' && !inSet) {
                fault = "\\b";
                silent = true;
            }
            if (code == 'B' || code == 'A' || code == 'Z') {
                if (!inSet) {
                    fault = "\\A, \\Z and \\B";
                    silent = true;
                }
            }
            if (code >= '1' && code <= '9' && !inSet) {
                fault = "back references";
                silent = true;
            }
            i += step;
            continue;
        }
        if (at == '[' && !inSet) {
            inSet = true;
            if (next == '^') ++i;
            if (i + 1 < text.size() && text[i + 1] == ']') ++i;
            continue;
        }
        if (at == ']') inSet = false;
        if (inSet) continue;
        if (at == '{' && i > 0 && next >= '0' && next <= '9' && repeats(text.substr(i))) {
            fault = "{m,n}";
            silent = true;
        }
        if (at == '(' && next == '?' && text.substr(i, 3) != "(?:")
            fault =
                text.substr(i, 4) == "(?P<" ? "named groups" : "lookaround and flags in a pattern";
    }
    if (fault)
        c.report(Code::MP4107, argument.span,
                 std::string("MicroPython's regular expressions have no ") + fault +
                     (silent ? ": this never matches" : ": ValueError"),
                 "write it out, or look at the text by hand",
                 silent ? Raises::Nothing : Raises::ValueError);
}
} // namespace
} // namespace mp4107

const RuleBody bodyMP4107{Code::MP4107,
                          {"A regular expression that the engine does not know.",
                           "{m,n}, \\\\b and back references never match, without a word; named "
                           "groups, lookaround and flags in the pattern: ValueError.",
                           "unix",
                           R"py(import re
print(re.match("a{2}", "aa"))
)py",
                           R"py(import re
print(re.match("aa", "aa"))
)py"},
                          mp4107::kVisits,
                          mp4107::check};

} // namespace taipan::lint
