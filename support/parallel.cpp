#include "taipan/support/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <pthread.h>
#include <sched.h>

namespace taipan {

namespace {
constexpr size_t kThreadStack = size_t{16} << 20; // address space; only what is used costs memory

/// Shared by the caller and its helpers. A helper may come when the caller has long gone on: it
/// finds nothing left, and does not use `work`.
struct Loop {
    Loop(const std::function<void(size_t)>& work, size_t count) : work(work), count(count) {}

    const std::function<void(size_t)>& work;
    const size_t count;
    std::atomic<size_t> next{0};
    std::atomic<size_t> done{0};
    std::atomic<bool> hasFailed{false};
    std::exception_ptr failure{}; // the first one

    void run() {
        for (size_t at = next.fetch_add(1); at < count; at = next.fetch_add(1)) {
            try {
                work(at);
            } catch (...) {
                if (!hasFailed.exchange(true)) failure = std::current_exception();
            }
            if (done.fetch_add(1) + 1 == count) done.notify_all();
        }
    }

    void waitForAll() const {
        for (size_t seen = done.load(); seen != count; seen = done.load()) done.wait(seen);
    }
};

/// Where threads may run.
#ifdef __GLIBC__
class Processors {
  public:
    Processors() : isKnown_(::sched_getaffinity(0, sizeof all_, &all_) == 0) {}

    /// Has a thread start on another processor than this one, if there is one: schedulers that save
    /// processors would leave it here, where it can only start when there is nothing left to do.
    void startElsewhere(pthread_attr_t& attributes) const {
        const int here = ::sched_getcpu();
        if (!isKnown_ || here < 0 || here >= CPU_SETSIZE) return;
        cpu_set_t others = all_;
        CPU_CLR(static_cast<size_t>(here), &others);
        if (CPU_COUNT(&others) == 0) return;
        ::pthread_attr_setaffinity_np(&attributes, sizeof others, &others);
    }
    /// Called by that thread: from now on it may go anywhere.
    void release() const {
        if (isKnown_) ::sched_setaffinity(0, sizeof all_, &all_);
    }

  private:
    cpu_set_t all_{};
    bool isKnown_;
};
#else
class Processors {
  public:
    void startElsewhere(pthread_attr_t&) const {}
    void release() const {}
};
#endif

struct Helper {
    std::shared_ptr<Loop> loop;
    Processors processors;
};

void* helperMain(void* argument) {
    const std::unique_ptr<Helper> helper(static_cast<Helper*>(argument));
    helper->processors.release();
    helper->loop->run();
    return nullptr;
}

/// False when there can be no more threads.
bool startHelper(const std::shared_ptr<Loop>& loop, const Processors& processors) {
    auto helper = std::make_unique<Helper>(Helper{loop, processors});
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, kThreadStack);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    processors.startElsewhere(attributes);
    pthread_t thread{};
    const bool ok = pthread_create(&thread, &attributes, helperMain, helper.get()) == 0;
    pthread_attr_destroy(&attributes);
    if (ok) static_cast<void>(helper.release()); // it is the thread's
    return ok;
}
} // namespace

void forEachParallel(size_t count, unsigned threads, const std::function<void(size_t)>& work) {
    const size_t wanted = std::min<size_t>(threads, count);
    const auto loop = std::make_shared<Loop>(work, count);
    if (wanted > 1) {
        const Processors processors;
        // This thread is one of them.
        for (size_t helpers = 1; helpers < wanted; ++helpers)
            if (!startHelper(loop, processors)) break;
    }
    loop->run();
    loop->waitForAll();
    if (loop->failure) std::rethrow_exception(loop->failure);
}

} // namespace taipan
