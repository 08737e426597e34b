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
#if TAIPAN_HAS_NATIVE
    static constexpr bool kMayLackNeeds = true;
    size_t tableConstant;
    void instruction(uint32_t, const abi::Decoded& decoded) const {
        if (abi::Op{static_cast<uint8_t>(decoded.byte)} == abi::Op::LOAD_CONST_OBJ &&
            decoded.operand == tableConstant)
            raiseInvalidMpy();
    }
#else
    static void instruction(uint32_t, const abi::Decoded&) {}
#endif
};
} // namespace

#if TAIPAN_HAS_NATIVE
verifier::ClosureNeeds verifyCode(const Prelude& prelude, const uint8_t* end,
                                  const CodeLimits& limits, size_t tableConstant) {
    return verifier::Interpreter<OnDevice>(prelude, end, limits, {tableConstant}).run();
}
#else
verifier::ClosureNeeds verifyCode(const Prelude& prelude, const uint8_t* end,
                                  const CodeLimits& limits) {
    return verifier::Interpreter<OnDevice>(prelude, end, limits).run();
}
#endif

} // namespace taipan::runtime
