// MP3003 typing-import: An import of typing or __future__ that nothing guards.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP3003{Code::MP3003,
                          {"An import of typing or __future__ that nothing guards.",
                           "No firmware has them: ImportError. Annotations are not evaluated, so "
                           "that a guarded import is enough.",
                           "unix",
                           R"py(from typing import List
def f(x: List[int]):
    return x
)py",
                           R"py(try:
    from typing import List
except ImportError:
    pass
def f(x: List[int]):
    return x
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
