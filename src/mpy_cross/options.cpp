#include "src/mpy_cross/options.h"

#include <algorithm>
#include <cstdlib>

#include "support/host/target.h"

namespace taipan::mpy_cross {

namespace {
using Kind = ParseOutcome::Kind;

constexpr std::string_view kMap = "--native-map", kElf = "--native-elf", kRemarks = "--remarks";

/// True when `text` starts with `prefix`, which is then removed.
bool consume(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::string withForwardSlashes(std::string_view path) {
    std::string copy(path);
    std::replace(copy.begin(), copy.end(), '\\', '/');
    return copy;
}

ParseOutcome read(words::Level, std::string_view text, unsigned& level) {
    if (!text.empty() && text[0] >= '0' && text[0] <= '9') {
        level = static_cast<unsigned>(text[0] - '0');
    } else {
        const size_t more = std::min(text.find_first_not_of('O'), text.size());
        level = static_cast<unsigned>(more + 1);
    }
    return {};
}

ParseOutcome read(words::Bits, std::string_view text, unsigned& bits) {
    const std::string digits(text);
    char* end = nullptr;
    const long value = std::strtol(digits.c_str(), &end, 0);
    if (*end != '\0') return {Kind::Usage, {}};
    if (value < static_cast<long>(host::kMinSmallIntBits) ||
        value > static_cast<long>(host::kMaxSmallIntBits))
        return {Kind::Fail, "small-int bits out of range\n"};
    bits = static_cast<unsigned>(value);
    return {};
}

ParseOutcome read(words::Machine, std::string_view text, abi::Arch& arch) {
    const auto named = host::parseArch(text);
    if (!named) return {Kind::Usage, {}};
    arch = *named;
    return {};
}

ParseOutcome read(words::Code, std::string_view text, Emitter& emitter) {
    if (text == "bytecode")
        emitter = Emitter::Bytecode;
    else if (text == "native")
        emitter = Emitter::Native;
    else if (text == "viper")
        emitter = Emitter::Viper;
    else
        return {Kind::Usage, {}};
    return {};
}

ParseOutcome read(words::Profile, std::string_view text, NativeOpt& profile) {
    const auto named = words::parseProfile(text);
    if (!named) return {Kind::Usage, {}};
    profile = *named;
    return {};
}

ParseOutcome read(words::Functions, std::string_view text, std::string& names) {
    if (text.empty()) return {Kind::Usage, {}};
    names = text;
    return {};
}

ParseOutcome read(words::Switch, std::string_view text, bool& on) {
    on = text.empty();
    return {};
}

ParseOutcome read(words::Extra, std::string_view text, bool& on) {
    return read(words::Switch{}, text, on);
}

bool applyDiagnosticsFormat(std::string_view value, report::Format& format) {
    if (value == "stock")
        format = report::Format::Stock;
    else if (value == "rich")
        format = report::Format::Rich;
    else if (value == "json")
        format = report::Format::Json;
    else
        return false;
    return true;
}

class CommandLine {
  public:
    CommandLine(int argc, char** argv, Options& options)
        : argc_(argc), argv_(argv), options_(options) {}

    ParseOutcome run() {
        ParseOutcome outcome = implementationOptions();
        for (; at_ < argc_ && outcome.kind == Kind::Run; ++at_) {
            const std::string_view argument = argv_[at_];
            const bool isOption = optionsActive_ && argument.size() > 1 && argument[0] == '-';
            outcome = isOption ? option(argument) : inputFile(argument);
        }
        return outcome.kind == Kind::Run ? finish() : outcome;
    }

  private:
    /// All that belongs to `-X`.
    ParseOutcome implementationOptions() {
        ParseOutcome outcome;
        for (int at = 1; at < argc_ && outcome.kind == Kind::Run; ++at) {
            if (std::string_view(argv_[at]) != "-X") continue;
            if (++at == argc_) return {Kind::Usage, {}};
            const std::string_view value = argv_[at];
            if (value.starts_with("heapsize=")) continue; // memory is not limited here
            outcome = compileOption(std::string(words::kImplementation).append(value));
        }
        return outcome;
    }

    ParseOutcome option(std::string_view argument) {
        if (argument == "-X") {
            ++at_; // dealt with before
        } else if (argument == "--version") {
            return {Kind::Version, {}};
        } else if (argument == "--") {
            optionsActive_ = false;
        } else if (argument == "-o") {
            if (at_ + 1 >= argc_) return {Kind::Usage, {}};
            options_.hasOutput = true;
            options_.output = argv_[++at_];
        } else if (consume(argument, "--diagnostics=")) {
            if (!applyDiagnosticsFormat(argument, options_.diagnostics)) return {Kind::Usage, {}};
        } else if (argument != "-v") {
            if (argument.starts_with("-X")) return {Kind::Usage, {}}; // a blank in one word
            for (const auto& [word, file] :
                 {std::pair(kMap, &options_.debug.map), std::pair(kElf, &options_.debug.elf),
                  std::pair(kRemarks, &options_.debug.remarks)})
                if (argument == word ||
                    (argument.starts_with(word) && argument[word.size()] == '='))
                    return debugFile(argument.substr(word.size()), *file);
            if (argument.starts_with("--native-")) // as taipan has them
                return compileOption(
                    std::string(words::kImplementation).append(argument.substr(2)));
            return compileOption(argument);
        }
        return {};
    }

    /// The name of a file stands behind "=", or is the next word.
    ParseOutcome debugFile(std::string_view rest, std::string& name) {
        if (!rest.empty())
            name = rest.substr(1);
        else if (at_ + 1 < argc_)
            name = argv_[++at_];
        if (name.empty()) return {Kind::Usage, {}};
        options_.debug.ask(options_.compile);
        return {};
    }

    /// An option of the compilation, by its row.
    ParseOutcome compileOption(std::string_view argument) {
        ParseOutcome outcome;
        const auto take = [&](auto form, std::string_view text, auto& field) {
            outcome = this->take(form, text, field);
        };
        const bool isKnown = words::takeOption(argument, options_.compile, take);
        return isKnown ? outcome : ParseOutcome{Kind::Usage, {}};
    }

    template <typename Form, typename Value>
    ParseOutcome take(Form form, std::string_view text, Value& field) {
        return read(form, text, field);
    }
    template <typename Value>
    ParseOutcome take(words::Inner, std::string_view, Value&) {
        return {Kind::Usage, {}}; // has no words
    }
    ParseOutcome take(words::Name, std::string_view, std::string& name) {
        if (at_ + 1 >= argc_) return {Kind::Usage, {}};
        options_.hasSourceName = true;
        name = withForwardSlashes(argv_[++at_]);
        return {};
    }
    ParseOutcome take(words::Extensions, std::string_view text, uint32_t&) {
        archFlags_ = text; // the architecture may follow
        hasArchFlags_ = true;
        return {};
    }

    ParseOutcome inputFile(std::string_view argument) {
        if (hasInput_) return {Kind::Fail, "multiple input files\n"};
        hasInput_ = true;
        options_.input = withForwardSlashes(argument);
        return {};
    }

    ParseOutcome finish() {
        CompileOptions& compile = options_.compile;
        if (hasArchFlags_ && compile.arch != abi::Arch::none) {
            const auto flags = host::parseArchFlags(compile.arch, archFlags_);
            if (!flags) return {Kind::Fail, "unrecognised arch flags\n"};
            compile.archFlags = *flags;
        }
        if (compile.emitter != Emitter::Bytecode && compile.arch == abi::Arch::none)
            return {Kind::Fail, "arch not specified\n"};
        if (!hasInput_) return {Kind::Fail, "no input file\n"};
        const bool standardInput = options_.input == "-";
        compile.inputName = standardInput ? "<stdin>" : options_.input;
        if (!options_.hasSourceName) compile.sourceName = compile.inputName;
        return {};
    }

    int argc_;
    char** argv_;
    Options& options_;
    int at_ = 1;
    bool optionsActive_ = true;
    bool hasInput_ = false;
    bool hasArchFlags_ = false;
    std::string archFlags_;
};
} // namespace

ParseOutcome parseOptions(int argc, char** argv, Options& options) {
    return CommandLine(argc, argv, options).run();
}

std::vector<words::UsageRow> optionsOf(words::Section section) {
    using words::Section;
    std::vector<words::UsageRow> rows = words::usageOf(section);
    if (section == Section::Implementation)
        rows.push_back({std::string(words::kImplementation) + "heapsize=",
                        "<n>",
                        "accepted, has no effect (memory is not limited)",
                        {}});
    if (section != Section::General) return rows;
    rows.insert(rows.begin(),
                {{"--version", "", "show version information", {}},
                 {"-o",
                  "",
                  "output file for compiled bytecode (defaults to input filename with .mpy "
                  "extension, or stdout if input is stdin)",
                  {},
                  true}});
    rows.push_back({std::string(kMap),
                    " <file>",
                    "write a map of the machine code: offset, file, line, function",
                    {},
                    true});
    rows.push_back({std::string(kElf),
                    " <file>",
                    "write the machine code as an ELF file with line numbers",
                    {},
                    true});
    rows.push_back({std::string(kRemarks),
                    " <file>",
                    "write what the machine code leaves to the runtime, by line, and why",
                    {},
                    true});
    rows.push_back({"-v", "", "accepted, has no effect", {}});
    rows.push_back({"--diagnostics=",
                    "stock|rich|json",
                    "form of error messages (default stock)",
                    {"stock", "rich", "json"}});
    return rows;
}

std::string usageText(std::string_view name) {
    using words::Section;
    std::string text = "usage: ";
    text.append(name).append(" [<opts>] [-X <implopt>] [--] <input filename>\nOptions:\n");
    const auto add = [&](Section section) {
        for (const words::UsageRow& row : optionsOf(section)) text.append(words::usageLine(row));
    };
    add(Section::General);
    text.append("\nTarget specific options:\n");
    add(Section::Target);
    text.append("\nImplementation specific options:\n");
    add(Section::Implementation);
    return text;
}

} // namespace taipan::mpy_cross
