#include "src/native/client.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "support/host/files.h"
#include "support/host/paths.h"
#include "support/text/ascii.h"
#include "taipan/codegen/native.h"

namespace taipan::native {

/// One run of the program.
struct Client::Process {
    pid_t id = 0;
    int socket = -1;

    Process() = default;
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process() { end(false); }

    /// Ends it; how it ended.
    std::string end(bool isWrong) {
        if (socket >= 0) ::close(std::exchange(socket, -1));
        if (id == 0) return {};
        int status = 0;
        while (::waitpid(id, &status, 0) < 0)
            if (errno != EINTR) break;
        id = 0;
        if (!isWrong) return {};
        if (WIFSIGNALED(status)) return "was ended by signal " + std::to_string(WTERMSIG(status));
        if (WEXITSTATUS(status) != 0)
            return "ended with status " + std::to_string(WEXITSTATUS(status));
        return "sent what is no answer";
    }
};

struct Client::Pool {
    std::mutex mutex;
    std::vector<std::unique_ptr<Process>> idle;
};

Client::Client(std::string program)
    : program_(std::move(program)), pool_(std::make_unique<Pool>()) {}
Client::~Client() = default;

std::unique_ptr<Client::Process> Client::start(std::string& wrong) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        wrong = std::strerror(errno);
        return nullptr;
    }
    auto process = std::make_unique<Process>();
    process->socket = ends[0];
    // LLVM makes and drops objects without end: glibc is to keep them at hand, which saves a sixth
    // of its time.
    char tunables[] =
        "GLIBC_TUNABLES=glibc.malloc.tcache_count=60000:glibc.malloc.tcache_max=65536";
    std::vector<char*> words;
    bool isTuned = false; // by the user
    for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
        isTuned = isTuned || std::string_view(*each).starts_with("GLIBC_TUNABLES=");
        words.push_back(*each);
    }
    if (!isTuned) words.push_back(tunables);
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string word = program_;
    char* const arguments[] = {word.data(), nullptr};
    const int error =
        ::posix_spawn(&process->id, program_.c_str(), &actions, nullptr, arguments, words.data());
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (error != 0) {
        process->id = 0;
        wrong = std::string("cannot be started: ") + std::strerror(error);
        return nullptr;
    }
    // What it says first; a program that is none of ours may wait for its input to end.
    send(process->socket, greeting());
    const auto said = receive(process->socket);
    if (said && *said == greeting()) return process;
    wrong = process->end(true);
    if (said) wrong = "is of another version than this program";
    return nullptr;
}

Answer Client::ask(Want want, std::string_view source, const CompileOptions& options,
                   std::string& wrong, bool* hasBegun) {
    std::unique_ptr<Process> process;
    {
        const std::lock_guard lock(pool_->mutex);
        if (!pool_->idle.empty()) {
            process = std::move(pool_->idle.back());
            pool_->idle.pop_back();
        }
    }
    if (process == nullptr) process = start(wrong);
    if (process == nullptr) return {};
    if (hasBegun != nullptr) *hasBegun = true;
    std::optional<std::string> message;
    if (send(process->socket, encode(want, options, source))) message = receive(process->socket);
    std::optional<Answer> answer = message ? decodeAnswer(*message) : std::optional<Answer>();
    if (!answer ||
        (want == Want::File && !answer->result.ok() && answer->result.diagnostics.empty())) {
        wrong = process->end(true);
        return {};
    }
    const std::lock_guard lock(pool_->mutex);
    pool_->idle.push_back(std::move(process));
    return std::move(*answer);
}

namespace {
/// Leaves the SSA form of a source in a file; what to say of that.
std::string leaveForm(std::string_view source, const CompileOptions& options) {
    NoNativeCode native;
    const DumpResult form = dump(source, Stage::Ssa, options, &native);
    const char* const folder = std::getenv("TMPDIR");
    std::string path = folder != nullptr && *folder != '\0' ? folder : "/tmp";
    path += "/taipan-ssa-XXXXXX";
    const int file = ::mkostemp(path.data(), O_CLOEXEC);
    if (file < 0) return "; what it was to make code of cannot be written: " + path;
    const bool isWhole = host::writeDescriptor(file, asBytes(form.text)).ok();
    ::close(file);
    if (isWhole) return "; what it was to make code of is in " + path;
    ::unlink(path.c_str());
    return "; what it was to make code of cannot be written";
}

bool isInternal(const Diagnostic& found) {
    return found.message.starts_with(kInternalError);
}
} // namespace

CompileResult Client::compile(std::string_view source, const CompileOptions& options,
                              CompileResult ours) {
    std::string wrong;
    bool hasBegun = false;
    Answer answer = ask(Want::File, source, options, wrong, &hasBegun);
    if (wrong.empty()) {
        std::vector<Diagnostic>& said = answer.result.diagnostics;
        const auto internal = std::find_if(said.begin(), said.end(), isInternal);
        if (internal != said.end()) internal->message += leaveForm(source, options);
        return std::move(answer.result);
    }
    const std::string left = hasBegun ? leaveForm(source, options) : "";
    for (Diagnostic& each : ours.diagnostics) {
        each.message = kInternalError + (program_ + " " + wrong) + left;
        each.hint = kInternalHint;
    }
    return ours;
}

bool needsNative(const CompileResult& result) {
    return !result.ok() && !result.diagnostics.empty() &&
           std::all_of(result.diagnostics.begin(), result.diagnostics.end(),
                       [](const Diagnostic& one) { return one.id == DiagId::NativeUnavailable; });
}

std::string findProgram() {
    if (const char* const named = std::getenv(kVariable)) return named;
    std::string own(4096, '\0');
    const ssize_t size = ::readlink("/proc/self/exe", own.data(), own.size());
    if (size <= 0) return {};
    own.resize(static_cast<size_t>(size));
    const std::string folder = own.substr(0, own.rfind('/') + 1);
    for (const char* const place : {"taipan-native", "../libexec/taipan/taipan-native"})
        if (::access((folder + place).c_str(), X_OK) == 0) return folder + place;
    return {};
}

} // namespace taipan::native
