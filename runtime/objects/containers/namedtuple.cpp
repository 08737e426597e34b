// Tuples whose items have names: types that programs make, and the one that built-in modules use.
#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/objects/containers/dict.h"
#include "runtime/objects/containers/namedtuple.h"
#include "runtime/objects/containers/tuple.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/objects/text/str_methods.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_ATTRTUPLE || TAIPAN_HAS_NAMEDTUPLE
namespace {
void printFields(const Printer& printer, const Tuple& tuple, const Name* fields) {
    for (size_t i = 0; i < tuple.size; ++i) {
        printFormat(printer, i == 0 ? "(%q="_text : ", %q="_text, fields[i]);
        printValue(printer, tuple.items[i], PrintKind::Repr);
    }
    printer.puts(tuple.size == 0 ? "()" : ")");
}

/// The position of a name; `count` when there is none.
size_t findField(const Name* fields, size_t count, Name name) {
    size_t i = 0;
    while (i < count && fields[i] != name) ++i;
    return i;
}
} // namespace
#endif

#if TAIPAN_HAS_NAMEDTUPLE
namespace {
/// A type of named tuples.
struct NamedTupleType : TypeOf<8> {
    size_t count;
    __extension__ Name fields[];
};

const NamedTupleType& typeOfTuple(const Tuple& tuple) {
    return *static_cast<const NamedTupleType*>(tuple.type);
}

void printNamedTuple(const Printer* printer, Value self, PrintKind) {
    const Tuple& tuple = *self.as<Tuple>();
    printFormat(*printer, "%q"_text, tuple.type->typeName());
    printFields(*printer, tuple, typeOfTuple(tuple).fields);
}

#if TAIPAN_HAS_NAMEDTUPLE_ASDICT
Value asDict(Value self) {
    const Tuple& tuple = *self.as<Tuple>();
    Dict* dict = newDict(tuple.size);
    dict->type = &orderedDictType;
    for (size_t i = 0; i < tuple.size; ++i)
        dict->table.store(typeOfTuple(tuple).fields[i], tuple.items[i]);
    return pointerTo(dict);
}
#endif

void namedTupleAttr(Value self, Name name, Value* dest) {
    if (dest[0]) raise(AttributeErrorType, "can't set attribute"_text);
    const Tuple& tuple = *self.as<Tuple>();
#if TAIPAN_HAS_NAMEDTUPLE_ASDICT
    if (name == "_asdict"_name) {
        dest[0] = pointerTo(&fun<asDict>);
        dest[1] = self;
        return;
    }
#endif
    const size_t at = findField(typeOfTuple(tuple).fields, tuple.size, name);
    if (at < tuple.size) dest[0] = tuple.items[at];
}

Value makeNamedTuple(const Type* type, size_t nArgs, size_t nKw, const Value* args) {
    const auto& kind = *static_cast<const NamedTupleType*>(type);
    const size_t count = kind.count;
    if (nArgs + nKw != count)
        raiseFormat(TypeErrorType, "%q() takes %zd positional arguments but %zd were given"_text,
                    type->typeName(), count, nArgs + nKw);
    auto* tuple = newObject<Tuple>(*type, count * sizeof(Value));
    tuple->size = count;
    std::memcpy(static_cast<void*>(tuple->items), args, nArgs * sizeof(Value));
    for (const Value* pair = args + nArgs; nKw != 0; --nKw, pair += 2) {
        const Name name = nameOf(pair[0]);
        const size_t at = findField(kind.fields, count, name);
        if (at == count) raiseFormat(TypeErrorType, "unexpected keyword argument '%q'"_text, name);
        if (tuple->items[at])
            raiseFormat(TypeErrorType, "function got multiple values for argument '%q'"_text, name);
        tuple->items[at] = pair[1];
    }
    return pointerTo(tuple);
}

constinit const TypeOf<8> kPattern(Name::none, kEqualOtherTypes,
                                   {.makeNew = makeNamedTuple,
                                    .print = printNamedTuple,
                                    .unary = tupleUnary,
                                    .binary = tupleBinary,
                                    .attr = namedTupleAttr,
                                    .subscr = tupleSubscr,
                                    .getIter = iterateTuple,
                                    .parent = &tupleType});

NamedTupleType* newType(Name name, size_t count) {
    auto* type =
        static_cast<NamedTupleType*>(allocate(sizeof(NamedTupleType) + count * sizeof(Name)));
    std::memcpy(static_cast<void*>(type), &kPattern, sizeof(kPattern));
    type->name = static_cast<uint16_t>(name);
    type->count = count;
    return type;
}
} // namespace

Value newNamedTupleType(Value name, Value fields) {
    const Name typeName = nameOf(name);
#if TAIPAN_HAS_COMPATIBILITY
    if (isStr(fields)) fields = strSplit(1, &fields);
#endif
    size_t count;
    Value* items;
    itemsOf(fields, count, items);
    NamedTupleType* type = newType(typeName, count);
    for (size_t i = 0; i < count; ++i) type->fields[i] = nameOf(items[i]);
    keepAlive(fields.object());
    return pointerTo(type);
}
#endif

#if TAIPAN_HAS_ATTRTUPLE
namespace {
// The names stand behind the items.
const Name* fieldsOf(const Tuple& tuple) {
    return tuple.items[tuple.size].as<const FieldNames<1>>()->names;
}

void printAttrTuple(const Printer* printer, Value self, PrintKind) {
    const Tuple& tuple = *self.as<Tuple>();
    printFields(*printer, tuple, fieldsOf(tuple));
}

void attrTupleAttr(Value self, Name name, Value* dest) {
    if (dest[0]) return;
    const Tuple& tuple = *self.as<Tuple>();
    const size_t at = findField(fieldsOf(tuple), tuple.size, name);
    if (at < tuple.size) dest[0] = tuple.items[at];
}
} // namespace

constinit const TypeOf<7> attrTupleType("tuple"_name, 0,
                                        {.print = printAttrTuple,
                                         .unary = tupleUnary,
                                         .binary = tupleBinary,
                                         .attr = attrTupleAttr,
                                         .subscr = tupleSubscr,
                                         .getIter = iterateTuple,
                                         .parent = &tupleType});
#endif

} // namespace taipan::runtime
