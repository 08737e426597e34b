// The link step of native code: what may stand in an object file, and what is said of the rest.
#include <catch2/catch.hpp>

#include "backends/llvm/link.h"

using namespace taipan;
using llvm_backend::link;
using llvm_backend::LinkedFunction;

namespace {
struct Section {
    std::string name;
    uint32_t type, flags;
    uint32_t align = 4;
    std::string content = {};
    uint32_t link = 0, info = 0, entrySize = 0;
};
constexpr uint32_t kProgbits = 1, kSymbols = 2, kStrings = 3, kRelocations = 9;
constexpr uint32_t kAlloc = 2, kCode = 4;

std::string number(uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
    return out;
}

/// A relocatable ELF file of a 32-bit ARM.
std::string object(std::vector<Section> sections) {
    std::string names(1, '\0'), data, headers(40, '\0');
    sections.push_back({".names", kStrings, 0, 1});
    std::vector<uint32_t> nameAt;
    for (const Section& each : sections) {
        nameAt.push_back(static_cast<uint32_t>(names.size()));
        names += each.name + '\0';
    }
    sections.back().content = names;
    for (size_t i = 0; i < sections.size(); ++i) {
        const Section& each = sections[i];
        const uint64_t at = 52 + data.size();
        for (const uint64_t field :
             {uint64_t{nameAt[i]}, uint64_t{each.type}, uint64_t{each.flags}, uint64_t{0}, at,
              uint64_t{each.content.size()}, uint64_t{each.link}, uint64_t{each.info},
              uint64_t{each.align}, uint64_t{each.entrySize}})
            headers += number(field, 4);
        data += each.content;
        while (data.size() % 4 != 0) data += '\0';
    }
    const auto count = sections.size() + 1;
    return std::string("\x7f"
                       "ELF\1\1\1\0\0\0\0\0\0\0\0\0",
                       16) +
           number(1, 2) + number(40, 2) + number(1, 4) + number(0, 4) + number(0, 4) +
           number(52 + data.size(), 4) + number(0x05000000, 4) + number(52, 2) + number(0, 2) +
           number(0, 2) + number(40, 2) + number(count, 2) + number(count - 1, 2) + data + headers;
}

const std::vector<LinkedFunction> kOne{{".text.0", "f"}};
const Section kText{".text.0", kProgbits, kAlloc | kCode, 4, "code"};

std::string failureOf(const std::vector<Section>& sections,
                      const std::vector<LinkedFunction>& functions = kOne) {
    const std::string file = object(sections);
    const auto made = link(file, functions, 4);
    REQUIRE(!made.ok());
    return made.error().message;
}
} // namespace

TEST_CASE("link: a section a function, in the order that is asked for") {
    const std::string file = object({{".text.7", kProgbits, kAlloc | kCode, 2, "second"},
                                     {".comment", kProgbits, 0, 1, "what debuggers read"},
                                     {".ARM.exidx.text.7", 0x70000001, kAlloc, 4, "unwinders do"},
                                     kText});
    const auto made = link(file, std::vector<LinkedFunction>{kOne[0], {".text.7", "g"}}, 4);
    REQUIRE(made.ok());
    CHECK(std::string(made.value()[0].begin(), made.value()[0].end()) == "code");
    CHECK(std::string(made.value()[1].begin(), made.value()[1].end()) == "second");
}

TEST_CASE("link: what code may not need is an error that names the function") {
    const std::string symbols =
        std::string(16, '\0') + number(1, 4) + number(0, 8) + number(0x10, 4);
    const std::vector<Section> wants{
        kText,
        {".rel.text.0", kRelocations, 0, 4, number(2, 4) + number(1 << 8 | 2, 4), 3, 1, 8},
        {".symtab", kSymbols, 0, 4, symbols, 4, 1, 16},
        {".strtab", kStrings, 0, 1, std::string("\0memcpy\0", 8)}};
    CHECK(failureOf(wants) == "function 'f' has a relocation R_ARM_ABS32 to memcpy at 2");
    CHECK(failureOf({kText, {".rodata", kProgbits, kAlloc, 4, "table"}}) ==
          "data in section .rodata");
    CHECK(failureOf({kText, {".text", kProgbits, kAlloc | kCode, 4, "more"}}) ==
          "data in section .text");
    Section aligned = kText;
    aligned.align = 16;
    CHECK(failureOf({aligned}) == "function 'f' needs an alignment of 16");
    CHECK(failureOf({}) == "function 'f' has no code");
    const auto made = link(std::string("no object"), kOne, 4);
    CHECK_FALSE(made.ok());
}

TEST_CASE("link: functions get a copy each of the helper that they share") {
    const std::string call("\xff\xf7\xfe\xff", 4), leave("\x70\x47", 2); // bl, bx lr
    const auto rel = [](uint32_t code, uint64_t offset) {
        return Section{".rel", kRelocations, 0, 4, number(offset, 4) + number(1 << 8 | 10, 4),
                       6,      code,         8}; // R_ARM_THM_CALL
    };
    const auto sections = [&](uint32_t index, uint64_t offset) {
        const std::string helper = number(1, 4) + number(1, 4) + number(2, 4) + number(2, 1) +
                                   number(0, 1) + number(index, 2); // Thumb: the address is odd
        return std::vector<Section>{
            {".text.0", kProgbits, kAlloc | kCode, 4, call + leave},
            {".text.1", kProgbits, kAlloc | kCode, 4, leave + leave + call + call},
            {".text.shared0", kProgbits, kAlloc | kCode, 4, leave},
            rel(1, offset),
            rel(2, 8),
            {".symtab", kSymbols, 0, 4, std::string(16, '\0') + helper, 7, 2, 16},
            {".strtab", kStrings, 0, 1, std::string("\0helper\0", 8)}};
    };
    const std::vector<LinkedFunction> two{kOne[0], {".text.1", "g"}};
    const std::string file = object(sections(3, 0));
    const auto made = link(file, two, 4);
    REQUIRE(made.ok());
    const auto text = [&](size_t at) {
        return std::string(made.value()[at].begin(), made.value()[at].end());
    };
    const std::string near("\x00\xf0\x02\xf8", 4), nearer("\x00\xf0\x00\xf8", 4);
    CHECK(text(0) == near + leave + std::string(2, '\0') + leave);
    CHECK(text(1) == leave + leave + call + nearer + leave);
    CHECK(failureOf(sections(1, 0), two) == // of another function
          "function 'f' has a relocation R_ARM_THM_CALL to helper at 0");
    CHECK(failureOf(sections(3, 4), two) == // not inside
          "function 'f' has a relocation R_ARM_THM_CALL to helper at 4");
}
