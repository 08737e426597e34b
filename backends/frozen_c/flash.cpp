#include "taipan/backends/flash.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "backends/frozen_c/constants.h"
#include "backends/frozen_c/firmware_strings.h"
#include "backends/frozen_c/integers.h"
#include "taipan/mpy-format/function.h"

namespace taipan::frozen {
namespace {

using abi::ObjectTag;

// Sizes on 32-bit machines, of what generated C defines.
constexpr uint64_t kPointer = 4;
constexpr uint64_t kStringNumber = 2; // qstr_short_t
constexpr uint64_t kRecord = 12;      // mp_raw_code_truncated_t
constexpr uint64_t kAsmRecord = 16;   // mp_raw_code_t, with its arguments
constexpr uint64_t kModule = 12;      // mp_frozen_module_t
constexpr uint64_t kPool = 24;        // qstr_pool_t without its strings
constexpr uint64_t kText = 16;        // mp_obj_str_t
constexpr uint64_t kTuple = 8;        // mp_rom_obj_tuple_t without its items
constexpr uint64_t kInteger = 16;     // mp_obj_int_t, of either kind
constexpr unsigned kUsualDigitBits = 16;
constexpr uint64_t kNul = 1;
constexpr uint64_t kTextSize = 4; // of mp_frozen_str_sizes

// Small ints that the generator writes into the word that refers to them.
constexpr int64_t kSmallestInt = -(int64_t{1} << 29);
constexpr int64_t kLargestInt = (int64_t{1} << 29) - 1;

constexpr uint32_t kShared = UINT32_MAX;

/// Something that is in flash once, however many modules use it.
struct Item {
    uint64_t bytes = 0;
    uint32_t user = kShared; // index of the module, kShared when there are several
};

template <typename Key>
class Items {
  public:
    /// Notes that `user` uses the item. True when it is new, and has no size yet.
    bool use(Key key, uint32_t user, Item*& item) {
        const auto [place, isNew] = items_.try_emplace(std::move(key), Item{0, user});
        item = &place->second;
        if (item->user != user) item->user = kShared;
        return isNew;
    }
    const std::unordered_map<Key, Item>& all() const { return items_; }

  private:
    std::unordered_map<Key, Item> items_;
};

bool fitsWord(const Integer& integer) {
    const auto value = integer.small();
    return value && *value >= kSmallestInt && *value <= kLargestInt;
}

/// The qualified name without the module's body, which everything is in.
std::string functionName(const mpy::Module& module, const std::vector<uint32_t>& parents,
                         uint32_t index) {
    std::string name = mpy::qualifiedName(module, parents, index);
    const std::string body = mpy::simpleName(module, 0) + ".";
    return name.starts_with(body) ? name.substr(body.size()) : name;
}

class Meter {
  public:
    Meter(const FlashOptions& options, const FirmwareStrings& firmware)
        : options_(options), firmware_(firmware) {}

    FlashUse run(std::span<const FrozenModule> modules, std::span<const FrozenText> texts) {
        // All names first: a constant of another module may be equal to one.
        for (uint32_t i = 0; i < modules.size(); ++i)
            for (const mpy::Qstr& qstr : modules[i].module->qstrs) useString(qstr.text, i);
        for (const FrozenModule& frozen : modules) addModule(*frozen.module, frozen.name);
        for (const FrozenText& text : texts) addText(text);
        addShared();
        for (const auto& [text, item] : strings_.all()) {
            if (item.bytes == 0) continue;
            bytesOf(item.user)[FlashPart::Names] += item.bytes;
            ++use_.strings;
            use_.sharedStrings += item.user == kShared;
        }
        for (const auto& [key, item] : objects_.all())
            bytesOf(item.user)[FlashPart::Constants] += item.bytes;
        use_.total = use_.shared;
        for (const FlashFile& file : use_.files) use_.total += file.bytes;
        return std::move(use_);
    }

  private:
    FlashBytes& bytesOf(uint32_t user) {
        return user == kShared ? use_.shared : use_.files[user].bytes;
    }

    void addModule(const mpy::Module& module, const std::string& name) {
        const auto user = static_cast<uint32_t>(use_.files.size());
        FlashFile& file = use_.files.emplace_back();
        file.name = name;
        file.bytes[FlashPart::Records] += kModule + kPointer;
        file.bytes[FlashPart::Names] += kStringNumber * module.qstrs.size();
        if (!module.qstrs.empty())
            file.bytes[FlashPart::Names] += module.qstrs[0].text.size() + kNul;
        std::string key;
        for (const mpy::Object& object : module.objects) useObject(object, user, key);
        file.bytes[FlashPart::Constants] += kPointer * module.objects.size();
        const std::vector<uint32_t> parents = mpy::parentsOf(module);
        for (uint32_t i = 0; i < module.rawCodes.size(); ++i) {
            file.functions.push_back({functionName(module, parents, i), functionBytes(module, i)});
            file.bytes += file.functions.back().bytes;
        }
    }

    FlashBytes functionBytes(const mpy::Module& module, uint32_t index) const {
        using abi::CodeKind;
        const mpy::RawCode& code = module.rawCodes[index];
        const bool hasPrelude = code.kind == CodeKind::Bytecode || code.kind == CodeKind::Native;
        FlashBytes bytes;
        uint64_t rest = code.code.size();
        if (const auto parsed = mpy::parseFunction(code); hasPrelude && parsed.ok()) {
            const mpy::Function& function = parsed.value();
            const uint64_t prelude = function.opcodesAt - function.preludeAt;
            bytes[FlashPart::Lines] = function.lines.size();
            bytes[FlashPart::Preludes] = prelude - function.lines.size();
            rest -= prelude;
            // Firmware for this machine reads no bytes where it runs code: preludes are copied.
            if (code.kind == CodeKind::Native && module.header.arch == abi::Arch::xtensawin)
                bytes[FlashPart::Preludes] += code.code.size() - code.preludeOffset;
        }
        bytes[FlashPart::Code] = rest;
        const bool isLeaf = code.kind == CodeKind::Bytecode && code.children.empty();
        if (!isLeaf)
            bytes[FlashPart::Records] +=
                (code.kind == CodeKind::Asm ? kAsmRecord : kRecord) +
                kPointer * (code.children.size() +
                            (code.kind == CodeKind::Native && !code.children.empty() ? 1 : 0));
        return bytes;
    }

    void useString(std::string_view text, uint32_t user) {
        Item* item = nullptr;
        if (!strings_.use(text, user, item)) return;
        const auto found = isOwnIdentifier(text) ? firmware_.textOf.find(text)
                                                 : firmware_.textOf.find(escapeQstr(text));
        if (found != firmware_.textOf.end() && found->second == text) return;
        item->bytes =
            kPointer + firmware_.bytesInLength + firmware_.bytesInHash + text.size() + kNul;
    }

    /// Notes a use of the object and of what it holds. Appends to `key` what no other object that
    /// firmware tells from it has: type, size, contents.
    void useObject(const mpy::Object& object, uint32_t user, std::string& key) {
        const size_t start = key.size();
        key += static_cast<char>(object.tag);
        const size_t count =
            object.tag == ObjectTag::Tuple ? object.items.size() : object.text.size();
        key.append(std::to_string(count)).append(":").append(object.text);
        if (object.tag == ObjectTag::Str && isInternedHere(object.text)) {
            useString(object.text, user);
            return;
        }
        for (const mpy::Object& item : object.items) useObject(item, user, key);
        const uint64_t bytes = objectBytes(object);
        if (bytes == 0) return;
        Item* item = nullptr;
        objects_.use(key.substr(start), user, item);
        item->bytes = bytes;
    }

    /// Whether a constant is an entry of the pool: also when it is long, but a name as well.
    bool isInternedHere(std::string_view text) const {
        return isInterned(text) || strings_.all().contains(text);
    }

    /// Bytes that an object takes, without those of the word that refers to it and of its items.
    uint64_t objectBytes(const mpy::Object& object) const {
        switch (object.tag) {
        case ObjectTag::Str: return kText + object.text.size() + kNul;
        case ObjectTag::Bytes: return object.text.empty() ? 0 : kText + object.text.size() + kNul;
        case ObjectTag::Int: return integerBytes(object.text);
        case ObjectTag::Float: return floatBytes(1);
        case ObjectTag::Complex: return floatBytes(2);
        case ObjectTag::Tuple:
            return object.items.empty() ? 0 : kTuple + kPointer * object.items.size();
        default: return 0;
        }
    }

    uint64_t integerBytes(std::string_view text) const {
        const auto integer = parseInteger(text);
        if (!integer || fitsWord(*integer)) return 0;
        if (options_.stock.longInt != LongInt::Mpz) return kInteger;
        const unsigned bits =
            options_.stock.mpzDigitBits == 0 ? kUsualDigitBits : options_.stock.mpzDigitBits;
        return kInteger + digitsOf(*integer, bits).size() * (bits / 8);
    }

    uint64_t floatBytes(unsigned numbers) const {
        switch (options_.floats) {
        case FloatObjects::None: return numbers == 1 ? 0 : kPointer + numbers * sizeof(float);
        case FloatObjects::Single: return kPointer + numbers * sizeof(float);
        case FloatObjects::Double: return sizeof(double) * (1 + numbers); // aligned
        }
        return 0;
    }

    void addText(const FrozenText& text) {
        FlashFile& file = use_.files.emplace_back();
        file.name = text.name;
        file.isText = true;
        file.bytes[FlashPart::Contents] = std::max<size_t>(text.text.size(), 1) + kNul;
        file.bytes[FlashPart::Records] = kTextSize;
        file.bytes[FlashPart::Names] = text.name.size() + kNul;
    }

    /// The pool itself and the ends of lists.
    void addShared() {
        use_.shared[FlashPart::Names] += kPool + kNul - (firmware_.bytesInHash == 0 ? kPointer : 0);
        const bool hasModules = std::any_of(use_.files.begin(), use_.files.end(),
                                            [](const FlashFile& file) { return !file.isText; });
        if (!hasModules) use_.shared[FlashPart::Records] += kPointer;
        if (options_.stock.withTexts) use_.shared[FlashPart::Records] += kTextSize + kNul;
    }

    const FlashOptions& options_;
    const FirmwareStrings& firmware_;
    FlashUse use_;
    Items<std::string_view> strings_;
    Items<std::string> objects_;
};

} // namespace

FlashBytes& FlashBytes::operator+=(const FlashBytes& other) {
    for (size_t i = 0; i < parts.size(); ++i) parts[i] += other.parts[i];
    return *this;
}

uint64_t FlashBytes::total() const {
    return std::accumulate(parts.begin(), parts.end(), uint64_t{0});
}

Result<FlashUse> measureForStock(std::span<const FrozenModule> modules,
                                 std::span<const FrozenText> texts, const FlashOptions& options) {
    const Result<FirmwareStrings> firmware = readFirmwareStrings(options.stock.qstrHeader);
    if (!firmware) return firmware.error();
    return Meter(options, firmware.value()).run(modules, texts);
}

} // namespace taipan::frozen
