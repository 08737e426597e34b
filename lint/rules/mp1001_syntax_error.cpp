// MP1001 syntax-error: Something that the grammar of MicroPython does not have, and for which there
// is no finer rule.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP1001{Code::MP1001,
                          {"Something that the grammar of MicroPython does not have, and for which "
                           "there is no finer rule.",
                           "The file does not compile: nothing of it runs.", "unix",
                           R"py(print(1
)py",
                           R"py(print(1)
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
