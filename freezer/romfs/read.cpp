// From the bytes of a ROMFS image to a tree.
#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "freezer/romfs/format.h"
#include "taipan/abi/varint.h"
#include "taipan/freezer/romfs.h"

namespace taipan::romfs {
namespace {

/// A part of the image, by offsets.
struct Range {
    size_t begin = 0;
    size_t end = 0;
};

struct Header {
    Record kind{};
    Range payload;
};

/// One pass over an image. After the first problem nothing it returns means anything.
class ImageReader {
  public:
    explicit ImageReader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

    Result<Image> run() {
        Range all{0, bytes_.size()};
        if (bytes_.size() < std::size(kMagic) ||
            !std::equal(std::begin(kMagic), std::end(kMagic), bytes_.begin()))
            return Failure{"not a ROMFS image", 0};
        Header header;
        if (!readHeader(all, header)) return failure_;
        payload_ = header.payload;
        Image image;
        image.root.isDirectory = true;
        image.size = payload_.end;
        if (!readDirectory(payload_, 1, image.root)) return failure_;
        return image;
    }

  private:
    bool fail(std::string message, size_t offset) {
        failure_ = {std::move(message), offset};
        return false;
    }

    /// Takes a number off the front of `range`.
    bool readNumber(Range& range, uint64_t& value) {
        const size_t start = range.begin;
        const uint8_t* at = bytes_.data() + range.begin;
        const abi::NumberError error =
            abi::takeVaruint<kNumberBits>(at, bytes_.data() + range.end, value);
        range.begin = static_cast<size_t>(at - bytes_.data());
        switch (error) {
        case abi::NumberError::None: return true;
        case abi::NumberError::Truncated: return fail("a number runs out of its record", start);
        case abi::NumberError::TooLarge: break;
        }
        return fail("a number has more than 32 bits", start);
    }

    /// Takes a record off the front of `range`.
    bool readHeader(Range& range, Header& header) {
        const size_t start = range.begin;
        uint64_t kind = 0;
        uint64_t size = 0;
        if (!readNumber(range, kind) || !readNumber(range, size)) return false;
        if (size > range.end - range.begin)
            return fail("a record runs out of what it is in", start);
        header.kind = static_cast<Record>(kind);
        header.payload = {range.begin, range.begin + static_cast<size_t>(size)};
        range.begin = header.payload.end;
        return header.kind != Record::Unused || fail("an unused record", start);
    }

    bool readName(Range& range, Entry& entry) {
        const size_t start = range.begin;
        uint64_t size = 0;
        if (!readNumber(range, size)) return false;
        if (size > range.end - range.begin) return fail("a name runs out of its record", start);
        entry.name.assign(reinterpret_cast<const char*>(bytes_.data()) + range.begin,
                          static_cast<size_t>(size));
        range.begin += static_cast<size_t>(size);
        const std::string problem = nameProblem(entry.name);
        return problem.empty() || fail(problem, start);
    }

    bool readDirectory(Range range, unsigned depth, Entry& directory) {
        if (depth > kMaxDepth) return fail("directories lie too deep", range.begin);
        while (range.begin != range.end) {
            Header header;
            if (!readHeader(range, header)) return false;
            if (header.kind != Record::Directory && header.kind != Record::File) continue;
            Entry& entry = directory.entries.emplace_back();
            entry.isDirectory = header.kind == Record::Directory;
            Range inside = header.payload;
            if (!readName(inside, entry)) return false;
            if (!(entry.isDirectory ? readDirectory(inside, depth + 1, entry)
                                    : readFile(inside, entry)))
                return false;
        }
        std::unordered_set<std::string_view> names;
        for (const Entry& entry : directory.entries)
            if (!names.insert(entry.name).second)
                return fail("a directory has two entries of one name", range.end);
        return true;
    }

    bool readFile(Range range, Entry& file) {
        const size_t start = range.begin;
        bool hasData = false;
        while (range.begin != range.end) {
            Header header;
            if (!readHeader(range, header)) return false;
            Range data = header.payload;
            if (header.kind == Record::Pointer && !followPointer(header.payload, data))
                return false;
            const bool isData = header.kind == Record::Verbatim || header.kind == Record::Pointer;
            // Firmware takes the first.
            if (isData && !hasData) file.data = bytes_.subspan(data.begin, data.end - data.begin);
            hasData |= isData;
        }
        return hasData || fail("a file without data", start);
    }

    bool followPointer(Range pointer, Range& data) {
        const size_t start = pointer.begin;
        uint64_t size = 0;
        uint64_t offset = 0;
        if (!readNumber(pointer, size) || !readNumber(pointer, offset)) return false;
        const size_t room = payload_.end - payload_.begin;
        if (offset > room || size > room - offset)
            return fail("data of a file lies outside of the image", start);
        data.begin = payload_.begin + static_cast<size_t>(offset);
        data.end = data.begin + static_cast<size_t>(size);
        return true;
    }

    std::span<const uint8_t> bytes_;
    Range payload_;
    Failure failure_;
};

} // namespace

Result<Image> read(std::span<const uint8_t> bytes) {
    return ImageReader(bytes).run();
}

} // namespace taipan::romfs
