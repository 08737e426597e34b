#include "src/driver/freeze_run.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "src/driver/compile/inputs.h"
#include "src/driver/module_file.h"
#include "src/driver/other_compiler.h"
#include "src/native/client.h"
#include "support/host/files.h"
#include "support/host/paths.h"
#include "support/host/target.h"

namespace taipan::driver {

namespace {
using freezer::FileKind;
using freezer::FreezeError;
using freezer::Outcome;

/// A file's identity, such that another version of it has another one; "" when there is none.
std::string identityOf(const char* path) {
    struct stat info {};
    if (::stat(path, &info) != 0) return {};
    std::string text;
    for (const auto number :
         {static_cast<int64_t>(info.st_size), static_cast<int64_t>(info.st_ino),
          static_cast<int64_t>(info.st_mtim.tv_sec), static_cast<int64_t>(info.st_mtim.tv_nsec)})
        text += std::to_string(number) + " ";
    return text;
}

void appendIncluded(std::string& out, const std::vector<freezer::Place>& from,
                    report::Format format) {
    if (format == report::Format::Json) return;
    for (const freezer::Place& place : from)
        report::appendIncludedFrom(out, place.path, place.line);
}

void appendError(std::string& out, const FreezeError& error, report::Format format, Words words) {
    const bool json = format == report::Format::Json;
    if (!error.diagnostics.empty()) {
        const SourceBuffer source(error.source, error.place.path);
        report::RichStyle style;
        style.color = ::isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
        for (Diagnostic found : error.diagnostics) {
            if (found.hint == hintOf(found.id)) found.hint = hintOf(found.id, words);
            if (json)
                report::appendJson(out, source, found);
            else
                report::appendRich(out, source, found, style);
        }
        return;
    }
    const std::string& path = error.place.path;
    report::appendPlaced(out, format, path.empty() ? "taipan" : path, error.place.line,
                         error.place.column, error.message);
    appendIncluded(out, error.includedFrom, format);
}

void printWarnings(const freezer::BuildResult& result, const FreezeVoice& voice) {
    std::string text;
    for (const freezer::ManifestError& found : result.warnings) {
        report::appendPlaced(text, voice.format, found.place.path, found.place.line,
                             found.place.column, found.message, Severity::Warning);
        appendIncluded(text, found.includedFrom, voice.format);
    }
    if (voice.progress)
        for (const std::string& path : result.skipped)
            report::appendPlaced(text, voice.format, path, 0, 0, "left out: it is no regular file",
                                 Severity::Warning);
    printError(text);
}

/// False when it cannot be written.
bool printProgress(const freezer::BuildOptions& options, const freezer::BuildResult& result) {
    std::string text;
    for (const freezer::FrozenFile& file : result.frozen.files)
        if (file.compiled) text += "MPY " + file.target + "\n";
    if (result.outcome == Outcome::Written) {
        for (const freezer::FrozenFile& file : result.frozen.files)
            if (file.kind == FileKind::Text) text += "STR " + file.target + "\n";
        text += "GEN " + options.output + "\n";
    }
    if (!host::isStandardOutput(options.output)) return printOut(text);
    printError(text);
    return true;
}
} // namespace

Result<void> addVariable(const std::string& text, freezer::ManifestOptions& options) {
    const size_t equals = text.find('=');
    if (equals == std::string::npos) return Failure{"--var: needs NAME=VALUE: " + text};
    std::string value = text.substr(equals + 1);
    std::error_code error;
    if (!value.empty() && std::filesystem::exists(value, error)) {
        value = host::normalPath(std::filesystem::absolute(value, error).native());
    }
    const std::string name = text.substr(0, equals);
    auto& variables = options.variables;
    const auto known = std::find_if(variables.begin(), variables.end(),
                                    [&](const auto& variable) { return variable.first == name; });
    if (known == variables.end())
        variables.emplace_back(name, std::move(value));
    else
        known->second = std::move(value);
    return {};
}

std::string cachePath(const std::string& output, const std::string& buildDir) {
    if (output.empty() || !host::isFileOutput(output)) return {};
    if (buildDir.empty()) return output + ".taipan";
    return host::joinPath(buildDir, host::nameOf(output)) + ".taipan";
}

void setUpBuild(freezer::BuildOptions& options, const std::string& nativeCompiler,
                unsigned threads) {
    const auto isAbsolute = [](const std::string& manifest) {
        return host::isAbsolute(manifest) && manifest.ends_with(".py");
    };
    std::error_code error;
    if (std::none_of(options.manifests.begin(), options.manifests.end(), isAbsolute))
        options.manifest.shownFolder = std::filesystem::current_path(error).native();
    options.freeze.shownFolder = options.manifest.shownFolder;
    options.program = host::versionLine() + identityOf(host::kOwnProgram);
    options.programTime = host::modifiedAt(host::kOwnProgram);
    options.freeze.threads =
        threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
    options.freeze.otherCompiler = otherCompiler(nativeCompiler);
    if (const std::string native = native::findProgram(); !native.empty())
        options.program.append(native).append(" ").append(identityOf(native.c_str()));
    if (nativeCompiler.empty()) return;
    options.program.append(nativeCompiler).append(" ").append(identityOf(nativeCompiler.c_str()));
}

void printFreezeErrors(const std::vector<FreezeError>& errors, report::Format format, Words words) {
    std::string text;
    for (const FreezeError& error : errors) appendError(text, error, format, words);
    printError(text);
}

std::vector<FreezeError> asFreezeErrors(std::vector<freezer::ManifestError> errors) {
    std::vector<FreezeError> list;
    for (freezer::ManifestError& error : errors) {
        FreezeError& made = list.emplace_back();
        made.place = std::move(error.place);
        made.message = std::move(error.message);
        made.includedFrom = std::move(error.includedFrom);
    }
    return list;
}

FreezeRun runBuild(const freezer::BuildOptions& options, const FreezeVoice& voice) {
    // Never freed, see BuildResult::workings; used, so that leak checkers find what it points to.
    [[gnu::used]] static const freezer::BuildResult* kept = nullptr;
    kept = new freezer::BuildResult(freezer::build(options));
    const freezer::BuildResult& result = *kept;
    if (!result.cacheError.empty() && voice.format != report::Format::Json)
        printError("taipan: " + options.cache + ": cannot be kept: " + result.cacheError + "\n");
    printWarnings(result, voice);
    printFreezeErrors(result.frozen.warnings, voice.format, voice.words);
    if (result.outcome == Outcome::Failed) {
        printFreezeErrors(result.frozen.errors, voice.format, voice.words);
        return {1, result};
    }
    const bool ok = !voice.progress || printProgress(options, result);
    return {ok ? 0 : 1, result};
}

} // namespace taipan::driver
