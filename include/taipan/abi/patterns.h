// Instruction patterns that one program makes and another one recognises. Freestanding.
//
// The handler of `async with` is entered with an exception on the stack, or with a pending return
// or jump: two entries where the depth counts one. It starts with a test which of both it is:
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

#include <cstddef>
#include <cstdint>

#include "taipan/abi/jumps.h"
#include "taipan/abi/opcodes.h"
#include "taipan/abi/varint.h"

namespace taipan::abi {

/// An instruction of a pattern: the opcode, and the operator folded into it.
struct PatternOp {
    Op op;
    uint8_t folded = 0;

    constexpr uint8_t byte() const {
        return static_cast<uint8_t>(static_cast<uint8_t>(op) + folded);
    }
};

inline constexpr PatternOp kAsyncWithTest[] = {
    {Op::DUP_TOP},
    {Op::LOAD_GLOBAL}, // BaseException
    {Op::BINARY_OP_MULTI, static_cast<uint8_t>(BinaryOp::ExceptionMatch)},
    {Op::POP_JUMP_IF_FALSE},
};
inline constexpr Op kAsyncWithRotations[] = {Op::ROT_THREE, Op::ROT_THREE};
inline constexpr unsigned kAsyncWithRotationCount = 2;
// What walks the test below relies on.
static_assert(opInfo(kAsyncWithTest[0].op).operand == Operand::None &&
              opInfo(kAsyncWithTest[1].op).operand == Operand::Qstr &&
              opInfo(kAsyncWithTest[2].op).operand == Operand::Folded &&
              opInfo(kAsyncWithTest[3].op).operand == Operand::Jump);

/// Whether a finally's handler that starts with `byte` is one of `async with`.
constexpr bool startsAsyncWith(uint8_t byte) {
    return byte == kAsyncWithTest[0].byte();
}

/// Where the handler of an `async with` goes on.
struct AsyncWithEntries {
    uint32_t onException; // offsets; either may be the end of the code
    uint32_t onPending;
};

/// Whether the handler at `at` is one of `async with`, and where it goes on.
///
///   byteAt(offset)   the byte there, as for decode(); fails outside of the code
///   decodeAt(offset) decodes the instruction there; the result has byte, target and end
///   expect(bool)     is told whether the rest is as it should be, and fails if not
template <typename ByteAt, typename DecodeAt, typename Expect>
constexpr bool findAsyncWith(uint32_t at, ByteAt&& byteAt, DecodeAt&& decodeAt, Expect&& expect,
                             AsyncWithEntries& out) {
    if (!startsAsyncWith(byteAt(at))) return false;
    const auto& name = decodeAt(at + 1);
    expect(name.byte == kAsyncWithTest[1].byte());
    expect(byteAt(name.end) == kAsyncWithTest[2].byte());
    const auto& jump = decodeAt(name.end + 1);
    expect(jump.byte == kAsyncWithTest[3].byte());
    uint32_t pending = jump.target;
    for (const Op op : kAsyncWithRotations) expect(byteAt(pending++) == static_cast<uint8_t>(op));
    out = {jump.end, pending};
    return true;
}

/// Moves `at` from the start of such a handler, in verified code, to the offset field of its jump.
/// Behind that it goes on for an exception, and kAsyncWithRotationCount bytes behind the target for
/// a return or jump.
[[gnu::always_inline]] constexpr void skipAsyncWithTest(const uint8_t*& at) {
    at += 2; // DUP_TOP, and the opcode of LOAD_GLOBAL
    skipVaruint(at);
    at += 2; // the operator, and the opcode of the jump
}

} // namespace taipan::abi
