#include "backends/llvm/debug.h"

#include <algorithm>
#include <map>

#include <llvm/BinaryFormat/Dwarf.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/Object/ELFObjectFile.h>
#include <llvm/Object/ObjectFile.h>
#include <llvm/Support/Format.h>
#include <llvm/Support/raw_ostream.h>

namespace taipan::llvm_backend {

DebugInfo::DebugInfo(llvm::Module& module, std::string_view file)
    : builder_(module), file_(builder_.createFile(llvm::StringRef(file.data(), file.size()), "")),
      unit_(builder_.createCompileUnit(llvm::DISourceLanguageName(llvm::dwarf::DW_LANG_Python),
                                       file_, "taipan", /*isOptimized=*/true, "", 0, "",
                                       llvm::DICompileUnit::LineTablesOnly)),
      type_(builder_.createSubroutineType(builder_.getOrCreateTypeArray({}))) {
    module.addModuleFlag(llvm::Module::Warning, "Debug Info Version", llvm::DEBUG_METADATA_VERSION);
    module.addModuleFlag(llvm::Module::Warning, "Dwarf Version", 4);
}

void DebugInfo::describe(llvm::Function& function, const std::string& name, uint32_t line) {
    function.setSubprogram(builder_.createFunction(
        unit_, name, function.getName(), file_, line, type_, line, llvm::DINode::FlagZero,
        llvm::DISubprogram::SPFlagDefinition | llvm::DISubprogram::SPFlagOptimized));
}

void keepLinesOfCalls(llvm::Module& module) {
    for (llvm::Function& function : module)
        for (llvm::BasicBlock& block : function)
            for (llvm::Instruction& each : block)
                if (!llvm::isa<llvm::CallBase>(each)) each.setDebugLoc({});
}

namespace {
/// Adds a row, where it says something new.
void add(std::vector<NativeLine>& lines, const llvm::DWARFDebugLine::Row& row, bool isTable) {
    if (row.EndSequence || row.Line == 0) return; // what has no line belongs to what is before it
    const bool isAgain = row.Column == static_cast<unsigned>(Place::RaisedAgain);
    const uint32_t line = isTable && isAgain ? 0 : uint32_t{row.Line};
    const auto offset = static_cast<uint32_t>(row.Address.Address);
    if (!lines.empty() && lines.back().offset == offset) lines.pop_back();
    if (lines.empty() || lines.back().line != line) lines.push_back({offset, line});
}
} // namespace

Result<std::vector<std::vector<NativeLine>>>
linesOf(std::span<const char> object, std::span<const LinkedFunction> functions, bool isTable) {
    const llvm::MemoryBufferRef buffer(llvm::StringRef(object.data(), object.size()), "code");
    auto opened = llvm::object::ObjectFile::createELFObjectFile(buffer);
    if (!opened) return Failure{llvm::toString(opened.takeError())};
    std::vector<std::vector<NativeLine>> made(functions.size());
    std::vector<std::vector<NativeLine>*> bySection;
    for (const llvm::object::SectionRef& section : (*opened)->sections()) {
        auto name = section.getName();
        if (!name) return Failure{llvm::toString(name.takeError())};
        bySection.resize(std::max<size_t>(bySection.size(), section.getIndex() + 1));
        for (size_t i = 0; i < functions.size(); ++i)
            if (*name == functions[i].section) bySection[section.getIndex()] = &made[i];
    }
    std::string wrong;
    const auto note = [&](llvm::Error error) { wrong += llvm::toString(std::move(error)); };
    const auto context = llvm::DWARFContext::create(
        **opened, llvm::DWARFContext::ProcessDebugRelocations::Process, nullptr, "", note, note);
    for (const auto& unit : context->compile_units()) {
        const llvm::DWARFDebugLine::LineTable* const table =
            context->getLineTableForUnit(unit.get());
        if (table == nullptr) continue;
        std::vector<llvm::DWARFDebugLine::Row> rows = table->Rows;
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
            return a.Address.Address < b.Address.Address;
        });
        for (const llvm::DWARFDebugLine::Row& row : rows) {
            const uint64_t at = row.Address.SectionIndex;
            if (at < bySection.size() && bySection[at] != nullptr)
                add(*bySection[at], row, isTable);
        }
    }
    if (!wrong.empty()) return Failure{"line table: " + wrong};
    return made;
}

void nameAsInSource(llvm::Module& module, std::span<LinkedFunction> functions) {
    std::map<std::string, unsigned> seen;
    for (LinkedFunction& each : functions) {
        // Functions of one name are told apart by a number.
        const unsigned before = seen[each.name]++;
        if (before != 0) each.name += "#" + std::to_string(before + 1);
        const std::string section = ".text." + each.name;
        std::string symbol = each.name;
        for (llvm::Function& function : module) {
            if (function.isDeclaration() || function.getSection() != each.section) continue;
            function.setSection(section);
            const llvm::StringRef own = function.getName();
            const size_t suffix = own.find('_');
            function.setName(symbol + (suffix == own.npos ? "" : own.substr(suffix).str()));
        }
        each.section = section;
    }
}

std::string mapOf(std::span<const LinkedFunction> functions,
                  std::span<const std::vector<NativeLine>> lines, std::string_view file) {
    std::string text;
    llvm::raw_string_ostream out(text);
    for (size_t i = 0; i < functions.size(); ++i)
        for (const NativeLine& each : lines[i])
            out << llvm::format_hex_no_prefix(each.offset, 8) << ' '
                << llvm::StringRef(file.data(), file.size()) << ':' << each.line << ' '
                << functions[i].name << '\n';
    return text;
}

} // namespace taipan::llvm_backend
