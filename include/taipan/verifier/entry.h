// What the verifier knows of a stack entry, and of an opcode. Freestanding.
#pragma once

#include <cstdint>

#include "taipan/abi/opcodes.h"

namespace taipan::verifier {

/// What a stack entry may be, as bits: all that it may be on some path.
template <bool kForStock>
struct Kinds;

template <>
struct Kinds<false> {
    static constexpr unsigned kNull = 0x01;    // no value
    static constexpr unsigned kName = 0x04;    // a name, as keywords of calls are
    static constexpr unsigned kSettled = 0x08; // None or an exception
    static constexpr unsigned kAny = 0x0e;     // any value
    static constexpr unsigned kValue = kAny;   // what is taken for a value
    static constexpr unsigned kMaybe = kValue | kNull;
    static constexpr unsigned kPair =
        0x10; // the cause of a return or jump, a hidden entry below it
    static constexpr unsigned kCause = kSettled | kPair;
    static constexpr unsigned kIterator = 0x20;
    static constexpr unsigned kIteratorWord = 0x40; // the three entries below
    static constexpr unsigned kException = kSettled;
};

/// More kinds of values: those that stock's VM does not check when code runs. The upper half is the
/// number that belongs to the kind, 16 bits and the same inverted: where paths with different
/// numbers meet, a bit is set in both, and the number is lost.
template <>
struct Kinds<true> {
    using Less = Kinds<false>;
    static constexpr uint64_t kNull = Less::kNull, kName = Less::kName;
    static constexpr uint64_t kNone = Less::kSettled;
    static constexpr uint64_t kPair = Less::kPair;
    static constexpr uint64_t kIterator = Less::kIterator, kIteratorWord = Less::kIteratorWord;
    static constexpr uint64_t kRaised = 0x100; // an exception that a handler got
    static constexpr uint64_t kList = 0x200, kDict = 0x400, kSet = 0x800;
    static constexpr uint64_t kTuple = 0x1000;     // of so many items
    static constexpr uint64_t kCell = 0x2000;      // the cell itself
    static constexpr uint64_t kParameter = 0x4000; // the parameter of this number
    static constexpr uint64_t kFunction = 0x8000;  // made from the child of this number
    static constexpr uint64_t kModule = 0x10000;
    static constexpr uint64_t kBuildClass = 0x20000; // what LOAD_BUILD_CLASS loads
    static constexpr uint64_t kNumber = ~uint64_t{0} << 32;

    static constexpr uint64_t kAny = Less::kAny; // none of those above for sure
    static constexpr uint64_t kException = kNone | kRaised;
    static constexpr uint64_t kSettled = kNone | kRaised;
    static constexpr uint64_t kCause = kSettled | kPair;
    static constexpr uint64_t kValue = kAny | kRaised | kList | kDict | kSet | kTuple | kCell |
                                       kParameter | kFunction | kModule | kBuildClass | kNumber;
    static constexpr uint64_t kMaybe = kValue | kNull;

    static constexpr uint64_t numbered(uint64_t kind, uint32_t number) {
        return kind | uint64_t{number & 0xffff} << 32 | uint64_t{~number & 0xffff} << 48;
    }
    static constexpr uint32_t numberOf(uint64_t entry) { return entry >> 32 & 0xffff; }
    /// Whether an entry is nothing but of `kind`, with one number.
    static constexpr bool hasNumber(uint64_t entry, uint64_t kind) {
        return entry == numbered(kind, numberOf(entry));
    }
};

/// What is kept to prove what stock's VM needs; nothing where that is not asked.
template <bool kForStock>
struct StockState {};
template <>
struct StockState<true> {
    uint64_t returned = 0;          // Kinds<true> of what the function may return
    uint8_t* isLeftEarly = nullptr; // by block: its handler runs because of a return or jump
    uint8_t closed = 0;             // parameters that have to be cells to make closures of
    bool isLastPass = false;
};

// --- the table of opcodes ------------------------------------------------------------------------

/// What an instruction leaves uppermost, as Kinds<false>.
constexpr unsigned pushedBy(abi::Op op) {
    using K = Kinds<false>;
    switch (op) {
    case abi::Op::LOAD_CONST_STRING: return K::kName;
    case abi::Op::LOAD_CONST_NONE: return K::kSettled;
    case abi::Op::LOAD_NULL: return K::kNull;
    case abi::Op::LOAD_METHOD:
    case abi::Op::LOAD_SUPER_METHOD:
    case abi::Op::SETUP_WITH: return K::kMaybe;
    default: return K::kValue;
    }
}

/// One row of opcodes.def. What the operand counts comes on top of `pop` and `push`. All zero for
/// bytes that are no opcode.
struct OpRow {
    uint16_t operand : 4, flow : 3, pop : 2, push : 3;
    uint16_t pushed : 4;

    constexpr OpRow() : operand(0), flow(0), pop(0), push(0), pushed(0) {}
    constexpr explicit OpRow(const abi::OpInfo& info)
        : operand(static_cast<uint8_t>(info.operand)), flow(static_cast<uint8_t>(info.flow)),
          pop(info.pop), push(info.push),
          pushed(static_cast<uint8_t>(pushedBy(abi::Op{info.base}))) {}
};
static_assert(sizeof(OpRow) == 2);
inline constexpr abi::CompactRows<OpRow> kOpRows;

} // namespace taipan::verifier
