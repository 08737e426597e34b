// Types: what an object can do, as a row of functions ("slots").
//
// The memory layout is that of the native ABI (types that machine code in .mpy files makes): a
// flags word, the name, twelve bytes that say which entry of `slots` has which function (0: none),
// and the entries.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/value/features.h"
#include "runtime/value/operators.h"
#include "runtime/value/value.h"

namespace taipan::runtime {

struct Type;
struct Dict;
struct Printer;
enum class PrintKind : uintptr_t;

/// Room for an iterator on the evaluation stack of a `for` loop, or on the C stack.
struct IteratorBuffer {
    alignas(Value) unsigned char room[4 * sizeof(Value)];
};

/// Contiguous memory of an object that has the buffer protocol.
struct Buffer {
    void* data;
    size_t size;  // bytes
    int typecode; // as of array.array; 'B' for bytes and bytearray
};
enum BufferUse : uintptr_t { kBufferRead = 1, kBufferWrite = 2, kBufferRaise = 4 };

// Slots. `args` of calls are the positional arguments, then name/value pairs.

/// Makes an instance: the type called.
using MakeNew = Value (*)(const Type* type, size_t nArgs, size_t nKw, const Value* args);
using Print = void (*)(const Printer* printer, Value self, PrintKind kind);
using Call = Value (*)(Value self, size_t nArgs, size_t nKw, const Value* args);
/// No value: the operation is not supported.
using Unary = Value (*)(UnaryOp op, Value self);
/// No value: not supported for these operands. In-place operators fall back to plain ones, and
/// operators to their reversed forms, in operators.cpp.
using Binary = Value (*)(BinaryOp op, Value left, Value right);
/// Attribute access. dest[0] no value: load, into dest[0] (and self into dest[1] for a method);
/// dest[0] sentinel: store dest[1], or delete when it is no value, and set dest[0] to no value when
/// done. Leaving dest as it was: no such attribute. dest[1] set to the sentinel on load: go on with
/// the locals dict.
using Attr = void (*)(Value self, Name name, Value* dest);
/// `value` sentinel: load; no value: delete; else store. No value: not supported.
using Subscr = Value (*)(Value self, Value index, Value value);
/// An iterator, which may be made in `buffer`.
using GetIter = Value (*)(Value self, IteratorBuffer* buffer);
/// The next item; no value at the end.
using IterNext = Value (*)(Value self);
/// 0 when `buffer` is filled, else an error number.
using GetBuffer = intptr_t (*)(Value self, Buffer* buffer, uintptr_t use);

/// An entry of `Type::slots`: a union, so that types are constants.
union Slot {
    const void* any;
    MakeNew makeNew;
    Print print;
    Call call;
    Unary unary;
    Binary binary;
    Attr attr;
    Subscr subscr;
    GetIter getIter;
    IterNext iterNext;
    GetBuffer buffer;
    const Type* parent;
    const Dict* locals;

    constexpr Slot() : any(nullptr) {}
    constexpr Slot(const void* p) : any(p) {}
    constexpr Slot(MakeNew f) : makeNew(f) {}
    constexpr Slot(Print f) : print(f) {}
    constexpr Slot(Call f) : call(f) {}
    constexpr Slot(Unary f) : unary(f) {}
    constexpr Slot(Binary f) : binary(f) {}
    constexpr Slot(Attr f) : attr(f) {}
    constexpr Slot(Subscr f) : subscr(f) {}
    constexpr Slot(GetIter f) : getIter(f) {}
    constexpr Slot(IterNext f) : iterNext(f) {}
    constexpr Slot(GetBuffer f) : buffer(f) {}
};

enum class SlotIndex : uint8_t {
    MakeNew,
    Print,
    Call,
    Unary,
    Binary,
    Attr,
    Subscr,
    Iter,
    Buffer,
    Protocol,
    Parent,
    Locals
};
inline constexpr size_t kSlotCount = 12;

/// Type flags; the numbers are part of the native ABI.
enum TypeFlag : uint16_t {
    kIsSubclassed = 0x0001,
    kHasAccessors = 0x0002,      // a class with properties or descriptors in it or its bases
    kEqualNotReflexive = 0x0004, // x == x may be false (float)
    kEqualOtherTypes = 0x0008,   // may equal an object of another type
    kHasNotEqual = 0x0010,       // has a != of its own
    kBindsSelf = 0x0020,         // a function: as an attribute of a class it becomes a method
    kBuiltinFunction = 0x0040,   // a function written in C++
    kIterIsGetIter = 0x0000,
    kIterIsNext = 0x0080,   // the object is its own iterator; the slot is the next function
    kIterIsCustom = 0x0100, // the slot points at two functions: GetIter, IterNext
    kIterIsStream = 0x0180, // lines of a stream
    kInstanceType = 0x0200, // made by a class statement
    kStackSlices = 0x0400,  // in stock: slices for the type may lie on the machine's stack
    // The five bits above are ours: how many arguments makeNew takes.
};
inline constexpr uint16_t kIterMask = 0x0180;

inline constexpr unsigned kAnyArgs = 0xffff;
inline constexpr unsigned kLeastArgsShift = 11;
inline constexpr unsigned kMostArgsShift = 13;
inline constexpr unsigned kMostArgsAny = 7; // others are one more than the number; 0: not checked
/// The flags of a type whose makeNew takes no keywords and from `least` (0 to 3) to `most` (0 to 5,
/// or kAnyArgs) arguments, which construct() checks.
consteval uint16_t takes(unsigned least, unsigned most) {
    most = most == kAnyArgs ? kMostArgsAny : most + 1;
    return static_cast<uint16_t>(least << kLeastArgsShift | most << kMostArgsShift);
}

/// GetIter and IterNext of a type with kIterIsCustom.
struct CustomIter {
    GetIter getIter;
    IterNext next;
};

struct Type : Object {
    uint16_t flags;
    uint16_t name;
    uint8_t index[kSlotCount];

    const Slot* slots() const { return reinterpret_cast<const Slot*>(this + 1); }
    Slot* slots() { return reinterpret_cast<Slot*>(this + 1); }

    bool has(SlotIndex which) const { return index[static_cast<size_t>(which)] != 0; }
    /// The slot, null when the type has none.
    const void* get(SlotIndex which) const {
        const unsigned at = index[static_cast<size_t>(which)];
        return at == 0 ? nullptr : slots()[at - 1].any;
    }
    MakeNew makeNew() const {
        return reinterpret_cast<MakeNew>(const_cast<void*>(get(SlotIndex::MakeNew)));
    }
    Print print() const {
        return reinterpret_cast<Print>(const_cast<void*>(get(SlotIndex::Print)));
    }
    Call call() const { return reinterpret_cast<Call>(const_cast<void*>(get(SlotIndex::Call))); }
    Unary unary() const {
        return reinterpret_cast<Unary>(const_cast<void*>(get(SlotIndex::Unary)));
    }
    Binary binary() const {
        return reinterpret_cast<Binary>(const_cast<void*>(get(SlotIndex::Binary)));
    }
    Attr attr() const { return reinterpret_cast<Attr>(const_cast<void*>(get(SlotIndex::Attr))); }
    Subscr subscr() const {
        return reinterpret_cast<Subscr>(const_cast<void*>(get(SlotIndex::Subscr)));
    }
    GetBuffer buffer() const {
        return reinterpret_cast<GetBuffer>(const_cast<void*>(get(SlotIndex::Buffer)));
    }
    const void* protocol() const { return get(SlotIndex::Protocol); }
    /// The base: a Type, or a Tuple of them when there are several; null for none but object.
    const Object* parent() const { return static_cast<const Object*>(get(SlotIndex::Parent)); }
    Dict* locals() const { return static_cast<Dict*>(const_cast<void*>(get(SlotIndex::Locals))); }
    Name typeName() const { return static_cast<Name>(name); }
    bool isInstanceType() const { return (flags & kInstanceType) != 0; }
};

/// What a built-in type consists of; every field may be left out.
struct TypeSpec {
    MakeNew makeNew = nullptr;
    Print print = nullptr;
    Call call = nullptr;
    Unary unary = nullptr;
    Binary binary = nullptr;
    Attr attr = nullptr;
    Subscr subscr = nullptr;
    GetIter getIter = nullptr;        // at most one of the three
    IterNext iterNext = nullptr;      //
    const CustomIter* iter = nullptr; //
    GetBuffer buffer = nullptr;
    const void* protocol = nullptr;
    const Type* parent = nullptr;
    const Dict* locals = nullptr;
};

/// A Type with its slots. `extern const TypeOf<5> listType;` in a header, and
/// `constinit const TypeOf<5> listType("list"_name, 0, {.makeNew = …});` in one source: the number
/// of functions given has to be N, or it does not compile.
template <size_t N>
struct TypeOf : Type {
    Slot entries[N == 0 ? 1 : N];

    consteval TypeOf(Name typeName, uint16_t typeFlags, const TypeSpec& spec);

  private:
    template <typename T>
    constexpr void add(SlotIndex which, T value, size_t& used) {
        // With sanitizers, GCC has functions of other files that may be null.
        if (__builtin_constant_p(value == nullptr) && value == nullptr) return;
        entries[used++] = Slot(value);
        index[static_cast<size_t>(which)] = static_cast<uint8_t>(used);
    }
};

/// The type of types.
extern const TypeOf<4> typeType;

namespace detail {
void theNumberOfSlotsIsWrong(); // defined nowhere: shown by the compiler
}

template <size_t N>
consteval TypeOf<N>::TypeOf(Name typeName, uint16_t typeFlags, const TypeSpec& spec)
    : Type{}, entries{} {
    type = &typeType;
    flags = typeFlags;
    name = static_cast<uint16_t>(typeName);
    size_t used = 0;
    add(SlotIndex::MakeNew, spec.makeNew, used);
    add(SlotIndex::Print, spec.print, used);
    add(SlotIndex::Call, spec.call, used);
    add(SlotIndex::Unary, spec.unary, used);
    add(SlotIndex::Binary, spec.binary, used);
    add(SlotIndex::Attr, spec.attr, used);
    add(SlotIndex::Subscr, spec.subscr, used);
    add(SlotIndex::Iter, spec.getIter, used);
    if (spec.iterNext != nullptr) {
        flags = static_cast<uint16_t>(flags | kIterIsNext);
        add(SlotIndex::Iter, spec.iterNext, used);
    }
    if (spec.iter != nullptr) {
        flags = static_cast<uint16_t>(flags | kIterIsCustom);
        add(SlotIndex::Iter, static_cast<const void*>(spec.iter), used);
    }
    add(SlotIndex::Buffer, spec.buffer, used);
    add(SlotIndex::Protocol, spec.protocol, used);
    add(SlotIndex::Parent, static_cast<const void*>(spec.parent), used);
    add(SlotIndex::Locals, static_cast<const void*>(spec.locals), used);
    if (used != N) detail::theNumberOfSlotsIsWrong();
}

// The types whose objects are one word without a pointer.
extern const TypeOf<5> intType asm("taipan_type_int"); // small and big
extern const TypeOf<8> strType asm("taipan_type_str"); // names too
extern const TypeOf<4> boolType;
extern const TypeOf<1> noneType;
extern const TypeOf<1> ellipsisType;
extern const TypeOf<1> notImplementedType;
#if TAIPAN_FLOAT
extern const TypeOf<4> floatType asm("taipan_type_float"); // in some layouts of values
#endif

/// The type of any object.
const Type* typeOf(Value value);
TAIPAN_SHARED inline bool is(Value value, const Type& type) {
    return value.isObject() && value.object()->type == &type;
}

} // namespace taipan::runtime
