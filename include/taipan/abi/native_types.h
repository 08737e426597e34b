// The types of viper code.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace taipan::abi {

/// What a value of viper code is. The first eight are those of native_types.def, by their numbers;
/// the others exist in the compiler only.
enum class NativeType : uint8_t {
#define TAIPAN_NATIVE_TYPE(number, name, text) name = number,
#include "taipan/abi/native_types.def"
#undef TAIPAN_NATIVE_TYPE
    None,    // the constant; as a machine word it is 0
    Unbound, // of a local variable that nothing was stored in yet
    Cast,    // the name of a type, before it is called
    Slice,   // a part of what a pointer points to, before it is loaded or stored in
    Int64,   // 64 bits on every machine
    Float    // a float of the runtime, as a double or an object
};

/// The type of that name; nothing when it names none.
constexpr std::optional<NativeType> nativeTypeOf(std::string_view text) {
#define TAIPAN_NATIVE_TYPE(number, name, spelling)                                                 \
    if (text == spelling) return NativeType::name;
#include "taipan/abi/native_types.def"
#undef TAIPAN_NATIVE_TYPE
    return {};
}

/// How messages call a type. Stock calls all that have no name None.
constexpr std::string_view nativeTypeText(NativeType type) {
    switch (type) {
#define TAIPAN_NATIVE_TYPE(number, name, text)                                                     \
    case NativeType::name:                                                                         \
        return text;
#include "taipan/abi/native_types.def"
#undef TAIPAN_NATIVE_TYPE
    case NativeType::Int64: return "int64";
    case NativeType::Float: return "float";
    default: return "None";
    }
}

constexpr bool isWordPointer(NativeType type) {
    return type >= NativeType::Ptr && type <= NativeType::Ptr32;
}
/// Whether a value is a number that operators take.
constexpr bool isWordInt(NativeType type) {
    return type == NativeType::Int || type == NativeType::Uint;
}
/// Whether operators take a value with numbers of other types.
constexpr bool isWordOrLong(NativeType type) {
    return isWordInt(type) || type == NativeType::Int64;
}
constexpr bool isNumber(NativeType type) {
    return isWordOrLong(type) || type == NativeType::Float;
}
/// Whether a value is a machine word, and no object.
constexpr bool isWord(NativeType type) {
    return type >= NativeType::Bool && type <= NativeType::Ptr32;
}
/// Whether a value has to be converted to become an object.
constexpr bool isNoObject(NativeType type) {
    return isWord(type) || type == NativeType::Int64 || type == NativeType::Float;
}
/// Bytes that an item of what a pointer points to takes; 0 when it has no items.
constexpr unsigned itemBytes(NativeType type) {
    switch (type) {
    case NativeType::Ptr8: return 1;
    case NativeType::Ptr16: return 2;
    case NativeType::Ptr32: return 4;
    default: return 0;
    }
}

} // namespace taipan::abi
