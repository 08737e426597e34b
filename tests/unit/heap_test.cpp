// The runtime's memory manager.
#include <catch2/catch.hpp>
#include <cstring>
#include <random>
#include <vector>

#include "runtime/memory/heap.h"

using namespace taipan::runtime;

namespace {

// The roots of a test: the collector knows no others.
std::vector<void*> roots;

void markTestRoots(Heap& heap) {
    heap.markRange(roots.data(), roots.data() + roots.size());
}

/// A heap of its own, in memory of its own.
struct TestHeap {
    explicit TestHeap(size_t size) : memory(size) {
        roots.clear();
        REQUIRE(heap.addRegion(memory.data(), memory.size()));
        heap.markRoots = markTestRoots;
    }
    std::vector<std::byte> memory;
    Heap heap;
};

/// A node that points at others and knows its number.
struct Node {
    size_t number;
    Node* next[3];
};

Node* makeNode(Heap& heap, size_t number) {
    auto* node = static_cast<Node*>(heap.allocate(sizeof(Node), Contents::Pointers));
    if (node != nullptr) node->number = number;
    return node;
}

} // namespace

TEST_CASE("heap: memory that is too small is refused") {
    Heap heap;
    std::byte memory[40];
    CHECK_FALSE(heap.addRegion(memory, 0));
    CHECK_FALSE(heap.addRegion(memory, 24));
    CHECK(heap.allocate(1, Contents::Bytes) == nullptr);
}

TEST_CASE("heap: allocations are aligned, apart, and cleared when they may hold pointers") {
    TestHeap test(10'000);
    std::memset(test.memory.data() + 2000, 0xff, 8000);
    std::vector<std::byte*> all;
    for (size_t size = 0; size < 100; ++size) {
        auto* at = static_cast<std::byte*>(test.heap.allocate(size, Contents::Pointers));
        REQUIRE(at != nullptr);
        CHECK(reinterpret_cast<uintptr_t>(at) % kUnit == 0);
        for (size_t i = 0; i < size; ++i) CHECK(at[i] == std::byte{0});
        std::memset(at, 0xee, size);
        all.push_back(at);
    }
    for (size_t size = 1; size < 100; ++size) CHECK(all[size] >= all[size - 1] + (size - 1));
}

TEST_CASE("heap: what no root reaches is used again, what one reaches stays") {
    TestHeap test(4096);
    Node* kept = makeNode(test.heap, 1);
    kept->next[1] = makeNode(test.heap, 2);
    kept->next[1]->next[2] = makeNode(test.heap, 3);
    roots.push_back(kept);
    for (size_t i = 0; i < 10'000; ++i) REQUIRE(makeNode(test.heap, 1'000 + i) != nullptr);
    CHECK(kept->number == 1);
    CHECK(kept->next[1]->number == 2);
    CHECK(kept->next[1]->next[2]->number == 3);
}

TEST_CASE("heap: full memory gives null, and works again when roots are gone") {
    TestHeap test(4096);
    while (Node* node = makeNode(test.heap, 7)) roots.push_back(node);
    CHECK(roots.size() > 50);
    CHECK(test.heap.allocate(1, Contents::Bytes) == nullptr);
    for (void* root : roots) CHECK(static_cast<Node*>(root)->number == 7);
    roots.clear();
    CHECK(test.heap.allocate(2000, Contents::Bytes) != nullptr);
}

TEST_CASE("heap: sizes that overflow are refused") {
    TestHeap test(4096);
    CHECK(test.heap.allocate(SIZE_MAX, Contents::Bytes) == nullptr);
    CHECK(test.heap.allocate(SIZE_MAX - kUnit, Contents::Bytes) == nullptr);
    void* at = test.heap.allocate(16, Contents::Bytes);
    CHECK(test.heap.reallocate(at, 16, SIZE_MAX, Contents::Bytes) == nullptr);
}

TEST_CASE("heap: bytes are not searched for pointers") {
    TestHeap test(4096);
    auto* bytes = static_cast<void**>(test.heap.allocate(sizeof(void*), Contents::Bytes));
    roots.push_back(bytes);
    *bytes = makeNode(test.heap, 1);
    test.heap.collect();
    const size_t used = test.heap.use().used;
    CHECK(used == kUnit);
}

TEST_CASE("heap: a locked heap gives nothing") {
    TestHeap test(4096);
    void* at = test.heap.allocate(64, Contents::Bytes);
    test.heap.lock();
    CHECK(test.heap.allocate(16, Contents::Bytes) == nullptr);
    CHECK(test.heap.reallocate(at, 64, 128, Contents::Bytes) == nullptr);
    CHECK(test.heap.reallocate(at, 64, 32, Contents::Bytes) == at);
    test.heap.unlock();
    CHECK(test.heap.allocate(16, Contents::Bytes) != nullptr);
}

TEST_CASE("heap: a chain longer than the mark stack survives") {
    TestHeap test(1 << 20);
    // A wide tree and a long chain, both beyond what is pending at once.
    const size_t count = 5'000;
    auto** wide =
        static_cast<Node**>(test.heap.allocate(count * sizeof(Node*), Contents::Pointers));
    roots.push_back(wide);
    for (size_t i = 0; i < count; ++i) {
        wide[i] = makeNode(test.heap, i);
        wide[i]->next[0] = makeNode(test.heap, count + i);
        wide[i]->next[0]->next[0] = makeNode(test.heap, 2 * count + i);
    }
    for (int round = 0; round < 3; ++round) {
        test.heap.collect();
        for (int i = 0; i < 50'000; ++i) // garbage that takes the place of what was not marked
            std::memset(test.heap.allocate(48, Contents::Bytes), 0xee, 48);
        for (size_t i = 0; i < count; ++i) {
            REQUIRE(wide[i]->number == i);
            REQUIRE(wide[i]->next[0]->next[0]->number == 2 * count + i);
        }
    }
}

TEST_CASE("heap: several regions serve as one") {
    TestHeap test(2048);
    std::vector<std::byte> more(2048);
    REQUIRE(test.heap.addRegion(more.data(), more.size()));
    size_t count = 0;
    Node* last = nullptr;
    while (Node* node = makeNode(test.heap, count)) {
        node->next[0] = last;
        last = node;
        roots.assign(1, last);
        ++count;
    }
    CHECK(count > 2 * 2048 * 8 / 10 / sizeof(Node) - 8);
    for (Node* node = last; node != nullptr; node = node->next[0]) CHECK(node->number == --count);
}

TEST_CASE("heap: the latest allocation gives back its end at once") {
    TestHeap test(4096);
    const auto bytes = Contents::Bytes;
    roots.push_back(test.heap.allocate(kUnit, bytes)); // starts a run
    auto* first = static_cast<std::byte*>(test.heap.allocate(6 * kUnit, bytes));
    test.heap.shrink(first, 6 * kUnit, 2 * kUnit);
    CHECK(test.heap.use().used == 3 * kUnit);
    CHECK(test.heap.takeNoScan(1) == first + 2 * kUnit);
    // An older one may keep a few units, but not many.
    test.heap.shrink(first, 2 * kUnit, kUnit);
    CHECK(test.heap.allocate(kUnit, bytes) == first + 3 * kUnit);
    auto* large = static_cast<std::byte*>(test.heap.allocate(20 * kUnit, bytes));
    roots = {first, large, test.heap.allocate(kUnit, bytes)};
    test.heap.shrink(large, 20 * kUnit, kUnit);
    test.heap.collect();
    CHECK(test.heap.use().used == 4 * kUnit);
}

TEST_CASE("heap: a unit is taken from the run only") {
    TestHeap test(4096);
    CHECK(test.heap.takeNoScan(1) == nullptr);
    REQUIRE(test.heap.allocate(1, Contents::Bytes) != nullptr);
    test.heap.lock();
    CHECK(test.heap.takeNoScan(1) == nullptr);
    test.heap.unlock();
    size_t count = 1;
    while (test.heap.takeNoScan(1) != nullptr) ++count;
    CHECK(count * kUnit == test.heap.use().total);
}

TEST_CASE("heap: a large block comes from the end of the lowest stretch that is long enough") {
    TestHeap test(40 * 1024);
    const auto bytes = Contents::Bytes;
    const auto take = [&](size_t units) {
        return static_cast<std::byte*>(test.heap.allocate(units * kUnit, bytes));
    };
    // Stretches of 10, 40, 20 and 40 units between blocks that stay; nothing else is free.
    std::vector<std::byte*> holes;
    for (const size_t units : {10, 40, 20, 40}) {
        holes.push_back(take(units));
        roots.push_back(take(1));
    }
    test.heap.automatic = false;
    while (void* rest = take(1)) roots.push_back(rest);
    test.heap.collect();
    CHECK(take(30) == holes[1] + 10 * kUnit);
    CHECK(take(15) == holes[2] + 5 * kUnit);
    CHECK(take(10) == holes[0]);
    CHECK(take(35) == holes[3] + 5 * kUnit);
    // What is left in front of the first one is found again, and small blocks go to the lowest.
    CHECK(take(10) == holes[1]);
    CHECK(take(1) == holes[2]);
    CHECK(take(2) == holes[2] + kUnit);
}

TEST_CASE("heap: a stale pointer keeps no more of a stretch than what it pointed at") {
    TestHeap test(64 * 1024);
    std::vector<void*> parts;
    for (int i = 0; i < 100; ++i) parts.push_back(test.heap.allocate(10 * kUnit, Contents::Bytes));
    test.heap.automatic = false;
    while (void* rest = test.heap.allocate(kUnit, Contents::Bytes)) roots.push_back(rest);
    test.heap.collect();
    // From the end of those hundred.
    roots.push_back(test.heap.allocate(500 * kUnit, Contents::Bytes));
    REQUIRE(roots.back() != nullptr);
    test.heap.collect();
    const size_t used = test.heap.use().used;
    roots.push_back(parts[0]);
    test.heap.collect();
    CHECK(test.heap.use().used == used + 10 * kUnit);
}

TEST_CASE("heap: random use against a model") {
    TestHeap test(60'000);
    std::mt19937 random(GENERATE(1u, 2u, 3u, 4u));
    struct Block {
        size_t size;
        uint8_t fill;
    };
    std::vector<Block> model;
    const auto check = [&](size_t i) {
        const auto* bytes = static_cast<const uint8_t*>(roots[i]);
        for (size_t at = 0; at < model[i].size; ++at)
            if (bytes[at] != model[i].fill) return false;
        return true;
    };
    const auto sizes = [&] { return random() % 8 == 0 ? random() % 3000 : random() % 80; };
    for (int step = 0; step < 20'000; ++step) {
        const unsigned action = random() % 12;
        if (action < 5 || roots.empty()) {
            size_t size = sizes();
            const auto contents = random() % 2 == 0 ? Contents::Bytes : Contents::Pointers;
            void* at = random() % 8 == 0 ? test.heap.takeNoScan(1) : nullptr;
            if (at != nullptr)
                size = kUnit;
            else
                at = test.heap.allocate(size, contents);
            if (at == nullptr) continue;
            const auto fill = static_cast<uint8_t>(random() | 1); // odd bytes make no pointers
            std::memset(at, fill, size);
            roots.push_back(at);
            model.push_back({size, fill});
            continue;
        }
        const size_t i = random() % roots.size();
        REQUIRE(check(i));
        if (action < 8) {
            const size_t size = sizes();
            void* at = test.heap.reallocate(roots[i], model[i].size, size, Contents::Bytes);
            if (at == nullptr) continue;
            roots[i] = at;
            const size_t old = model[i].size;
            model[i].size = std::min(old, size);
            REQUIRE(check(i));
            model[i].size = size;
            std::memset(at, model[i].fill, size);
        } else if (action < 10) {
            const size_t size = random() % (model[i].size + 1);
            test.heap.shrink(roots[i], model[i].size, size);
            model[i].size = size;
        } else {
            if (action == 10) test.heap.release(roots[i]);
            roots[i] = roots.back();
            model[i] = model.back();
            roots.pop_back();
            model.pop_back();
        }
        if (step % 1000 == 0) test.heap.collect();
    }
    for (size_t i = 0; i < roots.size(); ++i) CHECK(check(i));
    const HeapUse use = test.heap.use();
    CHECK(use.used <= use.total);
    roots.clear();
    test.heap.collect();
    CHECK(test.heap.use().used == 0);
    CHECK(test.heap.use().largestFree == test.heap.use().total);
}
