// Generators: where they wait and how they go on.
//
// The first word of the state holds what is yielded, what is sent, and what is returned. The word
// in which the runtime expects an address to go on at holds a number: 0 would say that the
// generator has ended, those of yields begin with 1, and any other is the first run.

#include "backends/llvm/lowering.h"

namespace taipan::llvm_backend {

/// Ends the run with what the first word of the state holds; it will go on at `number`.
void Lowering::leaveFor(uint32_t number) {
    store(frame_, state::kResumeAt, constant(number));
    finish(constant(1));
}

/// The number of a place to go on at, which is the block that the builder is at then.
uint32_t Lowering::newResume(Label& at) {
    at = newLabel("resume");
    resumes_.push_back(at);
    builder_.SetInsertPoint(at);
    std::fill(near_.begin(), near_.end(), nullptr);
    return static_cast<uint32_t>(resumes_.size());
}

void Lowering::yield(ssa::ValueId id, const ssa::Instr& made) {
    store(frame_, state::kFirst, use(made.operands[0]));
    const Label before = builder_.GetInsertBlock();
    Label resume = nullptr;
    const uint32_t number = newResume(resume);
    const Label next = newLabel("sent");
    branchIf(isNull(thrown_), next, throwsLabel());
    builder_.SetInsertPoint(before);
    leaveFor(number);
    builder_.SetInsertPoint(next);
    define(id, load(frame_, state::kFirst));
}

/// Hands on what is sent and thrown until the inner iterator has ended.
void Lowering::yieldFrom(ssa::ValueId id, const ssa::Instr& made) {
    const Label loop = newLabel("delegate"), waits = newLabel("waits"), done = newLabel("done");
    V first = use(made.operands[1]);
    const Label before = builder_.GetInsertBlock();
    builder_.CreateBr(loop);
    Label resume = nullptr;
    const uint32_t number = newResume(resume);
    V next = load(frame_, state::kFirst);
    const Label resumed = builder_.GetInsertBlock();
    builder_.CreateBr(loop);

    builder_.SetInsertPoint(loop);
    llvm::PHINode* const sent = builder_.CreatePHI(word_, 2);
    llvm::PHINode* const thrown = builder_.CreatePHI(word_, 2);
    sent->addIncoming(first, before);
    sent->addIncoming(next, resumed);
    thrown->addIncoming(constant(0), before);
    thrown->addIncoming(thrown_, resumed);
    store(frame_, state::kFirst, thrown);
    V inner = use(made.operands[0]);
    V yields = flag(Entry::YieldFrom, {inner, sent, wordAt(frame_, state::kFirst)});
    branchIf(yields, waits, done);
    builder_.SetInsertPoint(waits);
    leaveFor(number);
    builder_.SetInsertPoint(done);
    define(id, load(frame_, state::kFirst));
}

/// The start of the body: to where it waited.
void Lowering::dispatch(Label start) {
    const Label first = newLabel("first");
    llvm::SwitchInst* const to = builder_.CreateSwitch(load(frame_, state::kResumeAt), first,
                                                       static_cast<unsigned>(resumes_.size()));
    for (size_t i = 0; i < resumes_.size(); ++i)
        to->addCase(llvm::ConstantInt::get(word_, i + 1), resumes_[i]);
    builder_.SetInsertPoint(first);
    for (const ir::Instr& each : source_.source->code) {
        if (each.op != ir::kLine) continue;
        setLine(each.arg); // of the first statement
        break;
    }
    branchIf(isNull(thrown_), start, throwsLabel());
}

} // namespace taipan::llvm_backend
