#include "src/driver/help/man_page.h"

#include <algorithm>
#include <fmt/format.h>

namespace taipan::driver {

namespace {
/// Text that is no request and that no escape begins in; a line end is a blank.
std::string plain(std::string_view text) {
    std::string made;
    if (text.starts_with('.') || text.starts_with('\'')) made = "\\&";
    bool blank = false;
    for (const char c : text) {
        if (c == '\n' || c == ' ') {
            if (!blank) made += ' ';
            blank = true;
            continue;
        }
        blank = false;
        if (c == '\\')
            made += "\\e";
        else if (c == '-')
            made += "\\-";
        else
            made += c;
    }
    return made;
}

std::string bold(std::string_view text) {
    return "\\fB" + plain(text) + "\\fR";
}
std::string italic(std::string_view text) {
    return text.empty() ? "" : "\\fI" + plain(text) + "\\fR";
}

/// Lines as they are.
std::string listing(std::string_view text) {
    std::string made = ".nf\n";
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        // Blanks in front are kept.
        const std::string_view line = text.substr(at, end - at);
        const size_t first = std::min(line.find_first_not_of(' '), line.size());
        made += std::string(first, ' ') + plain(line.substr(first)) + "\n";
        at = end + 1;
    }
    return made + ".fi\n";
}

std::string optionText(const OptionShape& option) {
    std::string text = ".TP\n";
    if (option.isArgument) {
        text += italic(option.names) + (option.isList ? " ..." : "");
    } else {
        std::string names;
        for (const std::string& name : namesOf(option))
            names += (names.empty() ? "" : ", ") + bold(name);
        const bool isApart = !option.names.ends_with('=') && !option.value.starts_with('[');
        text += names + (option.value.empty() || !isApart ? "" : " ") + italic(option.value);
    }
    text += "\n" + plain(option.help);
    // The help of some names the values already.
    if (!option.choices.empty() && option.help.find(option.choices.back()) == option.help.npos &&
        option.value.find(option.choices.back()) == option.value.npos)
        text += plain(fmt::format(" ({})", fmt::join(option.choices, ", ")));
    if (!option.variable.empty())
        text += ". Without it, the value of the environment's " + bold(option.variable);
    return text + ".\n";
}

std::string optionsText(const CommandShape& command) {
    std::string text;
    for (const bool isArgument : {true, false})
        for (const OptionShape& option : command.options)
            if (option.isArgument == isArgument) text += optionText(option);
    return text;
}

std::string synopsis(const CommandShape& command, const std::string& path) {
    std::string text = bold(path);
    if (!command.commands.empty()) return text + " " + italic("COMMAND") + " ...\n";
    text += " [" + italic("OPTIONS") + "]";
    for (const OptionShape& option : command.options)
        if (option.isArgument)
            text += " " + (option.isRequired ? "" : std::string("[")) + italic(option.names) +
                    (option.isList ? " ..." : "") + (option.isRequired ? "" : "]");
    return text + "\n";
}

void commandText(const CommandShape& command, const std::string& path, std::string& text) {
    text += ".SS " + plain(path) + "\n" + synopsis(command, path) + ".PP\n" + plain(command.help) +
            ".\n" + optionsText(command);
    if (!command.footer.empty()) text += ".PP\n" + listing(command.footer);
    for (const CommandShape& inner : command.commands)
        commandText(inner, path + " " + inner.name, text);
}
} // namespace

std::string manPage(const CommandShape& program, std::string_view version,
                    std::string_view statuses) {
    std::string upper;
    for (const char c : program.name)
        upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    std::string text =
        fmt::format(".TH {} 1 \"\" \"Taipan {}\" \"User Commands\"\n", upper, version);
    text += ".SH NAME\n" + plain(program.name) + " \\- " + plain(program.help) + "\n";
    text += ".SH SYNOPSIS\n" + synopsis(program, program.name);
    text += ".SH OPTIONS\n" + optionsText(program);
    if (!program.commands.empty()) text += ".SH COMMANDS\n";
    for (const CommandShape& command : program.commands)
        commandText(command, program.name + " " + command.name, text);
    text += ".SH EXIT STATUS\n" + listing(statuses);
    return text;
}

} // namespace taipan::driver
