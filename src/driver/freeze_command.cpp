// taipan freeze: manifests to the C source of a firmware image.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <memory>

#include "src/driver/commands.h"
#include "src/driver/compile/inputs.h"
#include "src/driver/cross_flags.h"
#include "src/driver/depfile.h"
#include "src/driver/freeze_run.h"
#include "src/driver/module_file.h"
#include "src/driver/target_options.h"
#include "support/host/files.h"
#include "support/host/paths.h"
#include "taipan/freezer/report.h"

namespace taipan::driver {

namespace {
using freezer::FileKind;
using frozen::LongInt;

struct Settings {
    std::vector<std::string> manifests, variables, libraries;
    std::string output, buildDir, qstrHeader, names, crossFlags;
    std::string depfile, keepMpy, reportJson, reportHtml;
    std::string diagnostics = "text";
    std::string target = "stock";
    std::string longInt = "mpz";
    unsigned mpzDigitBits = 0;
    unsigned threads = 0;
    TargetSettings compile;
    bool keepTime = false;
    bool noCache = false;
    bool listFiles = false;
    bool report = false;
    bool verbose = false;

    bool needsFlash() const { return report || !reportJson.empty() || !reportHtml.empty(); }
    bool needsNames() const { return !listFiles || !output.empty() || needsFlash(); }
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
    const CrossFlags flags = parseCrossFlags(settings.crossFlags);
    if (!flags.error.empty()) return "--mpy-cross-flags: " + flags.error;
    freeze.compile = flags.compile;
    return applyTargetOptions(settings.compile, freeze.compile);
}

/// Where the firmware's strings are; or what is wrong.
std::string findKnownNames(const Settings& settings, freezer::FreezeOptions& freeze) {
    const bool isStock = freeze.target == freezer::Target::Stock;
    if (!(isStock ? settings.names : settings.qstrHeader).empty())
        return isStock ? "--names is for --target taipan" : "--qstr-header is for --target stock";
    freeze.knownNames = isStock ? settings.qstrHeader : settings.names;
    if (!freeze.knownNames.empty() || !settings.needsNames()) return {};
    if (!isStock) return "--target taipan needs --names";
    if (settings.buildDir.empty())
        return "stock firmware needs --qstr-header, or --build-dir with it in genhdr/";
    freeze.knownNames = settings.buildDir + "/genhdr/qstrdefs.preprocessed.h";
    return {};
}

std::string makeBuildOptions(const Settings& settings, freezer::BuildOptions& options) {
    if (settings.output.empty() && !settings.listFiles && !settings.needsFlash())
        return "-o is needed";
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
    if (!settings.noCache) options.cache = cachePath(settings.output, settings.buildDir);
    options.keepTime = settings.keepTime;
    options.needFiles = settings.listFiles || !settings.keepMpy.empty() || settings.needsFlash();
    setUpBuild(options, settings.compile.nativeCompiler, settings.threads);
    return {};
}

bool writeBytes(const std::string& path, std::span<const uint8_t> bytes, report::Format format,
                host::SameFile same = host::SameFile::NewTime) {
    const int made = host::makeDirectories(std::string(host::folderOf(path)));
    const auto written = made != 0 ? host::FileResult{made} : host::writeOutput(path, bytes, same);
    if (written.ok()) return true;
    std::string text;
    report::appendPlain(text, format, path,
                        std::string("cannot write the file: ") + std::strerror(written.code));
    printError(text);
    return false;
}

/// What a file that a run has read or made is to it; "" for other files.
std::string_view roleOf(const std::string& path, const freezer::BuildOptions& options,
                        const freezer::BuildResult& result) {
    if (!host::isFileOutput(path)) return {};
    std::error_code error; // a file that is not there is no other
    const auto isSame = [&](const std::string& other) {
        return std::filesystem::equivalent(path, other, error);
    };
    if (!std::filesystem::exists(path, error)) return {};
    if (!options.output.empty() && isSame(options.output)) return "is the output as well";
    return std::any_of(result.inputs.begin(), result.inputs.end(), isSame) ? "is an input as well"
                                                                           : "";
}

/// Writes a file that comes beside the output, unless that would destroy another one of the run.
bool writeText(const std::string& path, std::string_view text, const freezer::BuildOptions& options,
               const freezer::BuildResult& result, report::Format format) {
    const std::string_view role = roleOf(path, options, result);
    if (role.empty())
        return writeBytes(path, {reinterpret_cast<const uint8_t*>(text.data()), text.size()},
                          format);
    std::string message;
    report::appendPlain(message, format, path, role);
    printError(message);
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
        if (!writeBytes(folder + "/" + name.native(), file.bytes, format,
                        host::SameFile::Untouched))
            return false;
    }
    return true;
}

bool listFiles(const freezer::BuildResult& result) {
    std::string text;
    for (const freezer::FrozenFile& file : result.frozen.files)
        text.append(file.target).append("\t").append(file.source).append("\n");
    return printOut(text);
}

bool writeDepfile(const Settings& settings, const freezer::BuildOptions& options,
                  const freezer::BuildResult& result, report::Format format) {
    const auto text = depfileText(settings.output, result.inputs);
    if (text) return writeText(settings.depfile, text.value(), options, result, format);
    std::string message;
    report::appendPlain(message, format, settings.depfile, text.error().message);
    printError(message);
    return false;
}

/// The reports on flash, in the forms asked for.
bool reportFlash(const Settings& settings, const freezer::BuildOptions& options,
                 const freezer::BuildResult& result, report::Format format) {
    const auto use = freezer::measureFlash(result.frozen, options.freeze);
    if (!use.ok()) {
        printError("taipan: " + use.error().message + "\n");
        return false;
    }
    const std::string& image = settings.output.empty() ? settings.manifests[0] : settings.output;
    const auto write = [&](const std::string& path, std::string_view text) {
        return writeText(path, text, options, result, format);
    };
    bool ok = !settings.report || printOut(freezer::flashTable(use.value()));
    if (!settings.reportJson.empty())
        ok = write(settings.reportJson, freezer::flashJson(use.value())) && ok;
    if (!settings.reportHtml.empty())
        ok = write(settings.reportHtml, freezer::flashHtml(use.value(), "Flash of " + image)) && ok;
    return ok;
}

int freezeAll(const Settings& settings) {
    freezer::BuildOptions options;
    if (const std::string wrong = makeBuildOptions(settings, options); !wrong.empty())
        return usageError(wrong);
    FreezeVoice voice;
    voice.format = settings.diagnostics == "json" ? report::Format::Json : report::Format::Rich;
    voice.progress = settings.verbose;
    const auto [status, result] = runBuild(options, voice);
    if (status != 0) return status;
    bool ok = settings.keepMpy.empty() || keepModules(settings.keepMpy, result, voice.format);
    if (!settings.depfile.empty()) ok = writeDepfile(settings, options, result, voice.format) && ok;
    if (settings.listFiles) ok = listFiles(result) && ok;
    if (settings.needsFlash()) ok = reportFlash(settings, options, result, voice.format) && ok;
    return ok ? 0 : 1;
}

void addFirmwareOptions(CLI::App* command, Settings& settings) {
    command->add_option("--target", settings.target, "Firmware: stock (default) or taipan")
        ->check(CLI::IsMember({"stock", "taipan"}));
    command->add_option("--qstr-header", settings.qstrHeader,
                        "The firmware's strings (default: genhdr/qstrdefs.preprocessed.h in the "
                        "build directory)");
    command->add_option("--names", settings.names,
                        "The names of our runtime: runtime/value/names_list.h, preprocessed as the "
                        "runtime is compiled");
    command
        ->add_option("--longint", settings.longInt, "Its integers: none, longlong, mpz (default)")
        ->check(CLI::IsMember({"none", "longlong", "mpz"}));
    command
        ->add_option("--mpz-digits", settings.mpzDigitBits,
                     "Bits of a digit of mpz: 8, 16 or 32 (default: 16 or 32, as it is built)")
        ->check(CLI::IsMember({8, 16, 32}));
    addTargetOptions(*command, settings.compile);
    command->get_option("--opt-level")->description("Level of files without an opt= of their own");
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
    addFirmwareOptions(command, *settings);
    command->add_option("-j,--jobs", settings->threads, "Threads (default: one a processor)");
    command->add_option("--depfile", settings->depfile,
                        "Write what the output depends on, for make and Ninja");
    command->add_option("--keep-mpy", settings->keepMpy, "Write the .mpy files to this directory");
    command->add_flag("--list-files", settings->listFiles, "Print what is frozen, and from where");
    command->add_flag("--report", settings->report, "Print where the flash goes");
    command->add_option("--report-json", settings->reportJson, "Write that as JSON");
    command->add_option("--report-html", settings->reportHtml, "Write that as a page for browsers");
    command->add_flag("--keep-time", settings->keepTime,
                      "Do not touch an output that would be the same");
    command->add_flag("--no-cache", settings->noCache, "Start from nothing, and keep nothing");
    command->add_flag("--verbose", settings->verbose, "Say what is done");
    command->add_option("--diagnostics,--format", settings->diagnostics, "text or json")
        ->check(CLI::IsMember({"text", "rich", "json"}));
    command->callback([settings, &exitCode] { exitCode = freezeAll(*settings); });
}

} // namespace taipan::driver
