#include "hosted/runtime_compiler.h"

#include "hosted/runtime_port.h"

namespace taipan::host {

CompileOptions runtimeOptions(const char* name, taipan_source_kind kind, unsigned optLevel) {
    CompileOptions options;
    options.sourceName = name;
    options.optLevel = optLevel;
    options.smallIntBits = taipan_small_int_bits();
    options.input = kind == TAIPAN_EVAL     ? InputKind::Expression
                    : kind == TAIPAN_SINGLE ? InputKind::Interactive
                                            : InputKind::File;
    return options;
}

taipan_compiled runtimeResult(const CompileResult& result) {
    taipan_compiled compiled{};
    if (result.ok()) {
        compiled.mpy = result.mpy.data();
        compiled.size = result.mpy.size();
        return compiled;
    }
    compiled.exception = "SyntaxError";
    compiled.message = "invalid syntax";
    for (const Diagnostic& found : result.diagnostics) {
        if (found.severity != Severity::Error) continue;
        const DiagInfo& info = diagInfo(found.id);
        const bool isStock = info.exception[0] != '\0';
        if (isStock) compiled.exception = info.exception;
        compiled.message = isStock ? found.stockText.c_str() : found.message.c_str();
        compiled.line = found.stockLine;
        compiled.block = found.stockBlock.empty() ? nullptr : found.stockBlock.c_str();
        break;
    }
    return compiled;
}

taipan_compiled compileForRuntime(void* context, const char* source, size_t size, const char* name,
                                  taipan_source_kind kind, unsigned optLevel) {
    CompileResult& result = static_cast<RuntimeContext*>(context)->compiled;
    result = compile({source, size}, runtimeOptions(name, kind, optLevel));
    return runtimeResult(result);
}

} // namespace taipan::host
