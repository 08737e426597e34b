// What the freezer knows of files and keeps between runs.
#include <catch2/catch.hpp>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "freezer/build/cache.h"
#include "freezer/build/inputs.h"
#include "support/host/files.h"
#include "support/pack/hash.h"

using namespace taipan;
using namespace taipan::freezer;

namespace {
constexpr int64_t kSecond = 1'000'000'000;

/// A path for one test; the file is gone with the object.
class Scratch {
  public:
    Scratch()
        : path_(std::filesystem::temp_directory_path() /
                ("taipan-unit-" + std::to_string(::getpid()))) {}
    ~Scratch() { std::filesystem::remove(path_); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::string path() const { return path_; }
    void write(std::string_view text) const {
        const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
        REQUIRE(host::writeFile(path_, {bytes, text.size()}).ok());
    }
    void setTime(int64_t nanoseconds) const {
        const timespec time{nanoseconds / kSecond, nanoseconds % kSecond};
        const timespec both[2] = {time, time};
        REQUIRE(::utimensat(AT_FDCWD, path_.c_str(), both, 0) == 0);
    }

  private:
    std::filesystem::path path_;
};

RunRecord someRecord() {
    RunRecord record;
    record.request = {1, 2};
    record.options = {3, 4};
    record.plan.files.push_back(
        {"/src/a.py", "a.py", FileKind::Text, 2, 1, {"manifest.py", 12, 5}});
    record.plan.metadata.resize(2);
    record.plan.metadata[1].version = "1.0";
    record.plan.manifests = {"/m.py"};
    record.plan.directories = {"/src", "/lib"};
    record.repeatable = true;
    record.inputs.push_back({"/m.py", false, true, true, {1, 2, 3, 4, 5}, {6, 7}});
    record.output = {9, 8, 7, 6, 5};
    record.outputContent = {11, 12};
    return record;
}

std::string cacheFileOf(const ModuleCache& modules, const Hash128& program) {
    const CacheText made = cacheText(someRecord(), modules, program);
    std::string all;
    for (const std::string_view piece : made.pieces) all += piece;
    return all;
}
} // namespace

TEST_CASE("hashes are those of MurmurHash3") {
    CHECK(hashBytes("") == Hash128{});
    CHECK(hashBytes("hello") == Hash128{0xcbd8a7b341bd9b02, 0x5b1e906a48ae1d19});
    CHECK(hashBytes("The quick brown fox jumps over the lazy dog") ==
          Hash128{0xe34bbc7bbc071b6c, 0x7a433ca9c49a9347});
}

TEST_CASE("a hash does not depend on the pieces") {
    std::string text;
    for (int i = 0; i < 100; ++i) text += static_cast<char>(i * 7);
    const std::string_view all = text;
    for (size_t first = 0; first < 40; ++first) {
        for (size_t second = 0; second < 40; ++second) {
            Hasher hasher;
            hasher.add(all.substr(0, first));
            hasher.add(all.substr(first, second));
            hasher.add(all.substr(first + second));
            CHECK(hasher.hash() == hashBytes(text));
        }
    }
}

TEST_CASE("every byte and the length count in a hash") {
    for (size_t size = 0; size <= 50; ++size) { // with every number of bytes behind the last block
        std::string text(size, '\0');
        const Hash128 all = hashBytes(text);
        for (size_t i = 0; i < text.size(); ++i) {
            CHECK(hashBytes(std::string_view(text).substr(i + 1)) != all);
            text[i] = '\1';
            CHECK(hashBytes(text) != all);
            text[i] = '\0';
        }
    }
}

TEST_CASE("a cache file gives back what was put into it") {
    const Scratch scratch;
    ModuleCache modules;
    modules.add({1, 1}, "first");
    modules.add({2, 1}, "second");
    const Hash128 program{5, 6};
    scratch.write(cacheFileOf(modules, program));
    const CacheFile cache = loadCache(scratch.path(), program);
    const RunRecord& record = cache.record;
    CHECK(record.request == Hash128{1, 2});
    CHECK(record.options == Hash128{3, 4});
    REQUIRE(record.plan.files.size() == 1);
    const ManifestFile& file = record.plan.files[0];
    CHECK(file.source == "/src/a.py");
    CHECK(file.target == "a.py");
    CHECK(file.kind == FileKind::Text);
    CHECK(file.optLevel == 2);
    CHECK(file.metadata == 1);
    CHECK(file.place.path == "manifest.py");
    CHECK(file.place.line == 12);
    CHECK(file.place.column == 5);
    REQUIRE(record.plan.metadata.size() == 2);
    CHECK(!record.plan.metadata[0].version);
    CHECK(record.plan.metadata[1].version == "1.0");
    CHECK(record.plan.manifests == std::vector<std::string>{"/m.py"});
    CHECK(record.plan.directories == std::vector<std::string>{"/src", "/lib"});
    CHECK(record.repeatable);
    REQUIRE(record.inputs.size() == 1);
    CHECK(record.inputs[0].settled);
    CHECK(record.inputs[0].stamp == Stamp{1, 2, 3, 4, 5});
    CHECK(record.inputs[0].content == Hash128{6, 7});
    CHECK(record.output == Stamp{9, 8, 7, 6, 5});
    CHECK(record.outputContent == Hash128{11, 12});
    CHECK(cache.modules.find({1, 1}) == "first");
    CHECK(cache.modules.find({2, 1}) == "second");
    CHECK(cache.modules.find({1, 2}).empty());
}

TEST_CASE("cache files of other programs and damaged ones are empty") {
    const Scratch scratch;
    const Hash128 program{5, 6};
    ModuleCache modules;
    modules.add({1, 1}, "first");
    const std::string text = cacheFileOf(modules, program);
    const auto isEmpty = [&] {
        const CacheFile cache = loadCache(scratch.path(), program);
        return cache.record.request == Hash128{} && cache.record.inputs.empty() &&
               cache.modules.modules().empty();
    };
    CHECK(isEmpty()); // there is none
    scratch.write(cacheFileOf(modules, {6, 5}));
    CHECK(isEmpty());
    for (size_t size = 0; size < text.size(); ++size) {
        scratch.write(text.substr(0, size));
        CHECK(isEmpty());
    }
    for (size_t at = 0; at < text.size(); ++at) {
        std::string damaged = text;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
        scratch.write(damaged);
        CHECK(isEmpty());
    }
}

TEST_CASE("a stamp is settled when the clock has ticked since") {
    const int64_t now = 1'700'000'000 * kSecond + 123'456'789;
    const auto settled = [&](int64_t modified, int64_t changed) {
        return isSettled({0, 0, 0, modified, changed}, now);
    };
    CHECK(settled(now - kSecond, now - kSecond));
    CHECK(!settled(now - kSecond / 100, now - kSecond));
    CHECK(!settled(now - kSecond, now - kSecond / 100));
    CHECK(!settled(now, now));
    CHECK(!settled(now + 60 * kSecond, now)); // a clock that runs ahead
    // File systems that keep whole seconds, or every other one.
    const int64_t whole = 1'700'000'000 * kSecond;
    CHECK(!settled(whole, whole));
    CHECK(!settled(whole - kSecond, whole - kSecond));
    CHECK(settled(whole - 3 * kSecond, whole - 3 * kSecond));
}

TEST_CASE("an input is looked at by its stamp, then by its contents") {
    const Scratch scratch;
    scratch.write("one");
    scratch.setTime(clockNow() + 3600 * kSecond);
    InputTable first;
    Input known = first.look(scratch.path(), false).now;
    CHECK(first.at(scratch.path()).text == "one");
    CHECK(known.hashed);
    CHECK(!known.settled); // it is newer than the clock
    std::vector<Input> before{known};
    const auto look = [&] { return InputTable(before).look(scratch.path(), false); };
    CHECK(look().change == Change::Same);
    CHECK(look().examined);
    before[0].settled = true;
    CHECK(look().change == Change::Same);
    CHECK(!look().examined);
    scratch.write("two");
    CHECK(look().change == Change::Changed);
    std::filesystem::remove(scratch.path());
    CHECK(look().change == Change::Unreadable);
    CHECK(look().error == ENOENT);
}
