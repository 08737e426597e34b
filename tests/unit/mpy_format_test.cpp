// Writer and reader against each other and against hand-decoded files, prelude, listing, facts.
#include <catch2/catch.hpp>

#include "mpy_builder.h"
#include "taipan/abi/varint.h"
#include "taipan/mpy-format/disassembler.h"
#include "taipan/mpy-format/info.h"
#include "taipan/mpy-format/instruction.h"
#include "taipan/mpy-format/merge.h"
#include "taipan/mpy-format/reader.h"
#include "taipan/mpy-format/validator.h"
#include "taipan/mpy-format/writer.h"

using namespace taipan;
using namespace taipan::test;
using abi::Op;
using Bytes = std::vector<uint8_t>;

namespace {

/// `def add(a, b=3): return a + b` and `print(add(1000))`, as stock compiles it from ex.py.
const Bytes kExample{0x4d, 0x06, 0x00, 0x1f, 0x06, 0x00, 0x0a, 0x65, 0x78, 0x2e, 0x70, 0x79,
                     0x00, 0x0f, 0x06, 0x61, 0x64, 0x64, 0x00, 0x81, 0x77, 0x02, 0x61, 0x00,
                     0x02, 0x62, 0x00, 0x81, 0x54, 0x10, 0x04, 0x01, 0x68, 0x83, 0x2a, 0x01,
                     0x53, 0x33, 0x00, 0x16, 0x02, 0x11, 0x03, 0x11, 0x02, 0x22, 0x87, 0x68,
                     0x34, 0x01, 0x34, 0x01, 0x59, 0x51, 0x63, 0x01, 0x58, 0x9a, 0x01, 0x08,
                     0x02, 0x04, 0x05, 0x20, 0xb0, 0xb1, 0xf2, 0x63};

mpy::Module readGood(const Bytes& file) {
    Result<mpy::Module> module = mpy::read(file);
    if (!module) FAIL(module.error().message);
    return std::move(module).value();
}

std::string readError(const Bytes& file) {
    const Result<mpy::Module> module = mpy::read(file);
    return module ? "" : module.error().message;
}

/// The bytes that a listing with bytes explains.
Bytes listedBytes(const std::string& listing) {
    Bytes all;
    for (size_t start = 0; start < listing.size();) {
        const size_t end = listing.find('\n', start);
        const std::string line = listing.substr(start, end - start);
        start = end + 1;
        if (line.empty() || line[0] == ' ') continue;
        for (size_t at = 8; at + 1 < line.size() && at < 32 && line[at] != ' '; at += 3)
            all.push_back(static_cast<uint8_t>(std::stoi(line.substr(at, 2), nullptr, 16)));
    }
    return all;
}

} // namespace

TEST_CASE("an example file reads as its description says", "[mpy]") {
    const mpy::Module module = readGood(kExample);
    CHECK(module.qstrs.size() == 6);
    CHECK(module.qstrs[0].text == "ex.py");
    CHECK(module.qstrs[3].text == "print");
    CHECK(module.qstrs[3].staticId == 123);
    REQUIRE(module.rawCodes.size() == 2);
    REQUIRE(module.rawCodes[0].children.size() == 1);
    CHECK(module.rawCodes[0].children[0] == 1);
    CHECK(module.rawCodes[0].code.size() == 26);
    CHECK(mpy::write(module) == kExample);
    CHECK(mpy::validate(module).empty());
}

TEST_CASE("every kind of raw code survives writing and reading", "[mpy]") {
    const Builder b = sampleModule();
    const Bytes file = mpy::write(b.module);
    const mpy::Module again = readGood(file);
    CHECK(mpy::write(again) == file);
    CHECK(mpy::validate(again).empty());
    REQUIRE(again.rawCodes.size() == 5);
    CHECK(again.rawCodes[2].preludeOffset == 6);
    CHECK(again.rawCodes[3].bssSize == 300);
    CHECK(again.rawCodes[3].rodata.size() == 4);
    CHECK(again.rawCodes[3].relocations.size() == 6);
    CHECK(again.rawCodes[4].asmArgs == 2);
    CHECK(again.objects[5].text == std::string_view("x\0y", 3));
    CHECK(again.objects[3].items[1].text == "2.5");
}

TEST_CASE("relocations of the kinds 1, 3 and 5 have a count, others none", "[mpy]") {
    for (unsigned kind = 0; kind < 10; ++kind) {
        CAPTURE(kind);
        const bool counts = kind == 1 || kind == 3 || kind == 5;
        Builder b = sampleModule();
        Bytes records{static_cast<uint8_t>(kind << 1 | 1), 0x00};
        // A count that would be read as a record with a place, whose place is the end mark's byte.
        if (counts) records.push_back(0x01);
        records.push_back(0xff);
        b.module.rawCodes[3].relocations = b.keep(records);
        const mpy::Module again = readGood(mpy::write(b.module));
        const auto read = again.rawCodes[3].relocations;
        CHECK(Bytes(read.begin(), read.end()) == records);
        CHECK(mpy::validate(again).empty());
    }
}

TEST_CASE("architecture flags follow the header", "[mpy]") {
    Builder b;
    b.module.header.hasArchFlags = true;
    b.module.header.archFlags = 3;
    b.function({bytes(Op::LOAD_CONST_NONE, Op::RETURN_VALUE), frame(1)});
    const Bytes file = mpy::write(b.module);
    CHECK(file[2] == 0x40);
    CHECK(file[4] == 3);
    CHECK(readGood(file).header.archFlags == 3);
    CHECK(mpy::write(readGood(file)) == file);
}

TEST_CASE("reading in place keeps views into the bytes", "[mpy]") {
    const Result<mpy::Module> module = mpy::read(kExample, {.inPlace = true});
    REQUIRE(module.ok());
    CHECK(module->rawCodes[0].code.data() == kExample.data() + 29);
}

TEST_CASE("the reader names what is wrong", "[mpy]") {
    using Catch::Contains;
    auto head = [](const Bytes& rest) {
        Bytes file{'M', 6, 0, 31};
        for (uint8_t byte : rest) file.push_back(byte);
        return file;
    };
    CHECK_THAT(readError({}), Contains("ends where the magic byte"));
    CHECK_THAT(readError({'X', 6, 0, 31}), Contains("not an .mpy file"));
    CHECK_THAT(readError({'C', 6, 0, 31}), Contains("CircuitPython"));
    CHECK_THAT(readError({'M', 5, 0, 31}), Contains("v1.12 to v1.18"));
    CHECK_THAT(readError({'M', 6, 0x80, 31}), Contains("bit 7"));
    CHECK_THAT(readError(head({0x81, 0x00, 0})), Contains("only 1 bytes are left"));
    CHECK_THAT(readError(head({1, 0, 0x01})), Contains("no static string 0"));
    CHECK_THAT(readError(head({1, 0, 0x82, 0x4d})), Contains("no static string 166"));
    CHECK_THAT(readError(head({1, 0, 0x02, 'a', 'b', 0})), Contains("no NUL"));
    CHECK_THAT(readError(head({1, 0, 0x40, 'a'})), Contains("takes 32 bytes"));
    CHECK_THAT(readError(head({0, 1, 11, 0})), Contains("no object tag 11"));
    CHECK_THAT(readError(head({0, 1, 10, 0x90, 0, 0})), Contains("tuple's length is 2048"));
    CHECK_THAT(readError(head({0, 0, 0x04, 0x00})), Contains("announces children"));
    CHECK_THAT(
        readError(head({0, 0, 0x80, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})),
        Contains("too large"));
    CHECK_THAT(readError(head({0, 0, 0x01, 0x90, 0x80, 0x80, 0x80, 0x00})), Contains("too large"));
    CHECK_THAT(readError(head({0, 0, 0x02, 0x10, 0x02})), Contains("where a relocation"));
    Bytes trailing = kExample;
    trailing.push_back(0);
    CHECK_THAT(readError(trailing), Contains("1 bytes follow"));
    CHECK(mpy::read(trailing, {.allowTrailing = true}).ok());
}

TEST_CASE("nesting is limited", "[mpy]") {
    Bytes tuples{'M', 6, 0, 31, 0, 1};
    Bytes codes{'M', 6, 0, 31, 0, 0};
    for (unsigned i = 0; i < abi::kMaxNesting + 10; ++i) {
        tuples.insert(tuples.end(), {10, 1});
        codes.insert(codes.end(), {0x04, 0x01});
    }
    CHECK_THAT(readError(tuples), Catch::Contains("nested too deeply"));
    CHECK_THAT(readError(codes), Catch::Contains("nested too deeply"));
}

TEST_CASE("numbers longer than needed are read and shortened", "[mpy]") {
    Bytes file = kExample;
    file.insert(file.begin() + 4, 0x80);
    CHECK(mpy::write(readGood(file)) == kExample);
}

TEST_CASE("every cut and every flipped bit is survived", "[mpy]") {
    for (const Bytes& file : {kExample, mpy::write(sampleModule().module)}) {
        for (size_t size = 0; size < file.size(); ++size)
            CHECK_FALSE(mpy::read(std::span<const uint8_t>(file.data(), size)).ok());
        size_t read = 0;
        for (size_t bit = 0; bit < file.size() * 8; ++bit) {
            Bytes bad = file;
            bad[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
            const Result<mpy::Module> module = mpy::read(bad);
            if (!module) continue;
            ++read;
            mpy::validate(module.value());
            CHECK_FALSE(mpy::disassemble(module.value(), {.bytes = true}).empty());
            const Bytes again = mpy::write(module.value());
            CHECK(again.size() <= bad.size());
            if (again.size() == bad.size()) CHECK(again == bad);
        }
        CHECK(read > file.size());
    }
}

TEST_CASE("preludes survive encoding and decoding", "[mpy]") {
    for (uint32_t state : {1u, 16u, 17u, 65u, 1000u})
        for (uint32_t args : {0u, 3u, 4u, 9u})
            for (uint32_t other : {0u, 1u, 2u, 15u}) {
                abi::Prelude prelude{state, other,    other,      args,
                                     other, args / 2, other * 70, other * 9};
                uint8_t buffer[abi::kMaxSignatureBytes + abi::kMaxSizeBytes];
                const uint8_t* end =
                    abi::encodeSizes(abi::encodeSignature(buffer, prelude), prelude);
                const uint8_t* at = buffer;
                abi::Prelude again;
                REQUIRE(abi::decodeSignature(at, end, again));
                REQUIRE(abi::decodeSizes(at, end, again));
                CHECK(at == end);
                CHECK(again.nState == state);
                CHECK(again.nExcStack == other);
                CHECK(again.scopeFlags == other);
                CHECK(again.nPosArgs == args);
                CHECK(again.nKwonlyArgs == other);
                CHECK(again.nDefPosArgs == args / 2);
                CHECK(again.nInfo == other * 70);
                CHECK(again.nCell == other * 9);
            }
}

TEST_CASE("preludes survive with the longest info area", "[mpy]") {
    abi::Prelude prelude;
    for (const uint32_t bytes : {uint32_t{1} << 29, uint32_t{1} << 30, UINT32_MAX}) {
        prelude.nInfo = bytes;
        prelude.nCell = 0x3f;
        uint8_t buffer[abi::kMaxSizeBytes];
        const uint8_t* const end = abi::encodeSizes(buffer, prelude);
        const uint8_t* at = buffer;
        abi::Prelude again;
        REQUIRE(abi::decodeSizes(at, end, again));
        CHECK(at == end);
        CHECK(again.nInfo == bytes);
        CHECK(again.nCell == 0x3f);
    }
}

TEST_CASE("line records add up to the step they encode", "[mpy]") {
    for (uint32_t bytes : {0u, 5u, 15u, 16u, 31u, 32u, 200u})
        for (uint32_t lines : {1u, 3u, 6u, 7u, 2047u, 5000u}) {
            uint8_t buffer[2048];
            uint8_t* end = buffer;
            for (uint32_t b = bytes, l = lines; (b | l) != 0;)
                end = abi::encodeLineRecord(end, b, l);
            uint32_t sumBytes = 0, sumLines = 0;
            for (const uint8_t* at = buffer; at != end;) {
                abi::LineRecord record;
                REQUIRE(abi::decodeLineRecord(at, end, record));
                sumBytes += record.bytes;
                sumLines += record.lines;
            }
            CHECK(sumBytes == bytes);
            CHECK(sumLines == lines);
            CHECK(abi::lineAt(buffer, end, bytes) == 1 + lines);
            if (bytes != 0) CHECK(abi::lineAt(buffer, end, bytes - 1) == 1);
        }
}

TEST_CASE("variable-length numbers have the documented bytes", "[mpy]") {
    uint8_t buffer[abi::kMaxVarintBytes];
    auto varuint = [&](uint64_t value) { return Bytes(buffer, abi::writeVaruint(buffer, value)); };
    auto varint = [&](int64_t value) { return Bytes(buffer, abi::writeVarint(buffer, value)); };
    CHECK(varuint(0) == Bytes{0});
    CHECK(varuint(300) == Bytes{0x82, 0x2c});
    CHECK(varuint(16384) == Bytes{0x81, 0x80, 0x00});
    CHECK(varint(64) == Bytes{0x80, 0x40});
    CHECK(varint(-17) == Bytes{0x6f});
    CHECK(varint(-65) == Bytes{0xff, 0x3f});
    for (int64_t value :
         {int64_t{0}, int64_t{-64}, int64_t{-65}, int64_t{1} << 40, INT64_MAX, INT64_MIN}) {
        Bytes code{asByte(Op::LOAD_CONST_SMALL_INT)};
        for (uint8_t byte : varint(value)) code.push_back(byte);
        mpy::Instruction instruction;
        REQUIRE(mpy::decodeInstruction(abi::kDialect63, code, 0, instruction) ==
                mpy::DecodeError::None);
        CHECK(instruction.value == value);
        CHECK(instruction.size == code.size());
    }
}

TEST_CASE("modules of unlike versions are not merged", "[mpy]") {
    const Builder first = sampleModule();
    Builder second;
    second.function({{asByte(Op::LOAD_CONST_NONE), asByte(Op::RETURN_VALUE)}, frame(1)});
    const abi::Dialect other = abi::kDialect63;
    const mpy::Module* const both[] = {&first.module, &second.module};
    const Result<mpy::Module> merged = mpy::merge(both);
    REQUIRE(merged.ok());
    CHECK(merged->dialect == &abi::kDialect63);
    second.module.dialect = &other;
    CHECK(mpy::merge(both).error().message == "can't merge files of different versions");
}

TEST_CASE("every opcode of the table decodes and lists", "[mpy]") {
    for (unsigned byte = 0; byte < 256; ++byte) {
        CAPTURE(byte);
        const Bytes code{static_cast<uint8_t>(byte), 0, 0};
        mpy::Instruction instruction;
        const bool defined = abi::opInfo(static_cast<uint8_t>(byte)).name != nullptr;
        const mpy::DecodeError error =
            mpy::decodeInstruction(abi::kDialect63, code, 0, instruction);
        CHECK(error == (defined ? mpy::DecodeError::None : mpy::DecodeError::Undefined));
        Builder b;
        b.function({code, frame(9)});
        const std::string listing = mpy::disassemble(b.module);
        if (!defined) {
            CHECK_THAT(listing, Catch::Contains("<bad> opcode"));
            continue;
        }
        std::string name = instruction.info().name;
        if (name.ends_with("_MULTI")) name.resize(name.size() - 6);
        CHECK_THAT(listing, Catch::Contains("    0  " + name));
    }
}

TEST_CASE("the listing explains every byte", "[mpy]") {
    const std::string listing = mpy::disassemble(readGood(kExample), {.bytes = true});
    CHECK(listedBytes(listing) == kExample);
    CHECK_THAT(listing, Catch::Contains(
                            "00000d  0f                         q1    \"<module>\"   (static 7)"));
    CHECK_THAT(listing, Catch::Contains("00002d  22 87 68"));
    const Bytes sample = mpy::write(sampleModule().module);
    CHECK(listedBytes(mpy::disassemble(readGood(sample), {.bytes = true})) == sample);
}

TEST_CASE("the listing resolves operands and interleaves the source", "[mpy]") {
    const SourceBuffer source("def add(a, b=3):\n    return a + b\n\nprint(add(1000))\n", "ex.py");
    const std::string listing = mpy::disassemble(readGood(kExample), {.source = &source});
    CHECK_THAT(listing, Catch::Contains("<module>.add(a, b=...): bytecode, 11 bytes"));
    CHECK_THAT(listing, Catch::Contains("  line 2 |     return a + b\n"
                                        "       0  LOAD_FAST              0 (a)\n"
                                        "       1  LOAD_FAST              1 (b)\n"
                                        "       2  BINARY_OP              +\n"));
    CHECK_THAT(listing, Catch::Contains("LOAD_CONST_SMALL_INT   1000\n"));
    CHECK_THAT(listing, Catch::Contains("MAKE_FUNCTION_DEFARGS  child 0 add\n"));
    CHECK_THAT(listing, Catch::Contains("LOAD_NAME              \"print\"\n"));
}

TEST_CASE("the listing shows jumps, closures and what is out of range", "[mpy]") {
    Builder b;
    b.function(
        {bytes(Op::LOAD_CONST_NONE, Op::POP_JUMP_IF_TRUE, 0x3d, Op::JUMP, 0x50, Op::MAKE_CLOSURE, 7,
               2, Op::LOAD_CONST_OBJ, 9, Op::LOAD_NAME, 99, Op::UNWIND_JUMP, 0x40, 0x82,
               Op::STORE_COMP, 21, Op::UNPACK_EX, 0x82, 0x01, Op::LOAD_CONST_OBJ),
         frame(2)});
    const std::string listing = mpy::disassemble(b.module);
    for (const char* expected : {" >     0  LOAD_CONST_NONE", "POP_JUMP_IF_TRUE       -> 0\n",
                                 "-> 21 <bad>", "child 7 <bad>, 2 cells", "o9 <bad>", "q99 <bad>",
                                 "leaving 2 blocks, dropping an iterator", "dict 5 below the top",
                                 "1 before, 1 after", "<bad> LOAD_CONST_OBJ"})
        CHECK_THAT(listing, Catch::Contains(expected));
}

TEST_CASE("facts add up to the file", "[mpy]") {
    for (const Bytes& file : {kExample, mpy::write(sampleModule().module)}) {
        const mpy::Module module = readGood(file);
        const mpy::ModuleInfo info = mpy::describe(module);
        CHECK(info.fileSize == file.size());
        CHECK(info.functions.size() == module.rawCodes.size());
        CHECK(mpy::hasNativeCode(module) == (info.header.arch != abi::Arch::none));
    }
    const mpy::Module example = readGood(kExample);
    const mpy::ModuleInfo info = mpy::describe(example);
    CHECK(info.sourceName == "ex.py");
    CHECK(info.staticStrings == 2);
    CHECK(info.lineTableSize == 2);
    CHECK(info.functions[1].name == "<module>.add");
    CHECK(info.functions[1].preludeSize == 7);
}

TEST_CASE("releases are known by what they load", "[mpy]") {
    using Names = std::vector<std::string>;
    mpy::Header header;
    CHECK(mpy::releasesThatLoad(header, {}) == Names{"v1.19 or later"});
    CHECK(mpy::releasesThatLoad(header, {.handlers = true}) == Names{"v1.20 or later"});
    header.arch = abi::Arch::armv7m;
    header.subVersion = 2;
    CHECK(mpy::releasesThatLoad(header, {.native = true}) == Names{"v1.22 to v1.22.2"});
    header.subVersion = 3;
    CHECK(mpy::releasesThatLoad(header, {.native = true}) == Names{"v1.23 or later"});
    header.arch = abi::Arch::rv32imc;
    CHECK(mpy::releasesThatLoad(header, {.native = true}) == Names{"v1.24 or later"});
    header.hasArchFlags = true;
    CHECK(mpy::releasesThatLoad(header, {.native = true}) == Names{"v1.27 or later"});
    header.version = 7;
    CHECK(mpy::releasesThatLoad(header, {.native = true}).empty());
    CHECK(mpy::releasesOfVersion(5) == "MicroPython v1.12 to v1.18, CircuitPython 7.0 to 8.x");
    CHECK(mpy::releasesOfVersion(99) == "no known release");
}

TEST_CASE("a device's number decides", "[mpy]") {
    const mpy::Module bytecode = readGood(kExample);
    const Builder native = sampleModule(); // armv7m, sub-version 3
    auto number = [](unsigned arch, unsigned sub, unsigned version = 6) {
        return version | (sub | arch << 2) << 8;
    };
    CHECK(mpy::explainMpyNumber(bytecode, number(10, 3)).loads);
    CHECK(mpy::explainMpyNumber(native.module, number(5, 3)).loads);
    CHECK(mpy::explainMpyNumber(native.module, number(7, 3)).loads); // Thumb takes lower numbers
    auto reason = [&](const mpy::Module& module, uint32_t value) {
        const mpy::Verdict verdict = mpy::explainMpyNumber(module, value);
        REQUIRE_FALSE(verdict.loads);
        return verdict.reasons.at(0);
    };
    CHECK(reason(bytecode, number(5, 0, 5)) ==
          "the file has version 6, the firmware loads version 5 (MicroPython v1.12 to v1.18, "
          "CircuitPython 7.0 to 8.x)");
    CHECK_THAT(reason(native.module, number(5, 2)), Catch::Contains("sub-version 6.3"));
    CHECK(reason(native.module, number(4, 3)) ==
          "the file is for armv7m, the firmware runs armv6m code");
    CHECK_THAT(reason(native.module, number(10, 3)), Catch::Contains("xtensawin"));
    CHECK_THAT(reason(native.module, number(0, 0)), Catch::Contains("loads none"));
    Builder flagged;
    flagged.module.header.hasArchFlags = true;
    flagged.module.header.archFlags = 1;
    CHECK_THAT(reason(flagged.module, number(5, 3)), Catch::Contains("only rv32imc"));
    CHECK_THAT(reason(flagged.module, number(11, 3)), Catch::Contains("0x1"));
    CHECK(mpy::explainMpyNumber(flagged.module, number(11, 3) | 1u << 16).loads);
}
