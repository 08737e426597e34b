// Whether the float registers that a call preserves are as they were when an exception has been
// caught: prints how many are. For AArch64 and RISC-V; see tests/test_jump_buffer.py.
#include <cstdio>

#include "runtime/memory/jump_buffer.h"

namespace {
using namespace taipan::runtime;

#if defined(__aarch64__)
#define REGISTERS(each)                                                                            \
    each("d8", 0) each("d9", 1) each("d10", 2) each("d11", 3) each("d12", 4) each("d13", 5)        \
        each("d14", 6) each("d15", 7)
#define SET(name, number) asm volatile("ldr " name ", %0" : : "m"(values[number]) : name);
#define GET(name, number) asm volatile("str " name ", %0" : "=m"(values[number]));
constexpr int kCount = 8;
#else
#define REGISTERS(each)                                                                            \
    each("fs0", 0) each("fs1", 1) each("fs2", 2) each("fs3", 3) each("fs4", 4) each("fs5", 5)      \
        each("fs6", 6) each("fs7", 7) each("fs8", 8) each("fs9", 9) each("fs10", 10)               \
            each("fs11", 11)
#define SET(name, number) asm volatile("fld " name ", %0" : : "m"(values[number]) : name);
#define GET(name, number) asm volatile("fsd " name ", %0" : "=m"(values[number]));
constexpr int kCount = 12;
#endif

double values[kCount];

[[gnu::noinline]] void fill(double first) {
    for (int i = 0; i < kCount; ++i) values[i] = first + i;
}

// Uses the registers, and is left by an exception before it gives them back.
[[gnu::noinline]] void raising() {
    fill(100);
    REGISTERS(SET)
    taipanJump(kTrue);
}
} // namespace

int main() {
    fill(1);
    REGISTERS(SET)
    const Value raised = attempt([] { raising(); });
    REGISTERS(GET)
    int kept = 0;
    for (int i = 0; i < kCount; ++i) kept += values[i] == 1 + i;
    std::printf("%d of %d, %d\n", kept, kCount, raised == kTrue);
}
