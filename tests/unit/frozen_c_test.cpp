// C source for stock firmware: its parts, and what is said about modules that cannot be frozen.
// tests/test_frozen_c.py compiles whole files.
#include <catch2/catch.hpp>

#include "backends/frozen_c/c_text.h"
#include "backends/frozen_c/constants.h"
#include "backends/frozen_c/firmware_strings.h"
#include "backends/frozen_c/integers.h"
#include "backends/frozen_c/string_pool.h"
#include "mpy_builder.h"
#include "taipan/backends/frozen_c.h"

using namespace taipan;
using namespace taipan::frozen;
using Catch::Matchers::Contains;
using taipan::test::Builder;
using taipan::test::FunctionSpec;

namespace {

const abi::Op kNone = abi::Op::LOAD_CONST_NONE;
const abi::Op kReturn = abi::Op::RETURN_VALUE;

/// A module with a body that returns None.
struct Small : Builder {
    explicit Small(std::string_view name = "test.py") {
        module.qstrs[0].text = module.arena.copy(name);
        function({.opcodes = test::bytes(kNone, kReturn)});
    }
};

FrozenContent generate(std::initializer_list<const Builder*> builders,
                       const std::vector<FrozenText>& texts = {},
                       const StockOptions& options = {}) {
    std::vector<FrozenModule> modules;
    for (const Builder* each : builders)
        modules.push_back({&each->module, std::to_string(modules.size()) + ".mpy"});
    return generateForStock(modules, texts, options);
}

std::string contentOf(const FrozenContent& made) {
    for (const FreezeFailure& failure : made.failures) FAIL(failure.message);
    std::string content;
    for (const OwnedText& piece : made.content) content += piece.view();
    return content;
}

/// The only failure.
FreezeFailure failureOf(const FrozenContent& made) {
    REQUIRE(made.failures.size() == 1);
    CHECK(made.content.empty());
    return made.failures[0];
}

std::string literal(std::string_view text) {
    CText out;
    out.literal(text);
    return std::string(out.take());
}

size_t countOf(std::string_view text, std::string_view part) {
    size_t count = 0;
    for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
    return count;
}

std::string elementOf(const mpy::Object& object, std::string& definitions,
                      const StockOptions& options = {}) {
    const FirmwareStrings firmware = readFirmwareStrings({}).value();
    StringPool pool(firmware);
    CText out;
    Constants constants(out, pool, 2, options);
    std::string element;
    const std::string problem = constants.add(object, element);
    definitions = out.take().view();
    return problem.empty() ? element : "! " + problem;
}

std::string integerOf(std::string_view digits, StockOptions options = {}) {
    std::string definitions;
    const std::string element = elementOf({abi::ObjectTag::Int, digits, {}}, definitions, options);
    return definitions + element;
}

} // namespace

TEST_CASE("frozen C: bytes become literals that mean the same everywhere") {
    CHECK(literal("") == "\"\"");
    CHECK(literal("plain text 123") == "\"plain text 123\"");
    CHECK(literal("\"\\") == R"("\42\134")");
    CHECK(literal("?\?/") == R"("\77\77/")");
    CHECK(literal("\n\x7f\xff") == R"("\12\177\377")");
    // A digit must not become part of the escape before it.
    CHECK(literal(std::string_view("\0001\0008\1\0017", 7)) == R"("\0001\08\1\0017")");
    CHECK(literal("ü") == R"("\303\274")");
    const std::string parts = literal(std::string(2048, 'x'));
    CHECK(countOf(parts, "\"\n\"") == 1);
    CHECK(countOf(parts, "x") == 2048);
}

TEST_CASE("frozen C: identifiers of strings are the firmware's") {
    CHECK(escapeQstr("") == "");
    CHECK(escapeQstr("__init__") == "__init__");
    CHECK(escapeQstr("<module>") == "_lt_module_gt_");
    CHECK(escapeQstr("a.b-c\"&'") == "a_dot_b_hyphen_c_quot__amp__squot_");
    CHECK(escapeQstr("\n\x1f") == "_0x0a__0x1f_");
    CHECK(escapeQstr("é漢😀") == "_eacute__0x6f22__0x1f600_");
}

TEST_CASE("frozen C: the strings of a firmware") {
    const auto strings = readFirmwareStrings("// text\nQCFG(BYTES_IN_LEN, (2))\r\n"
                                             "QCFG(BYTES_IN_HASH, 0)\nQ(one)\n  Q(*a)  \nQ(\\n)\n"
                                             "Q(_star_a)\nQ(with (paren))\nR(two)\nQ(three");
    REQUIRE(strings.ok());
    CHECK(strings->bytesInLength == 2);
    CHECK(strings->bytesInHash == 0);
    CHECK(strings->longest() == 65535);
    const auto identifier = [&](std::string_view text) {
        return strings->identifiers.at(strings->texts.find(text));
    };
    CHECK(identifier("one") == "one");
    CHECK(identifier("*a") == "_star_a");
    CHECK(strings->texts.find("_star_a") == StringTable::kNone); // the second of that identifier
    CHECK(identifier("\n") == "_0x0a_");
    CHECK(identifier("with (paren)") == "with_space__paren_open_paren_paren_close_");
    CHECK(strings->texts.size() == abi::kStaticStringCount + 3);
    CHECK(strings->identifiers.size() == strings->texts.size());
    const auto taken = readFirmwareStrings("QCFG(BYTES_IN_LEN, 1)\nQCFG(BYTES_IN_HASH, 1)\n"
                                           "Q(_hyphen_)\nQ(-)\nQ(<_lt_)\nQ(_lt_<)\nQ(<_lt_)\n");
    CHECK(taken->texts.size() == abi::kStaticStringCount + 2);
    CHECK(taken->texts.find("-") == StringTable::kNone);
    CHECK(taken->texts.find("<_lt_") == abi::kStaticStringCount + 1);
    CHECK_FALSE(readFirmwareStrings("Q(one)\n").ok());
    CHECK_FALSE(readFirmwareStrings("QCFG(BYTES_IN_LEN, 1)\nQCFG(BYTES_IN_HASH, x)\n").ok());
    CHECK_FALSE(readFirmwareStrings("QCFG(BYTES_IN_LEN, 1)\nQCFG(BYTES_IN_HASH, 3)\n").ok());
    CHECK_FALSE(readFirmwareStrings("QCFG(BYTES_IN_LEN, 0)\nQCFG(BYTES_IN_HASH, 1)\n").ok());
}

TEST_CASE("frozen C: hashes") {
    CHECK(cutHash(hashOf(""), 2) == 5381);
    CHECK(cutHash(hashOf("a"), 2) == ((5381u * 33 ^ 'a') & 0xffff));
    CHECK(cutHash(hashOf("a"), 1) == ((5381u * 33 ^ 'a') & 0xff));
    CHECK(cutHash(hashOf("a"), 0) == cutHash(hashOf("a"), 2));
    CHECK(cutHash(0x10000, 2) == 1); // 0 means that there is none yet
    CHECK(cutHash(0x100, 1) == 1);
}

TEST_CASE("frozen C: the pool is sorted by bytes and leaves out what the firmware has") {
    const FirmwareStrings firmware = readFirmwareStrings({}).value();
    StringPool pool(firmware);
    const uint32_t high = pool.intern("\xff");
    const uint32_t longer = pool.intern("prefixes");
    const uint32_t shorter = pool.intern("prefix");
    const uint32_t known = pool.intern("append");
    const uint32_t sign = pool.intern("_lt_module_gt_"); // the identifier of "<module>"
    const uint32_t behind = pool.intern("prefixes_b");   // the first eight bytes are the same
    const uint32_t before = pool.intern("prefixes_a");
    CHECK(pool.intern("prefix") == shorter);
    CHECK(pool.find("prefix") == shorter);
    CHECK(pool.find("append") == known);
    CHECK(pool.find("other") == StringTable::kNone);
    pool.finish();
    CHECK(pool.newCount() == 6);
    CText out;
    for (const uint32_t id : {high, behind, before, longer, shorter, known, sign}) {
        pool.addNumber(out, id);
        out.add(' ');
    }
    CHECK(out.take().view() == "FQ+5 FQ+4 FQ+3 FQ+2 FQ+1 MP_QSTR_append FQ+0 ");
}

TEST_CASE("frozen C: the pool holds thousands of strings") {
    const FirmwareStrings firmware = readFirmwareStrings({}).value();
    StringPool pool(firmware);
    std::vector<std::string> texts;
    for (int i = 0; i < 20000; ++i) texts.push_back("name_" + std::to_string(i));
    std::vector<uint32_t> ids;
    for (const std::string& text : texts) ids.push_back(pool.intern(text));
    for (size_t i = 0; i < texts.size(); ++i) CHECK(pool.intern(texts[i]) == ids[i]);
    pool.finish();
    CHECK(pool.newCount() == texts.size());
}

TEST_CASE("frozen C: integers") {
    CHECK(integerOf("0") == "MP_ROM_INT(0)");
    CHECK(integerOf("-0") == "MP_ROM_INT(0)");
    CHECK(integerOf("536870911") == "MP_ROM_INT(536870911)");
    CHECK(integerOf("-536870912") == "MP_ROM_INT(-536870912)");
    const StockOptions none{.longInt = LongInt::None};
    CHECK(integerOf("-536870912", none) == "MP_ROM_INT(-536870912)");
    CHECK_THAT(integerOf("536870912", none), Contains("! the integer 536870912 is too large"));
    const StockOptions longLong{.longInt = LongInt::LongLong};
    CHECK_THAT(integerOf("-9223372036854775808", longLong),
               Contains("(-9223372036854775807LL - 1)"));
    CHECK_THAT(integerOf("9223372036854775807", longLong), Contains("9223372036854775807LL"));
    CHECK_THAT(integerOf("9223372036854775808", longLong), Contains("does not fit in 64 bits"));
    CHECK_THAT(integerOf("-9223372036854775809", longLong), Contains("does not fit in 64 bits"));
    const StockOptions wide{.mpzDigitBits = 32};
    CHECK_THAT(integerOf("-4294967296", wide),
               Contains(".neg=1,.fixed_dig=1,.alloc=2,.len=2,.dig=(mpz_dig_t*)(const mpz_dig_t[])"
                        "{0u,1u,}"));
    const StockOptions narrow{.mpzDigitBits = 16};
    CHECK_THAT(integerOf("4294967296", narrow), Contains("{0u,0u,1u,}"));
    CHECK_THAT(integerOf("4294967296"), Contains(".len=FROZEN_N(3, 2)"));
    CHECK_THAT(integerOf("4294967296"), Contains("{FROZEN_DIG(0, 0),1,}"));
    for (const char* bad : {"", "-", "1x", "0x10", "1_000", " 1"})
        CHECK(integerOf(bad) == "! malformed integer constant");
}

TEST_CASE("frozen C: digits of large integers") {
    const auto parsed = parseInteger("-340282366920938463463374607431768211456"); // 2**128
    REQUIRE(parsed);
    CHECK(parsed->negative);
    CHECK(parsed->digits == std::vector<uint32_t>{0, 0, 0, 0, 1});
    CHECK_FALSE(parsed->small());
    CHECK(digitsOf(*parsed, 16).size() == 9);
    CHECK(digitsOf(*parseInteger("65535"), 16) == std::vector<uint32_t>{65535});
    CHECK(digitsOf(*parseInteger("258"), 8) == std::vector<uint32_t>{2, 1});
}

TEST_CASE("frozen C: floats in every representation") {
    std::string definitions;
    const auto element = [&](std::string_view text) {
        return elementOf({abi::ObjectTag::Float, text, {}}, definitions);
    };
    CHECK(element("1.5") == "FROZEN_F(0, 0xc0400002u, 0xbffc000000000000ull)");
    CHECK(definitions == "FROZEN_FLOAT(0, (mp_float_t)1.5)\n");
    // Words are cut to their size.
    CHECK(element("-2.0") == "FROZEN_F(0, 0x40800002u, 0x4004000000000000ull)");
    CHECK(definitions == "FROZEN_FLOAT(0, (mp_float_t)-2.0)\n");
    element("1e300");
    CHECK(definitions == "FROZEN_FLOAT(0, FROZEN_DOUBLE(FROZEN_INF, 1e+300))\n");
    element("inf");
    CHECK(definitions == "FROZEN_FLOAT(0, FROZEN_INF)\n");
    element("-1e999");
    CHECK(definitions == "FROZEN_FLOAT(0, -FROZEN_INF)\n");
    CHECK(element("nan") == "FROZEN_F(0, 0x400002u, 0xfffc000000000000ull)");
    CHECK(definitions == "FROZEN_FLOAT(0, FROZEN_NAN)\n");
    element("-0.0");
    CHECK(definitions == "FROZEN_FLOAT(0, (mp_float_t)-0.0)\n");
    CHECK(element("1.5.2") == "! malformed float constant");
    CHECK(element("") == "! malformed float constant");
}

TEST_CASE("frozen C: complex numbers") {
    std::string definitions;
    const auto element = [&](std::string_view text) {
        return elementOf({abi::ObjectTag::Complex, text, {}}, definitions);
    };
    CHECK(element("2j") == "MP_ROM_PTR(&const_complex_0)");
    CHECK_THAT(definitions, Contains("(mp_float_t)0.0,(mp_float_t)2.0"));
    element("(1-2e-3j)");
    CHECK_THAT(definitions, Contains("(mp_float_t)1.0,(mp_float_t)-0.002"));
    element("-infj");
    CHECK_THAT(definitions, Contains("(mp_float_t)0.0,-FROZEN_INF"));
    CHECK(element("2") == "! malformed complex constant");
    CHECK(element("j") == "! malformed complex constant");
}

TEST_CASE("frozen C: other constants") {
    std::string definitions;
    const auto element = [&](abi::ObjectTag tag, std::string_view text = {}) {
        return elementOf({tag, text, {}}, definitions);
    };
    CHECK(element(abi::ObjectTag::FunTable) == "MP_ROM_PTR(&mp_fun_table)");
    CHECK(element(abi::ObjectTag::None) == "MP_ROM_NONE");
    CHECK(element(abi::ObjectTag::False) == "MP_ROM_FALSE");
    CHECK(element(abi::ObjectTag::True) == "MP_ROM_TRUE");
    CHECK(element(abi::ObjectTag::Ellipsis) == "MP_ROM_PTR(&mp_const_ellipsis_obj)");
    CHECK(element(abi::ObjectTag::Tuple) == "MP_ROM_PTR(&mp_const_empty_tuple_obj)");
    CHECK(element(abi::ObjectTag::Bytes) == "MP_ROM_PTR(&mp_const_empty_bytes_obj)");
    CHECK(element(abi::ObjectTag::Bytes, "ab") == "MP_ROM_PTR(&const_bytes_0)");
    CHECK(definitions == "static const mp_obj_str_t const_bytes_0={{&mp_type_bytes}," +
                             std::to_string(cutHash(hashOf("ab"), 2)) +
                             ",2,(const byte*)\"ab\"};\n");
    const mpy::Object items[] = {{abi::ObjectTag::Bytes, "ab", {}}, {abi::ObjectTag::None, {}, {}}};
    CHECK(elementOf({abi::ObjectTag::Tuple, {}, items}, definitions) ==
          "MP_ROM_PTR(&const_tuple_1)");
    CHECK_THAT(definitions,
               Contains("const_tuple_1={{&mp_type_tuple},2,{MP_ROM_PTR(&const_bytes_0),MP_ROM_NONE,"
                        "}};"));
}

TEST_CASE("frozen C: strings of fewer than 25 characters are interned") {
    CHECK(isInterned(std::string(24, 'x')));
    CHECK_FALSE(isInterned(std::string(25, 'x')));
    std::string wide;
    for (int i = 0; i < 24; ++i) wide += "ü";
    CHECK(isInterned(wide)); // characters, not bytes
}

TEST_CASE("frozen C: equal constants exist once") {
    const std::string text = "this text is in two modules, and long enough to be an object";
    Small first("a.py"), second("b.py");
    for (Small* each : {&first, &second}) {
        each->object(abi::ObjectTag::Str, text);
        each->object(abi::ObjectTag::Float, "2.5");
        each->object(abi::ObjectTag::Tuple, {}, {{abi::ObjectTag::Float, "2.5", {}}});
    }
    const std::string content = contentOf(generate({&first, &second}));
    CHECK(countOf(content, "static const mp_obj_str_t") == 1);
    CHECK(countOf(content, "\nFROZEN_FLOAT(") == 1);
    CHECK(countOf(content, "static const mp_rom_obj_tuple_t") == 1);
    CHECK(countOf(content, "MP_ROM_PTR(&const_str_0)") == 2);
}

TEST_CASE("frozen C: a long string that is a name elsewhere is the name") {
    const std::string text = "a_name_of_twenty_five_characters_or_more";
    Small named, constant("other.py");
    named.qstr(text);
    constant.object(abi::ObjectTag::Str, text);
    const std::string content = contentOf(generate({&constant, &named}));
    CHECK(countOf(content, "static const mp_obj_str_t") == 0);
    CHECK_THAT(content, Contains("MP_ROM_QSTR(FQ+0)"));
}

TEST_CASE("frozen C: names, lists and texts") {
    Small package("lib/__init__.py"), module("lib/m.py");
    const std::string content =
        contentOf(generate({&package, &module}, {{"text.py", "print(1)\n"}, {"empty.py", ""}}));
    CHECK_THAT(content, Contains("#define MP_FROZEN_STR_NAMES \\\n\"text.py\" \"\\0\" \\\n"
                                 "\"empty.py\" \"\\0\"\n"));
    CHECK_THAT(content, Contains("mp_frozen_str_sizes[] = {9, 1, 0};"));
    CHECK_THAT(content, Contains("\"print(1)\\12\"\n\"\\0\"\n\"\\12\"\n\"\\0\"\n"));
    CHECK_THAT(content, Contains("\"lib/__init__.py\" \"\\0\"\n\"lib/m.py\" \"\\0\"\n"));
    CHECK_THAT(content, Contains("MICROPY_FROZEN_LIST_ITEM(\"lib\", \"lib/__init__.py\")\n"
                                 "MICROPY_FROZEN_LIST_ITEM(\"lib/m\", \"lib/m.py\")\n"));
    CHECK_THAT(content, Contains("#if !MICROPY_MODULE_FROZEN_STR\n#error"));
    const std::string without =
        contentOf(generate({&package}, {}, StockOptions{.withTexts = false}));
    CHECK(countOf(without, "mp_frozen_str_") == 0);
}

TEST_CASE("frozen C: nothing to freeze") {
    const std::string content = contentOf(generate({}));
    CHECK_THAT(content, Contains("mp_frozen_str_sizes[] = {0};"));
    CHECK_THAT(content, Contains(".is_sorted = 0"));
    CHECK_THAT(content, Contains(".len = 0"));
    CHECK_THAT(content, Contains("mp_frozen_mpy_content[] = {\nNULL\n}"));
    const std::string texts = contentOf(generate({}, {{"a.py", "pass"}}));
    CHECK_THAT(texts, Contains("mp_frozen_str_sizes[] = {4, 0};"));
}

TEST_CASE("frozen C: firmware without hashes has none in its pool") {
    Small module;
    module.qstr("a_new_name");
    const std::string header = "QCFG(BYTES_IN_LEN, 1)\nQCFG(BYTES_IN_HASH, 0)\n";
    const std::string content = contentOf(generate({&module}, {}, {.qstrHeader = header}));
    CHECK(countOf(content, "hashes") == 1); // in a message
    CHECK_THAT(content, Contains("frozen_qstr_lengths"));
}

TEST_CASE("frozen C: a long constant that the firmware has as a name is that name") {
    Small module;
    module.object(abi::ObjectTag::Str, "longer than the limit of 25 characters");
    const std::string_view object = "static const mp_obj_str_t const_str_0=";
    CHECK_THAT(contentOf(generate({&module})), Contains(std::string(object)));
    const std::string header = "QCFG(BYTES_IN_LEN, 1)\nQCFG(BYTES_IN_HASH, 1)\n"
                               "Q(longer than the limit of 25 characters)\n";
    const std::string content = contentOf(generate({&module}, {}, {.qstrHeader = header}));
    CHECK(countOf(content, object) == 0);
    CHECK_THAT(content, Contains("MP_ROM_QSTR(MP_QSTR_longer_space_than_space_the_space_limit_"
                                 "space_of_space_25_space_characters)"));
}

TEST_CASE("frozen C: functions are told apart whatever their names are") {
    Builder twins; // two functions called as the module
    twins.function({.opcodes = test::bytes(kNone, kReturn)});
    twins.function({.opcodes = test::bytes(kNone, kReturn)});
    twins.function({.opcodes = test::bytes(kNone, kReturn), .prelude = {.scopeFlags = 1}});
    twins.children(0, {1, 2});
    const std::string content = contentOf(generate({&twins}));
    CHECK_THAT(content, Contains("children_test_0_0[]={FROZEN_B(test__module__0_1),"
                                 "FROZEN_B(test__module__0_2),};"));
    CHECK_THAT(content, Contains("FROZEN_CODE(test_0_0,0,2,1,0,0,0,0,0,1,3,3,3)"));
    CHECK_THAT(content, Contains("FROZEN_LEAF(test__module__0_2,1,0,1,0,1,0,0,0,1,4,4,4)"));
    CHECK_THAT(content, Contains(".proto_fun=FROZEN_P(test_0_0)"));
}

TEST_CASE("frozen C: names that are frozen twice, or not to be found") {
    Small first, second;
    const FreezeFailure twice = failureOf(generate({&first, &second}));
    CHECK(twice.message == "\"test.py\" is frozen twice: 0.mpy and 1.mpy");
    CHECK(twice.module == 1);
    CHECK(failureOf(generate({&first}, {{"test.py", "x"}})).message ==
          "\"test.py\" is frozen twice");
    CHECK(failureOf(generate({}, {{"a.py", "x"}, {"a.py", "y"}})).module == kNoModule);
    Small empty(""), cut(std::string_view("a\0b", 3)), nameless;
    CHECK(failureOf(generate({&empty})).message == "\"\" is no name to be looked up by");
    CHECK_THAT(failureOf(generate({&cut})).message, Contains("is no name to be looked up by"));
    nameless.module.qstrs.clear();
    CHECK_THAT(failureOf(generate({&nameless})).message, Contains("no name"));
}

TEST_CASE("frozen C: long names are located") {
    Builder module;
    module.qstr(std::string(256, 'n'));
    module.function({.opcodes = test::bytes(kNone, kReturn), .lines = {0x40}});
    module.function({.opcodes = test::bytes(kNone, kReturn, abi::Op::LOAD_GLOBAL, 2),
                     .lines = {0x60, 0x22, 0x01}});
    module.children(0, {1});
    const FreezeFailure failure = failureOf(generate({&module}));
    CHECK_THAT(failure.message, Contains("a name of 256 bytes"));
    CHECK(failure.function == "<module>.<module>");
    CHECK(failure.line == 5);
    const std::string header = "QCFG(BYTES_IN_LEN, 2)\nQCFG(BYTES_IN_HASH, 2)\n";
    CHECK(generate({&module}, {}, {.qstrHeader = header}).ok());
}

TEST_CASE("frozen C: machine code that cannot be frozen") {
    const auto native = [](abi::Arch arch, uint32_t scopeFlags) {
        auto builder = std::make_unique<Builder>();
        builder->module.header.arch = arch;
        builder->module.header.subVersion = abi::kDialect63.subVersion;
        builder->code({1, 2, 3}, abi::CodeKind::Viper).scopeFlags = scopeFlags;
        return builder;
    };
    const auto first = native(abi::Arch::armv6m, 0);
    CHECK(generate({first.get()}).ok());
    for (const uint8_t flag : {abi::kViperRelocations, abi::kViperRodata, abi::kViperBss})
        CHECK_THAT(failureOf(generate({native(abi::Arch::armv6m, flag).get()})).message,
                   Contains("relocations"));
    const auto second = native(abi::Arch::x64, 0);
    second->module.qstrs[0].text = "other.py";
    const FreezeFailure mixed = failureOf(generate({first.get(), second.get()}));
    CHECK(mixed.message == "machine code for x64, but 0.mpy has some for armv6m");
    CHECK(mixed.module == 1);
    const auto old = native(abi::Arch::x64, 0);
    old->module.header.subVersion = 2;
    CHECK_THAT(failureOf(generate({old.get()})).message, Contains("sub-version 2"));
    CHECK_THAT(failureOf(generate({native(abi::Arch::none, 0).get()})).message,
               Contains("no known architecture"));
}

TEST_CASE("frozen C: machine code lies where it can run") {
    Builder module;
    module.module.header.arch = abi::Arch::armv7m;
    module.module.header.subVersion = abi::kDialect63.subVersion;
    mpy::RawCode& code =
        module.code(test::bytes(1, 0, 0, 0, 0xb0, 0, 0, 2, 1), abi::CodeKind::Native);
    code.preludeOffset = 6;
    module.code({1, 2}, abi::CodeKind::Asm).asmTypeSig = 2;
    module.children(0, {1});
    const std::string content = contentOf(generate({&module}));
    CHECK_THAT(content, Contains("fun_data_test_0_0[9] __attribute__((section(\".text,\\\"ax\\\","
                                 "%progbits @ \"))) __attribute__((aligned(2)))="));
    CHECK_THAT(content, Contains("fun_data_test_0_1[2] __attribute__((section(\".text,\\\"ax\\\","
                                 "%progbits @ \"))) __attribute__((aligned(2)))="));
    CHECK_THAT(content, Contains("#define prelude_test_0_0 (fun_data_test_0_0+6)"));
    CHECK_THAT(content,
               Contains("children_test_0_0[]={FROZEN_P(test_0_1),(void *)prelude_test_0_0};"));
    CHECK_THAT(content, Contains(".asm_n_pos_args=0,.asm_type_sig=2,"));
    // Firmware reads native functions as words, which not every core loads from anywhere.
    module.module.header.arch = abi::Arch::armv6m;
    CHECK_THAT(contentOf(generate({&module})),
               Contains("fun_data_test_0_0[9] __attribute__((section(\".text,\\\"ax\\\","
                        "%progbits @ \"))) __attribute__((aligned(4)))="));
}

TEST_CASE("frozen C: unsound modules are refused") {
    Builder noCode, badTree, badPrelude, noViper;
    CHECK(failureOf(generate({&noCode})).message == "the module has no code");
    badTree.function({.opcodes = test::bytes(kNone, kReturn)});
    badTree.children(0, {0});
    CHECK(failureOf(generate({&badTree})).message == "malformed tree of functions");
    badTree.children(0, {7});
    CHECK(failureOf(generate({&badTree})).message == "malformed tree of functions");
    badPrelude.code({0x80});
    const FreezeFailure prelude = failureOf(generate({&badPrelude}));
    CHECK(prelude.message == "malformed prelude signature");
    CHECK(prelude.function == "<bad>");
    noViper.module.header.arch = abi::Arch::x64;
    noViper.module.header.subVersion = abi::kDialect63.subVersion;
    noViper.code({}, abi::CodeKind::Viper);
    CHECK(failureOf(generate({&noViper})).message == "a function without code");
    Small wide;
    wide.module.header.smallIntBits = 64;
    CHECK_THAT(failureOf(generate({&wide})).message, Contains("small ints of 64 bits"));
}

TEST_CASE("frozen C: firmware has numbers for 65,535 strings") {
    Small module;
    std::string header = "QCFG(BYTES_IN_LEN, 1)\nQCFG(BYTES_IN_HASH, 1)\n";
    for (int i = 0; i < 65000; ++i) header += "Q(n" + std::to_string(i) + ")\n";
    CHECK(generate({&module}, {}, {.qstrHeader = header}).ok());
    for (int i = 0; i < 400; ++i) module.qstr("m" + std::to_string(i));
    const FreezeFailure failure = failureOf(generate({&module}, {}, {.qstrHeader = header}));
    CHECK(failure.module == kNoModule);
    CHECK_THAT(failure.message, Contains("strings, but firmware has numbers for 65535 at most"));
}
