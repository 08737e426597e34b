#include "src/driver/depfile.h"

#include <string_view>

namespace taipan::driver {

namespace {
/// Appends a file name as both make and Ninja read it back.
bool appendName(std::string& out, std::string_view name) {
    size_t backslashes = 0; // right before the current character
    for (const char c : name) {
        if (c == '\n' || c == '\r' || c == '\0') return false;
        if (c == ' ' || c == '\t' || c == '#') {
            out.append(backslashes + 1, '\\'); // those before an escaped character count double
            out += c;
        } else if (c == '$') {
            out += "$$";
        } else {
            out += c;
        }
        backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    return true;
}
} // namespace

std::optional<std::string> depfileText(const std::vector<Job>& jobs) {
    std::string text;
    for (const Job& job : jobs) {
        if (!appendName(text, job.output)) return std::nullopt;
        text += ": ";
        if (!appendName(text, job.input)) return std::nullopt;
        text += '\n';
    }
    for (const Job& job : jobs) { // after all others: Ninja takes no further inputs from here on
        if (!appendName(text, job.input)) return std::nullopt;
        text += ":\n";
    }
    return text;
}

std::optional<std::string> depfileText(const std::string& output,
                                       const std::vector<std::string>& inputs) {
    std::string text;
    if (!appendName(text, output)) return std::nullopt;
    text += ':';
    for (const std::string& input : inputs) {
        text += " \\\n  ";
        if (!appendName(text, input)) return std::nullopt;
    }
    text += '\n';
    for (const std::string& input : inputs) {
        if (!appendName(text, input)) return std::nullopt;
        text += ":\n";
    }
    return text;
}

} // namespace taipan::driver
