#include "taipan/freezer/freeze.h"

#include <algorithm>
#include <new>

#include "freezer/build/fingerprint.h"
#include "freezer/build/image.h"
#include "freezer/build/state.h"
#include "support/host/files.h"
#include "support/text/ascii.h"
#include "support/text/quote.h"
#include "taipan/mpy-format/reader.h"
#include "taipan/mpy-format/validator.h"
#include "taipan/support/parallel.h"

namespace taipan::freezer {

namespace {
/// One file on its way.
struct Work {
    const ManifestFile* file = nullptr;
    FileKind kind = FileKind::Source; // what becomes of it here
    std::string target;               // and under which name
    std::string_view version;         // for a __version__ line, "" for none
    size_t readSize = 0;              // of its text, when that had to be looked at
    Hash128 key;
    FrozenFile done;
    FreezeError error;
    bool failed = false;
};

void fail(Work& work, Place place, std::string message) {
    work.failed = true;
    work.error.place = std::move(place);
    work.error.message = std::move(message);
}

void setBytes(FrozenFile& file, std::vector<uint8_t> bytes) {
    file.owned = std::move(bytes);
    file.bytes = file.owned; // stay where they are when the file is moved
}

/// The same for trouble with the file as a whole.
void failOnFile(Work& work, std::string message) {
    fail(work, {work.file->source, 0, 0}, std::move(message));
}

/// What stock compiles: the file, and its package's version unless the file has one.
void appendVersion(std::string& text, std::string_view version) {
    if (version.empty() || text.find("__version__ =") != text.npos) return;
    text += "\n\n__version__ = " + stockRepr(version) + '\n';
}

/// The module that stands for a data file in stock firmware: "icons/dot.bin" is `data` of the
/// module icons.dot_bin.
std::string dataModule(std::string_view target) {
    std::string name(target);
    for (char& c : name)
        if (c != '/' && static_cast<unsigned char>(c) < 0x80 && !isAlphanumeric(c)) c = '_';
    return name + ".py";
}

std::string dataModuleText(std::string_view bytes) {
    return "data = " + pythonBytesRepr(bytes) + '\n';
}

/// The stages of one freeze() call, one file at a time where threads share them.
class Freezer {
  public:
    Freezer(const ManifestResult& plan, const FreezeOptions& options, FreezeState& state)
        : plan_(plan), options_(options), state_(state) {}

    FreezeResult run();

  private:
    void reportManifest();
    void select();
    CompileOptions compileOptions(const Work& work) const;
    Hash128 keyOf(const Work& work, const Hash128& content) const;
    bool readText(Work& work, const Looked& looked, std::string& text) const;
    bool isDataModule(const Work& work) const {
        return work.kind == FileKind::Data && options_.target == Target::Stock;
    }
    std::vector<Work*> longestFirst();
    void process(Work& work) const;
    void compileSource(Work& work, const Looked& looked) const;
    void readModule(Work& work) const;
    void collect();
    bool readKnownNames();
    void generate();

    const ManifestResult& plan_;
    const FreezeOptions& options_;
    FreezeState& state_;
    std::vector<Work> work_;
    FreezeResult result_;
};

void Freezer::reportManifest() {
    for (const ManifestError& found : plan_.errors) {
        FreezeError& error = result_.errors.emplace_back();
        error.place = found.place;
        error.message = found.message;
        error.includedFrom = found.includedFrom;
    }
}

void Freezer::select() {
    work_.reserve(plan_.files.size());
    for (const ManifestFile& file : plan_.files) {
        Work& work = work_.emplace_back();
        work.file = &file;
        work.kind = file.kind;
        work.target = file.target;
        if (file.metadata < plan_.metadata.size() && plan_.metadata[file.metadata].version)
            work.version = *plan_.metadata[file.metadata].version;
        if (options_.target == Target::Stock && file.kind == FileKind::Data)
            work.target = dataModule(file.target);
        // There is no compiler where our runtime is.
        if (options_.target == Target::Taipan && file.kind == FileKind::Text)
            work.kind = FileKind::Source;
    }
}

CompileOptions Freezer::compileOptions(const Work& work) const {
    CompileOptions options = options_.compile;
    options.sourceName = work.target;
    options.inputName.clear(); // stock compiles a temporary file, whose name is no one's
    if (work.file->optLevel >= 0 && !options_.levelForAll)
        options.optLevel = static_cast<unsigned>(work.file->optLevel);
    return options;
}

/// Hash of all that the compiled module depends on, but for the compiler: cache files have that.
Hash128 Freezer::keyOf(const Work& work, const Hash128& content) const {
    Fingerprint print;
    print.add(content);
    return addOptions(print, compileOptions(work)).add(work.kind).add(work.version).hash();
}

/// The file's text; it has been looked at, which may have read it.
bool Freezer::readText(Work& work, const Looked& looked, std::string& text) const {
    int error = looked.error;
    if (error == 0 && looked.read)
        text = looked.text;
    else if (error == 0)
        error = host::readFile(work.file->source, text).code;
    if (error != 0) failOnFile(work, host::withReason("cannot read the file", error));
    return error == 0;
}

void Freezer::process(Work& work) const {
    if (work.failed) return;
    const Looked& looked = state_.inputs.at(work.file->source);
    work.done.source = work.file->source;
    work.done.target = work.target;
    work.done.kind = work.kind;
    if (work.kind == FileKind::Source || isDataModule(work)) {
        work.done.kind = FileKind::Source;
        compileSource(work, looked);
    } else {
        std::string text;
        if (!readText(work, looked, text)) return;
        setBytes(work.done, {text.begin(), text.end()});
    }
    if (!work.failed && work.done.kind != FileKind::Text && work.done.kind != FileKind::Data)
        readModule(work);
}

void Freezer::compileSource(Work& work, const Looked& looked) const {
    std::string text;
    if (looked.error == 0) {
        work.key = keyOf(work, looked.now.content);
        const std::string_view known = state_.known.find(work.key);
        work.done.bytes = {reinterpret_cast<const uint8_t*>(known.data()), known.size()};
        if (!known.empty()) return;
    }
    if (!readText(work, looked, text)) return;
    if (!looked.read) work.key = keyOf(work, hashBytes(text)); // it may have changed meanwhile
    if (isDataModule(work))
        text = dataModuleText(text);
    else
        appendVersion(text, work.version);
    CompileResult compiled = compileWith(options_.otherCompiler, text, compileOptions(work));
    work.done.compiled = true;
    setBytes(work.done, std::move(compiled.mpy));
    work.error.diagnostics = std::move(compiled.diagnostics);
    work.failed = work.done.bytes.empty();
    work.error.place.path = work.file->source;
    work.error.target = work.target;
    if (!work.error.diagnostics.empty()) work.error.source = std::move(text);
}

void Freezer::readModule(Work& work) const {
    auto read = mpy::read(work.done.bytes, {.allowTrailing = false, .inPlace = true});
    if (!read.ok()) {
        failOnFile(work,
                   read.error().message + " (byte " + std::to_string(read.error().offset) + ")");
        return;
    }
    work.done.module = std::move(read).value();
    if (work.kind != FileKind::Mpy) return;
    for (const mpy::Problem& problem : mpy::validate(work.done.module))
        if (problem.level == mpy::ProblemLevel::Error && !work.failed)
            failOnFile(work, (problem.where.empty() ? "" : problem.where + ": ") + problem.message);
}

void Freezer::collect() {
    for (Work& work : work_) {
        if (work.failed || !work.error.diagnostics.empty()) {
            work.error.place.path = shownPath(work.error.place.path, options_.shownFolder);
            (work.failed ? result_.errors : result_.warnings).push_back(std::move(work.error));
        }
        if (work.failed) continue;
        const FrozenFile& done = result_.files.emplace_back(std::move(work.done));
        if (done.kind != FileKind::Source) continue;
        const auto* bytes = reinterpret_cast<const char*>(done.bytes.data());
        state_.used.add(work.key, {bytes, done.bytes.size()});
    }
}

void Freezer::generate() {
    const Image image = imageOf(result_.files);
    frozen::FrozenContent made =
        options_.target == Target::Stock
            ? frozen::generateForStock(image.modules, image.texts,
                                       stockOptions(options_, result_.knownNames))
            : frozen::generateForTaipan(image.modules, image.texts, {result_.knownNames});
    result_.code = std::move(made.content);
    for (frozen::FreezeFailure& failure : made.failures) {
        FreezeError& error = result_.errors.emplace_back();
        if (failure.module < image.files.size())
            error.place.path = shownPath(image.files[failure.module]->source, options_.shownFolder);
        else
            error.place.path = options_.knownNames;
        error.place.line = failure.line;
        error.message = std::move(failure.message);
        if (!failure.function.empty()) error.message += " (in " + failure.function + ")";
    }
}

/// The order in which threads had best take the files: those that were read, because they are new,
/// will be compiled.
std::vector<Work*> Freezer::longestFirst() {
    std::vector<Work*> order, unread;
    for (Work& work : work_) {
        work.readSize = state_.inputs.at(work.file->source).text.size();
        (work.readSize != 0 ? order : unread).push_back(&work);
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const Work* a, const Work* b) { return a->readSize > b->readSize; });
    order.insert(order.end(), unread.begin(), unread.end());
    return order;
}

/// False when they cannot be read, which makes the rest pointless.
bool Freezer::readKnownNames() {
    const bool isNeeded = options_.target == Target::Taipan ||
                          std::any_of(work_.begin(), work_.end(),
                                      [](const Work& work) { return work.kind != FileKind::Text; });
    if (options_.knownNames.empty() || !isNeeded) return true;
    const auto read = host::readInput(options_.knownNames, result_.knownNames);
    if (read.ok()) return true;
    FreezeError& error = result_.errors.emplace_back();
    error.place.path = options_.knownNames;
    error.message = host::withReason("cannot read the file", read.code);
    return false;
}

FreezeResult Freezer::run() {
    reportManifest();
    select();
    std::vector<std::string> paths;
    for (const Work& work : work_)
        if (!work.failed) paths.push_back(work.file->source);
    state_.inputs.look(paths, options_.threads);
    const bool namesAreKnown = readKnownNames();
    const std::vector<Work*> order = longestFirst();
    forEachParallel(order.size(), options_.threads, [&](size_t at) {
        try {
            process(*order[at]);
        } catch (const std::bad_alloc&) {
            failOnFile(*order[at], "out of memory");
        }
    });
    collect();
    if (namesAreKnown) generate();
    if (!result_.ok()) result_.code.clear();
    return std::move(result_);
}
} // namespace

FreezeResult freeze(const ManifestResult& plan, const FreezeOptions& options, FreezeState& state) {
    return Freezer(plan, options, state).run();
}

} // namespace taipan::freezer
