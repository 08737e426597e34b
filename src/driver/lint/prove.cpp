#include "src/driver/lint/prove.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <map>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lint/proof.h"
#include "support/host/files.h"
#include "taipan/support/parallel.h"

namespace taipan::driver {

namespace {
constexpr int kMostMilliseconds = 2000;
constexpr size_t kMostOutput = size_t{64} << 10;

/// An empty folder that is gone with its object: programs import from the one they run in.
class EmptyFolder {
  public:
    EmptyFolder() {
        const char* folder = std::getenv("TMPDIR");
        path_ = folder && *folder ? folder : "/tmp";
        path_ += "/taipan-XXXXXX";
        if (!::mkdtemp(path_.data())) path_.clear();
    }
    ~EmptyFolder() {
        if (!path_.empty()) ::rmdir(path_.c_str());
    }
    EmptyFolder(const EmptyFolder&) = delete;
    EmptyFolder& operator=(const EmptyFolder&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

/// What comes out of the pipe's end until it is closed; "" after too long, or when it is too much.
std::string readAll(int from) {
    std::string text;
    for (;;) {
        pollfd waits{from, POLLIN, 0};
        const int ready = ::poll(&waits, 1, kMostMilliseconds);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0 || text.size() > kMostOutput) return {};
        char bytes[4096];
        const ssize_t count = ::read(from, bytes, sizeof bytes);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return text;
        text.append(bytes, static_cast<size_t>(count));
    }
}

/// What a program prints to standard error on the runtime; "" when it ended well.
std::string runProgram(std::string program, const std::string& folder) {
    std::string words[] = {"taipan", "run", "-c"}, path = "MICROPYPATH=";
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), program.data(),
                         nullptr};
    char* environment[] = {path.data(), nullptr};
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return {};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    pid_t child = 0;
    const int error =
        ::posix_spawn(&child, host::kOwnProgram, &actions, nullptr, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    std::string text = error == 0 ? readAll(ends[0]) : "";
    ::close(ends[0]);
    if (error != 0) return {};
    if (text.empty()) ::kill(child, SIGKILL); // it has ended, or takes too long
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 1 ? text : "";
}

/// The last line, "TypeError: unexpected keyword", of what an uncaught exception prints.
std::string exceptionOf(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    return text.substr(text.rfind('\n') + 1);
}

std::string proofOf(const lint::Options& options, lint::Code code,
                    const std::vector<std::string>& programs, const std::string& folder) {
    for (const std::string& program : programs) {
        const std::string exception = exceptionOf(runProgram(program, folder));
        if (lint::isProof(options, code, exception)) return exception;
    }
    return {};
}
} // namespace

size_t proveFindings(const LintSettings& settings, const std::vector<LintFile>& files,
                     const lint::Options& options, std::vector<lint::FileResult>& results) {
    const EmptyFolder folder;
    if (folder.path().empty()) return 0;
    std::atomic<size_t> count = 0;
    // Results of .mpy files come behind those of the sources.
    forEachParallel(files.size(), settings.threads, [&](size_t i) {
        std::map<std::vector<std::string>, std::string> known;
        for (lint::Finding& finding : results[i].findings) {
            const std::vector<std::string> programs =
                lint::proofPrograms(files[i].text, files[i].path, options, finding);
            if (programs.empty()) continue;
            const auto [at, isNew] = known.try_emplace(programs);
            if (isNew) at->second = proofOf(options, finding.code, programs, folder.path());
            finding.proof = at->second;
            if (!finding.proof.empty()) ++count;
        }
    });
    return count;
}

} // namespace taipan::driver
