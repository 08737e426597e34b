// What a command line can have, for all that tells of it: completions of shells, manual pages.
#pragma once

#include <list>
#include <string>
#include <vector>

namespace taipan::driver {

/// An option, or an argument without a name before it.
struct OptionShape {
    std::string names; // "-o,--output"; what ends in "=" has its value in the same word
    std::string value; // what stands for the value; "" where there is none
    std::string help;
    std::vector<std::string> choices; // the values that there are, where these are few
    std::string variable;             // of the environment, that takes its place
    bool isArgument = false;
    bool isRequired = false;
    bool isList = false;
};

struct CommandShape {
    std::string name;
    std::string help;
    std::string footer; // lines below those of the options
    std::list<OptionShape> options;
    std::list<CommandShape> commands;
};

/// The names of an option, one by one.
std::vector<std::string> namesOf(const OptionShape& option);

} // namespace taipan::driver
