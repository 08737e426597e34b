#include "support/host/files.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <pthread.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "support/host/descriptor.h"
#include "support/host/paths.h"

namespace taipan::host {

namespace {
constexpr mode_t kNewFileMode = 0644;
constexpr size_t kReadStep = size_t{64} << 10;
constexpr size_t kPiecesAtOnce = 64;

/// Lets signals that end a program wait until the end of the scope, for this thread.
class SignalsWait {
  public:
    SignalsWait() {
        sigset_t ending;
        sigemptyset(&ending);
        for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE})
            sigaddset(&ending, number);
        pthread_sigmask(SIG_BLOCK, &ending, &before_);
    }
    ~SignalsWait() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsWait(const SignalsWait&) = delete;
    SignalsWait& operator=(const SignalsWait&) = delete;

  private:
    sigset_t before_{};
};

FileResult failed(FileStep step) {
    return {errno, step};
}

/// Writes all pieces, in few calls.
FileResult writePieces(int descriptor, Pieces pieces) {
    size_t done = 0; // of the first piece
    while (!pieces.empty()) {
        iovec parts[kPiecesAtOnce];
        const size_t count = std::min(pieces.size(), kPiecesAtOnce);
        for (size_t i = 0; i < count; ++i) {
            const std::string_view left = pieces[i].substr(i == 0 ? done : 0);
            parts[i] = {const_cast<char*>(left.data()), left.size()};
        }
        const ssize_t put = ::writev(descriptor, parts, static_cast<int>(count));
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return failed(FileStep::Write);
        done += static_cast<size_t>(put);
        while (!pieces.empty() && done >= pieces.front().size()) {
            done -= pieces.front().size();
            pieces = pieces.subspan(1);
        }
    }
    return {};
}

/// Hands the bytes to a device or a pipe.
FileResult writeStraight(const std::string& path, Pieces pieces) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    return file.ok() ? writePieces(file.get(), pieces) : failed(FileStep::Open);
}

FileResult writeInPlace(const std::string& path, Pieces pieces) {
    const Descriptor made(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kNewFileMode));
    if (made.ok()) {
        const FileResult result = writePieces(made.get(), pieces);
        if (!result.ok()) ::unlink(path.c_str());
        return result;
    }
    const Descriptor old(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kNewFileMode));
    if (!old.ok()) return failed(FileStep::Open);
    const FileResult result = writePieces(old.get(), pieces);
    // An empty file fails to load; the first half of one might not. Harmless on a device.
    if (!result.ok() && ::ftruncate(old.get(), 0) != 0) return result;
    return result;
}

/// True when the regular file `path` already holds `pieces`. File systems make the replacement of a
/// file expensive, and most of a rebuild's outputs are what they were.
bool isSame(const std::string& path, Pieces pieces, SameFile same, const Present& present) {
    size_t wanted = 0;
    for (const std::string_view piece : pieces) wanted += piece.size();
    if (!present.isRegular || present.size != wanted) return false;
    const bool renews = same == SameFile::NewTime;
    const Descriptor file(::open(path.c_str(), (renews ? O_RDWR : O_RDONLY) | O_CLOEXEC));
    std::string text;
    if (!file.ok() || !readDescriptor(file.get(), text).ok() || text.size() != wanted) return false;
    std::string_view left = text;
    for (const std::string_view piece : pieces) {
        if (!left.starts_with(piece)) return false;
        left.remove_prefix(piece.size());
    }
    return !renews || ::futimens(file.get(), nullptr) == 0;
}

/// Exchanges two files in one step; false when that cannot be done here. File systems that write
/// data out at once when a rename replaces a file do not do so for this.
bool swapFiles([[maybe_unused]] const std::string& a, [[maybe_unused]] const std::string& b) {
#ifdef RENAME_EXCHANGE
    return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
#else
    return false;
#endif
}

FileResult writeTemporary(int fd, const Present& old, Pieces pieces) {
    if (old.exists && ::fchmod(fd, old.mode & 07777) != 0) return failed(FileStep::Write);
    return writePieces(fd, pieces);
}

/// Makes `path` hold `pieces`, whatever it holds now.
FileResult replace(const std::string& path, Pieces pieces, const Present& old) {
    if (old.isSpecial) return writeStraight(path, pieces);
    const SignalsWait whole;
    if (old.exists &&
        (!old.isRegular || ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0))
        return writeInPlace(path, pieces);
    const std::string temporary = path + "." + std::to_string(::getpid()) + ".tmp";
    const Descriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kNewFileMode));
    // A directory that takes no new file, or a name that leaves no room for the suffix.
    if (!file.ok()) return writeInPlace(path, pieces);
    FileResult result = writeTemporary(file.get(), old, pieces);
    if (result.ok() && old.exists && swapFiles(temporary, path)) {
        ::unlink(temporary.c_str()); // the old contents
        return result;
    }
    if (result.ok() && ::rename(temporary.c_str(), path.c_str()) != 0)
        result = failed(FileStep::Open);
    if (!result.ok()) ::unlink(temporary.c_str());
    return result;
}
} // namespace

std::string withReason(std::string_view what, int code) {
    return std::string(what) + ": " + std::strerror(code);
}

std::string explain(FileResult result) {
    constexpr std::string_view whats[] = {"cannot open the file", "cannot read the file",
                                          "cannot write the file"};
    return withReason(whats[static_cast<size_t>(result.step)], result.code);
}

Present lookAt(const std::string& path) {
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) return {};
    Present present{true, S_ISREG(info.st_mode), false, info.st_mode,
                    static_cast<uint64_t>(info.st_size)};
    const bool leads = !S_ISLNK(info.st_mode) || ::stat(path.c_str(), &info) == 0;
    present.isSpecial = leads && !S_ISREG(info.st_mode);
    return present;
}

FileResult readDescriptor(int descriptor, std::string& text) {
    struct stat info {};
    size_t expected = 0; // not known: no regular file, or one of those that the system makes up
    if (::fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0)
        expected = static_cast<size_t>(info.st_size);
    const size_t most = expected != 0 ? kMostFileBytes : kMostStreamBytes;
    if (expected > most) return {EFBIG, FileStep::Read};
    text.resize(expected + 1); // one more, so that the read that fills it also meets the end
    size_t used = 0;
    for (;;) {
        if (used == text.size()) text.resize(used + kReadStep);
        const ssize_t got = ::read(descriptor, text.data() + used, text.size() - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed(FileStep::Read);
        used += static_cast<size_t>(got);
        if (got == 0 || (expected != 0 && used == expected)) break;
        if (used > most) return {EFBIG, FileStep::Read};
    }
    text.resize(used);
    return {};
}

FileResult readFile(const std::string& path, std::string& text) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.ok()) return failed(FileStep::Open);
    return readDescriptor(file.get(), text);
}

bool isStandardInput(std::string_view name) {
    return name == "-" || name == "/dev/stdin";
}

FileResult readInput(const std::string& name, std::string& text) {
    return isStandardInput(name) ? readDescriptor(STDIN_FILENO, text) : readFile(name, text);
}

FileResult writeDescriptor(int descriptor, std::span<const uint8_t> bytes) {
    const std::string_view piece(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return writePieces(descriptor, {&piece, 1});
}

FileResult writeFile(const std::string& path, std::span<const uint8_t> bytes, SameFile same) {
    const std::string_view piece(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return writeFile(path, Pieces(&piece, 1), same);
}

FileResult writeFile(const std::string& path, Pieces pieces, SameFile same) {
    return writeFile(path, pieces, same, lookAt(path));
}

FileResult writeFile(const std::string& path, Pieces pieces, SameFile same,
                     const Present& present) {
    return isSame(path, pieces, same, present) ? FileResult() : replace(path, pieces, present);
}

bool isStandardOutput(std::string_view name) {
    return name == "-" || name == "/dev/stdout";
}

bool isFileOutput(const std::string& name) {
    return !isStandardOutput(name) && !lookAt(name).isSpecial;
}

FileResult writeOutput(const std::string& name, std::span<const uint8_t> bytes, SameFile same) {
    return writeOutput(name, bytes, same, isStandardOutput(name) ? Present() : lookAt(name));
}

FileResult writeOutput(const std::string& name, std::span<const uint8_t> bytes, SameFile same,
                       const Present& present) {
    if (isStandardOutput(name)) return writeDescriptor(STDOUT_FILENO, bytes);
    const std::string_view piece(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return writeFile(name, {&piece, 1}, same, present);
}

FileResult replaceOutput(const std::string& name, Pieces pieces) {
    return isStandardOutput(name) ? writePieces(STDOUT_FILENO, pieces) : replaceFile(name, pieces);
}

FileResult replaceFile(const std::string& path, Pieces pieces) {
    return replace(path, pieces, lookAt(path));
}

FileResult overwriteFile(const std::string& path, Pieces pieces) {
    const SignalsWait whole;
    // Pages of the old contents take the new ones: no O_TRUNC.
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, kNewFileMode));
    if (!file.ok()) return failed(FileStep::Open);
    FileResult result = writePieces(file.get(), pieces);
    size_t size = 0;
    for (const std::string_view piece : pieces) size += result.ok() ? piece.size() : 0;
    if (::ftruncate(file.get(), static_cast<off_t>(size)) != 0 && result.ok())
        result = failed(FileStep::Write);
    return result;
}

int64_t modifiedAt(const std::string& path) {
    constexpr int64_t perSecond = 1000000000;
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return std::numeric_limits<int64_t>::min();
    return int64_t{info.st_mtim.tv_sec} * perSecond + info.st_mtim.tv_nsec;
}

int makeDirectories(const std::string& path, bool* isNew) {
    const auto make = [&] {
        const bool isMade = ::mkdir(path.c_str(), 0777) == 0;
        if (isNew != nullptr) *isNew = isMade;
        return isMade;
    };
    if (path.empty() || make()) return 0;
    if (errno == ENOENT) {
        const std::string parent(folderOf(path));
        if (parent.empty()) return ENOENT;
        if (const int code = makeDirectories(parent)) return code;
        if (make()) return 0;
    }
    if (errno != EEXIST) return errno;
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return errno;
    return S_ISDIR(info.st_mode) ? 0 : ENOTDIR;
}

} // namespace taipan::host
