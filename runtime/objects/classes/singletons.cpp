// The objects of which there is one each, and bool.

#include "runtime/objects/numbers/int_big.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/names.h"

namespace taipan::runtime {

namespace {
constexpr const char* kTexts[] = {"None", "False", "True", "Ellipsis", "NotImplemented"};

void printSingleton(const Printer* printer, Value self, PrintKind) {
    printer->puts(kTexts[static_cast<size_t>(self.singleton())]);
}

Value asInt(Value self) {
    return smallInt(self == kTrue);
}

Value makeBool(const Type*, size_t nArgs, size_t, const Value* args) {
    return truth(nArgs == 1 && isTrue(args[0]));
}
Value boolUnary(UnaryOp op, Value self) {
    return intUnarySlot(op, asInt(self));
}
Value boolBinary(BinaryOp op, Value left, Value right) {
    return binaryOp(op, asInt(left), right);
}
} // namespace

constinit const TypeOf<1> noneType("NoneType"_name, 0, {.print = printSingleton});
constinit const TypeOf<1> ellipsisType(""_name, 0, {.print = printSingleton});
constinit const TypeOf<1> notImplementedType(""_name, 0, {.print = printSingleton});
constinit const TypeOf<4> boolType(
    "bool"_name, kEqualOtherTypes | takes(0, 1),
    {.makeNew = makeBool, .print = printSingleton, .unary = boolUnary, .binary = boolBinary});

} // namespace taipan::runtime
