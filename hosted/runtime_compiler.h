// The compiler as a hook of the runtime.
#pragma once

#include "taipan/compiler.h"
#include "taipan/runtime.h"

namespace taipan::host {

/// How the runtime wants a text compiled.
CompileOptions runtimeOptions(const char* name, taipan_source_kind kind, unsigned optLevel);
/// A result as the runtime takes it: the file, or the first error as stock words it. `result` has
/// to stay as long.
taipan_compiled runtimeResult(const CompileResult& result);
/// Compiles for the runtime (a taipan_compiler); the context is a RuntimeContext.
taipan_compiled compileForRuntime(void* context, const char* source, size_t size, const char* name,
                                  taipan_source_kind kind, unsigned optLevel);

} // namespace taipan::host
