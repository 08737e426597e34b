// Constants, variables, names, attributes and items.

#include "codegen/viper/typer.h"

namespace taipan::viper {

bool Typer::constant(const ir::Instr& instr) {
    switch (instr.op) {
    case Op::LOAD_CONST_NONE: push(NativeType::None, true); return true;
    case Op::LOAD_CONST_TRUE:
    case Op::LOAD_CONST_FALSE: push(NativeType::Bool, true); return true;
    case Op::LOAD_CONST_SMALL_INT: push(ofInt(instr), true); return true;
    case Op::LOAD_CONST_OBJ: {
        const bool isFloat = module_.constants[instr.arg]->kind == Constant::Kind::Float;
        push(hasFloats_ && isFloat ? NativeType::Float : NativeType::Object);
        if (peek(0).type == NativeType::Float) take(1);
        return true;
    }
    case Op::LOAD_CONST_STRING: push(NativeType::Object); return true;
    case Op::LOAD_NULL: stack_.push_back({NativeType::Object, true, true}); return true;
    default: return false;
    }
}

// ---- variables ---------------------------------------------------------------------------------

std::string_view Typer::nameOf(uint32_t slot) const {
    for (const Symbol& symbol : function_.scope->symbols.all()) {
        const bool hasSlot = symbol.isParam || symbol.kind >= SymbolKind::Local;
        if (hasSlot && symbol.slot == slot) return interner_.text(symbol.name);
    }
    return "";
}

/// The type of a variable that is read.
NativeType Typer::known(uint32_t slot) {
    if (locals_[slot] == NativeType::Unbound) error(DiagId::LocalWithoutType, {nameOf(slot)});
    return locals_[slot];
}

void Typer::storeLocal(uint32_t slot, const Entry& value) {
    NativeType& type = locals_[slot];
    if (value.type == NativeType::Cast && !pending_)
        return stop(DiagId::ViperValue, {"the name of a type is no value"});
    if (type == NativeType::Unbound)
        type = value.type;
    else if (type != value.type)
        error(DiagId::LocalOtherType,
              {nameOf(slot), abi::nativeTypeText(type), abi::nativeTypeText(value.type)});
}

bool Typer::local(const ir::Instr& instr) {
    switch (instr.op) {
    case Op::LOAD_FAST_N: {
        const NativeType type = known(instr.arg);
        push(type);
        function_.operands[at_] = {static_cast<uint32_t>(function_.types.size()), 1};
        function_.types.push_back(type);
        return true;
    }
    case Op::LOAD_DEREF:
        known(instr.arg);
        push(NativeType::Object);
        return true;
    case Op::STORE_FAST_N: {
        const Entry value = peek(0);
        pop(1);
        storeLocal(instr.arg, value);
        return true;
    }
    case Op::STORE_DEREF:
        known(instr.arg);
        takeAsObjects(1);
        pop(1);
        return true;
    case Op::DELETE_FAST: storeLocal(instr.arg, {NativeType::None, true}); return true;
    default: return false;
    }
}

bool Typer::name(const ir::Instr& instr) {
    switch (instr.op) {
    case Op::LOAD_GLOBAL: {
        const auto type = castOf(NameId{instr.arg});
        const bool isCast = type.has_value();
        push(isCast ? NativeType::Cast : NativeType::Object, isCast);
        if (!isCast) {
            if (rules_.calls) peek(0).callee = globals_.function(instr.arg);
            return true;
        }
        peek(0).cast = *type;
        take(1);
        return true;
    }
    case Op::STORE_GLOBAL:
        takeAsObjects(1);
        pop(1);
        return true;
    case Op::STORE_NAME:
        needObject(peek(0), "an assignment in the body of a class");
        pop(1);
        return true;
    case Op::IMPORT_NAME:
        takeAsObjects(2);
        pop(2);
        push(NativeType::Object);
        return true;
    default: return false;
    }
}

// ---- attributes and items ----------------------------------------------------------------------

void Typer::storeAttr() {
    takeAsObjects(2);
    needObject(peek(0), "an attribute");
    pop(2);
}

bool Typer::access(const ir::Instr& instr) {
    switch (instr.op) {
    case Op::LOAD_ATTR:
    case Op::IMPORT_FROM: needObject(peek(0), "an attribute"); return false;
    case Op::LOAD_METHOD: needObject(peek(0), "a method"); return false;
    case Op::LOAD_SUPER_METHOD: takeAsObjects(3); return false;
    case Op::STORE_ATTR: storeAttr(); return true;
    case Op::LOAD_SUBSCR: loadSubscr(); return true;
    case Op::STORE_SUBSCR: storeSubscr(); return true;
    default: return false;
    }
}

void Typer::loadSubscr() {
    const Entry index = peek(0), base = peek(1);
    if (base.type == NativeType::Object) {
        takeAsObjects(2);
        pop(2);
        return push(NativeType::Object);
    }
    take(2);
    pop(2);
    if (index.type == NativeType::Slice) return push(base.type);
    if (!abi::isWordOrLong(index.type)) error(DiagId::LoadIndex, {abi::nativeTypeText(index.type)});
    if (abi::itemBytes(base.type) == 0)
        error(DiagId::CannotLoadFrom, {abi::nativeTypeText(base.type)});
    push(NativeType::Int);
}

void Typer::storeSubscr() {
    const Entry index = peek(0), base = peek(1), value = peek(2);
    if (value.isNull || base.type == NativeType::Object) {
        if (value.isNull) needObjects(2, "del");
        takeAsObjects(3);
        return pop(3);
    }
    take(3);
    pop(3);
    if (index.type == NativeType::Slice) return storeSlice(base, value);
    if (!abi::isWordOrLong(index.type))
        error(DiagId::StoreIndex, {abi::nativeTypeText(index.type)});
    if (value.type != NativeType::Bool && !abi::isWordOrLong(value.type))
        error(DiagId::CannotStore, {abi::nativeTypeText(value.type)});
    if (abi::itemBytes(base.type) == 0)
        error(DiagId::CannotStoreTo, {abi::nativeTypeText(base.type)});
}

} // namespace taipan::viper
