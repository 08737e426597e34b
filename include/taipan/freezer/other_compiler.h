// A compiler of another kind, for source that compile() has no code generator for.
#pragma once

#include <functional>
#include <string_view>

#include "taipan/compiler.h"

namespace taipan::freezer {

/// Gives the .mpy file, or what to say instead; what compile() has said comes last.
using OtherCompiler =
    std::function<CompileResult(std::string_view source, const CompileOptions&, CompileResult)>;

/// compile(), and the other compiler where native code is all that is wrong with the source; where
/// more is, only that is said. `other` may be empty.
CompileResult compileWith(const OtherCompiler& other, std::string_view source,
                          const CompileOptions& options);

} // namespace taipan::freezer
