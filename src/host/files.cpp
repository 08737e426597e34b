#include "src/host/files.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace taipan::host {

namespace {
constexpr mode_t kNewFileMode = 0644;
constexpr size_t kReadStep = size_t{64} << 10;

/// Closes a descriptor at the end of the scope.
class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }
    bool ok() const { return fd_ >= 0; }

  private:
    int fd_;
};

FileResult failed(FileStep step) {
    return {errno, step};
}

FileResult writeInPlace(const std::string& path, std::span<const uint8_t> bytes) {
    const Descriptor made(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kNewFileMode));
    if (made.ok()) {
        const FileResult result = writeDescriptor(made.get(), bytes);
        if (!result.ok()) ::unlink(path.c_str());
        return result;
    }
    const Descriptor old(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kNewFileMode));
    if (!old.ok()) return failed(FileStep::Open);
    const FileResult result = writeDescriptor(old.get(), bytes);
    // An empty file fails to load; the first half of one might not. Harmless on a device.
    if (!result.ok() && ::ftruncate(old.get(), 0) != 0) return result;
    return result;
}

/// True when the regular file `path`, `size` bytes long, already holds `bytes`; it then counts as
/// written now. File systems make the replacement of a file expensive, and most of a rebuild's
/// outputs are what they were.
bool refreshIfSame(const std::string& path, off_t size, std::span<const uint8_t> bytes) {
    if (size < 0 || static_cast<size_t>(size) != bytes.size()) return false;
    const Descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    std::string present;
    return file.ok() && readDescriptor(file.get(), present).ok() &&
           present == std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()) &&
           ::futimens(file.get(), nullptr) == 0;
}

FileResult writeTemporary(int fd, const struct stat* old, std::span<const uint8_t> bytes) {
    if (old && ::fchmod(fd, old->st_mode & 07777) != 0) return failed(FileStep::Write);
    return writeDescriptor(fd, bytes);
}
} // namespace

FileResult readDescriptor(int descriptor, std::string& text) {
    struct stat info {};
    size_t expected = 0;
    if (::fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0)
        expected = static_cast<size_t>(info.st_size);
    text.resize(expected + 1); // one more, so that the read that fills it also meets the end
    size_t used = 0;
    for (;;) {
        if (used == text.size()) text.resize(used + kReadStep);
        const ssize_t got = ::read(descriptor, text.data() + used, text.size() - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed(FileStep::Read);
        used += static_cast<size_t>(got);
        if (got == 0 || (expected != 0 && used == expected)) break;
    }
    text.resize(used);
    return {};
}

FileResult readFile(const std::string& path, std::string& text) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.ok()) return failed(FileStep::Open);
    return readDescriptor(file.get(), text);
}

FileResult writeDescriptor(int descriptor, std::span<const uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return failed(FileStep::Write);
        bytes = bytes.subspan(static_cast<size_t>(put));
    }
    return {};
}

FileResult writeFile(const std::string& path, std::span<const uint8_t> bytes) {
    struct stat old {};
    const bool exists = ::lstat(path.c_str(), &old) == 0;
    if (exists &&
        (!S_ISREG(old.st_mode) || ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0))
        return writeInPlace(path, bytes);
    if (exists && refreshIfSame(path, old.st_size, bytes)) return {};
    const std::string temporary = path + "." + std::to_string(::getpid()) + ".tmp";
    const Descriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kNewFileMode));
    // A directory that takes no new file, or a name that leaves no room for the suffix.
    if (!file.ok()) return writeInPlace(path, bytes);
    FileResult result = writeTemporary(file.get(), exists ? &old : nullptr, bytes);
    if (result.ok() && ::rename(temporary.c_str(), path.c_str()) != 0)
        result = failed(FileStep::Open);
    if (!result.ok()) ::unlink(temporary.c_str());
    return result;
}

int makeDirectories(const std::string& path) {
    if (path.empty() || ::mkdir(path.c_str(), 0777) == 0) return 0;
    if (errno == ENOENT) {
        const size_t slash = path.find_last_of('/');
        if (slash == std::string::npos) return ENOENT;
        if (const int code = makeDirectories(path.substr(0, slash))) return code;
        if (::mkdir(path.c_str(), 0777) == 0) return 0;
    }
    if (errno != EEXIST) return errno;
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return errno;
    return S_ISDIR(info.st_mode) ? 0 : ENOTDIR;
}

} // namespace taipan::host
