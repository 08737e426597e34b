#include "taipan/freezer/other_compiler.h"

#include <algorithm>

namespace taipan::freezer {

CompileResult compileWith(const OtherCompiler& other, std::string_view source,
                          const CompileOptions& options) {
    CompileResult result = compile(source, options);
    const bool onlyNative =
        std::all_of(result.diagnostics.begin(), result.diagnostics.end(),
                    [](const Diagnostic& one) { return one.id == DiagId::NativeUnavailable; });
    if (result.ok() || !other || result.diagnostics.empty()) return result;
    if (!onlyNative) { // what the other would make is not what is wrong
        std::erase_if(result.diagnostics,
                      [](const Diagnostic& one) { return one.id == DiagId::NativeUnavailable; });
        return result;
    }
    return other(source, options, std::move(result));
}

} // namespace taipan::freezer
