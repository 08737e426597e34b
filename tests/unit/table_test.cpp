// Tables: what dictionaries, sets, instances and namespaces keep their contents in.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "runtime/embed/start.h"
#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/objects/containers/dict.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/port/port.h"
#include "runtime/protocol/table_rows.h"

using namespace taipan::runtime;

namespace {

/// A runtime of its own, in memory of its own.
struct TestRuntime {
    explicit TestRuntime(size_t size = size_t{4} << 20) : memory(size) {
        REQUIRE(startState(memory.data(), memory.size(), __builtin_frame_address(0)));
        // Catch's own frames hold objects that the collector does not see.
        state.heap.automatic = false;
    }
    ~TestRuntime() { endState(); }
    std::vector<std::byte> memory;
};

/// A str object that is not a name, whatever its text.
Value plainStr(const std::string& text) {
    Str* object = newStrBuffer(strType, text.size());
    std::memcpy(object->data, text.data(), text.size());
    return pointerTo(object);
}

Value nameOfText(const std::string& text) {
    return nameValue(intern({text.data(), text.size()}));
}

/// The keys of a table in their order.
std::vector<Value> keysOf(const Table& table) {
    std::vector<Value> keys;
    size_t at = 0;
    while (const Entry* entry = nextEntry(table, at)) keys.push_back(entry->key);
    return keys;
}

/// What a table has to hold: a number for each text, and the texts in the order of insertion.
struct Model {
    std::map<std::string, int> values;
    std::vector<std::string> order;

    void store(const std::string& key, int value) {
        if (values.insert_or_assign(key, value).second) order.push_back(key);
    }
    bool remove(const std::string& key) {
        if (values.erase(key) == 0) return false;
        order.erase(std::find(order.begin(), order.end(), key));
        return true;
    }
};

void compare(Table& table, const Model& model, Value (*makeKey)(const std::string&)) {
    REQUIRE(table.used() == model.values.size());
    const std::vector<Value> keys = keysOf(table);
    REQUIRE(keys.size() == model.order.size());
    for (size_t i = 0; i < keys.size(); ++i) {
        const Entry* entry = table.find(makeKey(model.order[i]));
        REQUIRE(entry != nullptr);
        CHECK(entry->key == keys[i]);
        CHECK(entry->value == smallInt(model.values.at(model.order[i])));
    }
}

/// Random stores, removals and lookups on a table and a model of it.
void runRandomly(Value (*makeKey)(const std::string&), size_t keyCount, unsigned seed) {
    TestRuntime runtime;
    std::mt19937 random(seed);
    Table table;
    Model model;
    for (int step = 0; step < 6000; ++step) {
        const std::string key = std::to_string(random() % keyCount);
        const unsigned what = random() % 100;
        if (what < 50) {
            table.store(makeKey(key), smallInt(step));
            model.store(key, step);
        } else if (what < 85) {
            Value value;
            const bool known = model.values.count(key) != 0;
            if (known) CHECK(table.find(makeKey(key))->value == smallInt(model.values[key]));
            CHECK(table.remove(makeKey(key), &value) == known);
            if (known) CHECK(value == smallInt(model.values[key]));
            model.remove(key);
        } else if (what < 99) {
            CHECK((table.find(makeKey(key)) != nullptr) == (model.values.count(key) != 0));
        } else {
            compare(table, model, makeKey);
        }
    }
    compare(table, model, makeKey);
}

Value intKey(const std::string& text) {
    return smallInt(std::stol(text) * 64);
}
/// Integers, floats that equal them, names, other strings and tuples by turns.
Value mixedKey(const std::string& text) {
    const long number = std::stol(text);
    switch (number % 5) {
    case 0: return smallInt(number);
    case 1: return newFloat(static_cast<Float>(number));
    case 2: return nameOfText("n" + text);
    case 3: return plainStr("s" + text);
    default: {
        const Value items[] = {smallInt(number), plainStr(text)};
        return newTuple(2, items);
    }
    }
}
/// The same text as a name or not, at random.
Value anyStr(const std::string& text) {
    static std::mt19937 random(7);
    return random() % 2 == 0 ? plainStr(text) : nameOfText(text);
}

} // namespace

TEST_CASE("table: random operations agree with a map, whatever the keys") {
    for (const size_t keys : {6, 11, 40, 700}) {
        INFO(keys << " keys");
        runRandomly(intKey, keys, 1);
        runRandomly(nameOfText, keys, 2);
        runRandomly(plainStr, keys, 3);
        runRandomly(anyStr, keys, 4);
    }
}

TEST_CASE("table: keys of all kinds in one table, in their order") {
    TestRuntime runtime;
    for (const int count : {5, 8, 9, 100, 300}) {
        Table table;
        for (int i = 0; i < count; ++i) table.store(mixedKey(std::to_string(i)), smallInt(i));
        REQUIRE(table.used() == static_cast<size_t>(count));
        int expected = 0;
        size_t at = 0;
        while (const Entry* entry = nextEntry(table, at))
            CHECK(entry->value == smallInt(expected++));
        for (int i = 0; i < count; ++i) {
            const Entry* entry = table.find(mixedKey(std::to_string(i)));
            REQUIRE(entry != nullptr);
            CHECK(entry->value == smallInt(i));
        }
    }
}

TEST_CASE("table: many rows, with every width of index") {
    TestRuntime runtime(size_t{64} << 20);
    Table table;
    constexpr int kCount = 70'000;
    for (int i = 0; i < kCount; ++i) table.store(smallInt(i), smallInt(-i));
    CHECK(table.used() == kCount);
    for (int i = 0; i < kCount; i += 2) CHECK(table.remove(smallInt(i)));
    for (int i = 0; i < kCount; ++i) {
        const Entry* entry = table.find(smallInt(i));
        REQUIRE((entry != nullptr) == (i % 2 != 0));
    }
}

TEST_CASE("table: numbers that are equal are one key") {
    TestRuntime runtime;
    for (const int others : {0, 20}) {
        Table table;
        for (int i = 0; i < others; ++i) table.store(smallInt(1000 + i), kNone);
        table.store(smallInt(1), smallInt(10));
        table.store(kTrue, smallInt(11));
        table.store(newFloat(1), smallInt(12));
        table.store(newFloat(0.5), smallInt(13));
        CHECK(table.used() == static_cast<size_t>(others) + 2);
        CHECK(table.find(smallInt(1))->value == smallInt(12));
        CHECK(table.find(kFalse) == nullptr);
        CHECK(table.find(newFloat(0.5))->value == smallInt(13));
    }
}

TEST_CASE("table: a table of names stays one until another key comes") {
    TestRuntime runtime;
    for (const int count : {4, 30}) {
        Table table;
        for (int i = 0; i < count; ++i)
            table.store(nameOfText("key" + std::to_string(i)), smallInt(i));
        CHECK(table.allNames());
        CHECK(table.find(smallInt(3)) == nullptr);
        CHECK(table.find(plainStr("key3"))->value == smallInt(3));
        CHECK(table.find(plainStr("never seen")) == nullptr);
        CHECK(table.allNames());
        table.remove(nameOfText("key1"));
        table.store(smallInt(3), kNone);
        CHECK_FALSE(table.allNames());
        for (int i = 2; i < count; ++i)
            CHECK(table.find(nameOfText("key" + std::to_string(i)))->value == smallInt(i));
        CHECK(table.find(intern({"key1", 4})) == nullptr);
    }
}

TEST_CASE("table: what cannot be hashed is a TypeError, and the table stays as it was") {
    TestRuntime runtime;
    Table table;
    const Value error = attempt([&] { table.store(newList(0, nullptr), kNone); });
    REQUIRE(error);
    CHECK(is(error, classOf(TypeErrorType)));
    CHECK(table.used() == 0);
}

TEST_CASE("table: a fixed one can be read and copied, not changed") {
    TestRuntime runtime;
    constexpr Entry kEntries[] = {
        {nameValue("append"_name), smallInt(1)}, {nameValue("pop"_name), smallInt(2)},
        {nameValue("sort"_name), smallInt(3)},   {nameValue("get"_name), smallInt(4)},
        {nameValue("keys"_name), smallInt(5)},   {nameValue("count"_name), smallInt(6)},
        {nameValue("index"_name), smallInt(7)},  {nameValue("items"_name), smallInt(8)},
        {nameValue("clear"_name), smallInt(9)},  {nameValue("copy"_name), smallInt(10)},
    };
    Dict dict = fixedDict(kEntries);
    CHECK(dict.get("copy"_name) == smallInt(10));
    CHECK(dict.table.find(plainStr("append"))->value == smallInt(1));
    CHECK_FALSE(dict.get("insert"_name));
    CHECK(is(attempt([&] { dict.table.store("append"_name, kNone); }), classOf(TypeErrorType)));
    CHECK(
        is(attempt([&] { dict.table.remove(nameValue("append"_name)); }), classOf(TypeErrorType)));

    Table copy;
    copy.copyFrom(dict.table);
    CHECK_FALSE(copy.isFixed());
    CHECK(keysOf(copy) == keysOf(dict.table));
    copy.store("append"_name, kTrue);
    CHECK(copy.find("append"_name)->value == kTrue);
    CHECK(dict.get("append"_name) == smallInt(1));

    Table again;
    again.copyFrom(copy);
    CHECK(keysOf(again) == keysOf(copy));
}

TEST_CASE("table: without memory nothing changes") {
    TestRuntime runtime;
    for (const int count : {4, 8, 16, 64}) {
        Table table;
        table.reserve(static_cast<size_t>(count));
        for (int i = 0; i < count; ++i) table.store(smallInt(i), smallInt(i));
        state.heap.lock();
        const Value error = attempt([&] { table.store(smallInt(count), kNone); });
        state.heap.unlock();
        REQUIRE(is(error, classOf(MemoryErrorType)));
        CHECK(table.used() == static_cast<size_t>(count));
        for (int i = 0; i < count; ++i) CHECK(table.find(smallInt(i))->value == smallInt(i));
        table.store(smallInt(count), kNone);
        CHECK(table.used() == static_cast<size_t>(count) + 1);
    }
}

TEST_CASE("table: taking from the end and adding again needs no more memory, but once") {
    TestRuntime runtime;
    Table table;
    for (int i = 0; i < 20; ++i) table.store(smallInt(i), smallInt(i));
    for (int i = 0; i < 10'000; ++i) {
        Value row[2];
        REQUIRE(popRow(table, row, kDictShift, true));
        table.store(smallInt(100 + i), smallInt(i));
    }
    CHECK(table.used() == 20);
    CHECK(table.capacity <= 48);
    Value row[2];
    for (int left = 20; left > 0; --left) REQUIRE(popRow(table, row, kDictShift, true));
    CHECK(row[0] == smallInt(0));
    CHECK_FALSE(popRow(table, row, kDictShift, true));
}

TEST_CASE("table: a small set is in the order of insertion") {
    TestRuntime runtime;
    Table table;
    bool added = false;
    for (int i = 0; i < 5; ++i) findOrAddRow(table, smallInt(i), kSetShift, added);
    for (int i = 0; i < 1000; ++i) {
        Value item;
        REQUIRE(popRow(table, &item, kSetShift, false));
        CHECK(item == smallInt(i));
        findOrAddRow(table, smallInt(5 + i), kSetShift, added);
        CHECK(added);
    }
    CHECK(table.capacity <= Table::kLinearMax);
}

TEST_CASE("table: random operations on a set agree with a set, whatever the items") {
    using MakeKey = Value (*)(const std::string&);
    TestRuntime runtime(size_t{64} << 20);
    for (const MakeKey makeKey : {intKey, nameOfText, plainStr, anyStr, mixedKey}) {
        for (const size_t keys : {6, 12, 40, 700}) {
            std::mt19937 random(static_cast<unsigned>(keys));
            Table table;
            std::set<std::string> model;
            for (int step = 0; step < 4000; ++step) {
                const std::string key = std::to_string(random() % keys);
                const Value item = makeKey(key);
                const size_t row = findRow(table, item, kSetShift);
                REQUIRE((row != kNoRow) == (model.count(key) != 0));
                bool added = false;
                if (random() % 2 == 0) {
                    findOrAddRow(table, item, kSetShift, added);
                    CHECK(added == model.insert(key).second);
                } else if (row != kNoRow) {
                    removeRow(table, row, kSetShift);
                    model.erase(key);
                }
                REQUIRE(table.used() == model.size());
            }
            Table copy;
            copyRows(copy, table, kSetShift);
            for (Table* each : {&table, &copy}) {
                size_t at = 0, count = 0;
                while (const Value* row = nextRow(*each, at, kSetShift)) {
                    CHECK(findRow(*each, *row, kSetShift) == at - 1);
                    ++count;
                }
                CHECK(count == model.size());
                for (const std::string& key : model)
                    CHECK(findRow(*each, makeKey(key), kSetShift) != kNoRow);
            }
        }
    }
}

TEST_CASE("table: a set that others come into for those that go keeps its size") {
    TestRuntime runtime;
    for (const int size : {20, 500}) {
        Table table;
        bool added = false;
        for (int i = 0; i < size; ++i) findOrAddRow(table, smallInt(i), kSetShift, added);
        const size_t capacity = table.capacity;
        std::set<intptr_t> taken;
        Value item;
        for (int i = 0; i < 3000; ++i) {
            REQUIRE(popRow(table, &item, kSetShift, false));
            CHECK(taken.insert(item.smallInt()).second);
            CHECK(findRow(table, item, kSetShift) == kNoRow);
            findOrAddRow(table, smallInt(size + i), kSetShift, added);
            CHECK(added);
        }
        CHECK(table.used() == static_cast<size_t>(size));
        CHECK(table.capacity <= capacity * 2);
        while (popRow(table, &item, kSetShift, false)) CHECK(taken.insert(item.smallInt()).second);
        CHECK(taken.size() == static_cast<size_t>(size) + 3000);
        CHECK(table.used() == 0);
    }
}

TEST_CASE("table: what a thousand integers take") {
    TestRuntime runtime;
    Table dict, set;
    bool added = false;
    for (int i = 0; i < 1000; ++i) {
        dict.store(smallInt(i), smallInt(i));
        findOrAddRow(set, smallInt(i), kSetShift, added);
    }
    CHECK(blockSize(dict, kDictShift) ==
          1024 * sizeof(Entry) + sizeof(IndexHeader) + 2049 * sizeof(uint16_t));
    CHECK(blockSize(set, kSetShift) == 1365 * sizeof(Value) + sizeof(IndexHeader));
}

TEST_CASE("table: a set of names finds them when another item comes") {
    TestRuntime runtime;
    Table table;
    bool added = false;
    const auto name = [](int i) { return nameOfText("item" + std::to_string(i)); };
    for (int i = 0; i < 30; ++i) findOrAddRow(table, name(i), kSetShift, added);
    for (int i = 0; i < 30; ++i) CHECK(findRow(table, name(i), kSetShift) != kNoRow);
    findOrAddRow(table, smallInt(5), kSetShift, added);
    for (int i = 0; i < 30; ++i) CHECK(findRow(table, name(i), kSetShift) != kNoRow);
    CHECK(findRow(table, plainStr("item7"), kSetShift) == findRow(table, name(7), kSetShift));
}

TEST_CASE("table: an OrderedDict needs no hashes while it is small") {
    TestRuntime runtime;
    Table table(Table::kAllNames | Table::kOrdered, 0, nullptr);
    const Value list = newList(0, nullptr);
    table.store(list, smallInt(1));
    CHECK(table.find(list)->value == smallInt(1));
    for (int i = 0; i < 7; ++i) table.store(smallInt(i), smallInt(i));
    CHECK(is(attempt([&] { table.store(smallInt(7), kNone); }), classOf(TypeErrorType)));
    CHECK(table.used() == 8);
    CHECK(table.remove(list));
    for (int i = 7; i < 30; ++i) table.store(smallInt(i), smallInt(i));
    CHECK(table.find(smallInt(20))->value == smallInt(20));
    table.clear();
    table.store(list, smallInt(2));
    CHECK(table.find(list)->value == smallInt(2));
}
