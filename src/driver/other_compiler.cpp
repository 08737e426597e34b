#include "src/driver/other_compiler.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "src/mpy_cross/words.h"
#include "src/native/client.h"
#include "support/host/files.h"
#include "support/text/ascii.h"
#include "taipan/mpy-format/reader.h"

namespace taipan::driver {

namespace {
/// A file that is gone with its object.
class TemporaryFile {
  public:
    TemporaryFile() {
        const char* folder = std::getenv("TMPDIR");
        path_ = folder != nullptr && *folder != '\0' ? folder : "/tmp";
        path_ += "/taipan-XXXXXX";
        descriptor_ = ::mkostemp(path_.data(), O_CLOEXEC);
    }
    ~TemporaryFile() {
        if (descriptor_ < 0) return;
        ::close(descriptor_);
        ::unlink(path_.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    bool ok() const { return descriptor_ >= 0; }
    int descriptor() const { return descriptor_; }
    const std::string& path() const { return path_; }

  private:
    std::string path_;
    int descriptor_ = -1;
};

/// Runs a program, what it prints goes to `messages`; 0, an errno, or -1 when it was not content.
int runProgram(std::vector<std::string> words, int messages) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, messages, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, messages, STDERR_FILENO);
    pid_t child = 0;
    const int error =
        ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return error;
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return errno;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

std::string asOneLine(const std::string& text) {
    std::string line;
    for (const char& c : text) {
        if (c != '\n')
            line += c;
        else if (!line.empty() && &c != &text.back())
            line += "; ";
    }
    return line;
}

Result<std::vector<uint8_t>> compileBy(const std::string& program, std::string_view source,
                                       const CompileOptions& options) {
    const TemporaryFile input, output, messages;
    if (!input.ok() || !output.ok() || !messages.ok())
        return Failure{host::withReason("cannot create a temporary file", errno)};
    const auto written = host::writeDescriptor(input.descriptor(), asBytes(source));
    if (!written.ok())
        return Failure{host::withReason("cannot write a temporary file", written.code)};
    std::vector<std::string> words = taipan::words::crossWords(options);
    words.insert(words.begin(), program);
    words.insert(words.end(), {"-o", output.path(), input.path()});
    const int status = runProgram(std::move(words), messages.descriptor());
    std::string text;
    if (status > 0) return Failure{host::withReason(program, status)};
    if (!host::readFile(status == 0 ? output.path() : messages.path(), text).ok())
        return Failure{program + ": its output cannot be read"};
    if (status < 0) return Failure{program + ": " + asOneLine(text)};
    std::vector<uint8_t> mpy(text.begin(), text.end());
    if (!mpy::read(mpy).ok()) return Failure{program + ": what it has made is no .mpy file"};
    return mpy;
}
} // namespace

freezer::OtherCompiler otherCompiler(std::string path) {
    const std::string native = native::findProgram();
    if (path.empty() && native.empty()) return {};
    std::shared_ptr<native::Client> client;
    if (!native.empty()) client = std::make_shared<native::Client>(native);
    return [path = std::move(path), client](std::string_view source, const CompileOptions& options,
                                            CompileResult result) {
        if (client != nullptr) result = client->compile(source, options, std::move(result));
        if (path.empty() || !native::needsNative(result)) return result;
        auto made = compileBy(path, source, options);
        if (made.ok()) {
            result.mpy = std::move(made).value();
            result.diagnostics.clear();
        } else {
            for (Diagnostic& found : result.diagnostics) found.hint.clear();
            result.diagnostics.front().hint = made.error().message;
        }
        return result;
    };
}

} // namespace taipan::driver
