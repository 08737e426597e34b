// What can be done with any object: the operations of the language, whatever the types.
// All of them raise what the object's methods raise.
#pragma once

#include "runtime/memory/raise.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

// --- truth, equality, order ----------------------------------------------------------------------

bool isTrue(Value value);
/// `left == right`.
bool equal(Value left, Value right);
/// `left < right`.
bool less(Value left, Value right);
/// hash(value); TypeError when it has none.
intptr_t hashOf(Value value);

// --- operators -----------------------------------------------------------------------------------

Value unaryOp(UnaryOp op, Value operand);
/// Any operator, in-place and reversed forms tried as the language says.
Value binaryOp(BinaryOp op, Value left, Value right);
/// `item in container`.
bool contains(Value container, Value item);

// --- attributes ----------------------------------------------------------------------------------

/// `base.name`. AttributeError when there is none.
Value loadAttr(Value base, Name name);
/// `base.name`, no value when there is none.
Value loadAttrMaybe(Value base, Name name);
/// `base.name` for a call: method[0] the function, method[1] the self to pass first, or no value.
void loadMethod(Value base, Name name, Value method[2]);
/// The same; method[0] no value when there is none.
void loadMethodMaybe(Value base, Name name, Value method[2]);
/// `base.name = value`; no value: `del base.name`.
void storeAttr(Value base, Name name, Value value);
/// What a member found in a class becomes when reached through `self` (no value: through the class
/// itself): a bound method, what a static method holds, a class method bound to `type`.
void bindMember(Value self, const Type* type, Value member, Value dest[2]);

// --- items ---------------------------------------------------------------------------------------

/// `base[index]` (value kSentinel), `base[index] = value`, `del base[index]` (no value).
Value subscript(Value base, Value index, Value value = kSentinel);
/// len(value); TypeError when it has none.
size_t length(Value value);
/// len(value), no value when it has none.
Value lengthMaybe(Value value);
/// The number of an index into an object of the type. TypeError when it is no integer. May run code
/// of the program, which may change the object: so its size is read after that.
intptr_t toIndex(const Type& type, Value index);
/// A position in a sequence of `size` items: negative ones count from the end; IndexError when out
/// of range, unless `clip`, which moves it to the nearest end.
size_t indexOf(const Type& type, size_t size, intptr_t index, bool clip = false);

// --- iteration -----------------------------------------------------------------------------------

/// iter(value), which may live in `buffer` (null: in the heap).
Value getIter(Value value, IteratorBuffer* buffer);
/// The next item; no value at the end (a StopIteration from Python code too).
Value iterNext(Value iterator);
/// As iterNext(); a StopIteration comes out as an exception with its value.
Value iterNextOrRaise(Value iterator);

/// `for (Each each(value); Value item = each.next();)`
class Each {
  public:
    explicit Each(Value iterable) : iterator_(getIter(iterable, &buffer_)) {}
    Value next() { return iterNext(iterator_); }

  private:
    IteratorBuffer buffer_;
    Value iterator_;
};

/// The items of a list or tuple, good until code of the program runs. TypeError for others.
void itemsOf(Value sequence, size_t& count, Value*& items);
/// The items of a list or tuple that has to have `count` of them. TypeError, ValueError.
Value* itemsOf(Value sequence, size_t count);

// --- calls ---------------------------------------------------------------------------------------

/// Calls with positional arguments followed by name/value pairs.
Value call(Value function, size_t nArgs, size_t nKw, const Value* args);
inline Value call(Value function) {
    return call(function, 0, 0, nullptr);
}
inline Value call(Value function, Value a) {
    return call(function, 1, 0, &a);
}
inline Value call(Value function, Value a, Value b) {
    const Value args[] = {a, b};
    return call(function, 2, 0, args);
}
/// Calls what loadMethod() found: args[0] function, args[1] self or no value, then nArgs arguments
/// and nKw pairs.
Value callMethod(size_t nArgs, size_t nKw, const Value* args);

// --- types ---------------------------------------------------------------------------------------

/// Whether `type` is `base` or derives from it.
bool isSubtype(const Type* type, const Type* base);
bool isInstance(Value value, const Type& base);
/// Whether the value is a type, thus can be called as one.
bool isType(Value value);
/// The object of a built-in type that an instance of a class derived from that type holds; the
/// value itself when it is of the type; no value for others.
Value castTo(Value value, const Type& type);
/// The name of the value's type, for messages.
Name typeNameOf(Value value);

// --- conversions ---------------------------------------------------------------------------------

/// An integer that fits the word. TypeError; OverflowError when it is too big.
intptr_t toInt(Value value);
/// As toInt() for an integer argument that may be any object with an integer value; no conversion
/// of floats. False when it is no integer.
bool toIntMaybe(Value value, intptr_t& number);
/// The low bits of an integer of any size.
uintptr_t toWordTruncated(Value value);
/// The contents as contiguous memory. TypeError when it has no buffer, or none that can be written.
Buffer bufferOf(Value value, uintptr_t use);
/// The same; false when there is none.
bool bufferMaybe(Value value, Buffer& buffer, uintptr_t use);

} // namespace taipan::runtime
