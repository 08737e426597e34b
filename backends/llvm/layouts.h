// Words of objects that code of ours looks into, once it knows that they lie so.
#pragma once

#include <cstdint>

namespace taipan::llvm_backend {

/// Bytes are as arrays.
inline constexpr unsigned kListSize = 2, kListItems = 3, kTupleSize = 1, kTupleItems = 2,
                          kArraySize = 2, kArrayItems = 3, kRangeStart = 1, kRangeStop = 2,
                          kRangeStep = 3;
/// The word of a type that has its flags, 16 bits, and the number of its name, 16 bits.
inline constexpr unsigned kTypeName = 1;
/// What is to be compared of these: the name, and that no class statement made the type.
inline constexpr uint32_t kNameMask = 0xffff0200;
/// Names that every firmware has by the same number.
inline constexpr uint32_t kByteArrayName = 64, kBytesName = 66;
/// Places of types that a function learns; kSeen: the last that it looked at.
enum Known : unsigned { kByteArray, kTuple, kBytes, kRange, kSeen, kTypes };

} // namespace taipan::llvm_backend
