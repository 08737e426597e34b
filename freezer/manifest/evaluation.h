// The state of a run of manifests: what was found so far, and which manifests are in work.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "freezer/manifest/library.h"
#include "freezer/manifest/places.h"
#include "taipan/compiler.h"
#include "taipan/freezer/manifest.h"
#include "taipan/runtime.h"

namespace taipan::freezer {

/// A manifest that was run. Its code knows it as "#" and its number, so that no path, whatever its
/// bytes, has to be a text of the runtime.
class Manifest {
  public:
    std::string path;  // absolute; empty for code
    std::string shown; // as messages show it
    std::string text;

    const PlaceFinder& places();
    /// The text of a line, from 1.
    std::string_view line(uint32_t number);

  private:
    std::unique_ptr<PlaceFinder> places_; // made when needed, as
    std::vector<uint32_t> lineStarts_;    // this is
};

/// The functions that name files.
enum class Collector : uint8_t {
    Package,
    Module,
    Freeze,
    FreezeAsStr,
    FreezeAsMpy,
    FreezeMpy,
    FreezeAsData
};

/// What a function of the manifests hands to the program.
struct Answer {
    enum class Kind : uint8_t { None, Bool, Text, List, Raise } kind = Kind::None;
    bool truth = false;
    std::string text;              // Text; Raise: the message
    const char* exception = "";    // Raise
    std::vector<std::string> list; // List
};

/// One run. Its functions may be called while the runtime runs, but for start() and finish().
/// They leave what the program gets in `answer` and never raise: nothing that they own gets lost.
class Evaluation {
  public:
    explicit Evaluation(const ManifestOptions& options);

    Answer answer;

    /// Begins a manifest of the command line: the name of its code, or nothing.
    std::optional<std::string> start(const std::string& manifest);
    ManifestResult finish();
    bool ended() const { return ended_; }

    // --- functions of manifests: the answer to the first three is the name of the code to run, or
    // None when there is nothing to run ---

    void include(taipan_value path, bool isRequire);
    void require(taipan_value name, taipan_value pypi, taipan_value library);
    void addLibrary(taipan_value name, taipan_value path, bool isFirst);
    /// description, version, license, author, stdlib, pypi, pypi_publish. True: leave the manifest.
    void describe(const taipan_value* values);
    /// Of the package in work: description, version, license, author, pypi, pypi_publish; null for
    /// those that it has not.
    const std::string* description(size_t index) const;
    bool isStdlib() const { return result_.metadata[levels_.back().metadata].stdlib; }
    void cModule(taipan_value path);
    void collect(Collector collector, const taipan_value* values);
    /// The innermost manifest is done.
    void leave();
    /// An exception came out of the innermost manifest. True: it goes on to the one outside.
    bool failed(taipan_value exception);

    // --- for modules that manifests import ---

    /// A directory whose entries made a difference.
    void noteFolder(const std::string& path);
    /// What a path names made a difference.
    void notePath(const std::string& path);
    /// A file's contents made a difference.
    void noteFile(const std::string& path);
    void noteEnvironment(const std::string& name);
    /// The current directory of the manifest in work. The process gets there only where that
    /// counts:
    const std::string& currentFolder() const { return folder_; }
    void enterFolder();
    /// The process has changed its current directory.
    void noteCurrentFolder();

    /// Compiles the code of a name that start(), include() or require() gave.
    const CompileResult& compileManifest(std::string_view name, const CompileOptions& options);

  private:
    /// A manifest in work.
    struct Running {
        uint32_t manifest;
        Place from; // include() or require(); no line for the command line's
        bool hasLevel;
        std::string folderBefore; // current directory
    };
    /// A package in work: the command line's manifests are one, and each require() begins one.
    struct Level {
        uint32_t metadata;
        bool isRequire = false;
        bool isDescribed = false;
        bool isBlamed = false; // for not having begun with metadata()
    };
    /// A line of a manifest that is active.
    struct Line {
        uint32_t manifest;
        uint32_t line;
    };

    bool wantsMetadata() const {
        return options_.mode == Mode::Compile || options_.mode == Mode::PyProject;
    }
    std::string resolve(std::string_view path);
    std::string shown(const std::string& path) const {
        return shownPath(path, options_.shownFolder);
    }
    bool textArgument(taipan_value value, const char* function, const char* parameter,
                      std::string& text);

    /// Which manifest is to be run.
    struct Request {
        const char* function;     // who asks; null: the command line
        const std::string& asked; // for what
        std::string path;         // of the manifest or its directory
        bool isRequire = false;
        std::string realFolder; // its directory as the system names it, where that is known
    };
    void begin(const Request& request);
    void enter(uint32_t manifest, Place from, bool isRequire, std::string folder);
    void addLibrary(const std::string& name, const std::string& path, bool isFirst);
    std::string notFound(const std::string& package, const std::vector<Library*>& libraries) const;
    bool needMetadata(const char* function);

    std::optional<Line> callerLine(unsigned& depth) const;
    std::optional<Line> manifestLine(std::string_view file, uint32_t line) const;
    Place callPlace(std::string_view function, std::string_view subject);
    Place quickPlace(std::string_view function, std::string_view subject);
    Place exactPlace(Line line, std::string_view function, std::string_view subject);
    bool isGuarded();
    std::vector<Place> includedFrom() const;
    void complain(std::string_view function, std::string_view subject, std::string message,
                  const char* exception = "Exception");
    void record(Place place, std::string message);
    ManifestError describeException(taipan_value exception);

    struct Search;
    bool readSearch(Collector collector, const taipan_value* values, Search& search);
    bool readFiles(taipan_value files, Search& search);
    bool readOptLevel(taipan_value opt, Search& search);
    void addTree(const Search& search);
    void missTree(const Search& search, const std::string& root, int error);
    void blameFolder(const Search& search, const std::string& what);
    void addFile(const Search& search, const std::string& name, bool isKnown);
    std::optional<FileKind> kindOf(const Search& search, const std::string& name) const;
    void addTarget(const Search& search, ManifestFile file);

    const ManifestOptions& options_;
    ManifestResult result_;
    std::vector<std::unique_ptr<Manifest>> manifests_;
    std::unordered_set<std::string> visited_;
    std::vector<Running> running_;
    std::vector<Level> levels_;
    std::vector<std::unique_ptr<Library>> libraries_; // one for every path
    std::vector<Library*> searched_;                  // in order
    std::unordered_map<std::string, Library*> named_;
    std::unordered_map<std::string, uint32_t> targets_;
    std::unordered_set<std::string> noted_; // directories and files in the result
    std::string folder_;                    // the current directory of the manifest in work
    std::string realFolder_;                // and that of the process
    CompileResult compiled_;
    std::vector<ManifestError> held_; // of an exception that may yet be caught
    std::string heldMessage_;
    bool ended_ = false; // by SystemExit
};

} // namespace taipan::freezer
