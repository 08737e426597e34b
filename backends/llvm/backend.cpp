// From the SSA form of functions to their machine code.

#include <llvm/ADT/SmallString.h>
#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/Config/llvm-config.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/ADCE.h>
#include <llvm/Transforms/Scalar/CorrelatedValuePropagation.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/GVN.h>
#include <llvm/Transforms/Scalar/JumpThreading.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>
#include <llvm/Transforms/Scalar/LoopRotation.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>

#include "backends/llvm/constants.h"
#include "backends/llvm/link.h"
#include "backends/llvm/lowering.h"
#include "backends/llvm/machine_passes.h"
#include "backends/llvm/viper_passes.h"
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
    NativeStage stage_ = NativeStage::None;
    std::string kept_;
};

/// Little is left to do for what is mostly calls: reuse of loads, and blocks that only jump.
void addPasses(llvm::FunctionPassManager& passes) {
    passes.addPass(llvm::EarlyCSEPass(true));
    passes.addPass(llvm::SimplifyCFGPass());
    passes.addPass(llvm::ADCEPass());
}

/// Fast ways are joined where one follows another, tests that are known to hold go, and what does
/// not change in a loop moves out of it. Nothing makes a call of a library, or a table.
void addFastPasses(llvm::FunctionPassManager& passes) {
    passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
    passes.addPass(llvm::EarlyCSEPass(true));
    passes.addPass(llvm::SimplifyCFGPass());
    passes.addPass(llvm::JumpThreadingPass());
    passes.addPass(llvm::CorrelatedValuePropagationPass());
    passes.addPass(llvm::SimplifyCFGPass());
    passes.addPass(llvm::InstCombinePass());
    passes.addPass(llvm::createFunctionToLoopPassAdaptor(llvm::LoopRotatePass()));
    passes.addPass(llvm::createFunctionToLoopPassAdaptor(llvm::LICMPass(llvm::LICMOptions()),
                                                         /*UseMemorySSA=*/true));
    passes.addPass(llvm::SimplifyCFGPass());
    passes.addPass(llvm::InstCombinePass());
    passes.addPass(llvm::GVNPass());
    passes.addPass(llvm::JumpThreadingPass());
    passes.addPass(llvm::CorrelatedValuePropagationPass());
    passes.addPass(llvm::ADCEPass());
    passes.addPass(llvm::SimplifyCFGPass());
    passes.addPass(llvm::InstCombinePass());
}

void optimise(llvm::Module& module, llvm::TargetMachine& machine, bool isFast) {
    llvm::LoopAnalysisManager loops;
    llvm::FunctionAnalysisManager functions;
    llvm::CGSCCAnalysisManager graph;
    llvm::ModuleAnalysisManager modules;
    llvm::PassBuilder builder(&machine);
    functions.registerPass([&] { // nothing of a library is there
        llvm::TargetLibraryInfoImpl none(module.getTargetTriple());
        none.disableAllFunctions();
        return llvm::TargetLibraryAnalysis(none);
    });
    builder.registerModuleAnalyses(modules);
    builder.registerCGSCCAnalyses(graph);
    builder.registerFunctionAnalyses(functions);
    builder.registerLoopAnalyses(loops);
    builder.crossRegisterProxies(loops, functions, graph, modules);
    llvm::FunctionPassManager passes;
    isFast ? addFastPasses(passes) : addPasses(passes);
    for (llvm::Function& each : module)
        if (!each.isDeclaration() && !isViper(each)) passes.run(each, functions);
}

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

/// Object code, or assembly.
void emit(llvm::Module& module, llvm::TargetMachine& machine, llvm::CodeGenFileType type,
          bool isSmall, llvm::SmallVectorImpl<char>& to) {
    llvm::raw_svector_ostream out(to);
    const MachinePasses ours(isSmall);
    llvm::legacy::PassManager passes;
    machine.addPassesToEmitFile(passes, out, nullptr, type);
    passes.run(module);
}

std::string nameOf(const ir::Function& function, const Interner& interner) {
    return std::string(interner.text(function.scope->name));
}

Result<std::vector<NativeCode>> Backend::generate(const ir::Module& source,
                                                  std::span<const uint32_t> functions,
                                                  const Interner& interner, NativeTables& tables,
                                                  const NativeOptions& options) {
    const TargetRow* const row = rowOf(options.arch);
    const std::unique_ptr<llvm::TargetMachine> machine = makeMachine(*row, options);
    if (machine == nullptr) return Failure{"LLVM does not know " + std::string(row->triple)};
    const ssa::Module form = ssa::build(source, options.smallIntBits);
    llvm::LLVMContext context;
    llvm::Module module("taipan", context);
    module.setTargetTriple(machine->getTargetTriple());
    module.setDataLayout(machine->createDataLayout());
    module.setPICLevel(llvm::PICLevel::SmallPIC);

    Context lowered{module, form, interner, tables, *row, options.opt};
    std::vector<NativeCode> made;
    std::vector<LinkedFunction> linked;
    for (const uint32_t each : functions) {
        made.push_back({each, {}, Lowering(lowered, each).run()});
        linked.push_back({sectionOf(each), nameOf(source.functions[each], interner)});
    }
    std::string wrong;
    llvm::raw_string_ostream out(wrong);
    if (llvm::verifyModule(module, &out)) return Failure{"wrong code: " + wrong};
    optimise(module, *machine, options.opt != NativeOpt::Size);
    optimiseViper(module, *machine);
    if (row->hasDoubles && options.opt != NativeOpt::Size) keepConstants(module);
    splitLong(module);
    const bool isSmall = options.opt != NativeOpt::Speed;
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
    for (size_t i = 0; i < made.size(); ++i) made[i].text = std::move(texts.value()[i]);
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
