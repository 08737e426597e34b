// Functions written in C++, as constants that modules' and types' tables name.
//
//   Value lengthOf(Value list);                                       // 0 to 3 arguments
//   Value format(size_t nArgs, const Value* args);                    // any number
//   Value sort(size_t nArgs, const Value* args, Dict* keywords);      // and keywords
//
//   constinit const Entry kMethods[] = {
//       entry("append"_name, fun<append>),
//       entry("format"_name, fun<format, 1, kAnyArgs>),
//   };
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "runtime/protocol/table.h"
#include "runtime/value/names.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

using Function0 = Value (*)();
using Function1 = Value (*)(Value);
using Function2 = Value (*)(Value, Value);
using Function3 = Value (*)(Value, Value, Value);
using FunctionVar = Value (*)(size_t nArgs, const Value* args);
using FunctionKw = Value (*)(size_t nArgs, const Value* args, Dict* keywords);

extern const TypeOf<2> function0Type;
extern const TypeOf<2> function1Type;
extern const TypeOf<2> function2Type;
extern const TypeOf<2> function3Type;
extern const TypeOf<2> functionVarType;

/// A function of a fixed number of arguments; layout of the native ABI, as the next one's.
template <typename F>
struct FixedFunction : Object {
    F code;
    constexpr FixedFunction(const Type* kind, F f) : Object{kind}, code(f) {}
};

/// A function of a varying number of arguments.
template <typename F>
struct VarFunction : Object {
    uint32_t signature; // least << 17 | most << 1 | keywords
    F code;
    constexpr VarFunction(uint32_t sig, F f) : Object{&functionVarType}, signature(sig), code(f) {}
};

namespace detail {
template <auto code, unsigned least, unsigned most>
constexpr auto makeFunction() {
    using F = decltype(code);
    if constexpr (std::is_same_v<F, Function0>)
        return FixedFunction<F>(&function0Type, code);
    else if constexpr (std::is_same_v<F, Function1>)
        return FixedFunction<F>(&function1Type, code);
    else if constexpr (std::is_same_v<F, Function2>)
        return FixedFunction<F>(&function2Type, code);
    else if constexpr (std::is_same_v<F, Function3>)
        return FixedFunction<F>(&function3Type, code);
    else
        return VarFunction<F>(least << 17 | most << 1 | std::is_same_v<F, FunctionKw>, code);
}
} // namespace detail

/// The function object of a C++ function, in read-only memory. `least` and `most` count positional
/// arguments of functions that take (nArgs, args); the runtime checks them.
template <auto code, unsigned least = 0, unsigned most = kAnyArgs>
inline constexpr auto fun = detail::makeFunction<code, least, most>();

/// A row of a table of attributes.
template <typename T>
requires std::is_base_of_v<Object, T>
constexpr Entry entry(Name name, const T& object) {
    return {nameValue(name), pointerTo(&object)};
}
constexpr Entry entry(Name name, Value value) {
    return {nameValue(name), value};
}

/// A class method or static method of a built-in type: `classMethod<fun<fromBytes, 2, 3>>`.
struct MethodWrapper : Object {
    Value function;
    constexpr MethodWrapper(const Type* kind, Value f) : Object{kind}, function(f) {}
};
extern const TypeOf<1> staticMethodType;
extern const TypeOf<1> classMethodType;
template <const auto& function>
inline constexpr MethodWrapper staticMethod{&staticMethodType, pointerTo(&function)};
template <const auto& function>
inline constexpr MethodWrapper classMethod{&classMethodType, pointerTo(&function)};

// --- arguments -----------------------------------------------------------------------------------

/// TypeError unless there are no keywords and from `least` to `most` positional arguments.
void checkArgs(size_t nArgs, size_t nKw, size_t least, size_t most);
/// Calls the makeNew of a type that has one, with what it takes().
Value construct(const Type* type, size_t nArgs, size_t nKw, const Value* args);

/// One parameter of a function that takes keywords.
struct Parameter {
    Name name;
    enum Kind : uint8_t { Object, Int, Bool } kind;
    enum Flag : uint8_t { Optional = 0, Required = 1, KeywordOnly = 2 } flag;
    Value fallback; // as a Value for every kind
};

/// Fills `values` by the parameters, positional ones first; Int and Bool are converted (to small
/// integers or big ones, True or False). TypeError for missing, extra and unknown ones.
void bindArguments(size_t nArgs, const Value* args, Dict* keywords, size_t count,
                   const Parameter* parameters, Value* values);

/// A Dict over the name/value pairs behind positional arguments; lives where the caller puts it.
void keywordsOf(size_t nKw, const Value* pairs, Dict& dict);

} // namespace taipan::runtime
