#include "src/driver/depfile.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "support/host/files.h"

namespace taipan::driver {

namespace {
/// Where in a rule a name stands.
enum class Side : uint8_t { Target, FirstInput, Input };

/// Why make would read something else than the name; nothing when it can be written.
std::optional<std::string_view> problemOf(std::string_view name, Side side) {
    const bool isTarget = side == Side::Target;
    if (name.find_first_of(std::string_view("\n\r\t\0", 4)) != name.npos)
        return "a line break or a tab";
    if (isTarget && host::isStandardOutput(name)) return "an output without a name";
    if (name.ends_with('\\')) return "a backslash at the end";
    if (name.find("\\;") != name.npos) return "a backslash before a semicolon";
    if (name.ends_with(')') && name.find('(') != name.npos) return "parentheses at the end";
    if (isTarget && name.find('%') != name.npos) return "a percent sign in an output";
    if (isTarget && (name.ends_with('&') || name.ends_with(':'))) return "that end of an output";
    // A rule that begins so sets a variable.
    if (side != Side::Input && name.find('=') != name.npos) return "an equals sign there";
    return {};
}

/// Appends a file name as make reads it back, and Ninja where it can.
void appendName(std::string& out, std::string_view name, Side side) {
    size_t backslashes = 0; // right before the current character
    for (const char c : name) {
        const bool escaped = c == ' ' || c == '#' || c == ':' || (c == '|' && side != Side::Target);
        if (escaped) out.append(backslashes + 1, '\\'); // those before it count double
        if (c == ';') out += "\\\\\\";                  // make takes away backslashes twice
        if (c == '$') out += '$';
        out += c;
        backslashes = c == '\\' ? backslashes + 1 : 0;
    }
}

/// The text in the making, and what is wrong.
class Writer {
  public:
    void rule(std::string_view output, const std::vector<std::string_view>& inputs,
              std::string_view separator) {
        name(output, Side::Target);
        text_ += ':';
        for (const std::string_view input : inputs) {
            text_ += separator;
            name(input, input == inputs.front() ? Side::FirstInput : Side::Input);
        }
        text_ += '\n';
    }

    /// An empty rule, where the name can be an output; the file is as good without.
    void mayBeGone(std::string_view input) {
        if (problemOf(input, Side::Target)) return;
        appendName(text_, input, Side::Target);
        text_ += ":\n";
    }

    Result<std::string> finish() {
        if (failure_) return *std::move(failure_);
        return std::move(text_);
    }

  private:
    void name(std::string_view name, Side side) {
        const auto why = problemOf(name, side);
        if (why && !failure_)
            failure_ = Failure{"\"" + std::string(name) +
                               "\" cannot be written here: make has no way to " + "write " +
                               std::string(*why)};
        appendName(text_, name, side);
    }

    std::string text_;
    std::optional<Failure> failure_;
};
} // namespace

Result<std::string> depfileText(const std::vector<Job>& jobs,
                                const std::vector<std::string>& shared) {
    Writer writer;
    for (const Job& job : jobs) {
        std::vector<std::string_view> inputs{job.input};
        if (host::isStandardInput(job.input)) inputs.clear();
        for (const std::string& each : shared)
            if (each != job.input) inputs.push_back(each);
        writer.rule(job.output, inputs, " ");
    }
    for (const Job& job : jobs) // after all others: Ninja takes no further inputs from here on
        if (!host::isStandardInput(job.input)) writer.mayBeGone(job.input);
    for (const std::string& each : shared)
        if (std::none_of(jobs.begin(), jobs.end(),
                         [&](const Job& job) { return job.input == each; }))
            writer.mayBeGone(each);
    return writer.finish();
}

Result<std::string> depfileText(const std::string& output, const std::vector<std::string>& inputs) {
    Writer writer;
    std::vector<std::string_view> names(inputs.begin(), inputs.end());
    const auto canBeFirst = [](std::string_view name) {
        return !problemOf(name, Side::FirstInput);
    };
    const auto first = std::find_if(names.begin(), names.end(), canBeFirst);
    if (first != names.end()) std::rotate(names.begin(), first, first + 1);
    writer.rule(output, names, " \\\n  ");
    for (const std::string_view name : names) writer.mayBeGone(name);
    return writer.finish();
}

} // namespace taipan::driver
