// MP3204 module-of-other-port: A module that belongs to another port.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP3204{Code::MP3204,
                          {"A module that belongs to another port.", "ImportError.", "esp32",
                           R"py(import pyb
)py",
                           R"py(import machine
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
