// Words of objects that code of ours looks into, once it knows that they lie so.
#pragma once

#include <cstdint>

namespace taipan::llvm_backend {

/// Bytes are as arrays.
inline constexpr unsigned kListRoom = 1, kListSize = 2, kListItems = 3, kTupleSize = 1,
                          kTupleItems = 2, kArraySize = 2, kArrayItems = 3, kRangeStart = 1,
                          kRangeStop = 2, kRangeStep = 3;
/// The word of a type that has its flags, 16 bits, and the number of its name, 16 bits.
inline constexpr unsigned kTypeName = 1;
/// The byte of a type that says which of its slots, from 1 on, has the dict of its members, and the
/// word of the first slot; on machines of 64 bits.
inline constexpr unsigned kTypeMembersAt = 23, kTypeSlots = 3;
/// Flags of a type.
inline constexpr uint64_t kTypeHasAccessors = 0x2, kTypeBindsSelf = 0x20, kTypeIsBuiltIn = 0x40,
                          kTypeIsClass = 0x200;
/// Words of dicts and of instances of classes: how many rows the table has, and where it is. A row
/// is a key and a value. What has the key, wherever that is, is the entry of it.
inline constexpr unsigned kTableRows = 2, kTableAt = 3;
/// What is to be compared of these: the name, and that no class statement made the type.
inline constexpr uint32_t kNameMask = 0xffff0200;
/// Names that every firmware has by the same number.
inline constexpr uint32_t kByteArrayName = 64, kBytesName = 66, kListName = 108,
                          kRangeTypeName = 124;
/// Places of types that a function learns; kSeen: the last that it looked at.
enum Known : unsigned { kByteArray, kTuple, kBytes, kRange, kSeen, kTypes };

} // namespace taipan::llvm_backend
