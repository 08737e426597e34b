// What opcodes do in most cases, without leaving the interpreter loop: each falls back to the
// general operation of object.h. Builds for size have only that.
#pragma once

#include "runtime/modules/builtins.h"
#include "runtime/objects/buffers/array.h"
#include "runtime/objects/classes/caches.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/classes/instance.h"
#include "runtime/objects/classes/module.h"
#include "runtime/objects/containers/iterators.h"
#include "runtime/objects/containers/slice.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"
#include "runtime/vm/execute.h"
#include "taipan/abi/jumps.h"
#include "taipan/abi/mpy.h"
#include "taipan/abi/varint.h"

namespace taipan::runtime {

inline constexpr bool kInline = TAIPAN_FAST_LOOP;
// The common operators on floats as well.
#define TAIPAN_INLINE_FLOATS                                                                       \
    (TAIPAN_FLOAT && TAIPAN_OPTIMIZE == TAIPAN_OPTIMIZE_FOR_SPEED && __SIZEOF_POINTER__ >= 8)

// --- operands ------------------------------------------------------------------------------------

// Inlined always: the loop keeps `ip` in a register.
/// The number at `ip`, which is moved behind it. Most are one byte.
[[gnu::always_inline]] inline uintptr_t takeOperand(const uint8_t*& ip) {
    const uintptr_t first = *ip++;
    if (__builtin_expect((first & abi::kMoreBytes) == 0, 1)) return first;
    return abi::continueVaruint(ip, first & abi::kGroupMask);
}
/// Where a jump goes whose distance is at `ip`, which is moved behind it.
[[gnu::always_inline]] inline const uint8_t* jumpTarget(const uint8_t*& ip) {
    const size_t distance = abi::takeDistance(ip, true);
    return ip + static_cast<ptrdiff_t>(distance);
}
/// The same for jumps that only lead forwards.
[[gnu::always_inline]] inline const uint8_t* forwardTarget(const uint8_t*& ip) {
    const size_t distance = abi::takeDistance(ip, false);
    return ip + distance;
}

// --- variables -----------------------------------------------------------------------------------

[[noreturn]] inline void raiseUnbound() {
    raise(NameErrorType, "local variable referenced before assignment"_text);
}
[[noreturn]] inline void raiseNoName(Name name) {
    TAIPAN_RAISE(NameErrorType, "name not defined", "name '%q' isn't defined", name);
}

inline Value loadGlobal(Frame* frame, const uint8_t* ip, Name name) {
    Entry* const entry = findAt(ip, frame->function->context->globals->table, name);
    if (entry != nullptr) return entry->value;
    const Value value = builtinNamed(name);
    if (!value) raiseNoName(name);
    return value;
}

inline Value loadName(Frame* frame, const uint8_t* ip, Name name) {
    if (frame->locals != nullptr) {
        const Entry* const entry = frame->locals->table.find(name);
        if (entry != nullptr) return entry->value;
    }
    return loadGlobal(frame, ip, name);
}

/// Where names that are no local variables are stored.
inline Dict& namesOf(Frame* frame) {
    return frame->locals != nullptr ? *frame->locals : *frame->function->context->globals;
}

inline void storeGlobal(Frame* frame, const uint8_t* ip, Name name, Value value) {
    Table& table = frame->function->context->globals->table;
    Entry* entry = findAt(ip, table, name);
    if (entry == nullptr || table.isFixed()) entry = table.findOrAdd(nameValue(name));
    entry->value = value;
}

inline void deleteFrom(Dict* dict, Name name) {
    if (!dict->table.remove(nameValue(name))) raiseNoName(name);
}

// --- attributes ----------------------------------------------------------------------------------

/// The members of an instance or the contents of a module; null for other objects.
inline Table* ownTable(Value base) {
    if (!base.isObject()) return nullptr;
    const Type* type = base.object()->type;
    if (type->isInstanceType()) return &base.as<Instance>()->members;
    if (type == &moduleType) return &base.as<ModuleContext>()->globals->table;
    return nullptr;
}

inline Value loadAttrAt(const uint8_t* ip, Value base, Name name) {
    if (Table* own = kInline ? ownTable(base) : nullptr) {
        Entry* const entry = findAt(ip, *own, name);
        if (entry != nullptr) return entry->value;
    }
    return loadAttr(base, name);
}

inline void storeAttrAt(const uint8_t* ip, Value base, Name name, Value value) {
    if (kInline && isInstanceObject(base) && (base.object()->type->flags & kHasAccessors) == 0) {
        Table& members = base.as<Instance>()->members;
        Entry* const entry = findAt(ip, members, name);
        if (value && entry != nullptr && !members.isFixed()) {
            entry->value = value;
            return;
        }
    }
    storeAttr(base, name, value);
}

/// Whether a member of a class is a function that takes the object as it is.
inline bool isPlainFunction(Value member) {
    if (!member.isObject()) return false;
    const Type* type = member.object()->type;
    return type == &functionType || type == &closureType || type == &generatorFunctionType;
}

inline void loadMethodAt(const uint8_t* ip, Value base, Name name, Value* method) {
    if (kInline) {
        const Type* type = base.isObject() ? base.object()->type : typeOf(base);
        if (type->isInstanceType()) {
            if (base.as<Instance>()->members.find(name) == nullptr) {
                const Value member = memberOf(type, name);
                if (isPlainFunction(member)) {
                    method[0] = member;
                    method[1] = base;
                    return;
                }
            }
        } else if (type == &moduleType) {
            Entry* const entry = findAt(ip, base.as<ModuleContext>()->globals->table, name);
            if (entry != nullptr) {
                method[0] = entry->value;
                method[1] = kNoValue;
                return;
            }
        } else if (!type->has(SlotIndex::Attr)) {
            const Value member = memberOf(type, name);
            if (member.isObject() && (member.object()->type->flags & kBindsSelf) != 0) {
                method[0] = member;
                method[1] = base;
                return;
            }
        }
    }
    loadMethod(base, name, method);
}

/// The __init__ of a class whose instances need nothing else to be made; no value for others.
inline Value quickInit(const Type* type) {
    if (!type->isInstanceType() || static_cast<const Class*>(type)->nativeBase != nullptr)
        return kNoValue;
    if (memberOf(type, "__new__"_name)) return kNoValue;
    const Value init = memberOf(type, "__init__"_name);
    return is(init, functionType) ? init : kNoValue;
}

// --- arithmetic ----------------------------------------------------------------------------------

#if TAIPAN_FLOAT
/// The operands of an operator as floats, when one is a float and the other too or a small integer.
inline bool asFloats(Value left, Value right, Float& a, Float& b) {
    if (isFloat(left)) {
        a = floatOf(left);
        if (isFloat(right))
            b = floatOf(right);
        else if (right.isSmallInt())
            b = static_cast<Float>(right.smallInt());
        else
            return false;
        return true;
    }
    if (!left.isSmallInt() || !isFloat(right)) return false;
    a = static_cast<Float>(left.smallInt());
    b = floatOf(right);
    return true;
}

/// What floats are, of an operator that they have; no value for others. Not inlined.
Value floatOperator(BinaryOp op, Float a, Float b);
#endif

/// An operator on anything, floats first.
inline Value quickBinary(BinaryOp op, Value left, Value right) {
#if TAIPAN_FAST_LOOP && TAIPAN_FLOAT
    if (Float a = 0, b = 0; asFloats(left, right, a, b)) {
        const Value result = floatOperator(op, a, b);
        if (result) return result;
    }
#endif
    return binaryOp(op, left, right);
}

// Operators of small integers; no value where an operand is none, the result is none, or the
// general operation has to decide.
inline Value quickAnd(Value left, Value right) {
    return areSmallInts(left, right) ? smallInt(left.smallInt() & right.smallInt()) : kNoValue;
}
inline Value quickOr(Value left, Value right) {
    return areSmallInts(left, right) ? smallInt(left.smallInt() | right.smallInt()) : kNoValue;
}
inline Value quickXor(Value left, Value right) {
    return areSmallInts(left, right) ? smallInt(left.smallInt() ^ right.smallInt()) : kNoValue;
}
inline Value quickFloorDivide(Value left, Value right) {
    if (!areSmallInts(left, right) || right.smallInt() <= 0) return kNoValue;
    const intptr_t quotient = left.smallInt() / right.smallInt();
    return smallInt(quotient - (left.smallInt() % right.smallInt() < 0));
}
inline Value quickModulo(Value left, Value right) {
    if (!areSmallInts(left, right) || right.smallInt() <= 0) return kNoValue;
    const intptr_t rest = left.smallInt() % right.smallInt();
    return smallInt(rest < 0 ? rest + right.smallInt() : rest);
}
inline Value quickShiftLeft(Value left, Value right) {
    if (!areSmallInts(left, right)) return kNoValue;
    const intptr_t word = left.smallInt(), by = right.smallInt();
    if (by < 0 || by >= static_cast<intptr_t>(sizeof(word) * 8 - 1)) return kNoValue;
    const auto shifted = static_cast<intptr_t>(static_cast<uintptr_t>(word) << by);
    return shifted >> by == word && fitsSmallInt(shifted) ? smallInt(shifted) : kNoValue;
}
inline Value quickShiftRight(Value left, Value right) {
    constexpr intptr_t most = sizeof(intptr_t) * 8 - 1;
    if (!areSmallInts(left, right) || right.smallInt() < 0) return kNoValue;
    return smallInt(left.smallInt() >> (right.smallInt() < most ? right.smallInt() : most));
}

/// isTrue(), numbers first.
inline bool quickTruth(Value value) {
    return kInline && value.isSmallInt() ? value != smallInt(0) : isTrue(value);
}

// --- items ---------------------------------------------------------------------------------------

/// Built-in sequences, which use a slice and forget it.
inline bool isPlainSequence(Value value) {
    return isStr(value) || isBytes(value) || isList(value) || isTuple(value) || isArray(value) ||
           isMemoryView(value);
}

/// Where an index in [-size, size) is counted from the start; anything at or above `size` is out of
/// range.
inline size_t quickIndex(Value index, size_t size) {
    const auto at = static_cast<size_t>(index.smallInt());
    return index.smallInt() < 0 ? at + size : at;
}

/// `base[index]` of built-in sequences by small integers, and of dictionaries; no value where the
/// general operation has to decide.
inline Value quickItem(Value base, Value index) {
    if (!base.isObject()) return kNoValue;
    const Type* type = base.object()->type;
    if (type == &dictType) {
        const Entry* entry = base.as<Dict>()->table.find(index);
        return entry == nullptr ? kNoValue : entry->value;
    }
    if (!index.isSmallInt()) return kNoValue;
    if (type == &listType) {
        const auto& list = *base.as<List>();
        const size_t at = quickIndex(index, list.size);
        return at < list.size ? list.items[at] : kNoValue;
    }
    if (type == &tupleType) {
        const auto& tuple = *base.as<Tuple>();
        const size_t at = quickIndex(index, tuple.size);
        return at < tuple.size ? tuple.items[at] : kNoValue;
    }
    const char* bytes = nullptr;
    size_t size = 0;
    if (isByteArray(base)) {
        bytes = base.as<Array>()->items;
        size = base.as<Array>()->size;
    } else if (type == &bytesType) {
        bytes = base.as<Str>()->data;
        size = base.as<Str>()->size;
    }
    const size_t at = quickIndex(index, size);
    return at < size ? smallInt(static_cast<uint8_t>(bytes[at])) : kNoValue;
}

/// `base[index] = value` likewise; false where the general operation has to decide.
inline bool quickStore(Value base, Value index, Value value) {
    if (!base.isObject() || !value) return false; // no value: a deletion
    const Type* type = base.object()->type;
    if (type == &dictType && !base.as<Dict>()->table.isFixed()) {
        base.as<Dict>()->table.store(index, value);
        return true;
    }
    if (!index.isSmallInt()) return false;
    if (type == &listType) {
        auto& list = *base.as<List>();
        const size_t at = quickIndex(index, list.size);
        if (at >= list.size) return false;
        list.items[at] = value;
        return true;
    }
    if (isByteArray(base) && value.isSmallInt() && static_cast<uintptr_t>(value.smallInt()) < 256) {
        auto& array = *base.as<Array>();
        const size_t at = quickIndex(index, array.size);
        if (at >= array.size) return false;
        array.items[at] = static_cast<char>(value.smallInt());
        return true;
    }
    return false;
}

/// The slice of BUILD_SLICE, whose parts start at `parts`.
inline Value buildSlice(const Value* parts, size_t count) {
#if TAIPAN_HAS_SLICE
    return newSlice(parts[0], parts[1], count == 3 ? parts[2] : kNone);
#else
    (void)parts, (void)count;
    raise(NotImplementedErrorType, "slice"_text);
#endif
}

#if TAIPAN_FAST_LOOP && TAIPAN_HAS_SLICE
/// Whether the opcode behind a BUILD_SLICE uses the slice and forgets it.
inline bool isUsedAtOnce(uint8_t opcode, Value base) {
    const abi::Op next{opcode};
    return (next == abi::Op::LOAD_SUBSCR || next == abi::Op::STORE_SUBSCR) && isPlainSequence(base);
}

/// Does that opcode, with a slice that is not on the heap; the new top of the stack.
TAIPAN_OWN_FRAME inline Value* useSlice(uint8_t opcode, Value* sp, size_t count) {
    const Slice slice{{&sliceType}, sp[0], sp[1], count == 3 ? sp[2] : kNone};
    if (abi::Op{opcode} == abi::Op::LOAD_SUBSCR) {
        --sp;
        *sp = subscript(*sp, pointerTo(&slice), kSentinel);
        return sp;
    }
    subscript(sp[-1], pointerTo(&slice), sp[-2]);
    return sp - 3;
}
#endif

// --- iteration -----------------------------------------------------------------------------------

/// Makes an iterator in the four words at `at`, the first of which holds what to go through.
inline void startIteration(Value* at) {
    const Value iterator = getIter(at[0], reinterpret_cast<IteratorBuffer*>(at));
    if (iterator.address() != reinterpret_cast<uintptr_t>(at)) {
        at[0] = kNoValue;
        at[1] = iterator;
    }
}

/// The iterator of the loop at the top of the stack.
inline Value iteratorAt(Value* sp) {
    Value* const at = sp - (abi::kIteratorSlots - 1);
    return at[0] ? Value(reinterpret_cast<uintptr_t>(at)) : at[1];
}

/// The next item of ranges and, in builds for speed, lists and tuples, without a call; false for
/// other iterators.
inline bool quickNext(Value* at, Value& item) {
    if (!at[0]) return false;
    auto* const object = reinterpret_cast<Object*>(at);
    if (object->type == &rangeIteratorType) {
        auto& range = *static_cast<RangeIterator*>(object);
        const auto next = static_cast<intptr_t>(range.next);
        if (range.left != 0 && !fitsSmallInt(next)) return false;
        item = range.left == 0 ? kNoValue : smallInt(next);
        range.next += static_cast<uintptr_t>(range.step);
        range.left -= range.left != 0;
        return true;
    }
    if (!kInline) return false;
    auto& items = *static_cast<ItemIterator*>(object);
    if (object->type == &listIteratorType) {
        const auto& list = *items.sequence.as<List>();
        item = items.at < list.size ? list.items[items.at++] : kNoValue;
        return true;
    }
    if (object->type == &tupleIteratorType) {
        const auto& tuple = *items.sequence.as<Tuple>();
        item = items.at < tuple.size ? tuple.items[items.at++] : kNoValue;
        return true;
    }
    return false;
}

} // namespace taipan::runtime
