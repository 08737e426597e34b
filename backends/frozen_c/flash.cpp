// The flash that modules take in stock firmware.
#include <algorithm>

#include "backends/frozen_c/constants.h"
#include "backends/frozen_c/firmware_strings.h"
#include "backends/frozen_c/flash_meter.h"

namespace taipan::frozen {
namespace {

// Sizes on 32-bit machines, of what generated C defines.
constexpr uint64_t kRecord = 12;    // mp_raw_code_truncated_t
constexpr uint64_t kAsmRecord = 16; // mp_raw_code_t, with its arguments
constexpr uint64_t kModule = 12;    // mp_frozen_module_t
constexpr uint64_t kPool = 24;      // qstr_pool_t without its strings
constexpr uint64_t kText = 16;      // mp_obj_str_t
constexpr uint64_t kInteger = 16;   // mp_obj_int_t, of either kind
constexpr unsigned kUsualDigitBits = 16;
constexpr uint64_t kTextSize = 4; // of mp_frozen_str_sizes

class StockMeter : public FlashMeter {
  public:
    StockMeter(const FlashOptions& options, const FirmwareStrings& firmware)
        : FlashMeter("stock-32bit", options.floats), options_(options.stock), firmware_(firmware) {}

  private:
    void addFunction(const mpy::Module& module, const mpy::RawCode& code,
                     FlashBytes& bytes) const override {
        using abi::CodeKind;
        // Firmware for this machine reads no bytes where it runs code: preludes are copied.
        if (code.kind == CodeKind::Native && module.header.arch == abi::Arch::xtensawin &&
            bytes[FlashPart::Preludes] != 0)
            bytes[FlashPart::Preludes] += code.code.size() - code.preludeOffset;
        if (code.kind == CodeKind::Bytecode && code.children.empty()) return;
        const bool hasEnd = code.kind == CodeKind::Native && !code.children.empty();
        bytes[FlashPart::Records] += (code.kind == CodeKind::Asm ? kAsmRecord : kRecord) +
                                     kPointer * (code.children.size() + (hasEnd ? 1 : 0));
    }

    void addModule(const mpy::Module& module, FlashBytes& bytes) const override {
        bytes[FlashPart::Records] += kModule + kPointer;
        if (!module.qstrs.empty()) bytes[FlashPart::Names] += module.qstrs[0].text.size() + kNul;
    }

    void addText(const FrozenText& text, uint32_t /*user*/, FlashBytes& bytes) override {
        bytes[FlashPart::Contents] = std::max<size_t>(text.text.size(), 1) + kNul;
        bytes[FlashPart::Records] = kTextSize;
        bytes[FlashPart::Names] = text.name.size() + kNul;
    }

    /// The pool itself and the ends of lists.
    void addShared(bool hasModules, FlashBytes& bytes) const override {
        bytes[FlashPart::Names] += kPool + kNul - (firmware_.bytesInHash == 0 ? kPointer : 0);
        if (!hasModules) bytes[FlashPart::Records] += kPointer;
        if (options_.withTexts) bytes[FlashPart::Records] += kTextSize + kNul;
    }

    uint64_t nameBytes(std::string_view text) const override {
        if (firmware_.texts.find(text) != StringTable::kNone) return 0;
        return kPointer + firmware_.bytesInLength + firmware_.bytesInHash + text.size() + kNul;
    }

    bool isName(std::string_view text) const override {
        return isInterned(text) || firmware_.texts.find(text) != StringTable::kNone;
    }

    uint64_t textBytes(const mpy::Object& object) const override {
        if (object.tag == abi::ObjectTag::Bytes && object.text.empty()) return 0;
        return kText + object.text.size() + kNul;
    }

    uint64_t integerBytes(const Integer& integer) const override {
        if (const auto value = integer.small(); value && bitsFor(*value) <= kStockSmallBits)
            return 0;
        if (options_.longInt != LongInt::Mpz) return kInteger;
        const unsigned bits = options_.mpzDigitBits == 0 ? kUsualDigitBits : options_.mpzDigitBits;
        return kInteger + digitsOf(integer, bits).size() * (bits / 8);
    }

    const StockOptions& options_;
    const FirmwareStrings& firmware_;
};

} // namespace

Result<FlashUse> measureForStock(std::span<const FrozenModule> modules,
                                 std::span<const FrozenText> texts, const FlashOptions& options) {
    const Result<FirmwareStrings> firmware = readFirmwareStrings(options.stock.qstrHeader);
    if (!firmware) return firmware.error();
    return StockMeter(options, firmware.value()).run(modules, texts);
}

} // namespace taipan::frozen
