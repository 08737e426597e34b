// MP3106 removed: A name that went with an earlier release than the target.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP3106{Code::MP3106,
                          {"A name that went with an earlier release than the target.",
                           "It is not there any more: AttributeError or ImportError.", "esp32@1.24",
                           R"py(import zlib
)py",
                           R"py(import deflate
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
