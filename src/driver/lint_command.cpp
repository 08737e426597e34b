// taipan lint: will this code run on that board?
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <unistd.h>

#include "lint/report/report.h"
#include "src/driver/commands.h"
#include "src/driver/compile/inputs.h"
#include "src/driver/compile/progress.h"
#include "src/driver/lint_project.h"
#include "src/driver/module_file.h"
#include "support/host/files.h"
#include "support/host/folders.h"
#include "support/host/paths.h"
#include "taipan/support/parallel.h"

namespace taipan::driver {

namespace {
struct Settings {
    std::vector<std::string> names;
    std::string targets, select, ignore, format = "text", explain, data;
    bool statistics = false, quiet = false, fix = false, unsafe = false, diff = false;
    bool listRules = false, listTargets = false, version = false;
    unsigned threads = 0;
};

constexpr int kClean = 0, kFound = 1, kUsage = 2;

int usage(const std::string& message) {
    std::fprintf(stderr, "taipan lint: %s\n", message.c_str());
    return kUsage;
}

/// Names with those in `@FILE` in their place, one a line.
bool expand(const std::vector<std::string>& names, std::vector<std::string>& out,
            std::string& error) {
    for (const std::string& name : names) {
        if (!name.starts_with('@')) {
            out.push_back(name);
            continue;
        }
        std::string text;
        if (!host::readFile(name.substr(1), text).ok()) {
            error = "cannot read " + name.substr(1);
            return false;
        }
        for (size_t at = 0; at < text.size();) {
            const size_t end = std::min(text.find('\n', at), text.size());
            if (end > at) out.push_back(text.substr(at, end - at));
            at = end + 1;
        }
    }
    return true;
}

/// The table to use: the program's, or a file's.
struct Data {
    std::string text;
    std::unique_ptr<targets::Table> own;
    const targets::Table* table = &targets::Table::builtIn();
};

bool loadData(const std::string& path, Data& data, std::string& error) {
    if (path.empty()) return true;
    if (!host::readFile(path, data.text).ok()) {
        error = "cannot read " + path;
        return false;
    }
    Result<targets::Table> result = targets::Table::parse(data.text);
    if (!result) {
        error = path + ": " + result.error().message;
        return false;
    }
    data.own = std::make_unique<targets::Table>(std::move(result).value());
    data.table = data.own.get();
    return true;
}

std::string rulesList() {
    std::string out;
    for (size_t i = 0; i < static_cast<size_t>(lint::Code::Count_); ++i) {
        const lint::RuleRow& row = lint::ruleRow(static_cast<lint::Code>(i));
        out += std::string(row.code) + " " + row.slug + "\n";
    }
    return out;
}

std::string targetsList(const targets::Table& table) {
    std::string out;
    for (const targets::TargetRow& row : table.targets())
        out += std::string(row.name) + " (" +
               targets::describe(table, row.releases, row.name == "circuitpython") + ")\n";
    out += std::to_string(table.boards().size()) + " boards by name; ports; any\n";
    return out;
}

/// Answers that need no files; -1 when the files are to be linted.
int answer(const Settings& settings, const targets::Table& table) {
    if (settings.version) {
        printOut("taipan lint: data of " + std::string(table.source()) + ", " +
                 std::to_string(table.size() / 1000) + " kB, " +
                 std::to_string(table.targets().size()) + " targets, " +
                 std::to_string(static_cast<unsigned>(lint::Code::Count_)) + " rules\n");
        return kClean;
    }
    if (settings.listRules) return printOut(rulesList()) ? kClean : kFound;
    if (settings.listTargets) return printOut(targetsList(table)) ? kClean : kFound;
    if (settings.explain.empty()) return -1;
    if (settings.explain == "all") {
        std::string out;
        for (size_t i = 0; i < static_cast<size_t>(lint::Code::Count_); ++i)
            out += (i ? "\n" : "") + lint::explain(static_cast<lint::Code>(i));
        return printOut(out) ? kClean : kFound;
    }
    const lint::Code code = lint::findRule(settings.explain);
    if (code == lint::Code::Count_) return usage("there is no rule '" + settings.explain + "'");
    return printOut(lint::explain(code)) ? kClean : kFound;
}

/// The files' texts; what cannot be read is said on standard error.
bool readFiles(const std::vector<std::string>& names, std::vector<LintFile>& files) {
    const JobList list = listJobs(names, {});
    bool all = true;
    for (const Unreadable& folder : list.unreadable) {
        std::fprintf(stderr, "taipan lint: cannot read %s\n", folder.path.c_str());
        all = false;
    }
    if (list.jobs.empty() && list.unreadable.empty())
        std::fprintf(stderr, "taipan lint: no .py files found\n");
    for (const Job& job : list.jobs) {
        LintFile file{host::isStandardInput(job.input) ? "<stdin>" : job.input, {}};
        if (host::readInput(job.input, file.text).ok())
            files.push_back(std::move(file));
        else {
            std::fprintf(stderr, "taipan lint: cannot read %s\n", job.input.c_str());
            all = false;
        }
    }
    return all && !list.jobs.empty();
}

/// The .mpy files that are named or in folders that are.
void findModules(const std::string& path, bool named, std::vector<std::string>& out) {
    if (host::pathKind(path) != host::PathKind::Folder) {
        if (named && path.ends_with(kOutputSuffix)) out.push_back(path);
        return;
    }
    host::Listing listing;
    host::listFolder(path, listing);
    for (const std::string& file : listing.files)
        if (file.ends_with(kOutputSuffix)) out.push_back(host::joinPath(path, file));
    for (const host::SubFolder& folder : listing.folders)
        if (!folder.isLink && !folder.name.starts_with('.'))
            findModules(host::joinPath(path, folder.name), false, out);
}

/// MP8002: a result for each .mpy file that a target does not load.
void checkModules(const std::vector<std::string>& paths, const lint::Options& options,
                  std::vector<lint::FileResult>& results) {
    if (!options.enabled[static_cast<size_t>(lint::Code::MP8002)]) return;
    for (const std::string& path : paths) {
        std::string bytes;
        if (!host::readFile(path, bytes).ok()) continue;
        lint::Finding finding;
        finding.code = lint::Code::MP8002;
        for (size_t i = 0; i < options.targets.size(); ++i) {
            const std::string fault = lint::mpyFault(bytes, *options.table, options.targets[i]);
            if (fault.empty()) continue;
            finding.message = fault;
            finding.targets |= uint64_t{1} << i;
        }
        if (!finding.targets) continue;
        finding.hint = "compile it with the mpy-cross of the firmware's release";
        results.push_back({std::make_unique<SourceBuffer>("", path), {finding}});
    }
}

bool isTerminal(int descriptor) {
    return ::isatty(descriptor) != 0 && std::getenv("NO_COLOR") == nullptr;
}

std::string render(const Settings& settings, const std::vector<lint::FileResult>& results,
                   const lint::Options& options) {
    std::vector<lint::FileReport> files;
    for (const lint::FileResult& result : results)
        files.push_back({result.source.get(), &result.findings});
    std::string out;
    const lint::TextStyle style{isTerminal(STDOUT_FILENO), options.targets.size() > 1};
    if (settings.format == "sarif")
        lint::appendSarif(out, files, options);
    else if (settings.format == "github")
        lint::appendGitHub(out, files, options);
    else if (settings.format == "gitlab")
        lint::appendGitLab(out, files, options);
    else if (settings.format == "junit")
        lint::appendJUnit(out, files, options);
    else
        for (const lint::FileReport& file : files) {
            if (settings.format == "json")
                lint::appendJson(out, file, options);
            else
                lint::appendText(out, file, options, style);
        }
    return out;
}

std::string statistics(const std::vector<lint::FileResult>& results) {
    std::map<lint::Code, size_t> counts;
    for (const lint::FileResult& result : results)
        for (const lint::Finding& finding : result.findings) ++counts[finding.code];
    std::string out;
    for (const auto& [code, count] : counts)
        out += std::to_string(count) + "\t" + lint::ruleRow(code).code + "\t" +
               lint::ruleRow(code).slug + "\n";
    return out;
}

/// Rewrites the files, or shows what would change.
int applyAll(const Settings& settings, const std::vector<LintFile>& files,
             const std::vector<lint::FileResult>& results) {
    std::string diffs;
    size_t fixed = 0;
    for (size_t i = 0; i < files.size(); ++i) {
        size_t count = 0;
        const std::string text =
            lint::applyFixes(files[i].text, results[i].findings, settings.unsafe, count);
        if (!count || text == files[i].text) continue;
        fixed += count;
        if (settings.diff) {
            diffs += lint::unifiedDiff(files[i].text, text, files[i].path);
            continue;
        }
        if (files[i].path == "<stdin>") {
            diffs += text;
            continue;
        }
        const std::span<const uint8_t> bytes(reinterpret_cast<const uint8_t*>(text.data()),
                                             text.size());
        if (!host::writeFile(files[i].path, bytes).ok())
            return usage("cannot write " + files[i].path);
    }
    printOut(diffs);
    if (!settings.quiet)
        std::fprintf(stderr, "taipan lint: %zu fixes%s\n", fixed, settings.diff ? " shown" : "");
    return kClean;
}

bool chooseTargets(const Settings& settings, const std::vector<LintFile>& files,
                   lint::Options& options, std::string& error) {
    std::string named = settings.targets;
    if (named.empty()) {
        std::string why;
        named = guessTarget(files, why);
        if (!settings.quiet)
            std::fprintf(stderr, "taipan lint: for %s, as %s\n",
                         named == "any" ? "any board" : named.c_str(), why.c_str());
    }
    Result<std::vector<targets::Target>> parsed = targets::parseTargets(*options.table, named);
    if (!parsed) {
        error = parsed.error().message;
        return false;
    }
    options.targets = std::move(parsed).value();
    return true;
}

int summary(const Settings& settings, const std::vector<lint::FileResult>& results) {
    std::array<size_t, 4> counts{};
    for (const lint::FileResult& result : results)
        for (const lint::Finding& finding : result.findings)
            ++counts[static_cast<size_t>(finding.level)];
    if (settings.statistics) printOut(statistics(results));
    if (!settings.quiet && settings.format == "text")
        std::fprintf(stderr, "taipan lint: %zu files, %zu errors, %zu warnings, %zu hints\n",
                     results.size(), counts[0], counts[1], counts[2]);
    return counts[0] + counts[1] ? kFound : kClean;
}

int run(const Settings& settings) {
    Data data;
    std::string error;
    if (!loadData(settings.data, data, error)) return usage(error);
    if (const int code = answer(settings, *data.table); code >= 0) return code;
    std::vector<std::string> names;
    if (!expand(settings.names, names, error)) return usage(error);
    if (names.empty()) return usage("no files are named");
    lint::Options options;
    options.table = data.table;
    options.enabled = lint::defaultRules();
    if (!settings.select.empty()) {
        std::fill(options.enabled.begin(), options.enabled.end(), false);
        if (!lint::selectRules(options.enabled, settings.select, true))
            return usage("no rule is called " + settings.select);
    }
    if (!lint::selectRules(options.enabled, settings.ignore, false))
        return usage("no rule is called " + settings.ignore);
    std::vector<LintFile> files;
    std::vector<std::string> modules;
    for (const std::string& name : names) findModules(name, true, modules);
    std::erase_if(names, [](const std::string& name) { return name.ends_with(kOutputSuffix); });
    const bool complete = (names.empty() && !modules.empty()) || readFiles(names, files);
    if (files.empty() && modules.empty()) return kUsage;
    if (!chooseTargets(settings, files, options, error)) return usage(error);
    options.projectModules = projectModules(names, files);
    options.privateConstants = privateConstants(files);
    std::vector<lint::FileResult> results(files.size());
    forEachParallel(files.size(), settings.threads, [&](size_t i) {
        results[i] = lint::lintSource(files[i].text, files[i].path, options);
    });
    checkModules(modules, options, results);
    if (settings.fix || settings.diff) return applyAll(settings, files, results);
    if (!(settings.quiet && settings.format == "text") || !settings.statistics)
        printOut(render(settings, results, options));
    const int code = summary(settings, results);
    return complete ? code : kUsage;
}
} // namespace

void addLintCommand(Command& root) {
    auto settings = std::make_shared<Settings>();
    Command command = root.command("lint", "Check whether programs will run on a board");
    command.argument("files", settings->names,
                     "Files and folders; - for standard input, @FILE for a list");
    command.option("-t,--target", settings->targets,
                   "Port, board or level with its release: esp32@1.24, RPI_PICO_W, "
                   "unix@>=1.22, circuitpython@9.2; several with commas");
    command.option("--select", settings->select, "These rules only: codes, starts of codes, names");
    command.option("--ignore", settings->ignore, "Not these rules");
    command.option("--format", settings->format, "How findings are printed")
        .oneOf({"text", "json", "sarif", "github", "gitlab", "junit"});
    command.flag("--statistics", settings->statistics, "Count the findings by rule");
    command.flag("-q,--quiet", settings->quiet, "Findings only");
    command.flag("--fix", settings->fix, "Apply the safe fixes to the files");
    command.flag("--unsafe", settings->unsafe,
                 "With --fix or --diff: fixes that may change more, too");
    command.flag("--diff", settings->diff, "Show what --fix would change");
    command.option("--explain", settings->explain, "Words about a rule; all for every one");
    command.flag("--list-rules", settings->listRules, "Name the rules");
    command.flag("--list-targets", settings->listTargets, "Name the targets");
    command.option("--data", settings->data,
                   "Another table of capabilities, from tools/capabilities/build.py");
    command.flag("--version", settings->version, "Size and age of the table of capabilities");
    command.option("-j,--jobs", settings->threads, "Threads; 0: one a processor");
    command.onRun([settings] { return run(*settings); });
}

} // namespace taipan::driver
