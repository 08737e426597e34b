// Runs manifests on the runtime.
#include "taipan/freezer/manifest.h"

#include <climits>
#include <sys/mman.h>
#include <unistd.h>

#include "freezer/manifest/evaluation.h"
#include "freezer/manifest/natives.h"
#include "freezer/manifest/port.h"
#include "freezer/manifest/prelude.h"
#include "hosted/runtime_compiler.h"
#include "hosted/runtime_port.h"
#include "taipan/runtime.h"

namespace taipan::freezer {

namespace {
constexpr size_t kHeap = size_t{64} << 20; // address space; only what is used takes up memory
constexpr size_t kStack = size_t{512} << 10;
constexpr const char* kPreludeName = "<manifest functions>";

/// Compiles manifests, whose code has a number for a name, and other texts.
taipan_compiled compileText(void* context, const char* source, size_t size, const char* name,
                            taipan_source_kind kind, unsigned optLevel) {
    if (name[0] != '#') return host::compileForRuntime(context, source, size, name, kind, optLevel);
    Evaluation& evaluation = ManifestContext::of(context).evaluation;
    return host::runtimeResult(
        evaluation.compileManifest(name, host::runtimeOptions(name, kind, optLevel)));
}

/// The heap of the runtime.
class Memory {
  public:
    Memory()
        : block_(::mmap(nullptr, kHeap, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) {}
    ~Memory() {
        if (block_ != MAP_FAILED) ::munmap(block_, kHeap);
    }
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;
    void* get() const { return block_ == MAP_FAILED ? nullptr : block_; }

  private:
    void* block_;
};

/// Makes the functions of manifests; 0 when the runtime's memory does not suffice.
taipan_value makeRunner(Mode mode) {
    taipan_value sys = 0, path = 0, prelude = 0, runner = 0;
    if (!registerNatives(mode)) return 0;
    if (taipan_import("sys", &sys) != TAIPAN_OK || taipan_get(sys, "path", &path) != TAIPAN_OK)
        return 0;
    taipan_append(path, taipan_str(kModuleFolder, std::string_view(kModuleFolder).size()));
    if (taipan_run(kPrelude.data(), kPrelude.size(), kPreludeName, &prelude) != TAIPAN_OK) return 0;
    if (taipan_import("__main__", &prelude) != TAIPAN_OK ||
        taipan_get(prelude, "run", &runner) != TAIPAN_OK)
        return 0;
    return runner;
}

/// Apart from evaluate(), so that all objects of the runtime lie on the stack below its frame.
[[gnu::noinline]] bool runAll(ManifestContext& context, std::span<const std::string> manifests,
                              Mode mode, void* heap) {
    Evaluation& evaluation = context.evaluation;
    const taipan_port port = manifestPort(context);
    if (!taipan_init(heap, kHeap, &port)) return false;
    const int base = 0;
    taipan_set_stack(&base, kStack);
    taipan_set_compiler(compileText, 0);
    const taipan_value runner = makeRunner(mode);
    for (const std::string& manifest : manifests) {
        if (runner == 0 || evaluation.ended()) break;
        const auto name = evaluation.start(manifest);
        if (!name) continue;
        const taipan_value argument = taipan_str(name->data(), name->size());
        taipan_value result = 0;
        taipan_call(runner, 1, &argument, &result); // what it raises has been noted
    }
    taipan_deinit();
    taipan_set_compiler(nullptr, 0); // its context ends
    host::flushOutput(context);
    return runner != 0;
}
} // namespace

ManifestResult evaluate(std::span<const std::string> manifests, const ManifestOptions& options) {
    const auto failed = [](const char* why) {
        ManifestResult result;
        result.errors.push_back({{}, why, {}});
        return result;
    };
    char folder[PATH_MAX];
    if (::getcwd(folder, sizeof folder) == nullptr) return failed("no current directory");
    const Memory memory;
    Evaluation evaluation(options);
    ManifestContext context(evaluation);
    if (memory.get() == nullptr || !runAll(context, manifests, options.mode, memory.get()))
        return failed("no memory to run manifests in");
    if (::chdir(folder) != 0) return failed("the current directory is gone");
    return evaluation.finish();
}

} // namespace taipan::freezer
