// The runtime's interned strings.
#include <catch2/catch.hpp>
#include <cstring>
#include <string>
#include <vector>

#include "runtime/memory/name_table.h"

using namespace taipan::runtime;

namespace {

Names* rooted = nullptr;

struct TestNames {
    explicit TestNames(size_t size = 1 << 20) : memory(size), names(heap) {
        REQUIRE(heap.addRegion(memory.data(), memory.size()));
        rooted = &names;
        heap.markRoots = [](Heap& heap) { rooted->markRoots(heap); };
    }
    std::vector<std::byte> memory;
    Heap heap;
    Names names;
};

Text textOf(const std::string& text) {
    return {text.data(), text.size()};
}
std::string stringOf(Text text) {
    return {text.data, text.size};
}

} // namespace

TEST_CASE("names: what is built in is found without memory") {
    TestNames test;
    CHECK(test.names.find(textOf("append")) == "append"_name);
    CHECK(test.names.intern(textOf("__anext__")) == "__anext__"_name);
    CHECK(static_cast<int>(test.names.intern(textOf(""))) == 1); // its static number
    CHECK(stringOf(test.names.text("__init__"_name)) == "__init__");
    CHECK(test.names.hash("append"_name) == hashOf(textOf("append")));
    CHECK(test.names.dynamicCount() == 0);
    CHECK(test.heap.use().used == 0);
}

TEST_CASE("names: a new text gets one number") {
    TestNames test;
    const std::string text = "temperature";
    CHECK(test.names.find(textOf(text)) == Name::none);
    const Name name = test.names.intern(textOf(text));
    REQUIRE(name != Name::none);
    CHECK(test.names.intern(textOf(std::string("temperature"))) == name);
    CHECK(test.names.find(textOf(text)) == name);
    CHECK(test.names.text(name).data != text.data());
    CHECK(test.names.dynamicCount() == 1);
}

TEST_CASE("names: many names, of all lengths, survive collections") {
    TestNames test;
    std::vector<Name> all;
    for (size_t i = 0; i < 5'000; ++i) {
        const std::string text = std::to_string(i) + std::string(i % 100, 'x') + '\0' + "end";
        all.push_back(test.names.intern(textOf(text)));
        REQUIRE(all.back() != Name::none);
        if (i % 500 == 0) test.heap.collect();
        test.heap.allocate(100, Contents::Bytes);
    }
    test.heap.collect();
    while (test.heap.use().largestFree > 1000)
        std::memset(test.heap.allocate(900, Contents::Bytes), 0xee, 900);
    for (size_t i = 0; i < all.size(); ++i) {
        const std::string text = std::to_string(i) + std::string(i % 100, 'x') + '\0' + "end";
        CHECK(stringOf(test.names.text(all[i])) == text);
        CHECK(test.names.find(textOf(text)) == all[i]);
    }
}

TEST_CASE("names: no memory and no numbers left are no name, and harm none") {
    TestNames small(3000);
    size_t count = 0;
    while (small.names.intern(textOf("name" + std::to_string(count))) != Name::none) ++count;
    CHECK(count > 20);
    for (size_t i = 0; i < count; ++i) {
        const std::string text = "name" + std::to_string(i);
        CHECK(stringOf(small.names.text(small.names.find(textOf(text)))) == text);
    }
    TestNames large(8 << 20);
    Name last = Name::none;
    for (size_t i = 0;; ++i) {
        const Name name = large.names.intern(textOf("n" + std::to_string(i)));
        if (name == Name::none) break;
        last = name;
        REQUIRE(i < 70'000);
    }
    CHECK(static_cast<unsigned>(last) == 65'535);
    CHECK(large.names.intern(textOf(std::string(70'000, 'x'))) == Name::none);
}
