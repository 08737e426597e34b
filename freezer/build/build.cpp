#include "taipan/freezer/build.h"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <unordered_set>

#include "freezer/build/fingerprint.h"
#include "freezer/build/state.h"
#include "support/host/files.h"
#include "support/host/memory.h"
#include "support/host/paths.h"

namespace taipan::freezer {

namespace {
std::string currentDirectory() {
    char* name = ::getcwd(nullptr, 0);
    std::string path = name == nullptr ? "" : name;
    std::free(name);
    return path;
}

Hash128 requestHash(const BuildOptions& options) {
    Fingerprint print;
    print.add(currentDirectory()).add(options.manifests.size());
    for (const std::string& manifest : options.manifests) print.add(manifest);
    for (const auto& [name, value] : options.manifest.variables) print.add(name).add(value);
    print.add(options.manifest.lenient);
    return print.hash();
}

Hash128 optionsHash(const BuildOptions& options) {
    const FreezeOptions& freeze = options.freeze;
    Fingerprint print;
    addOptions(print, freeze.compile).add(freeze.levelForAll).add(freeze.target);
    print.add(freeze.knownNames).add(freeze.longInt);
    print.add(freeze.mpzDigitBits).add(options.output);
    return print.hash();
}

/// False when running the text may have to do with more than the files that manifests name.
/// Imports and calls of open() are looked for as text; comments of their own lines do not count.
bool looksRepeatable(std::string_view text) {
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        if (!line.starts_with('#'))
            for (const std::string_view word : {"import", "open", "eval", "exec"})
                if (line.find(word) != line.npos) return false;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

std::string_view versionOf(const ManifestResult& plan, const ManifestFile& file) {
    if (file.metadata >= plan.metadata.size() || !plan.metadata[file.metadata].version) return {};
    return *plan.metadata[file.metadata].version;
}

/// True when the same is to be frozen.
bool samePlan(const ManifestResult& a, const ManifestResult& b) {
    return std::equal(a.files.begin(), a.files.end(), b.files.begin(), b.files.end(),
                      [&](const ManifestFile& x, const ManifestFile& y) {
                          return x.source == y.source && x.target == y.target && x.kind == y.kind &&
                                 x.optLevel == y.optLevel && versionOf(a, x) == versionOf(b, y);
                      });
}

/// One run.
class Build {
  public:
    explicit Build(const BuildOptions& options)
        : options_(options), started_(clockNow()), program_(hashBytes(options.program)),
          request_(requestHash(options)), optionsHash_(optionsHash(options)) {}

    BuildResult run();

  private:
    void load();
    bool planStands();
    bool same(const std::string& path);
    std::vector<std::string> sourcesOf(const ManifestResult& plan) const;
    void runManifests();
    bool lookAtSources();
    bool sourceIsMissing() const;
    bool outputIntact();
    bool needsNewTime() const;
    void touchOutput();
    bool holds(const Hash128& content);
    bool writeOutput();
    void failOnOutput(std::string message);
    bool overwritesInput() const;
    void recordInputs();
    void save(const ModuleCache& modules);
    void upToDate();
    void freezeAll();

    const BuildOptions& options_;
    const int64_t started_;
    const Hash128 program_, request_, optionsHash_;
    CacheFile cache_;
    FreezeState state_;
    const ManifestResult* plan_ = nullptr;
    ManifestResult evaluated_;
    bool evaluatedNow_ = false;
    std::vector<std::string> sources_;
    RunRecord record_;    // of this run
    bool learnt_ = false; // something that the record of the last run does not have
    BuildResult result_;
};

void Build::load() {
    if (!options_.cache.empty()) cache_ = loadCache(options_.cache, program_);
    state_.inputs = InputTable(cache_.record.inputs);
    state_.known = std::move(cache_.modules);
    record_.output = cache_.record.output;
    record_.outputContent = cache_.record.outputContent;
}

/// True when the manifests would say what they said the last time.
bool Build::planStands() {
    const RunRecord& last = cache_.record;
    if (last.request != request_ || !last.repeatable) return false;
    // At everything at once, for the sake of the threads: as a rule the plan does stand.
    std::vector<std::string> files = sourcesOf(last.plan);
    files.insert(files.end(), last.plan.manifests.begin(), last.plan.manifests.end());
    state_.inputs.look(files, options_.freeze.threads, last.plan.directories);
    const auto isSame = [this](const std::string& path) { return same(path); };
    return std::all_of(last.plan.manifests.begin(), last.plan.manifests.end(), isSame) &&
           std::all_of(last.plan.directories.begin(), last.plan.directories.end(), isSame);
}

/// True when what has been looked at is what it was.
bool Build::same(const std::string& path) {
    const Looked& looked = state_.inputs.at(path);
    learnt_ = learnt_ || (looked.examined && looked.now.settled);
    return looked.change == Change::Same;
}

std::vector<std::string> Build::sourcesOf(const ManifestResult& plan) const {
    std::vector<std::string> paths;
    paths.reserve(plan.files.size() + 1);
    for (const ManifestFile& file : plan.files) paths.push_back(file.source);
    if (!options_.freeze.knownNames.empty()) paths.push_back(options_.freeze.knownNames);
    return paths;
}

void Build::runManifests() {
    evaluated_ = evaluate(options_.manifests, options_.manifest);
    evaluatedNow_ = true;
    plan_ = &evaluated_;
    result_.warnings = std::move(evaluated_.warnings);
    result_.skipped = std::move(evaluated_.skipped);
}

/// Looks at everything that is to be frozen; true when all of it is what it was.
bool Build::lookAtSources() {
    sources_ = sourcesOf(*plan_);
    state_.inputs.look(sources_, options_.freeze.threads);
    bool allSame = true;
    for (const std::string& path : sources_) allSame &= same(path);
    return allSame;
}

bool Build::sourceIsMissing() const {
    return std::any_of(sources_.begin(), sources_.end(), [this](const std::string& path) {
        return state_.inputs.at(path).change == Change::Unreadable;
    });
}

/// True when the output holds what the last run left in it.
bool Build::outputIntact() {
    if (options_.output.empty()) return true;
    return cache_.record.request != Hash128() && holds(cache_.record.outputContent);
}

/// True when the output has this content. Sets its stamp. Reading what is no file could take for
/// ever.
bool Build::holds(const Hash128& content) {
    if (!host::isFileOutput(options_.output)) return false;
    Stamp stamp;
    if (readStamp(options_.output, stamp) != 0) return false;
    if (stamp == cache_.record.output) return content == cache_.record.outputContent;
    std::string text;
    if (!host::readFile(options_.output, text).ok() || hashBytes(text) != content) return false;
    record_.output = stamp;
    learnt_ = true;
    return true;
}

/// True when an input or the program is newer than the output, as make sees it.
bool Build::needsNewTime() const {
    if (options_.keepTime || options_.output.empty()) return false;
    if (options_.programTime > record_.output.modified) return true;
    for (const Input& input : record_.inputs)
        if (!input.isDirectory && input.stamp.modified > record_.output.modified) return true;
    return false;
}

void Build::touchOutput() {
    if (::utimensat(AT_FDCWD, options_.output.c_str(), nullptr, 0) != 0) return;
    readStamp(options_.output, record_.output);
    learnt_ = true;
}

void Build::failOnOutput(std::string message) {
    FreezeError& found = result_.frozen.errors.emplace_back();
    found.place.path = options_.output;
    found.message = std::move(message);
}

bool Build::overwritesInput() const {
    Stamp output;
    if (!host::isFileOutput(options_.output) || readStamp(options_.output, output) != 0)
        return false;
    return std::any_of(record_.inputs.begin(), record_.inputs.end(), [&](const Input& input) {
        return input.stamp.inode == output.inode && input.stamp.device == output.device;
    });
}

bool Build::writeOutput() {
    const std::vector<std::string_view> code(result_.frozen.code.begin(),
                                             result_.frozen.code.end());
    if (overwritesInput()) {
        failOnOutput("is an input as well");
        return false;
    }
    Hasher hasher;
    for (const std::string_view piece : code) hasher.add(piece);
    record_.outputContent = hasher.hash();
    if (holds(record_.outputContent)) {
        result_.outcome = Outcome::Same;
        if (needsNewTime()) touchOutput();
        return true;
    }
    if (const int error = host::makeDirectories(std::string(host::folderOf(options_.output)))) {
        failOnOutput(host::withReason("cannot create the directory", error));
        return false;
    }
    const auto written = host::replaceOutput(options_.output, code);
    if (!written.ok()) {
        failOnOutput(host::withReason("cannot write the file", written.code));
        return false;
    }
    result_.outcome = Outcome::Written;
    if (host::isFileOutput(options_.output)) readStamp(options_.output, record_.output);
    return true;
}

/// What the next run compares with. Has to happen before the output is written, which may lie in
/// one of the directories.
void Build::recordInputs() {
    std::unordered_set<std::string> folders; // with sources; others may as well be searched again
    std::unordered_set<std::string_view> seen;
    for (const std::string& path : sources_) {
        folders.emplace(host::folderOf(path));
        if (seen.insert(path).second) record_.inputs.push_back(state_.inputs.at(path).now);
    }
    record_.repeatable = true;
    for (const std::string& manifest : options_.manifests)
        if (!manifest.ends_with(".py")) record_.repeatable &= looksRepeatable(manifest);
    const auto add = [&](const std::string& path, bool isDirectory) {
        if (!seen.insert(path).second) return;
        if (!evaluatedNow_) {
            record_.inputs.push_back(state_.inputs.at(path).now);
            return;
        }
        const Looked looked =
            lookBack(path, isDirectory, isDirectory && folders.contains(path), started_);
        record_.repeatable &= looked.change != Change::Unreadable;
        if (!isDirectory && looked.read) record_.repeatable &= looksRepeatable(looked.text);
        record_.inputs.push_back(looked.now);
    };
    for (const std::string& path : plan_->manifests) add(path, false);
    for (const std::string& path : plan_->directories) add(path, true);
}

void Build::save(const ModuleCache& modules) {
    if (options_.cache.empty()) return;
    record_.request = request_;
    record_.options = optionsHash_;
    record_.plan = evaluatedNow_ ? std::move(evaluated_) : std::move(cache_.record.plan);
    const CacheText made = cacheText(record_, modules, program_);
    if (const int error = host::makeDirectories(std::string(host::folderOf(options_.cache)))) {
        result_.cacheError = std::strerror(error);
        return;
    }
    const auto written = host::overwriteFile(options_.cache, made.pieces);
    if (!written.ok()) result_.cacheError = std::strerror(written.code);
}

void Build::upToDate() {
    result_.outcome = Outcome::UpToDate;
    if (needsNewTime()) touchOutput();
    if (evaluatedNow_ || learnt_) save(state_.known);
}

void Build::freezeAll() {
    result_.frozen = freeze(*plan_, options_.freeze, state_);
    if (!result_.frozen.ok()) return;
    result_.outcome = Outcome::Same;
    if (options_.output.empty() || writeOutput()) {
        save(state_.used);
    } else {
        result_.outcome = Outcome::Failed;
    }
}

BuildResult Build::run() {
    host::keepHeap(options_.freeze.threads);
    load();
    if (planStands())
        plan_ = &cache_.record.plan;
    else
        runManifests();
    bool sourcesSame = lookAtSources();
    if (!evaluatedNow_ && sourceIsMissing()) { // the manifests have to say so, at their places
        runManifests();
        sourcesSame = lookAtSources();
    }
    recordInputs();
    for (const Input& input : record_.inputs)
        if (!input.isDirectory && input.stamp.inode != 0) result_.inputs.push_back(input.path);
    const bool same = sourcesSame && plan_->ok() && cache_.record.options == optionsHash_ &&
                      (!evaluatedNow_ || samePlan(*plan_, cache_.record.plan)) && outputIntact();
    if (same && !options_.needFiles)
        upToDate();
    else
        freezeAll();
    return std::move(result_);
}
} // namespace

BuildResult build(const BuildOptions& options) {
    const auto build = std::make_shared<Build>(options);
    BuildResult result = build->run();
    result.workings = build;
    return result;
}

} // namespace taipan::freezer
