#include "runtime/modules/builtins.h"

#include "runtime/memory/pending.h"
#include "runtime/memory/state.h"
#include "runtime/modules/import.h"
#include "runtime/modules/modules.h"
#include "runtime/objects/buffers/stream.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/port/port.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"
#include "runtime/vm/code.h"

namespace taipan::runtime {

// --- iteration -----------------------------------------------------------------------------------

/// Whether an item's truth is `wanted` for any item.
static Value anyIs(Value iterable, bool wanted) {
    Each each(iterable);
    while (Value item = each.next())
        if (isTrue(item) == wanted) return truth(wanted);
    return truth(!wanted);
}

Value builtinAll(Value iterable) {
    return anyIs(iterable, false);
}

Value builtinAny(Value iterable) {
    return anyIs(iterable, true);
}

Value builtinIter(Value iterable) {
    return getIter(iterable, nullptr);
}

Value builtinNext(size_t nArgs, const Value* args) {
    if (nArgs == 1) return iterNextOrRaise(args[0]);
    const Value item = iterNext(args[0]);
    return item ? item : args[1];
}

Value builtinLen(Value object) {
    return newIntUnsigned(length(object));
}

Value builtinSum(size_t nArgs, const Value* args) {
    Value sum = nArgs > 1 ? args[1] : smallInt(0);
    Each each(args[0]);
    while (Value item = each.next()) sum = binaryOp(BinaryOp::Add, sum, item);
    return sum;
}

#if TAIPAN_HAS_MIN_MAX
/// The item, or the one with the key, that no other `op`s.
static Value extreme(BinaryOp op, size_t nArgs, const Value* args, Dict* keywords) {
    Value key = keywords == nullptr ? kNoValue : keywords->get("key"_name);
    if (key == kNone) key = kNoValue;
    Value best, bestKey;
    const auto consider = [&](Value item) {
        const Value itemKey = key ? call(key, item) : item;
        if (best && !isTrue(binaryOp(op, itemKey, bestKey))) return;
        best = item;
        bestKey = itemKey;
    };
    if (nArgs == 1) {
        Each each(args[0]);
        while (Value item = each.next()) consider(item);
    } else {
        for (size_t i = 0; i < nArgs; ++i) consider(args[i]);
    }
    if (!best && keywords != nullptr) best = keywords->get("default"_name);
    if (!best) raiseValueError("arg is an empty sequence"_text);
    return best;
}

Value builtinMax(size_t nArgs, const Value* args, Dict* keywords) {
    return extreme(BinaryOp::More, nArgs, args, keywords);
}

Value builtinMin(size_t nArgs, const Value* args, Dict* keywords) {
    return extreme(BinaryOp::Less, nArgs, args, keywords);
}
#endif

Value builtinSorted(size_t nArgs, const Value* args, Dict* keywords) {
    if (nArgs > 1) raiseTypeError("must use keyword argument for key function"_text);
    const Value list = listOf(args[0]);
    listSort(1, &list, keywords);
    return list;
}

// --- attributes and types ------------------------------------------------------------------------

Value attributeMaybe(Value object, Name name) {
    Value found;
    const Value raised = attempt([&] { found = loadAttrMaybe(object, name); });
    if (!raised) return found;
    if (!matches(raised, pointerTo(&AttributeErrorType))) raise(raised);
    return kNoValue;
}

Value builtinGetattr(size_t nArgs, const Value* args) {
    const Name name = nameOf(args[1]);
    if (nArgs == 2) return loadAttr(args[0], name);
    const Value found = attributeMaybe(args[0], name);
    return found ? found : args[2];
}

Value builtinSetattr(Value object, Value name, Value value) {
    storeAttr(object, nameOf(name), value);
    return kNone;
}

Value builtinDelattr(Value object, Value name) {
    return builtinSetattr(object, name, kNoValue);
}

Value builtinHasattr(Value object, Value name) {
    return truth(static_cast<bool>(attributeMaybe(object, nameOf(name))));
}

bool isCallable(Value object) {
    const Type* type = typeOf(object);
    if (type->isInstanceType()) return static_cast<bool>(lookUp(type, "__call__"_name));
    return type->call() != nullptr;
}

Value builtinCallable(Value object) {
    return truth(isCallable(object));
}

/// Whether `type` derives from a class or any of a tuple of classes.
static bool derives(const Type* type, Value classes) {
    const bool isMany = isTuple(classes);
    if (!isMany && !isType(classes))
        raiseTypeError("issubclass() arg 2 must be a class or a tuple of classes"_text);
    const Value* items = isMany ? classes.as<Tuple>()->items : &classes;
    const size_t count = isMany ? classes.as<Tuple>()->size : 1;
    for (size_t i = 0; i < count; ++i)
        if (isType(items[i]) && isSubtype(type, items[i].as<Type>())) return true;
    return false;
}

Value builtinIsInstance(Value object, Value classes) {
    return truth(derives(typeOf(object), classes));
}

Value builtinIsSubclass(Value type, Value classes) {
    if (!isType(type)) raiseTypeError("issubclass() arg 1 must be a class"_text);
    return truth(derives(type.as<Type>(), classes));
}

Value builtinId(Value object) {
    return TAIPAN_WIDE_VALUES ? newIntUnsigned64(object.bits) : newIntUnsigned(object.address());
}

Value builtinBuildClass(size_t nArgs, const Value* args) {
    Dict* const members = newDict();
    const Value cell = callWithLocals(args[0], members);
    // The type of the first base makes the class.
    const Type* maker = nArgs == 2 ? &typeType : typeOf(args[2]);
    const Value parts[] = {args[1], newTuple(nArgs - 2, args + 2), pointerTo(members)};
    const Value result = call(pointerTo(maker), 3, 0, parts);
    if (is(cell, cellType)) cell.as<Cell>()->value = result;
    return result;
}

Value builtinImport(size_t nArgs, const Value* args) {
    return importModule(nameOf(args[0]), nArgs > 1 ? args[1] : kNoValue,
                        nArgs > 3 ? args[3] : kNone, nArgs > 4 ? args[4] : smallInt(0));
}

// --- text ----------------------------------------------------------------------------------------

Value builtinChr(Value number) {
    const intptr_t code = toInt(number);
#if TAIPAN_HAS_UNICODE
    if (code < 0 || code >= 0x110000) raiseValueError("char not in range(0x110000)"_text);
    char text[4];
    return newStr({text, encodeUtf8(static_cast<uint32_t>(code), text)});
#else
    if (code < 0 || code > 0xff) raiseValueError("chr() arg not in range(256)"_text);
    const char text = static_cast<char>(code);
    return newStr({&text, 1});
#endif
}

Value builtinOrd(Value object) {
    const Text text = textOf(object);
    const bool wide = TAIPAN_HAS_UNICODE && isStr(object);
    const size_t count = wide ? characterCount(text) : text.size;
    if (count == 1) {
        const char* at = text.data;
        return smallInt(static_cast<intptr_t>(wide ? decodeUtf8(at) : static_cast<uint8_t>(*at)));
    }
#if TAIPAN_ERROR_TEXTS >= 2
    TAIPAN_RAISE(TypeErrorType, "ord expects a character",
                 "ord() expected a character, but string of length %d found",
                 static_cast<int>(count));
#else
    raiseTypeError("ord expects a character"_text);
#endif
}

Value builtinRepr(Value object) {
    StrBuilder builder(16);
    printValue(builder.printer(), object, PrintKind::Repr);
    return builder.str();
}

static void printAll(const Printer& printer, size_t count, const Value* objects, Text separator,
                     Text end) {
    for (size_t i = 0; i < count; ++i) {
        if (i > 0) printer.put(separator);
        printValue(printer, objects[i], PrintKind::Str);
    }
    printer.put(end);
}

Value builtinPrint(size_t nArgs, const Value* args, Dict* keywords) {
    if (!TAIPAN_OPTIMIZE_SIZE && (keywords == nullptr || keywords->table.used() == 0)) {
        printAll(standardOutput, nArgs, args, {" ", 1}, {"\n", 1});
        return kNone;
    }
    static constexpr Parameter kParameters[] = {
        {"sep"_name, Parameter::Object, Parameter::KeywordOnly, nameValue(" "_name)},
        {"end"_name, Parameter::Object, Parameter::KeywordOnly, nameValue("\n"_name)},
#if TAIPAN_HAS_STREAM
        {"file"_name, Parameter::Object, Parameter::KeywordOnly, kNoValue},
#endif
    };
    Value values[2 + TAIPAN_HAS_STREAM];
    bindArguments(0, nullptr, keywords, 2 + TAIPAN_HAS_STREAM, kParameters, values);
    Printer printer = standardOutput;
#if TAIPAN_HAS_STREAM
    if (values[2]) printer = streamPrinter(values[2]);
#endif
    printAll(printer, nArgs, args, strText(values[0]), strText(values[1]));
    return kNone;
}

Value builtinReplPrint(Value object) {
    if (object == kNone) return kNone;
    printValue(standardOutput, object, PrintKind::Repr);
    standardOutput.put('\n');
#if TAIPAN_HAS_BUILTIN_OVERRIDE
    storeAttr(pointerTo(&builtinsModule), "_"_name, object);
#endif
    return kNone;
}

#if TAIPAN_HAS_INPUT
Value builtinInput(size_t nArgs, const Value* args) {
    if (nArgs > 0) printValue(standardOutput, args[0], PrintKind::Str);
    StrBuilder line(16);
    for (;;) {
        char character;
        const long count = portRead(TAIPAN_STDIN, &character, 1);
        if (state.pending != 0) runPending();
        if (count == -kErrorInterrupted) continue;
        if (count < 0) raiseOsError(static_cast<int>(-count));
        if (count == 0 && line.size() == 0) raise(EOFErrorType);
        if (count == 0 || character == '\n') return line.strChecked();
        line.add(character);
    }
}
#endif

} // namespace taipan::runtime
