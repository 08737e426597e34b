// MP3105 too-new: A name that came with a later release than the target.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP3105{Code::MP3105,
                          {"A name that came with a later release than the target.",
                           "It is not there yet: AttributeError or ImportError.", "rp2-pico@1.22",
                           R"py(import machine
machine.USBDevice()
)py",
                           R"py(import machine
machine.Pin(1)
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
