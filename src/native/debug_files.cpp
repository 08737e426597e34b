#include "src/native/debug_files.h"

#include "support/text/ascii.h"

namespace taipan::native {

bool DebugFiles::collide(const std::string& output) const {
    int count = 0;
    for (const std::string* each : {&map, &elf, &output})
        count += !each->empty() && host::isStandardOutput(*each);
    return count > 1;
}

host::FileResult DebugFiles::write(const NativeDebug& made, std::string& failed) const {
    host::FileResult result;
    if (!map.empty()) result = host::writeOutput(failed = map, asBytes(made.map));
    if (result.ok() && !elf.empty()) result = host::writeOutput(failed = elf, made.elf);
    return result;
}

} // namespace taipan::native
