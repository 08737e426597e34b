// The C API of the runtime.
#include <catch2/catch.hpp>
#include <cstring>
#include <string>
#include <vector>

#include "taipan/compiler.h"
#include "taipan/runtime.h"

namespace {

std::string output;
std::string errors;
uint64_t now = 0;

long writeText(void*, int file, const void* data, size_t size) {
    (file == TAIPAN_STDERR ? errors : output).append(static_cast<const char*>(data), size);
    return static_cast<long>(size);
}

uint64_t readTicks(void*) {
    return now += 10;
}

/// The runtime in a heap of its own, with nothing but output underneath.
class Program {
  public:
    explicit Program(size_t heapSize = size_t{256} << 10) : heap_(heapSize) {
        output.clear();
        errors.clear();
        static taipan_port port{};
        port.write = writeText;
        port.ticks = readTicks;
        started_ = taipan_init(heap_.data(), heap_.size(), &port);
    }
    ~Program() {
        if (started_) taipan_deinit();
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    bool started() const { return started_; }

    /// Runs source text as a module.
    taipan_status run(const char* name, const std::string& source) {
        taipan::CompileOptions options;
        options.sourceName = std::string(name) + ".py";
        options.smallIntBits = 63;
        const auto compiled = taipan::compile(source, options);
        REQUIRE(compiled.ok());
        return taipan_import_mpy(name, compiled.mpy.data(), compiled.mpy.size(), &result);
    }

    taipan_value get(taipan_value object, const char* name) {
        taipan_value member = 0;
        REQUIRE(taipan_get(object, name, &member) == TAIPAN_OK);
        return member;
    }

    taipan_value result = 0;

  private:
    std::vector<char> heap_;
    bool started_ = false;
};

std::string textOf(taipan_value value) {
    size_t size = 0;
    const char* text = taipan_to_text(value, &size);
    return text == nullptr ? "(none)" : std::string(text, size);
}

taipan_value add(size_t count, const taipan_value* arguments) {
    int64_t sum = 0;
    for (size_t i = 0; i < count; ++i) {
        int64_t number = 0;
        if (!taipan_to_int(arguments[i], &number)) taipan_raise("ValueError", "not a number");
        sum += number;
    }
    return taipan_int(sum);
}

const taipan_definition kCalc[] = {
    {"add", add, 1, 3, 0},
    {"nothing", nullptr, 0, 0, taipan_none()},
};
} // namespace

TEST_CASE("a heap that is too small is refused") {
    const Program program(64);
    CHECK_FALSE(program.started());
}

TEST_CASE("values go to C and back") {
    const Program program;
    int64_t number = 0;
    for (const int64_t each : {int64_t{0}, int64_t{-5}, INT64_MAX, INT64_MIN}) {
        REQUIRE(taipan_to_int(taipan_int(each), &number));
        CHECK(number == each);
    }
    double real = 0;
    REQUIRE(taipan_to_float(taipan_float(1.5), &real));
    CHECK(real == 1.5);
    CHECK(taipan_to_float(taipan_int(3), &real));
    CHECK(real == 3);
    CHECK_FALSE(taipan_to_int(taipan_float(1.5), &number));
    CHECK(textOf(taipan_str("h\xc3\xa9", 3)) == "h\xc3\xa9");
    CHECK(taipan_str("\xff", 1) == 0); // no UTF-8
    CHECK(textOf(taipan_bytes("a\0b", 3)) == std::string("a\0b", 3));
    CHECK(textOf(taipan_none()) == "(none)");
    CHECK(taipan_is_true(taipan_bool(true)));
    CHECK_FALSE(taipan_is_true(taipan_str("", 0)));
}

TEST_CASE("kinds of values are told apart") {
    const Program program;
    CHECK(taipan_kind_of(0) == TAIPAN_KIND_OTHER);
    CHECK(taipan_kind_of(taipan_none()) == TAIPAN_KIND_NONE);
    CHECK(taipan_kind_of(taipan_bool(false)) == TAIPAN_KIND_BOOL);
    CHECK(taipan_kind_of(taipan_int(INT64_MAX)) == TAIPAN_KIND_INT);
    CHECK(taipan_kind_of(taipan_float(0)) == TAIPAN_KIND_FLOAT);
    CHECK(taipan_kind_of(taipan_str("abc", 3)) == TAIPAN_KIND_STR);
    CHECK(taipan_kind_of(taipan_bytes("abc", 3)) == TAIPAN_KIND_BYTES);
    CHECK(taipan_kind_of(taipan_list(0, nullptr)) == TAIPAN_KIND_LIST);
    CHECK(taipan_kind_of(taipan_tuple(0, nullptr)) == TAIPAN_KIND_TUPLE);
}

TEST_CASE("lists grow and show their items") {
    const Program program;
    const taipan_value items[] = {taipan_int(1), taipan_int(2)};
    const taipan_value list = taipan_list(2, items);
    CHECK(taipan_append(list, taipan_int(3)));
    size_t count = 0;
    const taipan_value* shown = taipan_items(list, &count);
    REQUIRE(count == 3);
    CHECK(shown[2] == taipan_int(3));
    CHECK_FALSE(taipan_append(taipan_tuple(2, items), taipan_int(3)));
    CHECK(taipan_items(taipan_int(1), &count) == nullptr);
}

TEST_CASE("a program runs and its functions can be called") {
    Program program;
    REQUIRE(program.run("demo", "def twice(x):\n    return x * 2\nprint('hello')\n") == TAIPAN_OK);
    CHECK(output == "hello\n");
    const taipan_value argument = taipan_str("ab", 2);
    taipan_value result = 0;
    REQUIRE(taipan_call(program.get(program.result, "twice"), 1, &argument, &result) == TAIPAN_OK);
    CHECK(textOf(result) == "abab");
    taipan_value again = 0;
    REQUIRE(taipan_import("demo", &again) == TAIPAN_OK);
    CHECK(again == program.result);
}

TEST_CASE("native functions are modules' members") {
    Program program;
    REQUIRE(taipan_register("calc", kCalc, 2) != 0);
    REQUIRE(program.run("demo", "import calc\nprint(calc.add(1, 2), calc.nothing)\n"
                                "try:\n    calc.add('x')\nexcept ValueError as e:\n    print(e)\n"
                                "try:\n    calc.add()\nexcept TypeError:\n    print('args')\n") ==
            TAIPAN_OK);
    CHECK(output == "3 None\nnot a number\nargs\n");
}

TEST_CASE("exceptions come out as results") {
    Program program;
    REQUIRE(program.run("demo", "def f():\n    raise KeyError('k')\nf()\n") == TAIPAN_RAISED);
    CHECK(taipan_kind_of(program.result) == TAIPAN_KIND_EXCEPTION);
    taipan_print_exception(program.result);
    CHECK(errors == "Traceback (most recent call last):\n"
                    "  File \"demo.py\", line 3, in <module>\n"
                    "  File \"demo.py\", line 2, in f\n"
                    "KeyError: k\n");
    taipan_value module = 0;
    CHECK(taipan_import("demo", &module) == TAIPAN_RAISED); // a half-made module is gone
    int status = 0;
    CHECK_FALSE(taipan_is_exit(program.result, &status));
    REQUIRE(program.run("end", "import sys\nsys.exit(7)\n") == TAIPAN_RAISED);
    REQUIRE(taipan_is_exit(program.result, &status));
    CHECK(status == 7);
}

TEST_CASE("native functions learn who calls, and exceptions where they were") {
    Program program;
    static std::string places;
    const taipan_definition rows[] = {
        {"where",
         [](size_t, const taipan_value*) {
             const char* file = nullptr;
             size_t size = 0;
             uint32_t line = 0;
             for (unsigned depth = 0; taipan_caller(depth, &file, &size, &line); ++depth)
                 places += std::string(file, size) + ':' + std::to_string(line) + ' ';
             return taipan_none();
         },
         0, 0, 0}};
    REQUIRE(taipan_register("native", rows, 1) != 0);
    places.clear();
    REQUIRE(program.run("demo", "from native import where\ndef f():\n    yield where()\n"
                                "class A:\n    x = [\n        y for y in f()]\n"
                                "where()\n") == TAIPAN_OK);
    CHECK(places == "demo.py:3 demo.py:6 demo.py:6 demo.py:4 demo.py:7 ");
    const char* file = nullptr;
    size_t size = 0;
    uint32_t line = 0;
    CHECK_FALSE(taipan_caller(0, &file, &size, &line));
    REQUIRE(program.run("bad", "def f():\n    raise KeyError\nf()\n") == TAIPAN_RAISED);
    REQUIRE(taipan_traceback(program.result, 0, &file, &size, &line));
    CHECK(std::string(file, size) == "bad.py");
    CHECK(line == 2);
    REQUIRE(taipan_traceback(program.result, 1, &file, &size, &line));
    CHECK(line == 3);
    CHECK_FALSE(taipan_traceback(program.result, 2, &file, &size, &line));
    CHECK_FALSE(taipan_traceback(taipan_int(1), 0, &file, &size, &line));
}

TEST_CASE("attributes can be read and set") {
    Program program;
    REQUIRE(program.run("demo", "class A: pass\na = A()\n") == TAIPAN_OK);
    const taipan_value a = program.get(program.result, "a");
    taipan_value result = 0;
    REQUIRE(taipan_set(a, "x", taipan_int(5), &result) == TAIPAN_OK);
    CHECK(program.get(a, "x") == taipan_int(5));
    CHECK(taipan_get(a, "y", &result) == TAIPAN_RAISED);
}

TEST_CASE("a C function can raise inside taipan_try") {
    const Program program;
    taipan_value result = 0;
    const auto body = [](void* data) {
        *static_cast<int*>(data) = 1;
        taipan_raise("OSError", "gone");
    };
    int ran = 0;
    CHECK(taipan_try(body, &ran, &result) == TAIPAN_RAISED);
    CHECK(ran == 1);
    taipan_print_exception(result);
    CHECK(errors == "OSError: gone\n");
}

TEST_CASE("pinned objects outlive collections") {
    const Program program;
    // Hidden from the collector, which looks at the stack and at registers.
    volatile taipan_value hidden = ~taipan_str("a text of its own", 17);
    REQUIRE(taipan_pin(~hidden));
    for (int i = 0; i < 2000; ++i) {
        taipan_bytes("something to fill the heap with, again and again", 48);
        if (i % 500 == 0) taipan_collect();
    }
    CHECK(textOf(~hidden) == "a text of its own");
    taipan_unpin(~hidden);
}

TEST_CASE("scheduled calls run between instructions, as many as fit") {
    Program program;
    REQUIRE(program.run("demo", "seen = []\ndef note(x):\n    seen.append(x)\n"
                                "def spin():\n    for i in range(100): pass\n    return seen\n") ==
            TAIPAN_OK);
    const taipan_value note = program.get(program.result, "note");
    size_t accepted = 0;
    while (accepted < 100 && taipan_schedule(note, taipan_int(static_cast<int64_t>(accepted))))
        ++accepted;
    CHECK(accepted == 4);
    taipan_value result = 0;
    REQUIRE(taipan_call(program.get(program.result, "spin"), 0, nullptr, &result) == TAIPAN_OK);
    size_t count = 0;
    REQUIRE(taipan_items(result, &count) != nullptr);
    CHECK(count == accepted);
}

TEST_CASE("an interrupt ends a loop") {
    Program program;
    REQUIRE(program.run("demo", "def spin():\n    while True: pass\n") == TAIPAN_OK);
    taipan_interrupt();
    taipan_value result = 0;
    REQUIRE(taipan_call(program.get(program.result, "spin"), 0, nullptr, &result) == TAIPAN_RAISED);
    taipan_print_exception(result);
    CHECK(errors.find("KeyboardInterrupt") != std::string::npos);
}

TEST_CASE("an interrupt is raised once, also when calls are pending later") {
    Program program;
    REQUIRE(program.run("demo", "seen = []\ndef spin():\n    for i in range(100): pass\n"
                                "    return len(seen)\n") == TAIPAN_OK);
    const taipan_value spin = program.get(program.result, "spin");
    const taipan_value note = program.get(program.get(program.result, "seen"), "append");
    taipan_interrupt();
    taipan_value result = 0;
    REQUIRE(taipan_call(spin, 0, nullptr, &result) == TAIPAN_RAISED);
    REQUIRE(taipan_schedule(note, taipan_int(1)));
    REQUIRE(taipan_call(spin, 0, nullptr, &result) == TAIPAN_OK);
    int64_t count = 0;
    CHECK(taipan_to_int(result, &count));
    CHECK(count == 1);
}

TEST_CASE("without a compiler, eval() says so") {
    Program program;
    taipan_set_compiler(nullptr, 0);
    REQUIRE(program.run("demo", "try:\n    eval('1')\nexcept RuntimeError as e:\n    print(e)\n") ==
            TAIPAN_OK);
    CHECK(output == "script compilation not supported\n");
}

TEST_CASE("deep recursion is a RuntimeError, also when nobody said how much stack there is") {
    Program program(size_t{64} << 20);
    REQUIRE(program.run("demo", "class A:\n    def __repr__(self): return repr(A())\n"
                                "try:\n    repr(A())\n"
                                "except RuntimeError as e:\n    print(e)\n") == TAIPAN_OK);
    CHECK(output == "maximum recursion depth exceeded\n");
}

TEST_CASE("a second block of memory is used") {
    Program program(size_t{64} << 10);
    std::vector<char> more(size_t{1} << 20);
    REQUIRE(taipan_add_memory(more.data(), more.size()));
    CHECK_FALSE(taipan_add_memory(more.data(), 16));
    REQUIRE(program.run("demo", "x = bytearray(500000)\nprint(len(x))\n") == TAIPAN_OK);
    CHECK(output == "500000\n");
}

TEST_CASE("running out of memory is a MemoryError, and goes on") {
    Program program(size_t{64} << 10);
    REQUIRE(program.run("demo", "try:\n    x = [bytearray(1000) for i in range(1000)]\n"
                                "except MemoryError:\n    print('full')\n"
                                "print(len([0] * 100))\n") == TAIPAN_OK);
    CHECK(output == "full\n100\n");
}

TEST_CASE("sys.atexit() runs at the end") {
    {
        Program program;
        REQUIRE(program.run("demo", "import sys\nsys.atexit(lambda: print('bye'))\n") == TAIPAN_OK);
        CHECK(output.empty());
    }
    CHECK(output == "bye\n");
}

TEST_CASE("the feature level is that of the build") {
    CHECK(taipan_feature_level() == 4);
}
