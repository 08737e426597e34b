#include "taipan/support/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <pthread.h>
#include <vector>

namespace taipan {

namespace {
constexpr size_t kThreadStack = size_t{16} << 20; // address space; only what is used costs memory

struct Loop {
    const std::function<void(size_t)>& work;
    size_t count;
    std::atomic<size_t> next{0};
    std::atomic<bool> hasFailed{false};
    std::exception_ptr failure{}; // the first one

    void run() {
        for (size_t at = next.fetch_add(1); at < count; at = next.fetch_add(1)) {
            try {
                work(at);
            } catch (...) {
                if (!hasFailed.exchange(true)) failure = std::current_exception();
            }
        }
    }
};

void* threadMain(void* loop) {
    static_cast<Loop*>(loop)->run();
    return nullptr;
}
} // namespace

void forEachParallel(size_t count, unsigned threads, const std::function<void(size_t)>& work) {
    Loop loop{work, count};
    const size_t wanted = std::min<size_t>(threads, count);
    std::vector<pthread_t> started;
    if (wanted > 1) {
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        pthread_attr_setstacksize(&attributes, kThreadStack);
        pthread_t thread{};
        // This thread is one of them.
        while (started.size() + 1 < wanted &&
               pthread_create(&thread, &attributes, threadMain, &loop) == 0)
            started.push_back(thread);
        pthread_attr_destroy(&attributes);
    }
    loop.run();
    for (const pthread_t thread : started) pthread_join(thread, nullptr);
    if (loop.failure) std::rethrow_exception(loop.failure);
}

} // namespace taipan
