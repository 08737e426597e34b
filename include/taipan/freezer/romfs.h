// Images of ROMFS, the read-only file system that MicroPython mounts from flash. docs/romfs.md
// describes the format.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/support/result.h"

namespace taipan::romfs {

/// How deep directories may lie in each other, the root counted. Firmware has no limit of its own.
inline constexpr unsigned kMaxDepth = 100;

/// The largest alignment of file data.
inline constexpr unsigned kMaxAlignment = 64;

/// A file or a directory.
struct Entry {
    std::string name; // without slashes; that of the root is empty
    bool isDirectory = false;
    /// Contents of a file. Of an image read, they point into its bytes.
    std::span<const uint8_t> data;
    /// What is in a directory, in the order of the image.
    std::vector<Entry> entries;
};

struct Image {
    Entry root;
    /// Bytes of the image; what follows them in a partition is no part of it.
    size_t size = 0;
};

struct WriteOptions {
    /// Bytes that file data is aligned to, counted from the start of the image: a power of two, at
    /// most kMaxAlignment. 1 makes the images that mpremote makes; otherwise all data comes first,
    /// and files refer to it.
    unsigned alignment = 1;
};

/// What is wrong with `name` as the name of a file or directory, "" when nothing is: it has to be
/// one that firmware can look up and that means the same on a host.
std::string nameProblem(std::string_view name);

/// The image of what is in `root`, in its order. Fails on a name that nameProblem() finds fault
/// with, two entries of one name, directories deeper than kMaxDepth and images of 4 GiB.
Result<std::vector<uint8_t>> write(const Entry& root, const WriteOptions& options = {});

/// Takes an image apart. Checks all of it: records lie within their parents and data within the
/// image, every file has data, and names are such as write() takes. Safe on arbitrary bytes; memory
/// stays proportional to them. `bytes` must outlive the result.
Result<Image> read(std::span<const uint8_t> bytes);

} // namespace taipan::romfs
