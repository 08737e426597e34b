// Every option of a compilation changes what its row in compile_options.def says, and no other.
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

#include "backends/bytecode/native_functions.h"
#include "freezer/build/fingerprint.h"
#include "src/mpy_cross/options.h"
#include "src/mpy_cross/words.h"
#include "taipan/codegen/native.h"
#include "taipan/compiler.h"

using namespace taipan;

namespace {
/// Another value of an option.
template <typename T>
T another(const T& value) {
    if constexpr (std::is_same_v<T, std::string>)
        return value + "another_name.py";
    else if constexpr (std::is_same_v<T, bool>)
        return !value;
    else if constexpr (std::is_same_v<T, size_t>)
        return value / 64;
    else
        return static_cast<T>(static_cast<unsigned>(value) + 1);
}

/// Makes code that shows what it is asked to be.
class ShownProfile : public NativeBackend {
  public:
    bool supports(abi::Arch) const override { return true; }
    Result<std::vector<NativeCode>> generate(const ir::Module& module,
                                             std::span<const uint32_t> functions, const Interner&,
                                             NativeTables&, const NativeOptions& options) override {
        std::vector<NativeCode> made;
        for (const uint32_t each : functions) {
            std::vector<uint8_t> code(8, static_cast<uint8_t>(options.opt));
            code.push_back(static_cast<uint8_t>(module.functions[each].constantDefaults.size()));
            made.push_back({each, std::move(code), 1});
        }
        if (options.lines) made.back().lines = {{0, 2}, {4, 1}};
        if (options.debug != nullptr) options.debug->map = "0 f";
        if (options.told != nullptr)
            options.told->remarks.push_back({1, RemarkKind::Asks, "f", "attr", "why"});
        return made;
    }
};

/// A source that shows what the option does.
std::string sourceFor(const std::string& option) {
    const std::map<std::string, std::string> sources = {
        {"inputName", "x = 'another_name.py'\n"},
        {"input", "x\n"},
        {"optLevel", "assert x\n"},
        {"arch", "@micropython.native\ndef f(): pass\n"},
        {"nativeOpt", "@micropython.native\ndef f(): pass\n"},
        {"nativeOnly", "@micropython.native\ndef f(): pass\n"},
        {"nativeSkip", "@micropython.native\ndef f(): pass\n"},
        {"nativePicked", "def f(): pass\n"},
        {"nativeLines", "@micropython.native\ndef f(): pass\n"},
        {"nativeParts", "@micropython.native\ndef f(a): return [x for x in a]\n"},
        {"nativeDebug", "@micropython.native\ndef f(): pass\n"},
        {"nativeRemarks", "@micropython.native\ndef f(a): return a.x\n"},
        {"viperConstants", "@micropython.viper\ndef f(x: int) -> int: return x ^ 0xedb88320\n"},
        {"viperDefaults", "@micropython.viper\ndef f(x: int = 3) -> int: return x\n"},
        {"viperFloat", "@micropython.viper\ndef f(x: float) -> float: return x\n"},
        {"viperInt64", "@micropython.viper\ndef f(x: int64) -> int64: return x\n"},
        {"viperSlices", "@micropython.viper\ndef f(p: ptr8, x: int): p[:x] = 0\n"},
        {"viperCalls", "@micropython.viper\ndef f(x: int) -> int: return f(x)\n"},
        {"recover", "break\nreturn\n"},
        {"strict", "lambda: await x\n"},
        {"stackBudget", "x = " + std::string(300, '(') + "1" + std::string(300, ')') + "\n"},
    };
    const auto found = sources.find(option);
    return found == sources.end() ? "x = 1\ny = 2\n" : found->second;
}

/// What is said about a source.
std::string said(const CompileResult& result) {
    std::string text;
    for (const Diagnostic& found : result.diagnostics)
        text += std::string(diagInfo(found.id).code) + " " + found.message + "\n";
    return text;
}

/// `options` with another value of the field called `name`.
CompileOptions changed(CompileOptions options, const std::string& name) {
    forEachOption(options, [&](OptionAffects, const std::string& other, auto& field) {
        if (other == name) field = another(field);
    });
    return options;
}

/// What mpy-cross makes of words, in front of a source.
CompileOptions readBack(std::vector<std::string> words) {
    words.insert(words.begin(), "mpy-cross");
    words.emplace_back("in.py");
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    mpy_cross::Options options;
    const auto outcome =
        mpy_cross::parseOptions(static_cast<int>(arguments.size()), arguments.data(), options);
    CHECK(outcome.kind == mpy_cross::ParseOutcome::Run);
    return options.compile;
}

TEST_CASE("machine code is small on boards and fast on hosts, unless it is said") {
    CHECK(profileOf(abi::Arch::x64, NativeOpt::Usual) == NativeOpt::Speed);
    CHECK(profileOf(abi::Arch::armv7m, NativeOpt::Usual) == NativeOpt::Size);
    CHECK(profileOf(abi::Arch::rv32imc, NativeOpt::Usual) == NativeOpt::Size);
    CHECK(profileOf(abi::Arch::x64, NativeOpt::Balanced) == NativeOpt::Balanced);
    CHECK(words::parseProfile("balanced") == NativeOpt::Balanced);
    CHECK_FALSE(words::parseProfile("fast").has_value());
}

TEST_CASE("lines of machine code go up and down") {
    const std::vector<NativeLine> lines{{0, 7},      {3, 1},     {40, 5000},     {41, 0},
                                        {900, 2200}, {901, 100}, {901 + 31, 101}};
    const std::vector<uint8_t> table = nativeLineTable(lines, 8);
    for (const NativeLine& each : lines)
        for (const uint32_t more : {0u, each.offset == 900 || each.offset == 40 ? 0u : 2u})
            CHECK(abi::lineAt<true>(table.data(), table.data() + table.size(),
                                    each.offset + 8 + more) == each.line);
    CHECK(abi::lineAt<true>(table.data(), table.data() + table.size(), 7) == 1);
    CHECK(nativeLineTable({}, 8).empty());
}

bool hasCrossWord(const std::string& option) {
#define TAIPAN_COMPILE_OPTION(type, name, value, affects, form, word, ...)                         \
    if (option == #name) return *(word) != 0;
#include "taipan/compile_options.def"
#undef TAIPAN_COMPILE_OPTION
    return false;
}
/// What a cache goes by.
Hash128 keyOf(const CompileOptions& options) {
    Fingerprint print;
    return freezer::addOptions(print, options).hash();
}
} // namespace

TEST_CASE("options of a compilation are told to another compiler") {
    CompileOptions usual;
    usual.arch = abi::Arch::rv32imc; // has extensions, and machine code
    forEachOption(usual, [&](OptionAffects, const std::string& name, const auto&) {
        CAPTURE(name);
        const CompileOptions options = changed(usual, name);
        const std::vector<std::string> words = words::crossWords(options);
        CHECK((words != words::crossWords(usual)) == hasCrossWord(name));
        const CompileOptions read = readBack(words);
        // Of those without words the default is read.
        CHECK(words::crossWords(read) == words);
        const bool sameKey = keyOf(read) == keyOf(usual);
        CHECK_FALSE((sameKey && hasCrossWord(name)));
    });
}

TEST_CASE("options of a compilation change what the table says") {
    const CompileOptions usual;
    std::vector<std::string> names;
    forEachOption(usual, [&](OptionAffects affects, const std::string& name, const auto&) {
        CAPTURE(name);
        names.push_back(name);
        const CompileOptions options = changed(usual, name);
        const bool sameKey = keyOf(usual) == keyOf(options);
        CHECK(sameKey == (affects != OptionAffects::File));
        const std::string source = sourceFor(name);
        ShownProfile profile;
        const bool isMachineCode = sourceFor(name)[0] == '@' && name != "arch";
        NativeBackend* const maker = isMachineCode ? &profile : nullptr;
        CompileOptions first = usual, second = options;
        if (maker != nullptr) first.arch = second.arch = abi::Arch::x64;
        const CompileResult before = compile(source, first, maker);
        const CompileResult after = compile(source, second, maker);
        CHECK((before.mpy != after.mpy || said(before) != said(after) ||
               before.debug.map != after.debug.map || before.debug.remarks != after.debug.remarks));
        if (affects == OptionAffects::Words || affects == OptionAffects::Beside)
            CHECK(before.mpy == after.mpy);
    });
    CHECK(names.size() == 26);
}
