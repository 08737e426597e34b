#include "taipan/compiler.h"

#include <cassert>

#include "taipan/backends/bytecode.h"
#include "taipan/codegen/inline.h"
#include "taipan/codegen/lower.h"
#include "taipan/codegen/native.h"
#include "taipan/codegen/ssa.h"
#include "taipan/frontend/dump.h"
#include "taipan/frontend/lexer.h"
#include "taipan/frontend/parser.h"
#include "taipan/frontend/scopes.h"
#include "taipan/mpy-format/disassembler.h"
#include "taipan/mpy-format/writer.h"

namespace taipan {

namespace {
constexpr size_t kMaxName = 255;
constexpr unsigned kLevelWithoutLines = 3;

/// One compilation. Each step needs the ones before it and returns false when there are errors.
class Compilation {
  public:
    Compilation(const SourceBuffer& source, const CompileOptions& options, DiagnosticSink& sink,
                NativeBackend* native)
        : source_(source), options_(options), sink_(sink), native_(native) {
        // Stock knows both names before it reads the source, and a string of more than ten bytes
        // becomes a string-table entry when its text is known.
        if (!options.inputName.empty()) interner_.intern(options.inputName);
        interner_.intern(options.sourceName);
    }

    bool parse();
    bool resolve();
    bool lower();
    bool emit();

    NativeDebug takeDebug() { return std::move(debug_); }
    std::string ssaText() const;
    std::vector<FunctionWork> estimate() const;

    const ast::Stmt& tree() const { return *tree_; }
    const ScopeTree& scopes() const { return scopes_; }
    const ir::Module& code() const { return code_; }
    const mpy::Module& file() const { return file_; }
    const Interner& interner() const { return interner_; }

  private:
    bool asserts() const { return options_.optLevel == 0; }
    bool nativeLines() const {
        return options_.nativeLines && options_.sourceLines &&
               options_.optLevel < kLevelWithoutLines;
    }
    /// Whether functions may be written into others: tracebacks with lines have all frames.
    bool hasParts() const {
        return native_ != nullptr && options_.nativeParts && !nativeLines() &&
               profileOf(options_.arch, options_.nativeOpt) != NativeOpt::Size;
    }

    const SourceBuffer& source_;
    const CompileOptions& options_;
    DiagnosticSink& sink_;
    NativeBackend* const native_;
    Arena arena_;
    Interner interner_;
    const ast::Stmt* tree_ = nullptr;
    ScopeTree scopes_;
    ir::Module code_;
    mpy::Module file_;
    NativeDebug debug_;
};

bool Compilation::parse() {
    if (options_.strict) checkCharacters(source_, sink_);
    if (sink_.hasErrors()) return false; // the parser would wonder about the names
    ParseOptions options;
    options.input = options_.input;
    options.debug = asserts();
    options.smallIntBits = options_.smallIntBits;
    options.recover = options_.recover;
    options.stackBudget = options_.stackBudget;
    tree_ = taipan::parse(source_, interner_, arena_, sink_, options);
    return tree_ != nullptr;
}

bool Compilation::resolve() {
    ResolveOptions options;
    options.asserts = asserts();
    options.strict = options_.strict;
    options.recover = options_.recover;
    options.smallIntBits = options_.smallIntBits;
    options.arch = options_.arch;
    options.hasBackend = native_ != nullptr;
    options.hasNative = native_ != nullptr && native_->supports(options_.arch);
    options.native = options.hasNative && options_.emitter != Emitter::Bytecode;
    options.viper = options_.emitter == Emitter::Viper;
    options.viperFloat = options_.viperFloat;
    options.viperInt64 = options_.viperInt64;
    options.nativeOnly = options_.nativeOnly;
    options.nativeSkip = options_.nativeSkip;
    options.nativePicked = options_.nativePicked;
    options.stackBudget = options_.stackBudget;
    scopes_ = taipan::resolve(*tree_, interner_, sink_, options);
    return !sink_.hasErrors();
}

bool Compilation::lower() {
    const unsigned wordBits = options_.viperConstants ? 8 * abi::wordBytes(options_.arch) : 0;
    const viper::Extensions extensions{wordBits, options_.viperFloat, options_.viperInt64,
                                       options_.viperSlices, options_.viperCalls};
    const LowerOptions options{options_.input,      asserts(),  options_.strict,
                               options_.recover,    extensions, options_.viperDefaults,
                               options_.stackBudget};
    code_ = taipan::lower(scopes_, interner_, arena_, sink_, options);
    assert(sink_.hasErrors() || ir::verify(code_).empty());
    if (sink_.hasErrors()) return false;
    if (hasParts()) ir::inlineComprehensions(code_);
    assert(ir::verify(code_).empty());
    return true;
}

std::string Compilation::ssaText() const {
    const ssa::Module made = ssa::build(code_, options_.smallIntBits);
    assert(ssa::verify(made).empty());
    return ssa::print(made, interner_);
}

std::vector<FunctionWork> Compilation::estimate() const {
    const ssa::Module made = ssa::build(code_, options_.smallIntBits);
    const bool isFast = profileOf(options_.arch, options_.nativeOpt) != NativeOpt::Size;
    const std::vector<uint64_t> work = ssa::likelyWork(made, isFast);
    std::vector<FunctionWork> functions;
    for (uint32_t i = 0; i < work.size(); ++i)
        if (isFunctionLike(code_.functions[i].scope->kind))
            functions.push_back({ir::qualifiedName(code_, i, interner_), work[i]});
    return functions;
}

bool Compilation::emit() {
    if (scopes_.unavailable) {
        const ScopeTree::Unavailable& found = *scopes_.unavailable;
        Diagnostic& made = sink_.report(DiagId::NativeUnavailable, found.span, found.message);
        made.stockLine = found.line;
        made.stockBlock = interner_.text(found.block);
        return false;
    }
    for (const std::string& name : scopes_.unknownNames)
        sink_.report(DiagId::NativeNameUnknown, {}, "there is no function '" + name + "'");
    BytecodeOptions options;
    options.sourceName = options_.sourceName;
    options.sourceLines = options_.sourceLines && options_.optLevel < kLevelWithoutLines;
    options.strict = options_.strict;
    options.smallIntBits = static_cast<uint8_t>(options_.smallIntBits);
    options.archFlags = options_.archFlags;
    options.arch = options_.arch;
    options.native = native_;
    options.nativeOpt = options_.nativeOpt;
    options.nativeLines = nativeLines();
    if (options_.nativeDebug) options.debug = &debug_;
    if (options_.nativeRemarks) options.told = &debug_;
    file_ = emitBytecode(code_, interner_, sink_, options);
    return !sink_.hasErrors();
}

/// What is wrong with the request itself, before any source is looked at.
bool acceptable(std::string_view text, const CompileOptions& options, DiagnosticSink& sink) {
    if (text.size() > SourceBuffer::kMaxSize)
        sink.report(DiagId::SourceTooLarge, {}, "source is larger than 1 GiB");
    else if (options.sourceName.size() > kMaxName || options.inputName.size() > kMaxName)
        sink.report(DiagId::NameTooLong, {}, "source name of more than 255 bytes");
    return !sink.hasErrors();
}

/// False after saying that there is no emitter of the kind asked for. As in stock, errors of the
/// source come first.
bool hasEmitter(const CompileOptions& options, const NativeBackend* native, DiagnosticSink& sink) {
    if (options.emitter == Emitter::Bytecode && options.nativePicked.empty()) return true;
    if (native == nullptr)
        sink.report(DiagId::NativeUnavailable, {}, "this build has no native emitter");
    else if (!native->supports(options.arch))
        sink.report(DiagId::NativeUnavailable, {},
                    "native functions are not made yet for this architecture");
    return !sink.hasErrors();
}
} // namespace

CompileResult compile(std::string_view text, const CompileOptions& options, NativeBackend* native) {
    CompileResult result;
    DiagnosticSink sink;
    if (acceptable(text, options, sink)) {
        const SourceBuffer source(text, options.sourceName);
        Compilation run(source, options, sink, native);
        if (run.parse() && run.resolve() && run.lower() && hasEmitter(options, native, sink) &&
            run.emit()) {
            result.mpy = mpy::write(run.file());
            result.debug = run.takeDebug();
        }
    }
    result.diagnostics = sink.take();
    return result;
}

/// The product of a stage behind the lexer as text; empty when a stage up to it failed.
static std::string dumpStage(Compilation& run, Stage stage) {
    if (!run.parse()) return {};
    if (stage == Stage::Ast) return dumpAst(run.tree(), run.interner());
    if (!run.resolve()) return {};
    if (stage == Stage::Scopes) return dumpScopes(run.scopes(), run.interner());
    if (!run.lower()) return {};
    if (stage == Stage::Ir) return ir::print(run.code(), run.interner());
    if (stage == Stage::Ssa) return run.ssaText();
    return run.emit() ? mpy::disassemble(run.file()) : std::string();
}

std::vector<FunctionWork> estimateWork(std::string_view text, const CompileOptions& options) {
    DiagnosticSink sink;
    NoNativeCode native; // what is decorated is looked at as well
    if (!acceptable(text, options, sink)) return {};
    const SourceBuffer source(text, options.sourceName);
    Compilation run(source, options, sink, &native);
    if (!run.parse() || !run.resolve() || !run.lower()) return {};
    return run.estimate();
}

DumpResult dump(std::string_view text, Stage stage, const CompileOptions& options,
                NativeBackend* native) {
    DumpResult result;
    DiagnosticSink sink;
    if (acceptable(text, options, sink)) {
        const SourceBuffer source(text, options.sourceName);
        Compilation run(source, options, sink, native);
        result.text = stage == Stage::Tokens ? dumpTokens(source) : dumpStage(run, stage);
    }
    result.diagnostics = sink.take();
    return result;
}

} // namespace taipan
