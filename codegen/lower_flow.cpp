// Conditions, loops, exception handling and context managers.

#include <utility>

#include "codegen/lowerer.h"
#include "taipan/abi/patterns.h"
#include "taipan/support/names.h"

namespace taipan {

using namespace ast;

namespace {
// Entries that may lie on the stack beyond what the emitted operations show.
constexpr int kPendingUnwind = 3; // state of a jump or return that runs through a finally block
constexpr int kUnwindScratch = 2; // target and count of an unwinding jump
constexpr int kPendingReturn = 1; // the value that a return carries through one
constexpr int kExitScratch = 2;   // room for the call of __exit__
constexpr size_t kMaxBlocksLeft = abi::kUnwindBlocks;
} // namespace

/// Jumps to `label` when the truth of `test` is `jumpIf`; falls through otherwise.
void Lowerer::condition(const Expr& test, bool jumpIf, Label label) {
    if (tooDeep(test)) return;
    const Truth truth = ast::constantTruth(test);
    if (truth != Truth::Unknown) {
        if ((truth == Truth::True) == jumpIf) jump(label);
        return;
    }
    if (test.kind == Kind::BoolOp) {
        const auto& op = as<BoolOp>(test);
        if (op.isOr == jumpIf) { // any operand decides
            for (const Expr* operand : op.operands) condition(*operand, jumpIf, label);
            return;
        }
        const Label skip = newLabel();
        for (const Expr* operand : op.operands.first(op.operands.size() - 1))
            condition(*operand, !jumpIf, skip);
        condition(*op.operands.back(), jumpIf, label);
        return place(skip);
    }
    if (test.kind == Kind::Unary && as<Unary>(test).op == abi::UnaryOp::Not)
        return condition(*as<Unary>(test).operand, !jumpIf, label);
    expression(&test);
    emit(jumpIf ? Op::POP_JUMP_IF_TRUE : Op::POP_JUMP_IF_FALSE, label);
}

void Lowerer::ifStatement(const If& stmt) {
    const Label end = newLabel();
    const bool onlyOne = stmt.branches.size() == 1 && stmt.otherwise == nullptr;
    for (const IfBranch& branch : stmt.branches) {
        const Truth truth = ast::constantTruth(*branch.test);
        if (truth == Truth::False) continue;
        const Label next = newLabel();
        condition(*branch.test, false, next);
        statement(branch.body);
        if (truth == Truth::True) return place(end);
        if (!onlyOne) jump(end);
        place(next);
    }
    statement(stmt.otherwise);
    place(end);
}

// ---- loops -------------------------------------------------------------------------------------

/// Makes the loop current; the result is what was, to be put back.
Lowerer::Loop Lowerer::enterLoop(Label onBreak, Label onContinue, bool hasIterator) {
    const Loop outer = loop_;
    loop_ = {onBreak, onContinue, blocks_, hasIterator, true};
    return outer;
}

/// Counts entries that only an unwinding jump or a return makes.
void Lowerer::reserve(int entries) {
    adjust(entries);
    reserved_ += entries;
}

/// Jumps out of a loop's body, through the exception blocks opened in it.
void Lowerer::breakOrContinue(const Stmt& stmt) {
    const bool isBreak = stmt.kind == Kind::Break;
    const Label to = isBreak ? loop_.onBreak : loop_.onContinue;
    const uint32_t blocks = blocks_ - loop_.blocks;
    const bool drop = isBreak && loop_.hasIterator;
    if (blocks == 0) {
        if (drop) {
            for (int i = 0; i < abi::kIteratorSlots; ++i) emit(Op::POP_TOP);
            adjust(abi::kIteratorSlots); // what follows still sees the iterator
        }
        return jump(to);
    }
    if (blocks > kMaxBlocksLeft && options_.strict)
        sink_.report(DiagId::TooManyBlocks, scope_->node->span,
                     "break or continue leaves more than 127 try and with blocks");
    if (options_.strict) { // in a finally block, stock leaves too little room for target and count
        const int missing = std::max(0, kUnwindScratch - spare_ - reserved_);
        if (missing > 0) {
            emit(ir::kRoom, static_cast<uint32_t>(function_->rooms.size()));
            function_->rooms.push_back({static_cast<uint32_t>(missing), stmt.span});
        }
    }
    leftTo_ = std::min(leftTo_, blocks_ - blocks);
    emit(Op::UNWIND_JUMP, to, static_cast<uint8_t>((drop ? abi::kUnwindIterator : 0) | blocks));
}

void Lowerer::whileStatement(const While& stmt) {
    const Label onBreak = newLabel(), onContinue = newLabel();
    const Truth truth = ast::constantTruth(*stmt.test);
    if (truth != Truth::False) {
        const Loop outer = enterLoop(onBreak, onContinue, false);
        const Label top = newLabel();
        if (truth != Truth::True) jump(onContinue);
        place(top);
        statement(stmt.body);
        place(onContinue);
        condition(*stmt.test, true, top);
        loop_ = outer;
    }
    statement(stmt.otherwise);
    place(onBreak);
}

/// `for name in range(…)`: counts on the stack; `stop` lies below the counter unless it is
/// constant.
void Lowerer::rangeStatement(const For& stmt, const RangeLoop& range) {
    const Label onBreak = newLabel(), onContinue = newLabel();
    const Loop outer = enterLoop(onBreak, onContinue, false);
    const Label top = newLabel(), entry = newLabel();
    const bool stopOnStack = range.stop->kind != Kind::SmallInt;
    if (stopOnStack) expression(range.stop);
    if (range.start != nullptr)
        expression(range.start);
    else
        emitInt(0);
    jump(entry);
    place(top);
    emit(Op::DUP_TOP);
    assign(*stmt.target, Store::Plain);
    statement(stmt.body);
    place(onContinue);
    const int64_t step = range.step != nullptr ? as<SmallInt>(range.step)->value : 1;
    emitInt(step);
    emitBinary(abi::BinaryOp::InplaceAdd);
    place(entry);
    if (stopOnStack) {
        emit(Op::DUP_TOP_TWO);
        emit(Op::ROT_TWO);
    } else {
        emit(Op::DUP_TOP);
        expression(range.stop);
    }
    emitBinary(step >= 0 ? abi::BinaryOp::Less : abi::BinaryOp::More);
    emit(Op::POP_JUMP_IF_TRUE, top);
    loop_ = outer;

    const auto drop = [&] {
        emit(Op::POP_TOP);
        if (stopOnStack) emit(Op::POP_TOP);
    };
    if (stmt.otherwise == nullptr) {
        place(onBreak);
        return drop();
    }
    drop(); // before the else part, which may leave an outer loop
    statement(stmt.otherwise);
    const Label end = newLabel();
    jump(end);
    adjust(stopOnStack ? 2 : 1);
    place(onBreak);
    drop();
    place(end);
}

void Lowerer::forStatement(const For& stmt) {
    if (const RangeLoop range = rangeLoop(stmt); range.stop != nullptr)
        return rangeStatement(stmt, range);
    const Label onBreak = newLabel(), onContinue = newLabel();
    const Loop outer = enterLoop(onBreak, onContinue, true);
    const Label end = newLabel();
    expression(stmt.iterable);
    emit(Op::GET_ITER_STACK);
    place(onContinue);
    emit(Op::FOR_ITER, end);
    assign(*stmt.target, Store::Plain);
    statement(stmt.body);
    jump(onContinue);
    place(end);
    adjust(-abi::kIteratorSlots);
    loop_ = outer;
    statement(stmt.otherwise);
    place(onBreak);
}

// ---- exceptions --------------------------------------------------------------------------------

void Lowerer::handlerClause(const Handler& handler, Label done) {
    const Label next = newLabel();
    if (handler.type != nullptr) {
        emit(Op::DUP_TOP);
        expression(handler.type);
        emitBinary(abi::BinaryOp::ExceptionMatch);
        emit(Op::POP_JUMP_IF_FALSE, next);
    }
    if (handler.name == NameId::none) {
        emit(Op::POP_TOP);
        statement(handler.body);
    } else {
        // The name is unbound when the handler ends, however it ends.
        storeName(handler.name);
        const Label cleanup = newLabel();
        openBlock(Op::SETUP_FINALLY, cleanup);
        statement(handler.body);
        emit(Op::LOAD_CONST_NONE);
        place(cleanup);
        adjust(kPendingReturn);
        emit(Op::LOAD_CONST_NONE);
        storeName(handler.name);
        deleteName(handler.name);
        adjust(-kPendingReturn);
        closeBlock();
    }
    emit(Op::POP_EXCEPT_JUMP, done);
    place(next);
    adjust(1); // the exception, when this clause did not match
}

void Lowerer::tryExcept(const Try& stmt) {
    const Label handlers = newLabel(), success = newLabel();
    openBlock(Op::SETUP_EXCEPT, handlers);
    statement(stmt.body);
    emit(Op::POP_EXCEPT_JUMP, success);
    place(handlers);
    adjust(1 + kPendingUnwind); // the exception
    reserved_ += kPendingUnwind;
    const Label done = newLabel();
    for (const Handler& handler : stmt.handlers) handlerClause(handler, done);
    closeBlock();
    reserve(-kPendingUnwind);
    place(success);
    statement(stmt.otherwise);
    place(done);
}

void Lowerer::tryFinally(const Try& stmt) {
    const Label cleanup = newLabel();
    const uint32_t outside = blocks_;
    const uint32_t leftBefore = std::exchange(leftTo_, kNoneLeft);
    openBlock(Op::SETUP_FINALLY, cleanup);
    if (stmt.handlers.empty()) {
        reserve(kPendingUnwind);
        statement(stmt.body);
        reserve(-kPendingUnwind);
    } else {
        tryExcept(stmt);
    }
    emit(Op::LOAD_CONST_NONE); // tells END_FINALLY that nothing is pending
    place(cleanup);
    adjust(kPendingReturn);
    const int spare = leftTo_ > outside ? kPendingReturn : 0; // nothing is ever pending
    leftTo_ = std::min(leftTo_, leftBefore);
    spare_ += spare;
    statement(stmt.finally);
    spare_ -= spare;
    adjust(-kPendingReturn);
    closeBlock();
}

void Lowerer::with(std::span<const WithItem> items, const Stmt* body) {
    if (items.empty()) return statement(body);
    if (tooDeep(*items[0].context)) return;
    const Label cleanup = newLabel();
    expression(items[0].context);
    openBlock(Op::SETUP_WITH, cleanup);
    if (items[0].target != nullptr)
        assign(*items[0].target, Store::Plain);
    else
        emit(Op::POP_TOP);
    with(items.subspan(1), body);
    emit(Op::LOAD_CONST_NONE);
    place(cleanup);
    adjust(kExitScratch);
    adjust(-kExitScratch);
    emit(Op::WITH_CLEANUP);
    closeBlock();
}

// ---- async -------------------------------------------------------------------------------------

void Lowerer::yieldFrom() {
    emit(Op::GET_ITER);
    emit(Op::LOAD_CONST_NONE);
    emit(Op::YIELD_FROM);
}

/// Calls a method without arguments and awaits the result.
void Lowerer::awaitMethod(NameId method) {
    emitName(Op::LOAD_METHOD, method);
    emitCall(true, 0, 0, false);
    yieldFrom();
}

void Lowerer::asyncFor(const For& stmt) {
    const Label exhausted = newLabel(), failed = newLabel(), body = newLabel(), other = newLabel();
    expression(stmt.iterable);
    emitName(Op::LOAD_METHOD, names::aiter);
    emitCall(true, 0, 0, false);
    const Label onBreak = newLabel(), onContinue = newLabel();
    const Loop outer = enterLoop(onBreak, onContinue, false);
    place(onContinue);
    openBlock(Op::SETUP_EXCEPT, failed);
    emit(Op::DUP_TOP);
    awaitMethod(names::anext);
    assign(*stmt.target, Store::Plain);
    emit(Op::POP_EXCEPT_JUMP, body);
    place(failed);
    adjust(1 + kPendingUnwind);
    emit(Op::DUP_TOP);
    globalEarly(names::StopAsyncIteration);
    emitBinary(abi::BinaryOp::ExceptionMatch);
    emit(Op::POP_JUMP_IF_FALSE, other);
    emit(Op::POP_TOP);
    emit(Op::POP_EXCEPT_JUMP, exhausted);
    place(other);
    adjust(1);
    closeBlock();
    adjust(-kPendingUnwind);
    place(body);
    statement(stmt.body);
    jump(onContinue);
    loop_ = outer;
    place(exhausted);
    statement(stmt.otherwise);
    place(onBreak);
    emit(Op::POP_TOP);
}

/// What the interpreter tells the handler of an `async with` by.
void Lowerer::asyncWithTest(Label pending) {
    for (const abi::PatternOp& is : abi::kAsyncWithTest) {
        switch (abi::opInfo(is.op).operand) {
        case abi::Operand::Qstr: globalEarly(names::BaseException); break;
        case abi::Operand::Folded: emitBinary(abi::BinaryOp{is.folded}); break;
        case abi::Operand::Jump: emit(is.op, pending); break;
        default: emit(is.op); break;
        }
    }
}

/// The exit method is looked up only when it is needed: the stack cannot be reached far enough down
/// to keep it there. Its handler is entered with an exception, or with a pending return or jump.
void Lowerer::asyncWith(std::span<const WithItem> items, const Stmt* body) {
    if (items.empty()) return statement(body);
    if (tooDeep(*items[0].context)) return;
    const Label handler = newLabel(), plainExit = newLabel(), pending = newLabel(),
                end = newLabel();
    expression(items[0].context);
    emit(Op::DUP_TOP);
    awaitMethod(names::aenter);
    if (items[0].target != nullptr)
        assign(*items[0].target, Store::Plain);
    else
        emit(Op::POP_TOP);
    openBlock(Op::SETUP_FINALLY, handler);
    reserve(kPendingUnwind);
    asyncWith(items.subspan(1), body);
    reserve(-kPendingUnwind);

    emit(Op::LOAD_CONST_NONE); // the body ended by itself
    emit(Op::ROT_TWO);
    jump(plainExit);
    place(handler);
    asyncWithTest(pending);

    for (Op op : {Op::DUP_TOP, Op::ROT_THREE, Op::ROT_TWO}) emit(op); // an exception
    emitName(Op::LOAD_METHOD, names::aexit);
    for (Op op : {Op::ROT_THREE, Op::ROT_THREE, Op::DUP_TOP}) emit(op);
    emitName(Op::LOAD_ATTR, names::class_);
    emit(Op::ROT_TWO);
    emit(Op::LOAD_CONST_NONE);
    emitCall(true, 3, 0, false);
    yieldFrom();
    emit(Op::POP_JUMP_IF_FALSE, end);
    emit(Op::POP_TOP); // swallowed
    emit(Op::LOAD_CONST_NONE);
    jump(end);
    adjust(2);

    place(pending); // a return or jump: two entries above the manager
    for (const Op op : abi::kAsyncWithRotations) emit(op);
    place(plainExit);
    emitName(Op::LOAD_METHOD, names::aexit);
    for (Op op : {Op::LOAD_CONST_NONE, Op::DUP_TOP, Op::DUP_TOP}) emit(op);
    emitCall(true, 3, 0, false);
    yieldFrom();
    emit(Op::POP_TOP);
    adjust(-1);
    place(end);
    closeBlock();
}

} // namespace taipan
