// From the SSA form of functions to their machine code.

#include <algorithm>
#include <iterator>
#include <thread>

#include <llvm/ADT/SmallString.h>
#include <llvm/Config/llvm-config.h>
#include <llvm/IR/DebugInfo.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/raw_ostream.h>

#include "backends/llvm/constants.h"
#include "backends/llvm/halves.h"
#include "backends/llvm/link.h"
#include "backends/llvm/lowering.h"
#include "backends/llvm/machine_passes.h"
#include "backends/llvm/passes.h"
#include "taipan/backends/llvm.h"
#include "taipan/support/parallel.h"

namespace taipan {

namespace llvm_backend {
namespace {
class Backend : public LlvmBackend {
  public:
    bool supports(abi::Arch arch) const override { return rowOf(arch) != nullptr; }
    Result<std::vector<NativeCode>> generate(const ir::Module& module,
                                             std::span<const uint32_t> functions,
                                             const Interner& interner, NativeTables& tables,
                                             const NativeOptions& options) override;
    void keep(NativeStage stage) override { stage_ = stage; }
    const std::string& kept() const override { return kept_; }

  private:
    /// What is asked for, the same at each attempt.
    struct Work {
        const ir::Module& source;
        std::span<const uint32_t> functions;
        const Interner& interner;
        NativeTables& tables;
        const NativeOptions& options;
        bool isSmall() const { return options.opt != NativeOpt::Speed; }
    };
    /// Which instructions have lines when they are chosen.
    enum class Lines : uint8_t { None, OfCalls, All };
    struct Unit;
    using Units = std::vector<std::unique_ptr<Unit>>;

    Result<void> lower(const Work& work, const ssa::Module& form,
                       std::span<const uint32_t> functions, Unit& unit);
    Result<Units> make(const Work& work, Lines lines, bool isDescribed);
    Result<void> keepText(const Work& work, Lines lines);
    Result<std::vector<NativeCode>> attempt(const Work& work);
    Result<void> describe(const Work& work, const std::vector<NativeCode>& made);

    NativeStage stage_ = NativeStage::None;
    std::string kept_;
    std::vector<uint8_t> isPlain_; // by function: it has no fast ways, with which it is too long
    bool isTooLong_ = false;       // of some function the last attempt found that
};

/// Splits long blocks: LLVM's selection of instructions takes the square of their length.
void splitLong(llvm::Module& module) {
    constexpr size_t kLongest = 200; // instructions
    for (llvm::Function& function : module) {
        std::vector<llvm::BasicBlock*> blocks;
        for (llvm::BasicBlock& block : function) blocks.push_back(&block);
        for (llvm::BasicBlock* block : blocks) {
            while (block->size() > kLongest + 1) {
                auto at = block->getFirstNonPHIIt();
                for (size_t i = 0; i < kLongest && &*at != block->getTerminator(); ++i) ++at;
                if (&*at == block->getTerminator()) break;
                block = block->splitBasicBlock(at);
            }
        }
    }
}

/// What a file can say that a function has, in bytes; some are left for what is around the code.
constexpr size_t kMostCode = 65535 - 256;

/// Values of functions that are made together, at least: LLVM's preparations are worth it then.
constexpr size_t kUnitValues = 1000;

/// Object code, or assembly. MachinePasses are there.
void emit(llvm::Module& module, llvm::TargetMachine& machine, llvm::CodeGenFileType type,
          llvm::SmallVectorImpl<char>& to) {
    llvm::raw_svector_ostream out(to);
    llvm::legacy::PassManager passes;
    machine.addPassesToEmitFile(passes, out, nullptr, type);
    passes.run(module);
}

/// Cuts functions into parts of about the same size. Where depends on the functions alone.
std::vector<std::span<const uint32_t>> partsOf(std::span<const uint32_t> functions,
                                               const ssa::Module& form) {
    std::vector<std::span<const uint32_t>> parts;
    size_t first = 0, values = 0;
    for (size_t i = 0; i < functions.size(); ++i) {
        values += form.functions[functions[i]].values.size();
        if (values < kUnitValues && i + 1 < functions.size()) continue;
        parts.push_back(functions.subspan(first, i + 1 - first));
        first = i + 1;
        values = 0;
    }
    return parts;
}

/// Functions that are made together, in a module of LLVM of their own, which no other thread sees:
/// what becomes of them depends on nothing else.
struct Backend::Unit {
    std::unique_ptr<llvm::TargetMachine> machine;
    llvm::LLVMContext context;
    std::unique_ptr<llvm::Module> module;
    std::vector<NativeCode> made;
    std::vector<LinkedFunction> linked;
    llvm::SmallString<0> object;
    std::string wrong; // "" when nothing is

    void improve(const Work& work, Lines lines);
    void finish(const Work& work);
    std::span<const char> bytes() const { return {object.data(), object.size()}; }
};

Result<std::vector<NativeCode>> Backend::generate(const ir::Module& source,
                                                  std::span<const uint32_t> functions,
                                                  const Interner& interner, NativeTables& tables,
                                                  const NativeOptions& options) {
    isPlain_.assign(source.functions.size(), 0);
    NativeOptions asked = options;
    const Work work{source, functions, interner, tables, asked};
    auto made = attempt(work);
    if (made.ok() && isTooLong_) made = attempt(work);
    if (made.ok() && isTooLong_) { // without fast ways too
        asked.opt = NativeOpt::Size;
        made = attempt(work);
    }
    return made;
}

/// Makes LLVM's functions of those of the SSA form.
Result<void> Backend::lower(const Work& work, const ssa::Module& form,
                            std::span<const uint32_t> functions, Unit& unit) {
    const NativeOptions& options = work.options;
    const TargetRow* const row = rowOf(options.arch);
    unit.machine = makeMachine(*row, options);
    if (unit.machine == nullptr) return Failure{"LLVM does not know " + std::string(row->triple)};
    unit.module = std::make_unique<llvm::Module>("taipan", unit.context);
    llvm::Module& module = *unit.module;
    module.setTargetTriple(unit.machine->getTargetTriple());
    module.setDataLayout(unit.machine->createDataLayout());
    module.setPICLevel(llvm::PICLevel::SmallPIC);

    std::optional<DebugInfo> debug;
    if (options.lines || options.debug != nullptr) debug.emplace(module, options.file);
    Context lowered{module,        form,        work.interner, work.tables,
                    *row,          options.opt, isPlain_,      debug ? &*debug : nullptr,
                    options.lines, options.told};
    for (const uint32_t each : functions) {
        unit.made.push_back({each, {}, Lowering(lowered, each).run(), {}});
        unit.linked.push_back(
            {sectionOf(each), ir::qualifiedName(work.source, each, work.interner)});
    }
    if (debug) debug->finish();
    return {};
}

/// Up to where instructions are chosen.
void Backend::Unit::improve(const Work& work, Lines lines) {
    const NativeOptions& options = work.options;
    llvm::raw_string_ostream out(wrong);
    if (llvm::verifyModule(*module, &out)) {
        wrong = "wrong code: " + wrong;
        return;
    }
    if (!work.isSmall()) shareHelpers(*module);
    optimise(*module, *machine, options.lines);
    const TargetRow& row = *rowOf(options.arch);
    if (row.hasDoubles) keepConstants(*module);
    if (row.wordBytes == 4) splitLongOperations(*module, row.divides);
    splitLong(*module);
    if (lines == Lines::OfCalls) keepLinesOfCalls(*module);
    if (lines == Lines::None) llvm::StripDebugInfo(*module);
}

/// The code of what was improved.
void Backend::Unit::finish(const Work& work) {
    emit(*module, *machine, llvm::CodeGenFileType::ObjectFile, object);
    auto texts = link(bytes(), linked, rowOf(work.options.arch)->wordBytes);
    if (!texts.ok()) {
        wrong = texts.error().message;
        return;
    }
    for (size_t i = 0; i < made.size(); ++i) made[i].text = std::move(texts.value()[i]);
    module.reset();
}

/// Makes the code. LLVM's part of the work, which is most of it, is shared by threads.
/// `isDescribed`: it is for debuggers, as one unit, with the names of the source.
Result<Backend::Units> Backend::make(const Work& work, Lines lines, bool isDescribed) {
    if (work.options.told != nullptr) work.options.told->remarks.clear();
    const ssa::Module form = ssa::build(work.source, work.options.smallIntBits);
    Units units;
    for (const auto part :
         isDescribed ? std::vector{work.functions} : partsOf(work.functions, form)) {
        units.push_back(std::make_unique<Unit>());
        if (const auto done = lower(work, form, part, *units.back()); !done.ok())
            return done.error();
    }
    const MachinePasses ours(work.isSmall());
    forEachParallel(units.size(), std::thread::hardware_concurrency(), [&](size_t at) {
        Unit& unit = *units[at];
        unit.improve(work, lines);
        if (isDescribed) nameAsInSource(*unit.module, unit.linked);
        if (unit.wrong.empty()) unit.finish(work);
    });
    for (const auto& each : units)
        if (!each->wrong.empty()) return Failure{each->wrong};
    return units;
}

/// Makes what debuggers want of the code in `made`, which is made once more for it, as one unit.
/// LLVM's choices may depend on lines: where they do, only calls have some.
Result<void> Backend::describe(const Work& work, const std::vector<NativeCode>& made) {
    for (const Lines lines : {Lines::All, Lines::OfCalls}) {
        const auto built = make(work, lines, /*isDescribed=*/true);
        if (!built.ok()) return built.error();
        const Unit& unit = *built.value()[0];
        const auto isSame = [](const NativeCode& a, const NativeCode& b) {
            return a.text == b.text;
        };
        if (!std::equal(made.begin(), made.end(), unit.made.begin(), isSame)) continue;
        const auto found = linesOf(unit.bytes(), unit.linked, /*isTable=*/false);
        if (!found.ok()) return found.error();
        work.options.debug->map = mapOf(unit.linked, found.value(), work.options.file);
        work.options.debug->elf.assign(unit.object.begin(), unit.object.end());
        return {};
    }
    return Failure{"the code of the files for debuggers is another than that of the file"};
}

/// Keeps the text of a stage of all functions, as one unit.
Result<void> Backend::keepText(const Work& work, Lines lines) {
    const ssa::Module form = ssa::build(work.source, work.options.smallIntBits);
    Unit unit;
    if (const auto done = lower(work, form, work.functions, unit); !done.ok()) return done;
    unit.improve(work, lines);
    if (!unit.wrong.empty()) return Failure{unit.wrong};
    const MachinePasses ours(work.isSmall());
    llvm::SmallString<0> text;
    llvm::raw_svector_ostream out(text);
    if (stage_ == NativeStage::Llvm)
        unit.module->print(out, nullptr);
    else
        emit(*unit.module, *unit.machine, llvm::CodeGenFileType::AssemblyFile, text);
    kept_ = text.str().str();
    return {};
}

Result<std::vector<NativeCode>> Backend::attempt(const Work& work) {
    isTooLong_ = false;
    const NativeOptions& options = work.options;
    // Lines that are not asked for change nothing.
    const Lines lines = options.lines ? Lines::OfCalls : Lines::None;
    if (stage_ != NativeStage::None)
        if (const auto kept = keepText(work, lines); !kept.ok()) return kept.error();
    auto units = make(work, lines, /*isDescribed=*/false);
    if (!units.ok()) return units.error();
    std::vector<NativeCode> made;
    for (const auto& unit : units.value()) {
        if (options.lines) {
            auto found = linesOf(unit->bytes(), unit->linked, /*isTable=*/true);
            if (!found.ok()) return found.error();
            for (size_t i = 0; i < unit->made.size(); ++i)
                unit->made[i].lines = std::move(found.value()[i]);
        }
        made.insert(made.end(), std::move_iterator(unit->made.begin()),
                    std::move_iterator(unit->made.end()));
    }
    for (const NativeCode& each : made) {
        if (each.text.size() <= kMostCode || options.opt == NativeOpt::Size) continue;
        isPlain_[each.function] = 1;
        isTooLong_ = true;
    }
    if (isTooLong_ || options.debug == nullptr) return made;
    if (const auto described = describe(work, made); !described.ok()) return described.error();
    return made;
}
} // namespace
} // namespace llvm_backend

std::unique_ptr<LlvmBackend> llvmBackend() {
    return std::make_unique<llvm_backend::Backend>();
}

std::string llvmVersion() {
    return LLVM_VERSION_STRING;
}

} // namespace taipan
