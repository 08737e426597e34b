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
#include <llvm/Target/TargetMachine.h>

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
    unsigned wide = 0, narrow = 0; // opcodes, 0 where the machine has none
};
constexpr int64_t kNarrowOffsets = 32; // units

/// The pairs of both forms that a machine has.
class Narrows {
  public:
    /// For a function: looked up when the machine is another.
    void learn(const llvm::MachineFunction& function) {
        const llvm::TargetSubtargetInfo& machine = function.getSubtarget();
        if (&machine == machine_) return;
        machine_ = &machine;
        hasBoth_ =
            function.getTarget().getTargetTriple().isThumb() && machine.checkFeatures("+thumb2");
        if (!hasBoth_) return;
        const llvm::TargetInstrInfo& code = *machine.getInstrInfo();
        for (unsigned i = 0; i < code.getNumOpcodes(); ++i) {
            const llvm::StringRef name = code.getName(i);
            for (Narrow& each : pairs_) {
                if (name == each.wideName) each.wide = i;
                if (name == each.name) each.narrow = i;
            }
        }
    }
    bool hasBoth() const { return hasBoth_; }
    const Narrow* ofWide(unsigned opcode) const {
        for (const Narrow& each : pairs_)
            if (each.wide == opcode) return &each;
        return nullptr;
    }
    const Narrow* ofNarrow(unsigned opcode) const {
        for (const Narrow& each : pairs_)
            if (each.narrow == opcode) return &each;
        return nullptr;
    }

  private:
    const llvm::TargetSubtargetInfo* machine_ = nullptr;
    bool hasBoth_ = false;
    Narrow pairs_[3] = {
        {"t2LDRi12", "tLDRi", 4}, {"t2STRi12", "tSTRi", 4}, {"t2LDRHi12", "tLDRHi", 2}};
};

/// Gives bases of loads and stores registers with which they are short. LLVM makes Thumb-2 short
/// only after registers are chosen, and does not choose them for that.
class ShortForms {
  public:
    ShortForms(llvm::MachineFunction& function, const Narrows& narrows)
        : code_(*function.getSubtarget().getInstrInfo()), function_(function),
          registers_(function.getRegInfo()),
          bases_(shortBases(*function.getSubtarget().getRegisterInfo())), narrows_(narrows) {}

    void run() {
        if (bases_ == nullptr) return;
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
        if (!constrain(each.getOperand(1)) || !narrows_.hasBoth()) return;
        const Narrow* const pair = narrows_.ofWide(each.getOpcode());
        if (pair == nullptr) return;
        const int64_t at = offset.getImm();
        if (at < 0 || at % pair->unit != 0 || at / pair->unit >= kNarrowOffsets) return;
        if (!constrain(each.getOperand(0))) return;
        each.setDesc(code_.get(pair->narrow));
        offset.setImm(at / pair->unit);
    }

    const llvm::TargetInstrInfo& code_;
    llvm::MachineFunction& function_;
    llvm::MachineRegisterInfo& registers_;
    const llvm::TargetRegisterClass* const bases_;
    const Narrows& narrows_;
};

/// Makes the short forms wide again, behind the choice of registers. LLVM takes them for those of a
/// machine without Thumb-2 when it joins loads or stores of neighbours, whose joined forms always
/// change the base; and it makes short what is left.
class Widen : public llvm::MachineFunctionPass {
  public:
    static char ID;
    Widen() : MachineFunctionPass(ID) {}
    bool runOnMachineFunction(llvm::MachineFunction& function) override {
        narrows_.learn(function);
        if (!narrows_.hasBoth()) return false;
        const llvm::TargetInstrInfo& code = *function.getSubtarget().getInstrInfo();
        for (llvm::MachineBasicBlock& block : function)
            for (llvm::MachineInstr& each : block)
                if (const Narrow* const pair = narrows_.ofNarrow(each.getOpcode())) {
                    each.setDesc(code.get(pair->wide));
                    each.getOperand(2).setImm(each.getOperand(2).getImm() * pair->unit);
                }
        return true;
    }
    void getAnalysisUsage(llvm::AnalysisUsage& usage) const override {
        usage.setPreservesAll();
        MachineFunctionPass::getAnalysisUsage(usage);
    }

  private:
    Narrows narrows_;
};
char Widen::ID = 0;

/// LLVM joins no values in functions that call what returns twice: what lies in memory might not be
/// what it was at the first return. Behind the second return ours use what lies in memory that they
/// name, and what was made once before all.
class Join : public llvm::MachineFunctionPass {
  public:
    static char ID;
    explicit Join(bool isSmall) : MachineFunctionPass(ID), isSmall_(isSmall) {}
    bool runOnMachineFunction(llvm::MachineFunction& function) override {
        function.setExposesReturnsTwice(false);
        if (!isSmall_) return true;
        narrows_.learn(function);
        ShortForms(function, narrows_).run();
        return true;
    }
    void getAnalysisUsage(llvm::AnalysisUsage& usage) const override {
        usage.setPreservesAll();
        MachineFunctionPass::getAnalysisUsage(usage);
    }

  private:
    const bool isSmall_;
    Narrows narrows_;
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
          passes->insertPass(&llvm::ExpandPostRAPseudosID, new Widen);
          // Values that are kept for later take a register, or a place in memory.
          passes->disablePass(&llvm::MachineCSELegacyID);
          passes->disablePass(&llvm::EarlyMachineLICMID);
      }) {}

} // namespace taipan::llvm_backend
