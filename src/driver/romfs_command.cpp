// taipan romfs: images of the read-only file system that firmware mounts from flash.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <memory>
#include <thread>
#include <unistd.h>

#include "src/driver/commands.h"
#include "src/driver/compile/inputs.h"
#include "src/driver/depfile.h"
#include "src/driver/module_file.h"
#include "src/driver/other_compiler.h"
#include "src/driver/romfs_build.h"
#include "src/driver/target_options.h"
#include "support/host/files.h"
#include "taipan/freezer/romfs.h"
#include "taipan/mpy-format/function.h"

namespace taipan::driver {

namespace {
namespace fs = std::filesystem;

struct BuildSettings {
    std::string directory;
    std::string output;
    std::string sourcePrefix;
    std::string depfile;
    std::string diagnostics = "text";
    TargetSettings target;
    unsigned alignment = 1;
    unsigned threads = 0;
    bool sourcesStay = false;
};

struct ReadSettings {
    std::string image;
    std::string outDir;
};

std::span<const uint8_t> asBytes(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

bool complain(const std::string& path, std::string_view message) {
    printError(path + ": error: " + std::string(message) + "\n");
    return false;
}

bool writeOutput(const std::string& path, std::span<const uint8_t> bytes) {
    const auto written = host::writeOutput(path, bytes);
    return written.ok() ||
           complain(path, std::string("cannot write the file: ") + std::strerror(written.code));
}

bool writeDepfile(const BuildSettings& settings, const RomfsBuild& build) {
    const auto text = depfileText(settings.output, build.inputs);
    if (!text) return complain(settings.depfile, text.error().message);
    return writeOutput(settings.depfile, asBytes(text.value()));
}

/// Whether `path` lies in `directory`: the next image would hold this one.
bool liesIn(const std::string& path, const std::string& directory) {
    std::error_code error;
    const fs::path inner = fs::weakly_canonical(fs::absolute(path, error), error);
    const fs::path outer = fs::weakly_canonical(fs::absolute(directory, error), error);
    const auto ends = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
    return !error && ends.first == outer.end();
}

/// The directory's name with ".romfs" behind it, beside it; "" when it has none, as "/".
std::string imageNameOf(const std::string& directory) {
    const std::string name = fs::path(directory).filename();
    if (name != "." && name != ".." && !name.empty()) return directory + ".romfs";
    std::error_code error;
    const fs::path full = fs::canonical(directory, error);
    if (error) return directory + ".romfs"; // which will be said to be missing
    return full.has_filename() ? full.native() + ".romfs" : std::string();
}

int buildImage(BuildSettings& settings) {
    RomfsBuildOptions options;
    if (const std::string wrong = applyTargetOptions(settings.target, options.compile);
        !wrong.empty()) {
        printError("taipan romfs: " + wrong + "\n");
        return 2;
    }
    options.otherCompiler = otherCompiler(settings.target.nativeCompiler);
    std::string& directory = settings.directory;
    while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
    if (settings.output.empty()) settings.output = imageNameOf(directory);
    if (settings.output.empty()) {
        printError("taipan romfs: -o is needed: " + directory + " has no name\n");
        return 2;
    }
    if (host::isFileOutput(settings.output) && liesIn(settings.output, directory)) {
        complain(settings.output, "the image would lie in the directory it is made of");
        return 1;
    }
    options.sourcePrefix = settings.sourcePrefix;
    if (!options.sourcePrefix.empty() && !options.sourcePrefix.ends_with('/'))
        options.sourcePrefix += '/';
    options.compileSources = !settings.sourcesStay;
    options.alignment = settings.alignment;
    options.threads = settings.threads != 0 ? settings.threads
                                            : std::max(1U, std::thread::hardware_concurrency());
    options.style.color = ::isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
    if (settings.diagnostics == "json") options.format = report::Format::Json;
    const RomfsBuild build = buildRomfs(directory, options);
    printError(build.report);
    if (build.image.empty()) return 1;
    const bool ok = writeOutput(settings.output, build.image) &&
                    (settings.depfile.empty() || writeDepfile(settings, build));
    return ok ? 0 : 1;
}

/// Reads the image at `path` into `bytes` and takes it apart; false after saying what is wrong.
bool loadImage(const std::string& path, std::string& bytes, romfs::Image& image) {
    if (!loadText(path, bytes)) return false;
    auto read = romfs::read(asBytes(bytes));
    if (!read.ok())
        return complain(path, read.error().message + " (byte " +
                                  std::to_string(read.error().offset) + ")");
    image = std::move(read).value();
    return true;
}

bool hasControlCharacter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<uint8_t>(c) < 0x20 || static_cast<uint8_t>(c) == 0x7f;
    });
}

/// A line for each entry: bytes and path, with a slash behind those of directories.
void appendListing(std::string& out, const romfs::Entry& directory, const std::string& place) {
    for (const romfs::Entry& entry : directory.entries) {
        const std::string path = place + entry.name + (entry.isDirectory ? "/" : "");
        const std::string size = entry.isDirectory ? "-" : std::to_string(entry.data.size());
        constexpr size_t kWidth = 8;
        if (size.size() < kWidth) out.append(kWidth - size.size(), ' ');
        out.append(size).append("  ");
        out.append(hasControlCharacter(path) ? mpy::quoted(path) : path).append("\n");
        appendListing(out, entry, path);
    }
}

int listImage(const ReadSettings& settings) {
    std::string bytes;
    romfs::Image image;
    if (!loadImage(settings.image, bytes, image)) return 1;
    std::string text;
    appendListing(text, image.root, "");
    return printOut(text) ? 0 : 1;
}

bool extractTo(const std::string& folder, const romfs::Entry& directory) {
    if (const int code = host::makeDirectories(folder))
        return complain(folder, std::string("cannot create the directory: ") + std::strerror(code));
    for (const romfs::Entry& entry : directory.entries) {
        const std::string path = folder + "/" + entry.name;
        if (!(entry.isDirectory ? extractTo(path, entry) : writeOutput(path, entry.data)))
            return false;
    }
    return true;
}

int extractImage(const ReadSettings& settings) {
    std::string bytes;
    romfs::Image image;
    if (!loadImage(settings.image, bytes, image)) return 1;
    // Links in a directory that is there already could lead the files elsewhere.
    std::error_code error;
    if (fs::exists(settings.outDir, error) && !fs::is_empty(settings.outDir, error)) {
        complain(settings.outDir, "is there already and not empty");
        return 1;
    }
    return extractTo(settings.outDir, image.root) ? 0 : 1;
}

void addBuild(CLI::App& romfs, int& exitCode) {
    auto settings = std::make_shared<BuildSettings>();
    CLI::App* command = romfs.add_subcommand("build", "Make an image of a directory");
    command->add_option("directory", settings->directory, "What the image holds")->required();
    command->add_option("-o,--output", settings->output, "Image to write (default: DIR.romfs)");
    command->add_flag("--no-compile,--no-mpy", settings->sourcesStay,
                      "Put sources in as they are, not as .mpy files");
    command->add_option("--align", settings->alignment, "Align the data of files to so many bytes")
        ->check(CLI::IsMember({1, 2, 4, 8, 16, 32, 64}));
    command->add_option("--source-prefix", settings->sourcePrefix,
                        "Directory to put before the recorded names of sources");
    addTargetOptions(*command, settings->target);
    command->add_option("-j,--jobs", settings->threads, "Threads (default: one a processor)");
    command->add_option("--depfile", settings->depfile,
                        "Write what the image depends on, for make and Ninja");
    command->add_option("--diagnostics", settings->diagnostics, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
    command->callback([settings, &exitCode] { exitCode = buildImage(*settings); });
}
} // namespace

void addRomfsCommand(CLI::App& app, int& exitCode) {
    CLI::App* romfs = app.add_subcommand("romfs", "Make, list and unpack images of ROMFS, the "
                                                  "read-only file system of firmware");
    romfs->require_subcommand(1);
    addBuild(*romfs, exitCode);
    auto settings = std::make_shared<ReadSettings>();
    CLI::App* list = romfs->add_subcommand("list", "Print what is in an image");
    list->add_option("image", settings->image, "Image")->required();
    list->callback([settings, &exitCode] { exitCode = listImage(*settings); });
    CLI::App* extract = romfs->add_subcommand("extract", "Write what is in an image to files");
    extract->add_option("image", settings->image, "Image")->required();
    extract->add_option("-o,--output", settings->outDir, "Directory; must be new or empty")
        ->required();
    extract->callback([settings, &exitCode] { exitCode = extractImage(*settings); });
}

} // namespace taipan::driver
