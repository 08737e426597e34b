// What LLVM does with functions, as lists of passes: one for code of calls, one for fast ways, one
// for viper. Nothing makes calls of a library, or a table.

#include "backends/llvm/passes.h"

#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Transforms/IPO/AlwaysInliner.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/ADCE.h>
#include <llvm/Transforms/Scalar/BDCE.h>
#include <llvm/Transforms/Scalar/CorrelatedValuePropagation.h>
#include <llvm/Transforms/Scalar/DeadStoreElimination.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/GVN.h>
#include <llvm/Transforms/Scalar/JumpThreading.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Scalar/LoopDeletion.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>
#include <llvm/Transforms/Scalar/LoopRotation.h>
#include <llvm/Transforms/Scalar/Reassociate.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimpleLoopUnswitch.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>

namespace taipan::llvm_backend {

namespace {
constexpr const char *kViper = "taipan-viper", *kHelper = "taipan-helper",
                     *kLanding = "taipan-landing";

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
    llvm::LoopPassManager loops;
    loops.addPass(llvm::LICMPass(llvm::LICMOptions()));
    loops.addPass(llvm::SimpleLoopUnswitchPass(/*NonTrivial=*/true));
    passes.addPass(llvm::createFunctionToLoopPassAdaptor(std::move(loops), /*UseMemorySSA=*/true));
    passes.addPass(llvm::SimplifyCFGPass());
    passes.addPass(llvm::InstCombinePass());
    passes.addPass(llvm::GVNPass());
    passes.addPass(llvm::JumpThreadingPass());
    passes.addPass(llvm::CorrelatedValuePropagationPass());
    passes.addPass(llvm::ADCEPass());
    passes.addPass(llvm::SimplifyCFGPass());
    passes.addPass(llvm::InstCombinePass());
}

/// Words in registers. None of these makes calls of what it recognises (memset), vectors, or copies
/// of loops, and none makes a formula of a loop: that may need wider numbers, which machines have
/// in a library only.
void addViperPasses(llvm::FunctionPassManager& passes) {
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
    function.addFnAttr(kViper);
}

bool isMarkedViper(const llvm::Function& function) {
    return function.hasFnAttribute(kViper);
}

void markLanding(llvm::Function& function) {
    function.addFnAttr(kLanding);
}

bool isMarkedLanding(const llvm::Function& function) {
    return function.hasFnAttribute(kLanding);
}

void markHelper(llvm::Function& function) {
    function.addFnAttr(kHelper);
}

bool isMarkedHelper(const llvm::Function& function) {
    return function.hasFnAttribute(kHelper);
}

void optimise(llvm::Module& module, llvm::TargetMachine& machine, bool keepsLines) {
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
    if (keepsLines) llvm::AlwaysInlinerPass(false).run(module, modules);
    llvm::FunctionPassManager boxed, fast, viper;
    addPasses(boxed);
    addFastPasses(fast);
    addViperPasses(viper);
    for (llvm::Function& each : module) {
        if (each.isDeclaration()) continue;
        (isMarkedViper(each)                         ? viper
         : each.hasMinSize() || isMarkedHelper(each) ? boxed
                                                     : fast)
            .run(each, functions);
        if (isMarkedLanding(each)) reloadForLandings(each);
    }
}

} // namespace taipan::llvm_backend
