#include "backends/llvm/machine_passes.h"
#include "backends/llvm/passes.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <llvm/CodeGen/MachineFunction.h>
#include <llvm/CodeGen/MachineFunctionPass.h>
#include <llvm/CodeGen/MachineRegisterInfo.h>
#include <llvm/CodeGen/MachineSSAUpdater.h>
#include <llvm/CodeGen/Passes.h>
#include <llvm/CodeGen/TargetInstrInfo.h>
#include <llvm/CodeGen/TargetPassConfig.h>
#include <llvm/CodeGen/TargetRegisterInfo.h>
#include <llvm/CodeGen/TargetSubtargetInfo.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/Instructions.h>
#include <llvm/Support/ErrorHandling.h>
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
/// what it was at the first return. Behind the second return ours use nothing but what is made anew
/// there, see MakeAnew.
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

/// Makes constants and addresses in the stack anew behind second returns of nlr_push, where LLVM
/// had made them before all: what it keeps of them in memory may be something else by then, as of
/// any value (landings.cpp). Nothing else may live across a second return.
class MakeAnew : public llvm::MachineFunctionPass {
  public:
    static char ID;
    MakeAnew() : MachineFunctionPass(ID) {}
    bool runOnMachineFunction(llvm::MachineFunction& function) override {
        if (!function.getFunction().callsFunctionThatReturnsTwice()) return false;
        const bool isSure = isMarkedLanding(function.getFunction()); // of others all is kept
        registers_ = &function.getRegInfo();
        bool hasChanged = false;
        for (const Landing& each : landingsOf(function, isSure)) {
            landing_ = &each;
            if (isSure) checkPhis();
            for (const llvm::Register value : findAcross()) {
                if (isFixed(value)) {
                    renew(function, value);
                    hasChanged = true;
                } else if (isSure) {
                    fail();
                }
            }
        }
        return hasChanged;
    }
    void getAnalysisUsage(llvm::AnalysisUsage& usage) const override {
        usage.setPreservesCFG();
        MachineFunctionPass::getAnalysisUsage(usage);
    }

  private:
    using Block = llvm::MachineBasicBlock;

    /// A block that second returns lead to, and all behind it.
    struct Landing {
        Block* at;
        std::set<const Block*> behind;
    };
    /// The inmost first. Where all have to be known, one that is nowhere is an internal error.
    static std::vector<Landing> landingsOf(llvm::MachineFunction& function, bool isSure) {
        std::map<const llvm::BasicBlock*, std::vector<Block*>> blocks;
        for (Block& each : function) blocks[each.getBasicBlock()].push_back(&each);
        std::set<Block*> wanted;
        for (const llvm::BasicBlock& each : function.getFunction()) {
            const llvm::BasicBlock* at = secondReturn(each);
            if (at == nullptr) continue;
            while (at != nullptr && blocks.count(at) == 0) // nothing was left of it
                at = at->getSingleSuccessor();
            if (at != nullptr)
                wanted.insert(blocks[at].begin(), blocks[at].end());
            else if (isSure)
                fail();
        }
        std::vector<Landing> found;
        for (Block& each : function)
            if (wanted.count(&each) != 0) found.push_back({&each, {&each}});
        for (Landing& each : found) {
            std::vector<const Block*> work{each.at};
            while (!work.empty()) {
                const Block* const block = work.back();
                work.pop_back();
                for (const Block* const next : block->successors())
                    if (each.behind.insert(next).second) work.push_back(next);
            }
        }
        std::stable_sort(found.begin(), found.end(), [](const Landing& a, const Landing& b) {
            return a.behind.size() < b.behind.size();
        });
        return found;
    }
    /// Makes sure that what comes into a landing by a way of its own was made behind the call.
    void checkPhis() const {
        for (const llvm::MachineInstr& phi : landing_->at->phis())
            for (unsigned i = 1; i < phi.getNumOperands(); i += 2) {
                const llvm::MachineInstr* made = registers_->getVRegDef(phi.getOperand(i).getReg());
                bool isFresh =
                    made != nullptr && made->getParent() == phi.getOperand(i + 1).getMBB();
                for (; isFresh && made != nullptr; made = made->getNextNode())
                    isFresh = !made->isCall();
                if (!isFresh) fail();
            }
    }
    [[noreturn]] static void fail() {
        llvm::report_fatal_error("a register lives across a second return of nlr_push");
    }
    /// Whether this is asked for behind a second return.
    bool isBehind(const llvm::MachineOperand& used) const {
        const llvm::MachineInstr& user = *used.getParent();
        const Block* const at =
            user.isPHI() ? user.getOperand(used.getOperandNo() + 1).getMBB() : user.getParent();
        return landing_->behind.count(at) != 0;
    }
    /// Registers that are made elsewhere and are asked for behind a second return.
    std::vector<llvm::Register> findAcross() const {
        std::vector<llvm::Register> found;
        for (unsigned i = 0; i < registers_->getNumVirtRegs(); ++i) {
            const llvm::Register each = llvm::Register::index2VirtReg(i);
            const llvm::MachineInstr* const made = registers_->getVRegDef(each);
            if (made == nullptr || landing_->behind.count(made->getParent()) != 0) continue;
            for (const llvm::MachineOperand& used : registers_->use_nodbg_operands(each))
                if (isBehind(used)) {
                    found.push_back(each);
                    break;
                }
        }
        return found;
    }
    /// Whether a value is made of nothing but constants and addresses in the stack.
    bool isFixed(llvm::Register value) const {
        const llvm::MachineInstr* const made = registers_->getVRegDef(value);
        if (made == nullptr || made->isPHI() || made->isCall() || made->mayStore()) return false;
        if (made->mayLoad() && !made->isDereferenceableInvariantLoad()) return false;
        bool isPlace = false; // says LLVM of some of their instructions that they do anything
        for (const llvm::MachineOperand& each : made->operands()) {
            isPlace = isPlace || each.isFI();
            if (!each.isReg() || !each.getReg() || (each.isDef() && each.getReg() == value))
                continue;
            const bool isFine = each.isDef() ? each.getReg().isPhysical() && each.isDead()
                                : each.getReg().isVirtual() ? isFixed(each.getReg())
                                                            : registers_->isReserved(each.getReg());
            if (!isFine) return false;
        }
        return isPlace || !made->hasUnmodeledSideEffects();
    }
    /// Makes a fixed value before a place.
    llvm::Register madeAgain(Block& block, Block::iterator at, llvm::Register value) {
        llvm::MachineInstr* const again =
            block.getParent()->CloneMachineInstr(registers_->getVRegDef(value));
        const llvm::Register made = registers_->cloneVirtualRegister(value);
        for (llvm::MachineOperand& each : again->operands()) {
            if (!each.isReg() || !each.getReg().isVirtual()) continue;
            each.setReg(each.isDef() ? made : madeAgain(block, at, each.getReg()));
            if (each.isUse()) each.setIsKill(false);
        }
        block.insert(at, again);
        return made;
    }
    void renew(llvm::MachineFunction& function, llvm::Register value) {
        std::vector<llvm::MachineOperand*> uses;
        for (llvm::MachineOperand& used : registers_->use_nodbg_operands(value))
            if (isBehind(used)) uses.push_back(&used);
        llvm::MachineSSAUpdater values(function);
        values.Initialize(value);
        values.AddAvailableValue(registers_->getVRegDef(value)->getParent(), value);
        Block& at = *landing_->at;
        const llvm::Register again = madeAgain(at, at.getFirstNonPHI(), value);
        values.AddAvailableValue(&at, again);
        registers_->clearKillFlags(value);
        for (llvm::MachineOperand* const used : uses) {
            if (used->getParent()->getParent() == &at && !used->getParent()->isPHI())
                used->setReg(again);
            else
                values.RewriteUse(*used);
        }
    }

    llvm::MachineRegisterInfo* registers_ = nullptr;
    const Landing* landing_ = nullptr;
};
char MakeAnew::ID = 0;
} // namespace

MachinePasses::MachinePasses(bool isSmall)
    : callback_([isSmall](llvm::TargetMachine&, llvm::legacy::PassManagerBase&,
                          llvm::TargetPassConfig* passes) {
          passes->insertPass(&llvm::PHIEliminationID, new Join(isSmall));
          passes->insertPass(&llvm::RegisterCoalescerID, new Joined);
          passes->insertPass(&llvm::DetectDeadLanesID, new MakeAnew);
          if (!isSmall) return;
          passes->insertPass(&llvm::ExpandPostRAPseudosID, new Widen);
          // Values that are kept for later take a register, or a place in memory.
          passes->disablePass(&llvm::MachineCSELegacyID);
          passes->disablePass(&llvm::EarlyMachineLICMID);
      }) {}

} // namespace taipan::llvm_backend
