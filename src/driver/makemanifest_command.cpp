// taipan makemanifest: the command line of the stock tools/makemanifest.py.
#include <algorithm>

#include "src/driver/commands.h"
#include "src/driver/compile/inputs.h"
#include "src/driver/cross_flags.h"
#include "src/driver/freeze_run.h"
#include "src/driver/module_file.h"
#include "src/driver/other_compiler.h"
#include "support/host/paths.h"

namespace taipan::driver {

namespace {
struct Settings {
    std::string output, buildDir, crossFlags, toolFlags;
    std::vector<std::string> variables, files;
    bool listCModules = false;
    bool help = false;
};

/// An option of the stock program: `target` takes the value, `list` one more, `flag` none.
struct Option {
    const char* letter;
    const char* name;
    std::string Settings::*target;
    std::vector<std::string> Settings::*list;
    bool Settings::*flag;
    const char* meaning;
};

constexpr Option kOptions[] = {
    {"-h", "--help", nullptr, nullptr, &Settings::help, "print this and exit"},
    {"-o", "--output", &Settings::output, nullptr, nullptr, "C file to write"},
    {"-b", "--build-dir", &Settings::buildDir, nullptr, nullptr,
     "build directory, with genhdr/qstrdefs.preprocessed.h"},
    {"-f", "--mpy-cross-flags", &Settings::crossFlags, nullptr, nullptr,
     "options as mpy-cross takes them"},
    {"-v", "--var", nullptr, &Settings::variables, nullptr, "NAME=VALUE of a path variable"},
    {"", "--mpy-tool-flags", &Settings::toolFlags, nullptr, nullptr,
     "-mlongint-impl and -mmpz-dig-size, as mpy-tool takes them"},
    {"", "--list-c-modules", nullptr, nullptr, &Settings::listCModules,
     "print the paths that c_module() names, and exit"},
};

int usageError(const Failure& failure) {
    return printFailure({"taipan makemanifest: " + failure.message}, 2);
}

/// The option that `word` starts with, as argparse reads it: also by the start of its name.
const Option* findOption(const std::string& word, std::string& value, bool& hasValue) {
    if (word.starts_with("--")) {
        const size_t equals = std::min(word.find('='), word.size());
        const std::string name = word.substr(0, equals);
        hasValue = equals < word.size();
        if (hasValue) value = word.substr(equals + 1);
        const Option* found = nullptr;
        for (const Option& option : kOptions) {
            if (option.name == name) return &option;
            if (!std::string_view(option.name).starts_with(name)) continue;
            if (found != nullptr) return nullptr;
            found = &option;
        }
        return found;
    }
    hasValue = word.size() > 2;
    if (hasValue) value = word.substr(word[2] == '=' ? 3 : 2);
    for (const Option& option : kOptions)
        if (word.compare(0, 2, option.letter) == 0) return &option;
    return nullptr;
}

/// Reads the command line.
Result<Settings> parseArguments(const std::vector<std::string>& words) {
    Settings settings;
    bool optionsActive = true;
    for (size_t at = 0; at < words.size(); ++at) {
        const std::string& word = words[at];
        if (optionsActive && word == "--") {
            optionsActive = false;
            continue;
        }
        if (!optionsActive || word.size() < 2 || word[0] != '-') {
            settings.files.push_back(word);
            continue;
        }
        std::string value;
        bool hasValue = false;
        const Option* option = findOption(word, value, hasValue);
        if (option == nullptr) return Failure{"unrecognized arguments: " + word};
        if (option->flag != nullptr) {
            if (hasValue) return Failure{std::string(option->name) + " takes no argument"};
            settings.*option->flag = true;
            continue;
        }
        if (!hasValue) {
            if (++at == words.size())
                return Failure{std::string(option->name) + " expects an argument"};
            value = words[at];
        }
        if (option->target != nullptr)
            settings.*option->target = value;
        else
            (settings.*option->list).push_back(value);
    }
    return settings;
}

/// What mpy-tool is told about the firmware.
Result<void> parseToolFlags(const std::string& text, freezer::FreezeOptions& freeze) {
    const std::vector<std::string> words = splitWords(text);
    for (size_t at = 0; at < words.size(); ++at) {
        std::string name = words[at].substr(0, words[at].find('='));
        std::string value = words[at].substr(std::min(name.size() + 1, words[at].size()));
        if (name == words[at] && at + 1 < words.size()) value = words[++at];
        if (name == "-mlongint-impl" && value == "none")
            freeze.longInt = frozen::LongInt::None;
        else if (name == "-mlongint-impl" && value == "longlong")
            freeze.longInt = frozen::LongInt::LongLong;
        else if (name == "-mlongint-impl" && value == "mpz")
            freeze.longInt = frozen::LongInt::Mpz;
        else if (name == "-mmpz-dig-size" && (value == "8" || value == "16" || value == "32"))
            freeze.mpzDigitBits = static_cast<unsigned>(std::stoul(value));
        else
            return Failure{"--mpy-tool-flags: not understood: " + text};
    }
    return {};
}

int listCModules(const std::vector<std::string>& files, freezer::ManifestOptions options) {
    options.mode = freezer::Mode::ListCModules;
    freezer::ManifestResult found = freezer::evaluate(files, options);
    if (!found.ok()) {
        printFreezeErrors(asFreezeErrors(std::move(found.errors)), report::Format::Rich);
        return 1;
    }
    std::string text;
    for (const std::string& path : found.cModules) text.append(path).append("\n");
    return printOut(text) ? 0 : 1;
}

bool hasVariable(const freezer::ManifestOptions& options, std::string_view name) {
    return std::any_of(options.variables.begin(), options.variables.end(),
                       [&](const auto& variable) { return variable.first == name; });
}

int printHelp() {
    std::string text = "usage: taipan makemanifest [options] file [file ...]\n\n"
                       "Takes the place of the stock tools/makemanifest.py.\n\n";
    for (const Option& option : kOptions) {
        std::string names = std::string("  ") + option.letter;
        names.append(*option.letter != '\0' ? ", " : "").append(option.name);
        names.resize(std::max<size_t>(names.size() + 2, 26), ' ');
        text.append(names).append(option.meaning).append("\n");
    }
    return printOut(text) ? 0 : 1;
}

/// The compiler of files with native code: the one meant for that, else the one that stock's
/// program takes for all files.
std::string nativeCompiler(const freezer::ManifestOptions& options) {
    for (const char* const name : {kNativeCompilerVariable, "MICROPY_MPYCROSS"})
        if (const char* value = std::getenv(name)) return value;
    for (const auto& [name, value] : options.variables)
        if (name == "MPY_DIR") return value + "/mpy-cross/build/mpy-cross";
    return {};
}

int run(const std::vector<std::string>& words) {
    auto parsed = parseArguments(words);
    if (!parsed) return usageError(parsed.error());
    Settings& settings = parsed.value();
    if (settings.help) return printHelp();
    if (settings.files.empty()) return usageError({"the following arguments are required: files"});
    freezer::BuildOptions options;
    for (const std::string& text : settings.variables)
        if (const auto added = addVariable(text, options.manifest); !added)
            return usageError(added.error());
    if (!hasVariable(options.manifest, "MPY_DIR") || !hasVariable(options.manifest, "PORT_DIR")) {
        printOut("MPY_DIR and PORT_DIR variables must be specified\n");
        return 1;
    }
    if (settings.listCModules) return listCModules(settings.files, std::move(options.manifest));
    if (settings.output.empty()) return usageError({"-o is required"});
    const auto flags = parseCrossFlags(settings.crossFlags);
    if (!flags) return usageError({"--mpy-cross-flags: " + flags.error().message});
    if (const auto read = parseToolFlags(settings.toolFlags, options.freeze); !read)
        return usageError(read.error());
    options.manifests = settings.files;
    options.manifest.lenient = true;
    options.freeze.compile = flags->compile;
    options.freeze.compile.recover = true;
    options.freeze.levelForAll = flags->hasLevel;
    if (settings.buildDir.empty()) settings.buildDir = host::folderOf(settings.output);
    if (settings.buildDir.empty()) settings.buildDir = ".";
    options.freeze.knownNames = host::joinPath(settings.buildDir, kQstrHeader);
    options.output = settings.output;
    options.cache = cachePath(settings.output, settings.buildDir);
    // Ports ask at every make and look whether the file has changed.
    options.keepTime = true;
    setUpBuild(options, nativeCompiler(options.manifest), 0);
    return runBuild(options, {flags->diagnostics, Words::MpyCross, true}).status;
}
} // namespace

void addMakemanifestCommand(Command& root) {
    Command command = root.command("makemanifest", "Freeze, with the command line of the stock "
                                                   "makemanifest.py");
    command.onWords(run); // argparse reads some words otherwise
    command.withoutHelp();
    for (const Option& option : kOptions) {
        OptionShape shape;
        shape.names = *option.letter == '\0' ? std::string(option.name)
                                             : std::string(option.letter) + "," + option.name;
        if (option.flag == nullptr) shape.value = "TEXT";
        shape.help = option.meaning;
        command.tellOf(std::move(shape));
    }
    command.tellOfArgument("files", "Manifests");
}

} // namespace taipan::driver
