// MP7012 large-source: A source file that is large for compiling on a small board.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp7012 {
namespace {
constexpr Kind kVisits[] = {Kind::Module};

void check(Context& c, const Node&) {
    const std::string_view port = c.target.port;
    const size_t limit = port == "esp8266"                            ? 12000
                         : port == "samd" && c.lacks("setattr_hooks") ? 8000
                         : port == "nrf" && c.lacks("fstrings")       ? 5000
                                                                      : 0;
    if (!limit || c.file.source->text().size() <= limit) return;
    c.report(Code::MP7012, {0, 0},
             std::to_string(c.file.source->text().size() / 1000) +
                 " kB of source may be too much to compile on this board",
             "compile it to .mpy, or freeze it");
}
} // namespace
} // namespace mp7012

const RuleBody bodyMP7012{
    Code::MP7012,
    {"A source file that is large for compiling on a small board.",
     "The compiler of the board holds the tree of the whole file in memory: MemoryError at import. "
     "A .mpy needs no compiling, a frozen one not even memory for its code.",
     "esp8266",
     R"py(# size
)py",
     R"py(x = 1
)py"},
    mp7012::kVisits,
    mp7012::check};

} // namespace taipan::lint
