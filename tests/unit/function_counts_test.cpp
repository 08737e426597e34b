// What functions run, counted by the runtime.
#include <catch2/catch.hpp>
#include <cstring>
#include <string>
#include <vector>

#include "hosted/function_counts.h"
#include "taipan/compiler.h"
#include "taipan/runtime.h"

using taipan::host::CountedFunction;
using taipan::host::FunctionCounts;

namespace {
taipan_code codeOf(const void* code, const void* maker, const char* name, size_t line = 1) {
    return {code, maker, "a.py", 4, name, std::strlen(name), line};
}

/// NAME:LINE:INSTRUCTIONS:CALLS of all.
std::string text(const FunctionCounts& counts) {
    std::string all;
    for (const CountedFunction& each : counts.take())
        all += each.name + ":" + std::to_string(each.line) + ":" +
               std::to_string(each.counts.instructions) + ":" + std::to_string(each.counts.calls) +
               " ";
    return all;
}
} // namespace

TEST_CASE("functions that are counted have qualified names") {
    FunctionCounts counts;
    const char code[8] = {};
    counts.made(codeOf(&code[0], nullptr, "<module>"));
    counts.made(codeOf(&code[1], &code[0], "outer", 2));
    counts.made(codeOf(&code[2], &code[1], "inner", 3));
    counts.made(codeOf(&code[3], &code[7], "alone", 4)); // of a maker that is not known
    counts.made(codeOf(&code[4], &code[0], "", 5));
    counts.made(codeOf(&code[5], &code[4], "f", 6));
    for (size_t i = 0; i < 6; ++i) counts.counts(&code[i])->instructions += 10 + i;
    CHECK(text(counts) == "<module>:1:10:0 outer:2:11:0 outer.inner:3:12:0 alone:4:13:0 "
                          "<viper>:5:14:0 <viper>.f:6:15:0 ");
}

TEST_CASE("code that takes the place of other code in memory is counted for itself") {
    FunctionCounts counts;
    const char code[2] = {};
    counts.made(codeOf(&code[0], nullptr, "f"));
    counts.counts(&code[0])->calls = 3;
    counts.made(codeOf(&code[0], nullptr, "f")); // made again, as in a loop
    CHECK(counts.counts(&code[0])->calls == 3);
    counts.made(codeOf(&code[0], nullptr, "g"));
    CHECK(counts.counts(&code[0])->calls == 0);
    counts.counts(&code[0])->calls = 1;
    counts.made(codeOf(&code[1], nullptr, "f")); // the same function at another place
    ++counts.counts(&code[1])->calls;
    CHECK(text(counts) == "f:1:0:4 g:1:0:1 ");
}

TEST_CASE("code that nothing was told of is counted nowhere") {
    FunctionCounts counts;
    const char code = 0;
    ++counts.counts(&code)->calls;
    CHECK(counts.take().empty());
}

#if TAIPAN_HAS_PROFILE
TEST_CASE("the runtime counts for a profiler, and only for one") {
    static FunctionCounts counts;
    counts = {};
    constexpr taipan_profiler kProfiler{
        .made = [](void*, const taipan_code* function) { counts.made(*function); },
        .counts = [](void*, const void* code) { return counts.counts(code); },
    };
    std::vector<char> heap(size_t{64} << 10);
    const taipan_port port{};
    REQUIRE(taipan_init(heap.data(), heap.size(), &port));
    taipan_profile(&kProfiler);
    taipan::CompileOptions options;
    options.smallIntBits = 63;
    options.sourceName = "a.py";
    const auto compiled = taipan::compile("def f(a):\n    return a\nf(1)\nf(2)\n", options);
    taipan_value module = 0, function = 0, result = 0;
    REQUIRE(taipan_import_mpy("a", compiled.mpy.data(), compiled.mpy.size(), &module) == TAIPAN_OK);
    CHECK(text(counts) == "<module>:1:12:1 f:1:4:2 ");
    REQUIRE(taipan_get(module, "f", &function) == TAIPAN_OK);
    const taipan_value argument = taipan_int(3);
    REQUIRE(taipan_call(function, 1, &argument, &result) == TAIPAN_OK); // from C
    CHECK(text(counts) == "<module>:1:12:1 f:1:6:3 ");
    taipan_profile(nullptr);
    REQUIRE(taipan_call(function, 1, &argument, &result) == TAIPAN_OK);
    CHECK(text(counts) == "<module>:1:12:1 f:1:6:3 ");
    taipan_deinit();
}
#endif
