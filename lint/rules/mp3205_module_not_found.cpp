// MP3205 module-not-found: A module that nothing is known of, and that is not beside the file.
#include "lint/analysis/context.h"

namespace taipan::lint {

// Reported with the other imports: analysis/modules.cpp.
const RuleBody bodyMP3205{
    Code::MP3205,
    {"A module that nothing is known of, and that is not beside the file.",
     "ImportError, unless the board has it in its file system: no firmware has it, micropython-lib "
     "has it not, and it is not in the folders that are linted.",
     "unix",
     R"py(import pygments
)py",
     R"py(try:
    import pygments
except ImportError:
    pygments = None
)py"},
    {},
    nullptr};

} // namespace taipan::lint
