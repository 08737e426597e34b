// Where the items of bytes, bytearray, array and memoryview objects are at the moment.
#pragma once

#include "runtime/objects/buffers/array.h"

namespace taipan::runtime {

/// Items in memory; good until something allocates or runs code of the program.
struct Span {
    char* items;
    size_t size; // items
    char typecode;

    Value item(size_t at) const;
};

/// Of one of the four types.
Span spanOf(Value self);
Span viewSpan(const MemoryView& view);
/// A view of `count` items of a view. OverflowError.
Value viewPart(const MemoryView& view, size_t start, size_t count);

// What the types have in common.
Value arrayUnary(UnaryOp op, Value self);
Value arrayBinary(BinaryOp op, Value left, Value right);
Value arraySubscr(Value self, Value index, Value value);

} // namespace taipan::runtime
