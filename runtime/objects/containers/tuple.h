// Tuples.
#pragma once

#include "runtime/value/features.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

/// Also the layout of named tuples, and of the arguments of exceptions.
struct Tuple : Object {
    size_t size;
    __extension__ Value items[];
};

extern const TypeOf<7> tupleType asm("taipan_type_tuple");
/// The empty tuple.
extern const Tuple emptyTuple asm("taipan_empty_tuple");

/// A tuple of `count` items, copied from `items`, or all "no value" when that is null.
Value newTuple(size_t count, const Value* items);
/// tuple(iterable).
Value tupleOf(Value iterable);

TAIPAN_SHARED inline bool isTuple(Value value) {
    return is(value, tupleType);
}
/// The tuple that a value is, or holds as an instance of a derived class; named tuples too. Null
/// for others.
Tuple* asTuple(Value value);

#if TAIPAN_HAS_ATTRTUPLE
/// The names of a tuple's items; the type is not used.
template <size_t N>
struct FieldNames : Object {
    Name names[N];
};
/// The type of tuples whose items have names: one value more than `size`, the FieldNames.
extern const TypeOf<7> attrTupleType;
#endif

// The slots that all kinds of tuples have.
Value tupleUnary(UnaryOp op, Value self);
Value tupleBinary(BinaryOp op, Value left, Value right);
Value tupleSubscr(Value self, Value index, Value value);
Value iterateTuple(Value self, IteratorBuffer* buffer);

} // namespace taipan::runtime
