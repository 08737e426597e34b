// The forms in which diagnostics are printed.
#include <catch2/catch.hpp>

#include "support/report/report.h"
#include "support/report/width.h"

using namespace taipan;

namespace {
Diagnostic makeDiagnostic(DiagId id, SourceSpan span) {
    DiagnosticSink sink;
    sink.report(id, span);
    return sink.take().front();
}

/// The rich form of a finding at the first occurrence of `word`.
std::string rich(const std::string& text, const std::string& word, unsigned width = 96) {
    const auto begin = static_cast<uint32_t>(text.find(word));
    const SourceBuffer source(text, "a.py");
    std::string out;
    report::appendRich(
        out, source,
        makeDiagnostic(DiagId::ReturnOutside, {begin, begin + static_cast<uint32_t>(word.size())}),
        {false, width});
    return out;
}
} // namespace

TEST_CASE("rich form: place, line, underlined span") {
    CHECK(rich("x = 1\nreturn x\n", "return x") ==
          "a.py:2:1: error[TP0206]: 'return' outside function\n"
          "    2 | return x\n"
          "      | ^~~~~~~~\n");
}

TEST_CASE("rich form: the underline follows tabs and wide characters") {
    CHECK(rich("\tx\ty = here\n", "here") == "a.py:1:8: error[TP0206]: 'return' outside function\n"
                                             "    1 |     x   y = here\n"
                                             "      |             ^~~~\n");
    CHECK(rich("'\u6f22\u5b57e\u0301' here\n", "here") ==
          "a.py:1:8: error[TP0206]: 'return' outside function\n"
          "    1 | '\u6f22\u5b57e\u0301' here\n"
          "      |         ^~~~\n");
}

TEST_CASE("rich form: a span over several lines is underlined to the end of the first") {
    CHECK(rich("f(1,\n  2)\n", "(1,\n  2)") ==
          "a.py:1:2: error[TP0206]: 'return' outside function\n"
          "    1 | f(1,\n"
          "      |  ^~~\n");
}

TEST_CASE("rich form: a long line is cut around the place") {
    const std::string text = std::string(5000, 'a') + " here " + std::string(5000, 'b');
    CHECK(rich(text, "here", 24) == "a.py:1:5002: error[TP0206]: 'return' outside function\n"
                                    "    1 | \u2026aaaaaaa here bbbbbbbbbbb\u2026\n"
                                    "      |          ^~~~\n");
}

TEST_CASE("rich form: the end of the text, an empty text") {
    const SourceBuffer source("", "a.py");
    std::string out;
    report::appendRich(out, source, makeDiagnostic(DiagId::InvalidSyntax, {0, 0}));
    CHECK(out == "a.py:1:1: error[TP0101]: invalid syntax\n    1 |\n      | ^\n");
    CHECK(rich("x = \n", "\n") == "a.py:1:5: error[TP0206]: 'return' outside function\n"
                                  "    1 | x = \n"
                                  "      |     ^\n");
}

TEST_CASE("rich form: nothing in the source reaches the terminal as a command") {
    const std::string out = rich("\x1b[31m \x80 \u202e here\n", "here");
    CHECK(out.find('\x1b') == std::string::npos);
    CHECK(out.find("\u202e") == std::string::npos);
    CHECK(out.find("\ufffd[31m \ufffd \ufffd here") != std::string::npos);
}

TEST_CASE("rich form: a hint has a line of its own") {
    const SourceBuffer source("x\n", "a.py");
    std::string out;
    report::appendRich(out, source, makeDiagnostic(DiagId::InvalidArch, {0, 1}));
    CHECK(out.ends_with("      | ^\nhint: name the target with --march\n"));
}

TEST_CASE("stock form: parse errors name the input, compile errors the recorded name") {
    Diagnostic found = makeDiagnostic(DiagId::InvalidInteger, {0, 1});
    found.stockText = "invalid syntax for integer with base 10";
    std::string out;
    report::appendStock(out, found, "in.py", "name.py");
    CHECK(out == "SyntaxError: invalid syntax for integer with base 10\n");

    found.stockLine = 7;
    out.clear();
    report::appendStock(out, found, "in.py", "name.py");
    CHECK(out == "Traceback (most recent call last):\n  File \"in.py\", line 7\n"
                 "SyntaxError: invalid syntax for integer with base 10\n");

    found.stockBlock = "f";
    out.clear();
    report::appendStock(out, found, "in.py", "name.py");
    CHECK(out == "Traceback (most recent call last):\n  File \"name.py\", line 7, in f\n"
                 "SyntaxError: invalid syntax for integer with base 10\n");
}

TEST_CASE("stock form exists for what stock rejects") {
    CHECK(report::hasStockForm(makeDiagnostic(DiagId::InvalidSyntax, {})));
    CHECK_FALSE(report::hasStockForm(makeDiagnostic(DiagId::CallTooManyArgs, {})));
}

TEST_CASE("JSON objects carry the place in three ways") {
    const SourceBuffer source("\u00e9 = 1\n  b\n", "a.py");
    std::string out;
    report::appendJson(out, source, makeDiagnostic(DiagId::InvalidSyntax, {3, 10}));
    CHECK(out == "{\"file\":\"a.py\",\"severity\":\"error\",\"code\":\"TP0101\","
                 "\"message\":\"invalid syntax\",\"line\":1,\"column\":3,\"endLine\":2,"
                 "\"endColumn\":4,\"begin\":3,\"end\":10}\n");
}

TEST_CASE("characters take columns") {
    CHECK(report::displayWidth(0x301) == 0);
    CHECK(report::displayWidth(0x6f22) == 2);
    CHECK(report::displayWidth('a') == 1);
}
