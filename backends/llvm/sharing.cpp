// One copy of helper functions that are alike.
//
// Each function makes the helpers that it needs, and its code stands alone. Most helpers are the
// same in all functions, and LLVM takes most of the time: those of a unit are made once, in a
// section of their own, of which the link step puts a copy behind each function that calls it.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <llvm/IR/Instructions.h>
#include <llvm/Transforms/Utils/FunctionComparator.h>

#include "backends/llvm/link.h"
#include "backends/llvm/passes.h"

namespace taipan::llvm_backend {

namespace {
/// What a helper does: its name without the number of the function.
std::string kindOf(const llvm::Function& helper) {
    const llvm::StringRef name = helper.getName();
    return name.substr(name.find('_')).str();
}

/// Has calls of helpers go to the first that is the same. Says whether some did.
bool joinAlike(std::vector<llvm::Function*>& helpers) {
    std::map<std::string, std::vector<llvm::Function*>> firsts;
    std::vector<llvm::Function*> left;
    llvm::GlobalNumberState numbers;
    for (llvm::Function* const each : helpers) {
        std::vector<llvm::Function*>& others = firsts[kindOf(*each)];
        llvm::Function* same = nullptr;
        for (llvm::Function* const other : others)
            if (same == nullptr && llvm::FunctionComparator(each, other, &numbers).compare() == 0)
                same = other;
        if (same == nullptr) {
            others.push_back(each);
            left.push_back(each);
            continue;
        }
        each->replaceAllUsesWith(same);
        numbers.erase(each);
        each->eraseFromParent();
    }
    const bool hasChanged = left.size() != helpers.size();
    helpers = std::move(left);
    return hasChanged;
}

/// Whether functions of other sections call it.
bool isCalledElsewhere(const llvm::Function& helper, const std::string& section) {
    for (const llvm::User* const user : helper.users())
        if (const auto* const call = llvm::dyn_cast<llvm::Instruction>(user);
            call != nullptr && call->getFunction()->getSection() != section)
            return true;
    return false;
}
} // namespace

void shareHelpers(llvm::Module& module) {
    std::vector<llvm::Function*> helpers;
    std::map<const llvm::Function*, std::string> sections;
    for (llvm::Function& each : module) {
        if (!isMarkedHelper(each) || !each.hasFnAttribute(llvm::Attribute::NoInline)) continue;
        helpers.push_back(&each);
        sections[&each] = each.getSection().str();
        each.setSection("");
    }
    while (joinAlike(helpers)) {
    }
    for (llvm::Function* const each : helpers) each->setSection(sections[each]);
    // What a shared helper calls is shared.
    size_t number = 0;
    for (bool hasChanged = true; std::exchange(hasChanged, false);)
        for (llvm::Function* const each : helpers)
            if (!each->getSection().starts_with(kSharedSection) &&
                isCalledElsewhere(*each, each->getSection().str())) {
                each->setSection(kSharedSection + std::to_string(number++));
                hasChanged = true;
            }
}

} // namespace taipan::llvm_backend
