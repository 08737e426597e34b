#include "backends/llvm/link.h"

#include <algorithm>
#include <map>

#include <llvm/Object/ELFObjectFile.h>
#include <llvm/Object/ObjectFile.h>
#include <llvm/Support/Endian.h>

namespace taipan::llvm_backend {

namespace {
using llvm::object::ELFSectionRef;
using llvm::object::SectionRef;

std::string nameOf(const SectionRef& section) {
    auto name = section.getName();
    if (name) return name->str();
    llvm::consumeError(name.takeError());
    return "?";
}

std::string targetOf(const llvm::object::RelocationRef& relocation,
                     const llvm::object::ObjectFile& file) {
    const llvm::object::symbol_iterator symbol = relocation.getSymbol();
    if (symbol == file.symbol_end()) return "nothing";
    auto name = symbol->getName();
    if (name && !name->empty()) return name->str();
    if (!name) llvm::consumeError(name.takeError());
    auto section = symbol->getSection();
    if (section && *section != file.section_end()) return nameOf(**section);
    if (!section) llvm::consumeError(section.takeError());
    return "?";
}

/// Sections that tell debuggers and unwinders of the code and go nowhere.
bool isDropped(const SectionRef& section, const std::string& name) {
    return (ELFSectionRef(section).getFlags() & llvm::ELF::SHF_ALLOC) == 0 ||
           section.getSize() == 0 || name.starts_with(".ARM.exidx") ||
           name.starts_with(".ARM.extab") || name.starts_with(".eh_frame");
}

/// A section with code, and what of it is still to be filled in.
struct Code {
    SectionRef section;
    std::vector<uint8_t> bytes;
    std::vector<llvm::object::RelocationRef> relocations;
};

/// Sets the distance that a call goes, whose instruction is at this place. Whether the relocation
/// is that of a call. The formats are those of the ELF supplements of x86-64, Arm and RISC-V.
bool setCall(const llvm::object::ObjectFile& file, uint64_t type, uint8_t* at, int64_t distance) {
    using namespace llvm::support::endian;
    const auto offset = static_cast<uint32_t>(distance);
    switch (file.getArch()) {
    case llvm::Triple::x86_64:
        if (type != llvm::ELF::R_X86_64_PLT32 && type != llvm::ELF::R_X86_64_PC32) return false;
        write32le(at, offset);
        return true;
    case llvm::Triple::thumb:
    case llvm::Triple::arm: {
        if (type != llvm::ELF::R_ARM_THM_CALL && type != llvm::ELF::R_ARM_THM_JUMP24) return false;
        const uint32_t sign = offset >> 24 & 1, j1 = (~(offset >> 23) ^ sign) & 1,
                       j2 = (~(offset >> 22) ^ sign) & 1;
        const auto first =
            static_cast<uint16_t>((read16le(at) & 0xf800) | sign << 10 | (offset >> 12 & 0x3ff));
        const auto second = static_cast<uint16_t>((read16le(at + 2) & 0xd000) | j1 << 13 |
                                                  j2 << 11 | (offset >> 1 & 0x7ff));
        write16le(at, first);
        write16le(at + 2, second);
        return true;
    }
    case llvm::Triple::riscv32:
        if (type != llvm::ELF::R_RISCV_CALL_PLT && type != llvm::ELF::R_RISCV_CALL) return false;
        write32le(at, (read32le(at) & 0xfff) | ((offset + 0x800) & 0xfffff000));
        write32le(at + 4, (read32le(at + 4) & 0xfffff) | offset << 20);
        return true;
    default: return false;
    }
}

/// What a call adds to the place of its target: its own place is that of its first byte.
int64_t addendOf(const llvm::object::RelocationRef& relocation,
                 const llvm::object::ObjectFile& file) {
    if (file.getArch() == llvm::Triple::thumb || file.getArch() == llvm::Triple::arm)
        return -4; // in the instruction
    auto addend = llvm::object::ELFRelocationRef(relocation).getAddend();
    if (addend) return *addend;
    llvm::consumeError(addend.takeError());
    return 0;
}

/// Puts copies of shared helpers behind a function.
class Placer {
  public:
    Placer(const llvm::object::ObjectFile& file, std::map<uint64_t, Code>& shared)
        : file_(file), shared_(shared) {}
    /// The place of the relocation that goes nowhere; null when there is none.
    const llvm::object::RelocationRef* place(const Code& function) {
        text = function.bytes;
        if (const auto* wrong = fill(function, 0)) return wrong;
        for (size_t i = 0; i < placed_.size(); ++i)
            if (const auto* wrong = fill(*placed_[i].code, placed_[i].at)) return wrong;
        return nullptr;
    }
    std::vector<uint8_t> text;

  private:
    struct Placed {
        const Code* code;
        uint64_t at;
    };
    uint64_t placeOf(const Code& code) {
        for (const Placed& each : placed_)
            if (each.code == &code) return each.at;
        const uint64_t alignment = code.section.getAlignment().value();
        text.resize((text.size() + alignment - 1) / alignment * alignment);
        placed_.push_back({&code, text.size()});
        text.insert(text.end(), code.bytes.begin(), code.bytes.end());
        return placed_.back().at;
    }
    const llvm::object::RelocationRef* fill(const Code& code, uint64_t start) {
        for (const llvm::object::RelocationRef& each : code.relocations) {
            const llvm::object::symbol_iterator symbol = each.getSymbol();
            if (symbol == file_.symbol_end()) return &each;
            auto section = symbol->getSection();
            auto value = symbol->getValue();
            if (!section || !value) {
                llvm::consumeError(section.takeError());
                llvm::consumeError(value.takeError());
                return &each;
            }
            if (*section == file_.section_end()) return &each;
            const auto found = shared_.find((*section)->getIndex());
            if (found == shared_.end()) return &each;
            const bool isPair = file_.getArch() == llvm::Triple::riscv32; // of instructions
            if (each.getOffset() + (isPair ? 8 : 4) > code.bytes.size()) return &each;
            const uint64_t at = start + each.getOffset();
            const auto to = static_cast<int64_t>(placeOf(found->second) + *value);
            if (!setCall(file_, each.getType(), text.data() + at,
                         to + addendOf(each, file_) - static_cast<int64_t>(at)))
                return &each;
        }
        return nullptr;
    }

    const llvm::object::ObjectFile& file_;
    std::map<uint64_t, Code>& shared_;
    std::vector<Placed> placed_;
};
} // namespace

Result<std::vector<std::vector<uint8_t>>>
link(std::span<const char> object, std::span<const LinkedFunction> functions, unsigned wordBytes) {
    const llvm::MemoryBufferRef buffer(llvm::StringRef(object.data(), object.size()), "code");
    auto opened = llvm::object::ObjectFile::createELFObjectFile(buffer);
    if (!opened) return Failure{llvm::toString(opened.takeError())};
    const llvm::object::ObjectFile& file = **opened;
    std::vector<std::vector<uint8_t>> made(functions.size());
    const auto find = [&](const std::string& section) {
        return static_cast<size_t>(
            std::find_if(functions.begin(), functions.end(),
                         [&](const LinkedFunction& one) { return one.section == section; }) -
            functions.begin());
    };
    std::vector<Code> code(functions.size());
    std::map<uint64_t, Code> shared; // by number of the section
    for (const SectionRef& section : file.sections()) {
        const std::string name = nameOf(section);
        const size_t at = find(name);
        const bool isShared = name.starts_with(kSharedSection);
        if (at < functions.size() || isShared) {
            auto contents = section.getContents();
            if (!contents) return Failure{llvm::toString(contents.takeError())};
            // Sixteen is a wish of x86-64, which no instruction depends on.
            if (section.getAlignment().value() > (wordBytes == 8 ? 16 : wordBytes))
                return Failure{"function '" + (isShared ? name : functions[at].name) +
                               "' needs an alignment of " +
                               std::to_string(section.getAlignment().value())};
            Code& to = isShared ? shared[section.getIndex()] : code[at];
            to.section = section;
            to.bytes.assign(contents->bytes_begin(), contents->bytes_end());
        } else if (!isDropped(section, name)) {
            return Failure{"data in section " + name};
        }
    }
    for (const SectionRef& section : file.sections()) {
        auto to = section.getRelocatedSection();
        if (!to) {
            llvm::consumeError(to.takeError());
            continue;
        }
        if (*to == file.section_end()) continue;
        const auto found = shared.find((*to)->getIndex());
        const size_t at = find(nameOf(**to));
        if (found == shared.end() && at == functions.size()) continue;
        Code& of = found != shared.end() ? found->second : code[at];
        of.relocations.assign(section.relocation_begin(), section.relocation_end());
    }
    for (size_t i = 0; i < functions.size(); ++i) {
        Placer placer(file, shared);
        const llvm::object::RelocationRef* const wrong = placer.place(code[i]);
        if (wrong != nullptr) {
            llvm::SmallString<32> type;
            wrong->getTypeName(type);
            return Failure{"function '" + functions[i].name + "' has a relocation " +
                           type.str().str() + " to " + targetOf(*wrong, file) + " at " +
                           std::to_string(wrong->getOffset())};
        }
        made[i] = std::move(placer.text);
    }
    for (size_t i = 0; i < made.size(); ++i)
        if (made[i].empty()) return Failure{"function '" + functions[i].name + "' has no code"};
    return made;
}

} // namespace taipan::llvm_backend
