// Arbitrary .mpy files before both verifiers' eyes, which are one: what the host accepts, the
// runtime loads and survives; what the host refuses by a rule that devices keep, the runtime
// refuses too. Mutations are of single functions of the file as often as of its bytes.
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/mpy_mutator.h"
#include "tests/mutants/differential.h"

extern "C" const char* __asan_default_options() {
    return "detect_stack_use_after_return=0"; // the collector looks for objects on the stack
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace taipan;
    const std::span<const uint8_t> file(data, size);
    const test::Verdict verdict = test::judge(file);
    if (!verdict.isRead || verdict.isNative) return 0;
    const test::Outcome outcome = test::run(file);
    const bool isLoaded = outcome == test::Outcome::Ended || outcome == test::Outcome::GivenUp;
    if (verdict.isSafe) fuzz::demand(outcome != test::Outcome::Refused, "the runtime takes it");
    if (verdict.isShared && isLoaded) fuzz::demand(false, verdict.message);
    return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t maxSize,
                                          unsigned seed) {
    return taipan::fuzz::mutateMpy(data, size, maxSize, seed);
}
