// What LLVM does with viper functions. No pass that makes calls of what it recognises (memset),
// none that makes vectors, none that makes copies of loops, and none that makes a formula of one:
// that may need wider numbers, which machines have in a library only.

#include "backends/llvm/viper_passes.h"

#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/ADCE.h>
#include <llvm/Transforms/Scalar/BDCE.h>
#include <llvm/Transforms/Scalar/CorrelatedValuePropagation.h>
#include <llvm/Transforms/Scalar/DeadStoreElimination.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/GVN.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Scalar/LoopDeletion.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>
#include <llvm/Transforms/Scalar/LoopRotation.h>
#include <llvm/Transforms/Scalar/Reassociate.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>

namespace taipan::llvm_backend {

namespace {
constexpr const char* kAttribute = "taipan-viper";

void addPasses(llvm::FunctionPassManager& passes) {
    passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
    passes.addPass(llvm::EarlyCSEPass(true));
    passes.addPass(llvm::InstCombinePass());
    passes.addPass(llvm::SimplifyCFGPass());
    passes.addPass(llvm::CorrelatedValuePropagationPass());
    passes.addPass(llvm::ReassociatePass());

    llvm::LoopPassManager first;
    first.addPass(llvm::LoopRotatePass());
    first.addPass(llvm::LICMPass(llvm::LICMOptions()));
    passes.addPass(llvm::createFunctionToLoopPassAdaptor(std::move(first), true));
    passes.addPass(llvm::SimplifyCFGPass());
    passes.addPass(llvm::InstCombinePass());
    llvm::LoopPassManager second;
    second.addPass(llvm::LoopDeletionPass());
    passes.addPass(llvm::createFunctionToLoopPassAdaptor(std::move(second)));

    passes.addPass(llvm::GVNPass());
    passes.addPass(llvm::BDCEPass());
    passes.addPass(llvm::InstCombinePass());
    passes.addPass(llvm::CorrelatedValuePropagationPass());
    passes.addPass(llvm::DSEPass());
    passes.addPass(llvm::SimplifyCFGPass());
    passes.addPass(llvm::ADCEPass());
}
} // namespace

void markViper(llvm::Function& function) {
    function.addFnAttr(kAttribute);
}
bool isViper(const llvm::Function& function) {
    return function.hasFnAttribute(kAttribute);
}

void optimiseViper(llvm::Module& module, llvm::TargetMachine& machine) {
    llvm::LoopAnalysisManager loops;
    llvm::FunctionAnalysisManager functions;
    llvm::CGSCCAnalysisManager graph;
    llvm::ModuleAnalysisManager modules;
    llvm::PassBuilder builder(&machine);
    llvm::TargetLibraryInfoImpl library(module.getTargetTriple());
    library.disableAllFunctions(); // nothing that code could call is there
    functions.registerPass([&] { return llvm::TargetLibraryAnalysis(library); });
    builder.registerModuleAnalyses(modules);
    builder.registerCGSCCAnalyses(graph);
    builder.registerFunctionAnalyses(functions);
    builder.registerLoopAnalyses(loops);
    builder.crossRegisterProxies(loops, functions, graph, modules);
    llvm::FunctionPassManager passes;
    addPasses(passes);
    for (llvm::Function& each : module)
        if (isViper(each) && !each.isDeclaration()) passes.run(each, functions);
}

} // namespace taipan::llvm_backend
