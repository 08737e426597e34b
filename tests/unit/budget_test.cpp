// Which functions become machine code within a budget, and the profiles that say what ran.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "taipan/compiler.h"
#include "taipan/freezer/budget.h"
#include "taipan/freezer/profile.h"

using namespace taipan;
using namespace taipan::freezer;

namespace {
struct Row {
    const char* name;
    uint64_t bytes, weight;
    char kind = 'p'; // p: can be picked; a: is asked for; b: bytecode in any case
};

BudgetModule moduleOf(std::string path, std::vector<Row> rows) {
    BudgetModule module{std::move(path), {}};
    for (const Row& row : rows)
        module.functions.push_back(
            {row.name, row.bytes, row.weight, row.kind == 'a', row.kind == 'p'});
    return module;
}

std::string picked(const std::vector<BudgetModule>& modules, uint64_t bytes) {
    std::string text;
    for (const BudgetPlace place : pickFunctions(modules, {bytes}))
        text += (text.empty() ? "" : " ") + modules[place.module].path + ":" +
                modules[place.module].functions[place.function].name;
    return text;
}

/// What weigh() says, a line each: the line of the profile, E or N, the message.
std::string said(std::vector<BudgetModule>& modules, std::vector<ProfileRow> rows) {
    uint32_t line = 2;
    for (ProfileRow& row : rows) row.atLine = ++line;
    std::string text;
    for (const ProfileFinding& found : weigh(modules, rows))
        text += std::to_string(found.line) + (found.isError ? " E " : " N ") + found.message + "\n";
    return text;
}

std::string weights(const std::vector<BudgetModule>& modules) {
    std::string text;
    for (const BudgetModule& module : modules)
        for (const BudgetFunction& each : module.functions)
            if (each.weight != 0)
                text += module.path + ":" + each.name + "=" + std::to_string(each.weight) + " ";
    return text;
}
} // namespace

TEST_CASE("functions with the most weight a byte are picked, as long as they fit") {
    struct Case {
        const char* what;
        std::vector<Row> rows;
        uint64_t bytes;
        const char* wanted;
    };
    const std::vector<Case> cases = {
        {"nothing", {}, 100, ""},
        {"all", {{"f", 40, 1}, {"g", 60, 1}}, 100, "m:f m:g"},
        {"by density, not by weight", {{"f", 100, 10}, {"g", 20, 9}}, 100, "m:g"},
        {"what is too large is passed over",
         {{"f", 90, 90}, {"g", 200, 999}, {"h", 10, 1}},
         100,
         "m:f m:h"},
        {"what does not run is left", {{"f", 10, 0}, {"g", 10, 1}}, 100, "m:g"},
        {"what is asked for counts first",
         {{"f", 60, 0, 'a'}, {"g", 50, 9}, {"h", 40, 1}},
         100,
         "m:h"},
        {"more is asked for than there is", {{"f", 101, 0, 'a'}, {"g", 0, 9}}, 100, ""},
        {"as much is asked for as there is", {{"f", 100, 0, 'a'}, {"g", 1, 9}}, 100, ""},
        {"bytecode stays it", {{"f", 10, 9, 'b'}}, 100, ""},
        {"no budget", {{"f", 1, 9}}, 0, ""},
        {"the heavier of the same density", {{"f", 10, 10}, {"g", 20, 20}}, 25, "m:g"},
        {"then by name", {{"g", 10, 10}, {"f", 10, 10}}, 10, "m:f"},
        {"products of large numbers",
         {{"f", UINT32_MAX, UINT64_MAX}, {"g", 1, UINT32_MAX}},
         UINT64_MAX,
         "m:f m:g"},
    };
    for (const Case& each : cases) {
        CAPTURE(each.what);
        CHECK(picked({moduleOf("m", each.rows)}, each.bytes) == each.wanted);
    }
}

TEST_CASE("modules share a budget, in whatever order they come") {
    const BudgetModule a = moduleOf("a", {{"f", 10, 30}, {"g", 10, 10}});
    const BudgetModule b = moduleOf("b", {{"f", 10, 30}, {"g", 10, 20}});
    CHECK(picked({a, b}, 30) == "a:f b:f b:g");
    CHECK(picked({b, a}, 30) == "a:f b:f b:g");
    CHECK(picked({b, a}, 10) == "a:f");
    CHECK(picked({b, moduleOf("a", {{"f", 25, 1, 'a'}})}, 40) == "b:f");
}

TEST_CASE("files of a profile are the sources with the longest tail in common") {
    struct Case {
        const char* what;
        std::vector<std::string> paths, files;
        const char* weights;
        const char* said;
    };
    // Each path has a function f, and the rows weigh 1, 2, 4.
    const std::vector<Case> cases = {
        {"the same", {"a.py", "b.py"}, {"b.py", "a.py"}, "a.py:f=2 b.py:f=1 ", ""},
        {"a tail", {"src/app/main.py"}, {"app/main.py"}, "src/app/main.py:f=1 ", ""},
        {"a longer one", {"app/main.py"}, {"/demo/x/src/app/main.py"}, "app/main.py:f=1 ", ""},
        {"the better of two", {"x/main.py", "y/main.py"}, {"y/main.py"}, "y/main.py:f=1 ", ""},
        {"parts, not letters",
         {"src/domain.py"},
         {"main.py"},
         "",
         "3 N 'main.py' is none of the sources\n"},
        {"dots", {"./src/./a.py"}, {"./a.py"}, "./src/./a.py:f=1 ", ""},
        {"two sources alike",
         {"x/main.py", "y/main.py"},
         {"main.py"},
         "",
         "3 E 'main.py' may be 'x/main.py' or 'y/main.py'\n"},
        {"two files alike",
         {"main.py"},
         {"x/main.py", "y/main.py"},
         "main.py:f=1 ",
         "4 E 'x/main.py' and 'y/main.py' may both be 'main.py'\n"},
        {"a better file",
         {"src/a.py"},
         {"lib/a.py", "src/a.py"},
         "src/a.py:f=2 ",
         "3 N 'lib/a.py' is none of the sources: 'src/a.py' is 'src/a.py'\n"},
        {"several rows of a file",
         {"a.py"},
         {"a.py", "b.py", "a.py"},
         "a.py:f=5 ",
         "4 N 'b.py' is none of the sources\n"},
        {"no path at all", {"a.py"}, {"<string>"}, "", "3 N '<string>' is none of the sources\n"},
    };
    for (const Case& each : cases) {
        CAPTURE(each.what);
        std::vector<BudgetModule> modules;
        for (const std::string& path : each.paths) modules.push_back(moduleOf(path, {{"f", 9, 0}}));
        std::vector<ProfileRow> rows;
        for (const std::string& file : each.files)
            rows.push_back({uint64_t{1} << rows.size(), 1, file, 7, "f"});
        CHECK(said(modules, rows) == each.said);
        CHECK(weights(modules) == each.weights);
    }
}

TEST_CASE("rows of a profile find functions by their names alone") {
    std::vector<BudgetModule> modules = {
        moduleOf("a.py", {{"<module>", 0, 0, 'b'}, {"f", 9, 0}, {"C.g", 9, 0}})};
    CHECK(said(modules, {{5, 1, "a.py", 1, "<module>"},
                         {7, 2, "a.py", 3, "f"},
                         {1, 1, "a.py", 9, "f"},
                         {2, 1, "a.py", 4, "g"}}) == "6 N 'a.py' has no function 'g'\n");
    CHECK(weights(modules) == "a.py:<module>=5 a.py:f=8 ");
}

TEST_CASE("profiles are read as they are written") {
    const std::string text = profileText({{5, 1, "b.py", 1, "<module>"},
                                          {900, 12, "my lib/a:b.py", 30, "C.f.<lambda>"},
                                          {5, 1, "a.py", 10, "f"},
                                          {5, 1, "a.py", 2, "g"}});
    CHECK(text == "taipan profile 1\n"
                  "#     weight        calls file:line function\n"
                  "         900           12 my lib/a:b.py:30 C.f.<lambda>\n"
                  "           5            1 a.py:2 g\n"
                  "           5            1 a.py:10 f\n"
                  "           5            1 b.py:1 <module>\n");
    const auto rows = parseProfile(text);
    REQUIRE(rows.ok());
    REQUIRE(rows.value().size() == 4);
    const ProfileRow& first = rows.value()[0];
    CHECK(first.weight == 900);
    CHECK(first.calls == 12);
    CHECK(first.file == "my lib/a:b.py");
    CHECK(first.line == 30);
    CHECK(first.name == "C.f.<lambda>");
    CHECK(first.atLine == 3);
    CHECK(profileText(rows.value()) == text);
    CHECK(profileText({{1, 1, "a\nb.py", 1, "f"}}).find("a\nb") == std::string::npos);
    CHECK(parseProfile("taipan profile 1\r\n\r\n1 2 a.py:3 f\r\n").value().at(0).name == "f");
}

TEST_CASE("what is no profile is told of by line") {
    const std::map<std::string, std::pair<uint32_t, std::string>> cases = {
        {"", {1, "this is no profile"}},
        {"def f(): pass\n", {1, "this is no profile"}},
        {"taipan profile 2\n1 2 a.py:3 f\n", {1, "a profile of version 2, and not of 1"}},
        {"taipan profile 1\n1 2 a.py:3 f\nx 2 a.py:3 f\n", {3, ""}},
        {"taipan profile 1\n1 x a.py:3 f\n", {2, ""}},
        {"taipan profile 1\n-1 2 a.py:3 f\n", {2, ""}},
        {"taipan profile 1\n1 2 a.py:3\n", {2, ""}},
        {"taipan profile 1\n1 2 a.py f\n", {2, ""}},
        {"taipan profile 1\n1 2 a.py:x f\n", {2, ""}},
        {"taipan profile 1\n1 2 :3 f\n", {2, ""}},
        {"taipan profile 1\n1 2 a.py:3 \n", {2, ""}},
        {"taipan profile 1\n1\n", {2, ""}},
        {"taipan profile 1\n99999999999999999999 2 a.py:3 f\n", {2, ""}},
    };
    for (const auto& [text, wanted] : cases) {
        CAPTURE(text);
        const auto rows = parseProfile(text);
        REQUIRE_FALSE(rows.ok());
        CHECK(rows.error().offset == wanted.first);
        CHECK(rows.error().message ==
              (wanted.second.empty() ? "a line has a weight, calls, a file and line, and a function"
                                     : wanted.second));
    }
}

TEST_CASE("a table of what is machine code") {
    const std::vector<BudgetModule> modules = {
        moduleOf("a.py", {{"f", 10, 250}, {"g", 20, 0, 'a'}, {"h", 5, 5}})};
    CHECK(budgetText(modules, {{0, 0}}, {64, 1000, false}) ==
          "   bytes  weight  function\n"
          "      10   25.0%  a.py: f\n"
          "      20    0.0%  a.py: g, which the source asks for\n"
          "      30   25.0%  of a budget of 64 bytes\n");
    CHECK(budgetText(modules, {}, {0, 0, true}) ==
          "   bytes  weight  function\n"
          "      20    0.0%  a.py: g, which the source asks for\n"
          "      20    0.0%  of a budget of 0 bytes; weights are estimated\n");
}

namespace {
std::map<std::string, uint64_t> estimate(std::string_view source,
                                         abi::Arch arch = abi::Arch::armv7m) {
    CompileOptions options;
    options.arch = arch;
    std::map<std::string, uint64_t> work;
    for (const FunctionWork& each : estimateWork(source, options)) work[each.name] += each.work;
    return work;
}
} // namespace

TEST_CASE("work is estimated by loops, and by calls in them") {
    const auto work = estimate(R"(
def plain(a): return a + 1
def loop(a):
    while a: a -= 1
def nested(a, b):
    while a:
        while b: b -= 1
def callee(a): return a + 1
def caller(n):
    for i in range(n): callee(i)
class C:
    def __init__(self): self.a = 1
    def method(self): return self.a + 1
    def other(self): return self.a + 1
def user(n):
    for i in range(n): C().method()
@micropython.native
def asked(a): return a + 1
def items(n): return [i + 1 for i in n]
)");
    CHECK(work.at("loop") > 4 * work.at("plain"));
    CHECK(work.at("nested") > 4 * work.at("loop"));
    CHECK(work.at("callee") > 4 * work.at("plain"));
    CHECK(work.at("C.method") > 4 * work.at("C.other"));
    CHECK(work.at("C.__init__") >= 8);
    CHECK(work.at("asked") == work.at("plain"));
    CHECK(work.at("items.<listcomp>") > work.at("items"));
    CHECK(work.count("<module>") == 0);
    CHECK(work.count("C") == 0);
}

TEST_CASE("work that has fast ways weighs more where machine code has them") {
    constexpr std::string_view kSource = "def f(a, b): return a + b\ndef g(a, b): return a(b)\n";
    const auto small = estimate(kSource), fast = estimate(kSource, abi::Arch::x64);
    CHECK(fast.at("f") > small.at("f"));
    CHECK(fast.at("g") == small.at("g"));
}

TEST_CASE("an estimate of bad source is empty, and one of endless recursion ends") {
    CHECK(estimate("def f(:\n").empty());
    std::string deep = "def f(a):\n";
    for (int i = 0; i < 12; ++i)
        deep += std::string(static_cast<size_t>(i) + 1, ' ') + "while a:\n";
    deep += std::string(13, ' ') + "f(a)\n";
    CHECK(estimate(deep).at("f") <= uint64_t{1} << 40);
}
