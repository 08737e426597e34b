// Manifests: Python programs that say which files go into a firmware image. They are run in
// process, on the runtime of the targets; no Python is needed on the machine.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace taipan::freezer {

/// What a manifest is run for, as of the stock manifestfile.py.
enum class Mode : uint8_t {
    Freeze,      // everything
    Compile,     // packages for an index: no freeze*(), metadata() has to come first
    PyProject,   // the same, and require() of what CPython has becomes the name of a dependency
    ListCModules // only c_module() counts
};

/// What becomes of a file. The numbers are stock's.
enum class FileKind : uint8_t {
    Text = 3,    // frozen as source text
    Source = 4,  // compiled, then frozen
    Mpy = 5,     // compiled already
    Compile = 6, // compiled only (modes other than Freeze)
    Data = 16    // frozen as it is, to be opened (freeze_as_data(), not of stock)
};

/// A place in a manifest. Line and column count from 1; 0 where it is not known.
struct Place {
    std::string path; // as messages show it
    uint32_t line = 0;
    uint32_t column = 0;
};

/// What metadata() says of a package.
struct Metadata {
    std::optional<std::string> description, version, license, author, pypi, pypiPublish;
    bool stdlib = false;
};

/// A file that a manifest names.
struct ManifestFile {
    std::string source; // absolute path
    std::string target; // where it lies in the image, such as "asyncio/core.py"
    FileKind kind = FileKind::Source;
    int optLevel = -1;     // -1: the build's
    uint32_t metadata = 0; // index into ManifestResult::metadata
    Place place;           // the call that named it
};

/// What is wrong in a manifest. `includedFrom` leads outwards, nearest include() or require()
/// first.
struct ManifestError {
    Place place;
    std::string message;
    std::vector<Place> includedFrom;
};

struct ManifestOptions {
    Mode mode = Mode::Freeze;
    /// Path variables: MPY_DIR, MPY_LIB_DIR, PORT_DIR, BOARD_DIR and what else the build names.
    std::vector<std::pair<std::string, std::string>> variables;
    /// A directory that package() cannot read is no error but a warning, as stock does not mind.
    bool lenient = false;
    /// The directory from which messages show paths, an absolute one; "": as they are.
    std::string shownFolder;
};

/// An absolute path as messages show it: from the directory `folder`, where that is shorter.
std::string shownPath(const std::string& path, const std::string& folder);

struct ManifestResult {
    std::vector<ManifestFile> files; // in the order of the calls, directories sorted by name
    std::vector<Metadata> metadata;
    std::vector<std::string> cModules;     // absolute paths
    std::vector<std::string> dependencies; // names of PyPI packages (PyProject)
    /// Every manifest that was run, with what it read, and every directory that was searched: when
    /// none of them and no file has changed, the outcome is the same.
    std::vector<std::string> manifests;
    std::vector<std::string> directories;
    /// Names of environment variables that manifests asked for: the same holds for them.
    std::vector<std::string> environment;
    std::vector<ManifestError> errors;
    std::vector<ManifestError> warnings;
    /// Pipes, sockets and devices in directories, which would be frozen if they were files.
    std::vector<std::string> skipped;
    bool ok() const { return errors.empty(); }
};

/// Runs manifests, one after the other: paths of files, or code when a text does not end in ".py".
/// What can be told about the rest is told after an error, too. Manifests may do what programs may;
/// the current directory is a manifest's own while it runs, and what it was afterwards. Starts the
/// runtime, which nothing else may be using.
ManifestResult evaluate(std::span<const std::string> manifests, const ManifestOptions& options);

} // namespace taipan::freezer
