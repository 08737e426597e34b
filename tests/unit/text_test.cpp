// Texts: UTF-8, and what they become between quotes, on terminals, in JSON and in pages.
#include <catch2/catch.hpp>

#include "support/host/paths.h"
#include "support/text/ascii.h"
#include "support/text/json.h"
#include "support/text/quote.h"
#include "support/text/utf8.h"

using namespace taipan;

namespace {
/// Bytes of every kind: ASCII, control, markup, two to four bytes, and what is no UTF-8.
constexpr std::string_view kEverything =
    "a'\"\\\n\r\t\b\f\x01\x7f<&>\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x98\x80\xff\xed\xa0\x80";
} // namespace

TEST_CASE("code points of text that is not UTF-8") {
    CHECK(firstCodePoint("\xe6\xbc\xa2x").value == 0x6f22);
    CHECK(firstCodePoint("\xf4\x8f\xbf\xbf").value == 0x10ffff);
    CHECK_FALSE(firstCodePoint("\xef\xbf\xbd").isBad()); // U+FFFD itself
    // Cut short, overlong, too large, a byte that goes on or begins nothing, a surrogate.
    for (const char* bad :
         {"\xe6\xbc", "\xc3", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf",
          "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\x80", "\xff", "\xc3(", "\xed\xa0\x80"}) {
        INFO(pythonBytesRepr(bad));
        CHECK(firstCodePoint(bad).isBad());
        CHECK(firstCodePoint(bad).length == 1);
        CHECK_FALSE(isUtf8(bad));
    }
    CHECK(firstCodePoint("\xed\xa0\x80", Surrogates::Allow).value == 0xd800);
    CHECK(isUtf8("\xed\xbf\xbf", Surrogates::Allow));
    CHECK(isUtf8(""));
    CHECK(codePointCount("a\xc3\xa9\xf0\x9f\x98\x80") == 3);
    CHECK(asUtf8("a\xff\xc3\xa9\xe6\xbc") == "a\xef\xbf\xbd\xc3\xa9\xef\xbf\xbd\xef\xbf\xbd");
}

TEST_CASE("characters of ASCII have their class whatever the locale") {
    std::string found;
    for (int c = -128; c < 128; ++c)
        if (isAlphanumeric(static_cast<char>(c))) found += static_cast<char>(c);
    CHECK(found == "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    CHECK(upperCase("az{`\xc3\xa9") == "AZ{`\xc3\xa9");
}

TEST_CASE("literals of listings") {
    CHECK(pythonLiteral(kEverything) ==
          "\"a'\\\"\\\\\\n\\r\\t\\x08\\x0c\\x01\\x7f<&>\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x98\x80\\xff"
          "\\xed\\xa0\\x80\"");
    CHECK(pythonLiteral("abc", 3) == "\"abc\"");
    CHECK(pythonLiteral("abcd", 3) == "\"abc...\"");
    CHECK(pythonLiteral("ab\xc3\xa9x", 3) == "\"ab\xc3\xa9...\""); // a character stays whole
}

TEST_CASE("repr of strings and bytes") {
    CHECK(pythonRepr("a'b") == "\"a'b\"");
    CHECK(pythonRepr("a\"b") == "'a\"b'");
    CHECK(pythonRepr("'\"") == "'\\'\"'");
    CHECK(
        pythonRepr("\n\x1f\x7f\xc2\x80\xc2\xad\xc3\xa9\xe2\x80\xae\xee\x80\x80\xf3\xa0\x80\x81") ==
        "'\\n\\x1f\\x7f\\x80\\xad\xc3\xa9\\u202e\\ue000\\U000e0001'");
    CHECK(pythonRepr("\xff\xed\xa0\x80") == "'\\xff\\ud800'");
    CHECK(pythonBytesRepr("\xc3\xa9'\\\t") == "b\"\\xc3\\xa9'\\\\\\t\"");
    CHECK(stockRepr("\xc3\xa9\xff\n\x7f'") == "\"\xc3\xa9\xff\\n\\x7f'\"");
}

TEST_CASE("JSON strings are valid for all bytes, and the same value for all readers") {
    CHECK(jsonString("a\"b\\c\n\t\x7f") == R"("a\"b\\c\n\t\u007f")");
    CHECK(jsonString(kEverything) ==
          "\"a'\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u007f<&>\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x98\x80"
          "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
    CHECK(jsonString("<&>\xff\xc3\xa9", JsonFor::Pages) ==
          "\"\\u003c\\u0026\\u003e\xef\xbf\xbd\xc3\xa9\"");
    CHECK(jsonString(kEverything, JsonFor::Python) ==
          R"("a'\"\\\n\r\t\b\f\u0001\u007f<&>\u00e9\u6f22\ud83d\ude00\ufffd\ufffd\ufffd\ufffd")");
}

TEST_CASE("JSON values have commas between them") {
    std::string out;
    JsonWriter json(out);
    json.beginObject();
    json.member("a", "x");
    json.key("b");
    json.beginArray();
    json.value(1U);
    json.breakLine();
    json.value(UINT64_MAX);
    json.beginObject();
    json.endObject();
    json.endArray();
    json.member("c", std::string("\xff"));
    json.endObject();
    CHECK(out == "{\"a\":\"x\",\"b\":[1,\n18446744073709551615,{}],\"c\":\"\xef\xbf\xbd\"}");
}

TEST_CASE("nothing of a text reaches a terminal as a command") {
    CHECK(visible("a\x1b[1m\x7f\xc2\x9b\xe2\x80\xae\xff\xc3\xa9") ==
          "a\xef\xbf\xbd[1m\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xc3\xa9");
    for (const char* mark : {"\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xaa", "\xe2\x81\xa6",
                             "\xe2\x81\xa9", "\n", "\r", "\t"})
        CHECK(visible(mark) == kReplacementText);
}

TEST_CASE("text of a page") {
    std::string out;
    appendHtml(out, "<a b=\"c\">&'\n\xc3\xa9");
    CHECK(out == "&lt;a b=&quot;c&quot;&gt;&amp;'\n\xc3\xa9");
}

TEST_CASE("paths: what leads out, and other ends") {
    for (const char* path : {"", "..", "../a", "a/../..", "/a", "/"})
        CHECK(host::leadsOut(host::normalPath(path)));
    for (const char* path : {"a", "a/..b", "..a", "a/../b", ".a"})
        CHECK_FALSE(host::leadsOut(host::normalPath(path)));
    CHECK(host::withoutSlashes("a//") == "a");
    CHECK(host::withoutSlashes("//") == "/");
    CHECK(host::withoutSlashes("") == "");
    CHECK(host::withExtension("a.b/c.py", ".mpy") == "a.b/c.mpy");
    CHECK(host::withExtension("a.b/c", ".mpy") == "a.b/c.mpy");
    CHECK(host::withExtension("a/.py", ".mpy") == "a/.py.mpy");
    CHECK(host::withSuffix("a/.py", ".py", ".mpy") == "a/.mpy");
    CHECK(host::withSuffix("a.txt", ".py", ".mpy") == "a.txt.mpy");
    CHECK(host::isAbsolute("/a"));
    CHECK_FALSE(host::isAbsolute(""));
}
