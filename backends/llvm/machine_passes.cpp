#include "backends/llvm/machine_passes.h"

#include <llvm/CodeGen/MachineFunction.h>
#include <llvm/CodeGen/MachineFunctionPass.h>
#include <llvm/CodeGen/MachineRegisterInfo.h>
#include <llvm/CodeGen/Passes.h>
#include <llvm/CodeGen/TargetInstrInfo.h>
#include <llvm/CodeGen/TargetPassConfig.h>
#include <llvm/CodeGen/TargetRegisterInfo.h>
#include <llvm/CodeGen/TargetSubtargetInfo.h>
#include <llvm/IR/Function.h>

namespace taipan::llvm_backend {

namespace {
/// Registers that the short forms of loads and stores take as a base; null where all do.
const llvm::TargetRegisterClass* shortBases(const llvm::TargetRegisterInfo& registers) {
    for (const llvm::TargetRegisterClass* each : registers.regclasses()) {
        const llvm::StringRef name = registers.getRegClassName(each);
        if (name == "tGPR" || name == "GPRC") return each;
    }
    return nullptr;
}

/// A load or store of Thumb-2, and its short form, which takes low registers, and an offset in
/// units of what is loaded.
struct Narrow {
    const char *wideName, *name;
    int64_t unit;
    unsigned wide = 0, opcode = 0;
};
constexpr int64_t kNarrowOffsets = 32; // units

/// Gives bases of loads and stores registers with which they are short. LLVM makes Thumb-2 short
/// only after registers are chosen, and does not choose them for that.
class ShortForms {
  public:
    explicit ShortForms(llvm::MachineFunction& function)
        : code_(*function.getSubtarget().getInstrInfo()), function_(function),
          registers_(function.getRegInfo()),
          bases_(shortBases(*function.getSubtarget().getRegisterInfo())) {}

    void run() {
        if (bases_ == nullptr) return;
        for (unsigned i = 0; i < code_.getNumOpcodes(); ++i) {
            const llvm::StringRef name = code_.getName(i);
            for (Narrow& each : narrow_) {
                if (name == each.wideName) each.wide = i;
                if (name == each.name) each.opcode = i;
            }
        }
        for (llvm::MachineBasicBlock& block : function_)
            for (llvm::MachineInstr& each : block)
                if (each.mayLoadOrStore() && !each.isCall() && each.getNumExplicitOperands() > 2)
                    shorten(each);
    }

  private:
    bool constrain(const llvm::MachineOperand& operand) {
        return operand.isReg() && operand.getReg().isVirtual() &&
               registers_.constrainRegClass(operand.getReg(), bases_) != nullptr;
    }
    void shorten(llvm::MachineInstr& each) {
        llvm::MachineOperand& offset = each.getOperand(2);
        if (!each.getOperand(1).isReg() || !each.getOperand(1).isUse() || !offset.isImm()) return;
        if (!constrain(each.getOperand(1))) return;
        for (const Narrow& narrow : narrow_) {
            if (narrow.wide == 0 || each.getOpcode() != narrow.wide) continue;
            const int64_t at = offset.getImm();
            if (at < 0 || at % narrow.unit != 0 || at / narrow.unit >= kNarrowOffsets) return;
            if (!constrain(each.getOperand(0))) return;
            each.setDesc(code_.get(narrow.opcode));
            offset.setImm(at / narrow.unit);
            return;
        }
    }

    const llvm::TargetInstrInfo& code_;
    llvm::MachineFunction& function_;
    llvm::MachineRegisterInfo& registers_;
    const llvm::TargetRegisterClass* const bases_;
    Narrow narrow_[3] = {
        {"t2LDRi12", "tLDRi", 4}, {"t2STRi12", "tSTRi", 4}, {"t2LDRHi12", "tLDRHi", 2}};
};

/// LLVM joins no values in functions that call what returns twice: what lies in memory might not be
/// what it was at the first return. Behind the second return ours use what lies in memory that they
/// name, and what was made once before all.
class Join : public llvm::MachineFunctionPass {
  public:
    static char ID;
    explicit Join(bool isSmall) : MachineFunctionPass(ID), isSmall_(isSmall) {}
    bool runOnMachineFunction(llvm::MachineFunction& function) override {
        function.setExposesReturnsTwice(false);
        if (isSmall_) ShortForms(function).run();
        return true;
    }
    void getAnalysisUsage(llvm::AnalysisUsage& usage) const override {
        usage.setPreservesAll();
        MachineFunctionPass::getAnalysisUsage(usage);
    }

  private:
    const bool isSmall_;
};
char Join::ID = 0;

/// What runs behind the joining of values has to know again.
class Joined : public llvm::MachineFunctionPass {
  public:
    static char ID;
    Joined() : MachineFunctionPass(ID) {}
    bool runOnMachineFunction(llvm::MachineFunction& function) override {
        function.setExposesReturnsTwice(function.getFunction().callsFunctionThatReturnsTwice());
        return false;
    }
    void getAnalysisUsage(llvm::AnalysisUsage& usage) const override {
        usage.setPreservesAll();
        MachineFunctionPass::getAnalysisUsage(usage);
    }
};
char Joined::ID = 0;
} // namespace

MachinePasses::MachinePasses(bool isSmall)
    : callback_([isSmall](llvm::TargetMachine&, llvm::legacy::PassManagerBase&,
                          llvm::TargetPassConfig* passes) {
          passes->insertPass(&llvm::PHIEliminationID, new Join(isSmall));
          passes->insertPass(&llvm::RegisterCoalescerID, new Joined);
          if (!isSmall) return;
          // Values that are kept for later take a register, or a place in memory.
          passes->disablePass(&llvm::MachineCSELegacyID);
          passes->disablePass(&llvm::EarlyMachineLICMID);
      }) {}

} // namespace taipan::llvm_backend
