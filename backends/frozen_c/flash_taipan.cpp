// The flash that modules take in firmware with our own runtime: sizes of what
// include/taipan/frozen.h defines, on 32-bit machines.
#include <algorithm>

#include "backends/frozen_c/flash_meter.h"
#include "backends/frozen_c/runtime_names.h"

namespace taipan::frozen {
namespace {

constexpr uint64_t kModule = 12; // taipan_frozen_module
constexpr uint64_t kFile = 8;    // taipan_frozen_file
constexpr uint64_t kRoot = 32;   // taipan_frozen
constexpr uint64_t kText = 11;   // TAIPAN_STR without the text
constexpr uint64_t kInteger = 8; // TAIPAN_INT without its limbs
constexpr uint64_t kLimb = 4;
constexpr uint64_t kWord = 4;       // what objects are aligned to
constexpr uint64_t kCount = 2;      // of the names of a length
constexpr uint64_t kFirstChild = 2; // in front of the code of functions that make others
constexpr uint64_t kRecord = 16;    // taipan_function_record

class RuntimeMeter : public FlashMeter {
  public:
    RuntimeMeter(FloatObjects floats, const RuntimeNames& known)
        : FlashMeter("taipan-32bit", floats), known_(known) {}

  private:
    void addFunction(const mpy::Module& /*module*/, const mpy::RawCode& code,
                     FlashBytes& bytes) const override {
        if (code.kind != abi::CodeKind::Bytecode) {
            bytes[FlashPart::Records] += kRecord;
            // Behind the children comes the prelude.
            if (!code.children.empty())
                bytes[FlashPart::Records] += kPointer * (code.children.size() + 1);
        } else if (!code.children.empty()) {
            bytes[FlashPart::Records] += kFirstChild + kPointer * code.children.size();
        }
    }

    void addModule(const mpy::Module& /*module*/, FlashBytes& bytes) const override {
        bytes[FlashPart::Records] += kModule;
    }

    void addText(const FrozenText& text, uint32_t user, FlashBytes& bytes) override {
        bytes[FlashPart::Records] += kFile;
        bytes[FlashPart::Names] += text.name.size() + kNul;
        std::string key;
        useObject({abi::ObjectTag::Bytes, text.text, {}}, user, FlashPart::Contents, key);
    }

    void addShared(bool /*hasModules*/, FlashBytes& bytes) const override {
        bytes[FlashPart::Records] += kRoot;
        size_t longest = 0;
        bool isEmpty = true;
        for (const auto& [text, item] : names()) {
            if (item.bytes == 0) continue;
            longest = std::max(longest, text.size());
            isEmpty = false;
        }
        bytes[FlashPart::Names] += kCount * (longest + 1) + (isEmpty ? kNul : 0);
    }

    uint64_t nameBytes(std::string_view text) const override {
        return known_.has(text) ? 0 : text.size();
    }

    bool isName(std::string_view text) const override { return text.size() <= kLongestName; }

    uint64_t textBytes(const mpy::Object& object) const override {
        return (kText + object.text.size() + kNul + kWord - 1) / kWord * kWord;
    }

    uint64_t integerBytes(const Integer& integer) const override {
        if (const auto value = integer.small(); value && bitsFor(*value) <= kRuntimeSmallBits)
            return 0;
        return kInteger + kLimb * integer.digits.size();
    }

    const RuntimeNames& known_;
};

} // namespace

Result<FlashUse> measureForTaipan(std::span<const FrozenModule> modules,
                                  std::span<const FrozenText> files, const TaipanOptions& options,
                                  FloatObjects floats) {
    const Result<RuntimeNames> known = RuntimeNames::read(options.names);
    if (!known) return known.error();
    return RuntimeMeter(floats, known.value()).run(modules, files);
}

} // namespace taipan::frozen
