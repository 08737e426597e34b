// The codecs of include/taipan/abi, both directions on generated inputs.
#include <array>
#include <catch2/catch.hpp>
#include <vector>

#include "taipan/abi/instructions.h"
#include "taipan/abi/patterns.h"

using namespace taipan::abi;

namespace {
using Bytes = std::vector<uint8_t>;

/// Numbers around every power of two, and their neighbours.
std::vector<uint64_t> boundaries() {
    std::vector<uint64_t> all{0, 1, 2, 3};
    for (unsigned bit = 2; bit < 64; ++bit)
        for (int around = -2; around <= 2; ++around)
            all.push_back((uint64_t{1} << bit) + static_cast<uint64_t>(around));
    for (uint64_t around = 0; around < 3; ++around) all.push_back(UINT64_MAX - around);
    return all;
}

Bytes varuint(uint64_t value) {
    Bytes bytes(kMaxVarintBytes);
    bytes.resize(static_cast<size_t>(writeVaruint(bytes.data(), value) - bytes.data()));
    return bytes;
}
Bytes varint(int64_t value) {
    Bytes bytes(kMaxVarintBytes);
    bytes.resize(static_cast<size_t>(writeVarint(bytes.data(), value) - bytes.data()));
    return bytes;
}

template <unsigned bits, typename Word>
NumberError taken(const Bytes& bytes, Word& value, size_t* used = nullptr) {
    const uint8_t* at = bytes.data();
    const NumberError error = takeVaruint<bits>(at, bytes.data() + bytes.size(), value);
    if (used != nullptr) *used = static_cast<size_t>(at - bytes.data());
    return error;
}

/// Code that is checked, and reports as readers of files do.
struct CheckedCode {
    static constexpr unsigned kNumberBits = 32;
    static constexpr bool kKeepsInts = true;
    const Bytes& code;
    DecodeError error = DecodeError::None;

    static constexpr const Dialect& dialect() { return kDialect63; }
    void fail(DecodeError what) {
        if (error == DecodeError::None) error = what;
    }
    uint8_t byteAt(uint32_t at) {
        if (at < code.size()) return code[at];
        fail(DecodeError::Truncated);
        return 0;
    }
    Operand kindOf(unsigned byte) {
        if (dialect().opInfo(byte).name == nullptr) fail(DecodeError::Undefined);
        return dialect().opInfo(byte).operand;
    }
    uint32_t foldedOf(unsigned byte) { return byte - dialect().opInfo(byte).base; }
    void tooLarge(Operand) { fail(DecodeError::TooLarge); }
    void targetIs(uint32_t) {}
};

/// An instruction to encode.
struct Example {
    Op op;
    uint32_t number = 0;
    int64_t value = 0;
    int32_t distance = 0;
    unsigned width = kShortField;
    uint8_t extra = 0;
};

template <typename Sink>
void encode(Sink& sink, const Example& example) {
    const Operand kind = opInfo(example.op).operand;
    if (kind == Operand::None) return encodePlain(sink, example.op);
    if (kind == Operand::Folded) return encodeFolded(sink, example.op, example.number);
    if (kind == Operand::Int) return encodeInt(sink, example.value);
    if (kind == Operand::Slot) return encodeSlot(sink, example.op, example.number);
    if (kind == Operand::ChildCells)
        return encodeClosure(sink, example.op, example.number, example.extra);
    if (isJump(kind))
        return encodeJump(sink, example.op, example.distance, example.width, example.extra);
    encodeNumber(sink, example.op, example.number);
}

/// Encodes, counts, decodes both ways; all have to agree.
void roundTrip(const Example& example) {
    std::array<uint8_t, 32> room{};
    ByteSink writes{room.data()};
    SizeSink counts;
    encode(writes, example);
    encode(counts, example);
    const Bytes bytes(room.data(), writes.at);
    CAPTURE(opInfo(example.op).name, example.number, example.value, example.distance,
            example.width);
    CHECK(counts.size == bytes.size());

    CheckedCode checked{bytes};
    DecodedValue safe;
    decode(checked, 0, safe);
    REQUIRE(checked.error == DecodeError::None);
    TrustedCode trusted{bytes.data()};
    DecodedValue quick;
    decode(trusted, 0, quick);
    for (const DecodedValue& out : {safe, quick}) {
        CHECK(out.end == bytes.size());
        const OpInfo& info = opInfo(static_cast<uint8_t>(out.byte));
        const Operand kind = opInfo(example.op).operand;
        CHECK(out.extra == (hasExtraByte(kind) ? example.extra : 0));
        if (isJump(kind)) {
            const uint32_t from = out.end - (hasExtraByte(kind) ? 1 : 0);
            CHECK(static_cast<int32_t>(out.target - from) == example.distance);
            CHECK(bytes.size() == jumpSize(kind, example.width));
        } else if (kind == Operand::Int) {
            const bool folded = info.operand == Operand::Folded;
            CHECK((folded ? foldedInt(out.operand) : out.value) == example.value);
        } else {
            CHECK(out.operand == example.number);
        }
        const bool hasShortForm = kind == Operand::Slot || kind == Operand::Int;
        if (!hasShortForm) CHECK(Op{info.base} == example.op);
    }
    // Every cut is seen, and nothing is read behind it.
    for (size_t size = 1; size < bytes.size(); ++size) {
        const Bytes part(bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(size));
        CheckedCode cut{part};
        DecodedValue none;
        decode(cut, 0, none);
        CHECK(cut.error == DecodeError::Truncated);
    }
}
} // namespace

TEST_CASE("varuints read back, whichever reader has them", "[abi]") {
    for (const uint64_t value : boundaries()) {
        const Bytes bytes = varuint(value);
        CAPTURE(value);
        CHECK(bytes.size() == varuintSize(value));
        uint64_t checked = 1;
        size_t used = 0;
        CHECK(taken<64>(bytes, checked, &used) == NumberError::None);
        CHECK(checked == value);
        CHECK(used == bytes.size());

        const uint8_t* at = bytes.data();
        CHECK(takeVaruint<uint64_t>(at) == value);
        CHECK(at == bytes.data() + bytes.size());
        at = bytes.data();
        CHECK(takeVaruint<uint32_t>(at) == static_cast<uint32_t>(value));
        at = bytes.data();
        CHECK(continueVaruint<uint64_t>(at, 0) == value);
        at = bytes.data();
        skipVaruint(at);
        CHECK(at == bytes.data() + bytes.size());

        for (size_t size = 0; size < bytes.size(); ++size)
            CHECK(taken<64>(Bytes(bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(size)),
                            checked, &used) == NumberError::Truncated);
        CHECK(used == bytes.size() - 1);
    }
}

TEST_CASE("varuints beyond their limit are too large, below it are not", "[abi]") {
    for (const uint64_t value : boundaries()) {
        CAPTURE(value);
        const Bytes bytes = varuint(value);
        uint64_t wide = 0;
        uint32_t narrow = 0;
        const auto expected = [&](unsigned bits) {
            return value >> bits == 0 ? NumberError::None : NumberError::TooLarge;
        };
        size_t used = 0;
        CHECK(taken<28>(bytes, narrow, &used) == expected(28));
        CHECK(used == bytes.size());
        CHECK(taken<31>(bytes, narrow) == expected(31));
        CHECK(taken<32>(bytes, narrow) == expected(32));
        CHECK(taken<32>(bytes, wide) == expected(32));
        CHECK(taken<63>(bytes, wide) == expected(63));
    }
    uint64_t value = 0;
    const Bytes tooLong{0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00};
    CHECK(taken<64>(tooLong, value) == NumberError::TooLarge);
    // Wrapping readers lose what is above their word.
    const uint8_t* at = tooLong.data();
    CHECK(takeVaruint<uint64_t>(at) == 0);
    // Leading zeros are no digits.
    Bytes padded(20, 0x80);
    padded.push_back(5);
    CHECK(taken<32>(padded, value) == NumberError::None);
    CHECK(value == 5);
    // Too large comes first, though the end is missing as well.
    CHECK(taken<64>(Bytes(12, 0xff), value) == NumberError::TooLarge);
}

TEST_CASE("varints read back with their sign", "[abi]") {
    const auto read = [](const Bytes& bytes, bool& large) {
        const uint8_t* at = bytes.data();
        return readVarint([&] { return *at++; }, [&] { large = true; });
    };
    for (const uint64_t bits : boundaries()) {
        for (const auto value : {static_cast<int64_t>(bits), -static_cast<int64_t>(bits >> 1)}) {
            const Bytes bytes = varint(value);
            CAPTURE(value);
            CHECK(bytes.size() == varintSize(value));
            bool large = false;
            CHECK(read(bytes, large) == value);
            CHECK_FALSE(large);
            const uint8_t* at = bytes.data();
            CHECK(takeVarint<int64_t>(at) == value);
            CHECK(at == bytes.data() + bytes.size());
            at = bytes.data();
            CHECK(takeVarint<int32_t>(at) == static_cast<int32_t>(value));
        }
    }
    bool large = false;
    read({0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00}, large);
    CHECK(large);
    large = false;
    read({0xbe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}, large);
    CHECK(large);
}

TEST_CASE("a source that fails ends the number", "[abi]") {
    int calls = 0;
    const auto next = [&]() -> uint8_t { return ++calls < 4 ? 0x81 : 0; };
    CHECK(readVaruint<uint32_t, 32>(next, [] { FAIL("not too large"); }) ==
          (1u << 21 | 1u << 14 | 1u << 7));
    CHECK(calls == 4);
}

TEST_CASE("jump fields hold what reaches, no more", "[abi]") {
    for (const bool isSigned : {false, true}) {
        for (const unsigned width : {kShortField, kLongField}) {
            const JumpReach range = reach(isSigned, width);
            CHECK(range.most - range.least == (width == kShortField ? 0x7f : 0x7fff));
            CHECK(range.least == (isSigned ? (width == kShortField ? -0x40 : -0x4000) : 0));
            CHECK_FALSE(fits(range, range.least - 1));
            CHECK_FALSE(fits(range, range.most + 1));
            for (int32_t distance = range.least; distance <= range.most; ++distance) {
                if (!fits(range, distance)) FAIL("in the middle");
                uint8_t bytes[2] = {};
                const uint8_t* const end = writeDistance(bytes, distance, isSigned, width);
                const uint8_t* at = bytes;
                const auto again = static_cast<int32_t>(takeDistance<uint32_t>(at, isSigned));
                if (again != distance || at != end || end != bytes + width)
                    FAIL(distance << " in " << width << " bytes");
            }
        }
    }
    const uint8_t back[] = {0xff, 0x7f};
    const uint8_t* at = back;
    CHECK(static_cast<ptrdiff_t>(takeDistance<size_t>(at, true)) == 0x3fff - 0x4000);
}

TEST_CASE("every instruction reads back with operands at every boundary", "[abi]") {
    for (unsigned byte = 0; byte < 256; ++byte) {
        const OpInfo& info = opInfo(static_cast<uint8_t>(byte));
        if (info.name == nullptr || info.base != byte) continue;
        const Op op{info.base};
        if (isJump(info.operand)) {
            for (const unsigned width : {kShortField, kLongField}) {
                const JumpReach range = reach(isSignedJump(info.operand), width);
                for (int32_t around = 0; around < 2; ++around)
                    for (const int32_t distance :
                         {range.least + around, range.most - around, 0, around - 1})
                        if (fits(range, distance))
                            roundTrip({op, 0, 0, distance, width, static_cast<uint8_t>(0x85)});
            }
        } else if (info.operand == Operand::None) {
            roundTrip({op});
        } else if (info.operand == Operand::Folded) {
            for (uint32_t folded = 0; folded < info.count; ++folded) roundTrip({op, folded});
        } else {
            for (const uint64_t value : boundaries()) {
                if (info.operand == Operand::Int) {
                    roundTrip({op, 0, static_cast<int64_t>(value)});
                    roundTrip({op, 0, static_cast<int64_t>(-value)});
                } else if (value <= UINT32_MAX) {
                    roundTrip({op, static_cast<uint32_t>(value), 0, 0, 0, 0xff});
                }
            }
        }
    }
}

TEST_CASE("numbers beyond 32 bits and bytes without a row are no instructions", "[abi]") {
    const auto errorOf = [](const Bytes& code) {
        CheckedCode in{code};
        DecodedValue out;
        decode(in, 0, out);
        return in.error;
    };
    const auto op = [](Op is) { return static_cast<uint8_t>(is); };
    CHECK(errorOf({op(Op::BUILD_LIST), 0x8f, 0xff, 0xff, 0xff, 0x7f}) == DecodeError::None);
    CHECK(errorOf({op(Op::BUILD_LIST), 0x90, 0x80, 0x80, 0x80, 0x00}) == DecodeError::TooLarge);
    for (unsigned byte = 0; byte < 256; ++byte) {
        const bool defined = opInfo(static_cast<uint8_t>(byte)).name != nullptr;
        CHECK(errorOf({static_cast<uint8_t>(byte), 0, 0}) ==
              (defined ? DecodeError::None : DecodeError::Undefined));
    }
}

TEST_CASE("stack effects count what the operand says", "[abi]") {
    const auto effect = [](Op op, uint32_t operand, uint32_t extra = 0) {
        const StackEffect is = stackEffect(op, operand, extra);
        return std::array<int, 3>{is.pop, is.push, is.target};
    };
    using Effect = std::array<int, 3>;
    CHECK(effect(Op::BUILD_LIST, 300) == Effect{300, 1, 0});
    CHECK(effect(Op::BUILD_MAP, 300) == Effect{0, 1, 0});
    CHECK(effect(Op::UNPACK_SEQUENCE, 300) == Effect{1, 300, 0});
    CHECK(effect(Op::UNPACK_EX, 0x203) == Effect{1, 6, 0});
    CHECK(effect(Op::CALL_FUNCTION, 0x203) == Effect{8, 1, 0});
    CHECK(effect(Op::CALL_METHOD_VAR_KW, 0x203) == Effect{10, 1, 0});
    CHECK(effect(Op::MAKE_CLOSURE_DEFARGS, 7, 3) == Effect{5, 1, 0});
    CHECK(effect(Op::STORE_COMP, 4 << 2 | 0) == Effect{1, 0, 0});
    CHECK(effect(Op::STORE_COMP, 4 << 2 | 1) == Effect{2, 0, 0});
    CHECK(effect(Op::STORE_COMP, 4 << 2 | 2) == Effect{1, 0, 0});
    CHECK(effect(Op::FOR_ITER, 0) == Effect{0, 1, -4});
    // Parts beyond a byte, which the encoded form would lose.
    CHECK(countedParts(Operand::Args, 300, 2) == 304);
    CHECK(joinParts(3, 2) == 0x203);
    unsigned pops = 1, pushes = 1;
    addCounted<Op::CALL_METHOD, Op::CALL_FUNCTION>(0x203, 0, pops, pushes);
    addCounted<Op::UNPACK_EX>(0x203, 0, pops, pushes);
    CHECK(pops == 8);
    CHECK(pushes == 6);
}

namespace {
struct TestRow {
    Operand operand = Operand::None;
    Flow flow = Flow::Next;
    uint8_t pop = 0, push = 0;

    constexpr TestRow() = default;
    constexpr explicit TestRow(const OpInfo& info)
        : operand(info.operand), flow(info.flow), pop(info.pop), push(info.push) {}
};
constexpr CompactRows<TestRow> kTestRows;
} // namespace

TEST_CASE("compact rows say what the table says", "[abi]") {
    for (unsigned byte = kFirstOp; byte < kEndOp; ++byte) {
        const OpInfo& info = opInfo(static_cast<uint8_t>(byte));
        const bool isUnary = byte >= kUnaryBase && byte < kBinaryBase;
        if (info.name == nullptr && isUnary) continue;
        CAPTURE(byte);
        const TestRow row = kTestRows[byte];
        CHECK(row.operand == info.operand);
        CHECK(row.flow == info.flow);
        CHECK(row.pop == info.pop + (isUnary ? 1 : 0));
        CHECK(row.push == info.push);
        const bool blank =
            row.operand == Operand::None && row.flow == Flow::Next && row.pop == 0 && row.push == 0;
        CHECK(blank == (info.name == nullptr));
    }
}

namespace {
/// What findAsyncWith says of code, and whether everything was as it should be.
struct Found {
    bool isAsync = false, isWhole = true;
    DecodeError error = DecodeError::None;
    AsyncWithEntries entries{};

    explicit Found(const Bytes& code) {
        CheckedCode in{code};
        DecodedValue out;
        isAsync = findAsyncWith(
            0, [&](uint32_t at) { return in.byteAt(at); },
            [&](uint32_t at) -> const Decoded& {
                decode(in, at, out);
                return out;
            },
            [&](bool holds) { isWhole &= holds; }, entries);
        error = in.error;
    }
};

/// The handler of an `async with` whose name has number `name`, with `body` bytes between.
Bytes asyncHandler(uint64_t name, size_t body) {
    Bytes code(40 + body);
    ByteSink out{code.data()};
    for (const PatternOp& is : kAsyncWithTest) {
        if (opInfo(is.op).operand == Operand::Qstr)
            encodeNumber(out, is.op, name);
        else if (opInfo(is.op).operand == Operand::Jump)
            encodeJump(out, is.op, static_cast<int32_t>(body),
                       body < 64 ? kShortField : kLongField);
        else
            out.byte(is.byte());
    }
    for (size_t i = 0; i < body; ++i) encodePlain(out, Op::POP_TOP);
    for (const Op op : kAsyncWithRotations) encodePlain(out, op);
    encodePlain(out, Op::RETURN_VALUE);
    code.resize(static_cast<size_t>(out.at - code.data()));
    return code;
}
} // namespace

TEST_CASE("the handler of async with is recognised as it is made", "[abi]") {
    for (const uint64_t name : {0u, 127u, 128u, 65535u})
        for (const size_t body : {size_t{0}, size_t{5}, size_t{63}, size_t{64}, size_t{3000}}) {
            const Bytes code = asyncHandler(name, body);
            const Found found(code);
            const AsyncWithEntries entries = found.entries;
            REQUIRE(found.isAsync);
            CHECK(found.isWhole);
            CHECK(found.error == DecodeError::None);
            CHECK(entries.onPending == code.size() - 1);
            CHECK(entries.onException == code.size() - 3 - body);
            const uint8_t* at = code.data();
            skipAsyncWithTest(at);
            const auto distance = static_cast<ptrdiff_t>(takeDistance(at, true));
            CHECK(at == code.data() + entries.onException);
            CHECK(at + distance + kAsyncWithRotationCount == code.data() + entries.onPending);

            // Any other opcode in it is seen, and so is a cut.
            const size_t test = entries.onException - (body < 64 ? 3u : 4u);
            const size_t end = entries.onPending;
            for (const size_t place : {size_t{1}, test, test + 1, end - 2, end - 1}) {
                Bytes other = code;
                other[place] = static_cast<uint8_t>(Op::ROT_TWO);
                CHECK(Found(other).isAsync);
                CHECK_FALSE(Found(other).isWhole);
            }
            CHECK(Found(Bytes(code.begin(), code.end() - 2)).error == DecodeError::Truncated);
        }
    CHECK_FALSE(Found({static_cast<uint8_t>(Op::POP_TOP)}).isAsync);
}
