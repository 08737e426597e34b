// C source for our own runtime: its parts as text, and what is said about modules that cannot be
// frozen. tests/test_frozen.py compiles and runs it.
#include <catch2/catch.hpp>

#include "backends/frozen_c/runtime_names.h"
#include "taipan/abi/mpy.h"
#include "taipan/backends/flash.h"
#include "taipan/backends/frozen_c.h"
#include "taipan/verifier/rules.h"
#include "tests/unit/mpy_builder.h"

namespace taipan::frozen {
namespace {

using abi::ObjectTag;
using Catch::Matchers::Contains;
using test::Builder;

constexpr uint16_t kFirstOwn = abi::kStaticStringCount + 1; // number of the first built-in name

constexpr std::string_view kNames =
    "\n# 1 \"names.def\"\nTAIPAN_NAME(\"longer\")\nTAIPAN_NAME(\"io\")\r\n"
    "  TAIPAN_NAME(\"indented\")\nTAIPAN_NAME(\"ab\")";

/// A module with a body that returns None.
struct Small : Builder {
    explicit Small(std::string_view name = "test.py") {
        module.qstrs[0].text = module.arena.copy(name);
        function({.opcodes = test::bytes(abi::Op::LOAD_CONST_NONE, abi::Op::RETURN_VALUE)});
    }
};

std::vector<FrozenModule> list(std::initializer_list<const Builder*> builders) {
    std::vector<FrozenModule> modules;
    for (const Builder* each : builders)
        modules.push_back({&each->module, std::string(each->module.qstrs[0].text)});
    return modules;
}

FrozenContent generate(std::initializer_list<const Builder*> builders,
                       const std::vector<FrozenText>& files = {}, std::string_view names = kNames) {
    return generateForTaipan(list(builders), files, {names});
}

std::string contentOf(const FrozenContent& made) {
    for (const FreezeFailure& failure : made.failures) FAIL(failure.message);
    std::string content;
    for (const OwnedText& piece : made.content) content += piece.view();
    return content;
}

std::string failureOf(const FrozenContent& made) {
    REQUIRE(made.failures.size() == 1);
    CHECK(made.content.empty());
    return made.failures[0].message;
}

/// What stands between `start` and the `end` behind it.
std::string between(const std::string& text, std::string_view start, std::string_view end) {
    const size_t from = text.find(start);
    REQUIRE(from != text.npos);
    const size_t to = text.find(end, from + start.size());
    REQUIRE(to != text.npos);
    return text.substr(from + start.size(), to - from - start.size());
}

/// What defines a constant and refers to it, each without line breaks at its ends.
struct Made {
    std::string definition;
    std::string element;
};

Made constant(ObjectTag tag, std::string_view text, const std::vector<mpy::Object>& items = {}) {
    Small b;
    b.object(tag, text, items);
    const std::string content = contentOf(generate({&b}));
    const std::string definition =
        between(content, "names_0[] = {", "static const taipan_constant constants_0[]");
    const size_t start = definition.find("};\n") + 3;
    return {definition.substr(start), between(content, "constants_0[] = {\n", ",\n};")};
}

std::string failedConstant(ObjectTag tag, std::string_view text,
                           const std::vector<mpy::Object>& items = {}) {
    Small b;
    b.object(tag, text, items);
    return failureOf(generate({&b}));
}

} // namespace

TEST_CASE("frozen runtime: lists of names") {
    const auto failure = [](std::string_view rows) {
        const auto names = RuntimeNames::read(rows);
        return names.ok() ? std::string() : names.error().message;
    };
    CHECK(failure(kNames).empty());
    const std::string none = "no names of a runtime: no line is TAIPAN_NAME(\"...\")";
    CHECK(failure("") == none);
    CHECK(failure("Q(print)\n TAIPAN_NAME(\"a\")\n") == none);
    for (const std::string_view row : {"TAIPAN_NAME(\"", "TAIPAN_NAME(\"\")", "TAIPAN_NAME(\"cut",
                                       "TAIPAN_NAME(\"cut\"", "TAIPAN_NAME(\"a\\\"b\")"}) {
        INFO(row);
        CHECK(failure("TAIPAN_NAME(\"fine\")\n\n" + std::string(row) + "\n") ==
              "names of a runtime: line 3 is malformed");
    }
    std::string many;
    for (int i = kFirstOwn; i < 0xffff; ++i)
        many += "TAIPAN_NAME(\"n" + std::to_string(i) + "\")\n";
    CHECK(failure(many).empty());
    CHECK(failure(many + "TAIPAN_NAME(\"last\")\n") ==
          "names of a runtime: more than there are numbers for: 65535");
    CHECK(failureOf(generate({}, {}, "nothing")) == none);
}

TEST_CASE("frozen runtime: numbers of names follow the built-in ones, by length and bytes") {
    RuntimeNames names = RuntimeNames::read(kNames).value();
    for (const std::string_view text : {"print", "io", "b", "\xff", "aaa", "a", "b", "longer"})
        names.add(text);
    REQUIRE(names.finish());
    CHECK(names.number("print") < kFirstOwn); // of every firmware
    CHECK(names.number("ab") == kFirstOwn);
    CHECK(names.number("io") == kFirstOwn + 1);
    CHECK(names.number("longer") == kFirstOwn + 2);
    CHECK(names.number("a") == kFirstOwn + 3);
    CHECK(names.number("b") == kFirstOwn + 4);
    CHECK(names.number("\xff") == kFirstOwn + 5);
    CHECK(names.number("aaa") == kFirstOwn + 6);
    CHECK(names.newCount() == 4);
    CHECK(names.lengths() == 4);
    CHECK_FALSE(names.has("indented"));
    CText out;
    names.addTables(out);
    CHECK(out.take().view() == "static const char name_texts[6] =\n\"a\" \"b\" \"\\377\" \"aaa\";\n"
                               "static const uint16_t name_counts[] = {0,3,0,1,};\n");
}

TEST_CASE("frozen runtime: the hash is of the rows in their order") {
    // FNV-1a of "ab\xff", computed apart from the program; then the version of the rules.
    constexpr uint32_t names = 2789683823u;
    CHECK(RuntimeNames::read("TAIPAN_NAME(\"ab\")\n").value().hash() ==
          (names ^ verifier::kRulesVersion) * 16777619u);
    const auto hash = [](std::string_view rows) { return RuntimeNames::read(rows).value().hash(); };
    CHECK(hash("TAIPAN_NAME(\"a\")\nTAIPAN_NAME(\"b\")\n") !=
          hash("TAIPAN_NAME(\"b\")\nTAIPAN_NAME(\"a\")\n"));
    CHECK(hash("TAIPAN_NAME(\"a\")\nTAIPAN_NAME(\"b\")\n") != hash("TAIPAN_NAME(\"ab\")\n"));
}

TEST_CASE("frozen runtime: a module's names, code and record") {
    Small b;
    b.qstr("io").qstr("mine");
    const std::string content = contentOf(generate({&b}));
    CHECK_THAT(content, Contains("name_texts[11] =\n\"mine\" \"test.py\";\n"
                                 "static const uint16_t name_counts[] = {0,0,0,0,1,0,0,1,};\n"));
    const std::string numbers = std::to_string(kFirstOwn + 4) + ",7," +
                                std::to_string(kFirstOwn + 1) + ',' +
                                std::to_string(kFirstOwn + 3) + ",};\n";
    CHECK_THAT(content, Contains("/* 0: test.py */\nstatic const uint8_t code_0[5] =\n"));
    CHECK_THAT(content, Contains("static const uint16_t names_0[] = {" + numbers));
    CHECK_THAT(content, !Contains("constants_0"));
    CHECK_THAT(content, Contains("modules[] = {\n{names_0, 0, code_0 + 0},\n};\n"));
    CHECK_THAT(content, Contains("TAIPAN_FROZEN_LAYOUT, name_texts, name_counts, 8, 2, 1, 0, "
                                 "modules, 0};\n"));
}

TEST_CASE("frozen runtime: modules are sorted by the numbers of their files") {
    const Small z("z.py"), longer("aa.py"), a("a.py");
    const std::string rows =
        between(contentOf(generate({&z, &longer, &a})), "modules[] = {\n", "};\n");
    CHECK(rows == "{names_2, 0, code_2 + 0},\n{names_0, 0, code_0 + 0},\n"
                  "{names_1, 0, code_1 + 0},\n");
}

TEST_CASE("frozen runtime: functions are behind the constants, found from before their parent") {
    Builder b;
    const std::vector<uint8_t> leaf =
        test::encode({.opcodes = test::bytes(abi::Op::LOAD_CONST_NONE, abi::Op::RETURN_VALUE)});
    for (int i = 0; i < 4; ++i) b.code(leaf);
    b.object(ObjectTag::None).object(ObjectTag::True);
    b.children(0, {1, 3}).children(1, {2});
    const std::string content = contentOf(generate({&b}));
    REQUIRE(leaf.size() == 5);
    const std::string code = between(content, "code_0[24] =\n", ";\n");
    CText expected;
    std::vector<uint8_t> bytes = {2, 0}; // the body's first child is entry 2, those of 1 follow
    bytes.insert(bytes.end(), leaf.begin(), leaf.end());
    bytes.insert(bytes.end(), {4, 0});
    for (int i = 0; i < 3; ++i) bytes.insert(bytes.end(), leaf.begin(), leaf.end());
    expected.literal(bytes);
    CHECK(code == expected.take().view());
    CHECK(between(content, "constants_0[] = {\n", "};\n") ==
          "TAIPAN_NONE,\nTAIPAN_TRUE,\nTAIPAN_POINTER(code_0 + 9),\nTAIPAN_POINTER(code_0 + 19),\n"
          "TAIPAN_POINTER(code_0 + 14),\n");
    CHECK_THAT(content, Contains("{names_0, constants_0, code_0 + 2},\n"));
}

TEST_CASE("frozen runtime: constants that fit into a word") {
    CHECK(constant(ObjectTag::None, "").element == "TAIPAN_NONE");
    CHECK(constant(ObjectTag::False, "").element == "TAIPAN_FALSE");
    CHECK(constant(ObjectTag::True, "").element == "TAIPAN_TRUE");
    CHECK(constant(ObjectTag::Ellipsis, "").element == "TAIPAN_ELLIPSIS");
    CHECK(constant(ObjectTag::Tuple, "").element == "TAIPAN_POINTER(taipan_empty_tuple)");
    CHECK(constant(ObjectTag::Str, "ab").element ==
          "TAIPAN_NAME_VALUE(" + std::to_string(kFirstOwn) + ")");
    CHECK(constant(ObjectTag::Str, std::string(kLongestName, 'x')).definition.empty());
    CHECK(constant(ObjectTag::Int, "1073741823").element == "TAIPAN_SMALL_INT(1073741823)");
    CHECK(constant(ObjectTag::Int, "-1073741824").element == "TAIPAN_SMALL_INT(-1073741824)");
    CHECK(constant(ObjectTag::Int, "-1073741824").definition.empty());
}

TEST_CASE("frozen runtime: texts") {
    // Hashes are FNV-1a folded to 16 bits, computed apart from the program.
    const Made bytes = constant(ObjectTag::Bytes, "a\xff");
    CHECK(bytes.definition == "TAIPAN_STR(bytes_0, 3) = {taipan_type_bytes, 2, 1292, 1, "
                              "\"a\\377\"};\n");
    CHECK(bytes.element == "TAIPAN_POINTER(&bytes_0)");
    const std::string text(kLongestName + 1, 'x');
    CHECK(constant(ObjectTag::Str, text).definition ==
          "TAIPAN_STR(str_0, 257) = {taipan_type_str, 256, 55153, 7, \"" + text + "\"};\n");
    // With characters of several bytes.
    CHECK_THAT(constant(ObjectTag::Str, text + "\xc3\xbc").definition,
               Contains(", 3, \"") && Contains("{taipan_type_str, 258, "));
}

TEST_CASE("frozen runtime: long integers") {
    Made made = constant(ObjectTag::Int, "1073741824");
    CHECK(made.element == "INT_0");
    CHECK(made.definition ==
          "#if TAIPAN_SMALL_INT_BITS >= 32\n#define INT_0 TAIPAN_SMALL_INT(1073741824LL)\n#else\n"
          "TAIPAN_INT(int_0, 1) = {taipan_type_int, TAIPAN_LIMBS(1), 0, {1073741824u}};\n"
          "#define INT_0 TAIPAN_POINTER(&int_0)\n#endif\n");
    made = constant(ObjectTag::Int, "-18446744073709551617");
    CHECK(made.definition == "TAIPAN_INT(int_0, 3) = {taipan_type_int, TAIPAN_LIMBS(3), 1, "
                             "{TAIPAN_LIMB_PAIR(1u, 0u), 1u}};\n"
                             "#define INT_0 TAIPAN_POINTER(&int_0)\n");
    // 2**63 - 1 needs 64 bits, which no layout has for small ones.
    CHECK_THAT(constant(ObjectTag::Int, "9223372036854775807").definition, !Contains("#if"));
    CHECK_THAT(constant(ObjectTag::Int, "4611686018427387903").definition,
               Contains("#if TAIPAN_SMALL_INT_BITS >= 63\n"));
}

TEST_CASE("frozen runtime: floats in every layout") {
    Made made = constant(ObjectTag::Float, "2.5");
    CHECK(made.definition == "TAIPAN_FLOAT_OBJECT(float_0, 2.5, 2.5f)\n");
    CHECK(made.element == "TAIPAN_FLOAT_VALUE(&float_0, 0x40200000u, 0x4004000000000000ull)");
    // The single is rounded from the text, then to 30 bits, ties to even.
    made = constant(ObjectTag::Float, "0.1");
    CHECK(made.definition == "TAIPAN_FLOAT_OBJECT(float_0, 0.1, 0.1f)\n");
    CHECK(made.element == "TAIPAN_FLOAT_VALUE(&float_0, 0x3dcccccc"
                          "u, 0x3fb999999999999aull)");
    made = constant(ObjectTag::Float, "1e300");
    CHECK(made.definition == "TAIPAN_FLOAT_OBJECT(float_0, 1e+300, __builtin_inf())\n");
    made = constant(ObjectTag::Float, "nan");
    CHECK_THAT(made.definition, Contains("__builtin_nan(\"\"), __builtin_nan(\"\")"));
    CHECK_THAT(made.element, Contains("0x7fc00000u, 0x7ff8000000000000ull"));
    made = constant(ObjectTag::Complex, "-1.5+2j");
    CHECK(made.definition == "TAIPAN_COMPLEX(complex_0) = {taipan_type_complex, "
                             "TAIPAN_FLOAT_LITERAL(-1.5, -1.5f), "
                             "TAIPAN_FLOAT_LITERAL(2.0, 2.0f)};\n");
    CHECK(made.element == "TAIPAN_POINTER(&complex_0)");
}

TEST_CASE("frozen runtime: tuples, and equal constants once") {
    const mpy::Object number{ObjectTag::Float, "2.5", {}};
    const std::vector<mpy::Object> inner = {number, {ObjectTag::None, {}, {}}};
    const mpy::Object pair{ObjectTag::Tuple, {}, inner};
    const Made made = constant(ObjectTag::Tuple, "", {pair, pair});
    const std::string items =
        "TAIPAN_FLOAT_VALUE(&float_0, 0x40200000u, 0x4004000000000000ull),TAIPAN_NONE,";
    CHECK(made.definition ==
          "TAIPAN_FLOAT_OBJECT(float_0, 2.5, 2.5f)\nTAIPAN_TUPLE(tuple_1, 2) = "
          "{taipan_type_tuple, 2, {" +
              items +
              "}};\nTAIPAN_TUPLE(tuple_2, 2) = "
              "{taipan_type_tuple, 2, {TAIPAN_POINTER(&tuple_1),TAIPAN_POINTER(&tuple_1),}};\n");
    CHECK(made.element == "TAIPAN_POINTER(&tuple_2)");
}

TEST_CASE("frozen runtime: files, one object for equal contents") {
    Small b;
    b.object(ObjectTag::Bytes, "data");
    const std::string content =
        contentOf(generate({&b}, {{"b.txt", "other"}, {"a.txt", "data"}, {"empty", ""}}));
    CHECK(between(content, "files[] = {\n", "};\n") ==
          "{\"b.txt\", &bytes_1},\n{\"a.txt\", &bytes_0},\n{\"empty\", &bytes_2},\n");
    CHECK_THAT(content, Contains(", 1, 3, modules, files};\n"));
    CHECK_THAT(contentOf(generate({})), Contains("name_texts[1] = \"\";\n") &&
                                            Contains("name_counts, 1, 0, 0, 0, 0, 0};\n"));
}

TEST_CASE("frozen runtime: machine code has records, and its prelude behind its children") {
    Small made;
    made.module.header.arch = abi::Arch::armv7m;
    made.module.header.subVersion = abi::kDialect63.subVersion;
    made.object(ObjectTag::FunTable);
    // Head, code and prelude: two slots, a generator without parameters.
    mpy::RawCode& native =
        made.code({1, 0, 0, 0, 8, 0, 0, 0, 0x88, 0x40, 0x02, 0x01}, abi::CodeKind::Native);
    native.preludeOffset = 8;
    made.function({.opcodes = test::bytes(abi::Op::LOAD_CONST_NONE, abi::Op::RETURN_VALUE)});
    made.children(0, {1}).children(1, {2});
    const std::string content =
        contentOf(generate({&made}, {}, std::string(kNames) + "\nTAIPAN_MACHINE_CODE\n"));
    CHECK_THAT(content, Contains("TAIPAN_RUNS_ON(armv7m);\nstatic const taipan_constant "
                                 "constants_0[4];\nTAIPAN_MACHINE_CODE(code_0_1, 12) =\n"));
    CHECK_THAT(content,
               Contains("record_0_1 = {{0, 0}, 3, 1, code_0_1, constants_0 + 2, 0, 0};\n"));
    // What machine code makes may get its children from there.
    CHECK_THAT(content, Contains("record_0_2 = {{0, 0}, 2, 0, code_0 + "));
    CHECK_THAT(content, Contains("TAIPAN_POINTER(taipan_native_table),\n"
                                 "TAIPAN_POINTER(&record_0_1),\nTAIPAN_POINTER(&record_0_2),\n"
                                 "TAIPAN_POINTER(code_0_1 + 8),\n};\n"));
    CHECK_THAT(content, Contains("{names_0, constants_0, code_0 + 2},\n"));
}

TEST_CASE("frozen runtime: what cannot be frozen") {
    CHECK(failedConstant(ObjectTag::Int, "12x") == "malformed integer constant");
    CHECK(failedConstant(ObjectTag::Float, "1.5x") == "malformed float constant");
    CHECK(failedConstant(ObjectTag::Complex, "1.5") == "malformed complex constant");
    CHECK(failedConstant(ObjectTag::Complex, "1+-+2j") == "malformed complex constant");
    CHECK(failedConstant(ObjectTag::Tuple, "", {{ObjectTag::Int, "?", {}}}) ==
          "malformed integer constant");
    CHECK(failedConstant(ObjectTag::FunTable, "") == "a constant of native code");
    Small native;
    native.module.header.arch = abi::Arch::x64;
    native.module.header.subVersion = abi::kDialect63.subVersion;
    CHECK(failureOf(generate({&native})) == "the runtime has no loader for machine code");
    const std::string names = std::string(kNames) + "\nTAIPAN_MACHINE_CODE\n";
    CHECK(generate({&native}, {}, names).ok());
    native.module.header.archFlags = 1;
    CHECK(failureOf(generate({&native}, {}, names)) ==
          "machine code that needs extensions of the architecture cannot be frozen");
    native.module.header.arch = abi::Arch::xtensa;
    CHECK(failureOf(generate({&native}, {}, names)) ==
          "the runtime takes no machine code for xtensa");
    const Small one, two;
    CHECK_THAT(failureOf(generate({&one, &two})), Contains("\"test.py\" is frozen twice"));
}

TEST_CASE("frozen runtime: limits") {
    Small names;
    std::vector<std::string> texts;
    for (int i = kFirstOwn + 3; i < 0xffff - 1; ++i)
        texts.push_back(std::string("n").append(std::to_string(i)));
    for (const std::string& text : texts) names.qstr(text);
    CHECK(generate({&names}).ok()); // the file's name is the last
    names.qstr("one more");
    CHECK(failureOf(generate({&names})) == "more names than there are numbers for: 65535");

    Small constants;
    constants.module.objects.assign(0xffff, {ObjectTag::None, {}, {}});
    constants.function({.opcodes = test::bytes(abi::Op::LOAD_CONST_NONE, abi::Op::RETURN_VALUE)});
    constants.children(0, {1});
    CHECK(generate({&constants}).ok());
    constants.object(ObjectTag::None);
    const FrozenContent made = generate({&constants});
    CHECK(failureOf(made) == "65537 constants and functions; a module may have 65536");
    CHECK(made.failures[0].module == 0);

    Small name;
    name.qstr(std::string(0x10000, 'x'));
    CHECK_THAT(failureOf(generate({&name})), Contains("a name of 65536 bytes"));
}

TEST_CASE("frozen runtime: the same input gives the same output") {
    Small b;
    for (int i = 0; i < 300; ++i) b.qstr("name" + std::to_string(i * 7919 % 1000));
    b.object(ObjectTag::Float, "1.5").object(ObjectTag::Bytes, "x").object(ObjectTag::Float, "1.5");
    const std::string first = contentOf(generate({&b}, {{"f", "x"}}));
    CHECK(first == contentOf(generate({&b}, {{"f", "x"}})));
}

// --- the report on flash -------------------------------------------------------------------------

namespace {

FlashUse measure(std::initializer_list<const Builder*> builders,
                 const std::vector<FrozenText>& files = {},
                 FloatObjects floats = FloatObjects::Single) {
    auto result = measureForTaipan(list(builders), files, {kNames}, floats);
    REQUIRE(result.ok());
    return std::move(result).value();
}

uint64_t constantBytes(ObjectTag tag, std::string_view text,
                       FloatObjects floats = FloatObjects::Single) {
    Small b;
    b.object(tag, text);
    return measure({&b}, {}, floats).files[0].bytes[FlashPart::Constants];
}

} // namespace

TEST_CASE("flash with our runtime: modules and functions") {
    Builder b;
    const std::vector<uint8_t> leaf = test::encode(
        {.opcodes = test::bytes(abi::Op::LOAD_CONST_NONE, abi::Op::RETURN_VALUE), .lines = {0x20}});
    for (int i = 0; i < 3; ++i) b.code(leaf);
    b.qstr("io").qstr("mine").children(0, {1, 2});
    const FlashUse use = measure({&b});
    CHECK(use.layout == "taipan-32bit");
    const FlashBytes& bytes = use.files[0].bytes;
    CHECK(bytes[FlashPart::Code] == 3 * 2);
    CHECK(bytes[FlashPart::Preludes] == 3 * 3);
    CHECK(bytes[FlashPart::Lines] == 3);
    // The module's three words; of its body the number of the first child, and a word for each.
    CHECK(bytes[FlashPart::Records] == 12 + 2 + 2 * 4);
    CHECK(use.files[0].functions[0].bytes[FlashPart::Records] == 2 + 2 * 4);
    CHECK(use.files[0].functions[1].bytes[FlashPart::Records] == 0);
    // Four numbers; "test.py" and "mine". "<module>" and "io" are the runtime's.
    CHECK(bytes[FlashPart::Names] == 4 * 2 + 7 + 4);
    // How many names there are of the lengths 0 to 7; the root.
    CHECK(use.shared[FlashPart::Names] == 8 * 2);
    CHECK(use.shared[FlashPart::Records] == 32);
    CHECK(use.strings == 2);
    CHECK(use.total.total() == bytes.total() + use.shared.total());
    CHECK(measure({}).total.total() == 32 + 2 + 1); // an array has one byte at least
}

TEST_CASE("flash with our runtime: constants") {
    constexpr uint64_t word = 4;
    CHECK(constantBytes(ObjectTag::None, "") == word);
    CHECK(constantBytes(ObjectTag::Tuple, "") == word);
    CHECK(constantBytes(ObjectTag::Str, std::string(kLongestName, 'x')) == word); // a name
    CHECK(constantBytes(ObjectTag::Str, std::string(kLongestName + 1, 'x')) == word + 12 + 256);
    CHECK(constantBytes(ObjectTag::Bytes, "") == word + 12);
    CHECK(constantBytes(ObjectTag::Bytes, "a") == word + 16);
    CHECK(constantBytes(ObjectTag::Int, "1073741823") == word);
    CHECK(constantBytes(ObjectTag::Int, "1073741824") == word + 8 + 4);
    CHECK(constantBytes(ObjectTag::Int, "-18446744073709551616") == word + 8 + 3 * 4);
    CHECK(constantBytes(ObjectTag::Float, "1.5") == word + 8);
    CHECK(constantBytes(ObjectTag::Float, "1.5", FloatObjects::None) == word);
    CHECK(constantBytes(ObjectTag::Float, "1.5", FloatObjects::Double) == word + 16);
    CHECK(constantBytes(ObjectTag::Complex, "1j") == word + 12);
}

TEST_CASE("flash with our runtime: files, and what is shared") {
    Small one("one.py"), two("two.py");
    one.qstr("ours").object(ObjectTag::Bytes, "data");
    two.qstr("ours");
    const FlashUse use = measure({&one, &two}, {{"a.txt", "data"}, {"b.txt", "alone"}});
    REQUIRE(use.files.size() == 4);
    CHECK(use.files[2].isText);
    CHECK(use.files[2].bytes[FlashPart::Records] == 8);
    CHECK(use.files[2].bytes[FlashPart::Names] == 6);
    CHECK(use.files[2].bytes[FlashPart::Contents] == 0); // a constant of the first as well
    CHECK(use.files[3].bytes[FlashPart::Contents] == 20);
    CHECK(use.shared[FlashPart::Constants] == 16);
    CHECK(use.files[0].bytes[FlashPart::Constants] == 4);
    CHECK(use.sharedStrings == 1);
    CHECK(use.shared[FlashPart::Names] == 7 * 2 + 4);
    CHECK_FALSE(measureForTaipan({}, {}, {}).ok());
}

} // namespace taipan::frozen
