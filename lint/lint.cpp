#include "lint/lint.h"

#include <algorithm>

#include "lint/analysis/walk.h"
#include "lint/frontend_check.h"
#include "lint/suppress.h"
#include "lint/syntax/parser.h"

namespace taipan::lint {

std::vector<bool> defaultRules() {
    std::vector<bool> enabled(static_cast<size_t>(Code::Count_));
    for (size_t i = 0; i < enabled.size(); ++i)
        enabled[i] = ruleRow(static_cast<Code>(i)).level != Level::Off;
    return enabled;
}

bool selectRules(std::vector<bool>& enabled, std::string_view words, bool on) {
    while (!words.empty()) {
        const size_t end = std::min(words.find(','), words.size());
        const std::string_view word = words.substr(0, end);
        words.remove_prefix(std::min(end + 1, words.size()));
        bool any = false;
        for (size_t i = 0; i < enabled.size(); ++i) {
            const RuleRow& row = ruleRow(static_cast<Code>(i));
            if (word != row.slug &&
                !(word.starts_with("MP") && std::string_view(row.code).starts_with(word)))
                continue;
            enabled[i] = on;
            any = true;
        }
        if (!any) return false;
    }
    return true;
}

namespace {
/// The same finding for several targets is one.
void merge(std::vector<Finding>& all, std::vector<Finding>&& more, unsigned target) {
    const size_t known = all.size(); // of the targets before
    for (Finding& finding : more) {
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(known);
        const auto same = std::find_if(all.begin(), end, [&](const Finding& other) {
            return other.code == finding.code && other.span.begin == finding.span.begin &&
                   other.message == finding.message;
        });
        if (same != end) {
            same->targets |= uint64_t{1} << target;
            continue;
        }
        finding.targets = uint64_t{1} << target;
        all.push_back(std::move(finding));
    }
}

/// The import of a tool for PCs that the file has whatever happens; null for none. A file with one
/// runs nowhere else. `name` gets the tool's.
const Node* desktopTool(const Node& module, const Interner& interner, std::string_view& name) {
    constexpr std::string_view kTools[] = {"pytest", "setuptools", "distutils", "nox", "sphinx"};
    for (const Node* item : module.items) {
        if (item->kind != Kind::Import && item->kind != Kind::ImportFrom) continue;
        const auto top = [&](NameId name) {
            const std::string_view text = interner.text(name);
            return text.substr(0, text.find('.'));
        };
        for (const std::string_view tool : kTools) {
            name = tool;
            if (item->kind == Kind::ImportFrom && !item->detail && top(item->name) == tool)
                return item;
            for (const Node* alias : item->items)
                if (item->kind == Kind::Import && top(alias->name) == tool) return item;
        }
    }
    return nullptr;
}

Finding skipped(SourceSpan span, std::string message) {
    Finding finding;
    finding.code = Code::MP9005;
    finding.level = Level::Info;
    finding.span = span;
    finding.message = std::move(message);
    return finding;
}

bool before(const Finding& a, const Finding& b) {
    if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
    return a.code < b.code;
}
} // namespace

bool looksAtDesktopFile(const Options& options, const std::string& path) {
    return options.desktopFiles ||
           std::binary_search(options.named.begin(), options.named.end(), path);
}

FileResult lintSource(std::string_view text, std::string path, const Options& options) {
    FileResult result;
    result.notes.wantSilences = options.wantSilences;
    if (text.size() > SourceBuffer::kMaxSize) text = text.substr(0, SourceBuffer::kMaxSize);
    result.source = std::make_unique<SourceBuffer>(text, path);
    Arena arena;
    Interner interner;
    const Tree tree = parse(*result.source, interner, arena);
    const Scopes scopes(const_cast<Node&>(*tree.module), interner.size());
    const std::vector<Diagnostic> errors = compileErrors(*result.source, *tree.module);
    File file;
    file.source = result.source.get();
    file.interner = &interner;
    file.module = tree.module;
    file.scopes = &scopes;
    file.path = std::move(path);
    const size_t slash = file.path.rfind('/');
    const std::string folder = slash == file.path.npos ? "" : file.path.substr(0, slash);
    file.inPackage = std::binary_search(options.packages.begin(), options.packages.end(), folder);
    file.rejected = !errors.empty();
    file.projectModules = &options.projectModules;
    file.privateConstants = &options.privateConstants;
    for (unsigned i = 0; i < options.targets.size() && i < 64; ++i) {
        std::vector<Finding> findings;
        Context context(file, *options.table, options.targets[i], findings);
        context.notes = &result.notes;
        walk(context, options.enabled);
        if (!errors.empty()) {
            const std::vector<Finding> finer = findings;
            reportErrors(context, errors, finer);
            std::erase_if(findings, [&](const Finding& f) {
                return !options.enabled[static_cast<size_t>(f.code)];
            });
        }
        merge(result.findings, std::move(findings), i);
    }
    std::erase_if(result.findings,
                  [&](const Finding& f) { return !options.enabled[static_cast<size_t>(f.code)]; });
    const bool says = options.enabled[static_cast<size_t>(Code::MP9005)];
    std::string_view tool;
    const Node* import = looksAtDesktopFile(options, result.source->name())
                             ? nullptr
                             : desktopTool(*tree.module, interner, tool);
    if (import) {
        result.findings.clear();
        if (options.wantSilences)
            result.notes.silences.push_back(
                {{0, static_cast<uint32_t>(text.size())},
                 "",
                 "the file imports " + std::string(tool) + ": it runs on a PC"});
        if (says)
            result.findings.push_back(skipped(
                import->span, "the file imports " + std::string(tool) +
                                  ", runs on a PC and is not looked at: its name or --all does"));
        return result;
    }
    if ((tree.tooDeep || scopes.tooDeep()) && says)
        result.findings.push_back(skipped({0, 0}, "a part is nested too deeply to be looked at"));
    suppress(*result.source, tree.comments, result.findings, options.enabled, result.notes);
    std::stable_sort(result.findings.begin(), result.findings.end(), before);
    return result;
}

std::vector<std::string> privateConstantsOf(std::string_view text) {
    std::vector<std::string> names;
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line[0] != '_') continue;
        size_t at = 0;
        while (at < line.size() && isNamePart(line[at])) ++at;
        const std::string_view rest = line.substr(at);
        const size_t sign = rest.find_first_not_of(' ');
        if (sign == rest.npos || rest[sign] != '=') continue;
        const size_t value = rest.find_first_not_of(' ', sign + 1);
        if (value != rest.npos && rest.substr(value).starts_with("const("))
            names.emplace_back(line.substr(0, at));
    }
    return names;
}

} // namespace taipan::lint
