#include "src/driver/lint/cache.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

#include "support/host/files.h"
#include "support/host/folders.h"
#include "support/host/paths.h"
#include "support/host/target.h"
#include "support/pack/fingerprint.h"
#include "support/pack/packing.h"

namespace taipan::driver {

namespace {

// Format of a file: this text, hash of the program, hash of the rest, then the rest: for each
// source its hash and its result, as pack() writes it. Numbers are as the machine has them.
constexpr std::string_view kMagic = "taipan lint 1\n";
constexpr size_t kHeader = kMagic.size() + 2 * sizeof(Hash128);
constexpr size_t kMostFiles = 64;       // in the folder
constexpr size_t kMostResults = 20'000; // in a file, where some are of earlier runs

std::string pack(const lint::FileResult& result) {
    std::string text;
    Packer out(text);
    out.number(result.findings.size());
    for (const lint::Finding& finding : result.findings) {
        out.raw(finding.code);
        out.raw(finding.level);
        out.raw(finding.span);
        out.text(finding.message);
        out.text(finding.hint);
        out.flag(finding.fix.safe);
        out.number(finding.fix.edits.size());
        for (const lint::Edit& edit : finding.fix.edits) {
            out.raw(edit.span);
            out.text(edit.text);
        }
        out.raw(finding.targets);
    }
    out.flag(result.notes.importsByName);
    out.number(result.notes.imports.size());
    for (const std::string& module : result.notes.imports) out.text(module);
    return text;
}

/// False when the text is not what pack() makes of a source of `size` bytes.
bool unpack(std::string_view text, size_t size, lint::FileResult& result) {
    Unpacker in(text);
    for (size_t left = in.count(); left != 0 && in.ok(); --left) {
        lint::Finding& finding = result.findings.emplace_back();
        finding.code = in.raw<lint::Code>();
        finding.level = in.raw<lint::Level>();
        finding.span = in.raw<SourceSpan>();
        finding.message = in.text();
        finding.hint = in.text();
        finding.fix.safe = in.flag();
        for (size_t edits = in.count(); edits != 0 && in.ok(); --edits) {
            lint::Edit& edit = finding.fix.edits.emplace_back();
            edit.span = in.raw<SourceSpan>();
            edit.text = in.text();
            if (edit.span.begin > edit.span.end || edit.span.end > size) return false;
        }
        finding.targets = in.number();
        if (finding.code >= lint::Code::Count_ || finding.level > lint::Level::Off ||
            finding.span.begin > finding.span.end || finding.span.end > size)
            return false;
    }
    result.notes.importsByName = in.flag();
    for (size_t left = in.count(); left != 0 && in.ok(); --left)
        result.notes.imports.emplace_back(in.text());
    return in.ok() && in.atEnd();
}

std::string usualFolder() {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    if (cache && *cache == '/') return host::joinPath(cache, "taipan/lint");
    const char* home = std::getenv("HOME");
    return home && *home == '/' ? host::joinPath(home, ".cache/taipan/lint") : "";
}

void addAll(Fingerprint& print, const std::vector<std::string>& words) {
    print.add(words.size());
    for (const std::string& word : words) print.add(word);
}

/// All that findings depend on besides text and path, and whether the file was named.
Hash128 hashOf(std::string_view data, const lint::Options& options) {
    Fingerprint print;
    print.add(data).add(options.table->source()).add(options.table->size());
    print.add(options.targets.size());
    for (const targets::Target& target : options.targets)
        print.add(target.label)
            .add(target.port)
            .add(target.like)
            .add(target.releases)
            .add(target.isCircuitPython);
    for (const bool on : options.enabled) print.add(on);
    addAll(print, options.projectModules);
    addAll(print, options.privateConstants);
    addAll(print, options.packages);
    print.add(options.desktopFiles);
    return print.hash();
}

std::string hex(uint64_t value) {
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016" PRIx64, value);
    return digits;
}
} // namespace

LintCache::LintCache(std::string_view data, const lint::Options& options)
    : options_(options), folder_(usualFolder()) {
    if (folder_.empty()) return;
    path_ = host::joinPath(folder_, hex(hashOf(data, options).low) + ".cache");
    program_ =
        Fingerprint().add(host::versionLine()).add(host::modifiedAt(host::kOwnProgram)).hash();
    load();
}

Hash128 LintCache::keyOf(std::string_view text, const std::string& path) const {
    return Fingerprint()
        .add(path)
        .add(hashBytes(text))
        .add(lint::looksAtDesktopFile(options_, path))
        .hash();
}

void LintCache::load() {
    if (!host::readFile(path_, text_).ok()) return;
    std::string_view rest = text_;
    if (rest.size() < kHeader || !rest.starts_with(kMagic)) return;
    Unpacker header(rest.substr(kMagic.size(), 2 * sizeof(Hash128)));
    const auto program = header.raw<Hash128>(), content = header.raw<Hash128>();
    rest.remove_prefix(kHeader);
    if (program != program_ || content != hashBytes(rest)) return;
    Unpacker in(rest);
    while (in.ok() && !in.atEnd()) {
        const auto key = in.raw<Hash128>();
        const std::string_view packed = in.text();
        if (in.ok()) old_.emplace(key, packed);
    }
}

bool LintCache::find(std::string_view text, const std::string& path,
                     lint::FileResult& result) const {
    if (old_.empty()) return false;
    const auto found = old_.find(keyOf(text, path));
    lint::FileResult read;
    if (found == old_.end() || !unpack(found->second, text.size(), read)) return false;
    read.source = std::make_unique<SourceBuffer>(text, path);
    result = std::move(read);
    return true;
}

void LintCache::add(std::string_view text, const std::string& path,
                    const lint::FileResult& result) {
    if (!path_.empty()) added_.emplace(keyOf(text, path), pack(result));
}

void LintCache::save() const {
    const bool known = std::all_of(added_.begin(), added_.end(),
                                   [&](const auto& entry) { return old_.contains(entry.first); });
    if (path_.empty() || known) return;
    std::string rest, header(kMagic);
    Packer results(rest), front(header);
    for (const auto& [key, packed] : added_) {
        results.raw(key);
        results.text(packed);
    }
    // A run on one file of many leaves those of the others, until they are too many.
    for (const auto& [key, packed] : old_) {
        if (added_.size() + old_.size() > kMostResults) break;
        if (added_.contains(key)) continue;
        results.raw(key);
        results.text(packed);
    }
    front.raw(program_);
    front.raw(hashBytes(rest));
    if (host::makeDirectories(folder_) != 0) return;
    // A reader tells by the hash whether the file is whole.
    const std::string_view pieces[] = {header, rest};
    if (!host::overwriteFile(path_, pieces).ok()) return;
    host::Listing listing;
    host::listFolder(folder_, listing);
    std::vector<std::pair<int64_t, std::string>> old;
    for (const std::string& name : listing.files) {
        if (!name.ends_with(".cache")) continue;
        const std::string path = host::joinPath(folder_, name);
        old.emplace_back(host::modifiedAt(path), path);
    }
    std::sort(old.begin(), old.end());
    for (size_t i = 0; i + kMostFiles < old.size(); ++i) ::unlink(old[i].second.c_str());
}

} // namespace taipan::driver
