// Images of ROMFS: what is written, what reads back, and what is refused.
#include <catch2/catch.hpp>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "taipan/abi/varint.h"
#include "taipan/freezer/romfs.h"

namespace taipan::romfs {
namespace {

using Bytes = std::vector<uint8_t>;

std::span<const uint8_t> bytesOf(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

Entry file(std::string name, std::string_view text) {
    Entry entry;
    entry.name = std::move(name);
    entry.data = bytesOf(text);
    return entry;
}

Entry directory(std::string name, std::vector<Entry> entries) {
    Entry entry;
    entry.name = std::move(name);
    entry.isDirectory = true;
    entry.entries = std::move(entries);
    return entry;
}

Entry root(std::vector<Entry> entries) {
    return directory("", std::move(entries));
}

Bytes image(const Entry& tree, unsigned alignment = 1) {
    auto written = write(tree, {alignment});
    REQUIRE(written.ok());
    return std::move(written).value();
}

/// An image around hand-made records.
Bytes wrapped(const Bytes& payload) {
    Bytes out{0xd2, 0xcd, 0x31, static_cast<uint8_t>(payload.size())};
    out.insert(out.end(), payload.begin(), payload.end());
    return out;
}

std::string problemWith(std::span<const uint8_t> bytes) {
    const auto result = read(bytes);
    return result.ok() ? "" : result.error().message;
}

void requireSame(const Entry& a, const Entry& b) {
    REQUIRE(a.name == b.name);
    REQUIRE(a.isDirectory == b.isDirectory);
    REQUIRE(Bytes(a.data.begin(), a.data.end()) == Bytes(b.data.begin(), b.data.end()));
    REQUIRE(a.entries.size() == b.entries.size());
    for (size_t i = 0; i < a.entries.size(); ++i) requireSame(a.entries[i], b.entries[i]);
}

/// Directories and files of many sizes.
Entry sample() {
    static const std::string large(40000, 'x');
    std::vector<Entry> entries{file("a", ""), file("b.txt", "hello\n"), directory("empty", {})};
    for (const size_t size : {1, 2, 3, 119, 120, 121, 122, 127, 128, 129, 16383, 16384, 40000})
        entries.push_back(
            file("f" + std::to_string(size), std::string_view(large).substr(0, size)));
    return root({directory("d", {directory("e", entries), file("\xc3\xa9", "x")}), file("z", "1")});
}

} // namespace

TEST_CASE("romfs images have the bytes of the format") {
    CHECK(image(root({})) == Bytes{0xd2, 0xcd, 0x31, 0});
    CHECK(image(root({file("ab", "xyz")})) ==
          Bytes{0xd2, 0xcd, 0x31, 10, 5, 8, 2, 'a', 'b', 2, 3, 'x', 'y', 'z'});
    CHECK(image(root({directory("d", {file("a", "")})})) ==
          Bytes{0xd2, 0xcd, 0x31, 10, 4, 8, 1, 'd', 5, 4, 1, 'a', 2, 0});
}

TEST_CASE("the length of a romfs image is padded to an even size") {
    CHECK(image(root({file("a", "xy")})) ==
          Bytes{0xd2, 0xcd, 0x31, 8, 5, 6, 1, 'a', 2, 2, 'x', 'y'});
    CHECK(image(root({file("a", "x")})) ==
          Bytes{0xd2, 0xcd, 0x31, 0x80, 7, 5, 5, 1, 'a', 2, 1, 'x'});
    const std::string text(20000, 'x');
    for (size_t size = 0; size < text.size(); size = size * 3 / 2 + 1)
        for (const unsigned alignment : {1, 8})
            CHECK(
                image(root({file("a", std::string_view(text).substr(0, size))}), alignment).size() %
                    2 ==
                0);
}

TEST_CASE("romfs lengths take as many bytes as they need") {
    const std::string text(20000, 'x');
    // Of two files in a row, what the first one adds to the image tells the length of its numbers.
    const auto sizeOf = [&](size_t size) {
        return read(image(root({file("a", std::string_view(text).substr(0, size))})))
            .value()
            .root.entries[0]
            .data.size();
    };
    for (const size_t size : {0, 127, 128, 16383, 16384, 20000}) CHECK(sizeOf(size) == size);
    // 124 + "a" and its length + kind and length of the data = 128
    const Bytes made = image(root({file("a", std::string_view(text).substr(0, 124))}));
    CHECK(Bytes(made.begin(), made.begin() + 12) ==
          Bytes{0xd2, 0xcd, 0x31, 0x81, 3, 5, 0x81, 0, 1, 'a', 2, 124});
}

TEST_CASE("romfs images read back as they were written") {
    const Entry tree = sample();
    for (const unsigned alignment : {1, 2, 4, 8, 16, 32, 64}) {
        const Bytes made = image(tree, alignment);
        const auto result = read(made);
        REQUIRE(result.ok());
        CHECK(result.value().size == made.size());
        requireSame(result.value().root, tree);
    }
}

TEST_CASE("romfs data is aligned on demand") {
    std::vector<Entry> files;
    const std::string text(300, 'x');
    for (size_t size = 0; size < text.size(); size += 7)
        files.push_back(file("f" + std::to_string(size), std::string_view(text).substr(0, size)));
    for (const unsigned alignment : {2, 4, 8, 16, 32, 64}) {
        const Bytes made = image(root(files), alignment);
        const auto result = read(made);
        REQUIRE(result.ok());
        for (const Entry& entry : result.value().root.entries)
            CHECK((entry.data.data() - made.data()) % alignment == 0);
    }
    for (const unsigned alignment : {0, 3, 12, 128})
        CHECK_FALSE(write(root(files), {alignment}).ok());
}

TEST_CASE("romfs trees that cannot be images are refused") {
    const auto problem = [](const Entry& tree) {
        const auto result = write(tree);
        return result.ok() ? "" : result.error().message;
    };
    CHECK(problem(root({file("", "x")})) == "an entry without a name");
    CHECK(problem(root({directory("d", {file("..", "x")})})) == "an entry is called '..'");
    CHECK(problem(root({file("a/b", "x")})) == "a name with a slash or a NUL in it");
    CHECK(problem(root({file(std::string("a\0b", 3), "x")})) ==
          "a name with a slash or a NUL in it");
    CHECK(problem(root({file("a", "x"), directory("a", {})})) == "two entries are called 'a'");
    Entry deep = root({});
    for (unsigned depth = 1; depth < kMaxDepth; ++depth) {
        CHECK(problem(deep).empty());
        deep.name = "d";
        deep = root({std::move(deep)});
    }
    CHECK(read(image(deep)).ok());
    deep.name = "d";
    CHECK(problem(root({std::move(deep)})) == "directories lie deeper than 100 levels");
}

TEST_CASE("romfs readers skip what they do not know") {
    // Padding and a record of kind 9, both before a file; within it padding and a comment.
    const Bytes made = wrapped({1, 0, 9, 1, 'q', 5, 8, 1, 'a', 1, 1, 0, 2, 1, 'x'});
    const auto result = read(made);
    REQUIRE(result.ok());
    REQUIRE(result.value().root.entries.size() == 1);
    CHECK(result.value().root.entries[0].data[0] == 'x');
    // Numbers may start with zeros.
    CHECK(read(Bytes{0xd2, 0xcd, 0x31, 0x80, 0x80, 2, 0x80, 1, 0, 0xff}).error().message ==
          "a number runs out of its record");
    CHECK(read(Bytes{0xd2, 0xcd, 0x31, 0x80, 0x80, 3, 0x80, 1, 0, 0xff}).ok());
}

TEST_CASE("romfs pointers lead to data within the image") {
    // Data at offset 2, a file that has all of it and one with the end of it.
    const Bytes made = wrapped({2, 3, 'x', 'y', 'z', 5, 6, 1, 'a', 3, 2, 3, 2, //
                                5, 6, 1,   'b', 3,   2, 1, 4});
    const auto result = read(made);
    REQUIRE(result.ok());
    const auto& entries = result.value().root.entries;
    CHECK(std::string(entries[0].data.begin(), entries[0].data.end()) == "xyz");
    CHECK(std::string(entries[1].data.begin(), entries[1].data.end()) == "z");
    const std::string outside = "data of a file lies outside of the image";
    CHECK(problemWith(wrapped({5, 6, 1, 'a', 3, 2, 1, 7})).empty());
    CHECK(problemWith(wrapped({5, 6, 1, 'a', 3, 2, 1, 8})) == outside);
    CHECK(problemWith(wrapped({5, 6, 1, 'a', 3, 2, 9, 0})) == outside);
    CHECK(problemWith(wrapped({5, 10, 1, 'a', 3, 6, 1, 0x8f, 0xff, 0xff, 0xff, 0x7f})) == outside);
    CHECK(problemWith(wrapped({5, 5, 1, 'a', 3, 1, 1})) == "a number runs out of its record");
}

TEST_CASE("damaged romfs images are refused") {
    CHECK(problemWith({}) == "not a ROMFS image");
    CHECK(problemWith(bytesOf("RM1")) == "not a ROMFS image");
    // The kind spelled otherwise: firmware looks at the bytes.
    CHECK(problemWith(Bytes{0x80, 0xd2, 0xcd, 0x31, 0}) == "not a ROMFS image");
    CHECK(problemWith(Bytes{0xd2, 0xcd, 0x31}) == "a number runs out of its record");
    CHECK(problemWith(Bytes{0xd2, 0xcd, 0x31, 2, 1}) == "a record runs out of what it is in");
    CHECK(problemWith(Bytes{0xd2, 0xcd, 0x31, 0x90, 0x80, 0x80, 0x80, 0}) ==
          "a number has more than 32 bits");
    CHECK(problemWith(wrapped({0, 0})) == "an unused record");
    CHECK(problemWith(wrapped({5, 9, 1, 'a', 2, 0})) == "a record runs out of what it is in");
    CHECK(problemWith(wrapped({5, 4, 1, 'a', 2, 1, 'x'})) == "a record runs out of what it is in");
    CHECK(problemWith(wrapped({5, 2, 3, 'a'})) == "a name runs out of its record");
    CHECK(problemWith(wrapped({5, 2, 1, 'a'})) == "a file without data");
    CHECK(problemWith(wrapped({5, 3, 0, 2, 0})) == "an entry without a name");
    CHECK(problemWith(wrapped({4, 3, 2, '.', '.'})) == "an entry is called '..'");
    CHECK(problemWith(wrapped({4, 2, 1, '/'})) == "a name with a slash or a NUL in it");
    CHECK(problemWith(wrapped({4, 2, 1, 'a', 4, 2, 1, 'a'})) ==
          "a directory has two entries of one name");
    // Nested so deep that recursion without a limit would run out of stack.
    Bytes nested;
    std::string text;
    for (int depth = 0; depth < 30000; ++depth) {
        uint8_t size[abi::kMaxVarintBytes];
        uint8_t* const end = abi::writeVaruint(size, text.size() + 2);
        text.insert(0, "\4" + std::string(size, end) + "\1d");
    }
    nested = {0xd2, 0xcd, 0x31};
    uint8_t size[abi::kMaxVarintBytes];
    nested.insert(nested.end(), size, abi::writeVaruint(size, text.size()));
    nested.insert(nested.end(), text.begin(), text.end());
    CHECK(problemWith(nested) == "directories lie too deep");
}

TEST_CASE("bytes behind a romfs image do not matter") {
    Bytes made = image(root({file("a", "x")}));
    const size_t size = made.size();
    made.resize(4096, 0xff);
    const auto result = read(made);
    REQUIRE(result.ok());
    CHECK(result.value().size == size);
}

TEST_CASE("every cut of a romfs image is refused") {
    const Bytes made = image(sample());
    for (size_t size = 0; size < made.size(); size = size < 300 ? size + 1 : size + 97)
        CHECK_FALSE(read(std::span(made).first(size)).ok());
}

namespace {
size_t bytesWithin(const Entry& directory, std::span<const uint8_t> bytes) {
    size_t count = 1;
    for (const Entry& entry : directory.entries) {
        REQUIRE(nameProblem(entry.name).empty());
        const auto* begin = entry.data.data();
        if (!entry.data.empty()) {
            REQUIRE(begin >= bytes.data());
            REQUIRE(begin + entry.data.size() <= bytes.data() + bytes.size());
        }
        count += bytesWithin(entry, bytes);
    }
    return count;
}
} // namespace

TEST_CASE("mutated romfs images are read within their bounds or refused") {
    std::mt19937 random(20);
    const std::string text(200, 'x');
    Entry tree = root({directory("d", {file("a", "12345"), directory("e", {file("b", text)})}),
                       file("c", ""), file("long name.txt", "6")});
    const Bytes seeds[] = {image(tree), image(tree, 8)};
    size_t accepted = 0;
    size_t refused = 0;
    for (int round = 0; round < 40000; ++round) {
        Bytes bytes = seeds[round % 2];
        const size_t changes = 1 + random() % 4;
        for (size_t i = 0; i < changes; ++i) {
            const size_t at = random() % bytes.size();
            switch (random() % 4) {
            case 0: bytes[at] = static_cast<uint8_t>(random()); break;
            case 1: bytes[at] ^= static_cast<uint8_t>(1u << random() % 8); break;
            case 2: bytes.erase(bytes.begin() + static_cast<ptrdiff_t>(at)); break;
            default:
                bytes.insert(bytes.begin() + static_cast<ptrdiff_t>(at),
                             static_cast<uint8_t>(random()));
            }
        }
        const auto result = read(bytes);
        ++(result.ok() ? accepted : refused);
        if (!result.ok()) {
            REQUIRE(result.error().offset <= bytes.size());
            continue;
        }
        REQUIRE(result.value().size <= bytes.size());
        REQUIRE(bytesWithin(result.value().root, bytes) <= bytes.size());
        // What reads is fit to be written, and then reads as the same.
        const Bytes again = image(result.value().root);
        requireSame(read(again).value().root, result.value().root);
    }
    CHECK(accepted > 1000);
    CHECK(refused > 1000);
}

} // namespace taipan::romfs
