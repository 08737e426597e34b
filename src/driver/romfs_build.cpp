#include "src/driver/romfs_build.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <new>
#include <sys/stat.h>
#include <utility>

#include "src/driver/compile/inputs.h"
#include "support/host/files.h"
#include "support/host/folders.h"
#include "support/host/paths.h"
#include "support/text/ascii.h"
#include "support/text/utf8.h"
#include "taipan/freezer/romfs.h"
#include "taipan/support/parallel.h"

namespace taipan::driver {

namespace {
namespace fs = std::filesystem;

/// A file of the image.
struct Content {
    std::string path;       // on the host
    std::string sourceName; // recorded in what is compiled
    bool isSource = false;  // to be compiled
    std::string text;
    std::vector<uint8_t> compiled;
    std::string report;
    bool failed = false;

    std::span<const uint8_t> bytes() const {
        if (isSource) return compiled;
        return asBytes(text);
    }
};

/// Goes through a directory: the tree of the image, and a list of its files in the same order.
class TreeWalk {
  public:
    TreeWalk(const RomfsBuildOptions& options, RomfsBuild& build)
        : options_(options), build_(build) {}

    void run(const std::string& directory) {
        root_.isDirectory = true;
        struct stat info {};
        if (::stat(directory.c_str(), &info) != 0)
            complain(directory, std::strerror(errno));
        else if (!S_ISDIR(info.st_mode))
            complain(directory, "not a directory");
        else
            enter(directory, "", info, root_);
    }

    bool ok() const { return ok_; }
    romfs::Entry& root() { return root_; }
    std::vector<Content>& contents() { return contents_; }

  private:
    using Identity = std::pair<dev_t, ino_t>;

    void complain(const std::string& path, std::string_view message) {
        report::appendPlain(build_.report, options_.format, path, message);
        ok_ = false;
    }

    /// Adds what is in the directory `path`, which is `place` (with a slash behind) in the image.
    void enter(const std::string& path, const std::string& place, const struct stat& info,
               romfs::Entry& directory) {
        const Identity identity{info.st_dev, info.st_ino};
        if (std::find(above_.begin(), above_.end(), identity) != above_.end())
            return complain(path, "a link to a directory that it is in");
        if (above_.size() == romfs::kMaxDepth) return complain(path, "directories lie too deep");
        above_.push_back(identity);
        build_.inputs.push_back(path);
        for (const std::string& name : namesIn(path)) {
            add(host::joinPath(path, name), name, place, directory);
        }
        above_.pop_back();
    }

    /// Sorted by bytes, which is by code points.
    std::vector<std::string> namesIn(const std::string& path) {
        host::Listing listing;
        if (const int error = host::listFolder(path, listing))
            complain(path, host::withReason("cannot list the directory", error));
        std::vector<std::string> names = listing.names();
        for (const host::SubFolder& folder : listing.folders) names.push_back(folder.name);
        std::sort(names.begin(), names.end());
        return names;
    }

    void add(const std::string& path, const std::string& name, const std::string& place,
             romfs::Entry& directory) {
        struct stat info {};
        if (::stat(path.c_str(), &info) != 0) return complain(path, std::strerror(errno));
        if (!isUtf8(name)) return complain(path, "the name is not UTF-8");
        romfs::Entry& entry = directory.entries.emplace_back();
        entry.name = name;
        entry.isDirectory = S_ISDIR(info.st_mode);
        if (entry.isDirectory) return enter(path, place + name + "/", info, entry);
        if (!S_ISREG(info.st_mode)) return complain(path, "neither a file nor a directory");
        build_.inputs.push_back(path);
        Content& content = contents_.emplace_back();
        content.path = path;
        content.sourceName = host::joinPath(options_.sourcePrefix, place + name);
        const std::string compiledName = compiledNameOf(path, name);
        content.isSource = !compiledName.empty();
        if (content.isSource) entry.name = compiledName;
    }

    /// What the source `name` becomes; "" when it stays what it is.
    std::string compiledNameOf(const std::string& path, std::string_view name) const {
        if (!options_.compileSources || !name.ends_with(kSourceSuffix)) return {};
        std::error_code ignored;
        const auto compiled = [](std::string_view source) {
            return host::withSuffix(source, kSourceSuffix, kOutputSuffix);
        };
        return fs::is_regular_file(compiled(path), ignored) ? std::string() : compiled(name);
    }

    const RomfsBuildOptions& options_;
    RomfsBuild& build_;
    romfs::Entry root_;
    std::vector<Content> contents_;
    std::vector<Identity> above_; // the directories that lead to where the walk is
    bool ok_ = true;
};

void compileContent(Content& content, const RomfsBuildOptions& options) {
    CompileOptions compileOptions = options.compile;
    compileOptions.sourceName = content.sourceName;
    compileOptions.inputName = content.path;
    CompileResult compiled =
        freezer::compileWith(options.otherCompiler, content.text, compileOptions);
    content.failed = !compiled.ok();
    content.compiled = std::move(compiled.mpy);
    if (compiled.diagnostics.empty()) return;
    const SourceBuffer source(content.text, content.path);
    for (const Diagnostic& found : compiled.diagnostics) {
        if (options.format == report::Format::Json)
            report::appendJson(content.report, source, found);
        else
            report::appendRich(content.report, source, found, options.style);
    }
}

/// Reads a file, and compiles it when it is a source.
void load(Content& content, const RomfsBuildOptions& options) {
    try {
        const auto read = host::readFile(content.path, content.text);
        if (!read.ok()) {
            content.failed = true;
            report::appendPlain(content.report, options.format, content.path,
                                host::withReason("cannot read the file", read.code));
        } else if (content.isSource) {
            compileContent(content, options);
        }
    } catch (const std::bad_alloc&) {
        content.failed = true;
        content.report = content.path + ": error: out of memory\n";
    }
}

/// Hands the files their contents, in the order of the walk.
void attach(romfs::Entry& directory, const std::vector<Content>& contents, size_t& next) {
    for (romfs::Entry& entry : directory.entries) {
        if (entry.isDirectory)
            attach(entry, contents, next);
        else
            entry.data = contents[next++].bytes();
    }
}
} // namespace

RomfsBuild buildRomfs(const std::string& directory, const RomfsBuildOptions& options) {
    RomfsBuild build;
    TreeWalk walk(options, build);
    walk.run(directory);
    std::vector<Content>& contents = walk.contents();
    forEachParallel(contents.size(), options.threads,
                    [&](size_t i) { load(contents[i], options); });
    bool ok = walk.ok();
    for (const Content& content : contents) {
        build.report += content.report;
        ok = ok && !content.failed;
    }
    if (!ok) return build;
    size_t next = 0;
    attach(walk.root(), contents, next);
    auto image = romfs::write(walk.root(), {options.alignment});
    if (image.ok())
        build.image = std::move(image).value();
    else
        report::appendPlain(build.report, options.format, directory, image.error().message);
    return build;
}

} // namespace taipan::driver
