// What the runtime gets from the host while manifests run: everything, with the modules of
// prelude.h as files.
#pragma once

#include <array>
#include <string_view>

#include "hosted/runtime_port.h"
#include "taipan/runtime.h"

namespace taipan::freezer {

class Evaluation;

/// The directory that those modules seem to be in, for sys.path.
inline constexpr const char* kModuleFolder = "<taipan>";

/// The context of the runtime while manifests run.
struct ManifestContext : host::RuntimeContext {
    struct OpenModule {
        std::string_view text;
        size_t at = 0;
        bool isOpen = false;
    };

    Evaluation& evaluation;
    std::array<OpenModule, 4> openModules; // modules are read one at a time, each to its end

    explicit ManifestContext(Evaluation& works) : evaluation(works) {}
    /// What taipan_context() gives.
    static ManifestContext& of(void* context) {
        return static_cast<ManifestContext&>(*static_cast<host::RuntimeContext*>(context));
    }
};

/// The port; tells the evaluation of every file that is read. `context` stays in use.
taipan_port manifestPort(ManifestContext& context);

} // namespace taipan::freezer
