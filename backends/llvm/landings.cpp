// What code behind the second return of nlr_push refers to.
//
// LLVM sees no way from a call that raises to the second return of nlr_push. What was made before
// the buffer was pushed is to it of no use once the last ordinary use is behind, and its slot in
// the stack may hold something else when the exception comes. Code behind the second return
// therefore has its own copies of all such values: what never changes is read again from where it
// came from, all else from a word of the stack that is written where the value is made. Both are
// volatile at their roots, so that nothing of the two ways becomes one. That is done where the code
// is made, and once more when LLVM has improved it: it refers to what the first return gave where
// it can. Constants, and addresses in the stack, of which it makes one before all where it will,
// are made anew by MakeAnew (machine_passes.cpp).

#include <algorithm>
#include <cassert>
#include <map>
#include <set>

#include <llvm/IR/CFG.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/Instructions.h>
#include <llvm/Transforms/Utils/SSAUpdater.h>

#include "backends/llvm/lowering.h"
#include "backends/llvm/passes.h"

namespace taipan::llvm_backend {

namespace {
using V = llvm::Value*;
using Blocks = std::set<llvm::BasicBlock*>;

/// The blocks that code leads to from here.
Blocks reachableFrom(llvm::BasicBlock* start) {
    Blocks found{start};
    std::vector<llvm::BasicBlock*> work{start};
    while (!work.empty()) {
        llvm::BasicBlock* const from = work.back();
        work.pop_back();
        for (llvm::BasicBlock* const to : llvm::successors(from))
            if (found.insert(to).second) work.push_back(to);
    }
    return found;
}

/// Whether every block leads to an end of the function.
bool endsEverywhere(llvm::Function& function) {
    Blocks found;
    std::vector<llvm::BasicBlock*> work;
    for (llvm::BasicBlock& each : function)
        if (llvm::succ_empty(&each)) work.push_back(&each);
    found.insert(work.begin(), work.end());
    while (!work.empty()) {
        llvm::BasicBlock* const to = work.back();
        work.pop_back();
        for (llvm::BasicBlock* const from : llvm::predecessors(to))
            if (found.insert(from).second) work.push_back(from);
    }
    return found.size() == function.size();
}

llvm::BasicBlock* blockOf(const llvm::Use& use) {
    auto* const user = llvm::cast<llvm::Instruction>(use.getUser());
    const auto* const phi = llvm::dyn_cast<llvm::PHINode>(user);
    return phi != nullptr ? phi->getIncomingBlock(use) : user->getParent();
}

/// Uses of a value in these blocks.
std::vector<llvm::Use*> usesIn(const Blocks& blocks, V value) {
    std::vector<llvm::Use*> found;
    for (llvm::Use& each : value->uses())
        if (blocks.count(blockOf(each)) != 0) found.push_back(&each);
    return found;
}

/// Makes values anew at the end of a landing: a block that second returns lead to.
class Reader {
  public:
    /// `fixed`: loads whose memory does not change while the function runs.
    Reader(llvm::BasicBlock* landed, std::set<V> fixed)
        : landed_(landed), start_(&landed->getParent()->getEntryBlock()), fixed_(std::move(fixed)) {
    }
    /// Says that memory has the value already.
    void isAt(V value, V address) { places_[value] = address; }
    V again(V value) {
        if (llvm::isa<llvm::Constant>(value) || llvm::isa<llvm::AllocaInst>(value)) return value;
        V& made = made_[value];
        if (made != nullptr) return made;
        const bool isCopied = llvm::isa<llvm::CastInst>(value) ||
                              llvm::isa<llvm::GetElementPtrInst>(value) || fixed_.count(value) != 0;
        return made = isCopied ? copy(llvm::cast<llvm::Instruction>(value)) : kept(value);
    }

  private:
    V copy(llvm::Instruction* of) {
        llvm::Instruction* const made = of->clone();
        for (llvm::Use& each : made->operands()) each.set(again(each));
        made->insertInto(landed_, landed_->getTerminator()->getIterator());
        return made;
    }
    V kept(V value) {
        V& place = places_[value];
        if (place == nullptr) place = newPlace(value);
        return new llvm::LoadInst(value->getType(), place, "", true,
                                  landed_->getTerminator()->getIterator());
    }
    V newPlace(V value) {
        auto* const made = new llvm::AllocaInst(value->getType(), 0, "", start_->begin());
        auto* const code = llvm::dyn_cast<llvm::Instruction>(value);
        const auto behind =
            code != nullptr ? *code->getInsertionPointAfterDef() : firstBehindPlaces();
        new llvm::StoreInst(value, made, true, behind);
        return made;
    }
    llvm::BasicBlock::iterator firstBehindPlaces() {
        auto at = start_->begin();
        while (llvm::isa<llvm::AllocaInst>(*at)) ++at;
        return at;
    }

    llvm::BasicBlock *const landed_, *const start_;
    const std::set<V> fixed_;
    std::map<V, V> places_, made_;
};

/// Has code behind a landing refer to what is made anew there. The landing ends with a jump, and
/// has no uses of its own.
void reload(llvm::BasicBlock* landed, Reader& reader) {
    llvm::Function& function = *landed->getParent();
    const Blocks behind = reachableFrom(landed->getSingleSuccessor());
    std::vector<V> before;
    for (llvm::Argument& each : function.args()) before.push_back(&each);
    for (llvm::BasicBlock& block : function)
        if (behind.count(&block) == 0)
            for (llvm::Instruction& each : block)
                if (!llvm::isa<llvm::AllocaInst>(each)) before.push_back(&each);
    for (V value : before) {
        const std::vector<llvm::Use*> uses = usesIn(behind, value);
        if (uses.empty()) continue;
        auto* const code = llvm::dyn_cast<llvm::Instruction>(value);
        llvm::SSAUpdater values;
        values.Initialize(value->getType(), value->getName());
        values.AddAvailableValue(code != nullptr ? code->getParent() : &function.getEntryBlock(),
                                 value);
        values.AddAvailableValue(landed, reader.again(value));
        for (llvm::Use* const each : uses) values.RewriteUse(*each);
    }
}
} // namespace

llvm::BasicBlock* secondReturn(const llvm::BasicBlock& block) {
    for (const llvm::Instruction& each : block) {
        const auto* const call = llvm::dyn_cast<llvm::CallInst>(&each);
        if (call == nullptr || !call->hasFnAttr(llvm::Attribute::ReturnsTwice)) continue;
        const auto* const branch = llvm::cast<llvm::BranchInst>(block.getTerminator());
        const auto* const test = llvm::cast<llvm::ICmpInst>(branch->getCondition());
        return branch->getSuccessor(test->getPredicate() == llvm::CmpInst::ICMP_NE ? 0 : 1);
    }
    return nullptr;
}

/// For functions whose buffer has to restore the caller's globals alone: the table and those
/// globals are in use up to every end of the function, as they are where it returns.
void Lowering::keepForGlobals() {
    const llvm::DominatorTree dominators(*body_);
    for (llvm::BasicBlock& each : *body_) {
        llvm::Instruction* const end = each.getTerminator();
        if (!llvm::isa<llvm::UnreachableInst>(end)) continue;
        for (V value : {table_, outer_}) {
            if (!dominators.dominates(value, end)) continue;
            auto* const type = llvm::FunctionType::get(llvm::Type::getVoidTy(each.getContext()),
                                                       {value->getType()}, false);
            llvm::CallInst::Create(type, llvm::InlineAsm::get(type, "", "X", true), {value}, "",
                                   end->getIterator());
        }
    }
}

/// Has code behind second returns refer to what cannot have been lost.
void Lowering::reloadForLandings() {
    if (!isGenerator_ && landings_.empty() && endsEverywhere(*body_)) return keepForGlobals();
    markLanding(*body_);
    const std::vector<llvm::BasicBlock*> pushes(llvm::pred_begin(raised_), llvm::pred_end(raised_));
    auto* const landed = llvm::BasicBlock::Create(builder_.getContext(), "landed", body_, raised_);
    llvm::BranchInst::Create(raised_, landed);
    for (llvm::BasicBlock* const each : pushes)
        each->getTerminator()->replaceSuccessorWith(raised_, landed);
    const Blocks behind = reachableFrom(raised_);

    const V roots[] = {self_, module_, objects_, qstrs_, table_};
    const auto isUsed = [&](V root) { return !usesIn(behind, root).empty(); };
    std::set<V> fixed;
    // Words of the stack are smaller than few such ways.
    if (opt_ != NativeOpt::Size || std::count_if(std::begin(roots), std::end(roots), isUsed) > 2)
        for (V root : roots)
            if (const auto* const cast = llvm::dyn_cast<llvm::IntToPtrInst>(root);
                cast != nullptr && llvm::isa<llvm::LoadInst>(cast->getOperand(0)))
                fixed.insert(cast->getOperand(0));
    Reader reader(landed, std::move(fixed));
    if (const auto* const cast = llvm::dyn_cast<llvm::IntToPtrInst>(self_);
        cast != nullptr && !isViper_ && llvm::isa_and_nonnull<llvm::AllocaInst>(frame_))
        reader.isAt(cast->getOperand(0), frame_); // its first word
    reload(landed, reader);
}

void reloadForLandings(llvm::Function& function) {
    // LLVM may have made more of one. The one that leads to fewest blocks is the inmost.
    std::vector<std::pair<size_t, llvm::BasicBlock*>> landings;
    Blocks seen;
    for (llvm::BasicBlock& each : function)
        if (llvm::BasicBlock* const to = secondReturn(each);
            to != nullptr && seen.insert(to).second)
            landings.emplace_back(reachableFrom(to).size(), to);
    std::stable_sort(landings.begin(), landings.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [size, landed] : landings) {
        landed->splitBasicBlock(landed->getFirstNonPHIIt());
        Reader reader(landed, {});
        reload(landed, reader);
    }
}

} // namespace taipan::llvm_backend
