// The command line of taipan, as its subcommands describe it. What reads it is a library of headers
// that takes seconds to compile: command_line.cpp alone includes it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "src/driver/help/command_shape.h"

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace taipan::driver {

/// An option or argument of a command, to say more of it.
class Argument {
  public:
    Argument(CLI::Option* option, OptionShape& shape) : option_(option), shape_(shape) {}

    Argument required();
    Argument oneOf(std::vector<std::string> values);
    Argument oneOfNumbers(std::vector<unsigned> values);
    Argument inRange(unsigned least, unsigned most);
    /// Without it on the command line, the value is that of this variable.
    Argument fromEnvironment(const char* variable);
    /// Of a list: takes one word each time it is named, and not all that follow.
    Argument oneWordEach();

  private:
    CLI::Option* option_;
    OptionShape& shape_;
};

/// A subcommand in the making. The values that options are bound to have to outlive it: whoever
/// makes one hands them to onRun() in a shared pointer.
class Command {
  public:
    Command(CLI::App& app, int& status, CommandShape& shape)
        : app_(app), status_(status), shape_(shape) {}

    /// A subcommand of this one.
    Command command(const char* name, const char* help);
    /// One of the subcommands has to be named.
    void needsCommand();

    /// A value without a name before it.
    Argument argument(const char* name, std::string& value, const char* help);
    Argument argument(const char* name, std::vector<std::string>& values, const char* help);
    /// A value behind one of `names`, as in "-o,--output".
    Argument option(const char* names, std::string& value, const char* help);
    Argument option(const char* names, unsigned& value, const char* help);
    Argument option(const char* names, std::optional<unsigned>& value, const char* help);
    Argument option(const char* names, std::vector<std::string>& values, const char* help);
    Argument flag(const char* names, bool& value, const char* help);
    /// One that, alone on the command line, has what `print` makes of its value printed.
    Argument printed(const char* names, std::function<std::string(const std::string&)> print,
                     const char* help);

    /// What it does, with the exit code: 0 all is well, 1 something was wrong with the input, 2 the
    /// command line was.
    void onRun(std::function<int()> run);

    /// The same for a command that reads all its words itself.
    void onWords(std::function<int(const std::vector<std::string>&)> run);
    /// Tells of an option that such a command reads itself.
    void tellOf(OptionShape option) { shape_.options.push_back(std::move(option)); }
    /// And of its arguments.
    void tellOfArgument(const char* name, const char* help);
    /// Its words are its own even where they ask for help.
    void withoutHelp();
    /// Lines below those that tell of the options.
    void footer(const char* text);

    const CommandShape& shape() const { return shape_; }

  private:
    OptionShape& describe(const char* names, const char* value, const char* help);

    CLI::App& app_;
    int& status_;
    CommandShape& shape_;
};

/// The whole of it.
class CommandLine {
  public:
    CommandLine(const char* name, const char* description, const std::string& version);
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    /// What the subcommands are added to.
    Command& root() { return root_; }
    /// Reads the words, the program's name in front, and runs what they name. Returns its exit
    /// code; prints what is wrong with the words. Throws only for want of memory.
    int run(const std::vector<const char*>& words);

  private:
    std::unique_ptr<CLI::App> app_;
    CommandShape shape_;
    int status_ = 0;
    Command root_;
};

} // namespace taipan::driver
