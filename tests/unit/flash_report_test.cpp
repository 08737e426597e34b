// Where flash goes: numbers of small modules counted by hand, and the three forms of the report.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "taipan/freezer/report.h"
#include "taipan/mpy-format/writer.h"
#include "tests/unit/mpy_builder.h"

namespace taipan::frozen {
namespace {

using test::Builder;

constexpr uint64_t kPoolBytes = 24;

FlashUse measure(const std::vector<const Builder*>& builders, const FlashOptions& options = {},
                 const std::vector<FrozenText>& texts = {}) {
    std::vector<FrozenModule> modules;
    for (const Builder* builder : builders)
        modules.push_back({&builder->module, std::string(builder->module.qstrs[0].text)});
    auto result = measureForStock(modules, texts, options);
    REQUIRE(result.ok());
    return std::move(result).value();
}

/// A module whose body is three bytes of prelude and two of code.
Builder smallModule() {
    Builder b;
    b.function({test::bytes(abi::Op::LOAD_CONST_NONE, abi::Op::RETURN_VALUE),
                test::frame(1),
                {1},
                {},
                {}});
    return b;
}

uint64_t constantBytes(abi::ObjectTag tag, std::string_view text,
                       const FlashOptions& options = {}) {
    Builder b = smallModule();
    b.object(tag, text);
    return measure({&b}, options).files[0].bytes[FlashPart::Constants];
}

} // namespace

TEST_CASE("flash of a module without constants") {
    const Builder b = smallModule();
    const FlashUse use = measure({&b});
    REQUIRE(use.files.size() == 1);
    const FlashBytes& bytes = use.files[0].bytes;
    CHECK(use.files[0].name == "test.py");
    CHECK(bytes[FlashPart::Code] == 2);
    CHECK(bytes[FlashPart::Preludes] == 3);
    CHECK(bytes[FlashPart::Lines] == 0);
    // The module's record of three words, and the word that leads to it.
    CHECK(bytes[FlashPart::Records] == 16);
    // Two numbers, and the path: once in the list of files, once in the pool with its pointer,
    // length and hash. "<module>" is the firmware's.
    CHECK(bytes[FlashPart::Names] == 2 * 2 + 8 + (4 + 1 + 1 + 8));
    CHECK(bytes[FlashPart::Constants] == 0);
    // The pool; the ends of the names and of the texts.
    CHECK(use.shared[FlashPart::Names] == kPoolBytes + 1);
    CHECK(use.shared[FlashPart::Records] == 4 + 1);
    CHECK(use.total.total() == bytes.total() + use.shared.total());
    CHECK(use.strings == 1);
    CHECK(use.sharedStrings == 0);
    REQUIRE(use.files[0].functions.size() == 1);
    CHECK(use.files[0].functions[0].name == "<module>");
    CHECK(use.files[0].functions[0].bytes.total() == 5);
}

TEST_CASE("flash of functions") {
    const Builder b = test::sampleModule();
    const FlashUse use = measure({&b});
    const auto& functions = use.files[0].functions;
    REQUIRE(functions.size() == 5);
    CHECK(functions[0].bytes[FlashPart::Lines] == 3);
    CHECK(functions[0].bytes[FlashPart::Records] == 12 + 4 * 4); // with four children
    CHECK(functions[1].name == "add");
    CHECK(functions[1].bytes[FlashPart::Code] == 4);
    CHECK(functions[1].bytes[FlashPart::Preludes] == 2 + 3 + 1); // signature, names, cell
    CHECK(functions[1].bytes[FlashPart::Lines] == 1);
    CHECK(functions[1].bytes[FlashPart::Records] == 0); // bytecode without children needs none
    CHECK(functions[2].bytes[FlashPart::Code] == 6);    // machine code before its prelude
    CHECK(functions[2].bytes[FlashPart::Preludes] == 3);
    CHECK(functions[3].bytes[FlashPart::Code] == 8);
    CHECK(functions[3].bytes[FlashPart::Records] == 12);
    CHECK(functions[4].bytes[FlashPart::Records] == 16); // assembler: with its arguments
}

TEST_CASE("flash of constants") {
    using abi::ObjectTag;
    constexpr uint64_t word = 4;
    CHECK(constantBytes(ObjectTag::None, "") == word);
    CHECK(constantBytes(ObjectTag::Str, "short") == word); // in the pool
    CHECK(constantBytes(ObjectTag::Str, "a text of 25 characters..") == word + 16 + 26);
    CHECK(constantBytes(ObjectTag::Bytes, "") == word);
    CHECK(constantBytes(ObjectTag::Bytes, "abc") == word + 16 + 4);
    CHECK(constantBytes(ObjectTag::Int, "536870911") == word);
    CHECK(constantBytes(ObjectTag::Int, "536870912") == word + 16 + 4);
    CHECK(constantBytes(ObjectTag::Int, "-536870912") == word);
    CHECK(constantBytes(ObjectTag::Int, "4294967296") == word + 16 + 6); // three digits of 16 bits
    CHECK(constantBytes(ObjectTag::Float, "1.5") == word + 8);
    CHECK(constantBytes(ObjectTag::Complex, "1j") == word + 12);
    FlashOptions options;
    options.stock.mpzDigitBits = 32;
    CHECK(constantBytes(ObjectTag::Int, "4294967296", options) == word + 16 + 8);
    options.stock.longInt = LongInt::LongLong;
    CHECK(constantBytes(ObjectTag::Int, "4294967296", options) == word + 16);
    options.floats = FloatObjects::None;
    CHECK(constantBytes(ObjectTag::Float, "1.5", options) == word);
    CHECK(constantBytes(ObjectTag::Complex, "1j", options) == word + 12);
    options.floats = FloatObjects::Double;
    CHECK(constantBytes(ObjectTag::Float, "1.5", options) == word + 16);
    CHECK(constantBytes(ObjectTag::Complex, "1j", options) == word + 24);

    Builder tuples = smallModule();
    tuples.object(ObjectTag::Tuple)
        .object(ObjectTag::Tuple, {}, {{ObjectTag::None, {}, {}}, {ObjectTag::Float, "2.5", {}}})
        .object(ObjectTag::Tuple, {}, {{ObjectTag::None, {}, {}}, {ObjectTag::Float, "2.5", {}}});
    CHECK(measure({&tuples}).files[0].bytes[FlashPart::Constants] == 3 * word + (8 + 8) + 8);
}

TEST_CASE("a long constant that is a name as well is in the pool") {
    const std::string_view text = "a_name_that_is_longer_than_25_characters";
    Builder user = smallModule();
    user.object(abi::ObjectTag::Str, text);
    Builder owner = smallModule();
    owner.qstr(text);
    CHECK(measure({&user, &owner}).files[0].bytes[FlashPart::Constants] == 4);
    FlashOptions options; // also when it is the firmware's
    options.stock.qstrHeader = "QCFG(BYTES_IN_LEN, 1)\nQCFG(BYTES_IN_HASH, 1)\n"
                               "Q(a_name_that_is_longer_than_25_characters)\n";
    CHECK(measure({&user}, options).files[0].bytes[FlashPart::Constants] == 4);
}

TEST_CASE("what several modules use is shared") {
    using abi::ObjectTag;
    Builder first = smallModule();
    first.qstr("everyones").qstr("mine");
    first.object(ObjectTag::Bytes, "everyones").object(ObjectTag::Bytes, "mine");
    Builder second = smallModule();
    second.qstr("everyones");
    second.object(ObjectTag::Bytes, "everyones");
    const FlashUse alone = measure({&first});
    const FlashUse both = measure({&first, &second});
    CHECK(alone.sharedStrings == 0);
    CHECK(both.sharedStrings == 2); // and the path, which is the same
    const uint64_t name = 4 + 1 + 1 + 10;
    const uint64_t path = 4 + 1 + 1 + 8;
    CHECK(both.shared[FlashPart::Names] == kPoolBytes + 1 + name + path);
    CHECK(both.shared[FlashPart::Constants] == 16 + 10);
    CHECK(alone.files[0].bytes[FlashPart::Names] ==
          both.files[0].bytes[FlashPart::Names] + name + path);
    CHECK(both.files[0].bytes[FlashPart::Constants] == 2 * 4 + 16 + 5);
    CHECK(both.files[1].bytes[FlashPart::Constants] == 4);
    // Without a module, the image is smaller by what it counts.
    CHECK(both.total.total() - both.files[1].bytes.total() == alone.total.total());
}

TEST_CASE("strings of the firmware cost nothing") {
    Builder b = smallModule();
    b.qstr("known").qstr("a-b");
    const uint64_t without = measure({&b}).total[FlashPart::Names];
    FlashOptions options;
    options.stock.qstrHeader =
        "QCFG(BYTES_IN_LEN, (1))\nQCFG(BYTES_IN_HASH, (1))\nQ(known)\nQ(a-b)\n";
    CHECK(measure({&b}, options).total[FlashPart::Names] == without - (6 + 6) - (6 + 4));
    options.stock.qstrHeader = "QCFG(BYTES_IN_LEN, (2))\nQCFG(BYTES_IN_HASH, (0))\n";
    // Of each of three strings a byte more for the length and one less for the hash; no pointer to
    // hashes.
    CHECK(measure({&b}, options).total[FlashPart::Names] == without - 4);
    options.stock.qstrHeader = "nonsense";
    CHECK_FALSE(measureForStock({}, {}, options).ok());
}

TEST_CASE("flash of texts") {
    const FlashUse use = measure({}, {}, {{"a.txt", "hello"}, {"e", ""}});
    REQUIRE(use.files.size() == 2);
    CHECK(use.files[0].isText);
    CHECK(use.files[0].bytes[FlashPart::Contents] == 6);
    CHECK(use.files[0].bytes[FlashPart::Names] == 6);
    CHECK(use.files[0].bytes[FlashPart::Records] == 4);
    CHECK(use.files[1].bytes[FlashPart::Contents] == 2); // padded, so that its size is not 0
    FlashOptions options;
    options.stock.withTexts = false;
    CHECK(measure({}, options).total.total() == kPoolBytes + 1 + 4); // an entry for no module
}

TEST_CASE("flash of modules that are not sound is counted") {
    Builder b;
    b.code({0xff, 0xff}); // no prelude
    b.object(abi::ObjectTag::Int, "no number");
    const FlashUse use = measure({&b});
    CHECK(use.files[0].bytes[FlashPart::Code] == 2);
    CHECK(use.files[0].bytes[FlashPart::Constants] == 4);
}

} // namespace taipan::frozen

namespace taipan::freezer {
namespace {

using frozen::FlashPart;
using frozen::FlashUse;

constexpr std::string_view kNasty = "pkg/<b>&\"'\\\n\x1b\xff\xc3\xa9.py";

/// Two modules, one with a name that means something in every form of the report, and a text.
FlashUse sampleUse() {
    static const test::Builder good = test::sampleModule();
    static const test::Builder nasty = [] {
        test::Builder b;
        b.module.qstrs[0].text = kNasty;
        b.module.qstrs[1] = {"</script>", 0};
        b.function({test::bytes(abi::Op::RETURN_VALUE), test::frame(1), {1}, {}, {}});
        return b;
    }();
    const std::vector<frozen::FrozenModule> modules{{&good.module, "pkg/good.py"},
                                                    {&nasty.module, std::string(kNasty)}};
    const std::vector<frozen::FrozenText> texts{{"notes.txt", "a text"}};
    return frozen::measureForStock(modules, texts, {}).value();
}

/// Whether a text is one JSON value and nothing else.
class JsonCheck {
  public:
    explicit JsonCheck(std::string_view text) : text_(text) {}
    bool run() {
        const bool ok = value();
        blanks();
        return ok && text_.empty();
    }

  private:
    void blanks() {
        while (!text_.empty() && (text_[0] == ' ' || text_[0] == '\n')) text_.remove_prefix(1);
    }
    bool take(char c) {
        blanks();
        if (text_.empty() || text_[0] != c) return false;
        text_.remove_prefix(1);
        return true;
    }
    bool value() {
        if (take('{')) return items('}', true);
        if (take('[')) return items(']', false);
        if (take('"')) return rest();
        size_t digits = 0;
        while (digits < text_.size() && text_[digits] >= '0' && text_[digits] <= '9') ++digits;
        text_.remove_prefix(digits);
        return digits != 0;
    }
    bool items(char end, bool named) {
        if (take(end)) return true;
        do {
            if (named && !(take('"') && rest() && take(':'))) return false;
            if (!value()) return false;
        } while (take(','));
        return take(end);
    }
    /// What follows the quote that starts a string.
    bool rest() {
        while (!text_.empty()) {
            const char c = text_[0];
            text_.remove_prefix(1);
            if (c == '"') return true;
            if (static_cast<uint8_t>(c) < 0x20) return false;
            if (c != '\\') continue;
            if (text_.empty() || std::string_view("\"\\nrtbfu").find(text_[0]) == text_.npos)
                return false;
            const size_t size = text_[0] == 'u' ? 5 : 1;
            for (size_t i = 1; i < size; ++i)
                if (i >= text_.size() || std::isxdigit(static_cast<uint8_t>(text_[i])) == 0)
                    return false;
            text_.remove_prefix(size);
        }
        return false;
    }
    std::string_view text_;
};

size_t count(std::string_view text, std::string_view word) {
    size_t found = 0;
    for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++found;
    return found;
}

bool contains(std::string_view text, std::string_view word) {
    return text.find(word) != text.npos;
}

} // namespace

TEST_CASE("flash adds up") {
    const FlashUse use = sampleUse();
    frozen::FlashBytes sum = use.shared;
    for (const frozen::FlashFile& file : use.files) {
        sum += file.bytes;
        frozen::FlashBytes functions;
        for (const frozen::FlashFunction& function : file.functions) functions += function.bytes;
        for (const FlashPart part : {FlashPart::Code, FlashPart::Preludes, FlashPart::Lines})
            CHECK(functions[part] == file.bytes[part]);
        CHECK(functions[FlashPart::Records] <= file.bytes[FlashPart::Records]);
    }
    CHECK(sum.parts == use.total.parts);
}

TEST_CASE("the flash table is sorted and ends with the total") {
    const FlashUse use = sampleUse();
    const std::string table = flashTable(use);
    const auto line = [&](std::string_view name) {
        const size_t at = table.find(name);
        REQUIRE(at != table.npos);
        return at;
    };
    CHECK(line("  pkg/good.py\n") < line("  notes.txt\n"));
    CHECK(line("  notes.txt\n") < line("  (shared)\n"));
    CHECK(line("  (shared)\n") < line("  (total)\n"));
    CHECK(contains(table, std::to_string(use.total.total()) + "  100.0 "));
    CHECK(contains(table, "'\\\ufffd\ufffd\ufffd\xc3\xa9.py\n"));
    CHECK(contains(table, "6 largest functions"));
    CHECK(contains(table, "  pkg/good.py: add\n"));
    CHECK_FALSE(contains(flashTable(use, 1), "good.py: add\n"));
    CHECK_FALSE(contains(flashTable(use, 0), "largest"));
    // Columns without bytes are left out.
    CHECK(contains(table, "contents"));
    const test::Builder alone = test::sampleModule();
    const std::vector<frozen::FrozenModule> modules{{&alone.module, "m.py"}};
    CHECK_FALSE(contains(flashTable(frozen::measureForStock(modules, {}, {}).value()), "contents"));
    CHECK(contains(flashTable(FlashUse{}), "(total)"));
}

TEST_CASE("the flash report is JSON") {
    const FlashUse use = sampleUse();
    const std::string json = flashJson(use);
    CHECK(JsonCheck(json).run());
    CHECK(JsonCheck(flashJson({})).run());
    CHECK(json.starts_with("{\"version\":1,\"layout\":\"stock-32bit\",\"bytes\":" +
                           std::to_string(use.total.total()) + ",\"parts\":{\"code\":"));
    CHECK(contains(json, R"("pkg/\u003cb\u003e\u0026\"'\\\n\u001b)"
                         "\xef\xbf\xbd\xc3\xa9.py\""));
    CHECK(contains(json, R"({"name":"notes.txt","kind":"text","bytes":21,"parts":{)"));
    CHECK(count(json, "\"kind\":\"module\"") == 2);
    CHECK(count(json, "\"functions\":[") == 3);
}

TEST_CASE("the flash page holds everything and loads nothing") {
    const FlashUse use = sampleUse();
    const std::string page = flashHtml(use, "<image> & \"co\"\x1b\xff");
    CHECK(contains(page, "<title>&lt;image&gt; &amp; &quot;co&quot;\ufffd\ufffd</title>"));
    CHECK_FALSE(contains(page, "<image>"));
    for (const char* name : {"pkg/good.py", "notes.txt", "\"add\""}) CHECK(contains(page, name));
    CHECK(contains(page, "\\u003c/script\\u003e"));
    CHECK(contains(page, "&lt;b&gt;&amp;&quot;"));
    // Two scripts and what ends them: names have ended none.
    CHECK(count(page, "<script") == 2);
    CHECK(count(page, "</script>") == 2);
    CHECK_FALSE(contains(page, "\x1b"));
    for (const char* outside : {"http:", "https:", "src=", "href=", "@import", "url("})
        CHECK_FALSE(contains(page, outside));
    CHECK(contains(page, "default-src 'none'"));
    const std::string_view start = "id=\"data\">";
    const size_t at = page.find(start) + start.size();
    CHECK(JsonCheck(std::string_view(page).substr(at, page.find("</script>", at) - at)).run());
}

TEST_CASE("flash is measured of files as they are frozen") {
    const test::Builder builder = test::sampleModule();
    FreezeResult frozen;
    std::vector<FrozenFile>& files = frozen.files;
    files.resize(2);
    files[0].target = "a.txt";
    files[0].kind = FileKind::Text;
    files[0].owned = {'a'};
    files[0].bytes = files[0].owned;
    files[1].target = "m.py";
    files[1].module.qstrs = builder.module.qstrs;
    files[1].module.rawCodes = builder.module.rawCodes;
    FreezeOptions options;
    const auto use = measureFlash(frozen, options);
    REQUIRE(use.ok());
    REQUIRE(use.value().files.size() == 2);
    CHECK(use.value().files[0].name == "m.py");
    CHECK(use.value().files[1].isText);
    options.target = Target::Taipan;
    CHECK(measureFlash(frozen, options).error().message ==
          "no names of a runtime: no line is TAIPAN_NAME(\"...\")");
}

} // namespace taipan::freezer
