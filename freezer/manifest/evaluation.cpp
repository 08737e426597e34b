// Manifests in work, and what is wrong with them.
#include "freezer/manifest/evaluation.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <unistd.h>
#include <utility>

#include "freezer/manifest/paths.h"
#include "hosted/runtime_compiler.h"
#include "support/host/files.h"

namespace taipan::freezer {

namespace {
/// Libraries in MPY_LIB_DIR that are known from the start, in the order of the search.
constexpr const char* kLibraries[] = {"micropython", "python-stdlib", "python-ecosys"};
constexpr const char* kLibraryVariable = "MPY_LIB_DIR";
constexpr const char* kCodeShown = "<manifest>";

bool endsWith(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// str(object); "" when that raises.
std::string display(taipan_value object) {
    taipan_value builtins = 0, convert = 0, text = 0;
    size_t size = 0;
    if (taipan_import("builtins", &builtins) != TAIPAN_OK ||
        taipan_get(builtins, "str", &convert) != TAIPAN_OK ||
        taipan_call(convert, 1, &object, &text) != TAIPAN_OK)
        return {};
    const char* data = taipan_to_text(text, &size);
    return data == nullptr ? std::string() : std::string(data, size);
}

std::string className(taipan_value object) {
    taipan_value type = 0, name = 0;
    size_t size = 0;
    if (taipan_get(object, "__class__", &type) != TAIPAN_OK ||
        taipan_get(type, "__name__", &name) != TAIPAN_OK)
        return {};
    const char* data = taipan_to_text(name, &size);
    return data == nullptr ? std::string() : std::string(data, size);
}
} // namespace

const PlaceFinder& Manifest::places() {
    if (places_ == nullptr) places_ = std::make_unique<PlaceFinder>(text);
    return *places_;
}

std::string_view Manifest::line(uint32_t number) {
    if (lineStarts_.empty()) {
        lineStarts_.push_back(0);
        for (size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1))
            lineStarts_.push_back(static_cast<uint32_t>(at) + 1);
    }
    if (number == 0 || number > lineStarts_.size()) return {};
    const std::string_view rest = std::string_view(text).substr(lineStarts_[number - 1]);
    return rest.substr(0, rest.find('\n'));
}

Evaluation::Evaluation(const ManifestOptions& options) : options_(options) {
    noteCurrentFolder();
    result_.metadata.emplace_back();
    levels_.push_back({0});
    const auto isLibraries = [](const auto& each) {
        return each.first == kLibraryVariable && !each.second.empty();
    };
    if (std::none_of(options.variables.begin(), options.variables.end(), isLibraries)) return;
    for (const char* name : kLibraries)
        addLibrary(name, resolve(std::string("$(") + kLibraryVariable + ")/" + name), false);
}

ManifestResult Evaluation::finish() {
    for (const auto& library : libraries_)
        for (const std::string& folder : library->folders()) noteFolder(folder);
    return std::move(result_);
}

// --- paths ---------------------------------------------------------------------------------------

void Evaluation::noteCurrentFolder() {
    char room[PATH_MAX];
    folder_ = ::getcwd(room, sizeof room) == nullptr ? "/" : room;
    realFolder_ = folder_;
}

void Evaluation::enterFolder() {
    if (folder_ == realFolder_ || ::chdir(folder_.c_str()) != 0) return;
    realFolder_ = folder_;
}

std::string Evaluation::resolve(std::string_view path) {
    std::string text(path);
    for (const auto& [name, value] : options_.variables) {
        const std::string mark = "$(" + name + ")";
        for (size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + value.size()))
            text.replace(at, mark.size(), value);
    }
    return normalPath(joinPath(currentFolder(), text));
}

void Evaluation::noteFolder(const std::string& path) {
    if (noted_.insert(path).second) result_.directories.push_back(path);
}

void Evaluation::notePath(const std::string& path) {
    std::string folder(folderOf(normalPath(joinPath(currentFolder(), path))));
    while (pathKind(folder) != PathKind::Folder && folder.size() > 1) folder = folderOf(folder);
    noteFolder(folder);
}

void Evaluation::noteFile(const std::string& path) {
    std::string full = normalPath(joinPath(currentFolder(), path));
    if (noted_.insert(full).second) result_.manifests.push_back(std::move(full));
}

void Evaluation::noteEnvironment(const std::string& name) {
    auto& names = result_.environment;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// --- manifests in work ---------------------------------------------------------------------------

std::optional<std::string> Evaluation::start(const std::string& manifest) {
    answer = {};
    if (!endsWith(manifest, ".py")) {
        auto code = std::make_unique<Manifest>();
        code->shown = kCodeShown;
        code->text = manifest;
        manifests_.push_back(std::move(code));
        enter(static_cast<uint32_t>(manifests_.size() - 1), {}, false, folder_);
    } else {
        begin({nullptr, manifest, resolve(manifest), false, {}});
    }
    if (answer.kind != Answer::Kind::Text) return {};
    return answer.text;
}

void Evaluation::begin(const Request& request) {
    const bool isFound = !request.realFolder.empty(); // require() has looked already
    const bool isFolder = isFound || pathKind(request.path) == PathKind::Folder;
    const std::string full = isFolder ? joinPath(request.path, "manifest.py") : request.path;
    if (!visited_.insert(full).second) return;
    auto manifest = std::make_unique<Manifest>();
    manifest->path = full;
    manifest->shown = request.function == nullptr ? request.asked : shown(full);
    std::string why;
    if (const host::FileResult read = host::readFile(full, manifest->text); read.code == ENOENT)
        why = "no manifest \"" + request.asked + "\" (" + shown(full) + ")";
    else if (!read.ok())
        why = host::withReason(shown(full), read.code);
    std::string folder = request.realFolder;
    if (why.empty() && !isFound) {
        if (::chdir(std::string(folderOf(full)).c_str()) != 0) why = shown(full) + ": no directory";
        std::swap(folder, folder_);
        noteCurrentFolder();
        std::swap(folder, folder_);
    }
    if (!why.empty() && request.function == nullptr) return record({request.asked}, why);
    if (!why.empty())
        return complain(request.function, request.asked,
                        std::string(request.function) + "(): " + why);
    noteFile(full);
    manifests_.push_back(std::move(manifest));
    Place from;
    if (request.function != nullptr) from = quickPlace(request.function, request.asked);
    enter(static_cast<uint32_t>(manifests_.size() - 1), std::move(from), request.isRequire, folder);
}

void Evaluation::enter(uint32_t number, Place from, bool isRequire, std::string folder) {
    running_.push_back(
        {number, std::move(from), isRequire, std::exchange(folder_, std::move(folder))});
    if (isRequire) {
        levels_.push_back({static_cast<uint32_t>(result_.metadata.size()), true});
        result_.metadata.emplace_back();
    }
    answer.kind = Answer::Kind::Text;
    answer.text = "#" + std::to_string(number);
}

void Evaluation::leave() {
    if (running_.back().hasLevel) levels_.pop_back();
    folder_ = std::move(running_.back().folderBefore);
    running_.pop_back();
}

void Evaluation::include(taipan_value path, bool isRequire) {
    std::string asked;
    if (isRequire && !needMetadata("include")) return;
    if (textArgument(path, "include", "manifest_path", asked))
        begin({"include", asked, resolve(asked), isRequire, {}});
}

const CompileResult& Evaluation::compileManifest(std::string_view name,
                                                 const CompileOptions& options) {
    Manifest& manifest =
        *manifests_[std::strtoul(std::string(name.substr(1)).c_str(), nullptr, 10)];
    CompileOptions all = options;
    all.recover = true;
    compiled_ = compile(manifest.text, all);
    if (compiled_.ok()) return compiled_;
    held_.clear();
    heldMessage_ = host::runtimeResult(compiled_).message;
    const SourceBuffer source(manifest.text, manifest.shown);
    for (const Diagnostic& found : compiled_.diagnostics) {
        if (found.severity != Severity::Error) continue;
        const LineColumn at = source.lineColumn(found.span.begin);
        held_.push_back({{manifest.shown, at.line, at.column}, found.message, includedFrom()});
    }
    return compiled_;
}

bool Evaluation::failed(taipan_value exception) {
    const std::string message = display(exception);
    if (held_.empty() || heldMessage_ != message) {
        held_ = {describeException(exception)};
        heldMessage_ = message;
    }
    leave();
    if (ended_ || isGuarded()) return true;
    for (ManifestError& error : held_) result_.errors.push_back(std::move(error));
    held_.clear();
    int status = 0;
    ended_ = taipan_is_exit(exception, &status);
    return ended_;
}

// --- places and errors ---------------------------------------------------------------------------

std::optional<Evaluation::Line> Evaluation::manifestLine(std::string_view file,
                                                         uint32_t line) const {
    if (file.size() < 2 || file[0] != '#') return {};
    const auto number =
        static_cast<uint32_t>(std::strtoul(std::string(file.substr(1)).c_str(), nullptr, 10));
    if (number >= manifests_.size()) return {};
    return Line{number, line};
}

/// The next active line of a manifest from `depth` on, which gets behind it.
std::optional<Evaluation::Line> Evaluation::callerLine(unsigned& depth) const {
    const char* file = nullptr;
    size_t size = 0;
    uint32_t line = 0;
    while (taipan_caller(depth++, &file, &size, &line))
        if (const auto found = manifestLine({file, size}, line)) return found;
    return {};
}

Place Evaluation::exactPlace(Line line, std::string_view function, std::string_view subject) {
    Manifest& manifest = *manifests_[line.manifest];
    const LineColumn found = manifest.places().call(line.line, function, subject);
    return {manifest.shown, found.line, found.column};
}

Place Evaluation::callPlace(std::string_view function, std::string_view subject) {
    unsigned depth = 0;
    const auto line = callerLine(depth);
    return line ? exactPlace(*line, function, subject) : Place();
}

/// The same place at less cost, where that is possible.
Place Evaluation::quickPlace(std::string_view function, std::string_view subject) {
    unsigned depth = 0;
    const auto line = callerLine(depth);
    if (!line) return {};
    Manifest& manifest = *manifests_[line->manifest];
    const uint32_t column = quickColumn(manifest.line(line->line), function);
    return column != 0 ? Place{manifest.shown, line->line, column}
                       : exactPlace(*line, function, subject);
}

/// Whether something that is active would get to see an exception.
bool Evaluation::isGuarded() {
    unsigned depth = 0;
    while (const auto line = callerLine(depth))
        if (manifests_[line->manifest]->places().isGuarded(line->line)) return true;
    return false;
}

std::vector<Place> Evaluation::includedFrom() const {
    std::vector<Place> places;
    for (auto each = running_.rbegin(); each != running_.rend(); ++each)
        if (each->from.line != 0) places.push_back(each->from);
    return places;
}

void Evaluation::record(Place place, std::string message) {
    result_.errors.push_back({std::move(place), std::move(message), includedFrom()});
}

void Evaluation::complain(std::string_view function, std::string_view subject, std::string message,
                          const char* exception) {
    answer = {};
    if (!isGuarded()) return record(callPlace(function, subject), std::move(message));
    held_ = {{callPlace(function, subject), message, includedFrom()}};
    heldMessage_ = message;
    answer.kind = Answer::Kind::Raise;
    answer.exception = exception;
    answer.text = std::move(message);
}

/// An exception that came out of the innermost manifest. What raised it inside the functions of
/// manifests is told as the line that called them.
ManifestError Evaluation::describeException(taipan_value exception) {
    ManifestError error{{manifests_[running_.back().manifest]->shown}, {}, includedFrom()};
    const char* file = nullptr;
    size_t size = 0;
    uint32_t line = 0;
    for (unsigned depth = 0; taipan_traceback(exception, depth, &file, &size, &line); ++depth) {
        const auto found = manifestLine({file, size}, line);
        if (!found) continue;
        error.place = exactPlace(*found, {}, {});
        break;
    }
    const std::string text = display(exception);
    int status = 0;
    if (taipan_is_exit(exception, &status))
        error.message = "the manifest called sys.exit(" + text + ")";
    else
        error.message = className(exception) + (text.empty() ? "" : ": " + text);
    return error;
}

bool Evaluation::textArgument(taipan_value value, const char* function, const char* parameter,
                              std::string& text) {
    size_t size = 0;
    const char* data =
        taipan_kind_of(value) == TAIPAN_KIND_STR ? taipan_to_text(value, &size) : nullptr;
    const std::string what = std::string(function) + "(): " + parameter;
    if (data == nullptr) {
        complain(function, {}, what + " has to be a string", "TypeError");
        return false;
    }
    text.assign(data, size);
    if (text.find('\0') == text.npos) return true;
    complain(function, {}, what + " has a NUL character in it", "ValueError");
    return false;
}

} // namespace taipan::freezer
