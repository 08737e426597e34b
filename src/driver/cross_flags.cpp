#include "src/driver/cross_flags.h"

#include <algorithm>

namespace taipan::driver {

std::vector<std::string> splitWords(const std::string& text) {
    constexpr const char* blanks = " \t\n\r\f\v";
    std::vector<std::string> words;
    for (size_t at = text.find_first_not_of(blanks); at != std::string::npos;) {
        const size_t end = std::min(text.find_first_of(blanks, at), text.size());
        words.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(blanks, end);
    }
    return words;
}

Result<CrossFlags> parseCrossFlags(const std::string& text) {
    constexpr unsigned kNoLevel = ~0U;
    std::vector<std::string> words = splitWords(text);
    words.insert(words.begin(), "mpy-cross");
    words.emplace_back("--");
    words.emplace_back("-"); // the source, which mpy-cross wants to have
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    mpy_cross::Options options;
    options.compile.optLevel = kNoLevel;
    const auto outcome =
        mpy_cross::parseOptions(static_cast<int>(arguments.size()), arguments.data(), options);
    if (outcome.kind == mpy_cross::ParseOutcome::Fail)
        return Failure{outcome.message.substr(0, outcome.message.find('\n'))};
    if (outcome.kind != mpy_cross::ParseOutcome::Run)
        return Failure{"not options of mpy-cross: " + text};
    CrossFlags flags;
    flags.compile = options.compile;
    flags.hasLevel = options.compile.optLevel != kNoLevel;
    if (!flags.hasLevel) flags.compile.optLevel = 0;
    if (options.diagnostics == report::Format::Json) flags.diagnostics = report::Format::Json;
    return flags;
}

} // namespace taipan::driver
