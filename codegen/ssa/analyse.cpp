// The shape of a function: edges, order, dominators, loops.

#include <algorithm>
#include <utility>

#include "codegen/ssa/builder.h"

namespace taipan::ssa {

std::vector<BlockId> reversePostorder(const Function& function) {
    struct Step {
        BlockId block;
        uint32_t next; // edge to follow
    };
    std::vector<BlockId> order;
    std::vector<uint8_t> seen(function.blocks.size(), 0);
    std::vector<Step> path{{BlockId::entry, 0}};
    seen[0] = 1;
    while (!path.empty()) {
        Step& step = path.back();
        const std::vector<BlockId>& to = function.blocks[index(step.block)].to;
        if (step.next == to.size()) {
            order.push_back(step.block);
            path.pop_back();
            continue;
        }
        const BlockId next = to[step.next++];
        if (std::exchange(seen[index(next)], uint8_t{1}) == 0) path.push_back({next, 0});
    }
    std::reverse(order.begin(), order.end());
    return order;
}

namespace {
constexpr uint32_t kUnreached = ~uint32_t{0};

/// Dominators by the method of Cooper, Harvey and Kennedy: blocks by their place in the order.
std::vector<uint32_t> dominatorsOf(const Function& function, const std::vector<BlockId>& order,
                                   const std::vector<uint32_t>& place) {
    std::vector<uint32_t> over(order.size(), kUnreached);
    over[0] = 0;
    const auto common = [&](uint32_t a, uint32_t b) {
        while (a != b) (a > b ? a : b) = over[a > b ? a : b];
        return a;
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 1; i < order.size(); ++i) {
            uint32_t best = kUnreached;
            for (const BlockId from : function.blocks[index(order[i])].from) {
                const uint32_t at = place[index(from)];
                if (over[at] == kUnreached) continue;
                best = best == kUnreached ? at : common(best, at);
            }
            changed = changed || over[i] != best;
            over[i] = best;
        }
    }
    return over;
}

/// Adds one to the depth of every block from which `back` is reached without passing `header`.
void countLoop(Function& function, BlockId header, const std::vector<BlockId>& backs) {
    std::vector<uint8_t> seen(function.blocks.size(), 0);
    std::vector<BlockId> path = backs;
    seen[index(header)] = 1;
    ++function.blocks[index(header)].loopDepth;
    while (!path.empty()) {
        const BlockId block = path.back();
        path.pop_back();
        if (std::exchange(seen[index(block)], uint8_t{1}) != 0) continue;
        ++function.blocks[index(block)].loopDepth;
        const std::vector<BlockId>& from = function.blocks[index(block)].from;
        path.insert(path.end(), from.begin(), from.end());
    }
}
} // namespace

void linkEdges(Function& function) {
    for (const BlockId block : reversePostorder(function))
        for (const BlockId to : function.blocks[index(block)].to)
            function.blocks[index(to)].from.push_back(block);
}

void analyse(Function& function) {
    const std::vector<BlockId> order = reversePostorder(function);
    std::vector<uint32_t> place(function.blocks.size(), kUnreached);
    for (uint32_t i = 0; i < order.size(); ++i) place[index(order[i])] = i;
    for (Block& block : function.blocks) {
        block.dominator = BlockId::none;
        block.loopDepth = 0;
    }
    const std::vector<uint32_t> over = dominatorsOf(function, order, place);
    for (uint32_t i = 1; i < order.size(); ++i)
        function.blocks[index(order[i])].dominator = order[over[i]];
    for (uint32_t i = 0; i < order.size(); ++i) { // edges back to a dominator
        std::vector<BlockId> backs;
        for (const BlockId from : function.blocks[index(order[i])].from) {
            uint32_t at = place[index(from)];
            while (at > i) at = over[at];
            if (at == i) backs.push_back(from);
        }
        if (!backs.empty()) countLoop(function, order[i], backs);
    }
}

} // namespace taipan::ssa
