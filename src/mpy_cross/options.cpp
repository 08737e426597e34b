#include "src/mpy_cross/options.h"

#include <algorithm>
#include <cstdlib>

#include "support/host/target.h"

namespace taipan::mpy_cross {

namespace {
using Kind = ParseOutcome::Kind;

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

bool applyImplementationOption(std::string_view value, CompileOptions& compile) {
    if (value == "emit=bytecode")
        compile.emitter = Emitter::Bytecode;
    else if (value == "emit=native")
        compile.emitter = Emitter::Native;
    else if (value == "emit=viper")
        compile.emitter = Emitter::Viper;
    else if (value == "source-lines")
        compile.sourceLines = true;
    else if (value == "no-source-lines")
        compile.sourceLines = false;
    else
        return value.starts_with("heapsize="); // memory is not limited here
    return true;
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

/// -O, -OO, ...: the number of O's; -O2: the digit. What follows is ignored.
unsigned optimisationLevel(std::string_view argument) {
    if (argument.size() > 2 && argument[2] >= '0' && argument[2] <= '9')
        return static_cast<unsigned>(argument[2] - '0');
    const size_t end = std::min(argument.find_first_not_of('O', 1), argument.size());
    return static_cast<unsigned>(end - 1);
}

/// The pass over the arguments that are not -X options.
class MainPass {
  public:
    MainPass(int argc, char** argv, Options& options)
        : argc_(argc), argv_(argv), options_(options) {}

    ParseOutcome run() {
        ParseOutcome outcome;
        for (; at_ < argc_ && outcome.kind == Kind::Run; ++at_) {
            const std::string_view argument = argv_[at_];
            const bool isOption = optionsActive_ && argument.size() > 1 && argument[0] == '-';
            outcome = isOption ? option(argument) : inputFile(argument);
        }
        return outcome.kind == Kind::Run ? finish() : outcome;
    }

  private:
    ParseOutcome option(std::string_view argument) {
        CompileOptions& compile = options_.compile;
        if (argument == "-X") {
            ++at_; // dealt with before
        } else if (argument == "--version") {
            return {Kind::Version, {}};
        } else if (argument == "--") {
            optionsActive_ = false;
        } else if (argument.starts_with("-O")) {
            compile.optLevel = optimisationLevel(argument);
        } else if (argument == "-o" || argument == "-s") {
            if (at_ + 1 >= argc_) return {Kind::Usage, {}};
            takeName(argument == "-o", argv_[++at_]);
        } else if (consume(argument, "-march=")) {
            const auto arch = host::parseArch(argument);
            if (!arch) return {Kind::Usage, {}};
            compile.arch = *arch;
        } else if (consume(argument, "-march-flags=")) {
            archFlags_ = argument;
            hasArchFlags_ = true;
        } else if (consume(argument, "-msmall-int-bits=")) {
            return smallIntBits(std::string(argument));
        } else if (consume(argument, "--diagnostics=")) {
            if (!applyDiagnosticsFormat(argument, options_.diagnostics)) return {Kind::Usage, {}};
        } else if (argument != "-v") {
            return {Kind::Usage, {}};
        }
        return {};
    }

    void takeName(bool isOutput, const char* name) {
        (isOutput ? options_.hasOutput : options_.hasSourceName) = true;
        if (isOutput)
            options_.output = name;
        else
            options_.compile.sourceName = withForwardSlashes(name);
    }

    ParseOutcome smallIntBits(const std::string& text) {
        char* end = nullptr;
        const long bits = std::strtol(text.c_str(), &end, 0);
        if (*end != '\0') return {Kind::Usage, {}};
        if (bits < static_cast<long>(host::kMinSmallIntBits) ||
            bits > static_cast<long>(host::kMaxSmallIntBits))
            return {Kind::Fail, "small-int bits out of range\n"};
        options_.compile.smallIntBits = static_cast<unsigned>(bits);
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
    for (int at = 1; at < argc; ++at) {
        if (std::string_view(argv[at]) != "-X") continue;
        if (++at >= argc || !applyImplementationOption(argv[at], options.compile))
            return {Kind::Usage, {}};
    }
    return MainPass(argc, argv, options).run();
}

std::string usageText(std::string_view name) {
    std::string text = "usage: ";
    text.append(name).append(
        " [<opts>] [-X <implopt>] [--] <input filename>\n"
        "Options:\n"
        "--version : show version information\n"
        "-o : output file for compiled bytecode (defaults to input filename with .mpy extension, "
        "or stdout if input is stdin)\n"
        "-s : source filename to embed in the compiled bytecode (defaults to input file)\n"
        "-v : accepted, has no effect\n"
        "-O[N] : apply bytecode optimizations of level N\n"
        "--diagnostics=stock|rich|json : form of error messages (default stock)\n"
        "\n"
        "Target specific options:\n"
        "-msmall-int-bits=number : set the maximum bits used to encode a small-int\n"
        "-march=<arch> : set the architecture of the target;\n"
        "                ");
    text.append(host::archNames(", "))
        .append("\n"
                "-march-flags=<flags> : set architecture-specific flags (can be either a "
                "dec/hex/bin value "
                "or a comma-separated flags string)\n"
                "                       supported flags for rv32imc: zba, zcmp\n"
                "\n"
                "Implementation specific options:\n"
                "  emit={bytecode,native,viper} -- set the default code emitter\n"
                "  heapsize=<n>    -- accepted, has no effect (memory is not limited)\n"
                "  source-lines    -- include source line numbers (default)\n"
                "  no-source-lines -- exclude source line numbers\n");
    return text;
}

} // namespace taipan::mpy_cross
