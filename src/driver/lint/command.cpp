// taipan lint: will this code run on that board?
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

#include "lint/stubs.h"
#include "src/driver/commands.h"
#include "src/driver/compile/inputs.h"
#include "src/driver/lint/baseline.h"
#include "src/driver/lint/cache.h"
#include "src/driver/lint/costs.h"
#include "src/driver/lint/device.h"
#include "src/driver/lint/min_version.h"
#include "src/driver/lint/output.h"
#include "src/driver/lint/project.h"
#include "src/driver/lint/prove.h"
#include "src/driver/lint/settings.h"
#include "src/driver/module_file.h"
#include "support/host/files.h"
#include "support/host/folders.h"
#include "support/host/paths.h"
#include "taipan/support/parallel.h"

namespace taipan::driver {

namespace {
using namespace lint_status;

/// Writes a stub for each module of the first target.
int writeStubs(const LintSettings& settings, const lint::Options& options) {
    const auto stubs = lint::stubsFor(*options.table, options.targets.front());
    for (const lint::Stub& stub : stubs) {
        const std::string path = host::joinPath(settings.stubs, stub.path);
        int error = host::makeDirectories(std::string(host::folderOf(path)));
        const std::span<const uint8_t> bytes(reinterpret_cast<const uint8_t*>(stub.text.data()),
                                             stub.text.size());
        if (error == 0) error = host::writeFile(path, bytes).code;
        if (error != 0) return lintUsage(host::withReason("cannot write " + path, error));
    }
    if (!settings.quiet)
        std::fprintf(stderr, "taipan lint: %zu stubs for %s\n", stubs.size(),
                     options.targets.front().label.c_str());
    return kClean;
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
    std::unique_ptr<targets::Table> own, withDevice;
    const targets::Table* table = &targets::Table::builtIn();
};

/// The device's own target beside those of the table.
bool addDevice(const std::string& path, Data& data, std::string& error) {
    if (path.empty()) return true;
    const Result<targets::Device> device = readDevice(path);
    error = device ? "" : device.error().message;
    if (!device) return false;
    Result<targets::Table> table = targets::withDevice(*data.table, device.value());
    error = table ? "" : path + ": error: " + table.error().message;
    if (!table) return false;
    data.withDevice = std::make_unique<targets::Table>(std::move(table).value());
    data.table = data.withDevice.get();
    return true;
}

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
               targets::describe(table, row.releases, row.port == "circuitpython") + ")\n";
    out += std::to_string(table.boards().size()) + " boards by name; ports; any\n";
    return out;
}

/// Answers that need no files; -1 when the files are to be linted.
int answer(const LintSettings& settings, const targets::Table& table) {
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
    if (code == lint::Code::Count_) return lintUsage("there is no rule '" + settings.explain + "'");
    return printOut(lint::explain(code)) ? kClean : kFound;
}

/// What findings call an input.
std::string pathOf(const std::string& name) {
    return host::isStandardInput(name) ? "<stdin>" : name;
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
        LintFile file{pathOf(job.input), {}};
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
        results.push_back({std::make_unique<SourceBuffer>("", path), {finding}, {}});
    }
}

bool chooseTargets(const LintSettings& settings, const std::vector<LintFile>& files,
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

/// What the command line does not say, the configuration does.
void merge(LintSettings& settings, const LintConfig& config) {
    if (settings.targets.empty()) settings.targets = config.targets;
    if (settings.select.empty()) settings.select = config.select;
    if (settings.baseline.empty()) settings.baseline = config.baseline;
    if (!config.ignore.empty())
        settings.ignore += (settings.ignore.empty() ? "" : ",") + config.ignore;
    settings.extraModules.insert(settings.extraModules.end(), config.extraModules.begin(),
                                 config.extraModules.end());
}

Result<LintConfig> configure(const LintSettings& settings) {
    if (settings.isolated) return LintConfig{};
    if (!settings.config.empty()) return readConfig(settings.config);
    const std::string& place = settings.place;
    const std::string first = !settings.names.empty() ? settings.names.front()
                              : place.empty()         ? "."
                                                      : place.substr(0, place.rfind(':'));
    const std::string found = findConfig(first.starts_with('@') ? "." : first);
    return found.empty() ? LintConfig{} : readConfig(found);
}

bool chooseRules(const LintSettings& settings, lint::Options& options, std::string& error) {
    options.enabled = lint::defaultRules();
    if (!settings.select.empty()) {
        std::fill(options.enabled.begin(), options.enabled.end(), false);
        if (!lint::selectRules(options.enabled, settings.select, true)) {
            error = "no rule is called " + settings.select;
            return false;
        }
    }
    if (lint::selectRules(options.enabled, settings.ignore, false)) return true;
    error = "no rule is called " + settings.ignore;
    return false;
}

/// A run: the files that are named, and what is known of them.
struct Run {
    std::vector<std::string> names;
    std::vector<LintFile> files;
    std::vector<std::string> modules; // .mpy
    lint::Options options;
    std::string_view data; // the table's text, where it is not the program's
    bool complete = false; // all could be read
};

bool gather(const LintSettings& settings, const LintConfig& config, Run& run, std::string& error) {
    std::vector<std::string> names = settings.names;
    if (!settings.place.empty()) names = {settings.place.substr(0, settings.place.rfind(':'))};
    if (!expand(names, run.names, error)) return false;
    if (run.names.empty()) {
        error = "no files are named";
        return false;
    }
    for (const std::string& name : run.names) findModules(name, true, run.modules);
    std::erase_if(run.names, [](const std::string& name) { return name.ends_with(kOutputSuffix); });
    run.complete = (run.names.empty() && !run.modules.empty()) || readFiles(run.names, run.files);
    const auto excluded = [&](const std::string& path) {
        return std::any_of(config.exclude.begin(), config.exclude.end(), [&](const auto& pattern) {
            return matches(pattern, pathBelow(config.folder, path));
        });
    };
    std::erase_if(run.files, [&](const LintFile& file) { return excluded(file.path); });
    std::erase_if(run.modules, excluded);
    return true;
}

/// Takes out what pyproject.toml turns off for some files.
void ignorePerFile(const LintConfig& config, std::vector<lint::FileResult>& results) {
    for (const auto& [pattern, rules] : config.perFileIgnores) {
        std::vector<bool> on(static_cast<size_t>(lint::Code::Count_), true);
        lint::selectRules(on, rules, false);
        for (lint::FileResult& result : results)
            if (matches(pattern, pathBelow(config.folder, result.source->name())))
                std::erase_if(result.findings, [&](const lint::Finding& finding) {
                    return !on[static_cast<size_t>(finding.code)];
                });
    }
}

void say(const LintSettings& settings, size_t count, const char* words) {
    if (count && !settings.quiet && settings.format == "text")
        std::fprintf(stderr, "taipan lint: %zu %s\n", count, words);
}

/// Takes out what is not asked for: files that never run, old findings, unchanged lines.
int narrow(const LintSettings& settings, const LintConfig& config, const Run& run,
           std::vector<lint::FileResult>& results) {
    ignorePerFile(config, results);
    if (!settings.all) {
        const std::vector<bool> reached = reachable(run.names, run.files, results);
        size_t left = 0;
        for (size_t i = 0; i < reached.size(); ++i) {
            if (reached[i]) continue;
            ++left;
            results[i].findings.clear();
        }
        say(settings, left,
            "files are left out: what the board starts imports none; --all has them");
    }
    if (!settings.since.empty()) {
        Result<ChangedLines> changed = ChangedLines::since(settings.since, run.names.front());
        if (!changed) return lintUsage(changed.error().message);
        say(settings, keepChanged(results, changed.value()), "findings are on unchanged lines");
    }
    if (!settings.newBaseline.empty()) {
        if (Result<void> written = Baseline::write(settings.newBaseline, results); !written)
            return lintUsage(written.error().message);
        for (lint::FileResult& result : results) result.findings.clear();
    } else if (!settings.baseline.empty()) {
        Result<Baseline> baseline = Baseline::read(settings.baseline);
        if (!baseline) return lintUsage(baseline.error().message);
        say(settings, baseline->filter(results), "findings are in the baseline");
        say(settings, baseline->unmet(), "findings of the baseline are gone: --write-baseline");
    }
    return kClean;
}

/// The findings of all files: those of an earlier run where nothing changed.
std::vector<lint::FileResult> lintFiles(const LintSettings& settings, const Run& run) {
    std::unique_ptr<LintCache> cache;
    // What a device has is in no table that could be told by its text.
    if (!settings.noCache && settings.device.empty())
        cache = std::make_unique<LintCache>(run.data, run.options);
    std::vector<lint::FileResult> results(run.files.size());
    forEachParallel(run.files.size(), settings.threads, [&](size_t i) {
        const auto& [path, text] = run.files[i];
        if (!cache || !cache->find(text, path, results[i]))
            results[i] = lint::lintSource(text, path, run.options);
    });
    if (!cache) return results;
    for (size_t i = 0; i < results.size(); ++i)
        cache->add(run.files[i].text, run.files[i].path, results[i]);
    cache->save();
    return results;
}

int lintAll(const LintSettings& settings, const LintConfig& config, Run& run) {
    std::vector<lint::FileResult> results = lintFiles(settings, run);
    if (settings.costs) {
        const std::vector<bool> reached = reachable(run.names, run.files, results);
        return printOut(costTable(run.names, run.files, results, reached)) ? kClean : kFound;
    }
    checkModules(run.modules, run.options, results);
    if (const int status = narrow(settings, config, run, results)) return status;
    if (settings.fix || settings.diff) return applyLintFixes(settings, run.files, results);
    if (settings.prove)
        say(settings, proveFindings(settings, run.files, run.options, results),
            "findings are shown by running them");
    if (!(settings.quiet && settings.format == "text") || !settings.statistics)
        printOut(renderFindings(settings, results, run.options));
    const int code = lintSummary(settings, results);
    return run.complete ? code : kUsage;
}

int runLint(LintSettings settings) {
    Data data;
    std::string error;
    if (!loadData(settings.data, data, error) || !addDevice(settings.device, data, error))
        return lintUsage(error);
    if (const int code = answer(settings, *data.table); code >= 0) return code;
    Result<LintConfig> config = configure(settings);
    if (!config) return printFailure(config.error(), kUsage);
    if (!settings.device.empty() && settings.targets.empty())
        settings.targets = targets::kDeviceTarget;
    merge(settings, config.value());
    Run run;
    run.options.table = data.table;
    run.data = data.text;
    if (!settings.stubs.empty()) {
        if (!chooseTargets(settings, {}, run.options, error)) return lintUsage(error);
        return writeStubs(settings, run.options);
    }
    if (!chooseRules(settings, run.options, error)) return lintUsage(error);
    if (!gather(settings, config.value(), run, error)) return lintUsage(error);
    if (run.files.empty() && run.modules.empty()) return run.complete ? kClean : kUsage;
    if (!chooseTargets(settings, run.files, run.options, error)) return lintUsage(error);
    run.options.projectModules = projectModules(run.names, run.files);
    for (const std::string& name : settings.extraModules)
        run.options.projectModules.push_back(name);
    run.options.packages = packageFolders(run.files);
    run.options.privateConstants = privateConstants(run.files);
    run.options.desktopFiles = settings.all;
    if (!settings.place.empty())
        return explainSilence(settings.place, run.files, run.options, config.value());
    for (const std::string& name : run.names) run.options.named.push_back(pathOf(name));
    std::sort(run.options.named.begin(), run.options.named.end());
    if (!settings.minVersion) return lintAll(settings, config.value(), run);
    if (settings.targets.empty()) settings.targets = run.options.targets.front().label;
    const Result<std::vector<Need>> needs =
        leastReleases(settings.targets, run.files, run.options, settings.threads);
    if (!needs) return lintUsage(needs.error().message);
    const bool runs = printNeeds(needs.value(), settings.format == "json");
    return !run.complete ? kUsage : runs ? kClean : kFound;
}

/// When the files named, and those in folders, were last written, and how many there are.
std::pair<int64_t, size_t> stateOf(const LintSettings& settings) {
    std::vector<std::string> names;
    std::string error;
    if (!expand(settings.names, names, error)) return {0, 0};
    const JobList list = listJobs(names, {});
    int64_t latest = 0;
    for (const Job& job : list.jobs) latest = std::max(latest, host::modifiedAt(job.input));
    return {latest, list.jobs.size()};
}

/// Runs until it is ended; a fault in the words or files ends it only in the beginning.
int watchLint(const LintSettings& settings) {
    constexpr auto kPause = std::chrono::milliseconds(200);
    auto last = stateOf(settings);
    if (const int status = runLint(settings); status == kUsage) return status;
    for (;;) {
        std::fflush(nullptr);
        std::this_thread::sleep_for(kPause);
        const auto now = stateOf(settings);
        if (now == last) continue;
        last = now;
        std::fprintf(stderr, "taipan lint: files changed\n");
        runLint(settings);
    }
}
} // namespace

void addLintCommand(Command& root) {
    auto settings = std::make_shared<LintSettings>();
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
    command.flag("--min-version", settings->minVersion,
                 "Say which release is the oldest that runs the files, and what asks for it");
    command.option("--config", settings->config,
                   "This pyproject.toml instead of the nearest one with [tool.taipan.lint]");
    command.flag("--isolated", settings->isolated, "Read no pyproject.toml");
    command
        .option("--extra-module", settings->extraModules,
                "A module that the firmware has besides; several times")
        .oneWordEach();
    command.option("--device-json", settings->device,
                   "What tools/device_facts.py printed on a board: the target 'device'");
    command.option("--stubs", settings->stubs,
                   "Write stubs of the target's modules for type checkers to this folder");
    command.flag("--watch", settings->watch, "Lint again whenever a file changes");
    command.option("--baseline", settings->baseline, "Not the findings that this file has");
    command.option("--write-baseline", settings->newBaseline,
                   "Write the findings to this file instead of printing them");
    command.option("--since", settings->since,
                   "Only findings on lines that changed since the revision, as git sees it");
    command.option("--explain-silence", settings->place,
                   "Why nothing is said about a line: FILE:LINE");
    command.flag(
        "--all", settings->all,
        "Files that main.py, boot.py or code.py never import, and those for pytest and the "
        "like, too; repeats one by one");
    command.flag("--by-consequence", settings->byConsequence,
                 "Group the findings by what happens on the board");
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
    command.flag("--costs", settings->costs,
                 "What the modules take of flash and RAM, instead of findings");
    command.flag("--prove", settings->prove,
                 "Run what is found, where that harms nothing, and show the exception");
    command.flag("--no-cache", settings->noCache, "Start from nothing, and keep nothing");
    command.flag("--version", settings->version, "Size and age of the table of capabilities");
    command.option("-j,--jobs", settings->threads, "Threads; 0: one a processor");
    command.onRun(
        [settings] { return settings->watch ? watchLint(*settings) : runLint(*settings); });
}

} // namespace taipan::driver
