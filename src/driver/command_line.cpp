#include "src/driver/command_line.h"

#include <CLI/CLI.hpp>
#include <utility>

namespace taipan::driver {

Argument Argument::required() {
    option_->required();
    return *this;
}

Argument Argument::oneOf(std::vector<std::string> values) {
    option_->check(CLI::IsMember(std::move(values)));
    return *this;
}

Argument Argument::oneOfNumbers(std::vector<unsigned> values) {
    option_->check(CLI::IsMember(std::move(values)));
    return *this;
}

Argument Argument::inRange(unsigned least, unsigned most) {
    option_->check(CLI::Range(least, most));
    return *this;
}

Argument Argument::fromEnvironment(const char* variable) {
    option_->envname(variable);
    return *this;
}

Argument Argument::oneWordEach() {
    option_->allow_extra_args(false);
    return *this;
}

Command Command::command(const char* name, const char* help) {
    return {*app_.add_subcommand(name, help), status_};
}

void Command::needsCommand() {
    app_.require_subcommand(1);
}

Argument Command::argument(const char* name, std::string& value, const char* help) {
    return Argument(app_.add_option(name, value, help));
}

Argument Command::argument(const char* name, std::vector<std::string>& values, const char* help) {
    return Argument(app_.add_option(name, values, help));
}

Argument Command::option(const char* names, std::string& value, const char* help) {
    return Argument(app_.add_option(names, value, help));
}

Argument Command::option(const char* names, unsigned& value, const char* help) {
    return Argument(app_.add_option(names, value, help));
}

Argument Command::option(const char* names, std::optional<unsigned>& value, const char* help) {
    return Argument(app_.add_option(names, value, help));
}

Argument Command::option(const char* names, std::vector<std::string>& values, const char* help) {
    return Argument(app_.add_option(names, values, help));
}

Argument Command::flag(const char* names, bool& value, const char* help) {
    return Argument(app_.add_flag(names, value, help));
}

void Command::onRun(std::function<int()> run) {
    app_.callback([run = std::move(run), &status = status_] { status = run(); });
}

void Command::onWords(std::function<int(const std::vector<std::string>&)> run) {
    app_.prefix_command();
    app_.callback(
        [run = std::move(run), &app = app_, &status = status_] { status = run(app.remaining()); });
}

void Command::withoutHelp() {
    app_.set_help_flag();
}

void Command::footer(const char* text) {
    app_.footer(text);
}

CommandLine::CommandLine(const char* name, const char* description, const std::string& version)
    : app_(std::make_unique<CLI::App>(description, name)), root_(*app_, status_) {
    app_->set_version_flag("--version", version);
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
