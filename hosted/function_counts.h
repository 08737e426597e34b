// What functions a program runs, as the runtime counts it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "taipan/runtime.h"

namespace taipan::host {

/// A function of bytecode that has run.
struct CountedFunction {
    std::string file; // as it is recorded in the code
    size_t line = 0;  // where it was made, which is the line of its def
    std::string name; // qualified, as in "outer.inner"; of a module's body "<module>"
    taipan_counts counts{};
};

/// Behind the hooks of a taipan_profiler. Functions of the same file, line and name are counted as
/// one.
class FunctionCounts {
  public:
    void made(const taipan_code& function);
    /// Where the function with this code is counted.
    taipan_counts* counts(const void* code);
    /// Those that have run, by file, line and name.
    std::vector<CountedFunction> take() const;

  private:
    using Key = std::tuple<std::string, size_t, std::string>;
    using Entry = std::map<Key, taipan_counts>::value_type;

    std::map<Key, taipan_counts> entries_;
    taipan_counts other_{}; // of code that was not told of
    std::unordered_map<const void*, Entry*> byCode_; // what the code in memory stands for
};

} // namespace taipan::host
