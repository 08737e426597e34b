// Lists without the runtime: those of comprehensions, items that are appended, and lists of many
// times the same.

#include "backends/llvm/layouts.h"
#include "backends/llvm/lowering.h"
#include "backends/llvm/split.h"

#include <algorithm>

namespace taipan::llvm_backend {

namespace {
bool mayBeList(ssa::Type type) {
    return type == ssa::Type::List || type == ssa::Type::Object || type == ssa::Type::Any;
}
} // namespace

/// Finds the lists of comprehensions that get an item each turn of a loop. They are made where the
/// loop begins, when it may be known how many that will be.
void Lowering::findFilled() {
    std::map<ssa::ValueId, std::vector<ssa::BlockId>> appends;
    std::map<ssa::ValueId, ssa::BlockId> headers; // by IterStart
    for (uint32_t i = 0; i < source_.blocks.size(); ++i)
        for (const ssa::ValueId id : source_.blocks[i].code) {
            const ssa::Instr& made = instr(id);
            if (made.op == ssa::Op::ListAppend)
                appends[made.operands[0]].push_back(ssa::BlockId{i});
            if (made.op == ssa::Op::IterNext) headers[made.operands[0]] = ssa::BlockId{i};
        }
    const auto dominates = [&](ssa::BlockId above, ssa::BlockId at) {
        while (at != ssa::BlockId::none && at != above) at = block(at).dominator;
        return at == above;
    };
    const auto isEachTurn = [&](ssa::BlockId at, ssa::BlockId header) {
        if (block(at).loopDepth != block(header).loopDepth || !dominates(header, at)) return false;
        const auto& from = block(header).from;
        return std::all_of(from.begin(), from.end(), [&](ssa::BlockId each) {
            return !dominates(header, each) || dominates(at, each);
        });
    };
    for (const ssa::Block& each : source_.blocks) {
        ssa::ValueId list = ssa::ValueId::none;
        for (const ssa::ValueId id : each.code) {
            const ssa::Instr& made = instr(id);
            if (made.op == ssa::Op::List && made.operands.empty()) list = id;
            if (made.op != ssa::Op::IterStart || list == ssa::ValueId::none) continue;
            const auto found = appends.find(list);
            const auto header = headers.find(id);
            if (found == appends.end() || found->second.size() != 1 || header == headers.end() ||
                !isEachTurn(found->second[0], header->second))
                continue;
            filled_[id] = list;
            delayed_[ssa::index(list)] = Delayed::Filled;
            list = ssa::ValueId::none;
        }
    }
}

/// Makes the list that a loop fills, empty and with room for its items, where that is known and
/// little: what the loop does may end it before.
void Lowering::makeFilled(ssa::ValueId id, const Walk& walk) {
    constexpr uint64_t kMostRoom = 64;
    V left = builder_.CreateLoad(word_, walk.end);
    V room =
        builder_.CreateSelect(builder_.CreateICmpULE(left, constant(kMostRoom)), left, constant(0));
    V list = callWord(Entry::NewList, {room, llvm::ConstantPointerNull::get(pointer_)});
    store(pointer(list), kListSize, constant(0));
    define(id, list);
}

/// Appends to what is a list.
void Lowering::appendTo(V word, V item) {
    V list = pointer(word);
    Split ways(builder_);
    V size = load(list, kListSize);
    ways.require(builder_.CreateICmpULT(size, load(list, kListRoom)));
    builder_.CreateStore(
        item, builder_.CreateInBoundsGEP(word_, pointer(load(list, kListItems)), {size}));
    store(list, kListSize, builder_.CreateAdd(size, constant(1)));
    ways.end();
    ways.slow();
    callWord(Entry::ListAppend, {word, item});
    ways.end();
    ways.joinVoid();
}

/// Items that a comprehension appends.
bool Lowering::fastAppend(const ssa::Instr& made) {
    if (instr(made.operands[0]).op != ssa::Op::List) return false;
    appendTo(use(made.operands[0]), use(made.operands[1]));
    return true;
}

/// Finds calls of a method `append`, which lists have, with one argument, and the operations that
/// look for it; and lists of one item that a product alone asks for.
void Lowering::findLists() {
    const auto user = [&](ssa::ValueId id) {
        const auto& all = users_[ssa::index(id)];
        return all.size() == 1 ? all[0] : ssa::ValueId::none;
    };
    for (const ssa::Block& each : source_.blocks) {
        if (!isFastAt(each)) continue;
        for (const ssa::ValueId id : each.code) {
            const ssa::Instr& made = instr(id);
            if (made.op == ssa::Op::List && made.operands.size() == 1) {
                const ssa::ValueId by = user(id);
                if (by != ssa::ValueId::none && instr(by).op == ssa::Op::Binary &&
                    instr(by).operands[0] == id && instr(by).block == made.block &&
                    ssa::plainOf(abi::BinaryOp{static_cast<uint8_t>(instr(by).arg)}) ==
                        abi::BinaryOp::Multiply)
                    delayed_[ssa::index(id)] = Delayed::Factor;
            }
            if (made.op != ssa::Op::Method || !mayBeList(instr(made.operands[0]).type) ||
                context_.interner.text(NameId{made.arg}) != kAppendName ||
                users_[ssa::index(id)].size() != 2)
                continue;
            const ssa::ValueId first = users_[ssa::index(id)][0],
                               second = users_[ssa::index(id)][1];
            if (first == ssa::ValueId::none || second == ssa::ValueId::none ||
                instr(first).op != ssa::Op::First || instr(second).op != ssa::Op::Second)
                continue;
            const ssa::ValueId call = user(first);
            if (call == ssa::ValueId::none || call != user(second)) continue;
            const ssa::Instr& called = instr(call);
            if (called.op != ssa::Op::CallMethod || called.arg != 1 || called.wide != 0 ||
                called.operands[0] != first || called.operands[1] != second ||
                !isFastAt(block(called.block)))
                continue;
            appends_[ssa::index(id)] = appends_[ssa::index(call)] = 1;
        }
    }
}

/// Looks for a method `append`. Of lists there is none then, and the list is its self.
bool Lowering::methodOfList(ssa::ValueId id, const ssa::Instr& made) {
    if (appends_[ssa::index(id)] == 0) return false;
    V base = use(made.operands[0]);
    Split ways(builder_);
    ways.require(builder_.CreateICmpEQ(builder_.CreateAnd(base, constant(3)), constant(0)));
    ways.require(builder_.CreateICmpEQ(load(pointer(base), 0), singleton(Entry::ListType)));
    ways.give(constant(0), base);
    ways.slow();
    findMethod(made);
    ways.give(load(area_, 0), load(area_, 1));
    V first = ways.join();
    defineParts(id, {first, ways.second()});
    return true;
}

bool Lowering::callOfList(ssa::ValueId id, const ssa::Instr& made) {
    if (appends_[ssa::index(id)] == 0) return false;
    V function = use(made.operands[0]), self = use(made.operands[1]), item = use(made.operands[2]);
    Split ways(builder_);
    ways.require(isNull(function));
    appendTo(self, item);
    ways.give(singleton(Entry::ConstNone));
    ways.slow();
    ways.give(methodCall(made));
    define(id, ways.join());
    return true;
}

/// word repeat(item, count, table): a list of as many, which is no negative number.
llvm::Function* Lowering::repeatFunction() {
    if (repeatFunction_ != nullptr) return repeatFunction_;
    const Helper helper(*this, "_repeat", {word_, word_, pointer_});
    llvm::Function* const made = repeatFunction_ = helper.function;
    made->addFnAttr(llvm::Attribute::OptimizeForSize);
    V item = made->getArg(0), count = made->getArg(1);
    table_ = made->getArg(2);
    V list = callWord(Entry::NewList, {count, llvm::ConstantPointerNull::get(pointer_)});
    V items = pointer(load(pointer(list), kListItems));
    const Label fill = newLabel("fill"), more = newLabel("more"), filled = newLabel("filled"),
                before = builder_.GetInsertBlock();
    builder_.CreateBr(more);
    builder_.SetInsertPoint(more);
    llvm::PHINode* const left = builder_.CreatePHI(word_, 2);
    left->addIncoming(count, before);
    branchIf(isNull(left), filled, fill);
    builder_.SetInsertPoint(fill);
    V at = builder_.CreateSub(left, constant(1));
    // So that no fill of the C library is made of the loop.
    builder_.CreateStore(item, builder_.CreateInBoundsGEP(word_, items, {at}), true);
    left->addIncoming(at, fill);
    builder_.CreateBr(more);
    builder_.SetInsertPoint(filled);
    builder_.CreateRet(list);
    return made;
}

/// The product of a list of one item, which is made here, and a number.
bool Lowering::productOfList(ssa::ValueId id, const ssa::Instr& made) {
    constexpr uint64_t kMost = uint64_t{1} << 16; // of more the runtime sees to the size
    const ssa::ValueId list = made.operands[0];
    if (delayed_[ssa::index(list)] != Delayed::Factor) return false;
    V item = use(instr(list).operands[0]), count = use(made.operands[1]);
    Split ways(builder_);
    if (!isKnownSmall(made.operands[1])) ways.require(isSmall(count));
    ways.require(builder_.CreateICmpULT(count, constant(2 * kMost)));
    ways.give(builder_.CreateCall(repeatFunction(), {item, builder_.CreateLShr(count, 1), table_}));
    define(id, slowly(ways, [&] {
               V plain = callWord(Entry::NewList, {constant(1), fillArea({item})});
               return callWord(Entry::BinaryOp, {constant(made.arg), plain, count});
           }));
    return true;
}

} // namespace taipan::llvm_backend
