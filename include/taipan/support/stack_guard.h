// Recursion bounded by the stack it uses.
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan {

/// Measures the stack used since it was made, on the same thread.
class StackGuard {
  public:
    explicit StackGuard(size_t budget) : limit_(here() > budget ? here() - budget : 0) {}

    /// True when the budget is used up.
    bool exhausted() const { return here() < limit_; }

  private:
    static uintptr_t here() { return reinterpret_cast<uintptr_t>(__builtin_frame_address(0)); }
    uintptr_t limit_;
};

} // namespace taipan
