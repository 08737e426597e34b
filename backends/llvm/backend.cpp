// From the SSA form of functions to their machine code.

#include <llvm/ADT/SmallString.h>
#include <llvm/Config/llvm-config.h>
#include <llvm/IR/DebugInfo.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/raw_ostream.h>

#include "backends/llvm/constants.h"
#include "backends/llvm/link.h"
#include "backends/llvm/lowering.h"
#include "backends/llvm/machine_passes.h"
#include "backends/llvm/passes.h"
#include "taipan/backends/llvm.h"

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
    struct Built;

    Result<void> build(const Work& work, Lines lines, Built& built);
    Result<std::vector<NativeCode>> attempt(const Work& work);
    Result<void> describe(const Work& work, const std::vector<std::vector<uint8_t>>& texts);

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

/// Object code, or assembly.
void emit(llvm::Module& module, llvm::TargetMachine& machine, llvm::CodeGenFileType type,
          bool isSmall, llvm::SmallVectorImpl<char>& to) {
    llvm::raw_svector_ostream out(to);
    const MachinePasses ours(isSmall);
    llvm::legacy::PassManager passes;
    machine.addPassesToEmitFile(passes, out, nullptr, type);
    passes.run(module);
}

/// A module of LLVM, as its instructions are chosen, and what of it goes into the file as it is.
struct Backend::Built {
    std::unique_ptr<llvm::TargetMachine> machine;
    llvm::LLVMContext context;
    std::unique_ptr<llvm::Module> module;
    std::vector<NativeCode> made;
    std::vector<LinkedFunction> linked;
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

Result<void> Backend::build(const Work& work, Lines lines, Built& built) {
    const NativeOptions& options = work.options;
    const TargetRow* const row = rowOf(options.arch);
    built.machine = makeMachine(*row, options);
    if (built.machine == nullptr) return Failure{"LLVM does not know " + std::string(row->triple)};
    built.module = std::make_unique<llvm::Module>("taipan", built.context);
    llvm::Module& module = *built.module;
    module.setTargetTriple(built.machine->getTargetTriple());
    module.setDataLayout(built.machine->createDataLayout());
    module.setPICLevel(llvm::PICLevel::SmallPIC);

    if (options.told != nullptr) options.told->remarks.clear();
    const ssa::Module form = ssa::build(work.source, options.smallIntBits);
    std::optional<DebugInfo> debug;
    if (options.lines || options.debug != nullptr) debug.emplace(module, options.file);
    Context lowered{module,        form,        work.interner, work.tables,
                    *row,          options.opt, isPlain_,      debug ? &*debug : nullptr,
                    options.lines, options.told};
    for (const uint32_t each : work.functions) {
        built.made.push_back({each, {}, Lowering(lowered, each).run(), {}});
        built.linked.push_back(
            {sectionOf(each), ir::qualifiedName(work.source, each, work.interner)});
    }
    if (debug) debug->finish();
    std::string wrong;
    llvm::raw_string_ostream out(wrong);
    if (llvm::verifyModule(module, &out)) return Failure{"wrong code: " + wrong};
    optimise(module, *built.machine, options.lines);
    if (row->hasDoubles && options.opt != NativeOpt::Size) keepConstants(module);
    splitLong(module);
    if (lines == Lines::OfCalls) keepLinesOfCalls(module);
    if (lines == Lines::None) llvm::StripDebugInfo(module);
    return {};
}

/// Makes what debuggers want of the code in `texts`, which is made once more for it: a copy of a
/// module becomes other code, at times. LLVM's choices may depend on lines: where they do, only
/// calls have some.
Result<void> Backend::describe(const Work& work, const std::vector<std::vector<uint8_t>>& texts) {
    for (const Lines lines : {Lines::All, Lines::OfCalls}) {
        Built built;
        if (const auto done = build(work, lines, built); !done.ok()) return done;
        nameAsInSource(*built.module, built.linked);
        llvm::SmallString<0> object;
        emit(*built.module, *built.machine, llvm::CodeGenFileType::ObjectFile, work.isSmall(),
             object);
        const std::span<const char> bytes(object.data(), object.size());
        const auto code = link(bytes, built.linked, rowOf(work.options.arch)->wordBytes);
        if (!code.ok()) return code.error();
        if (code.value() != texts) continue;
        const auto found = linesOf(bytes, built.linked, /*isTable=*/false);
        if (!found.ok()) return found.error();
        work.options.debug->map = mapOf(built.linked, found.value(), work.options.file);
        work.options.debug->elf.assign(object.begin(), object.end());
        return {};
    }
    return Failure{"the code of the files for debuggers is another than that of the file"};
}

Result<std::vector<NativeCode>> Backend::attempt(const Work& work) {
    isTooLong_ = false;
    const NativeOptions& options = work.options;
    Built built;
    // Lines that are not asked for change nothing.
    const auto done = build(work, options.lines ? Lines::OfCalls : Lines::None, built);
    if (!done.ok()) return done.error();
    if (stage_ == NativeStage::Llvm) {
        llvm::raw_string_ostream text(kept_);
        built.module->print(text, nullptr);
    } else if (stage_ == NativeStage::Asm) {
        llvm::SmallString<0> text;
        emit(*built.module, *built.machine, llvm::CodeGenFileType::AssemblyFile, work.isSmall(),
             text);
        kept_ = text.str().str();
        return std::move(built.made);
    }
    llvm::SmallString<0> object;
    emit(*built.module, *built.machine, llvm::CodeGenFileType::ObjectFile, work.isSmall(), object);
    const std::span<const char> bytes(object.data(), object.size());
    auto texts = link(bytes, built.linked, rowOf(options.arch)->wordBytes);
    if (!texts.ok()) return texts.error();
    std::vector<NativeCode>& made = built.made;
    for (size_t i = 0; i < made.size(); ++i) {
        if (texts.value()[i].size() <= kMostCode || options.opt == NativeOpt::Size) continue;
        isPlain_[made[i].function] = 1;
        isTooLong_ = true;
    }
    if (isTooLong_) return std::move(made);
    if (options.debug != nullptr) {
        const auto described = describe(work, texts.value());
        if (!described.ok()) return described.error();
    }
    for (size_t i = 0; i < made.size(); ++i) made[i].text = std::move(texts.value()[i]);
    if (!options.lines) return std::move(made);
    auto lines = linesOf(bytes, built.linked, /*isTable=*/true);
    if (!lines.ok()) return lines.error();
    for (size_t i = 0; i < made.size(); ++i) made[i].lines = std::move(lines.value()[i]);
    return std::move(made);
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
