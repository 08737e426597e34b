// taipan-native: makes machine code, for the programs that start it. It reads jobs from its
// standard input, which is a socket, and answers there; by itself it only says its version.
#include <algorithm>
#include <cstdio>
#include <new>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>

#include "src/native/protocol.h"
#include "taipan/backends/llvm.h"

namespace taipan::native {

namespace {
/// The stack that a compilation may use: not more than this program has.
void fitStackBudget(CompileOptions& options) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
    options.stackBudget = std::min<size_t>(options.stackBudget, limit.rlim_cur / 2);
}

Answer work(Job job) {
    fitStackBudget(job.options);
    const auto backend = llvmBackend();
    if (job.want == Want::Llvm) backend->keep(NativeStage::Llvm);
    if (job.want == Want::Asm) backend->keep(NativeStage::Asm);
    Answer answer;
    answer.result = compile(job.source, job.options, backend.get());
    answer.text = backend->kept();
    return answer;
}

int serve() {
    if (!send(STDIN_FILENO, greeting())) return 1;
    const auto said = receive(STDIN_FILENO);
    if (!said || *said != greeting()) return 1;
    while (const auto message = receive(STDIN_FILENO)) {
        auto job = decodeJob(*message);
        if (!job || !send(STDIN_FILENO, encode(work(std::move(*job))))) return 1;
    }
    return 0;
}
} // namespace

} // namespace taipan::native

int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--version") {
        std::printf("taipan-native %s; LLVM %s\n", TAIPAN_VERSION, taipan::llvmVersion().c_str());
        return 0;
    }
    if (argc != 1 || ::isatty(STDIN_FILENO) != 0) {
        std::fputs("usage: taipan-native [--version]\n"
                   "Makes machine code for mpy-cross and taipan, which start it.\n",
                   stderr);
        return 1;
    }
    return taipan::native::serve();
}
