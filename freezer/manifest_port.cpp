#include "freezer/manifest_port.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "freezer/manifest_evaluation.h"
#include "freezer/manifest_prelude.h"
#include "hosted/runtime_port.h"

namespace taipan::freezer {

namespace {
/// Numbers of open modules, beyond those of the host's files.
constexpr int kFirstModule = 1 << 30;

struct OpenModule {
    std::string_view text;
    size_t at = 0;
    bool isOpen = false;
};
/// Modules are read one at a time, each to its end.
std::array<OpenModule, 4> openModules;
Evaluation* watched = nullptr;

OpenModule* moduleOf(int file) {
    const int slot = file - kFirstModule;
    return slot >= 0 && slot < static_cast<int>(openModules.size()) ? &openModules[slot] : nullptr;
}

/// The path below the modules' directory, "" for itself; false for a path outside.
bool isModulePath(std::string_view path, std::string_view& inner) {
    const std::string_view folder = kModuleFolder;
    if (path.substr(0, folder.size()) != folder) return false;
    inner = path.substr(folder.size());
    if (!inner.empty()) inner.remove_prefix(1);
    return true;
}

taipan_path_kind stat(const char* path) {
    std::string_view inner;
    if (!isModulePath(path, inner)) {
        watched->enterFolder();
        return host::runtimePort.stat(path);
    }
    for (const PreludeFile& file : preludeFiles()) {
        if (file.path == inner) return TAIPAN_FILE;
        if (file.path.size() > inner.size() && file.path[inner.size()] == '/' &&
            file.path.substr(0, inner.size()) == inner)
            return TAIPAN_FOLDER;
    }
    return TAIPAN_NOTHING;
}

int openModule(std::string_view inner) {
    for (const PreludeFile& file : preludeFiles()) {
        if (file.path != inner) continue;
        const auto slot = std::find_if(openModules.begin(), openModules.end(),
                                       [](const OpenModule& each) { return !each.isOpen; });
        if (slot == openModules.end()) return -EMFILE;
        *slot = {file.text, 0, true};
        return kFirstModule + static_cast<int>(slot - openModules.begin());
    }
    return -ENOENT;
}

int open(const char* path, const char* mode) {
    std::string_view inner;
    if (isModulePath(path, inner)) return openModule(inner);
    watched->enterFolder();
    const int file = host::runtimePort.open(path, mode);
    const bool reads = std::strpbrk(mode, "wa") == nullptr;
    if (file >= 0 && reads) watched->noteFile(path);
    return file;
}

long read(int file, void* data, size_t size) {
    OpenModule* module = moduleOf(file);
    if (module == nullptr) return host::runtimePort.read(file, data, size);
    const size_t count = std::min(size, module->text.size() - module->at);
    std::memcpy(data, module->text.data() + module->at, count);
    module->at += count;
    return static_cast<long>(count);
}

int64_t seek(int file, int64_t offset, int from) {
    return moduleOf(file) == nullptr ? host::runtimePort.seek(file, offset, from) : -ESPIPE;
}

int close(int file) {
    OpenModule* module = moduleOf(file);
    if (module == nullptr) return host::runtimePort.close(file);
    module->isOpen = false;
    return 0;
}
} // namespace

const taipan_port* portFor(Evaluation& evaluation) {
    static taipan_port port;
    watched = &evaluation;
    openModules = {};
    port = host::runtimePort;
    port.stat = stat;
    port.open = open;
    port.read = read;
    port.seek = seek;
    port.close = close;
    return &port;
}

} // namespace taipan::freezer
