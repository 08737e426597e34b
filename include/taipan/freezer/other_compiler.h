// A compiler of another kind, for source that ours has no code generator for.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "taipan/compiler.h"
#include "taipan/support/result.h"

namespace taipan::freezer {

/// Gives the .mpy file, or what to say instead.
using OtherCompiler =
    std::function<Result<std::vector<uint8_t>>(std::string_view source, const CompileOptions&)>;

/// compile(), and the other compiler where native code is all that is wrong with the source. When
/// that one fails too, the diagnostics are ours, and the hint of the first is what it says.
/// `other` may be empty.
CompileResult compileWith(const OtherCompiler& other, std::string_view source,
                          const CompileOptions& options);

} // namespace taipan::freezer
