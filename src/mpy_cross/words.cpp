#include "src/mpy_cross/words.h"

#include <algorithm>

#include "support/host/target.h"

namespace taipan::words {

namespace {
constexpr std::string_view kOff = "no-";

std::optional<std::string> write(Level, unsigned level) {
    return std::to_string(level);
}
std::optional<std::string> write(Bits, unsigned bits) {
    return std::to_string(bits);
}
std::optional<std::string> write(Machine, abi::Arch arch) {
    if (arch == abi::Arch::none) return {};
    return std::string(host::archName(arch));
}
std::optional<std::string> write(Extensions, uint32_t flags) {
    if (flags == 0) return {};
    return std::to_string(flags);
}
std::optional<std::string> write(Code, Emitter emitter) {
    if (emitter == Emitter::Bytecode) return {};
    return emitter == Emitter::Native ? "native" : "viper";
}

std::optional<std::string> write(Profile, NativeOpt profile) {
    if (profile == NativeOpt::Usual) return {};
    return std::string(kProfiles[static_cast<size_t>(profile) - 1]);
}

std::optional<std::string> write(Functions, const std::string& names) {
    if (names.empty()) return {};
    return names;
}

/// Appends the words of an option, "-X" and what follows it being two.
void append(std::vector<std::string>& words, std::string_view word) {
    if (word.starts_with(kImplementation)) {
        words.emplace_back("-X");
        word.remove_prefix(kImplementation.size());
    }
    words.emplace_back(word);
}

template <typename Form, typename Value>
void append(std::vector<std::string>& words, Form form, std::string_view word, const Value& value) {
    const auto text = write(form, value);
    if (!text || word.empty()) return;
    append(words, std::string(word) + *text);
}
void append(std::vector<std::string>& words, Name, std::string_view word, const std::string& name) {
    words.emplace_back(word);
    words.push_back(name);
}
void append(std::vector<std::string>& words, Switch, std::string_view word, bool on) {
    if (on || word.empty()) return;
    std::string off(word);
    append(words, off.insert(kImplementation.size(), kOff));
}
void append(std::vector<std::string>& words, Extra, std::string_view word, bool on) {
    if (on) append(words, word);
}
template <typename Value>
void append(std::vector<std::string>&, Inner, std::string_view, const Value&) {}

Section sectionOf(std::string_view word) {
    if (word.starts_with(kImplementation)) return Section::Implementation;
    return word.starts_with("-m") ? Section::Target : Section::General;
}

template <typename Form>
void addUsage(std::vector<UsageRow>& rows, Form, UsageRow row) {
    rows.push_back(std::move(row));
}
void addUsage(std::vector<UsageRow>& rows, Name, UsageRow row) {
    row.takesWord = true;
    rows.push_back(std::move(row));
}
void addUsage(std::vector<UsageRow>& rows, Machine, UsageRow row) {
    constexpr std::string_view between = ", ";
    const std::string names = host::archNames(between);
    for (size_t at = 0; at < names.size();) {
        const size_t end = std::min(names.find(between, at), names.size());
        row.choices.push_back(names.substr(at, end - at));
        at = end + between.size();
    }
    row.help.append("\n                ").append(names);
    rows.push_back(std::move(row));
}
void addUsage(std::vector<UsageRow>& rows, Code, UsageRow row) {
    row.choices = {"bytecode", "native", "viper"};
    rows.push_back(std::move(row));
}
void addUsage(std::vector<UsageRow>& rows, Profile, UsageRow row) {
    row.choices.assign(std::begin(kProfiles), std::end(kProfiles));
    rows.push_back(std::move(row));
}
void addUsage(std::vector<UsageRow>& rows, Switch, const UsageRow& row);
void addUsage(std::vector<UsageRow>& rows, Extra, const UsageRow& row) {
    addUsage(rows, Switch{}, row);
}
void addUsage(std::vector<UsageRow>& rows, Switch, const UsageRow& row) {
    const size_t bar = row.help.find('|');
    std::string off = row.word;
    rows.push_back({row.word, "", row.help.substr(0, bar), {}});
    rows.push_back({off.insert(kImplementation.size(), kOff), "", row.help.substr(bar + 1), {}});
}
} // namespace

std::optional<std::string_view> textBehind(Switch, std::string_view word,
                                           std::string_view argument) {
    if (word.empty()) return {};
    if (argument == word) return "";
    const size_t at = kImplementation.size();
    const bool isOff = argument.substr(0, at) == word.substr(0, at) &&
                       argument.substr(at).starts_with(kOff) &&
                       argument.substr(at + kOff.size()) == word.substr(at);
    if (!isOff) return {};
    return kOff;
}

std::optional<NativeOpt> parseProfile(std::string_view text) {
    const auto* const found = std::find(std::begin(kProfiles), std::end(kProfiles), text);
    if (found == std::end(kProfiles)) return {};
    return NativeOpt{static_cast<uint8_t>(found - std::begin(kProfiles) + 1)};
}

std::vector<std::string> crossWords(const CompileOptions& options) {
    std::vector<std::string> words;
#define TAIPAN_COMPILE_OPTION(type, name, value, affects, form, word, ...)                         \
    append(words, form{}, word, options.name);
#include "taipan/compile_options.def"
#undef TAIPAN_COMPILE_OPTION
    return words;
}

std::vector<UsageRow> usageOf(Section section) {
    std::vector<UsageRow> rows;
#define TAIPAN_COMPILE_OPTION(type, name, value, affects, form, word, shown, help, ...)            \
    if (const std::string_view own = word; !own.empty() && sectionOf(own) == section)              \
        addUsage(rows, form{}, {word, shown, help, {}});
#include "taipan/compile_options.def"
#undef TAIPAN_COMPILE_OPTION
    return rows;
}

std::string usageLine(const UsageRow& row) {
    constexpr size_t width = 15; // of what belongs to -X
    std::string shown = row.word + row.value;
    if (sectionOf(row.word) != Section::Implementation)
        return shown.append(" : ").append(row.help).append("\n");
    shown.erase(0, kImplementation.size());
    shown.resize(std::max(shown.size(), width), ' ');
    return "  " + shown.append(" -- ").append(row.help) + "\n";
}

} // namespace taipan::words
