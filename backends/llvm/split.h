// A fast way and a slow way to the same result: tests that lead off the fast way, and what both
// give.
#pragma once

#include <vector>

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/MDBuilder.h>

namespace taipan::llvm_backend {

/// Made where the ways part. On the fast way: require() and give(), then slow() once and what it
/// gives, then join(). With a label to leave for there is no slow way here.
class Split {
  public:
    using V = llvm::Value*;
    explicit Split(llvm::IRBuilder<>& builder, llvm::BasicBlock* leaveFor = nullptr)
        : builder_(builder), leaves_(leaveFor != nullptr),
          slow_(leaves_ ? leaveFor : newLabel("slow")), done_(newLabel("joined")) {}
    bool leaves() const { return leaves_; }

    llvm::BasicBlock* newLabel(const char* name) {
        return llvm::BasicBlock::Create(builder_.getContext(), name,
                                        builder_.GetInsertBlock()->getParent());
    }
    /// Takes the slow way unless `holds`.
    void require(V holds) {
        if (const auto* known = llvm::dyn_cast<llvm::ConstantInt>(holds))
            if (known->isOne()) return;
        llvm::BasicBlock* const next = newLabel("fast");
        branchLikely(holds, next, slow_);
        builder_.SetInsertPoint(next);
    }
    void branchLikely(V condition, llvm::BasicBlock* likely, llvm::BasicBlock* other) {
        llvm::MDBuilder weights(builder_.getContext());
        builder_.CreateCondBr(condition, likely, other, weights.createLikelyBranchWeights());
    }
    void leaveFast() { builder_.CreateBr(slow_); }
    /// What a way gives: a value, or two.
    void give(V first, V second = nullptr) {
        results_.push_back({first, second, builder_.GetInsertBlock()});
        builder_.CreateBr(done_);
    }
    /// Goes on where all leads that left the fast way.
    void slow() { builder_.SetInsertPoint(slow_); }
    V join() {
        builder_.SetInsertPoint(done_);
        return phi(&Result::first);
    }
    /// The second of what the ways gave; behind join().
    V second() { return phi(&Result::second); }
    /// Behind both ways, of which none gives anything.
    void joinVoid() { builder_.SetInsertPoint(done_); }
    void end() { builder_.CreateBr(done_); }

  private:
    struct Result {
        V first, second;
        llvm::BasicBlock* at;
    };
    V phi(V Result::*which) {
        llvm::PHINode* const made = builder_.CreatePHI((results_[0].*which)->getType(),
                                                       static_cast<unsigned>(results_.size()));
        for (const Result& each : results_) made->addIncoming(each.*which, each.at);
        return made;
    }

    llvm::IRBuilder<>& builder_;
    const bool leaves_;
    llvm::BasicBlock* const slow_;
    llvm::BasicBlock* const done_;
    std::vector<Result> results_;
};

} // namespace taipan::llvm_backend
