// One device, as a script on it sees its own firmware: tools/device_facts.py.
#pragma once

#include <map>
#include <set>
#include <string>

#include "targets/table.h"

namespace taipan::targets {

struct Device {
    struct Class {
        std::set<std::string> members;
    };
    struct Module {
        std::map<std::string, Class> names; // a class without members is something else
        bool lazy = false;                  // has __getattr__: not all names are listed
    };
    std::string platform; // sys.platform
    std::string version;  // "1.24.1"
    std::map<std::string, Module> modules;
};

/// The name of the target that the table gets.
inline constexpr std::string_view kDeviceTarget = "device";

/// `table` with the device as one more target: it has what was listed. What that does not tell
/// (arguments, the compiler's switches) is as on the first target of its port.
Result<Table> withDevice(const Table& table, const Device& device);

} // namespace taipan::targets
