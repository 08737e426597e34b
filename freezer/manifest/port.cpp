#include "freezer/manifest/port.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "freezer/manifest/evaluation.h"
#include "freezer/manifest/prelude.h"

namespace taipan::freezer {

namespace {
/// Numbers of open modules, beyond those of the host's files.
constexpr int kFirstModule = 1 << 30;

using OpenModule = ManifestContext::OpenModule;

OpenModule* moduleOf(void* context, int file) {
    auto& modules = ManifestContext::of(context).openModules;
    const int slot = file - kFirstModule;
    return slot >= 0 && slot < static_cast<int>(modules.size()) ? &modules[slot] : nullptr;
}

/// What the host does for files that are no modules.
taipan_port hostPort(void* context) {
    return host::runtimePort(ManifestContext::of(context));
}

/// The path below the modules' directory, "" for itself; false for a path outside.
bool isModulePath(std::string_view path, std::string_view& inner) {
    const std::string_view folder = kModuleFolder;
    if (path.substr(0, folder.size()) != folder) return false;
    inner = path.substr(folder.size());
    if (!inner.empty()) inner.remove_prefix(1);
    return true;
}

taipan_path_kind stat(void* context, const char* path) {
    std::string_view inner;
    if (!isModulePath(path, inner)) {
        ManifestContext::of(context).evaluation.enterFolder();
        return hostPort(context).stat(context, path);
    }
    for (const PreludeFile& file : preludeFiles()) {
        if (file.path == inner) return TAIPAN_FILE;
        if (file.path.size() > inner.size() && file.path[inner.size()] == '/' &&
            file.path.substr(0, inner.size()) == inner)
            return TAIPAN_FOLDER;
    }
    return TAIPAN_NOTHING;
}

int openModule(ManifestContext& context, std::string_view inner) {
    auto& modules = context.openModules;
    for (const PreludeFile& file : preludeFiles()) {
        if (file.path != inner) continue;
        const auto slot = std::find_if(modules.begin(), modules.end(),
                                       [](const OpenModule& each) { return !each.isOpen; });
        if (slot == modules.end()) return -EMFILE;
        *slot = {file.text, 0, true};
        return kFirstModule + static_cast<int>(slot - modules.begin());
    }
    return -ENOENT;
}

int open(void* context, const char* path, const char* mode) {
    std::string_view inner;
    if (isModulePath(path, inner)) return openModule(ManifestContext::of(context), inner);
    Evaluation& evaluation = ManifestContext::of(context).evaluation;
    evaluation.enterFolder();
    const int file = hostPort(context).open(context, path, mode);
    const bool reads = std::strpbrk(mode, "wa") == nullptr;
    if (file >= 0 && reads) evaluation.noteFile(path);
    return file;
}

long read(void* context, int file, void* data, size_t size) {
    OpenModule* module = moduleOf(context, file);
    if (module == nullptr) return hostPort(context).read(context, file, data, size);
    const size_t count = std::min(size, module->text.size() - module->at);
    std::memcpy(data, module->text.data() + module->at, count);
    module->at += count;
    return static_cast<long>(count);
}

int64_t seek(void* context, int file, int64_t offset, int from) {
    if (moduleOf(context, file) != nullptr) return -ESPIPE;
    return hostPort(context).seek(context, file, offset, from);
}

int close(void* context, int file) {
    OpenModule* module = moduleOf(context, file);
    if (module == nullptr) return hostPort(context).close(context, file);
    module->isOpen = false;
    return 0;
}
} // namespace

taipan_port manifestPort(ManifestContext& context) {
    taipan_port port = host::runtimePort(context);
    port.stat = stat;
    port.open = open;
    port.read = read;
    port.seek = seek;
    port.close = close;
    return port;
}

} // namespace taipan::freezer
