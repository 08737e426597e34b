// What each operation of the stack form becomes.

#include <cassert>

#include "codegen/ssa/builder.h"

namespace taipan::ssa {

void Builder::instruction(const ir::Instr& instr) {
    if (isViper(*source_.scope) && viper(instr)) return;
    if (constant(instr) || variable(instr) || shuffle(instr) || name(instr) || access(instr) ||
        collection(instr) || call(instr))
        return;
    flow(instr);
}

bool Builder::constant(const ir::Instr& instr) {
    switch (instr.op) {
    case SourceOp::LOAD_CONST_NONE: push(emit(Op::None)); return true;
    case SourceOp::LOAD_CONST_TRUE: push(emit(Op::True)); return true;
    case SourceOp::LOAD_CONST_FALSE: push(emit(Op::False)); return true;
    case SourceOp::LOAD_NULL:
        if (!heldIterator()) push(emit(Op::Null));
        return true;
    case SourceOp::LOAD_CONST_STRING: push(emit(Op::Text, {}, instr.arg)); return true;
    case SourceOp::LOAD_CONST_OBJ: push(emit(Op::Constant, {}, instr.arg)); return true;
    case SourceOp::LOAD_CONST_SMALL_INT:
        push(emitInt(instr.wide != 0 ? module_.wideInts[instr.arg]
                                     : static_cast<int32_t>(instr.arg)));
        return true;
    default: return false;
    }
}

/// A generator expression starts with an iterator that was made outside: a null, the iterator, two
/// nulls. True when the operations at the current position are that.
bool Builder::heldIterator() {
    const std::vector<ir::Instr>& code = source_.code;
    if (source_.scope->kind != ScopeKind::GenExpr || !stack_.empty() || at_ + 3 >= code.size() ||
        code[at_ + 2].op != SourceOp::LOAD_NULL || code[at_ + 3].op != SourceOp::LOAD_NULL)
        return false;
    ++at_;
    variable(code[at_]);
    const ValueId iterator = pop();
    at_ += 2;
    push(emit(Op::IterHold, {iterator}));
    stack_.resize(stack_.size() + abi::kIteratorSlots - 1);
    return true;
}

bool Builder::variable(const ir::Instr& instr) {
    const uint32_t slot = instr.arg;
    switch (instr.op) {
    case SourceOp::LOAD_FAST_N:
        if (isCell_[slot] != 0)
            push(emit(Op::Cell, {}, slot));
        else
            push(emit(Op::Bound, {emit(Op::SlotLoad, {}, slot)}, slot));
        return true;
    case SourceOp::STORE_FAST_N: store(slot, pop()); return true;
    case SourceOp::DELETE_FAST:
        emit(Op::Bound, {emit(Op::SlotLoad, {}, slot)}, slot);
        store(slot, emit(Op::Null));
        return true;
    case SourceOp::LOAD_DEREF:
        push(emit(Op::CellLoad, {emit(Op::Cell, {}, slot)}, slot));
        return true;
    case SourceOp::STORE_DEREF: {
        const ValueId value = pop();
        emit(Op::CellStore, {emit(Op::Cell, {}, slot), value}, slot);
        return true;
    }
    case SourceOp::DELETE_DEREF:
        emit(Op::CellDelete, {emit(Op::Cell, {}, slot)}, slot);
        return true;
    default: return false;
    }
}

bool Builder::shuffle(const ir::Instr& instr) {
    switch (instr.op) {
    case SourceOp::DUP_TOP: push(peek(0)); return true;
    case SourceOp::DUP_TOP_TWO: {
        const ValueId below = peek(1), top = peek(0);
        push(below);
        push(top);
        return true;
    }
    case SourceOp::POP_TOP: stack_.pop_back(); return true; // it may be a part of an iterator
    case SourceOp::ROT_TWO: {
        const std::vector<ValueId> old = popMany(2);
        push(old[1]);
        push(old[0]);
        return true;
    }
    case SourceOp::ROT_THREE: {
        const std::vector<ValueId> old = popMany(3);
        push(old[2]);
        push(old[0]);
        push(old[1]);
        return true;
    }
    default: return false;
    }
}

bool Builder::name(const ir::Instr& instr) {
    switch (instr.op) {
    case SourceOp::LOAD_NAME: push(emit(Op::LoadName, {}, instr.arg)); return true;
    case SourceOp::LOAD_GLOBAL: push(emit(Op::LoadGlobal, {}, instr.arg)); return true;
    case SourceOp::STORE_NAME: emit(Op::StoreName, {pop()}, instr.arg); return true;
    case SourceOp::STORE_GLOBAL: emit(Op::StoreGlobal, {pop()}, instr.arg); return true;
    case SourceOp::DELETE_NAME: emit(Op::DeleteName, {}, instr.arg); return true;
    case SourceOp::DELETE_GLOBAL: emit(Op::DeleteGlobal, {}, instr.arg); return true;
    case SourceOp::LOAD_BUILD_CLASS: push(emit(Op::BuildClass)); return true;
    case SourceOp::IMPORT_NAME: push(emit(Op::Import, popMany(2), instr.arg)); return true;
    case SourceOp::IMPORT_FROM: push(emit(Op::ImportFrom, {peek(0)}, instr.arg)); return true;
    case SourceOp::IMPORT_STAR: emit(Op::ImportStar, {pop()}); return true;
    default: return false;
    }
}

/// The function of a pair, and above it its self or a null.
void Builder::pushPair(ValueId pair) {
    push(emit(Op::First, {pair}));
    push(emit(Op::Second, {pair}));
}

bool Builder::access(const ir::Instr& instr) {
    switch (instr.op) {
    case SourceOp::LOAD_ATTR: push(emit(Op::Attr, {pop()}, instr.arg)); return true;
    case SourceOp::STORE_ATTR: {
        const std::vector<ValueId> entries = popMany(2); // value, object
        emit(Op::StoreAttr, {entries[1], entries[0]}, instr.arg);
        return true;
    }
    case SourceOp::LOAD_METHOD: pushPair(emit(Op::Method, {pop()}, instr.arg)); return true;
    case SourceOp::LOAD_SUPER_METHOD:
        pushPair(emit(Op::SuperMethod, popMany(3), instr.arg));
        return true;
    case SourceOp::LOAD_SUBSCR: push(emit(Op::Subscr, popMany(2))); return true;
    case SourceOp::STORE_SUBSCR: {
        const std::vector<ValueId> entries = popMany(3); // value, object, index
        emit(Op::StoreSubscr, {entries[1], entries[2], entries[0]});
        return true;
    }
    case SourceOp::UNARY_OP_MULTI: push(emit(Op::Unary, {pop()}, instr.arg)); return true;
    case SourceOp::BINARY_OP_MULTI: push(emit(Op::Binary, popMany(2), instr.arg)); return true;
    case SourceOp::GET_ITER: push(emit(Op::Iter, {pop()})); return true;
    case SourceOp::GET_ITER_STACK:
        push(emit(Op::IterStart, {pop()}));
        stack_.resize(stack_.size() + abi::kIteratorSlots - 1); // the rest of it has no value
        return true;
    default: return false;
    }
}

/// The collection that a comprehension adds to lies below its loops' iterators.
void Builder::storeComp(uint32_t operand) {
    const ValueId collection = peek(abi::compDistance(operand));
    const ValueId top = pop();
    switch (abi::compCollection(operand)) {
    case abi::Collection::List: emit(Op::ListAppend, {collection, top}); return;
    case abi::Collection::Set: emit(Op::SetAdd, {collection, top}); return;
    case abi::Collection::Dict: emit(Op::DictStore, {collection, top, pop()}); return;
    }
}

/// The first item comes to lie on top.
void Builder::unpack(Op op, const ir::Instr& instr, uint32_t count) {
    const ValueId items = emit(op, {pop()}, instr.arg, instr.wide);
    for (uint32_t i = count; i-- > 0;) push(emit(Op::Item, {items}, i));
}

bool Builder::collection(const ir::Instr& instr) {
    switch (instr.op) {
    case SourceOp::BUILD_TUPLE: push(emit(Op::Tuple, popMany(instr.arg))); return true;
    case SourceOp::BUILD_LIST: push(emit(Op::List, popMany(instr.arg))); return true;
    case SourceOp::BUILD_SET: push(emit(Op::Set, popMany(instr.arg))); return true;
    case SourceOp::BUILD_SLICE: push(emit(Op::Slice, popMany(instr.arg))); return true;
    case SourceOp::BUILD_MAP: push(emit(Op::Dict, {}, instr.arg)); return true;
    case SourceOp::STORE_MAP: {
        const std::vector<ValueId> entries = popMany(2); // value, key
        emit(Op::DictStore, {peek(0), entries[1], entries[0]});
        return true;
    }
    case SourceOp::STORE_COMP: storeComp(instr.arg); return true;
    case SourceOp::UNPACK_SEQUENCE: unpack(Op::Unpack, instr, instr.arg); return true;
    case SourceOp::UNPACK_EX:
        unpack(Op::UnpackStar, instr, instr.arg + instr.wide + 1);
        return true;
    default: return false;
    }
}

/// Defaults lie below the cells, nulls where there are none.
void Builder::makeFunction(const ir::Instr& instr) {
    const bool closure =
        instr.op == SourceOp::MAKE_CLOSURE || instr.op == SourceOp::MAKE_CLOSURE_DEFARGS;
    const bool defaults =
        instr.op == SourceOp::MAKE_FUNCTION_DEFARGS || instr.op == SourceOp::MAKE_CLOSURE_DEFARGS;
    const std::vector<ValueId> cells = popMany(closure ? instr.wide : 0);
    std::vector<ValueId> operands;
    if (defaults)
        operands = popMany(2);
    else
        operands = {emit(Op::Null), emit(Op::Null)};
    operands.insert(operands.end(), cells.begin(), cells.end());
    push(emit(closure ? Op::Closure : Op::Function, std::move(operands), instr.arg));
}

bool Builder::call(const ir::Instr& instr) {
    const uint32_t arguments = instr.arg + 2u * instr.wide;
    const auto with = [&](Op op, uint32_t more) {
        push(emit(op, popMany(arguments + more), instr.arg, instr.wide));
        return true;
    };
    switch (instr.op) {
    case SourceOp::CALL_FUNCTION: return with(Op::Call, 1);
    case SourceOp::CALL_METHOD: return with(Op::CallMethod, 2);
    case SourceOp::CALL_FUNCTION_VAR_KW: return with(Op::CallSpread, 2);
    case SourceOp::CALL_METHOD_VAR_KW: return with(Op::MethodSpread, 3);
    case SourceOp::MAKE_FUNCTION:
    case SourceOp::MAKE_FUNCTION_DEFARGS:
    case SourceOp::MAKE_CLOSURE:
    case SourceOp::MAKE_CLOSURE_DEFARGS: makeFunction(instr); return true;
    case SourceOp::YIELD_VALUE: push(emit(Op::Yield, {pop()})); return true;
    case SourceOp::YIELD_FROM: push(emit(Op::YieldFrom, popMany(2))); return true;
    default: return false;
    }
}

// ---- control -----------------------------------------------------------------------------------

/// Jumps by the truth of the top, which some of them leave where they jump to.
void Builder::branch(const ir::Instr& instr) {
    const bool jumpIf =
        instr.op == SourceOp::POP_JUMP_IF_TRUE || instr.op == SourceOp::JUMP_IF_TRUE_OR_POP;
    const bool keeps =
        instr.op == SourceOp::JUMP_IF_TRUE_OR_POP || instr.op == SourceOp::JUMP_IF_FALSE_OR_POP;
    const ValueId condition = emit(truthOp(), {peek(0)});
    const auto depth = static_cast<uint32_t>(stack_.size());
    if (!keeps) stack_.pop_back();
    flush();
    const BlockId there = blockOf(instr.arg, keeps ? depth : depth - 1, open_);
    const BlockId next = newBlock(open_);
    branchTo(condition, jumpIf ? there : next, jumpIf ? next : there);
    start(next, depth - 1, open_);
}

void Builder::forIter(const ir::Instr& instr) {
    const auto below = static_cast<uint32_t>(stack_.size()) - abi::kIteratorSlots;
    const ValueId item = emit(Op::IterNext, {peek(abi::kIteratorSlots - 1)});
    const ValueId end = emit(Op::IsNull, {item});
    flush();
    const auto depth = static_cast<uint32_t>(stack_.size());
    const BlockId there = blockOf(instr.arg, below, open_);
    const BlockId next = newBlock(open_);
    branchTo(end, there, next);
    start(next, depth, open_);
    push(emit(Op::Given, {item}));
}

void Builder::flow(const ir::Instr& instr) {
    const auto depth = static_cast<uint32_t>(stack_.size());
    switch (instr.op) {
    case SourceOp::JUMP: return jumpTo(instr.arg, depth);
    case SourceOp::FOR_ITER: return forIter(instr);
    case SourceOp::POP_JUMP_IF_TRUE:
    case SourceOp::POP_JUMP_IF_FALSE:
    case SourceOp::JUMP_IF_TRUE_OR_POP:
    case SourceOp::JUMP_IF_FALSE_OR_POP: return branch(instr);
    case SourceOp::SETUP_WITH: return enterWith(instr.arg);
    case SourceOp::SETUP_EXCEPT:
    case SourceOp::SETUP_FINALLY: return protect(instr.op, instr.arg, depth);
    case SourceOp::POP_EXCEPT_JUMP: open_ = tries_[open_].outer; return jumpTo(instr.arg, depth);
    case SourceOp::WITH_CLEANUP: push(emit(Op::WithExit, popMany(3))); return;
    case SourceOp::END_FINALLY: return endFinally();
    case SourceOp::UNWIND_JUMP: {
        const bool drops = (instr.extra & abi::kUnwindIterator) != 0;
        const uint32_t blocks = instr.extra & abi::kUnwindBlocks;
        return leave({false, drops, instr.arg, blocks}, open_, depth, ValueId::none);
    }
    case SourceOp::RETURN_VALUE: {
        const ValueId value = pop();
        return leave({true}, open_, depth - 1, value);
    }
    case SourceOp::RAISE_LAST: return raiseLast();
    case SourceOp::RAISE_OBJ: return endBlock(Exit::Raise, {pop()}, {});
    case SourceOp::RAISE_FROM: return endBlock(Exit::RaiseFrom, popMany(2), {});
    default: assert(!"an operation that no group takes");
    }
}

} // namespace taipan::ssa
