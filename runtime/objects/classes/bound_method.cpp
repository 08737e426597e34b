#include "runtime/objects/classes/bound_method.h"

#include "runtime/memory/memory.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/features.h"
#include "runtime/value/names.h"

namespace taipan::runtime {

Value callWithSelf(Value function, Value self, size_t nArgs, size_t nKw, const Value* args) {
    if (!self) return call(function, nArgs, nKw, args);
    // Beyond this, the arguments' copy is too much for the C stack.
    constexpr size_t kMostOnStack = 64;
    const size_t count = nArgs + 2 * nKw;
    auto* all = count > kMostOnStack
                    ? newValues(count + 1)
                    : static_cast<Value*>(__builtin_alloca((count + 1) * sizeof(Value)));
    all[0] = self;
    for (size_t i = 0; i < count; ++i) all[i + 1] = args[i];
    return call(function, nArgs + 1, nKw, all);
}

Value newBoundMethod(Value function, Value self) {
    auto* made = newObject<BoundMethod>(boundMethodType);
    made->function = function;
    made->self = self;
    return pointerTo(made);
}

namespace {
#if TAIPAN_ERROR_TEXTS >= 3
void boundMethodPrint(const Printer* printer, Value value, PrintKind) {
    const auto* self = value.as<BoundMethod>();
    printFormat(*printer, "<bound_method %zx %r.%r>"_text, value.address(), self->self,
                self->function);
}
#endif

Value boundMethodCall(Value value, size_t nArgs, size_t nKw, const Value* args) {
    const auto* self = value.as<BoundMethod>();
    return callWithSelf(self->function, self->self, nArgs, nKw, args);
}

Value boundMethodUnary(UnaryOp op, Value value) {
    const auto* self = value.as<BoundMethod>();
    if (op != UnaryOp::Hash) return kNoValue;
    return smallInt(static_cast<intptr_t>((self->self.bits ^ self->function.bits) >> 3));
}

Value boundMethodBinary(BinaryOp op, Value left, Value right) {
    if (op != BinaryOp::Equal) return kNoValue;
    const auto* a = left.as<BoundMethod>();
    const auto* b = right.as<BoundMethod>();
    return truth(a->self == b->self && a->function == b->function);
}

#if TAIPAN_HAS_FUNCTION_ATTRS
void boundMethodAttr(Value value, Name name, Value* dest) {
    if (dest[0]) return;
    loadMethodMaybe(value.as<BoundMethod>()->function, name, dest);
}
#endif

constexpr TypeSpec kSpec = {
#if TAIPAN_ERROR_TEXTS >= 3
    .print = boundMethodPrint,
#endif
    .call = boundMethodCall,
    .unary = boundMethodUnary,
    .binary = boundMethodBinary,
#if TAIPAN_HAS_FUNCTION_ATTRS
    .attr = boundMethodAttr,
#endif
};
} // namespace

constinit const TypeOf<(TAIPAN_ERROR_TEXTS >= 3) + TAIPAN_HAS_FUNCTION_ATTRS + 3>
    boundMethodType("bound_method"_name, 0, kSpec);

} // namespace taipan::runtime
