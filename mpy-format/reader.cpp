#include "taipan/mpy-format/reader.h"

#include <fmt/format.h>

#include "taipan/abi/varint.h"
#include "taipan/mpy-format/info.h"

namespace taipan::mpy {
namespace {

using abi::CodeKind;
using abi::ObjectTag;

constexpr std::string_view kStaticStrings[] = {
    "",
#define TAIPAN_STATIC_STRING(number, text) text,
#include "taipan/abi/static_strings.def"
#undef TAIPAN_STATIC_STRING
};
static_assert(std::size(kStaticStrings) == abi::kStaticStringCount + 1);

constexpr unsigned kObjectTagCount = 0
#define TAIPAN_OBJECT_TAG(name, payload) +1
#include "taipan/abi/object_tags.def"
#undef TAIPAN_OBJECT_TAG
    ;

// Of the arena, when the bytes stay where they are: lists of children and tuples are left.
constexpr size_t kChunkInPlace = 1024;

/// Walks the bytes. The first failure sticks: from then on every read yields 0 or nothing, so that
/// callers need to look only before they loop or allocate.
class Cursor {
  public:
    explicit Cursor(std::span<const uint8_t> bytes) : bytes_(bytes) {}

    bool ok() const { return ok_; }
    size_t at() const { return at_; }
    size_t left() const { return bytes_.size() - at_; }
    const Failure& failure() const { return failure_; }

    void fail(std::string message) { failAt(std::move(message), at_); }
    void failAt(std::string message, size_t offset) {
        if (!ok_) return;
        ok_ = false;
        failure_ = {std::move(message), offset};
    }

    uint8_t byte(const char* what) {
        if (!ok_) return 0;
        if (left() == 0) {
            fail(fmt::format("the file ends where {} should be", what));
            return 0;
        }
        return bytes_[at_++];
    }

    uint64_t number64(const char* what) {
        const size_t start = at_;
        const auto tooLarge = [&] { failAt(fmt::format("{} is too large", what), start); };
        const auto value = abi::readVaruint<uint64_t, 64>([&] { return byte(what); }, tooLarge);
        return ok_ ? value : 0;
    }

    uint32_t number(const char* what) {
        const size_t start = at_;
        const uint64_t value = number64(what);
        if (value <= UINT32_MAX) return static_cast<uint32_t>(value);
        failAt(fmt::format("{} is too large", what), start);
        return 0;
    }

    /// A number of things that take at least one byte each, and so cannot exceed what is left.
    size_t count(const char* what) {
        const size_t start = at_;
        const uint64_t value = number64(what);
        if (value <= left()) return static_cast<size_t>(value);
        failAt(fmt::format("{} is {}, but only {} bytes are left", what, value, left()), start);
        return 0;
    }

    std::span<const uint8_t> take(uint64_t size, const char* what) {
        if (!ok_) return {};
        if (size > left()) {
            fail(fmt::format("{} takes {} bytes, but only {} are left", what, size, left()));
            return {};
        }
        const std::span<const uint8_t> taken = bytes_.subspan(at_, static_cast<size_t>(size));
        at_ += taken.size();
        return taken;
    }

    /// Text followed by a NUL.
    std::string_view text(uint64_t size, const char* what) {
        const std::string_view taken = plainText(size, what);
        const size_t end = at_;
        if (byte(what) != 0) failAt(fmt::format("no NUL follows {}", what), end);
        return taken;
    }

    std::string_view plainText(uint64_t size, const char* what) {
        const std::span<const uint8_t> taken = take(size, what);
        return {reinterpret_cast<const char*>(taken.data()), taken.size()};
    }

  private:
    std::span<const uint8_t> bytes_;
    size_t at_ = 0;
    bool ok_ = true;
    Failure failure_;
};

/// One reading of one file.
class Reader {
  public:
    Reader(std::span<const uint8_t> bytes, Module& module) : in_(bytes), module_(module) {}

    void readFile() {
        readHeader();
        const size_t qstrs = in_.count("the number of strings");
        const size_t objects = in_.count("the number of objects");
        if (!in_.ok()) return;
        module_.qstrs.reserve(qstrs);
        for (size_t i = 0; i < qstrs && in_.ok(); ++i) readQstr();
        for (size_t i = 0; i < objects && in_.ok(); ++i) {
            module_.objects.push_back(readObject(0));
        }
        readRawCodes();
    }

    Cursor& cursor() { return in_; }

  private:
    void readHeader() {
        const uint8_t magic = in_.byte("the magic byte");
        if (in_.ok() && magic != abi::kMagic)
            in_.failAt(magic == 'C' ? "made for CircuitPython, not for MicroPython"
                                    : "not an .mpy file: the first byte is not 'M'",
                       0);
        Header& header = module_.header;
        header.version = in_.byte("the version");
        const abi::Dialect* const dialect = abi::dialectOf(header.version);
        if (dialect != nullptr)
            module_.dialect = dialect;
        else if (in_.ok())
            in_.failAt(fmt::format("version {} ({}); only version {} is understood", header.version,
                                   releasesOfVersion(header.version), abi::kDialect63.version),
                       1);
        const uint8_t feature = in_.byte("the feature byte");
        header.subVersion = feature & abi::kFeatureSubMask;
        header.arch =
            static_cast<abi::Arch>((feature & abi::kFeatureArchMask) >> abi::kFeatureArchShift);
        header.hasArchFlags = (feature & abi::kFeatureArchFlags) != 0;
        if (feature & abi::kFeatureUnknown) in_.failAt("bit 7 of the feature byte is set", 2);
        header.smallIntBits = in_.byte("the small-int width");
        if (header.hasArchFlags) header.archFlags = in_.number("the architecture flags");
    }

    void readQstr() {
        switch (module_.dialect->qstrs) {
        case abi::QstrForm::FileTable: readTableEntry(); break;
        }
    }

    void readTableEntry() {
        const size_t start = in_.at();
        const uint64_t word = in_.number64("a string's length");
        const uint64_t size = word >> 1;
        if ((word & 1) == 0) {
            module_.qstrs.push_back({in_.text(size, "a string"), 0});
            return;
        }
        if (size == 0 || size > module_.dialect->staticStrings) {
            in_.failAt(fmt::format("there is no static string {}", size), start);
            return;
        }
        module_.qstrs.push_back({kStaticStrings[size], static_cast<uint16_t>(size)});
    }

    Object readObject(unsigned depth) {
        const size_t start = in_.at();
        const uint8_t tag = in_.byte("an object's tag");
        if (tag >= kObjectTagCount) {
            in_.failAt(fmt::format("there is no object tag {}", tag), start);
            return {};
        }
        Object object{static_cast<ObjectTag>(tag), {}, {}};
        switch (objectPayload(object.tag)) {
        case Payload::None: break;
        case Payload::Text:
            object.text = in_.text(in_.number64("an object's length"), "text");
            break;
        case Payload::Number:
            object.text = in_.plainText(in_.number64("an object's length"), "a number");
            break;
        case Payload::Items: readItems(object, depth); break;
        }
        return object;
    }

    /// Elements gather on a stack that all tuples share and move to the arena when their tuple is
    /// whole: a count alone costs no memory.
    void readItems(Object& tuple, unsigned depth) {
        if (depth == abi::kMaxNesting) in_.fail("constant tuples are nested too deeply");
        const size_t count = in_.count("a tuple's length");
        const size_t first = pendingItems_.size();
        for (size_t i = 0; i < count && in_.ok(); ++i) {
            const Object item = readObject(depth + 1);
            pendingItems_.push_back(item);
        }
        tuple.items = module_.arena.copy(
            std::span<const Object>(pendingItems_.data() + first, pendingItems_.size() - first));
        pendingItems_.resize(first);
    }

    /// An unfinished list of children.
    struct Family {
        uint32_t parent;
        size_t missing;
        size_t firstChild; // in pendingChildren_
    };

    /// Raw codes in file order, which is parents first. The list of unfinished families replaces
    /// recursion; children gather as items of tuples do.
    void readRawCodes() {
        std::vector<Family> open;
        openFamily(open, readRawCode());
        while (!open.empty() && in_.ok()) {
            Family& family = open.back();
            if (family.missing == 0) {
                closeFamily(family);
                open.pop_back();
                continue;
            }
            --family.missing;
            pendingChildren_.push_back(static_cast<uint32_t>(module_.rawCodes.size()));
            openFamily(open, readRawCode());
            if (open.size() > abi::kMaxNesting) in_.fail("functions are nested too deeply");
        }
    }

    void openFamily(std::vector<Family>& open, size_t children) {
        if (children == 0) return;
        open.push_back({static_cast<uint32_t>(module_.rawCodes.size() - 1), children,
                        pendingChildren_.size()});
    }

    void closeFamily(const Family& family) {
        module_.rawCodes[family.parent].children = module_.arena.copy(
            std::span<const uint32_t>(pendingChildren_.data() + family.firstChild,
                                      pendingChildren_.size() - family.firstChild));
        pendingChildren_.resize(family.firstChild);
    }

    /// One raw code without its children; returns their number.
    size_t readRawCode() {
        const uint64_t word = in_.number64("a function's length");
        RawCode code;
        code.kind = static_cast<CodeKind>(word & 3);
        code.code = in_.take(word >> 3, "a function's code");
        switch (code.kind) {
        case CodeKind::Bytecode: break;
        case CodeKind::Native: code.preludeOffset = in_.number("the prelude's offset"); break;
        case CodeKind::Viper: readViperTail(code); break;
        case CodeKind::Asm:
            code.scopeFlags = in_.number("the scope flags");
            code.asmArgs = in_.number("the number of arguments");
            code.asmTypeSig = in_.number("the return type");
            break;
        }
        module_.rawCodes.push_back(code);
        if ((word & 4) == 0) return 0;
        const size_t start = in_.at();
        const size_t children = in_.count("the number of children");
        if (children == 0) in_.failAt("a function announces children, but has none", start);
        return children;
    }

    void readViperTail(RawCode& code) {
        code.scopeFlags = in_.number("the scope flags");
        const bool hasRodata = (code.scopeFlags & abi::kViperRodata) != 0;
        const uint64_t rodataSize = hasRodata ? in_.number64("the size of the constant data") : 0;
        if (code.scopeFlags & abi::kViperBss)
            code.bssSize = in_.number("the size of the zeroed data");
        code.rodata = in_.take(rodataSize, "constant data");
        if (code.scopeFlags & abi::kViperRelocations) code.relocations = readRelocations();
    }

    /// Finds the end of the relocation records; their meaning is the validator's business.
    std::span<const uint8_t> readRelocations() {
        Cursor start = in_;
        while (in_.ok()) {
            const uint8_t op = in_.byte("a relocation");
            if (op == 0xff) break;
            const unsigned kind = op >> 1;
            if (op & 1) in_.number64("a relocation's place");
            if (kind <= 5 && (kind & 1)) in_.number64("a relocation's count");
        }
        return start.take(in_.at() - start.at(), "relocations");
    }

    Cursor in_;
    Module& module_;
    std::vector<Object> pendingItems_;
    std::vector<uint32_t> pendingChildren_;
};

} // namespace

Result<Module> read(std::span<const uint8_t> bytes, const ReadOptions& options) {
    Module module;
    if (options.inPlace)
        module.arena = Arena(kChunkInPlace);
    else
        bytes = module.arena.copy(bytes);
    Reader reader(bytes, module);
    reader.readFile();
    Cursor& cursor = reader.cursor();
    if (!options.allowTrailing && cursor.ok() && cursor.left() != 0)
        cursor.fail(fmt::format("{} bytes follow the end of the module", cursor.left()));
    if (!cursor.ok()) return cursor.failure();
    return module;
}

std::string_view staticString(unsigned number) {
    return number <= abi::kStaticStringCount ? kStaticStrings[number] : std::string_view();
}

} // namespace taipan::mpy
