// What instances of classes do with operators, by the methods of their classes; a built-in base
// does what no method of the class says.

#include "runtime/objects/classes/class_lookup.h"
#include "runtime/objects/classes/instance.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/table_rows.h"

namespace taipan::runtime {

namespace {
Value& nativeOf(Value self) {
    return self.as<Instance>()->native[0];
}

void instancePrint(const Printer* printer, Value self, PrintKind kind) {
    Value method[2];
    const bool asStr = kind == PrintKind::Str;
    loadSpecial(self, asStr ? "__str__"_name : "__repr__"_name, SlotIndex::Print, method);
    if (!method[0] && asStr) loadSpecial(self, "__repr__"_name, kNoSlot, method);
    if (method[0] == kSentinel) {
        if (isException(nativeOf(self))) {
            if (!asStr) printFormat(*printer, "%t"_text, self);
            kind = static_cast<PrintKind>(static_cast<uintptr_t>(kind) |
                                          static_cast<uintptr_t>(PrintKind::SubclassFlag));
        }
        printValue(*printer, nativeOf(self), kind);
    } else if (method[0]) {
        printValue(*printer, call(method[0], self), PrintKind::Str);
    } else {
        printFormat(*printer, "<%t object at %zx>"_text, self, self.address());
    }
}

Value instanceCall(Value self, size_t nArgs, size_t nKw, const Value* args) {
    Value method[2];
    loadSpecial(self, "__call__"_name, SlotIndex::Call, method);
    if (!method[0])
        TAIPAN_RAISE(TypeErrorType, "object not callable", "'%t' object isn't callable", self);
    if (method[0] == kSentinel) return call(nativeOf(self), nArgs, nKw, args);
    return callWithSelf(method[0], method[1], nArgs, nKw, args);
}

#if TAIPAN_HAS_SYS_GETSIZEOF
Value sizeOf(Value self) {
    const Table& members = self.as<Instance>()->members;
    return smallInt(static_cast<intptr_t>(sizeof(Instance) + (hasNative(self) ? sizeof(Value) : 0) +
                                          blockSize(members, kDictShift)));
}
#endif

/// hash() of an instance whose class has no __hash__: by identity, unless it says what is equal.
Value hashByIdentity(Value self) {
    Value method[2];
    loadSpecial(self, "__eq__"_name, kNoSlot, method);
    return method[0] ? kNoValue : smallInt(static_cast<intptr_t>(self.address() >> 4));
}

Value instanceUnary(UnaryOp op, Value self) {
#if TAIPAN_HAS_SYS_GETSIZEOF
    if (op == UnaryOp::SizeOf) return sizeOf(self);
#endif
    Value method[2];
    loadSpecial(self, methodOf(op), SlotIndex::Unary, method);
    if (method[0] == kSentinel) return unaryOp(op, nativeOf(self));
    if (!method[0]) return op == UnaryOp::Hash ? hashByIdentity(self) : kNoValue;
    Value result = call(method[0], self);
    if (op == UnaryOp::Hash)
        result = smallInt(static_cast<intptr_t>(toWordTruncated(result)));
    else if (op == UnaryOp::Length && !result.isSmallInt())
        result = smallInt(toInt(result));
    else if (op == UnaryOp::Int && !isInt(result))
        raise(TypeErrorType);
    return result;
}

Value instanceBinary(BinaryOp op, Value left, Value right) {
    Value method[3];
    loadSpecial(left, methodOf(op), SlotIndex::Binary, method);
    if (!method[0]) return kNoValue;
    Value result;
    if (method[0] == kSentinel) {
        result = binaryOp(op, nativeOf(left), right);
    } else {
        method[2] = right;
        result = callMethod(1, 0, method);
        if (op == BinaryOp::Contains) return truth(isTrue(result));
    }
    return TAIPAN_HAS_NOTIMPLEMENTED && result == kNotImplemented ? kNoValue : result;
}

Value instanceSubscr(Value self, Value index, Value value) {
    const bool loads = value == kSentinel;
    Value method[4];
    loadSpecial(self,
                loads   ? "__getitem__"_name
                : value ? "__setitem__"_name
                        : "__delitem__"_name,
                SlotIndex::Subscr, method);
    if (!method[0]) return kNoValue;
    if (method[0] == kSentinel) return subscript(nativeOf(self), index, value);
    method[2] = index;
    method[3] = value;
    const Value result = callMethod(value && !loads ? 2 : 1, 0, method);
    return loads ? result : kNone;
}

Value instanceIter(Value self, IteratorBuffer* buffer) {
    Value method[2];
    loadSpecial(self, "__iter__"_name, SlotIndex::Iter, method);
    if (!method[0]) return kNoValue;
    return method[0] == kSentinel ? getIter(nativeOf(self), buffer) : callMethod(0, 0, method);
}

intptr_t instanceBuffer(Value self, Buffer* buffer, uintptr_t use) {
    constexpr intptr_t kNoBuffer = 1;
    if (!hasNative(self)) return kNoBuffer;
    const GetBuffer get = typeOf(nativeOf(self))->buffer();
    return get == nullptr ? kNoBuffer : get(nativeOf(self), buffer, use);
}
} // namespace

void fillInstanceSlots(Class& made) {
    static constexpr Slot kSlots[] = {instanceMakeNew, instancePrint,  instanceCall,
                                      instanceUnary,   instanceBinary, instanceAttr,
                                      instanceSubscr,  instanceIter,   instanceBuffer};
    for (size_t i = 0; i < sizeof(kSlots) / sizeof(kSlots[0]); ++i) {
        made.entries[i] = kSlots[i];
        made.index[i] = static_cast<uint8_t>(i + 1);
    }
}

} // namespace taipan::runtime
