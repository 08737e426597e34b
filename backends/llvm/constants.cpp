#include "backends/llvm/constants.h"

#include "backends/llvm/passes.h"

#include <map>
#include <vector>

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/IntrinsicInst.h>

namespace taipan::llvm_backend {

namespace {
constexpr uint64_t kSign = uint64_t{1} << 63, kOne = uint64_t{0x3ff} << 52;

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

/// Whether it is what LLVM makes of a comparison with both x and -x (fabs), or of a product of 0
/// (copysign).
bool isCall(const llvm::Instruction& each, llvm::Intrinsic::ID id) {
    const auto* const call = llvm::dyn_cast<llvm::IntrinsicInst>(&each);
    return call != nullptr && call->getIntrinsicID() == id;
}

/// The condition of which an instruction makes 1.0 or 0.0, by constants; null when it does none.
llvm::Value* conditionOf(const llvm::Instruction& each) {
    if (!llvm::isa<llvm::UIToFPInst, llvm::SIToFPInst>(each)) return nullptr;
    llvm::Value* from = each.getOperand(0);
    if (const auto* const wider = llvm::dyn_cast<llvm::ZExtInst>(from)) from = wider->getOperand(0);
    const bool isPlain = from != each.getOperand(0) || llvm::isa<llvm::UIToFPInst>(each);
    return isPlain && from->getType()->isIntegerTy(1) ? from : nullptr;
}

/// Nothing makes doubles of words without a sign; where LLVM does, it knows that these have none.
void keepIn(llvm::Function& function) {
    Numbers numbers(function);
    const bool signs = isMarkedViper(function); // the code's zeros may get one
    std::vector<llvm::Instruction*> all;
    for (llvm::BasicBlock& block : function)
        for (llvm::Instruction& each : block) all.push_back(&each);
    for (llvm::Instruction* each : all) {
        auto* const phi = llvm::dyn_cast<llvm::PHINode>(each);
        for (unsigned i = 0; i < each->getNumOperands(); ++i) {
            auto* const number = llvm::dyn_cast<llvm::ConstantFP>(each->getOperand(i));
            const bool isFree = number != nullptr && number->isExactlyValue(0.0) &&
                                !(signs && llvm::isa<llvm::BinaryOperator>(each));
            if (number == nullptr || isFree) continue;
            llvm::Instruction* const at =
                phi != nullptr ? phi->getIncomingBlock(i)->getTerminator() : each;
            each->setOperand(
                i, numbers.read(number->getValueAPF().bitcastToAPInt().getZExtValue(), at, false));
        }
        llvm::IRBuilder<> builder(each);
        llvm::Value* made = nullptr;
        const auto bits = [&](unsigned operand = 0) {
            return builder.CreateBitCast(each->getOperand(operand), builder.getInt64Ty());
        };
        const auto masked = [&](unsigned operand, uint64_t mask) {
            return builder.CreateAnd(bits(operand), numbers.read(mask, each, true));
        };
        if (each->getOpcode() == llvm::Instruction::FNeg)
            made = builder.CreateXor(bits(), numbers.read(kSign, each, true));
        else if (isCall(*each, llvm::Intrinsic::fabs))
            made = masked(0, ~kSign);
        else if (isCall(*each, llvm::Intrinsic::copysign))
            made = builder.CreateOr(masked(0, ~kSign), masked(1, kSign));
        else if (llvm::Value* const condition = conditionOf(*each))
            made = builder.CreateSelect(condition, numbers.read(kOne, each, false),
                                        llvm::ConstantFP::get(each->getType(), 0.0));
        else if (each->getOpcode() == llvm::Instruction::UIToFP)
            made = builder.CreateSIToFP(
                builder.CreateZExt(each->getOperand(0), builder.getInt64Ty()), each->getType());
        if (made == nullptr) continue;
        each->replaceAllUsesWith(builder.CreateBitCast(made, each->getType()));
        each->eraseFromParent();
    }
}
} // namespace

void keepConstants(llvm::Module& module) {
    for (llvm::Function& function : module)
        if (!function.isDeclaration()) keepIn(function);
}

} // namespace taipan::llvm_backend
