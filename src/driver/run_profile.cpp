#include "src/driver/run_profile.h"

#include <cerrno>
#include <unistd.h>

#include "support/host/files.h"
#include "support/host/folders.h"
#include "support/host/paths.h"
#include "support/text/ascii.h"
#include "taipan/freezer/profile.h"

namespace taipan::driver {

namespace {
host::FunctionCounts* running = nullptr; // the runtime is one, too

Failure unwritten(const std::string& path, int error) {
    return {host::withReason("cannot write the profile '" + path + "'", error)};
}
} // namespace

Result<void> canWriteProfile(const std::string& path) {
#if !TAIPAN_HAS_PROFILE
    return Failure{"this build cannot count what functions run: --profile needs TAIPAN_PROFILE"};
#endif
    if (host::isStandardOutput(path)) return {};
    if (host::pathKind(path) == host::PathKind::Folder) return unwritten(path, EISDIR);
    const host::Present present = host::lookAt(path);
    // A regular file is replaced by one beside it, all else is written where it is.
    std::string place = path;
    int access = W_OK;
    if (!present.exists || present.isRegular) {
        place = host::folderOf(path);
        if (place.empty()) place = ".";
        access |= X_OK;
        if (host::pathKind(place) == host::PathKind::File) return unwritten(path, ENOTDIR);
    }
    if (::access(place.c_str(), access) != 0) return unwritten(path, errno);
    return {};
}

void startProfile(host::FunctionCounts& counts) {
    running = &counts;
#if TAIPAN_HAS_PROFILE
    static constexpr taipan_profiler kProfiler{
        .made = [](void*, const taipan_code* function) { running->made(*function); },
        .counts = [](void*, const void* code) { return running->counts(code); },
    };
    taipan_profile(&kProfiler);
#endif
}

Result<void> endProfile(const std::string& path, const host::FunctionCounts& counts) {
#if TAIPAN_HAS_PROFILE
    taipan_profile(nullptr);
#endif
    std::vector<freezer::ProfileRow> rows;
    for (const host::CountedFunction& each : counts.take())
        rows.push_back({each.counts.instructions, each.counts.calls, each.file,
                        static_cast<uint32_t>(each.line), each.name});
    const auto written = host::writeOutput(path, asBytes(freezer::profileText(std::move(rows))));
    if (!written.ok()) return unwritten(path, written.code);
    return {};
}

} // namespace taipan::driver
