#include "backends/llvm/constants.h"

#include <map>
#include <vector>

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Instructions.h>

namespace taipan::llvm_backend {

namespace {
constexpr uint64_t kSign = uint64_t{1} << 63;

/// The constants of one function.
class Numbers {
  public:
    explicit Numbers(llvm::Function& function) : function_(function) {}

    /// The double of these bits, read before `at`.
    llvm::Value* read(uint64_t bits, llvm::Instruction* at, bool asInteger) {
        llvm::IRBuilder<> builder(at);
        llvm::AllocaInst*& place = places_[bits];
        if (place == nullptr) {
            llvm::BasicBlock& entry = function_.getEntryBlock();
            llvm::IRBuilder<> start(&entry, entry.begin());
            place = start.CreateAlloca(start.getInt64Ty());
            start.CreateStore(start.getInt64(bits), place, true);
        }
        llvm::Type* const type = asInteger ? builder.getInt64Ty() : builder.getDoubleTy();
        return builder.CreateLoad(type, place);
    }

  private:
    llvm::Function& function_;
    std::map<uint64_t, llvm::AllocaInst*> places_;
};

void keepIn(llvm::Function& function) {
    Numbers numbers(function);
    std::vector<llvm::Instruction*> all;
    for (llvm::BasicBlock& block : function)
        for (llvm::Instruction& each : block) all.push_back(&each);
    for (llvm::Instruction* each : all) {
        auto* const phi = llvm::dyn_cast<llvm::PHINode>(each);
        for (unsigned i = 0; i < each->getNumOperands(); ++i) {
            auto* const number = llvm::dyn_cast<llvm::ConstantFP>(each->getOperand(i));
            if (number == nullptr || number->isExactlyValue(0.0)) continue;
            llvm::Instruction* const at =
                phi != nullptr ? phi->getIncomingBlock(i)->getTerminator() : each;
            each->setOperand(
                i, numbers.read(number->getValueAPF().bitcastToAPInt().getZExtValue(), at, false));
        }
        if (each->getOpcode() != llvm::Instruction::FNeg) continue;
        llvm::IRBuilder<> builder(each);
        llvm::Value* const bits = builder.CreateBitCast(each->getOperand(0), builder.getInt64Ty());
        llvm::Value* const negated = builder.CreateXor(bits, numbers.read(kSign, each, true));
        each->replaceAllUsesWith(builder.CreateBitCast(negated, each->getType()));
        each->eraseFromParent();
    }
}
} // namespace

void keepConstants(llvm::Module& module) {
    for (llvm::Function& function : module)
        if (!function.isDeclaration()) keepIn(function);
}

} // namespace taipan::llvm_backend
