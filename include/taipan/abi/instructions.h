// Instructions, both ways: taken apart with or without checks, and encoded into a sink that writes
// or counts. Freestanding.
//
// decode(in, at, out) is one template for all readers; `in` decides what is checked and how it
// fails. It has
//
//   dialect()            the version of the format; a constant where it is known
//   byteAt(offset)       the byte there; what lies outside of the code fails, or is known not to be
//   kindOf(byte)         the Operand of an opcode byte; those that are no opcode fail
//   foldedOf(byte)       the operand in a byte of kind Folded
//   tooLarge(kind)       a number has more than kNumberBits bits (an Int: 64, where kKeepsInts)
//   targetIs(offset)     where a jump leads (of 32 bits: before the start it is huge)
//   kNumberBits          kWraps: numbers are not checked
//   kKeepsInts           whether the value of an Int goes to `out.value`; else it is skipped, and
//                        its low 32 bits go to `out.operand`
//
// The functions may leave for good (raise, jump). Where byteAt returns after a failure, it returns
// 0 from then on. Known cases of `in`: mpy::decodeInstruction (checked, reports), the verifier
// (checked, raises), TrustedCode below.
//
// encode…(sink, …) puts an instruction into a ByteSink (memory with enough room) or a SizeSink
// (that counts): a size is what is written, by construction.
#pragma once

#include "taipan/abi/dialect.h"
#include "taipan/abi/jumps.h"
#include "taipan/abi/opcodes.h"
#include "taipan/abi/varint.h"

namespace taipan::abi {

/// Why bytes are no instruction.
enum class DecodeError : uint8_t {
    None,
    Undefined, // no opcode has this byte value
    Truncated, // the code ends inside the instruction
    TooLarge   // an operand beyond 32 bits (64 for a small int)
};

// --- decoding ------------------------------------------------------------------------------------

/// An instruction as decode() leaves it.
struct Decoded {
    unsigned byte = 0;    // of the opcode
    unsigned extra = 0;   // the byte behind number or offset; 0: none
    uint32_t operand = 0; // a number or what is folded; jumps leave it alone
    uint32_t target = 0;  // of jumps, two's complement; others leave it alone
    uint32_t end = 0;     // offset of the next instruction
};
/// With the value of Int operands; others leave it alone.
struct DecodedValue : Decoded {
    int64_t value = 0;
};

template <typename In, typename Out>
constexpr void decode(In& in, uint32_t at, Out& out) {
    const unsigned byte = in.byteAt(at++);
    const Operand kind = in.kindOf(byte);
    const auto next = [&]() -> uint8_t { return in.byteAt(at++); };
    if (isJump(kind)) {
        uint32_t distance = 0;
        switch (in.dialect().jumps) {
        case JumpForm::OneOrTwoBytes:
            distance = readDistance<uint32_t>(next, isSignedJump(kind));
            break;
        }
        out.target = at + distance;
        in.targetIs(out.target);
    } else if (In::kKeepsInts && kind == Operand::Int) {
        if constexpr (In::kKeepsInts) out.value = readVarint(next, [&] { in.tooLarge(kind); });
    } else if (hasNumber(kind)) {
        out.operand = readVaruint<uint32_t, In::kNumberBits>(next, [&] { in.tooLarge(kind); });
    } else {
        out.operand = in.foldedOf(byte);
    }
    out.extra = hasExtraByte(kind) ? next() : 0;
    out.byte = byte;
    out.end = at;
}

/// Code that has been verified, for decode().
struct TrustedCode {
    static constexpr unsigned kNumberBits = kWraps;
    static constexpr bool kKeepsInts = true;
    const uint8_t* code;

    static constexpr const Dialect& dialect() { return kDialect63; }
    constexpr uint8_t byteAt(uint32_t at) const { return code[at]; }
    static constexpr Operand kindOf(unsigned byte) {
        return opInfo(static_cast<uint8_t>(byte)).operand;
    }
    static constexpr uint32_t foldedOf(unsigned byte) {
        return byte - opInfo(static_cast<uint8_t>(byte)).base;
    }
    static constexpr void tooLarge(Operand) {}
    static constexpr void targetIs(uint32_t) {}
};

/// The small int in a byte of LOAD_CONST_SMALL_INT_MULTI, by its folded operand.
constexpr int foldedInt(uint32_t operand) {
    return static_cast<int>(operand) - kSmallIntMultiExcess;
}

// --- encoding ------------------------------------------------------------------------------------

/// Writes; `at` is where the next byte goes.
struct ByteSink {
    uint8_t* at;

    constexpr void byte(unsigned value) { *at++ = static_cast<uint8_t>(value); }
    constexpr void varuint(uint64_t value) { at = writeVaruint(at, value); }
    constexpr void varint(int64_t value) { at = writeVarint(at, value); }
    constexpr void copy(const uint8_t* from, size_t size) {
        for (size_t i = 0; i < size; ++i) *at++ = from[i];
    }
    constexpr void distance(int32_t value, bool isSigned, unsigned width) {
        at = writeDistance(at, value, isSigned, width);
    }
};

/// Counts.
struct SizeSink {
    size_t size = 0;

    constexpr void byte(unsigned) { ++size; }
    constexpr void varuint(uint64_t value) { size += varuintSize(value); }
    constexpr void varint(int64_t value) { size += varintSize(value); }
    constexpr void copy(const uint8_t*, size_t more) { size += more; }
    constexpr void distance(int32_t, bool, unsigned width) { size += width; }
};

/// An instruction that is its opcode byte.
template <typename Sink>
constexpr void encodePlain(Sink& out, Op op) {
    out.byte(static_cast<uint8_t>(op));
}

/// One with the operand in the opcode byte. `operand` is below the row's count.
template <typename Sink>
constexpr void encodeFolded(Sink& out, Op op, uint32_t operand) {
    out.byte(static_cast<uint8_t>(op) + operand);
}

/// One with a varuint, in full.
template <typename Sink>
constexpr void encodeNumber(Sink& out, Op op, uint64_t number) {
    encodePlain(out, op);
    out.varuint(number);
}

/// One that names a local slot: the first ones are folded where the opcode has such a form.
template <typename Sink>
constexpr void encodeSlot(Sink& out, Op op, uint32_t slot) {
    if (slot < kFastMultiCount && op == Op::LOAD_FAST_N)
        return encodeFolded(out, Op::LOAD_FAST_MULTI, slot);
    if (slot < kFastMultiCount && op == Op::STORE_FAST_N)
        return encodeFolded(out, Op::STORE_FAST_MULTI, slot);
    encodeNumber(out, op, slot);
}

/// LOAD_CONST_SMALL_INT: values around 0 are folded.
template <typename Sink>
constexpr void encodeInt(Sink& out, int64_t value) {
    constexpr int64_t first = -kSmallIntMultiExcess;
    constexpr int64_t end = first + opInfo(Op::LOAD_CONST_SMALL_INT_MULTI).count;
    if (value >= first && value < end)
        return encodeFolded(out, Op::LOAD_CONST_SMALL_INT_MULTI,
                            static_cast<uint32_t>(value - first));
    encodePlain(out, Op::LOAD_CONST_SMALL_INT);
    out.varint(value);
}

/// MAKE_CLOSURE and its like.
template <typename Sink>
constexpr void encodeClosure(Sink& out, Op op, uint64_t child, uint8_t cells) {
    encodeNumber(out, op, child);
    out.byte(cells);
}

/// Code bytes of a jump whose offset field has `width` bytes; `kind` is its operand.
constexpr uint8_t jumpSize(Operand kind, unsigned width) {
    return static_cast<uint8_t>(1 + width + (hasExtraByte(kind) ? 1 : 0));
}

/// A jump whose target lies `distance` bytes behind its offset field.
template <typename Sink>
constexpr void encodeJump(Sink& out, Op op, int32_t distance, unsigned width, uint8_t extra = 0) {
    const Operand kind = opInfo(op).operand;
    encodePlain(out, op);
    out.distance(distance, isSignedJump(kind), width);
    if (hasExtraByte(kind)) out.byte(extra);
}

} // namespace taipan::abi
