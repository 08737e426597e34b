// Every option of a compilation changes what its row in compile_options.def says, and no other.
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <type_traits>

#include "freezer/build/fingerprint.h"
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

/// A source that shows what the option does.
std::string sourceFor(const std::string& option) {
    const std::map<std::string, std::string> sources = {
        {"inputName", "x = 'another_name.py'\n"},
        {"input", "x\n"},
        {"optLevel", "assert x\n"},
        {"arch", "@micropython.native\ndef f(): pass\n"},
        {"recover", "break\nreturn\n"},
        {"strict", "lambda: await x\n"},
        {"stackBudget", "x = " + std::string(300, '(') + "1" + std::string(300, ')') + "\n"},
    };
    const auto found = sources.find(option);
    return found == sources.end() ? "x = 1\ny = 2\n" : found->second;
}

/// What is said about a source.
std::string words(const CompileResult& result) {
    std::string text;
    for (const Diagnostic& found : result.diagnostics)
        text += std::string(diagInfo(found.id).code) + " " + found.message + "\n";
    return text;
}
} // namespace

TEST_CASE("options of a compilation change what the table says") {
    const CompileOptions usual;
    std::vector<std::string> names;
    forEachOption(usual, [&](OptionAffects affects, const std::string& name, const auto& value) {
        CAPTURE(name);
        names.push_back(name);
        CompileOptions options;
        forEachOption(options, [&](OptionAffects, const std::string& other, auto& field) {
            if constexpr (std::is_same_v<decltype(field), decltype(another(value))&>)
                if (other == name) field = another(value);
        });
        const bool sameKey =
            freezer::Fingerprint().add(usual).hash() == freezer::Fingerprint().add(options).hash();
        CHECK(sameKey == (affects != OptionAffects::File));
        const std::string source = sourceFor(name);
        const CompileResult before = compile(source, usual), after = compile(source, options);
        CHECK((before.mpy != after.mpy || words(before) != words(after)));
        if (affects == OptionAffects::Words) CHECK(before.mpy == after.mpy);
    });
    CHECK(names.size() == 12);
}
