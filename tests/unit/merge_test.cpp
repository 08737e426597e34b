// Several modules in one file: what becomes of jumps when the indices around them grow.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "mpy_builder.h"
#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/instruction.h"
#include "taipan/mpy-format/merge.h"

using namespace taipan;
using namespace taipan::test;
using abi::Op;
using Bytes = std::vector<uint8_t>;

namespace {
/// A jump of two or three bytes. Places count as if all jumps had two.
struct Jump {
    Op op;
    int at, to;
    bool isLong;
};

/// `size` bytes of opcodes, all of them one byte but for the jumps.
Bytes assemble(const std::vector<Jump>& jumps, int size) {
    const auto real = [&](int place) { // with the long jumps before it
        for (int i = 0, before = place; i < static_cast<int>(jumps.size()); ++i)
            place +=
                jumps[static_cast<size_t>(i)].isLong && jumps[static_cast<size_t>(i)].at < before;
        return place;
    };
    Bytes code;
    for (int place = 0; place < size; ++place) {
        const auto jump = std::find_if(jumps.begin(), jumps.end(),
                                       [&](const Jump& each) { return each.at == place; });
        if (jump == jumps.end()) {
            code.push_back(asByte(Op::LOAD_NULL));
            continue;
        }
        const int bytes = jump->isLong ? 3 : 2;
        const int bias = jump->op == Op::SETUP_EXCEPT ? 0 : jump->isLong ? 0x4000 : 0x40;
        const int value = real(jump->to) - real(jump->at) - bytes + bias;
        REQUIRE((value >= 0 && value <= (jump->isLong ? 0x7fff : 0x7f)));
        code.push_back(asByte(jump->op));
        code.push_back(static_cast<uint8_t>((value & 0x7f) | (jump->isLong ? 0x80 : 0)));
        if (jump->isLong) code.push_back(static_cast<uint8_t>(value >> 7));
        ++place;
    }
    return code;
}

/// Where the jumps lead, by the numbers of the instructions.
std::map<size_t, size_t> jumpsOf(const Bytes& code) {
    std::map<int64_t, size_t> numbers; // by offset
    std::vector<mpy::Instruction> all;
    for (uint32_t offset = 0; offset < code.size(); offset = all.back().end()) {
        numbers[offset] = all.size();
        REQUIRE(mpy::decodeInstruction(abi::kDialect63, code, offset, all.emplace_back()) ==
                mpy::DecodeError::None);
    }
    std::map<size_t, size_t> jumps;
    for (size_t i = 0; i < all.size(); ++i)
        if (all[i].jumps()) jumps[i] = numbers.at(all[i].target);
    return jumps;
}

/// What these opcodes become as those of the second of two modules.
Bytes mergedAsSecond(const Bytes& code) {
    Builder first, second;
    first.function({bytes(Op::LOAD_CONST_NONE, Op::RETURN_VALUE), frame(1)});
    second.function({code, frame(1)});
    const mpy::Module* const modules[] = {&first.module, &second.module};
    const Result<mpy::Module> merged = mpy::merge(modules);
    REQUIRE(merged.ok());
    const Result<mpy::Function> function =
        mpy::parseFunction(*merged->dialect, merged->rawCodes.at(2));
    REQUIRE(function.ok());
    return {function->opcodes.begin(), function->opcodes.end()};
}
} // namespace

TEST_CASE("merge: jumps take their short form where it reaches", "[mpy]") {
    for (const int gap : {0, 62, 63, 64, 65, 200}) {
        CAPTURE(gap);
        const std::vector<Jump> jumps{{Op::JUMP, 0, 2 + gap, true},
                                      {Op::POP_JUMP_IF_TRUE, 2 + gap, 2, true}};
        const Bytes code = assemble(jumps, 2 + gap + 2 + 2);
        const Bytes merged = mergedAsSecond(code);
        CHECK(jumpsOf(merged) == jumpsOf(code));
        CHECK(code.size() - merged.size() == (gap > 62 ? 0 : 2));
    }
}

TEST_CASE("merge: jumps that would change their form for ever stay long", "[mpy]") {
    // A form is chosen with offsets of which some are of the round before. Six jumps at the edge of
    // their short forms: the first two are long in every other round, the others in between.
    const std::vector<Jump> jumps{
        {Op::SETUP_EXCEPT, 0, 126, true}, {Op::SETUP_EXCEPT, 2, 129, true},
        {Op::JUMP, 6, 70, false},         {Op::JUMP, 66, 4, false},
        {Op::JUMP, 68, 6, false},         {Op::JUMP, 71, 9, false},
    };
    const Bytes code = assemble(jumps, 131);
    const Bytes merged = mergedAsSecond(code);
    CHECK(jumpsOf(merged) == jumpsOf(code));
    CHECK(merged.size() == code.size());
}
