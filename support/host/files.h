// Files as the programs need them: whole reads, and writes that leave the old file or the new one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace taipan::host {

/// How far a file operation came before it failed.
enum class FileStep : uint8_t { Open, Read, Write };

/// Outcome of a file operation; `code` is 0 on success, an errno otherwise.
struct FileResult {
    int code = 0;
    FileStep step = FileStep::Open;
    bool ok() const { return code == 0; }
};

/// "cannot write the file: No space left on device": what was not done, and what the errno says.
std::string withReason(std::string_view what, int code);
/// The same for a file, by how far it came.
std::string explain(FileResult result);

/// Bytes that are read of a file at most, which is what a source may have; and of anything else, as
/// a device may have no end.
constexpr size_t kMostFileBytes = size_t{1} << 30;
constexpr size_t kMostStreamBytes = size_t{64} << 20;

/// Replaces `text` by everything that can be read from `descriptor`; EFBIG when that is too much.
FileResult readDescriptor(int descriptor, std::string& text);

/// Replaces `text` by the contents of the file, which need not be a regular one.
FileResult readFile(const std::string& path, std::string& text);

/// The same for an input as a command line names it: "-" and "/dev/stdin" are standard input.
FileResult readInput(const std::string& name, std::string& text);
bool isStandardInput(std::string_view name);

/// Writes all bytes, however many calls that takes.
FileResult writeDescriptor(int descriptor, std::span<const uint8_t> bytes);

/// Bytes that follow each other.
using Pieces = std::span<const std::string_view>;

/// What is at a path before it is written: looked at once, for each look costs as much as a write.
struct Present {
    bool exists = false;    // something, were it a link that leads nowhere
    bool isRegular = false; // a regular file, and no link to one
    bool isSpecial = false; // what it is or leads to is no regular file
    uint32_t mode = 0;
    uint64_t size = 0;
};
Present lookAt(const std::string& path);

/// What becomes of the time of a file that holds already what it should.
enum class SameFile : uint8_t { NewTime, Untouched };

/// Makes `path` hold `bytes`. A regular file is replaced in one step (the bytes go to a temporary
/// beside it first) and keeps its permissions; one that holds them already is not written; a
/// symbolic link to one is written in place. No new file remains after a failure. Signals that end
/// the program wait until the file is whole. Anything else (device, pipe) just gets the bytes, and
/// signals do not wait.
FileResult writeFile(const std::string& path, std::span<const uint8_t> bytes,
                     SameFile same = SameFile::NewTime);
FileResult writeFile(const std::string& path, Pieces pieces, SameFile same = SameFile::NewTime);
FileResult writeFile(const std::string& path, Pieces pieces, SameFile same, const Present& present);

/// The same for a file that is known to hold something else: that is not looked at first.
FileResult replaceFile(const std::string& path, Pieces pieces);

/// Makes `path` hold `pieces` without a temporary, which file systems make much cheaper. A reader
/// may meet a mixture of old and new: only for files that tell whether they are whole. Empty after
/// a failure.
FileResult overwriteFile(const std::string& path, Pieces pieces);

/// writeFile() for an output as a command line names it: "-" and "/dev/stdout" are standard output.
FileResult writeOutput(const std::string& name, std::span<const uint8_t> bytes,
                       SameFile same = SameFile::NewTime);
FileResult writeOutput(const std::string& name, std::span<const uint8_t> bytes, SameFile same,
                       const Present& present);
/// replaceFile() for one.
FileResult replaceOutput(const std::string& name, Pieces pieces);
bool isStandardOutput(std::string_view name);
/// True when writing the output makes or replaces a regular file: one that can be compared with
/// what it was, and looked at again.
bool isFileOutput(const std::string& name);

/// A path of the program that is running.
inline constexpr const char* kOwnProgram = "/proc/self/exe";

/// When the file was last modified: nanoseconds since 1970, the least number where there is none.
int64_t modifiedAt(const std::string& path);

/// Creates a directory and its parents; 0 or errno. An existing directory is success; `isNew` tells
/// of it.
int makeDirectories(const std::string& path, bool* isNew = nullptr);

} // namespace taipan::host
