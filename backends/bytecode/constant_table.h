// The constant objects of a module, each once, in the order of their first use.
#pragma once

#include <vector>

#include "taipan/frontend/constant.h"
#include "taipan/mpy-format/module.h"

namespace taipan {

/// Deduplicates by strict equality, as stock does: same type and value; 0.0 and -0.0 differ; a NaN
/// equals only itself.
class ConstantTable {
  public:
    /// The index of `value`, entered when new.
    uint32_t indexOf(const Constant* value);

    /// The table as .mpy objects; texts that the constants lack are made in `arena`.
    std::vector<mpy::Object> objects(Arena& arena) const;

  private:
    void grow();

    std::vector<const Constant*> values_;
    std::vector<uint32_t> slots_; // 1 + index into values_, 0 = free; open addressing
};

} // namespace taipan
