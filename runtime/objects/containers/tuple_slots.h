// The slots that all kinds of tuples have.
#pragma once

#include "runtime/objects/containers/sequence.h"

namespace taipan::runtime {

Value tupleUnary(UnaryOp op, Value self);
Value tupleBinary(BinaryOp op, Value left, Value right);
Value tupleSubscr(Value self, Value index, Value value);
Value iterateTuple(Value self, IteratorBuffer* buffer);

} // namespace taipan::runtime
