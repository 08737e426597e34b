// taipan freeze: manifests to the C source of a firmware image.
#include <CLI/CLI.hpp>
#include <cstring>
#include <filesystem>
#include <memory>

#include "src/driver/commands.h"
#include "src/driver/cross_flags.h"
#include "src/driver/depfile.h"
#include "src/driver/freeze_run.h"
#include "src/driver/inputs.h"
#include "src/driver/module_file.h"
#include "src/host/files.h"
#include "src/host/target.h"

namespace taipan::driver {

namespace {
using freezer::FileKind;
using frozen::LongInt;

struct Settings {
    std::vector<std::string> manifests, variables, libraries;
    std::string output, buildDir, qstrHeader, names, crossFlags, arch, archFlags;
    std::string depfile, keepMpy;
    std::string diagnostics = "text";
    std::string target = "stock";
    std::string longInt = "mpz";
    unsigned mpzDigitBits = 0;
    unsigned threads = 0;
    int optLevel = -1;
    unsigned smallIntBits = 0; // 0: not given
    bool noSourceLines = false;
    bool noStrict = false;
    bool keepTime = false;
    bool listFiles = false;
    bool verbose = false;
};

int usageError(const std::string& text) {
    printError("taipan freeze: " + text + "\n");
    return 2;
}

/// --lib DIR is stock's library checkout; --lib NAME=DIR a library of its own.
std::string addLibrary(const std::string& text, freezer::BuildOptions& options) {
    const size_t equals = text.find('=');
    const std::string path = equals == std::string::npos ? text : text.substr(equals + 1);
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) return "--lib: no such directory: " + path;
    if (equals == std::string::npos) {
        addVariable("MPY_LIB_DIR=" + path, options.manifest);
        return {};
    }
    const std::string name = text.substr(0, equals);
    if (name.empty() || name.find_first_of("'\\\n") != name.npos ||
        path.find_first_of("'\\\n") != path.npos)
        return "--lib: quotes, backslashes and line breaks are not taken: " + text;
    // Run before the others. Cannot end in ".py", which would make it a path.
    options.manifests.push_back("add_library('" + name + "', '" + path + "')");
    return {};
}

/// The compiler's options, those of their own after those in --mpy-cross-flags; or what is wrong.
std::string makeCompileOptions(const Settings& settings, freezer::FreezeOptions& freeze) {
    CompileOptions& compile = freeze.compile;
    if (const CrossFlags flags = parseCrossFlags(settings.crossFlags); flags.error.empty())
        compile = flags.compile;
    else
        return "--mpy-cross-flags: " + flags.error;
    if (settings.optLevel >= 0) compile.optLevel = static_cast<unsigned>(settings.optLevel);
    if (settings.smallIntBits != 0) compile.smallIntBits = settings.smallIntBits;
    if (settings.noSourceLines) compile.sourceLines = false;
    compile.recover = true;
    compile.strict = !settings.noStrict;
    if (!settings.arch.empty()) {
        const auto arch = host::parseArch(settings.arch);
        if (!arch) return "--march: one of " + host::archNames(", ");
        compile.arch = *arch;
    }
    if (!settings.archFlags.empty()) {
        const auto flags = host::parseArchFlags(compile.arch, settings.archFlags);
        if (!flags) return "--march-flags: not known for this architecture";
        compile.archFlags = *flags;
    }
    return {};
}

/// Where the firmware's strings are; or what is wrong.
std::string findKnownNames(const Settings& settings, freezer::FreezeOptions& freeze) {
    const bool isStock = freeze.target == freezer::Target::Stock;
    if (!(isStock ? settings.names : settings.qstrHeader).empty())
        return isStock ? "--names is for --target taipan" : "--qstr-header is for --target stock";
    freeze.knownNames = isStock ? settings.qstrHeader : settings.names;
    if (!freeze.knownNames.empty() || settings.listFiles) return {};
    if (!isStock) return "--target taipan needs --names";
    if (settings.buildDir.empty())
        return "stock firmware needs --qstr-header, or --build-dir with it in genhdr/";
    freeze.knownNames = settings.buildDir + "/genhdr/qstrdefs.preprocessed.h";
    return {};
}

std::string makeBuildOptions(const Settings& settings, freezer::BuildOptions& options) {
    if (settings.output.empty() && !settings.listFiles) return "-o is needed";
    for (const std::string& text : settings.variables)
        if (!addVariable(text, options.manifest)) return "--var: needs NAME=VALUE: " + text;
    for (const std::string& text : settings.libraries)
        if (std::string wrong = addLibrary(text, options); !wrong.empty()) return wrong;
    options.manifests.insert(options.manifests.end(), settings.manifests.begin(),
                             settings.manifests.end());
    if (std::string wrong = makeCompileOptions(settings, options.freeze); !wrong.empty())
        return wrong;
    if (settings.target == "taipan") options.freeze.target = freezer::Target::Taipan;
    if (settings.longInt == "none") options.freeze.longInt = LongInt::None;
    if (settings.longInt == "longlong") options.freeze.longInt = LongInt::LongLong;
    options.freeze.mpzDigitBits = settings.mpzDigitBits;
    if (std::string wrong = findKnownNames(settings, options.freeze); !wrong.empty()) return wrong;
    options.output = settings.output;
    options.cache = cachePath(settings.output, settings.buildDir);
    options.keepTime = settings.keepTime;
    options.needFiles = settings.listFiles || !settings.keepMpy.empty();
    setUpBuild(options, settings.threads);
    return {};
}

bool writeText(const std::string& path, std::span<const uint8_t> bytes, report::Format format) {
    const int made = host::makeDirectories(directoryOf(path));
    const auto written = made != 0 ? host::FileResult{made} : host::writeFile(path, bytes);
    if (written.ok()) return true;
    std::string text;
    report::appendPlain(text, format, path,
                        std::string("cannot write the file: ") + std::strerror(written.code));
    printError(text);
    return false;
}

bool keepModules(const std::string& folder, const freezer::BuildResult& result,
                 report::Format format) {
    for (const freezer::FrozenFile& file : result.frozen.files) {
        if (file.kind == FileKind::Text || file.kind == FileKind::Data) continue;
        const std::filesystem::path name =
            std::filesystem::path(file.target).lexically_normal().replace_extension(".mpy");
        if (name.empty() || *name.begin() == ".." || name.is_absolute()) {
            std::string text;
            report::appendPlaced(text, format, file.source, 0, 0,
                                 "'" + file.target + "' leads out of the --keep-mpy directory");
            printError(text);
            return false;
        }
        if (!writeText(folder + "/" + name.native(), file.bytes, format)) return false;
    }
    return true;
}

bool listFiles(const freezer::BuildResult& result) {
    std::string text;
    for (const freezer::FrozenFile& file : result.frozen.files)
        text.append(file.target).append("\t").append(file.source).append("\n");
    return printOut(text);
}

bool writeDepfile(const Settings& settings, const freezer::BuildResult& result,
                  report::Format format) {
    const auto text = depfileText(settings.output, result.inputs);
    if (text)
        return writeText(settings.depfile,
                         {reinterpret_cast<const uint8_t*>(text->data()), text->size()}, format);
    std::string message;
    report::appendPlain(message, format, settings.depfile,
                        "a file name with a line break cannot be written here");
    printError(message);
    return false;
}

int freezeAll(const Settings& settings) {
    freezer::BuildOptions options;
    if (const std::string wrong = makeBuildOptions(settings, options); !wrong.empty())
        return usageError(wrong);
    FreezeVoice voice;
    voice.format = settings.diagnostics == "json" ? report::Format::Json : report::Format::Rich;
    voice.progress = settings.verbose;
    freezer::BuildResult result;
    if (const int status = runBuild(options, voice, result)) return status;
    bool ok = settings.keepMpy.empty() || keepModules(settings.keepMpy, result, voice.format);
    if (!settings.depfile.empty()) ok = writeDepfile(settings, result, voice.format) && ok;
    if (settings.listFiles) ok = listFiles(result) && ok;
    return ok ? 0 : 1;
}

void addTargetOptions(CLI::App* command, Settings& settings) {
    command->add_option("--target", settings.target, "Firmware: stock (default) or taipan")
        ->check(CLI::IsMember({"stock", "taipan"}));
    command->add_option("--qstr-header", settings.qstrHeader,
                        "The firmware's strings (default: genhdr/qstrdefs.preprocessed.h in the "
                        "build directory)");
    command->add_option("--names", settings.names,
                        "The names of our runtime: runtime/names_list.h, preprocessed as the "
                        "runtime is compiled");
    command
        ->add_option("--longint", settings.longInt, "Its integers: none, longlong, mpz (default)")
        ->check(CLI::IsMember({"none", "longlong", "mpz"}));
    command
        ->add_option("--mpz-digits", settings.mpzDigitBits,
                     "Bits of a digit of mpz: 8, 16 or 32 (default: 16 or 32, as it is built)")
        ->check(CLI::IsMember({8, 16, 32}));
    command
        ->add_option("-O,--opt-level", settings.optLevel,
                     "Level of files without an opt= of their own")
        ->check(CLI::Range(0, 9));
    command->add_option("--march", settings.arch, "Architecture of the target");
    command->add_option("--march-flags", settings.archFlags, "Its extensions, as in zba,zcmp");
    command->add_option("--small-int-bits", settings.smallIntBits, "Small integers of the target")
        ->check(CLI::Range(host::kMinSmallIntBits, host::kMaxSmallIntBits));
    command->add_flag("--no-source-lines", settings.noSourceLines, "Leave line numbers out");
    command->add_flag("--no-strict", settings.noStrict,
                      "Accept source that the stock compiler turns into wrong code");
    command->add_option("-f,--mpy-cross-flags", settings.crossFlags,
                        "Options as mpy-cross takes them, in one word");
}
} // namespace

void addFreezeCommand(CLI::App& app, int& exitCode) {
    auto settings = std::make_shared<Settings>();
    CLI::App* command =
        app.add_subcommand("freeze", "Turn manifests and the files they name into C source for a "
                                     "firmware image");
    command->add_option("manifests", settings->manifests, "Manifests, or their code")->required();
    command->add_option("-o,--output", settings->output, "C file to write");
    command->add_option("-b,--build-dir", settings->buildDir,
                        "Where results are kept for the next run (default: beside the output)");
    command->add_option("-v,--var", settings->variables, "NAME=VALUE of a path variable")
        ->allow_extra_args(false);
    command
        ->add_option("--lib", settings->libraries,
                     "Checkout of micropython-lib; or NAME=DIR, for one more library")
        ->allow_extra_args(false);
    addTargetOptions(command, *settings);
    command->add_option("-j,--jobs", settings->threads, "Threads (default: one a processor)");
    command->add_option("--depfile", settings->depfile,
                        "Write what the output depends on, for make and Ninja");
    command->add_option("--keep-mpy", settings->keepMpy, "Write the .mpy files to this directory");
    command->add_flag("--list-files", settings->listFiles, "Print what is frozen, and from where");
    command->add_flag("--keep-time", settings->keepTime,
                      "Do not touch an output that would be the same");
    command->add_flag("--verbose", settings->verbose, "Say what is done");
    command->add_option("--diagnostics,--format", settings->diagnostics, "text or json")
        ->check(CLI::IsMember({"text", "rich", "json"}));
    command->callback([settings, &exitCode] { exitCode = freezeAll(*settings); });
}

} // namespace taipan::driver
