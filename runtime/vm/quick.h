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
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"
#include "runtime/vm/execute.h"
#include "taipan/abi/jumps.h"
#include "taipan/abi/varint.h"

namespace taipan::runtime {

inline constexpr bool kInline = !TAIPAN_OPTIMIZE_SIZE;

// --- operands ------------------------------------------------------------------------------------

/// The distance of a jump, from behind it.
inline size_t readDistance(const uint8_t*& ip, bool isSigned) {
    return abi::takeDistance(ip, isSigned);
}
inline const uint8_t* jumpTarget(const uint8_t*& ip) {
    const size_t distance = readDistance(ip, true);
    return ip + static_cast<ptrdiff_t>(distance);
}
inline const uint8_t* forwardTarget(const uint8_t*& ip) {
    const size_t distance = readDistance(ip, false);
    return ip + distance;
}

// --- variables -----------------------------------------------------------------------------------

[[noreturn]] inline void raiseUnbound() {
    raise(NameErrorType, "local variable referenced before assignment");
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
        const Type* type = typeOf(base);
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
#endif

/// Operators of small integers; no value where the result is no small integer, or
/// the general operation has to decide.
inline Value quickAnd(intptr_t left, intptr_t right) {
    return smallInt(left & right);
}
inline Value quickOr(intptr_t left, intptr_t right) {
    return smallInt(left | right);
}
inline Value quickXor(intptr_t left, intptr_t right) {
    return smallInt(left ^ right);
}
inline Value quickFloorDivide(intptr_t left, intptr_t right) {
    if (right <= 0) return kNoValue;
    const intptr_t quotient = left / right;
    return smallInt(quotient - (left % right < 0));
}
inline Value quickModulo(intptr_t left, intptr_t right) {
    if (right <= 0) return kNoValue;
    const intptr_t rest = left % right;
    return smallInt(rest < 0 ? rest + right : rest);
}
inline Value quickShiftLeft(intptr_t left, intptr_t right) {
    if (right < 0 || right >= static_cast<intptr_t>(sizeof(left) * 8 - 1)) return kNoValue;
    const auto shifted = static_cast<intptr_t>(static_cast<uintptr_t>(left) << right);
    return shifted >> right == left && fitsSmallInt(shifted) ? smallInt(shifted) : kNoValue;
}
inline Value quickShiftRight(intptr_t left, intptr_t right) {
    constexpr intptr_t most = sizeof(left) * 8 - 1;
    return right < 0 ? kNoValue : smallInt(left >> (right < most ? right : most));
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

// --- iteration -----------------------------------------------------------------------------------

/// Makes an iterator in the four words at `at`, the first of which holds what to go through.
inline void startIteration(Value* at) {
    const Value iterator = getIter(at[0], reinterpret_cast<IteratorBuffer*>(at));
    if (iterator.address() != reinterpret_cast<uintptr_t>(at)) {
        at[0] = kNoValue;
        at[1] = iterator;
    }
}

/// The next item of built-in sequences, without a call; false for other iterators.
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
