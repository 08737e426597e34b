#include "src/driver/compile/batch.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <new>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "src/driver/compile/jobserver.h"
#include "src/driver/compile/progress.h"
#include "support/host/files.h"

namespace taipan::driver {

namespace {
constexpr size_t kThreadStack = size_t{64} << 20; // address space; only what is used costs memory
constexpr int kProgressMilliseconds = 100;

/// Lets files be written until it is closed.
class WriteGate {
  public:
    /// Held while a file is written, when it was granted; without a gate it always is.
    class Pass {
      public:
        explicit Pass(WriteGate* gate) : gate_(gate), granted_(gate == nullptr || gate->enter()) {}
        ~Pass() {
            if (gate_ != nullptr && granted_) gate_->leave();
        }
        Pass(const Pass&) = delete;
        Pass& operator=(const Pass&) = delete;
        bool granted() const { return granted_; }

      private:
        WriteGate* gate_;
        bool granted_;
    };

    /// Returns when no file is being written, and none will be.
    void close() {
        std::unique_lock lock(mutex_);
        closed_ = true;
        free_.wait(lock, [this] { return inside_ == 0; });
    }

  private:
    bool enter() {
        const std::lock_guard lock(mutex_);
        if (!closed_) ++inside_;
        return !closed_;
    }
    void leave() {
        const std::lock_guard lock(mutex_);
        if (--inside_ == 0) free_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable free_;
    size_t inside_ = 0;
    bool closed_ = false;
};

JobResult fileFailure(const BatchOptions& options, const std::string& path,
                      host::FileResult result) {
    JobResult failed;
    failed.errors = 1;
    report::appendPlain(failed.report, options.format, path, host::explain(result));
    return failed;
}

/// What becomes of the time of an output that would be the same. Make does the step again and again
/// for one that is older than its source, this program, or what else it is made from.
host::SameFile timeOf(const Job& job, const BatchOptions& options) {
    if (options.keepTime) return host::SameFile::Untouched;
    const int64_t newest = std::max(host::modifiedAt(job.input), options.newest);
    return host::modifiedAt(job.output) < newest ? host::SameFile::NewTime
                                                 : host::SameFile::Untouched;
}

/// Writes the output of a job, unless that is not to be done any more.
JobResult deliver(const Job& job, const BatchOptions& options, std::span<const uint8_t> bytes,
                  WriteGate* gate) {
    const bool isStandard = host::isStandardOutput(job.output);
    const host::Present present =
        isStandard || job.isFirst ? host::Present() : host::lookAt(job.output);
    // A pipe may take for ever, and what it has got cannot be taken back.
    const WriteGate::Pass pass(isStandard || present.isSpecial ? nullptr : gate);
    if (!pass.granted()) return {};
    const host::SameFile same = present.exists ? timeOf(job, options) : host::SameFile::NewTime;
    const auto written = host::writeOutput(job.output, bytes, same, present);
    if (written.ok()) return {};
    return fileFailure(options, isStandard ? "<stdout>" : job.output, written);
}

/// Writes the files for debuggers, before the one that they are of.
JobResult deliverDebug(const BatchOptions& options, const NativeDebug& made,
                       const std::string& input, WriteGate* gate) {
    if (!options.debug.areWanted()) return {};
    if (made.functions == 0) {
        JobResult failed;
        failed.errors = 1;
        report::appendPlain(failed.report, options.format, input, native::kNothingToDebug);
        return failed;
    }
    const WriteGate::Pass pass(gate);
    if (!pass.granted()) return {};
    std::string name;
    const auto written = options.debug.write(made, input, name);
    if (written.ok()) return {};
    return fileFailure(options, host::isStandardOutput(name) ? "<stdout>" : name, written);
}

/// Says what is to be said of a source, and writes its output.
JobResult deliverCompiled(const Job& job, const BatchOptions& options, const Compiled& made,
                          WriteGate* gate) {
    const std::string name = shownInput(job);
    if (!made.read.ok()) return fileFailure(options, name, made.read);
    const CompileResult& compiled = made.result;
    JobResult result;
    if (!compiled.diagnostics.empty()) {
        const SourceBuffer source(made.text, name);
        for (const Diagnostic& found : compiled.diagnostics) {
            if (options.format == report::Format::Json)
                report::appendJson(result.report, source, found);
            else
                report::appendRich(result.report, source, found, options.style);
            result.errors += found.severity == Severity::Error;
        }
    }
    if (!compiled.ok()) {
        result.errors = std::max<size_t>(result.errors, 1);
        return result;
    }
    JobResult delivered = deliverDebug(options, compiled.debug, name, gate);
    if (delivered.errors == 0) delivered = deliver(job, options, compiled.mpy, gate);
    result.report += delivered.report;
    result.errors += delivered.errors;
    return result;
}

JobResult compileJob(const Job& job, const BatchOptions& options, WriteGate* gate) {
    try {
        Compiled made;
        made.read = host::readInput(job.input, made.text);
        if (made.read.ok())
            made.result =
                freezer::compileWith(options.otherCompiler, made.text, optionsOf(job, options));
        return deliverCompiled(job, options, made, gate);
    } catch (const std::bad_alloc&) {
        return fileFailure(options, shownInput(job), {ENOMEM, host::FileStep::Read});
    }
}

/// The threads of one batch and the loop that oversees them.
class Batch {
  public:
    /// What is done for a job, by its number.
    using Work = std::function<JobResult(size_t, WriteGate*)>;

    Batch(size_t count, const BatchOptions& options, Work task)
        : count_(count), options_(options), task_(std::move(task)),
          jobserver_(options.useJobserver ? std::getenv("MAKEFLAGS") : nullptr),
          progress_(options.progress, count), results_(count) {
        sigemptyset(&signals_);
        for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals_, number);
        pthread_sigmask(SIG_BLOCK, &signals_, &oldMask_); // threads inherit it
        signalFd_ = ::signalfd(-1, &signals_, SFD_CLOEXEC | SFD_NONBLOCK);
        exitFd_ = ::eventfd(0, EFD_CLOEXEC);
    }

    ~Batch() {
        ::close(exitFd_);
        ::close(signalFd_);
        pthread_sigmask(SIG_SETMASK, &oldMask_, nullptr);
    }

    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    BatchResult run() {
        if (!startThread()) { // no memory for a stack, no thread allowed: this one must do
            pthread_sigmask(SIG_SETMASK, &oldMask_, nullptr);
            work();
            return {std::move(results_), 0};
        }
        if (!jobserver_.active())
            while (wantsMore() && startThread()) {
            }
        while (alive_ != 0 && signal_ == 0) wait();
        if (signal_ != 0) {
            cutOff();
            return {{}, signal_};
        }
        for (const pthread_t thread : threads_) pthread_join(thread, nullptr);
        progress_.clear();
        return {std::move(results_), signal_};
    }

  private:
    bool wantsMore() const {
        return !exhausted_ && threads_.size() < options_.threads && next_.load() < count_ &&
               signal_ == 0;
    }

    /// Leaves the threads to themselves: outputs are whole, and stay as they are from here on.
    void cutOff() {
        gate_.close();
        while (jobserver_.held() > 0) jobserver_.releaseOne();
        progress_.clear();
        pthread_sigmask(SIG_SETMASK, &oldMask_, nullptr);
    }

    void work() {
        for (;;) {
            const size_t at = next_.fetch_add(1);
            if (at >= count_ || stop_.load()) return;
            results_[at] = task_(at, &gate_);
            done_.fetch_add(1);
        }
    }

    static void* threadMain(void* batch) {
        auto* self = static_cast<Batch*>(batch);
        self->work();
        const uint64_t one = 1;
        const ssize_t written = ::write(self->exitFd_, &one, sizeof one);
        return written == sizeof one ? nullptr : batch;
    }

    bool startThread() {
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        pthread_attr_setstacksize(&attributes, kThreadStack);
        pthread_t thread{};
        const bool started = pthread_create(&thread, &attributes, &Batch::threadMain, this) == 0;
        pthread_attr_destroy(&attributes);
        if (!started) {
            exhausted_ = true;
            return false;
        }
        threads_.push_back(thread);
        ++alive_;
        return true;
    }

    /// Waits for a thread to end, a signal or a token.
    void wait() {
        const bool wantToken = jobserver_.active() && wantsMore();
        pollfd fds[] = {{exitFd_, POLLIN, 0},
                        {signalFd_, POLLIN, 0},
                        {wantToken ? jobserver_.descriptor() : -1, POLLIN, 0}};
        ::poll(fds, std::size(fds), progress_.enabled() ? kProgressMilliseconds : -1);
        if (fds[0].revents & POLLIN) reap();
        if (fds[1].revents & POLLIN) {
            signalfd_siginfo info{};
            if (::read(signalFd_, &info, sizeof info) == sizeof info)
                signal_ = static_cast<int>(info.ssi_signo);
            stop_.store(true);
        }
        // A token gone before the read is no loss: the next round waits for the next one.
        if ((fds[2].revents & POLLIN) && jobserver_.tryAcquire() && !startThread())
            jobserver_.releaseOne();
        progress_.draw(done_.load());
    }

    void reap() {
        uint64_t ended = 0;
        if (::read(exitFd_, &ended, sizeof ended) == sizeof ended) alive_ -= ended;
        // The first thread runs on the token that make gave the whole process.
        while (jobserver_.held() > 0 && jobserver_.held() >= alive_) jobserver_.releaseOne();
    }

    const size_t count_;
    const BatchOptions& options_;
    const Work task_;
    Jobserver jobserver_;
    Progress progress_;
    WriteGate gate_;
    std::vector<JobResult> results_; // one slot a job, written by the thread that took the job
    std::vector<pthread_t> threads_;
    std::atomic<size_t> next_{0};
    std::atomic<size_t> done_{0};
    std::atomic<bool> stop_{false};
    bool exhausted_ = false; // the system gives no further thread
    size_t alive_ = 0;
    int signal_ = 0;
    int signalFd_ = -1;
    int exitFd_ = -1;
    sigset_t signals_{};
    sigset_t oldMask_{};
};

BatchResult run(size_t count, const BatchOptions& options, Batch::Work work) {
    auto batch = std::make_unique<Batch>(count, options, std::move(work));
    BatchResult result = batch->run();
    // Threads that a signal has cut off may wait for a pipe for ever, and use it when they do not.
    if (result.signal != 0) static_cast<void>(batch.release());
    return result;
}
} // namespace

std::string shownInput(const Job& job) {
    return host::isStandardInput(job.input) ? "<stdin>" : job.input;
}

CompileOptions optionsOf(const Job& job, const BatchOptions& options) {
    CompileOptions made = options.compile;
    made.sourceName = job.sourceName;
    made.inputName = shownInput(job);
    return made;
}

void forEachJob(const std::vector<Job>& jobs, const BatchOptions& options,
                const std::function<void(size_t)>& work) {
    const BatchResult done = run(jobs.size(), options, [&](size_t at, WriteGate*) {
        work(at);
        return JobResult();
    });
    if (done.signal != 0) endBy(done.signal);
}

BatchResult deliverBatch(const std::vector<Job>& jobs, const BatchOptions& options,
                         const std::vector<Compiled>& made) {
    return run(jobs.size(), options, [&](size_t at, WriteGate* gate) {
        return deliverCompiled(jobs[at], options, made[at], gate);
    });
}

BatchResult runBatch(const std::vector<Job>& jobs, const BatchOptions& options) {
    return run(jobs.size(), options,
               [&](size_t at, WriteGate* gate) { return compileJob(jobs[at], options, gate); });
}

void endBy(int signal) {
    std::signal(signal, SIG_DFL);
    ::raise(signal);
}

} // namespace taipan::driver
