// taipan freeze: manifests to the C source of a firmware image.
#include <algorithm>
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
#include "support/text/ascii.h"
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

/// --lib DIR is stock's library checkout; --lib NAME=DIR a library of its own.
Result<void> addLibrary(const std::string& text, freezer::BuildOptions& options) {
    const size_t equals = text.find('=');
    const std::string path = equals == std::string::npos ? text : text.substr(equals + 1);
    std::error_code error;
    if (!std::filesystem::is_directory(path, error))
        return Failure{"--lib: no such directory: " + path};
    if (equals == std::string::npos) {
        return addVariable("MPY_LIB_DIR=" + path, options.manifest);
    }
    const std::string name = text.substr(0, equals);
    if (name.empty() || name.find_first_of("'\\\n") != name.npos ||
        path.find_first_of("'\\\n") != path.npos)
        return Failure{"--lib: quotes, backslashes and line breaks are not taken: " + text};
    // Run before the others. Cannot end in ".py", which would make it a path.
    options.manifests.push_back("add_library('" + name + "', '" + path + "')");
    return {};
}

/// The compiler's options, those of their own after those in --mpy-cross-flags.
Result<void> makeCompileOptions(const Settings& settings, freezer::FreezeOptions& freeze) {
    const auto flags = parseCrossFlags(settings.crossFlags);
    if (!flags) return Failure{"--mpy-cross-flags: " + flags.error().message};
    freeze.compile = flags->compile;
    return applyTargetOptions(settings.compile, freeze.compile);
}

/// Where the firmware's strings are.
Result<void> findKnownNames(const Settings& settings, freezer::FreezeOptions& freeze) {
    const bool isStock = freeze.target == freezer::Target::Stock;
    if (!(isStock ? settings.names : settings.qstrHeader).empty())
        return Failure{isStock ? "--names is for --target taipan"
                               : "--qstr-header is for --target stock"};
    freeze.knownNames = isStock ? settings.qstrHeader : settings.names;
    if (!freeze.knownNames.empty() || !settings.needsNames()) return {};
    if (!isStock) return Failure{"--target taipan needs --names"};
    if (settings.buildDir.empty())
        return Failure{"stock firmware needs --qstr-header, or --build-dir with it in genhdr/"};
    freeze.knownNames = host::joinPath(settings.buildDir, kQstrHeader);
    return {};
}

Result<freezer::BuildOptions> makeBuildOptions(const Settings& settings) {
    if (settings.output.empty() && !settings.listFiles && !settings.needsFlash())
        return Failure{"-o is needed"};
    freezer::BuildOptions options;
    for (const std::string& text : settings.variables)
        if (const auto added = addVariable(text, options.manifest); !added) return added.error();
    for (const std::string& text : settings.libraries)
        if (const auto added = addLibrary(text, options); !added) return added.error();
    options.manifests.insert(options.manifests.end(), settings.manifests.begin(),
                             settings.manifests.end());
    if (const auto made = makeCompileOptions(settings, options.freeze); !made) return made.error();
    if (settings.target == "taipan") options.freeze.target = freezer::Target::Taipan;
    if (settings.longInt == "none") options.freeze.longInt = LongInt::None;
    if (settings.longInt == "longlong") options.freeze.longInt = LongInt::LongLong;
    options.freeze.mpzDigitBits = settings.mpzDigitBits;
    if (const auto found = findKnownNames(settings, options.freeze); !found) return found.error();
    options.output = settings.output;
    if (!settings.noCache) options.cache = cachePath(settings.output, settings.buildDir);
    options.keepTime = settings.keepTime;
    options.needFiles = settings.listFiles || !settings.keepMpy.empty() || settings.needsFlash();
    setUpBuild(options, settings.compile.nativeCompiler, settings.threads);
    return options;
}

bool writeBytes(const std::string& path, std::span<const uint8_t> bytes, report::Format format,
                host::SameFile same = host::SameFile::NewTime) {
    const int made = host::makeDirectories(std::string(host::folderOf(path)));
    const auto written = made != 0 ? host::FileResult{made} : host::writeOutput(path, bytes, same);
    if (written.ok()) return true;
    std::string text;
    report::appendPlain(text, format, path,
                        host::withReason("cannot write the file", written.code));
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
    if (role.empty()) return writeBytes(path, asBytes(text), format);
    std::string message;
    report::appendPlain(message, format, path, role);
    printError(message);
    return false;
}

bool keepModules(const std::string& folder, const freezer::BuildResult& result,
                 report::Format format) {
    for (const freezer::FrozenFile& file : result.frozen.files) {
        if (file.kind == FileKind::Text || file.kind == FileKind::Data) continue;
        const std::string target = host::normalPath(file.target);
        if (host::leadsOut(target)) {
            std::string text;
            report::appendPlaced(text, format, file.source, 0, 0,
                                 "'" + file.target + "' leads out of the --keep-mpy directory");
            printError(text);
            return false;
        }
        if (!writeBytes(host::joinPath(folder, host::withExtension(target, ".mpy")), file.bytes,
                        format, host::SameFile::Untouched))
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
    if (!use) {
        printFailure({"taipan: " + use.error().message});
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
    const auto made = makeBuildOptions(settings);
    if (!made) return printFailure({"taipan freeze: " + made.error().message}, 2);
    const freezer::BuildOptions& options = made.value();
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

void addFirmwareOptions(Command& command, Settings& settings) {
    command.option("--target", settings.target, "Firmware: stock (default) or taipan")
        .oneOf({"stock", "taipan"});
    command.option("--qstr-header", settings.qstrHeader,
                   "The firmware's strings (default: genhdr/qstrdefs.preprocessed.h in the build "
                   "directory)");
    command.option("--names", settings.names,
                   "The names of our runtime: runtime/value/names_list.h, preprocessed as the "
                   "runtime is compiled");
    command.option("--longint", settings.longInt, "Its integers: none, longlong, mpz (default)")
        .oneOf({"none", "longlong", "mpz"});
    command
        .option("--mpz-digits", settings.mpzDigitBits,
                "Bits of a digit of mpz: 8, 16 or 32 (default: 16 or 32, as it is built)")
        .oneOfNumbers({8, 16, 32});
    addTargetOptions(command, settings.compile, "Level of files without an opt= of their own");
    command.option("-f,--mpy-cross-flags", settings.crossFlags,
                   "Options as mpy-cross takes them, in one word");
}
} // namespace

void addFreezeCommand(Command& root) {
    auto settings = std::make_shared<Settings>();
    Command command = root.command("freeze", "Turn manifests and the files they name into C source "
                                             "for a firmware image");
    command.argument("manifests", settings->manifests, "Manifests, or their code").required();
    command.option("-o,--output", settings->output, "C file to write");
    command.option("-b,--build-dir", settings->buildDir,
                   "Where results are kept for the next run (default: beside the output)");
    command.option("-v,--var", settings->variables, "NAME=VALUE of a path variable").oneWordEach();
    command
        .option("--lib", settings->libraries,
                "Checkout of micropython-lib; or NAME=DIR, for one more library")
        .oneWordEach();
    addFirmwareOptions(command, *settings);
    command.option("-j,--jobs", settings->threads, "Threads (default: one a processor)");
    command.option("--depfile", settings->depfile,
                   "Write what the output depends on, for make and Ninja");
    command.option("--keep-mpy", settings->keepMpy, "Write the .mpy files to this directory");
    command.flag("--list-files", settings->listFiles, "Print what is frozen, and from where");
    command.flag("--report", settings->report, "Print where the flash goes");
    command.option("--report-json", settings->reportJson, "Write that as JSON");
    command.option("--report-html", settings->reportHtml, "Write that as a page for browsers");
    command.flag("--keep-time", settings->keepTime,
                 "Do not touch an output that would be the same");
    command.flag("--no-cache", settings->noCache, "Start from nothing, and keep nothing");
    command.flag("--verbose", settings->verbose, "Say what is done");
    command.option("--diagnostics,--format", settings->diagnostics, "text or json")
        .oneOf({"text", "rich", "json"});
    command.onRun([settings] { return freezeAll(*settings); });
}

} // namespace taipan::driver
