// MP3001 unknown-module: An import of a module that the firmware does not have.
#include "lint/analysis/context.h"
#include "lint/analysis/modules.h"

namespace taipan::lint {

namespace mp3001 {
namespace {
constexpr Kind kVisits[] = {Kind::Import, Kind::ImportFrom};

void check(Context& c, const Node& node) {
    checkImports(c, node);
}
} // namespace
} // namespace mp3001

const RuleBody bodyMP3001{Code::MP3001,
                          {"An import of a module that the firmware does not have.",
                           "ImportError when the import runs.", "unix",
                           R"py(import dataclasses
)py",
                           R"py(class Point:
    pass
)py"},
                          mp3001::kVisits,
                          mp3001::check};

} // namespace taipan::lint
