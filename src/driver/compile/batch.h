// Many compilations in one process.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "src/driver/compile/inputs.h"
#include "src/native/debug_files.h"
#include "support/report/report.h"
#include "taipan/freezer/other_compiler.h"

namespace taipan::driver {

struct BatchOptions {
    freezer::OtherCompiler otherCompiler;
    native::DebugFiles debug; // of the only job
    CompileOptions compile;   // sourceName and inputName are filled in for each file
    report::Format format = report::Format::Rich;
    report::RichStyle style;
    unsigned threads = 1;      // at most
    bool useJobserver = false; // every thread but the first needs a token of make
    bool progress = false;     // draw a progress bar on standard error
    /// An output that would be the same is not touched, even when it is older than its source.
    bool keepTime = false;
    int64_t newest = 0; // of this program and all that every output depends on (modifiedAt())
};

/// What became of one file.
struct JobResult {
    std::string report; // what to print
    size_t errors = 0;  // 0: the output has been written
};

/// What became of all; `results` are in the order of the jobs, whatever the number of threads.
struct BatchResult {
    std::vector<JobResult> results;
    /// The signal that cut the work short, 0 for none. After one there are no results, all tokens
    /// are back with make, and threads may still use what runBatch() was given: the caller has to
    /// end the process.
    int signal = 0;
};

/// What a source was compiled to.
struct Compiled {
    host::FileResult read; // how reading it went
    std::string text;
    CompileResult result;
};

/// The name of a job's input in messages.
std::string shownInput(const Job& job);
/// Options of the compilation of one file.
CompileOptions optionsOf(const Job& job, const BatchOptions& options);

/// Does something for each job, side by side like runBatch(). It must write nothing: a signal that
/// ends the process ends it at once.
void forEachJob(const std::vector<Job>& jobs, const BatchOptions& options,
                const std::function<void(size_t)>& work);

/// Writes the outputs of what was compiled, job by job.
BatchResult deliverBatch(const std::vector<Job>& jobs, const BatchOptions& options,
                         const std::vector<Compiled>& made);

/// Ends the process by a signal that a batch was cut short by.
void endBy(int signal);

/// Compiles all files. A signal that ends the process ends this: outputs being written are
/// finished, the rest stay untouched.
BatchResult runBatch(const std::vector<Job>& jobs, const BatchOptions& options);

} // namespace taipan::driver
