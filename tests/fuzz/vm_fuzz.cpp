// Arbitrary .mpy files through the runtime's loader, and what loads is run: in a small heap, for a
// short time. The first byte chooses the heap's hooks (see run()). Mutations are of single
// functions of the file as often as of its bytes.
#include <csetjmp>
#include <csignal>
#include <sys/time.h>

#include <cstdint>
#include <random>

#include "runtime/memory/heap.h"
#include "taipan/runtime.h"
#include "tests/fuzz/mpy_mutator.h"

extern "C" const char* __asan_default_options() {
    return "detect_stack_use_after_return=0"; // the collector looks for objects on the stack
}

namespace {

constexpr int kTickMilliseconds = 10;
constexpr int kTicks = 20; // then the run is given up, whatever it is doing

alignas(16) char memory[192 * 1024];
sigjmp_buf giveUp;
volatile sig_atomic_t ticks = 0;

long discard(void*, int, const void*, size_t size) {
    return static_cast<long>(size);
}
uint64_t noTime(void*) {
    return 0;
}
const taipan_port kPort = [] {
    taipan_port port{};
    port.write = discard;
    port.ticks = noTime;
    return port;
}();

void onTick(int) {
    taipan_interrupt();
    ticks = ticks + 1;
    if (ticks >= kTicks) siglongjmp(giveUp, 1);
}

void setTimer(int milliseconds) {
    const timeval interval{0, milliseconds * 1000};
    const itimerval timer{interval, interval};
    ticks = 0;
    setitimer(ITIMER_VIRTUAL, &timer, nullptr);
}

/// `options`: 0 to leave the heap alone; with bit 7, to collect before every few allocations; else
/// how many allocations succeed before some fail.
[[gnu::noinline]] void run(unsigned options, const uint8_t* data, size_t size) {
    if (!taipan_init(memory, sizeof memory, &kPort)) std::abort();
    taipan_set_stack(__builtin_frame_address(0), 2 << 20);
    auto& hooks = taipan::runtime::heapHooks;
    hooks = {};
    if ((options & 0x80) != 0)
        hooks.collectEvery = (options & 0x7f) + 1;
    else if (options != 0)
        hooks.failAfter = options * options / 4 + 1,
        hooks.failures = options % 3 == 0 ? 1000000 : 1;
    setTimer(kTickMilliseconds);
    if (sigsetjmp(giveUp, 1) == 0) {
        taipan_value result;
        if (taipan_import_mpy("fuzz", data, size, &result) == TAIPAN_RAISED)
            taipan_print_exception(result);
        hooks = {};
        taipan_collect();
    }
    setTimer(0);
    hooks = {};
    taipan_deinit();
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    std::signal(SIGVTALRM, onTick);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size > 1) run(data[0], data + 1, size - 1);
    return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t maxSize,
                                          unsigned seed) {
    std::minstd_rand random(seed);
    if (size < 2) return LLVMFuzzerMutate(data, size, maxSize);
    if (random() % 8 == 0) data[0] = static_cast<uint8_t>(random());
    return 1 + taipan::fuzz::mutateMpy(data + 1, size - 1, maxSize - 1, seed);
}
