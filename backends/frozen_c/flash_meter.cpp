#include "backends/frozen_c/flash_meter.h"

#include <numeric>

#include "taipan/mpy-format/function.h"

namespace taipan::frozen {
namespace {

using abi::ObjectTag;

constexpr uint64_t kTuple = 8; // without its items

/// Notes that `user` uses the item of `items` that `key` stands for. True when it is new, and has
/// no size yet.
template <typename Items>
bool use(Items& items, typename Items::key_type key, uint32_t user, uint32_t several,
         typename Items::mapped_type*& item) {
    const auto [place, isNew] = items.try_emplace(std::move(key));
    item = &place->second;
    if (isNew)
        item->user = user;
    else if (item->user != user)
        item->user = several;
    return isNew;
}

/// The qualified name without the module's body, which everything is in.
std::string functionName(const mpy::Module& module, const std::vector<uint32_t>& parents,
                         uint32_t index) {
    std::string name = mpy::qualifiedName(module, parents, index);
    const std::string body = mpy::simpleName(module, 0) + ".";
    return name.starts_with(body) ? name.substr(body.size()) : name;
}

} // namespace

FlashUse FlashMeter::run(std::span<const FrozenModule> modules, std::span<const FrozenText> texts) {
    // All names first: a constant of another module may be equal to one.
    for (uint32_t i = 0; i < modules.size(); ++i)
        for (const mpy::Qstr& qstr : modules[i].module->qstrs) useName(qstr.text, i);
    for (const FrozenModule& frozen : modules) countModule(*frozen.module, frozen.name);
    for (const FrozenText& text : texts) {
        const auto user = static_cast<uint32_t>(use_.files.size());
        FlashFile& file = use_.files.emplace_back();
        file.name = text.name;
        file.isText = true;
        addText(text, user, file.bytes);
    }
    addShared(!modules.empty(), use_.shared);
    for (const auto& [text, item] : names_) {
        if (item.bytes == 0) continue;
        bytesOf(item.user)[item.part] += item.bytes;
        ++use_.strings;
        use_.sharedStrings += item.user == kSeveral;
    }
    for (const auto& [key, item] : objects_) bytesOf(item.user)[item.part] += item.bytes;
    use_.total = use_.shared;
    for (const FlashFile& file : use_.files) use_.total += file.bytes;
    return std::move(use_);
}

void FlashMeter::countModule(const mpy::Module& module, const std::string& name) {
    const auto user = static_cast<uint32_t>(use_.files.size());
    FlashFile& file = use_.files.emplace_back();
    file.name = name;
    addModule(module, file.bytes);
    file.bytes[FlashPart::Names] += kStringNumber * module.qstrs.size();
    std::string key;
    for (const mpy::Object& object : module.objects)
        useObject(object, user, FlashPart::Constants, key);
    file.bytes[FlashPart::Constants] += kPointer * module.objects.size();
    const std::vector<uint32_t> parents = mpy::parentsOf(module);
    for (uint32_t i = 0; i < module.rawCodes.size(); ++i) {
        file.functions.push_back(
            {functionName(module, parents, i), functionBytes(module, module.rawCodes[i])});
        file.bytes += file.functions.back().bytes;
    }
}

FlashBytes FlashMeter::functionBytes(const mpy::Module& module, const mpy::RawCode& code) const {
    using abi::CodeKind;
    const bool hasPrelude = code.kind == CodeKind::Bytecode || code.kind == CodeKind::Native;
    FlashBytes bytes;
    bytes[FlashPart::Code] = code.code.size();
    if (const auto parsed = mpy::parseFunction(*module.dialect, code); hasPrelude && parsed.ok()) {
        const mpy::Function& function = parsed.value();
        const uint64_t prelude = function.opcodesAt - function.preludeAt;
        bytes[FlashPart::Lines] = function.lines.size();
        bytes[FlashPart::Preludes] = prelude - function.lines.size();
        bytes[FlashPart::Code] -= prelude;
    }
    addFunction(module, code, bytes);
    return bytes;
}

void FlashMeter::useName(std::string_view text, uint32_t user) {
    Item* item = nullptr;
    if (use(names_, text, user, kSeveral, item)) item->bytes = nameBytes(text);
}

void FlashMeter::useObject(const mpy::Object& object, uint32_t user, FlashPart part,
                           std::string& key) {
    const size_t start = key.size();
    key += static_cast<char>(object.tag);
    const size_t count = object.tag == ObjectTag::Tuple ? object.items.size() : object.text.size();
    key.append(std::to_string(count)).append(":").append(object.text);
    if (object.tag == ObjectTag::Str && (isName(object.text) || names_.contains(object.text))) {
        useName(object.text, user);
        return;
    }
    for (const mpy::Object& item : object.items) useObject(item, user, part, key);
    const uint64_t bytes = objectBytes(object);
    if (bytes == 0) return;
    Item* item = nullptr;
    if (use(objects_, key.substr(start), user, kSeveral, item)) item->part = part;
    item->bytes = bytes;
}

/// Bytes that an object takes, without those of the word that refers to it and of its items.
uint64_t FlashMeter::objectBytes(const mpy::Object& object) const {
    switch (object.tag) {
    case ObjectTag::Str:
    case ObjectTag::Bytes: return textBytes(object);
    case ObjectTag::Int: {
        const auto integer = parseInteger(object.text);
        return integer ? integerBytes(*integer) : 0;
    }
    case ObjectTag::Float: return floatBytes(1);
    case ObjectTag::Complex: return floatBytes(2);
    case ObjectTag::Tuple:
        return object.items.empty() ? 0 : kTuple + kPointer * object.items.size();
    default: return 0;
    }
}

uint64_t FlashMeter::floatBytes(unsigned numbers) const {
    switch (floats_) {
    case FloatObjects::None: return numbers == 1 ? 0 : kPointer + numbers * sizeof(float);
    case FloatObjects::Single: return kPointer + numbers * sizeof(float);
    case FloatObjects::Double: return sizeof(double) * (1 + numbers); // aligned
    }
    return 0;
}

FlashBytes& FlashBytes::operator+=(const FlashBytes& other) {
    for (size_t i = 0; i < parts.size(); ++i) parts[i] += other.parts[i];
    return *this;
}

uint64_t FlashBytes::total() const {
    return std::accumulate(parts.begin(), parts.end(), uint64_t{0});
}

} // namespace taipan::frozen
