// The type int: conversions from and to text, bytes and words. Operators are in int_binary.cpp.

#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/int_big.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/receiver.h"

namespace taipan::runtime {

// --- from words ----------------------------------------------------------------------------------

Value newInt(intptr_t number) {
    if (fitsSmallInt(number)) return smallInt(number);
#if TAIPAN_BIGINT
    return newBigWord(static_cast<uintptr_t>(number), number < 0);
#else
    raiseSmallIntOverflow();
#endif
}

Value newIntUnsigned(uintptr_t number) {
    if (number <= static_cast<uintptr_t>(kSmallIntMax))
        return smallInt(static_cast<intptr_t>(number));
#if TAIPAN_BIGINT
    return newBigWord(number, false);
#else
    raiseSmallIntOverflow();
#endif
}

#if UINTPTR_MAX < UINT64_MAX
Value newInt64(int64_t number) {
    if (number == static_cast<intptr_t>(number)) return newInt(static_cast<intptr_t>(number));
#if TAIPAN_BIGINT
    return newBigWide(static_cast<uint64_t>(number), number < 0);
#else
    raiseSmallIntOverflow();
#endif
}

Value newIntUnsigned64(uint64_t number) {
    if (number <= UINTPTR_MAX) return newIntUnsigned(static_cast<uintptr_t>(number));
#if TAIPAN_BIGINT
    return newBigWide(number, false);
#else
    raiseSmallIntOverflow();
#endif
}
#else
Value newInt64(int64_t number) {
    return newInt(number);
}

Value newIntUnsigned64(uint64_t number) {
    return newIntUnsigned(number);
}
#endif

intptr_t wordOf(Value number) {
    if (number.isSmallInt()) return number.smallInt();
#if TAIPAN_BIGINT
    const auto* const big = number.as<BigInt>();
    if (big->size == 1) {
        const Limb limb = limbsOf(big)[0];
        const auto word = static_cast<intptr_t>(big->negative != 0 ? -limb : limb);
        if ((word < 0) == (big->negative != 0)) return word;
    }
#endif
    raise(OverflowErrorType, "overflow converting long int to machine word"_text);
}

// --- from text -----------------------------------------------------------------------------------

const char* skipSpace(const char* at, const char* end) {
    while (at < end && (*at == ' ' || (*at >= '\t' && *at <= '\r'))) ++at;
    return at;
}

const char* skipSign(const char* at, const char* end, bool& negative) {
    at = skipSpace(at, end);
    if (at == end || (*at != '-' && *at != '+')) return at;
    negative = *at == '-';
    return at + 1;
}

namespace {
/// The value of a digit, 36 and more for what is none; -1 for an underscore.
int digitOf(char c) {
    if (c == '_') return -1;
    if (c >= '0' && c <= '9') return c - '0';
    const int letter = static_cast<uint8_t>(c | 0x20) - 'a';
    return letter >= 0 && letter < 26 ? letter + 10 : 36;
}

/// Skips a prefix that fits the base, and makes base 0 the one that the text has: 1 for a number
/// that starts with a zero, so that only zeros may follow.
const char* skipPrefix(const char* at, const char* end, int& base) {
    const bool zero = end - at > 1 && *at == '0';
    if (zero) {
        const char letter = static_cast<char>(at[1] | 0x20);
        const int wanted = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : -1;
        if (wanted == base || (base == 0 && wanted > 0)) {
            base = wanted;
            return at + 2;
        }
    }
    if (base == 0) base = zero ? 1 : 10;
    return at;
}

[[noreturn]] void raiseInvalid([[maybe_unused]] int base, [[maybe_unused]] Text text) {
#if TAIPAN_ERROR_TEXTS >= 3
    StrBuilder builder;
    const Printer printer = builder.printer();
    printFormat(printer, "invalid syntax for integer with base %d: "_text, base == 1 ? 0 : base);
    const size_t at = builder.size();
    printValue(printer, newBytes(text), PrintKind::Repr);
    // As bytes show, but for the letter in front.
    std::memmove(builder.data() + at, builder.data() + at + 1, builder.size() - at - 1);
    builder.truncate(builder.size() - 1);
    const Value message = builder.str();
    raise(newException(classOf(ValueErrorType), 1, &message));
#elif TAIPAN_ERROR_TEXTS == 2
    raiseFormat(ValueErrorType, "invalid syntax for integer with base %d"_text,
                base == 1 ? 0 : base);
#else
    raiseValueError("invalid syntax for integer"_text);
#endif
}
} // namespace

Value parseInt(Text text, int base) {
    if ((base != 0 && base < 2) || base > 36)
        raiseValueError("int() arg 2 must be >= 2 and <= 36"_text);
    const char* const end = text.data + text.size;
    bool negative = false;
    const char* at = skipPrefix(skipSign(text.data, end, negative), end, base);
    const char* const digits = at;
    intptr_t number = 0;
    bool overflow = false;
    for (; at < end; ++at) {
        const int digit = digitOf(*at);
        if (digit >= base) break;
        if (digit < 0 || overflow) continue;
        overflow = __builtin_mul_overflow(number, base, &number) ||
                   __builtin_add_overflow(number, digit, &number);
    }
    const char* const digitsEnd = at;
    if (digitsEnd == digits || skipSpace(at, end) != end)
        raiseInvalid(base, {digits, static_cast<size_t>(end - digits)});
    if (!overflow) return newInt(negative ? -number : number);
#if TAIPAN_BIGINT
    const uint32_t room =
        natural::fromTextSize(static_cast<size_t>(digitsEnd - digits), static_cast<unsigned>(base));
    Result result(room);
#if TAIPAN_NUMBERS >= 2
    const auto length = static_cast<size_t>(digitsEnd - digits);
    Scratch scratch(natural::fromLongTextScratch(length, static_cast<unsigned>(base)));
    const uint32_t size =
        natural::fromLongText(result.limbs(), digits, digitsEnd, static_cast<unsigned>(base),
                              scratch.limbs(), pollFor(room));
    scratch.release();
#else
    const uint32_t size =
        natural::fromText(result.limbs(), digits, digitsEnd, static_cast<unsigned>(base));
#endif
    return result.finish({result.limbs(), size, negative});
#else
    raise(OverflowErrorType, "long int not supported in this build"_text);
#endif
}

// --- to text -------------------------------------------------------------------------------------

namespace {
/// Writes digits that are in memory, with a character between groups of them.
void putGroups(const Printer& printer, const char* digits, size_t count, char group,
               size_t groupSize) {
    if (group == 0) return printer.put(digits, count);
    size_t now = (count - 1) % groupSize + 1;
    for (; now < count; digits += now, count -= now, now = groupSize) {
        printer.put(digits, now);
        printer.put(group);
    }
    printer.put(digits, count);
}

/// The digits of a word, so that they end at `end`.
char* wordToText(char* end, uintptr_t word, unsigned base, char letter) {
    do {
        // Dividing by a constant is quicker.
        const uintptr_t rest = !TAIPAN_OPTIMIZE_SIZE && base == 10 ? word / 10 : word / base;
        const auto digit = static_cast<unsigned>(word - rest * base);
        *--end = static_cast<char>(digit < 10 ? '0' + digit
                                              : static_cast<unsigned>(letter) - 10 + digit);
        word = rest;
    } while (word != 0);
    return end;
}
} // namespace

void printInt(const Printer& printer, Value number, int base, const char* prefix, bool capitals,
              char group) {
    const auto radix = static_cast<unsigned>(base);
    const char letter = capitals ? 'A' : 'a';
    char local[sizeof(intptr_t) * 8];
    char* text = local;
    size_t room = sizeof(local);
    char* digits = nullptr;
    bool negative = false;
    if (number.isSmallInt()) {
        const intptr_t word = number.smallInt();
        negative = word < 0;
        const auto bits = static_cast<uintptr_t>(word);
        digits = wordToText(text + room, negative ? -bits : bits, radix, letter);
    }
#if TAIPAN_BIGINT
    else {
        const auto* const self = number.as<BigInt>();
        room = natural::textSize(self->size, radix);
        Scratch copy(self->size + natural::toLongTextScratch(self->size, radix));
        text = static_cast<char*>(allocate(room, Contents::Bytes));
        natural::copy(copy.limbs(), limbsOf(self), self->size);
        negative = self->negative != 0;
        digits = natural::toLongText(text + room, copy.limbs(), self->size, radix, letter,
                                     copy.limbs() + self->size, pollFor(self->size));
        copy.release();
    }
#endif
    if (negative) printer.put('-');
    printer.puts(prefix);
    putGroups(printer, digits, static_cast<size_t>(text + room - digits), group,
              base == 10 ? 3 : 4);
    if (text != local) release(text);
}

// --- from and to bytes ---------------------------------------------------------------------------

namespace {
/// Writes two's complement; false when the number does not fit, be it signed or not negative.
bool toBytesChecked(Value number, bool bigEndian, bool isSigned, size_t size, uint8_t* to) {
#if TAIPAN_BIGINT
    if (!number.isSmallInt()) {
        const Operand operand(number);
        return integer::toBytes(to, size, operand.view(), bigEndian, isSigned);
    }
#endif
    intptr_t word = number.smallInt();
    uint8_t last = 0;
    for (size_t i = 0; i < size; ++i) {
        last = static_cast<uint8_t>(word);
        to[bigEndian ? size - 1 - i : i] = last;
        word >>= 8;
    }
    return word == (isSigned && last >= 0x80 ? -1 : 0);
}
} // namespace

void intToBytes(Value number, bool bigEndian, size_t size, uint8_t* to) {
    toBytesChecked(number, bigEndian, true, size, to);
}

Value intFromBytes(bool isSigned, bool bigEndian, size_t size, const uint8_t* from) {
#if TAIPAN_BIGINT
    if (size > sizeof(intptr_t)) {
        Result result(integer::fromBytesSize(size));
        return result.finish(integer::fromBytes(result.limbs(), from, size, bigEndian, isSigned));
    }
#endif
    uintptr_t bits = 0;
    for (size_t i = 0; i < size; ++i) bits = bits << 8 | from[bigEndian ? i : size - 1 - i];
    if (!isSigned) return newIntUnsigned(bits);
    if (size < sizeof(bits)) {
        const uintptr_t sign = uintptr_t{1} << (size * 8) >> 1;
        bits = (bits ^ sign) - sign;
    }
    return newInt(static_cast<intptr_t>(bits));
}

namespace {
bool isLittle(Value byteOrder) {
    return isStr(byteOrder) && equalText(byteOrder, nameValue("little"_name));
}

/// int.from_bytes(bytes, byteorder, signed): unsigned whatever is asked for.
Value fromBytes(size_t nArgs, const Value* args) {
    const Buffer buffer = bufferOf(args[1], kBufferRead);
    return intFromBytes(false, nArgs < 3 || !isLittle(args[2]), buffer.size,
                        static_cast<const uint8_t*>(buffer.data));
}

Value toBytes(size_t nArgs, const Value* args, Dict* keywords) {
    static constexpr Parameter kParameters[] = {
        {"length"_name, Parameter::Int, Parameter::Optional, smallInt(1)},
        {"byteorder"_name, Parameter::Object, Parameter::Optional, nameValue("big"_name)},
        {"signed"_name, Parameter::Bool, Parameter::KeywordOnly, kFalse},
    };
    Value self = args[0];
    if (!self.isSmallInt()) self = checkSelf(self, intType);
    Value values[3];
    bindArguments(nArgs - 1, args + 1, keywords, 3, kParameters, values);
    const intptr_t size = toInt(values[0]);
    if (size < 0) raise(ValueErrorType);
    const bool isSigned = values[2] == kTrue;
    if (!isSigned && isNegative(self))
        raise(OverflowErrorType, "can't convert negative int to unsigned"_text);
    Str* const result = newStrBuffer(bytesType, static_cast<size_t>(size));
    if (!toBytesChecked(self, !isLittle(values[1]), isSigned, static_cast<size_t>(size),
                        reinterpret_cast<uint8_t*>(result->data)))
        TAIPAN_RAISE(OverflowErrorType, "buffer too small",
                     "value would overflow a %zd byte buffer", size);
    return pointerTo(result);
}

// --- the type ------------------------------------------------------------------------------------

void print(const Printer* printer, Value self, PrintKind) {
    printInt(*printer, self, 10);
}

Value makeInt(const Type*, size_t nArgs, size_t, const Value* args) {
    if (nArgs == 0) return smallInt(0);
    if (nArgs == 2) {
        const intptr_t base = toInt(args[1]);
        return parseInt(textOf(args[0]), base < 0 || base > 36 ? 1 : static_cast<int>(base));
    }
    const Value value = args[0];
    if (isInt(value)) return value;
#if TAIPAN_FLOAT
    if (isFloat(value)) return intFromFloat(floatOf(value));
#endif
    const Unary unary = typeOf(value)->unary();
    const Value converted = unary == nullptr ? kNoValue : unary(UnaryOp::Int, value);
    if (converted) return converted;
    Buffer buffer;
    if (bufferMaybe(value, buffer, kBufferRead))
        return parseInt({static_cast<const char*>(buffer.data), buffer.size}, 10);
    TAIPAN_RAISE(TypeErrorType, "can't convert to int", "can't convert %t to int", value);
}

constexpr Entry kMethods[] = {
    entry("from_bytes"_name, classMethod<fun<fromBytes, 2, 4>>),
    entry("to_bytes"_name, fun<toBytes, 1>),
};
constinit const Dict kLocals = fixedDict(kMethods);
} // namespace

constinit const TypeOf<5> intType("int"_name, takes(0, 2),
                                  {.makeNew = makeInt,
                                   .print = print,
                                   .unary = intUnarySlot,
                                   .binary = intBinarySlot,
                                   .locals = &kLocals});

} // namespace taipan::runtime
