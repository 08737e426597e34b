#include "backends/llvm/link.h"

#include <algorithm>

#include <llvm/Object/ELFObjectFile.h>
#include <llvm/Object/ObjectFile.h>

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
    for (const SectionRef& section : file.sections()) {
        const std::string name = nameOf(section);
        if (const size_t at = find(name); at < functions.size()) {
            auto contents = section.getContents();
            if (!contents) return Failure{llvm::toString(contents.takeError())};
            // Sixteen is a wish of x86-64, which no instruction depends on.
            if (section.getAlignment().value() > (wordBytes == 8 ? 16 : wordBytes))
                return Failure{"function '" + functions[at].name + "' needs an alignment of " +
                               std::to_string(section.getAlignment().value())};
            made[at].assign(contents->bytes_begin(), contents->bytes_end());
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
        const size_t at = find(nameOf(**to));
        if (at == functions.size()) continue;
        for (const llvm::object::RelocationRef& relocation : section.relocations()) {
            llvm::SmallString<32> type;
            relocation.getTypeName(type);
            return Failure{"function '" + functions[at].name + "' has a relocation " +
                           type.str().str() + " to " + targetOf(relocation, file) + " at " +
                           std::to_string(relocation.getOffset())};
        }
    }
    for (size_t i = 0; i < made.size(); ++i)
        if (made[i].empty()) return Failure{"function '" + functions[i].name + "' has no code"};
    return made;
}

} // namespace taipan::llvm_backend
