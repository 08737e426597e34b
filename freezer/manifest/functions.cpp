// What the functions of manifests do.
#include <array>
#include <cerrno>
#include <sys/stat.h>
#include <utility>

#include "freezer/manifest/evaluation.h"
#include "freezer/manifest/paths.h"
#include "support/host/files.h"

namespace taipan::freezer {

namespace {

/// What a function that names files does.
struct CollectorInfo {
    const char* name;
    const char* base;   // its parameter for the directory that names are relative to
    const char* folder; // its parameter for what is in there
    const char* wanted; // what it takes, for messages
    bool takesPy, takesMpy, takesAll;
};
constexpr std::array<CollectorInfo, 7> kCollectors = {{
    {"package", "base_path", "package_path", "a .py file", true, false, false},
    {"module", "base_path", "module_path", "a .py file", true, false, false},
    {"freeze", "path", "script", "a .py or .mpy file", true, true, false},
    {"freeze_as_str", "path", "script", "a .py file", true, false, false},
    {"freeze_as_mpy", "path", "script", "a .py file", true, false, false},
    {"freeze_mpy", "path", "script", "a .mpy file", false, true, false},
    {"freeze_as_data", "path", "script", "a file", true, true, true},
}};

const CollectorInfo& infoOf(Collector collector) {
    return kCollectors[static_cast<size_t>(collector)];
}

/// What stock's compiler reads of the object's text behind its -O: one digit. -1 when there is
/// none.
int optLevelOf(taipan_value opt) {
    std::string text;
    int64_t number = -1;
    if (taipan_kind_of(opt) == TAIPAN_KIND_STR) {
        size_t size = 0;
        const char* data = taipan_to_text(opt, &size);
        if (data != nullptr) text.assign(data, size);
    } else if (taipan_to_int(opt, &number)) {
        text = std::to_string(number);
    }
    return !text.empty() && text[0] >= '0' && text[0] <= '9' ? text[0] - '0' : -1;
}

std::string quoted(const std::string& text) {
    return '"' + text + '"';
}
} // namespace

/// A call that names files.
struct Evaluation::Search {
    Collector collector;
    const CollectorInfo& info;
    std::string base; // absolute
    std::string asked;
    std::optional<std::string> folder;
    std::optional<std::vector<std::string>> files;
    int optLevel = -1;
    Place place;
};

// --- packages ------------------------------------------------------------------------------------

void Evaluation::addLibrary(const std::string& name, const std::string& path, bool isFirst) {
    Library* library = nullptr;
    for (const auto& each : libraries_)
        if (each->path() == path) library = each.get();
    if (library == nullptr) {
        libraries_.push_back(std::make_unique<Library>(name, path));
        library = libraries_.back().get();
    }
    named_[name] = library;
    searched_.insert(isFirst ? searched_.begin() : searched_.end(), library);
}

void Evaluation::addLibrary(taipan_value name, taipan_value path, bool isFirst) {
    std::string nameText, pathText;
    if (textArgument(name, "add_library", "library", nameText) &&
        textArgument(path, "add_library", "library_path", pathText))
        addLibrary(nameText, resolve(pathText), isFirst);
}

std::string Evaluation::notFound(const std::string& package,
                                 const std::vector<Library*>& libraries) const {
    std::string message = "require(): package " + quoted(package) + " not found";
    if (libraries.empty()) return message + ": no library is known (MPY_LIB_DIR is not set)";
    message += libraries.size() == 1 ? " in library " : " in libraries ";
    std::string missing;
    for (const Library* library : libraries) {
        if (library != libraries.front()) message += ", ";
        message += library->name();
        if (missing.empty() && pathKind(library->path()) != PathKind::Folder)
            missing = "; there is no directory " + shown(library->path());
    }
    return message + missing;
}

void Evaluation::require(taipan_value name, taipan_value pypi, taipan_value library) {
    std::string package, dependency, from;
    if (!needMetadata("require") || !textArgument(name, "require", "name", package)) return;
    if (options_.mode == Mode::PyProject && taipan_is_true(pypi)) {
        if (textArgument(pypi, "require", "pypi", dependency))
            result_.dependencies.push_back(dependency);
        return;
    }
    std::vector<Library*> libraries = searched_;
    if (library != taipan_none()) {
        if (!textArgument(library, "require", "library", from)) return;
        const auto known = named_.find(from);
        if (known == named_.end())
            return complain("require", package,
                            "require(): unknown library " + quoted(from) + " for package " +
                                quoted(package),
                            "ValueError");
        libraries = {known->second};
    }
    for (Library* each : libraries)
        if (const std::string* folder = each->find(package))
            return begin({"require", package, *folder, true, each->realPath(*folder)});
    complain("require", package, notFound(package, libraries), "ValueError");
}

/// Modes that make packages want every manifest to say first what it is. False: an exception says
/// so, and nothing else is to be done.
bool Evaluation::needMetadata(const char* function) {
    Level& level = levels_.back();
    if (!wantsMetadata() || level.isDescribed || level.isBlamed) return true;
    complain(function, {}, std::string(function) + "(): metadata() has to be called before");
    level.isBlamed = answer.kind != Answer::Kind::Raise;
    return level.isBlamed;
}

void Evaluation::describe(const taipan_value* values) {
    enum { Description, Version, License, Author, Stdlib, Pypi, PypiPublish };
    constexpr const char* kNames[] = {"description", "version", "license",     "author",
                                      "stdlib",      "pypi",    "pypi_publish"};
    if (levels_.back().isDescribed)
        return complain("metadata", {}, "metadata(): called a second time in this package");
    Metadata given;
    std::optional<std::string>* const fields[] = {
        &given.description, &given.version,    &given.license, &given.author, nullptr,
        &given.pypi,        &given.pypiPublish};
    for (int i = Description; i <= PypiPublish; ++i) {
        if (fields[i] == nullptr || values[i] == taipan_none()) continue;
        if (!textArgument(values[i], "metadata", kNames[i], fields[i]->emplace())) return;
    }
    given.stdlib = taipan_is_true(values[Stdlib]);
    if (options_.mode == Mode::PyProject && levels_.back().isRequire) {
        answer.kind = Answer::Kind::Bool;
        answer.truth = true;
        if (given.stdlib) return;
        for (const auto& name : {given.pypiPublish, given.pypi})
            if (name && !name->empty()) return result_.dependencies.push_back(*name);
        answer = {};
    }
    result_.metadata[levels_.back().metadata] = std::move(given);
    levels_.back().isDescribed = true;
}

const std::string* Evaluation::description(size_t index) const {
    const Metadata& of = result_.metadata[levels_.back().metadata];
    const std::optional<std::string>* const fields[] = {
        &of.description, &of.version, &of.license, &of.author, &of.pypi, &of.pypiPublish};
    return fields[index]->has_value() ? &**fields[index] : nullptr;
}

void Evaluation::cModule(taipan_value path) {
    if (wantsMetadata()) return;
    std::string asked;
    if (!textArgument(path, "c_module", "module_path", asked)) return;
    const std::string folder = resolve(asked);
    std::string what;
    if (const std::string unknown = variableIn(folder); !unknown.empty())
        what = "unknown variable " + unknown + " in " + quoted(asked);
    else if (const PathKind kind = pathKind(folder); kind == PathKind::Nothing)
        what = "no directory " + shown(folder);
    else if (kind == PathKind::File)
        what = shown(folder) + " is not a directory";
    else if (pathKind(joinPath(folder, "micropython.mk")) != PathKind::File &&
             pathKind(joinPath(folder, "micropython.cmake")) != PathKind::File)
        what = "neither micropython.mk nor micropython.cmake in " + shown(folder);
    if (!what.empty()) return complain("c_module", asked, "c_module(): " + what);
    noteFolder(folder);
    result_.cModules.push_back(folder);
}

// --- files ---------------------------------------------------------------------------------------

bool Evaluation::readOptLevel(taipan_value opt, Search& search) {
    if (opt == taipan_none()) return true;
    search.optLevel = optLevelOf(opt);
    if (search.optLevel < 0) {
        complain(search.info.name, {},
                 std::string(search.info.name) + "(): opt has to be None or 0 to 9");
        return false;
    }
    return true;
}

bool Evaluation::readFiles(taipan_value files, Search& search) {
    if (files == taipan_none()) return true;
    size_t count = 0;
    const taipan_value* items = taipan_items(files, &count);
    const char* const parameter =
        search.collector == Collector::Package ? "files" : search.info.folder;
    if (items == nullptr) {
        complain(search.info.name, {},
                 std::string(search.info.name) + "(): " + parameter + " has to be a list");
        return false;
    }
    search.files.emplace();
    for (size_t i = 0; i < count; ++i) {
        std::string name;
        if (!textArgument(items[i], search.info.name, parameter, name)) return false;
        search.files->push_back(std::move(name));
    }
    return true;
}

/// Base directory, name in it, list of files, optimisation level.
bool Evaluation::readSearch(Collector collector, const taipan_value* values, Search& search) {
    const CollectorInfo& info = search.info;
    if (!textArgument(values[0], info.name, info.base, search.asked)) return false;
    search.base = resolve(search.asked);
    if (values[1] != taipan_none() &&
        !textArgument(values[1], info.name, info.folder, search.folder.emplace()))
        return false;
    if (!readFiles(values[2], search) || !readOptLevel(values[3], search)) return false;
    const bool isPackage = collector == Collector::Package;
    if (search.folder && !search.files && !isPackage &&
        pathKind(joinPath(search.base, *search.folder)) != PathKind::Folder) {
        search.files = {{*search.folder}}; // freeze*(path, "file.py")
        search.folder.reset();
    }
    const std::string subject = search.files && search.files->size() == 1 ? search.files->front()
                                : search.folder                           ? *search.folder
                                                                          : search.asked;
    search.place = quickPlace(info.name, subject);
    return true;
}

void Evaluation::collect(Collector collector, const taipan_value* values) {
    const CollectorInfo& info = infoOf(collector);
    if (collector <= Collector::Module && !needMetadata(info.name)) return;
    if (options_.mode == Mode::ListCModules) return;
    Search search{collector, info, {}, {}, {}, {}, -1, {}};
    if (!readSearch(collector, values, search)) return;
    if (!search.files) return addTree(search);
    for (const std::string& name : *search.files) {
        const bool isInFolder = search.folder && !search.folder->empty();
        addFile(search, isInFolder ? joinPath(*search.folder, name) : name, false);
        if (answer.kind == Answer::Kind::Raise) return;
    }
}

/// What is wrong with a directory that stock passes over.
void Evaluation::blameFolder(const Search& search, const std::string& what) {
    std::string message = std::string(search.info.name) + "(): " + what;
    if (!options_.lenient)
        return complain(search.info.name, search.folder.value_or(search.asked), std::move(message));
    result_.warnings.push_back({search.place, std::move(message), includedFrom()});
}

/// Says why a directory cannot be read.
void Evaluation::missTree(const Search& search, const std::string& root, int error) {
    const std::string unknown = variableIn(search.base);
    if (pathKind(search.base) != PathKind::Folder)
        return complain(search.info.name, search.asked,
                        std::string(search.info.name) + "(): no directory " + quoted(search.asked) +
                            (unknown.empty() ? " (" + shown(search.base) + ")"
                                             : ": unknown variable " + unknown));
    notePath(root);
    if (error == ENOENT)
        blameFolder(search, "no directory " + quoted(search.folder.value_or("")) + " in " +
                                shown(search.base));
    else
        blameFolder(search, host::withReason("cannot list the directory " + shown(root), error));
}

/// Everything that the function takes in a directory and below.
void Evaluation::addTree(const Search& search) {
    const CollectorInfo& info = search.info;
    const auto takes = [&](const std::string& file) {
        const std::string extension = extensionOf(file);
        return info.takesAll || (info.takesPy && extension == ".py") ||
               (info.takesMpy && extension == ".mpy");
    };
    const std::string root = normalPath(joinPath(search.base, search.folder.value_or("")));
    const FolderTree tree = walkFolder(root);
    if (tree.error != 0) return missTree(search, root, tree.error);
    for (const FolderTree::Unreadable& folder : tree.unreadable) {
        blameFolder(search, host::withReason("cannot list the directory " + shown(folder.path),
                                             folder.error));
        if (answer.kind == Answer::Kind::Raise) return;
    }
    for (const std::string& path : tree.specials)
        if (takes(path)) result_.skipped.push_back(shown(path));
    std::string prefix = relativePath(root, search.base);
    if (prefix == ".") prefix.clear();
    for (const std::string& folder : tree.folders) noteFolder(folder);
    for (const std::string& file : tree.files) {
        if (takes(file)) addFile(search, joinPath(prefix, file), !tree.hasBroken);
        if (answer.kind == Answer::Kind::Raise) return;
    }
}

/// Nothing when the function cannot take a file of that name.
std::optional<FileKind> Evaluation::kindOf(const Search& search, const std::string& name) const {
    const std::string extension = extensionOf(name);
    const bool isPy = extension == ".py", isMpy = extension == ".mpy";
    switch (search.collector) {
    case Collector::FreezeAsStr:
        if (isPy) return FileKind::Text;
        return {};
    case Collector::FreezeAsData: return FileKind::Data;
    case Collector::FreezeMpy:
        if (isMpy) return FileKind::Mpy;
        return {};
    case Collector::Package: // its list of files may hold what freeze() takes
    case Collector::Freeze:
        if (isMpy && options_.mode == Mode::Freeze) return FileKind::Mpy;
        [[fallthrough]];
    default:
        if (!isPy) return {};
        return options_.mode == Mode::Freeze ? FileKind::Source : FileKind::Compile;
    }
}

/// `isKnown`: it is there and a file.
void Evaluation::addFile(const Search& search, const std::string& name, bool isKnown) {
    const auto say = [&](const std::string& what) {
        complain(search.info.name, name, std::string(search.info.name) + "(): " + what);
    };
    const auto kind = kindOf(search, name);
    if (!kind) return say(quoted(name) + " is not " + search.info.wanted);
    const std::string source = joinPath(search.base, name);
    struct stat found {};
    if (!isKnown && ::stat(source.c_str(), &found) != 0)
        return say("no file " + quoted(name) + " in " + shown(search.base));
    if (!isKnown && !S_ISREG(found.st_mode))
        return say(quoted(name) + " in " + shown(search.base) + " is not a file");
    addTarget(search,
              {source, name, *kind, search.optLevel, levels_.back().metadata, search.place});
}

void Evaluation::addTarget(const Search& search, ManifestFile file) {
    const auto [at, isNew] =
        targets_.try_emplace(file.target, static_cast<uint32_t>(result_.files.size()));
    if (isNew) return result_.files.push_back(std::move(file));
    const ManifestFile& first = result_.files[at->second];
    const bool isSameSource = normalPath(first.source) == normalPath(file.source);
    if (isSameSource && first.kind == file.kind && first.optLevel == file.optLevel) return;
    const std::string where = first.place.path + ':' + std::to_string(first.place.line) + ':' +
                              std::to_string(first.place.column);
    complain(search.info.name, file.target,
             std::string(search.info.name) + "(): " + quoted(file.target) +
                 (isSameSource ? " was named in another way at " + where
                               : " is " + shown(file.source) + " here, but " + shown(first.source) +
                                     " at " + where));
}

} // namespace taipan::freezer
