// MP8005 module-of-other-python: A module of CircuitPython on MicroPython, or the other way round.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP8005{Code::MP8005,
                          {"A module of CircuitPython on MicroPython, or the other way round.",
                           "ImportError.", "rp2-pico",
                           R"py(import digitalio
)py",
                           R"py(import machine
)py"},
                          {},
                          nullptr};

} // namespace taipan::lint
