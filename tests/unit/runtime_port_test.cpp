// The port of the runtime: its context, and what stands for the functions that it has not.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "taipan/compiler.h"
#include "taipan/runtime.h"

namespace {

using Bytes = std::vector<uint8_t>;
using Texts = std::vector<std::string>;

/// A machine in memory, the context of its port: it counts the calls of each function.
struct Machine {
    struct File {
        std::string* text;
        size_t at;
    };

    std::map<std::string, std::string> files;
    std::vector<File> open; // number 3 and on
    std::string input = "typed\nmore";
    std::string output;
    uint64_t now = 1000;
    std::map<std::string, int> calls;

    File& file(int number) { return open.at(static_cast<size_t>(number) - 3); }
};

Machine& machine(void* context, const char* function) {
    auto& found = *static_cast<Machine*>(context);
    ++found.calls[function];
    return found;
}

long write(void* context, int file, const void* data, size_t size) {
    Machine& self = machine(context, "write");
    std::string& text = file <= TAIPAN_STDERR ? self.output : *self.file(file).text;
    text.append(static_cast<const char*>(data), size);
    return static_cast<long>(size);
}

long read(void* context, int file, void* data, size_t size) {
    Machine& self = machine(context, "read");
    if (file == TAIPAN_STDIN) {
        const size_t count = std::min(size, self.input.size());
        std::memcpy(data, self.input.data(), count);
        self.input.erase(0, count);
        return static_cast<long>(count);
    }
    Machine::File& from = self.file(file);
    const size_t count = std::min(size, from.text->size() - from.at);
    std::memcpy(data, from.text->data() + from.at, count);
    from.at += count;
    return static_cast<long>(count);
}

uint64_t ticks(void* context) {
    return machine(context, "ticks").now += 10;
}

void sleep(void* context, uint64_t microseconds) {
    machine(context, "sleep").now += microseconds / 2 + 1; // something ends it early
}

int64_t clock(void* context) {
    machine(context, "clock");
    return 1234567890123456789;
}

int32_t utcOffset(void* context, int64_t) {
    machine(context, "utc_offset");
    return 2 * 3600;
}

taipan_path_kind stat(void* context, const char* path) {
    return machine(context, "stat").files.count(path) != 0 ? TAIPAN_FILE : TAIPAN_NOTHING;
}

int open(void* context, const char* path, const char* mode) {
    Machine& self = machine(context, "open");
    if (mode[0] == 'r' && self.files.count(path) == 0) return -ENOENT;
    self.open.push_back({&self.files[path], 0});
    return static_cast<int>(self.open.size()) + 2;
}

int64_t seek(void* context, int file, int64_t offset, int) {
    machine(context, "seek").file(file).at = static_cast<size_t>(offset);
    return offset;
}

int flush(void* context, int) {
    machine(context, "flush");
    return 0;
}

int close(void* context, int) {
    machine(context, "close");
    return 0;
}

void halt(void*, const char*) {
    std::abort();
}

taipan_port portOf(Machine& self) {
    return {&self, write, read, ticks, sleep, clock, utcOffset,
            stat,  open,  seek, flush, close, halt};
}

Bytes compiled(const std::string& source, const char* name) {
    taipan::CompileOptions options;
    options.sourceName = name;
    const auto result = taipan::compile(source, options);
    REQUIRE(result.ok());
    return result.mpy;
}

constexpr const char* kProgram = R"(
import random, sys, time
sys.path.append("")
results = []

def note(name, function):
    try:
        value = function()
    except Exception as error:
        value = type(error).__name__ + str(error.args)
    results.append(name + ": " + str(value))

note("print", lambda: print("printed"))
note("sys.stdout", lambda: sys.stdout.write("shown\n"))
note("sys.stderr", lambda: sys.stderr.write("told\n"))
note("input", lambda: input("? "))
note("sys.stdin", lambda: sys.stdin.read(2))
note("ticks_us", lambda: time.ticks_us() > 0)
note("sleep_ms", lambda: time.sleep_ms(1))
note("time_ns", time.time_ns)
note("localtime", lambda: time.localtime(0)[3])
note("seed", random.seed)
note("import", lambda: __import__("helper").value)
note("write", lambda: open("new", "w").write("new"))
note("read", lambda: open("old").read())
note("seek", lambda: open("old").seek(1))
note("flush", lambda: open("new", "w").flush())
note("close", lambda: open("old").close())
note("stdout.flush", sys.stdout.flush)
)";

/// What the program notes when the port has everything.
const Texts kUsual = {
    "print: None",        "sys.stdout: 6",  "sys.stderr: 5",  "input: typed",
    "sys.stdin: mo",      "ticks_us: True", "sleep_ms: None", "time_ns: 1234567890123456789",
    "localtime: 2",       "seed: None",     "import: 7",      "write: 3",
    "read: kept",         "seek: 1",        "flush: None",    "close: None",
    "stdout.flush: None",
};

Texts run(const taipan_port& port) {
    std::vector<char> heap(size_t{256} << 10);
    REQUIRE(taipan_init(heap.data(), heap.size(), &port));
    static const Bytes program = compiled(kProgram, "program.py");
    taipan_value module = 0, list = 0;
    REQUIRE(taipan_import_mpy("program", program.data(), program.size(), &module) == TAIPAN_OK);
    REQUIRE(taipan_get(module, "results", &list) == TAIPAN_OK);
    Texts results;
    size_t count = 0;
    const taipan_value* items = taipan_items(list, &count);
    for (size_t i = 0; i < count; ++i) {
        size_t size = 0;
        const char* text = taipan_to_text(items[i], &size);
        results.emplace_back(text, size);
    }
    taipan_deinit();
    return results;
}

Machine newMachine() {
    Machine self;
    const Bytes helper = compiled("value = 7\n", "helper.py");
    self.files["helper.mpy"] = std::string(helper.begin(), helper.end());
    self.files["old"] = "kept";
    return self;
}

/// The usual notes, but for those that begin like these.
Texts usualBut(const Texts& others) {
    Texts expected = kUsual;
    for (const std::string& other : others) {
        const std::string name = other.substr(0, other.find(':') + 1);
        const auto found = std::find_if(expected.begin(), expected.end(), [&](const auto& each) {
            return each.compare(0, name.size(), name) == 0;
        });
        REQUIRE(found != expected.end());
        *found = other;
    }
    return expected;
}

/// The port without one function gives the usual notes but for these.
template <typename Member>
void checkWithout(Member taipan_port::*member, const char* name, const Texts& others) {
    INFO("without " << name);
    Machine self = newMachine();
    taipan_port port = portOf(self);
    port.*member = nullptr;
    CHECK(run(port) == usualBut(others));
    CHECK(self.calls.count(name) == 0);
}

} // namespace

TEST_CASE("every function of the port gets its context") {
    Machine self = newMachine();
    const taipan_port port = portOf(self);
    CHECK(run(port) == kUsual);
    for (const char* name : {"write", "read", "ticks", "sleep", "clock", "utc_offset", "stat",
                             "open", "seek", "flush", "close"})
        CHECK(self.calls[name] > 0);
    CHECK(self.output == "printed\nshown\ntold\n? ");
    CHECK(self.files["new"] == "new");
}

TEST_CASE("what stands for a function that the port has not") {
    const std::string imports = "import: ImportError(\"no module named 'helper'\",)";
    checkWithout(&taipan_port::write, "write", {"write: OSError(95,)"});
    checkWithout(
        &taipan_port::read, "read",
        {"input: EOFError()", "sys.stdin: ", "import: OSError(95,)", "read: OSError(95,)"});
    checkWithout(&taipan_port::ticks, "ticks", {"ticks_us: False"});
    checkWithout(&taipan_port::sleep, "sleep", {});
    checkWithout(&taipan_port::clock, "clock", {"time_ns: 0"});
    checkWithout(&taipan_port::utc_offset, "utc_offset", {"localtime: 0"});
    checkWithout(&taipan_port::stat, "stat", {imports});
    checkWithout(&taipan_port::open, "open",
                 {"import: OSError(95,)", "write: OSError(95,)", "read: OSError(95,)",
                  "seek: OSError(95,)", "flush: OSError(95,)", "close: OSError(95,)"});
    checkWithout(&taipan_port::seek, "seek", {"seek: OSError(22,)"});
    checkWithout(&taipan_port::flush, "flush", {});
    checkWithout(&taipan_port::close, "close", {});
    checkWithout(&taipan_port::halt, "halt", {});
}

TEST_CASE("a port that has nothing runs programs all the same") {
    const taipan_port nothing{};
    CHECK(run(nothing) ==
          usualBut({"input: EOFError()", "sys.stdin: ", "ticks_us: False", "time_ns: 0",
                    "localtime: 0", "seed: ValueError('no default seed',)",
                    "import: ImportError(\"no module named 'helper'\",)", "write: OSError(95,)",
                    "read: OSError(95,)", "seek: OSError(95,)", "flush: OSError(95,)",
                    "close: OSError(95,)"}));
    CHECK(taipan_context() == nullptr);
}

TEST_CASE("sleeping waits by whatever there is") {
    const auto callsOf = [](const char* name, auto taipan_port::*missing) {
        Machine self = newMachine();
        taipan_port port = portOf(self);
        port.*missing = nullptr;
        const uint64_t before = self.now;
        run(port);
        CHECK(self.now - before >= (port.ticks == nullptr ? 501 : 1000));
        return self.calls[name];
    };
    CHECK(callsOf("sleep", &taipan_port::ticks) == 1); // nothing tells whether it was long enough
    CHECK(callsOf("ticks", &taipan_port::sleep) >= 100);
}

TEST_CASE("native functions and the compiler find the context") {
    Machine self;
    const taipan_port port = portOf(self);
    std::vector<char> heap(size_t{64} << 10);
    REQUIRE(taipan_init(heap.data(), heap.size(), &port));
    const taipan_definition rows[] = {
        {"count",
         [](size_t, const taipan_value*) {
             return taipan_int(++static_cast<Machine*>(taipan_context())->calls["count"]);
         },
         0, 0, 0}};
    REQUIRE(taipan_register("machine", rows, 1) != 0);
    taipan_set_compiler(
        [](void* context, const char* source, size_t size, const char* name, taipan_source_kind,
           unsigned) {
            auto& made = static_cast<Machine*>(context)->files[name];
            const Bytes bytes = compiled({source, size}, name);
            made.assign(bytes.begin(), bytes.end());
            taipan_compiled result{};
            result.mpy = made.data();
            result.size = made.size();
            return result;
        },
        0);
    const std::string source = "import machine\nmachine.count()\nprint(machine.count())\n";
    taipan_value result = 0;
    CHECK(taipan_run(source.data(), source.size(), "main.py", &result) == TAIPAN_OK);
    taipan_set_compiler(nullptr, 0);
    taipan_deinit();
    CHECK(self.output == "2\n");
    CHECK(self.files.count("main.py") == 1);
}
