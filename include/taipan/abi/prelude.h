// The prelude that starts every bytecode function (and describes every native one): packed
// signature, packed sizes, then names, line table and cell slots. Freestanding and allocation-free;
// decoders check bounds.
//
// Signature: the first byte is xSSSSEAA, each further one xFSSKAED, low bits of every field first.
// Sizes: bytes xIIIIIIC, low bits first. x: another byte follows.
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan::abi {

/// The numbers at the start of a prelude, under the names the container's description uses.
struct Prelude {
    uint32_t nState = 1;     // S + 1: object slots in the frame, locals and evaluation stack
    uint32_t nExcStack = 0;  // E: nesting of exception blocks
    uint32_t scopeFlags = 0; // F: kScope... bits
    uint32_t nPosArgs = 0;   // A: positional parameters, closure cells included
    uint32_t nKwonlyArgs = 0;
    uint32_t nDefPosArgs = 0; // D: how many of the last positional parameters have defaults
    uint32_t nInfo = 0;       // I: bytes of names and line table that follow the sizes
    uint32_t nCell = 0;       // C: bytes of cell slots that follow the info area

    /// Frame slots that arguments fill: named ones, then *args, then **kwargs.
    constexpr uint64_t argumentSlots() const {
        return uint64_t{nPosArgs} + nKwonlyArgs + ((scopeFlags & 0x04) != 0) +
               ((scopeFlags & 0x02) != 0);
    }
    /// Names in the info area: the function's and those of its named parameters.
    constexpr uint64_t nameCount() const { return 1 + uint64_t{nPosArgs} + nKwonlyArgs; }
};

// Longest encodings: 32-bit fields take one byte for every bit that the signature gives them.
inline constexpr size_t kMaxSignatureBytes = 33;
inline constexpr size_t kMaxSizeBytes = 33;
inline constexpr unsigned kMaxSignatureRounds = 13; // continuation bytes that a decoder follows
inline constexpr unsigned kMaxSizeRounds = 9;

/// Decodes the signature at `at` and moves `at` behind it. False when `end` comes first or a field
/// is too long to be meant; not `isChecked`, neither may be so.
template <bool isChecked = true>
constexpr bool decodeSignature(const uint8_t*& at, const uint8_t* end, Prelude& prelude) {
    if (isChecked && at == end) return false;
    uint32_t byte = *at++;
    uint32_t state = byte >> 3 & 0x0f;
    prelude.nExcStack = byte >> 2 & 1;
    prelude.nPosArgs = byte & 3;
    prelude.scopeFlags = prelude.nKwonlyArgs = prelude.nDefPosArgs = 0;
    for (unsigned n = 0; byte & 0x80; ++n) {
        if (isChecked && (at == end || n == kMaxSignatureRounds)) return false;
        byte = *at++;
        state |= (byte & 0x30) << (2 * n);
        prelude.nExcStack |= (byte & 0x02) << n;
        prelude.nPosArgs |= (byte & 0x04) << n;
        prelude.scopeFlags |= (byte >> 6 & 1) << n;
        prelude.nKwonlyArgs |= (byte >> 3 & 1) << n;
        prelude.nDefPosArgs |= (byte & 1) << n;
    }
    prelude.nState = state + 1;
    return true;
}

/// Decodes the size bytes at `at` and moves `at` behind them; false as for decodeSignature.
template <bool isChecked = true>
constexpr bool decodeSizes(const uint8_t*& at, const uint8_t* end, Prelude& prelude) {
    uint32_t byte = 0x80;
    uint32_t shift = 0;
    prelude.nInfo = prelude.nCell = 0;
    for (unsigned n = 0; byte & 0x80; ++n, shift += 6) {
        if (isChecked && (at == end || n == kMaxSizeRounds)) return false;
        byte = *at++;
        const uint32_t bits = byte >> 1 & 0x3f;
        if (isChecked && n > 4 && bits >> (n == 5 ? 2 : 0) != 0) return false;
        if (!isChecked || n <= 5) prelude.nInfo |= bits << shift;
        prelude.nCell |= (byte & 1) << n;
    }
    return true;
}

/// Writes the signature at `to` (room for kMaxSignatureBytes) and returns the end.
constexpr uint8_t* encodeSignature(uint8_t* to, const Prelude& prelude) {
    uint32_t S = prelude.nState - 1, E = prelude.nExcStack, F = prelude.scopeFlags;
    uint32_t A = prelude.nPosArgs, K = prelude.nKwonlyArgs, D = prelude.nDefPosArgs;
    *to = static_cast<uint8_t>((S & 0x0f) << 3 | (E & 1) << 2 | (A & 3));
    S >>= 4;
    E >>= 1;
    A >>= 2;
    while (S | E | F | A | K | D) {
        *to++ |= 0x80;
        *to = static_cast<uint8_t>((F & 1) << 6 | (S & 3) << 4 | (K & 1) << 3 | (A & 1) << 2 |
                                   (E & 1) << 1 | (D & 1));
        S >>= 2;
        E >>= 1;
        F >>= 1;
        A >>= 1;
        K >>= 1;
        D >>= 1;
    }
    return to + 1;
}

/// Writes the size bytes at `to` (room for kMaxSizeBytes) and returns the end.
constexpr uint8_t* encodeSizes(uint8_t* to, const Prelude& prelude) {
    uint32_t I = prelude.nInfo, C = prelude.nCell;
    for (;;) {
        *to = static_cast<uint8_t>((I & 0x3f) << 1 | (C & 1));
        I >>= 6;
        C >>= 1;
        if ((I | C) == 0) return to + 1;
        *to++ |= 0x80;
    }
}

/// One step of the line table: after `bytes` bytes of opcodes, the line grows by `lines`.
struct LineRecord {
    uint32_t bytes = 0;
    uint32_t lines = 0;
};

/// Decodes the record at `at` (which is before `end`) and moves `at` behind it; false when cut off.
/// Forms: 0LLBBBBB and 1LLLBBBB LLLLLLLL.
constexpr bool decodeLineRecord(const uint8_t*& at, const uint8_t* end, LineRecord& record) {
    const uint32_t byte = *at++;
    if ((byte & 0x80) == 0) {
        record = {byte & 0x1f, byte >> 5};
        return true;
    }
    if (at == end) return false;
    record = {byte & 0x0f, (byte << 4 & 0x700) | *at++};
    return true;
}

/// Writes the next record for a step of `bytes` and `lines` (not both 0) at `to` (room for two
/// bytes), takes what it covers off both, and returns the end. Repeat until both are 0.
constexpr uint8_t* encodeLineRecord(uint8_t* to, uint32_t& bytes, uint32_t& lines) {
    uint32_t b = 0, l = 0;
    if (lines <= 6 || bytes > 15) {
        b = bytes < 31 ? bytes : 31;
        l = b < bytes ? 0 : lines < 3 ? lines : 3;
        *to++ = static_cast<uint8_t>(b | l << 5);
    } else {
        b = bytes; // at most 15 here
        l = lines < 2047 ? lines : 2047;
        *to++ = static_cast<uint8_t>(0x80 | b | (l >> 4 & 0x70));
        *to++ = static_cast<uint8_t>(l);
    }
    bytes -= b;
    lines -= l;
    return to;
}

/// In the tables of machine code lines go back as well: the 11 bits have a sign.
constexpr int32_t signedLines(const LineRecord& record) {
    return static_cast<int32_t>(record.lines ^ 0x400) - 0x400;
}

/// As encodeLineRecord(), for the table of machine code.
constexpr uint8_t* encodeNativeLineRecord(uint8_t* to, uint32_t& bytes, int32_t& lines) {
    const bool isShort = lines >= 0 && lines <= 3;
    if (bytes > 31 || (bytes > 15 && !isShort)) { // a part of the bytes
        const uint32_t b = bytes < 31 ? bytes : 31;
        bytes -= b;
        *to++ = static_cast<uint8_t>(b);
        return to;
    }
    const int32_t l = lines < -1024 ? -1024 : lines > 1023 ? 1023 : lines;
    const auto bits = static_cast<uint32_t>(l);
    if (isShort) {
        *to++ = static_cast<uint8_t>(bytes | bits << 5);
    } else {
        *to++ = static_cast<uint8_t>(0x80 | bytes | (bits >> 4 & 0x70));
        *to++ = static_cast<uint8_t>(bits);
    }
    bytes = 0;
    lines -= l;
    return to;
}

/// The source line of the opcode at `offset`, by the line table [at, end). 0 in machine code: what
/// is raised there has its line already.
template <bool isNative = false>
constexpr uint32_t lineAt(const uint8_t* at, const uint8_t* end, uint32_t offset) {
    uint32_t line = 1;
    LineRecord record;
    while (at != end && decodeLineRecord(at, end, record) && offset >= record.bytes) {
        offset -= record.bytes;
        line += isNative ? static_cast<uint32_t>(signedLines(record)) : record.lines;
    }
    return line;
}

} // namespace taipan::abi
