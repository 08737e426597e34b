#include "taipan/compiler.h"

#include "taipan/backends/bytecode.h"
#include "taipan/codegen/lower.h"
#include "taipan/frontend/parser.h"
#include "taipan/frontend/scopes.h"
#include "taipan/mpy-format/writer.h"

namespace taipan {

namespace {
constexpr size_t kMaxName = 255;
constexpr unsigned kLevelWithoutLines = 3;

/// One compilation, stage by stage; the result is empty when a stage reported an error.
std::vector<uint8_t> compileModule(const SourceBuffer& source, const CompileOptions& options,
                                   DiagnosticSink& sink) {
    Arena arena;
    Interner interner;
    // Stock knows both names before it reads the source, which decides about equal strings in it.
    if (!options.inputName.empty()) interner.intern(options.inputName);
    interner.intern(options.sourceName);

    const bool asserts = options.optLevel == 0;
    ParseOptions parsing;
    parsing.debug = asserts;
    parsing.smallIntBits = options.smallIntBits;
    parsing.recover = options.recover;
    parsing.stackBudget = options.stackBudget;
    const ast::Stmt* module = parse(source, interner, arena, sink, parsing);
    if (module == nullptr) return {};

    ResolveOptions resolving;
    resolving.asserts = asserts;
    resolving.strict = options.strict;
    resolving.recover = options.recover;
    resolving.smallIntBits = options.smallIntBits;
    resolving.arch = options.arch;
    resolving.stackBudget = options.stackBudget;
    const ScopeTree scopes = resolve(*module, interner, sink, resolving);
    if (sink.hasErrors()) return {};

    const LowerOptions lowering{asserts, options.strict, options.stackBudget};
    const ir::Module code = lower(scopes, interner, arena, sink, lowering);
    if (sink.hasErrors()) return {};

    BytecodeOptions emitting;
    emitting.sourceName = options.sourceName;
    emitting.sourceLines = options.sourceLines && options.optLevel < kLevelWithoutLines;
    emitting.strict = options.strict;
    emitting.smallIntBits = static_cast<uint8_t>(options.smallIntBits);
    emitting.archFlags = options.archFlags;
    const mpy::Module file = emitBytecode(code, interner, sink, emitting);
    if (sink.hasErrors()) return {};
    return mpy::write(file);
}
} // namespace

CompileResult compile(std::string_view text, const CompileOptions& options) {
    CompileResult result;
    DiagnosticSink sink;
    if (text.size() > SourceBuffer::kMaxSize) {
        sink.report(DiagId::SourceTooLarge, {}, "source is larger than 1 GiB");
    } else if (options.sourceName.size() > kMaxName) {
        sink.report(DiagId::NameTooLong, {}, "source name of more than 255 bytes");
    } else if (options.emitter != Emitter::Bytecode) {
        sink.report(DiagId::NativeUnavailable, {}, "this build has no native emitter");
    } else {
        const SourceBuffer source(text, options.sourceName);
        result.mpy = compileModule(source, options, sink);
    }
    result.diagnostics = sink.take();
    return result;
}

} // namespace taipan
