// The verifier as the loader uses it: memory of the heap, a ValueError, no word about the rule.

#include "runtime/vm/verify.h"

#include "runtime/memory/memory.h"
#include "taipan/verifier/verifier.h"

namespace taipan::runtime {

namespace {
struct OnDevice {
    using Prelude = runtime::Prelude;
    using Needs = verifier::ClosureNeeds;
    using Entry = uint8_t;
    using Word = unsigned;
    static constexpr bool kForStock = false;
    static constexpr uint32_t kWholeFunction = 0;

    static constexpr const abi::Dialect& dialect() { return abi::kDialect63; }
    // After an exception it is garbage.
    static void* allocate(size_t size) { return runtime::allocate(size); }
    static void release(void* memory) { runtime::release(memory); }
    [[noreturn]] static void fail(verifier::Rule, uint32_t, uint32_t) { raiseInvalidMpy(); }
    static void looksAt(uint32_t, unsigned) {}
    static void instruction(uint32_t, const abi::Decoded&) {}
};
} // namespace

verifier::ClosureNeeds verifyCode(const Prelude& prelude, const uint8_t* end,
                                  const CodeLimits& limits) {
    return verifier::Interpreter<OnDevice>(prelude, end, limits).run();
}

} // namespace taipan::runtime
