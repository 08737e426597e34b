// Instruction patterns that one program makes and another one recognises. Freestanding.
//
// The handler of `async with` is entered with an exception on the stack, or with a pending return or
// jump: two entries where the depth counts one. It starts with a test which of both it is:
//
//     DUP_TOP
//     LOAD_GLOBAL BaseException
//     BINARY_OP exception-match
//     POP_JUMP_IF_FALSE pending
//     …                            (an exception)
//   pending:
//     ROT_THREE                    moves the two entries below the manager
//     ROT_THREE
//     …
//
// What emits it walks kAsyncWithTest and kAsyncWithRotations. What enters it behind the test
// recognises it by its first opcode, which no other finally's handler starts with, and uses
// findAsyncWith (offsets, checked) or skipAsyncWithTest (bytes that were verified).
#pragma once

#include "taipan/abi/jumps.h"
#include "taipan/abi/opcodes.h"
#include "taipan/abi/varint.h"

namespace taipan::abi {

/// An instruction of a pattern: the opcode, and the operator folded into it.
struct PatternOp {
    Op op;
    uint8_t folded = 0;

    constexpr uint8_t byte() const { return static_cast<uint8_t>(static_cast<uint8_t>(op) + folded); }
};

inline constexpr PatternOp kAsyncWithTest[] = {
    {Op::DUP_TOP},
    {Op::LOAD_GLOBAL}, // BaseException
    {Op::BINARY_OP_MULTI, static_cast<uint8_t>(BinaryOp::ExceptionMatch)},
    {Op::POP_JUMP_IF_FALSE},
};
inline constexpr Op kAsyncWithRotations[] = {Op::ROT_THREE, Op::ROT_THREE};
inline constexpr unsigned kAsyncWithRotationCount = 2;

/// Whether a finally's handler that starts with `byte` is one of `async with`.
constexpr bool startsAsyncWith(uint8_t byte) {
    return byte == kAsyncWithTest[0].byte();
}

/// Walks the test from behind its first byte. `next()` gives a byte; `expect(bool)` is told whether
/// an opcode is what it should be. The result is the distance of the jump to the pending part.
template <typename Word, typename Next, typename Expect>
[[gnu::always_inline]] constexpr Word walkAsyncWithTest(Next&& next, Expect&& expect) {
    Word distance = 0;
    const auto step = [&](const PatternOp& is) __attribute__((always_inline)) {
        expect(next() == is.byte());
        switch (opInfo(is.op).operand) {
        case Operand::None:
        case Operand::Folded: break;
        case Operand::Jump: distance = readDistance<Word>(next, true); break;
        default: readVaruint<uint32_t, kWraps>(next, [] {}); break;
        }
    };
    step(kAsyncWithTest[1]);
    step(kAsyncWithTest[2]);
    step(kAsyncWithTest[3]);
    return distance;
}

/// Where the handler of an `async with` goes on.
struct AsyncWithEntries {
    uint32_t onException; // offsets
    uint32_t onPending;
};

/// Whether the handler at `at` is one of `async with`, and where it goes on. `in.byteAt(offset)` as
/// for decode(); `expect(bool)` is told whether the rest is as it should be, and fails if not.
template <typename In, typename Expect>
constexpr bool findAsyncWith(In& in, uint32_t at, Expect&& expect, AsyncWithEntries& out) {
    if (!startsAsyncWith(in.byteAt(at++))) return false;
    const auto next = [&]() -> uint8_t { return in.byteAt(at++); };
    const auto distance = walkAsyncWithTest<uint32_t>(next, expect);
    out.onException = at;
    uint32_t pending = at + distance;
    for (const Op op : kAsyncWithRotations)
        expect(in.byteAt(pending++) == static_cast<uint8_t>(op));
    out.onPending = pending;
    return true;
}

/// Moves `at`, where such a handler starts, to where it goes on for an exception; the result is where
/// it does for a return or jump.
[[gnu::always_inline]] constexpr const uint8_t* skipAsyncWithTest(const uint8_t*& at) {
    ++at;
    const auto distance =
        walkAsyncWithTest<size_t>([&]() -> uint8_t { return *at++; }, [](bool) {});
    return at + static_cast<ptrdiff_t>(distance) + kAsyncWithRotationCount;
}

} // namespace taipan::abi
