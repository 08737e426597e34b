#include "src/driver/command_line.h"

#include <CLI/CLI.hpp>
#include <utility>

namespace taipan::driver {

std::vector<std::string> namesOf(const OptionShape& option) {
    std::vector<std::string> names(1);
    for (const char c : option.names)
        if (c == ',')
            names.emplace_back();
        else
            names.back() += c;
    return names;
}

Argument Argument::required() {
    shape_.isRequired = true;
    option_->required();
    return *this;
}

Argument Argument::oneOf(std::vector<std::string> values) {
    shape_.choices = values;
    option_->check(CLI::IsMember(std::move(values)));
    return *this;
}

Argument Argument::oneOfNumbers(std::vector<unsigned> values) {
    for (const unsigned value : values) shape_.choices.push_back(std::to_string(value));
    option_->check(CLI::IsMember(std::move(values)));
    return *this;
}

Argument Argument::inRange(unsigned least, unsigned most) {
    option_->check(CLI::Range(least, most));
    return *this;
}

Argument Argument::fromEnvironment(const char* variable) {
    shape_.variable = variable;
    option_->envname(variable);
    return *this;
}

Argument Argument::oneWordEach() {
    option_->allow_extra_args(false);
    return *this;
}

namespace {
constexpr const char* kText = "TEXT";
constexpr const char* kNumber = "N";

/// What CLI11 adds to each command, and to the program.
constexpr const char* kHelpNames = "-h,--help";
constexpr const char* kHelp = "Print this help message and exit";
constexpr const char* kVersionName = "--version";
constexpr const char* kVersionHelp = "Display program version information and exit";
} // namespace

OptionShape& Command::describe(const char* names, const char* value, const char* help) {
    OptionShape& shape = shape_.options.emplace_back();
    shape.names = names;
    shape.value = value;
    shape.help = help;
    return shape;
}

Command Command::command(const char* name, const char* help) {
    CommandShape& shape = shape_.commands.emplace_back();
    shape.name = name;
    shape.help = help;
    Command made{*app_.add_subcommand(name, help), status_, shape};
    made.describe(kHelpNames, "", kHelp);
    return made;
}

void Command::needsCommand() {
    app_.require_subcommand(1);
}

Argument Command::argument(const char* name, std::string& value, const char* help) {
    OptionShape& shape = describe(name, kText, help);
    shape.isArgument = true;
    return {app_.add_option(name, value, help), shape};
}

Argument Command::argument(const char* name, std::vector<std::string>& values, const char* help) {
    OptionShape& shape = describe(name, kText, help);
    shape.isArgument = shape.isList = true;
    return {app_.add_option(name, values, help), shape};
}

Argument Command::option(const char* names, std::string& value, const char* help) {
    return {app_.add_option(names, value, help), describe(names, kText, help)};
}

Argument Command::option(const char* names, unsigned& value, const char* help) {
    return {app_.add_option(names, value, help), describe(names, kNumber, help)};
}

Argument Command::option(const char* names, std::optional<unsigned>& value, const char* help) {
    return {app_.add_option(names, value, help), describe(names, kNumber, help)};
}

Argument Command::option(const char* names, std::vector<std::string>& values, const char* help) {
    OptionShape& shape = describe(names, kText, help);
    shape.isList = true;
    return {app_.add_option(names, values, help), shape};
}

Argument Command::flag(const char* names, bool& value, const char* help) {
    return {app_.add_flag(names, value, help), describe(names, "", help)};
}

Argument Command::printed(const char* names, std::function<std::string(const std::string&)> print,
                          const char* help) {
    const auto end = [print = std::move(print)](const std::string& value) {
        throw CLI::CallForVersion(print(value), 0); // which prints the text, and ends well
    };
    return {app_.add_option_function<std::string>(names, end, help), describe(names, kText, help)};
}

void Command::onRun(std::function<int()> run) {
    app_.callback([run = std::move(run), &status = status_] { status = run(); });
}

void Command::onWords(std::function<int(const std::vector<std::string>&)> run) {
    app_.prefix_command();
    app_.callback(
        [run = std::move(run), &app = app_, &status = status_] { status = run(app.remaining()); });
}

void Command::tellOfArgument(const char* name, const char* help) {
    OptionShape& shape = describe(name, kText, help);
    shape.isArgument = shape.isList = shape.isRequired = true;
}

void Command::withoutHelp() {
    app_.set_help_flag();
    shape_.options.remove_if([](const OptionShape& option) { return option.names == kHelpNames; });
}

void Command::footer(const char* text) {
    shape_.footer = text;
    app_.footer(text);
}

CommandLine::CommandLine(const char* name, const char* description, const std::string& version)
    : app_(std::make_unique<CLI::App>(description, name)), root_(*app_, status_, shape_) {
    shape_.name = name;
    shape_.help = description;
    shape_.options.push_back({kHelpNames, "", kHelp, {}, {}});
    app_->set_version_flag(kVersionName, version);
    shape_.options.push_back({kVersionName, "", kVersionHelp, {}, {}});
    root_.needsCommand();
}

CommandLine::~CommandLine() = default;

int CommandLine::run(const std::vector<const char*>& words) {
    try {
        app_->parse(static_cast<int>(words.size()), words.data());
    } catch (const CLI::ParseError& error) {
        return app_->exit(error) == 0 ? 0 : 2;
    }
    return status_;
}

} // namespace taipan::driver
