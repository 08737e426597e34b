// From a tree to the bytes of a ROMFS image.
#include <algorithm>
#include <bit>
#include <optional>
#include <string_view>
#include <unordered_set>

#include "freezer/romfs/format.h"
#include "taipan/abi/varint.h"
#include "taipan/freezer/romfs.h"

namespace taipan::romfs {
namespace {

using Bytes = std::vector<uint8_t>;

// With aligned data, the length of the image takes as many bytes as there may be, so that where
// data lies does not depend on it.
constexpr size_t kFixedLengthBytes = 5;
constexpr size_t kSmallestRecord = 2;

void appendNumber(Bytes& out, uint64_t value) {
    uint8_t digits[abi::kMaxVarintBytes];
    out.insert(out.end(), digits, abi::writeVaruint(digits, value));
}

void appendBytes(Bytes& out, std::span<const uint8_t> bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void appendRecord(Bytes& out, Record kind, std::span<const uint8_t> payload) {
    appendNumber(out, static_cast<uint32_t>(kind));
    appendNumber(out, payload.size());
    appendBytes(out, payload);
}

void appendName(Bytes& out, std::string_view name) {
    appendNumber(out, name.size());
    out.insert(out.end(), name.begin(), name.end());
}

/// What is wrong with a tree, "" when nothing is.
std::string problemIn(const Entry& directory, unsigned depth) {
    if (depth > kMaxDepth)
        return "directories lie deeper than " + std::to_string(kMaxDepth) + " levels";
    std::unordered_set<std::string_view> names;
    for (const Entry& entry : directory.entries) {
        std::string problem = nameProblem(entry.name);
        if (problem.empty() && !names.insert(entry.name).second)
            problem = "two entries are called '" + entry.name + "'";
        if (problem.empty() && entry.isDirectory) problem = problemIn(entry, depth + 1);
        if (!problem.empty()) return problem;
    }
    return {};
}

/// A lower bound of the image's size.
uint64_t dataSize(const Entry& entry) {
    uint64_t size = entry.data.size() + entry.name.size();
    for (const Entry& inner : entry.entries) size += dataSize(inner);
    return size;
}

class ImageWriter {
  public:
    explicit ImageWriter(unsigned alignment) : alignment_(alignment) {}

    Bytes run(const Entry& root) {
        if (alignment_ > 1) placeData(root);
        appendEntries(payload_, root);
        Bytes image(std::begin(kMagic), std::end(kMagic));
        appendLength(image);
        appendBytes(image, payload_);
        return image;
    }

  private:
    /// Puts the data of all files at the front, in the order in which they will refer to it.
    void placeData(const Entry& directory) {
        for (const Entry& entry : directory.entries) {
            if (entry.isDirectory) {
                placeData(entry);
                continue;
            }
            padFor(entry.data.size());
            appendRecord(payload_, Record::Verbatim, entry.data);
            offsets_.push_back(payload_.size() - entry.data.size());
        }
    }

    /// Adds a padding record where the data of the next record would not be aligned without.
    void padFor(size_t size) {
        const size_t dataAt =
            std::size(kMagic) + kFixedLengthBytes + payload_.size() + 1 + abi::varuintSize(size);
        size_t gap = (alignment_ - dataAt % alignment_) % alignment_;
        if (gap == 0) return;
        while (gap < kSmallestRecord) gap += alignment_;
        appendRecord(payload_, Record::Padding, Bytes(gap - kSmallestRecord));
    }

    void appendEntries(Bytes& out, const Entry& directory) {
        for (const Entry& entry : directory.entries) {
            Bytes inside;
            appendName(inside, entry.name);
            if (entry.isDirectory)
                appendEntries(inside, entry);
            else
                appendData(inside, entry.data);
            appendRecord(out, entry.isDirectory ? Record::Directory : Record::File, inside);
        }
    }

    void appendData(Bytes& out, std::span<const uint8_t> data) {
        if (alignment_ == 1) {
            appendRecord(out, Record::Verbatim, data);
            return;
        }
        Bytes pointer;
        appendNumber(pointer, data.size());
        appendNumber(pointer, offsets_[nextOffset_++]);
        appendRecord(out, Record::Pointer, pointer);
    }

    /// The length of the payload; with an image of an even size, as the format wants it.
    void appendLength(Bytes& image) {
        if (alignment_ > 1) {
            // The head is even. A padding record of three bytes makes up for an odd payload.
            if (payload_.size() % 2 != 0) appendRecord(payload_, Record::Padding, Bytes(1));
            const size_t digits = abi::varuintSize(payload_.size());
            image.resize(image.size() + kFixedLengthBytes - digits, abi::kMoreBytes);
        } else if ((image.size() + abi::varuintSize(payload_.size()) + payload_.size()) % 2 != 0) {
            image.push_back(abi::kMoreBytes);
        }
        appendNumber(image, payload_.size());
    }

    size_t alignment_;
    Bytes payload_;
    std::vector<size_t> offsets_; // of the files' data, in the order of the tree
    size_t nextOffset_ = 0;
};

} // namespace

std::string nameProblem(std::string_view name) {
    if (name.empty()) return "an entry without a name";
    if (name == "." || name == "..") return "an entry is called '" + std::string(name) + "'";
    if (name.find('/') != name.npos || name.find('\0') != name.npos)
        return "a name with a slash or a NUL in it";
    return {};
}

Result<Bytes> write(const Entry& root, const WriteOptions& options) {
    if (!std::has_single_bit(options.alignment) || options.alignment > kMaxAlignment)
        return Failure{"the alignment is not a power of two up to " +
                       std::to_string(kMaxAlignment)};
    if (std::string problem = problemIn(root, 1); !problem.empty())
        return Failure{std::move(problem)};
    constexpr const char* kTooLarge = "the image would be larger than 4 GiB";
    if (dataSize(root) > kMaxNumber) return Failure{kTooLarge};
    Bytes image = ImageWriter(options.alignment).run(root);
    if (image.size() > kMaxNumber) return Failure{kTooLarge};
    return image;
}

} // namespace taipan::romfs
