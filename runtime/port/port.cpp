#include "runtime/port/port.h"

namespace taipan::runtime {

void halt(const char* why) {
    if (port != nullptr && port->halt != nullptr) port->halt(port->context, why);
    __builtin_trap();
}

} // namespace taipan::runtime
