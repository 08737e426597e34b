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

/// Replaces `text` by everything that can be read from `descriptor`.
FileResult readDescriptor(int descriptor, std::string& text);

/// Replaces `text` by the contents of the file, which need not be a regular one.
FileResult readFile(const std::string& path, std::string& text);

/// Writes all bytes, however many calls that takes.
FileResult writeDescriptor(int descriptor, std::span<const uint8_t> bytes);

/// Bytes that follow each other.
using Pieces = std::span<const std::string_view>;

/// Makes `path` hold `bytes`. A regular file is replaced in one step (the bytes go to a temporary
/// beside it first) and keeps its permissions; one that holds them already only gets a new time;
/// anything else (device, pipe, symbolic link) is written in place. No new file remains after a
/// failure.
FileResult writeFile(const std::string& path, std::span<const uint8_t> bytes);
FileResult writeFile(const std::string& path, Pieces pieces);

/// The same for a file that is known to hold something else: that is not looked at first.
FileResult replaceFile(const std::string& path, Pieces pieces);

/// Makes `path` hold `pieces` without a temporary, which file systems make much cheaper. A reader
/// may meet a mixture of old and new: only for files that tell whether they are whole. Empty after
/// a failure.
FileResult overwriteFile(const std::string& path, Pieces pieces);

/// Creates a directory and its parents; 0 or errno. An existing directory is success.
int makeDirectories(const std::string& path);

} // namespace taipan::host
