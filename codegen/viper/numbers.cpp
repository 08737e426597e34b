// What viper code has beyond stock's rules: floats, integers of 64 bits, slices of pointers.

#include "codegen/viper/typer.h"

namespace taipan::viper {

using abi::BinaryOp;

// ---- where there are such numbers --------------------------------------------------------------

namespace {
bool says(const Scope& scope, NativeType type) {
    if (scope.result == type) return true;
    for (const Symbol& symbol : scope.symbols.all())
        if (symbol.isParam && symbol.type == type) return true;
    return false;
}
} // namespace

bool Typer::saysFloat(const Scope& scope) {
    return says(scope, NativeType::Float);
}

bool Typer::saysLong(const ir::Function& function, const Globals& globals,
                     const Interner& interner) {
    if (says(*function.scope, NativeType::Int64)) return true;
    for (const ir::Instr& each : function.code)
        if (each.op == Op::LOAD_GLOBAL && !globals.isStored(each.arg) &&
            interner.text(NameId{each.arg}) == abi::nativeTypeText(NativeType::Int64))
            return true;
    return false;
}

/// The type that a global name casts to.
std::optional<NativeType> Typer::castOf(NameId name) const {
    const std::string_view text = interner_.text(name);
    const auto type = abi::nativeTypeOf(text);
    if (type && *type != NativeType::Object) return type;
    if (hasFloats_ && text == abi::nativeTypeText(NativeType::Float)) return NativeType::Float;
    if (hasLongs_ && text == abi::nativeTypeText(NativeType::Int64) &&
        !globals_.isStored(static_cast<uint32_t>(name)))
        return NativeType::Int64;
    return {};
}

NativeType Typer::ofInt(const ir::Instr& instr) const {
    if (instr.extra == ir::kLong) return NativeType::Int64;
    return instr.extra == ir::kUnsigned ? NativeType::Uint : NativeType::Int;
}

// ---- operators ---------------------------------------------------------------------------------

/// Of two numbers of which one is no word. A float makes floats, and a long one 64 bits.
void Typer::binaryOfNumbers(BinaryOp op, NativeType left, NativeType right) {
    const bool isFloat = left == NativeType::Float || right == NativeType::Float;
    const NativeType type = isFloat ? NativeType::Float : NativeType::Int64;
    bool isRight = false;
    switch (op) {
    case BinaryOp::Less:
    case BinaryOp::More:
    case BinaryOp::Equal:
    case BinaryOp::LessEqual:
    case BinaryOp::MoreEqual:
    case BinaryOp::NotEqual: pop(2); return push(NativeType::Bool);
    case BinaryOp::Add:
    case BinaryOp::Subtract:
    case BinaryOp::Multiply:
    case BinaryOp::FloorDivide:
    case BinaryOp::Modulo: isRight = true; break;
    case BinaryOp::TrueDivide:
    case BinaryOp::Power: isRight = isFloat; break;
    case BinaryOp::Or:
    case BinaryOp::Xor:
    case BinaryOp::And:
    case BinaryOp::Lshift:
    case BinaryOp::Rshift: isRight = !isFloat; break;
    default: break;
    }
    if (!isRight)
        error(DiagId::BinaryOperands, {abi::nativeTypeText(left), abi::nativeTypeText(right)});
    pop(2);
    push(type);
}

/// Whether there is a cast from one type to another. Those of stock's types all are.
bool Typer::convertsTo(NativeType from, NativeType to) const {
    const auto isPlain = [](NativeType type) {
        return type == NativeType::Object || type == NativeType::Bool || abi::isNumber(type);
    };
    if (from == NativeType::Slice) return false;
    if (to == NativeType::Float) return isPlain(from);
    return from != NativeType::Float || isPlain(to);
}

namespace {
/// Whether a value of one type becomes one of another as by way of an object. Objects do so where
/// they are called with.
bool becomes(NativeType from, NativeType to) {
    if (from == to || to == NativeType::Object) return abi::isNoObject(from) || from == to;
    const auto isAddress = [](NativeType type) {
        return abi::isWordInt(type) || abi::isWordPointer(type);
    };
    if (isAddress(from) && isAddress(to)) return true;
    if (to == NativeType::Float) return abi::isWordOrLong(from);
    return (to == NativeType::Int64 || abi::isWordInt(to)) && abi::isWordOrLong(from);
}

/// Whether code of a function may be cut off by an exception and go on.
bool handles(const ir::Function& function) {
    for (const ir::Instr& each : function.code)
        if (each.op == Op::SETUP_EXCEPT || each.op == Op::SETUP_FINALLY ||
            each.op == Op::SETUP_WITH)
            return true;
    return false;
}
} // namespace

/// Whether the arguments on the stack can be handed to a viper function without making objects.
bool Typer::takesAsTheyAre(const ir::Function& callee, uint32_t count) {
    constexpr uint32_t kMost = 7;
    if (count != callee.scope->positionalArgs || count > kMost || handles(callee)) return false;
    for (const Symbol& symbol : callee.scope->symbols.all())
        if (symbol.isParam && !becomes(peek(count - 1 - symbol.slot).type, symbol.type))
            return false;
    return true;
}

// ---- slices ------------------------------------------------------------------------------------

/// A slice of a pointer. It is used at once: loaded, which gives a pointer, or stored in. False
/// when it is none of a pointer.
bool Typer::slice(const ir::Instr& instr) {
    if (!rules_.slices || !abi::isWordPointer(peek(instr.arg).type)) return false;
    slicesPointers_ = true;
    const NativeType base = peek(instr.arg).type;
    const auto wrong = [&](const char* why) {
        stop(DiagId::PointerSlice, {why});
        return true;
    };
    if (abi::itemBytes(base) == 0) return wrong("its pointer is of no size of items");
    if (instr.arg != 2) return wrong("it has a step");
    uint32_t next = at_ + 1;
    while (next < function_.code.size() && ir::isMark(function_.code[next].op)) ++next;
    const Op user = next < function_.code.size() ? function_.code[next].op : ir::kLine;
    const bool isLoad = user == Op::LOAD_SUBSCR;
    if (!isLoad && user != Op::STORE_SUBSCR) return wrong("it is deleted, or changed in place");
    const Entry start = peek(1), stop = peek(0);
    if (isLoad && stop.type != NativeType::None) return wrong("it is read, and has an end");
    if (!isLoad && stop.type == NativeType::None) return wrong("it is stored in, and has no end");
    for (const Entry& each : {start, stop})
        if (each.type != NativeType::None && !abi::isWordOrLong(each.type))
            return wrong("its ends are no integers");
    take(2);
    pop(2);
    push(NativeType::Slice);
    return true;
}

/// Items of one size are copied, an integer fills.
void Typer::storeSlice(const Entry& base, const Entry& value) {
    const bool isItem = value.type == NativeType::Bool || abi::isWordOrLong(value.type);
    if (isItem || abi::itemBytes(value.type) == abi::itemBytes(base.type)) return;
    error(DiagId::CannotStore, {abi::nativeTypeText(value.type)});
}

} // namespace taipan::viper
