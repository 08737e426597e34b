#include "taipan/freezer/other_compiler.h"

#include <algorithm>

namespace taipan::freezer {

CompileResult compileWith(const OtherCompiler& other, std::string_view source,
                          const CompileOptions& options) {
    CompileResult result = compile(source, options);
    const auto isNative = [](const Diagnostic& one) { return one.id == DiagId::NativeUnavailable; };
    const auto& found = result.diagnostics;
    if (result.ok() || !other || found.empty()) return result;
    if (!std::all_of(found.begin(), found.end(), isNative)) {
        std::erase_if(result.diagnostics, isNative); // that is not what is wrong
        return result;
    }
    return other(source, options, std::move(result));
}

} // namespace taipan::freezer
