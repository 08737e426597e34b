// The options of a compilation in words, by the rows of compile_options.def.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/compiler.h"

namespace taipan::words {

/// How the value of an option is written: one struct a form, for what is done with a row to be
/// chosen by. `Setting` is what a command line of taipan's has said of it.
struct Inner { // not at all
    struct Setting {};
};
struct Name { // a path, in a word of its own
    struct Setting {};
};
struct Level { // -O, -OO, ...: the number of O's; -O2: the digit, whatever follows
    using Setting = std::optional<unsigned>;
};
struct Bits { // a number in any base
    using Setting = std::optional<unsigned>;
};
struct Machine { // the name of an architecture
    using Setting = std::string;
};
struct Extensions { // of an architecture, which may stand behind them
    using Setting = std::string;
};
struct Code { // the name of an emitter
    struct Setting {};
};
struct Profile { // the name of what machine code is to be
    using Setting = std::string;
};
struct Functions { // qualified names with commas between them
    using Setting = std::string;
};
struct Switch { // alone: on; with "no-" before it: off
    using Setting = bool;
};

struct Extra { // as Switch, but off where it is not said
    using Setting = bool;
};

/// A word that belongs to mpy-cross's `-X`, with it.
inline constexpr std::string_view kImplementation = "-X ";

/// What a profile is called; the names that there are, by number from 1 on.
std::optional<NativeOpt> parseProfile(std::string_view text);
inline constexpr std::string_view kProfiles[] = {"size", "balanced", "speed"};

/// Hands the option that `argument` is a word of to `take(form, text, field)`, with what stands
/// behind its word ("" or "no-" for a switch); false when there is none.
template <typename Take>
bool takeOption(std::string_view argument, CompileOptions& options, Take take);

/// The words by which mpy-cross is told of `options`, but for those that are its defaults.
std::vector<std::string> crossWords(const CompileOptions& options);

/// An option as mpy-cross's usage text tells of it.
struct UsageRow {
    std::string word;                 // up to the value
    std::string value;                // as it is shown
    std::string help;                 // may have several lines
    std::vector<std::string> choices; // the values that there are, where these are few
    bool takesWord = false;           // the value is the next word
};

/// Those for `-m...`, for `-X`, or all others.
enum class Section : uint8_t { General, Target, Implementation };
std::vector<UsageRow> usageOf(Section section);

/// The lines of the usage text on it.
std::string usageLine(const UsageRow& row);

/// What stands behind `word` in `argument`, which has to begin with it.
template <typename Form>
std::optional<std::string_view> textBehind(Form, std::string_view word, std::string_view argument) {
    if (word.empty() || !argument.starts_with(word)) return {};
    return argument.substr(word.size());
}
inline std::optional<std::string_view> textBehind(Inner, std::string_view, std::string_view) {
    return {};
}
inline std::optional<std::string_view> textBehind(Name, std::string_view word,
                                                  std::string_view argument) {
    if (word != argument) return {};
    return "";
}
std::optional<std::string_view> textBehind(Switch, std::string_view word,
                                           std::string_view argument);
inline std::optional<std::string_view> textBehind(Extra, std::string_view word,
                                                  std::string_view argument) {
    return textBehind(Switch{}, word, argument);
}

template <typename Take>
bool takeOption(std::string_view argument, CompileOptions& options, Take take) {
#define TAIPAN_COMPILE_OPTION(type, name, value, affects, form, word, ...)                         \
    if (const auto text = textBehind(form{}, word, argument)) {                                    \
        take(form{}, *text, options.name);                                                         \
        return true;                                                                               \
    }
#include "taipan/compile_options.def"
#undef TAIPAN_COMPILE_OPTION
    return false;
}

} // namespace taipan::words
