#include "src/driver/help/completion.h"

#include <algorithm>
#include <fmt/format.h>

namespace taipan::driver {

namespace {
/// What belongs to one option of another program, as values of that one.
constexpr std::string_view kGroup = "-X";

/// A command with what is completed behind it.
struct Completed {
    std::string path; // "/romfs/build"; "" for the program itself
    const CommandShape* shape;
    std::list<OptionShape> options; // those with names, what belongs to kGroup in one
};

OptionShape& groupOf(std::list<OptionShape>& options) {
    const auto known = std::find_if(options.begin(), options.end(), [](const OptionShape& option) {
        return option.names == kGroup;
    });
    if (known != options.end()) return *known;
    OptionShape& group = options.emplace_back();
    group.names = kGroup;
    group.value = "OPTION";
    group.help = "implementation specific option";
    return group;
}

std::list<OptionShape> optionsOf(const CommandShape& command) {
    std::list<OptionShape> options;
    for (const OptionShape& option : command.options) {
        if (option.isArgument) continue;
        if (!option.names.starts_with(std::string(kGroup) + " ")) {
            options.push_back(option);
            continue;
        }
        const std::string word = option.names.substr(kGroup.size() + 1);
        std::vector<std::string>& choices = groupOf(options).choices;
        if (option.choices.empty()) choices.push_back(word);
        for (const std::string& choice : option.choices) choices.push_back(word + choice);
    }
    return options;
}

void collect(const CommandShape& command, const std::string& path, std::vector<Completed>& all) {
    all.push_back({path, &command, optionsOf(command)});
    for (const CommandShape& inner : command.commands) collect(inner, path + "/" + inner.name, all);
}

std::vector<Completed> commandsOf(const CommandShape& program) {
    std::vector<Completed> all;
    collect(program, "", all);
    return all;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    return fmt::format("{}", fmt::join(words, between));
}

/// Help in one line, without what stands behind the first.
std::string brief(std::string_view help) {
    help = help.substr(0, help.find('\n'));
    if (help.ends_with(';')) help.remove_suffix(1);
    return std::string(help);
}

/// Between single quotes, as all three shells read them.
std::string quoted(std::string_view text, std::string_view quote) {
    std::string made = "'";
    for (const char c : text)
        if (c == '\'')
            made += quote;
        else
            made += c;
    return made + "'";
}
std::string quoted(std::string_view text) {
    return quoted(text, "'\\''");
}

std::string functionOf(const CommandShape& program) {
    std::string name = "_" + program.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

/// A name without the sign behind which its value stands.
std::string bare(const std::string& name) {
    return name.ends_with('=') ? name.substr(0, name.size() - 1) : name;
}

/// The words behind which there are few: "'/compile --diagnostics'" and what they are.
struct Values {
    std::vector<std::string> keys;
    std::vector<std::string> words;
};

std::vector<Values> valuesOf(const Completed& command) {
    std::vector<Values> all;
    for (const OptionShape& option : command.options) {
        if (option.choices.empty()) continue;
        Values& values = all.emplace_back();
        for (const std::string& name : namesOf(option))
            values.keys.push_back(quoted(command.path + " " + bare(name)));
        values.words = option.choices;
    }
    return all;
}

/// The lines of a `case` that follow the words of commands down to the one at hand.
std::string descent(const std::vector<Completed>& commands) {
    std::vector<std::string> paths;
    for (const Completed& command : commands)
        if (!command.path.empty()) paths.push_back(command.path);
    if (paths.empty()) return "        *) ;;\n";
    return fmt::format("        {}) command=$command/$word ;;\n", joined(paths, " | "));
}

// --- bash ----------------------------------------------------------------------------------------

/// bash takes "=" for a word of its own: of "emit=native", which belongs to -X, the value is behind
/// "emit".
std::string bashInnerValues(const Completed& command) {
    std::string text;
    for (const OptionShape& option : command.options) {
        if (option.names != kGroup) continue;
        std::vector<std::pair<std::string, std::vector<std::string>>> inner;
        for (const std::string& choice : option.choices) {
            const size_t at = choice.find('=');
            if (at == choice.npos || at + 1 == choice.size()) continue;
            const std::string name = choice.substr(0, at);
            if (inner.empty() || inner.back().first != name) inner.push_back({name, {}});
            inner.back().second.push_back(choice.substr(at + 1));
        }
        for (const auto& [name, words] : inner)
            text += fmt::format("        {}) words={} ;;\n", quoted(command.path + " " + name),
                                quoted(joined(words, " ")));
    }
    return text;
}

std::string bashFunction(const CommandShape& program) {
    const std::vector<Completed> commands = commandsOf(program);
    std::string values, options;
    for (const Completed& command : commands) {
        for (const Values& each : valuesOf(command))
            values += fmt::format("        {}) words={} ;;\n", joined(each.keys, " | "),
                                  quoted(joined(each.words, " ")));
        values += bashInnerValues(command);
        std::vector<std::string> names, inner;
        for (const OptionShape& option : command.options)
            for (const std::string& name : namesOf(option)) names.push_back(name);
        for (const CommandShape& each : command.shape->commands) inner.push_back(each.name);
        options += fmt::format("        {}) options={} commands={} ;;\n", quoted(command.path),
                               quoted(joined(names, " ")), quoted(joined(inner, " ")));
    }
    return fmt::format(R"({0}() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}}
    local command= options= commands= words= word
    COMPREPLY=()
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD - 1}}"; do
        case $command/$word in
{1}        esac
    done
    if [[ $current == = ]]; then
        current=
    elif [[ $previous == = ]]; then
        previous=${{COMP_WORDS[COMP_CWORD - 2]}}
    fi
    case "$command $previous" in
{2}        *) ;;
    esac
    case $command in
{3}    esac
    if [[ -z $words && $current == -* ]]; then
        words=$options
    elif [[ -z $words ]]; then
        words=$commands
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    if [[ ${{COMPREPLY[0]}} == *= ]]; then
        compopt -o nospace
    fi
}}
complete -o default -F {0} {4}
)",
                       functionOf(program), descent(commands), values, options, program.name);
}

// --- zsh -----------------------------------------------------------------------------------------

/// "name:help", in which a name has no colon.
std::string described(const std::string& name, std::string_view help) {
    std::string text;
    for (const char c : name) text += c == ':' ? std::string("\\:") : std::string(1, c);
    return quoted(text + ":" + brief(help));
}

std::string zshFunction(const CommandShape& program) {
    const std::vector<Completed> commands = commandsOf(program);
    std::string values, options;
    for (const Completed& command : commands) {
        for (const Values& each : valuesOf(command))
            values += fmt::format("        {}) compadd -- {}; return ;;\n",
                                  joined(each.keys, " | "), joined(each.words, " "));
        options += fmt::format("        {})\n", quoted(command.path));
        for (const OptionShape& option : command.options)
            for (const std::string& name : namesOf(option))
                options +=
                    fmt::format("            {}+=({})\n", name.ends_with('=') ? "open" : "options",
                                described(name, option.help));
        for (const CommandShape& inner : command.shape->commands)
            options +=
                fmt::format("            commands+=({})\n", described(inner.name, inner.help));
        options += "            ;;\n";
    }
    return fmt::format(R"({0}() {{
    local command= previous=${{words[CURRENT - 1]}} word
    local -a options open commands
    for word in "${{(@)words[2, CURRENT - 1]}}"; do
        case $command/$word in
{1}        esac
    done
    if [[ $PREFIX == -*=* ]]; then
        previous=${{PREFIX%%=*}}
        compset -P '*='
    fi
    case "$command $previous" in
{2}    esac
    case $command in
{3}    esac
    if [[ $PREFIX == -* ]]; then
        _describe -o option options -- open -S ''
    elif (( $#commands )); then
        _describe command commands
    else
        _files
    fi
}}
)",
                       functionOf(program), descent(commands), values, options);
}

std::string zshScript(std::span<const CommandShape> programs) {
    std::vector<std::string> names;
    std::string functions, choice;
    for (const CommandShape& program : programs) {
        names.push_back(program.name);
        functions += zshFunction(program) + "\n";
        choice += fmt::format("    {}) {} \"$@\" ;;\n", program.name, functionOf(program));
    }
    return fmt::format("#compdef {}\n\n{}case $service in\n{}esac\n", joined(names, " "), functions,
                       choice);
}

// --- fish ----------------------------------------------------------------------------------------

/// The condition under which a line completes what belongs to a command.
std::string fishCondition(const Completed& command) {
    std::vector<std::string> inner;
    for (const CommandShape& each : command.shape->commands) inner.push_back(each.name);
    std::string condition;
    for (size_t at = 0; at < command.path.size();) {
        const size_t end = std::min(command.path.find('/', at + 1), command.path.size());
        condition += fmt::format("{}__fish_seen_subcommand_from {}", at == 0 ? "" : "; and ",
                                 command.path.substr(at + 1, end - at - 1));
        at = end;
    }
    if (!inner.empty())
        condition += fmt::format("{}not __fish_seen_subcommand_from {}",
                                 condition.empty() ? "" : "; and ", joined(inner, " "));
    return condition;
}

std::string fishName(const std::string& name) {
    const std::string word = bare(name);
    if (word.starts_with("--")) return "-l " + word.substr(2);
    return (word.size() == 2 ? "-s " : "-o ") + word.substr(1);
}

std::string fishLines(const CommandShape& program) {
    constexpr std::string_view quote = "\\'";
    std::string text;
    for (const Completed& command : commandsOf(program)) {
        const std::string condition = fishCondition(command);
        const std::string start =
            fmt::format("complete -c {}{}", program.name,
                        condition.empty() ? "" : " -n " + quoted(condition, quote));
        for (const CommandShape& inner : command.shape->commands)
            text += fmt::format("{} -f -a {} -d {}\n", start, inner.name,
                                quoted(brief(inner.help), quote));
        for (const OptionShape& option : command.options) {
            text += start;
            for (const std::string& name : namesOf(option)) text += " " + fishName(name);
            if (!option.choices.empty())
                text += " -x -a " + quoted(joined(option.choices, " "), quote);
            else if (!option.value.empty() && !option.value.starts_with('['))
                text += " -r";
            text += " -d " + quoted(brief(option.help), quote) + "\n";
        }
    }
    return text;
}
} // namespace

std::string completionScript(Shell shell, std::span<const CommandShape> programs) {
    if (shell == Shell::Zsh) return zshScript(programs);
    std::string text;
    for (const CommandShape& program : programs)
        text += (shell == Shell::Bash ? bashFunction(program) : fishLines(program)) + "\n";
    text.pop_back();
    return text;
}

} // namespace taipan::driver
