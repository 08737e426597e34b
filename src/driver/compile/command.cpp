// taipan compile: files and whole trees of .py to .mpy.
#include <algorithm>
#include <map>
#include <memory>
#include <thread>
#include <unistd.h>

#include "src/driver/commands.h"
#include "src/driver/compile/batch.h"
#include "src/driver/compile/budget.h"
#include "src/driver/compile/prune.h"
#include "src/driver/depfile.h"
#include "src/driver/module_file.h"
#include "src/driver/other_compiler.h"
#include "src/driver/target_options.h"
#include "support/host/files.h"
#include "support/host/memory.h"
#include "support/host/paths.h"
#include "support/text/ascii.h"

namespace taipan::driver {

namespace {
struct Settings {
    std::vector<std::string> inputs;
    NamingOptions naming;
    std::string depfile;
    std::string diagnostics = "text";
    native::DebugFiles debug;
    BudgetSettings budget;
    bool keepTime = false;
    bool prune = false;
    unsigned threads = 0; // 0: one a processor, or as many as make's jobserver allows
    TargetSettings target;
};

int usageError(const Failure& failure) {
    return printFailure({"taipan compile: " + failure.message}, 2);
}

/// Everything of the command line that is not about files.
Result<BatchOptions> makeBatchOptions(const Settings& settings) {
    BatchOptions batch;
    if (auto applied = applyTargetOptions(settings.target, batch.compile); !applied)
        return applied.error();
    batch.debug = settings.debug;
    settings.debug.ask(batch.compile);
    batch.otherCompiler = otherCompiler(settings.target.nativeCompiler);
    const bool terminal = ::isatty(STDERR_FILENO) != 0;
    const bool json = settings.diagnostics == "json";
    batch.format = json ? report::Format::Json : report::Format::Rich;
    batch.style.color = terminal && std::getenv("NO_COLOR") == nullptr;
    batch.progress = terminal && !json;
    batch.keepTime = settings.keepTime;
    batch.newest = host::modifiedAt(host::kOwnProgram);
    batch.useJobserver = settings.threads != 1;
    batch.threads = settings.threads != 0 ? settings.threads
                                          : std::max(1U, std::thread::hardware_concurrency());
    return batch;
}

/// One line of ours, in the chosen form.
void printPlain(const BatchOptions& batch, std::string_view file, std::string_view message) {
    std::string text;
    report::appendPlain(text, batch.format, file, message);
    printError(text);
}

/// Says of the jobs, too, which directories are new.
bool makeOutputDirectories(std::vector<Job>& jobs, const BatchOptions& batch) {
    std::map<std::string_view, std::vector<Job*>> directories;
    for (Job& job : jobs) directories[host::folderOf(job.output)].push_back(&job);
    bool ok = true;
    for (const auto& [directory, ofIt] : directories) {
        bool isNew = false;
        const int code = host::makeDirectories(std::string(directory), &isNew);
        if (code != 0) {
            printPlain(batch, directory, host::withReason("cannot create the directory", code));
            ok = false;
        }
        for (Job* job : ofIt) job->isFirst = isNew;
    }
    return ok;
}

/// What every output depends on: with a budget the profile and all sources, for which functions are
/// picked depends on all.
std::vector<std::string> sharedInputs(const Settings& settings, const std::vector<Job>& jobs) {
    std::vector<std::string> shared;
    if (!settings.budget.isWanted()) return shared;
    for (const Job& job : jobs)
        if (!host::isStandardInput(job.input)) shared.push_back(job.input);
    const std::string& profile = settings.budget.profile;
    if (!profile.empty() && !host::isStandardInput(profile)) shared.push_back(profile);
    return shared;
}

bool writeDepfile(const Settings& settings, const std::vector<Job>& jobs,
                  const BatchOptions& batch) {
    const std::string& path = settings.depfile;
    const auto text = depfileText(jobs, sharedInputs(settings, jobs));
    if (!text) {
        printPlain(batch, path, text.error().message);
        return false;
    }
    const auto result = host::writeOutput(path, asBytes(text.value()));
    if (!result.ok())
        printPlain(batch, path, host::withReason("cannot write the file", result.code));
    return result.ok();
}

/// Removes outputs whose sources are gone.
bool prune(const Settings& settings, const std::vector<Job>& jobs, const BatchOptions& batch) {
    const std::vector<PruneFailure> failures = pruneOutputs(jobs, settings.naming);
    for (const PruneFailure& failure : failures)
        printPlain(batch, failure.path, host::withReason("cannot prune", failure.error));
    return failures.empty();
}

void printSummary(size_t errors, size_t failedFiles, size_t files, const BatchOptions& batch) {
    if (batch.format == report::Format::Json) return;
    const auto counted = [](size_t count, const char* noun) {
        return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
    };
    printError("taipan: " + counted(errors, "error") + " in " + std::to_string(failedFiles) +
               " of " + counted(files, "file") + "\n");
}

/// Compiles within the budget; false when there is nothing to write.
bool compileWithinBudget(const Settings& settings, uint64_t bytes, const std::vector<Job>& jobs,
                         const BatchOptions& batch, BudgetProduct& product) {
    std::string messages;
    const auto budget = readBudget(settings.budget, bytes, batch.format, messages);
    if (budget) product = compileWithin(*budget, jobs, batch, settings.target.nativeCompiler);
    printError(messages + product.messages);
    return budget && !product.isWrong;
}

bool writeReport(const std::string& path, const std::string& text, const BatchOptions& batch) {
    const auto result = host::writeOutput(path, asBytes(text));
    if (!result.ok())
        printPlain(batch, path, host::withReason("cannot write the file", result.code));
    return result.ok();
}

/// What is wrong with the names of files that are made beside the outputs.
Result<void> canTellOf(const Settings& settings, const std::vector<Job>& jobs) {
    if (settings.debug.areWanted() && jobs.size() != 1)
        return Failure{"--native-map, --native-elf and --remarks are for a single source"};
    if (settings.debug.areWanted() && settings.debug.collide(jobs[0].output))
        return Failure{native::kOneStandardOutput};
    const std::string& report = settings.budget.report;
    if (report.empty() || !host::isStandardOutput(report)) return {};
    const auto isStandard = [](const Job& job) { return host::isStandardOutput(job.output); };
    if (settings.debug.collide(report) || std::any_of(jobs.begin(), jobs.end(), isStandard))
        return Failure{native::kOneStandardOutput};
    return {};
}

int compileAll(const Settings& settings) {
    const auto options = makeBatchOptions(settings);
    if (!options) return usageError(options.error());
    BatchOptions batch = options.value();
    const auto budget = budgetBytes(settings.budget, batch.compile);
    if (!budget) return usageError(budget.error());
    if (settings.prune)
        if (const auto can = canPrune(settings.inputs, settings.naming); !can)
            return usageError(can.error());
    JobList list = listJobs(settings.inputs, settings.naming);
    for (const std::string& error : list.errors) printPlain(batch, "taipan", error);
    if (!list.errors.empty()) return 1;
    if (const auto can = canTellOf(settings, list.jobs); !can) return usageError(can.error());
    for (const std::string& shared : sharedInputs(settings, list.jobs))
        batch.newest = std::max(batch.newest, host::modifiedAt(shared));
    for (const Unreadable& folder : list.unreadable)
        printPlain(batch, folder.path, host::withReason("cannot list the directory", folder.error));
    if (!makeOutputDirectories(list.jobs, batch)) return 1;

    host::keepHeap(batch.threads);
    BudgetProduct product;
    if (settings.budget.isWanted() &&
        !compileWithinBudget(settings, budget.value(), list.jobs, batch, product))
        return 1;
    const BatchResult done = settings.budget.isWanted()
                                 ? deliverBatch(list.jobs, batch, product.made)
                                 : runBatch(list.jobs, batch);
    if (done.signal != 0) endBy(done.signal);
    size_t errors = list.unreadable.size();
    size_t failedFiles = 0;
    std::string text;
    for (const JobResult& result : done.results) {
        text += result.report;
        errors += result.errors;
        failedFiles += result.errors != 0;
    }
    printError(text);
    if (errors != 0) {
        printSummary(errors, failedFiles, list.jobs.size(), batch);
        return 1;
    }
    bool ok = settings.depfile.empty() || writeDepfile(settings, list.jobs, batch);
    if (!settings.budget.report.empty())
        ok = writeReport(settings.budget.report, product.report, batch) && ok;
    if (settings.prune) ok = prune(settings, list.jobs, batch) && ok;
    return ok ? 0 : 1;
}
} // namespace

void addCompileCommand(Command& root) {
    auto settings = std::make_shared<Settings>();
    Command command = root.command("compile", "Compile .py files, or all those below a directory, "
                                              "to .mpy files");
    command.argument("inputs", settings->inputs, "Source files and directories").required();
    command.option("-j,--jobs", settings->threads,
                   "Threads (default: one a processor; under make, as many as its jobserver "
                   "allows)");
    command.option("-d,--out-dir", settings->naming.outDir,
                   "Put the outputs there; below a directory they keep its tree");
    command.option("-o,--output", settings->naming.output, "Output file, for a single source");
    command.option("-s,--source-name", settings->naming.sourceName,
                   "Name to record in the output, for a single source");
    command.option("--source-prefix", settings->naming.sourcePrefix,
                   "Directory to put before the recorded names");
    command.option("--depfile", settings->depfile,
                   "Write what depends on what, for make and Ninja");
    command.flag("--keep-time", settings->keepTime,
                 "Do not touch outputs that would be the same, even when sources are newer");
    command.flag("--prune", settings->prune,
                 "Remove outputs below the output directory whose sources are gone");
    addTargetOptions(command, settings->target);
    command.option("--native-budget", settings->budget.bytes,
                   "Pick functions whose machine code takes at most so many bytes in all outputs; "
                   "k stands for 1,024");
    command.option("--profile-data", settings->budget.profile,
                   "Pick by what ran: a file of run --profile");
    command.option("--native-budget-report", settings->budget.report,
                   "Table of the machine code: bytes, share of the weight, function");
    command.option("--native-map", settings->debug.map,
                   "Map of the machine code of a single source: offset, file, line, function");
    command.option("--native-elf", settings->debug.elf,
                   "ELF file of it with line numbers, for debuggers");
    command.option("--remarks", settings->debug.remarks,
                   "What the machine code of a single source leaves to the runtime, by line, and "
                   "why; objects of JSON when the name ends in .json");
    command.option("--diagnostics", settings->diagnostics, "text or json").oneOf({"text", "json"});
    command.onRun([settings] { return compileAll(*settings); });
}

} // namespace taipan::driver
