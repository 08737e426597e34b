// From the SSA form of functions to their machine code.

#include <llvm/ADT/SmallString.h>
#include <llvm/Config/llvm-config.h>
#include <llvm/IR/DebugInfo.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Transforms/Utils/Cloning.h>

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
    Result<std::vector<NativeCode>> attempt(const ir::Module& source,
                                            std::span<const uint32_t> functions,
                                            const Interner& interner, NativeTables& tables,
                                            const NativeOptions& options);

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

/// Makes what debuggers want of a module. The code of each function.
Result<std::vector<std::vector<uint8_t>>> describe(const llvm::Module& module,
                                                   llvm::TargetMachine& machine,
                                                   std::vector<LinkedFunction> functions,
                                                   bool isSmall, const NativeOptions& options) {
    const std::unique_ptr<llvm::Module> copy = llvm::CloneModule(module);
    nameAsInSource(*copy, functions);
    llvm::SmallString<0> object;
    emit(*copy, machine, llvm::CodeGenFileType::ObjectFile, isSmall, object);
    const std::span<const char> bytes(object.data(), object.size());
    const auto lines = linesOf(bytes, functions, /*isTable=*/false);
    if (!lines.ok()) return lines.error();
    options.debug->map = mapOf(functions, lines.value(), options.file);
    options.debug->elf.assign(object.begin(), object.end());
    return link(bytes, functions, rowOf(options.arch)->wordBytes);
}

/// The same of the code in `texts`. LLVM's choices may depend on lines: where they do, only calls
/// have some.
Result<void> describeAs(const std::vector<std::vector<uint8_t>>& texts, llvm::Module& module,
                        llvm::TargetMachine& machine, const std::vector<LinkedFunction>& functions,
                        bool isSmall, const NativeOptions& options) {
    for (const bool isAll : {true, false}) {
        if (!isAll) keepLinesOfCalls(module);
        const auto made = describe(module, machine, functions, isSmall, options);
        if (!made.ok()) return made.error();
        if (made.value() == texts) return {};
    }
    return Failure{"the code of the files for debuggers is another than that of the file"};
}

Result<std::vector<NativeCode>> Backend::generate(const ir::Module& source,
                                                  std::span<const uint32_t> functions,
                                                  const Interner& interner, NativeTables& tables,
                                                  const NativeOptions& options) {
    isPlain_.assign(source.functions.size(), 0);
    auto made = attempt(source, functions, interner, tables, options);
    if (made.ok() && isTooLong_) return attempt(source, functions, interner, tables, options);
    return made;
}

Result<std::vector<NativeCode>> Backend::attempt(const ir::Module& source,
                                                 std::span<const uint32_t> functions,
                                                 const Interner& interner, NativeTables& tables,
                                                 const NativeOptions& options) {
    isTooLong_ = false;
    const TargetRow* const row = rowOf(options.arch);
    const std::unique_ptr<llvm::TargetMachine> machine = makeMachine(*row, options);
    if (machine == nullptr) return Failure{"LLVM does not know " + std::string(row->triple)};
    const ssa::Module form = ssa::build(source, options.smallIntBits);
    llvm::LLVMContext context;
    llvm::Module module("taipan", context);
    module.setTargetTriple(machine->getTargetTriple());
    module.setDataLayout(machine->createDataLayout());
    module.setPICLevel(llvm::PICLevel::SmallPIC);

    std::optional<DebugInfo> debug;
    if (options.lines || options.debug != nullptr) debug.emplace(module, options.file);
    Context lowered{module,       form,        interner, tables,
                    *row,         options.opt, isPlain_, debug ? &*debug : nullptr,
                    options.lines};
    std::vector<NativeCode> made;
    std::vector<LinkedFunction> linked;
    for (const uint32_t each : functions) {
        made.push_back({each, {}, Lowering(lowered, each).run(), {}});
        linked.push_back({sectionOf(each), ir::qualifiedName(source, each, interner)});
    }
    if (debug) debug->finish();
    std::string wrong;
    llvm::raw_string_ostream out(wrong);
    if (llvm::verifyModule(module, &out)) return Failure{"wrong code: " + wrong};
    optimise(module, *machine, options.lines);
    if (row->hasDoubles && options.opt != NativeOpt::Size) keepConstants(module);
    splitLong(module);
    const bool isSmall = options.opt != NativeOpt::Speed;
    const std::unique_ptr<llvm::Module> whole =
        options.debug != nullptr ? llvm::CloneModule(module) : nullptr;
    // Lines that are not asked for change nothing.
    if (options.lines)
        keepLinesOfCalls(module);
    else
        llvm::StripDebugInfo(module);
    if (stage_ == NativeStage::Llvm) {
        llvm::raw_string_ostream text(kept_);
        module.print(text, nullptr);
    } else if (stage_ == NativeStage::Asm) {
        llvm::SmallString<0> text;
        emit(module, *machine, llvm::CodeGenFileType::AssemblyFile, isSmall, text);
        kept_ = text.str().str();
        return made;
    }
    llvm::SmallString<0> object;
    emit(module, *machine, llvm::CodeGenFileType::ObjectFile, isSmall, object);
    auto texts = link({object.data(), object.size()}, linked, row->wordBytes);
    if (!texts.ok()) return texts.error();
    for (size_t i = 0; i < made.size(); ++i) {
        uint8_t& isPlain = isPlain_[made[i].function];
        if (texts.value()[i].size() <= kMostCode || options.opt == NativeOpt::Size || isPlain != 0)
            continue;
        isPlain = 1;
        isTooLong_ = true;
    }
    if (isTooLong_) return made;
    if (options.debug != nullptr) {
        const auto done = describeAs(texts.value(), *whole, *machine, linked, isSmall, options);
        if (!done.ok()) return done.error();
    }
    for (size_t i = 0; i < made.size(); ++i) made[i].text = std::move(texts.value()[i]);
    if (!options.lines) return made;
    auto lines = linesOf({object.data(), object.size()}, linked, /*isTable=*/true);
    if (!lines.ok()) return lines.error();
    for (size_t i = 0; i < made.size(); ++i) made[i].lines = std::move(lines.value()[i]);
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
