// Attributes of objects of any type.

#include "runtime/memory/state.h"
#include "runtime/objects/classes/bound_method.h"
#include "runtime/objects/classes/module.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"

namespace taipan::runtime {

namespace {
constexpr auto kNext = fun<iterNextOrRaise>;

bool isIterator(const Type* type) {
    const unsigned kind = type->flags & kIterMask;
    return kind == kIterIsStream || (kind != kIterIsGetIter && type->has(SlotIndex::Iter));
}

[[noreturn]] void raiseNoAttribute(Value base, Name name) {
    if (isType(base))
        TAIPAN_RAISE(AttributeErrorType, "no such attribute",
                     "type object '%q' has no attribute '%q'", base.as<Type>()->typeName(), name);
    if (is(base, moduleType)) {
        Value module[2];
        loadMethodMaybe(base, "__name__"_name, module);
        TAIPAN_RAISE(AttributeErrorType, "no such attribute", "module '%v' has no attribute '%q'",
                     module[0] ? module[0] : nameValue(""_name), name);
    }
    TAIPAN_RAISE(AttributeErrorType, "no such attribute", "'%t' object has no attribute '%q'", base,
                 name);
}
} // namespace

void bindMember(Value self, const Type* type, Value member, Value dest[2]) {
    dest[0] = member;
    if (!member.isObject()) return;
    const Type* kind = member.object()->type;
    if ((kind->flags & kBindsSelf) != 0) {
        // A function in C++ that a Python class holds is as if static.
        if ((kind->flags & kBuiltinFunction) == 0 || !type->isInstanceType()) dest[1] = self;
    } else if (kind == &staticMethodType) {
        dest[0] = member.as<MethodWrapper>()->function;
    } else if (kind == &classMethodType) {
        if (self) type = isType(self) ? self.as<Type>() : typeOf(self);
        dest[0] = member.as<MethodWrapper>()->function;
        dest[1] = pointerTo(type);
    }
}

void loadMethodMaybe(Value base, Name name, Value method[2]) {
    method[0] = method[1] = kNoValue;
    const Type* type = typeOf(base);
    if (name == "__class__"_name) {
        method[0] = pointerTo(type);
        return;
    }
    if (name == "__next__"_name && isIterator(type)) {
        method[0] = pointerTo(&kNext);
        method[1] = base;
        return;
    }
    if (const Attr attr = type->attr()) {
        attr(base, name, method);
        if (method[1] != kSentinel) return;
        method[1] = kNoValue;
    }
    if (Dict* locals = type->locals()) {
        const Entry* entry = locals->table.find(name);
        if (entry != nullptr) bindMember(base, type, entry->value, method);
    }
}

void loadMethod(Value base, Name name, Value method[2]) {
    loadMethodMaybe(base, name, method);
    if (!method[0]) raiseNoAttribute(base, name);
}

Value loadAttr(Value base, Name name) {
    Value method[2];
    loadMethod(base, name, method);
    return method[1] ? newBoundMethod(method[0], method[1]) : method[0];
}

Value loadAttrMaybe(Value base, Name name) {
    Value method[2];
    loadMethodMaybe(base, name, method);
    return method[1] ? newBoundMethod(method[0], method[1]) : method[0];
}

void storeAttr(Value base, Name name, Value value) {
    if (const Attr attr = typeOf(base)->attr()) {
        Value dest[2] = {kSentinel, value};
        attr(base, name, dest);
        if (!dest[0]) return;
    }
    TAIPAN_RAISE(AttributeErrorType, "no such attribute", "'%t' object has no attribute '%q'", base,
                 name);
}

} // namespace taipan::runtime
