// Words of objects that code of ours looks into, once it knows that they lie so.
#pragma once

namespace taipan::llvm_backend {

/// Bytes are as arrays.
inline constexpr unsigned kListSize = 2, kListItems = 3, kTupleSize = 1, kTupleItems = 2,
                          kArraySize = 2, kArrayItems = 3, kRangeStart = 1, kRangeStop = 2,
                          kRangeStep = 3;
/// Places of types that a function learns, and of a count.
enum Known : unsigned { kByteArray, kTuple, kBytes, kRange, kTries, kTypes };
/// How often something unknown is asked for before the type of bytes is learnt.
inline constexpr unsigned kManyTries = 8;

} // namespace taipan::llvm_backend
