// taipan romfs: images of the read-only file system that firmware mounts from flash.
#include <algorithm>
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
#include "support/host/paths.h"
#include "support/text/ascii.h"
#include "support/text/quote.h"
#include "taipan/freezer/romfs.h"

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

Result<void> writeOutput(const std::string& path, std::span<const uint8_t> bytes) {
    const auto written = host::writeOutput(path, bytes);
    if (written.ok()) return {};
    return namedFailure(path, host::withReason("cannot write the file", written.code));
}

Result<void> writeImage(const BuildSettings& settings, const RomfsBuild& build) {
    if (auto written = writeOutput(settings.output, build.image); !written) return written;
    if (settings.depfile.empty()) return {};
    const auto text = depfileText(settings.output, build.inputs);
    if (!text) return namedFailure(settings.depfile, text.error().message);
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

/// The directory's name with ".romfs" behind it, beside it. Fails when it has none, as "/".
Result<std::string> imageNameOf(const std::string& directory) {
    const std::string_view name = host::nameOf(directory);
    if (name != "." && name != ".." && !name.empty()) return directory + ".romfs";
    std::error_code error;
    const std::string full = fs::canonical(directory, error);
    if (error) return directory + ".romfs"; // which will be said to be missing
    if (host::nameOf(full).empty()) return Failure{"-o is needed: " + directory + " has no name"};
    return full + ".romfs";
}

int usageError(const Failure& failure) {
    return printFailure({"taipan romfs: " + failure.message}, 2);
}

int buildImage(BuildSettings& settings) {
    RomfsBuildOptions options;
    if (const auto applied = applyTargetOptions(settings.target, options.compile); !applied)
        return usageError(applied.error());
    options.otherCompiler = otherCompiler(settings.target.nativeCompiler);
    const std::string directory(host::withoutSlashes(settings.directory));
    if (settings.output.empty()) {
        auto name = imageNameOf(directory);
        if (!name) return usageError(name.error());
        settings.output = std::move(name).value();
    }
    if (host::isFileOutput(settings.output) && liesIn(settings.output, directory))
        return printFailure(
            namedFailure(settings.output, "the image would lie in the directory it is made of"));
    options.sourcePrefix = settings.sourcePrefix;
    options.compileSources = !settings.sourcesStay;
    options.alignment = settings.alignment;
    options.threads = settings.threads != 0 ? settings.threads
                                            : std::max(1U, std::thread::hardware_concurrency());
    options.style.color = ::isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
    if (settings.diagnostics == "json") options.format = report::Format::Json;
    const RomfsBuild build = buildRomfs(directory, options);
    printError(build.report);
    if (build.image.empty()) return 1;
    const auto written = writeImage(settings, build);
    return written ? 0 : printFailure(written.error());
}

/// Takes the image at `path` apart, which is read into `bytes`.
Result<romfs::Image> loadImage(const std::string& path, std::string& bytes) {
    auto text = loadText(path);
    if (!text) return text.error();
    bytes = std::move(text).value();
    auto read = romfs::read(asBytes(bytes));
    if (!read)
        return namedFailure(path, read.error().message + " (byte " +
                                      std::to_string(read.error().offset) + ")");
    return read;
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
        out.append(hasControlCharacter(path) ? pythonLiteral(path) : path).append("\n");
        appendListing(out, entry, path);
    }
}

int listImage(const ReadSettings& settings) {
    std::string bytes;
    const auto image = loadImage(settings.image, bytes);
    if (!image) return printFailure(image.error());
    std::string text;
    appendListing(text, image->root, "");
    return printOut(text) ? 0 : 1;
}

Result<void> extractTo(const std::string& folder, const romfs::Entry& directory) {
    if (const int code = host::makeDirectories(folder))
        return namedFailure(folder, host::withReason("cannot create the directory", code));
    for (const romfs::Entry& entry : directory.entries) {
        const std::string path = host::joinPath(folder, entry.name);
        auto done = entry.isDirectory ? extractTo(path, entry) : writeOutput(path, entry.data);
        if (!done) return done;
    }
    return {};
}

int extractImage(const ReadSettings& settings) {
    std::string bytes;
    const auto image = loadImage(settings.image, bytes);
    if (!image) return printFailure(image.error());
    // Links in a directory that is there already could lead the files elsewhere.
    std::error_code error;
    if (fs::exists(settings.outDir, error) && !fs::is_empty(settings.outDir, error))
        return printFailure(namedFailure(settings.outDir, "is there already and not empty"));
    const auto done = extractTo(settings.outDir, image->root);
    return done ? 0 : printFailure(done.error());
}

void addBuild(Command& romfs) {
    auto settings = std::make_shared<BuildSettings>();
    Command command = romfs.command("build", "Make an image of a directory");
    command.argument("directory", settings->directory, "What the image holds").required();
    command.option("-o,--output", settings->output, "Image to write (default: DIR.romfs)");
    command.flag("--no-compile,--no-mpy", settings->sourcesStay,
                 "Put sources in as they are, not as .mpy files");
    command.option("--align", settings->alignment, "Align the data of files to so many bytes")
        .oneOfNumbers({1, 2, 4, 8, 16, 32, 64});
    command.option("--source-prefix", settings->sourcePrefix,
                   "Directory to put before the recorded names of sources");
    addTargetOptions(command, settings->target);
    command.option("-j,--jobs", settings->threads, "Threads (default: one a processor)");
    command.option("--depfile", settings->depfile,
                   "Write what the image depends on, for make and Ninja");
    command.option("--diagnostics", settings->diagnostics, "text or json").oneOf({"text", "json"});
    command.onRun([settings] { return buildImage(*settings); });
}
} // namespace

void addRomfsCommand(Command& root) {
    Command romfs = root.command("romfs", "Make, list and unpack images of ROMFS, the read-only "
                                          "file system of firmware");
    romfs.needsCommand();
    addBuild(romfs);
    auto settings = std::make_shared<ReadSettings>();
    Command list = romfs.command("list", "Print what is in an image");
    list.argument("image", settings->image, "Image").required();
    list.onRun([settings] { return listImage(*settings); });
    Command extract = romfs.command("extract", "Write what is in an image to files");
    extract.argument("image", settings->image, "Image").required();
    extract.option("-o,--output", settings->outDir, "Directory; must be new or empty").required();
    extract.onRun([settings] { return extractImage(*settings); });
}

} // namespace taipan::driver
