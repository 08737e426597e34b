#include "lint/frontend_check.h"

#include "taipan/compiler.h"
#include "taipan/frontend/parser.h"
#include "taipan/frontend/scopes.h"

namespace taipan::lint {

namespace {
constexpr uint32_t kLargeBlock = 8000; // bytes of source; jumps of 16 kB of bytecode are too long
constexpr size_t kMostExplanations = 500; // of a file that is no Python at all

/// A diagnostic that older releases did not have.
struct SinceRow {
    DiagId id;
    const char* since;
    const char* words; // part of the message, "" for all
};
constexpr SinceRow kSince[] = {
    {DiagId::InvalidInteger, "1.25", "base 0"}, {DiagId::StarAfterDoubleStar, "1.19", ""},
    {DiagId::AsyncOutside, "1.16", ""},         {DiagId::TooManyStarArgs, "1.19", ""},
    {DiagId::BytecodeOverflow, "1.19", ""},     {DiagId::StarAfterKeyword, "1.29", ""},
};

/// A diagnostic that has a rule of its own.
struct CodeRow {
    DiagId id;
    Code code;
};
constexpr CodeRow kCodes[] = {
    {DiagId::UnicodeNameEscape, Code::MP1016}, {DiagId::NotAConstant, Code::MP6001},
    {DiagId::SuperWithoutSelf, Code::MP1018},  {DiagId::InvalidDecorator, Code::MP6101},
    {DiagId::StarAfterKeyword, Code::MP2101},  {DiagId::KeywordNotName, Code::MP6002},
    {DiagId::TooManyStarArgs, Code::MP2102},   {DiagId::NestingTooDeep, Code::MP9005},
};

bool isStatement(Kind kind) {
    return kind == Kind::Error ||
           (kind >= Kind::ExprStmt && kind != Kind::Alias && kind != Kind::Handler &&
            kind != Kind::WithItem && kind != Kind::Param && kind != Kind::Decorators &&
            kind != Kind::TypeParams && kind != Kind::Case);
}

/// The innermost statement with the offset.
const Node* statementAt(const Node& node, uint32_t offset) {
    const Node* found = nullptr;
    forEachChild(node, [&](const Node& child) {
        if (found || offset < child.span.begin || offset > child.span.end) return;
        const Node* inner = statementAt(child, offset);
        found = inner ? inner : isStatement(child.kind) ? &child : nullptr;
    });
    return found;
}

/// Findings behind which stock's parser has lost the whole statement.
bool losesAll(Code code) {
    return code == Code::MP1002 || code == Code::MP1003 || code == Code::MP1004 ||
           code == Code::MP1005 || code == Code::MP1006 || code == Code::MP1007;
}

bool isSyntax(Code code) {
    return ruleRow(code).consequence == Consequence::DoesNotCompile || code == Code::MP2101 ||
           code == Code::MP2102;
}

/// A finer finding, and how far it explains errors of the compiler.
struct Explanation {
    uint32_t begin, line;
    SourceSpan reach; // the statement, or its head
};

std::vector<Explanation> explanations(const Context& c, const std::vector<Finding>& findings) {
    std::vector<Explanation> out;
    for (const Finding& finding : findings) {
        if (!isSyntax(finding.code) || out.size() >= kMostExplanations) continue;
        Explanation row{
            finding.span.begin, c.file.source->lineColumn(finding.span.begin).line, {1, 0}};
        if (const Node* statement = statementAt(*c.file.module, finding.span.begin)) {
            const Node* body =
                statement->b && statement->b->kind == Kind::Block ? statement->b : nullptr;
            row.reach = statement->span;
            if (body && !losesAll(finding.code)) row.reach.end = body->span.begin;
        }
        out.push_back(row);
    }
    return out;
}

bool explained(const Context& c, const Diagnostic& error, const std::vector<Explanation>& rows) {
    const uint32_t line = c.file.source->lineColumn(error.span.begin).line;
    const bool indent =
        error.id == DiagId::UnexpectedIndent || error.id == DiagId::UnindentMismatch;
    for (const Explanation& row : rows) {
        if (row.line == line || (indent && row.begin < error.span.begin)) return true;
        if (error.span.begin >= row.reach.begin && error.span.begin <= row.reach.end) return true;
    }
    return false;
}

/// A name that := binds in a comprehension, which older releases took otherwise.
bool walrusInComprehension(const Context& c, const Diagnostic& error) {
    if (error.id != DiagId::GlobalRedefined && error.id != DiagId::NonlocalUnbound &&
        error.id != DiagId::NonlocalRedefined)
        return false;
    const uint32_t line = c.file.source->lineColumn(error.span.begin).line;
    return c.file.source->lineText(line).find(":=") != std::string_view::npos;
}

/// Releases asked for whose compiler rejects the file for this reason.
targets::Releases rejecting(const Context& c, const Diagnostic& error) {
    for (const SinceRow& row : kSince)
        if (row.id == error.id && error.stockText.find(row.words) != error.stockText.npos)
            return c.wanted() & c.since(row.since);
    if (walrusInComprehension(c, error)) return c.wanted() & c.since("1.20");
    // 1.17 alone reads brackets in strings of f-strings as they are meant.
    const uint32_t line = c.file.source->lineColumn(error.span.begin).line;
    const std::string_view text = c.file.source->lineText(line);
    const bool formatted = error.message.find("not closed") != error.message.npos &&
                           (text.find("f\"") != text.npos || text.find("f'") != text.npos);
    if (formatted && !(c.wanted() & c.since("1.18")) && c.anySince("1.17")) return 0;
    if (error.id == DiagId::MalformedFstring)
        return c.wanted() & ~(c.since("1.20") & c.before("1.28"));
    return c.wanted();
}
} // namespace

/// Whether a block is so large that a jump over it may be too long.
static bool hasLargeBlock(const Node& node) {
    if (node.span.end - node.span.begin < kLargeBlock) return false;
    switch (node.kind) {
    case Kind::If:
    case Kind::While:
    case Kind::For:
    case Kind::Try:
    case Kind::With: return true;
    default: break;
    }
    bool found = false;
    forEachChild(node, [&](const Node& child) { found = found || hasLargeBlock(child); });
    return found;
}

std::vector<Diagnostic> compileErrors(const SourceBuffer& source, const Node& module) {
    std::vector<Diagnostic> all;
    if (hasLargeBlock(module)) {
        CompileOptions options;
        options.sourceName = "lint.py";
        options.recover = true;
        options.arch = abi::Arch::x64;
        all = compile(source.text(), options).diagnostics;
    } else {
        DiagnosticSink sink;
        Interner interner; // its own: the compiler's words are known by where they stand in it
        Arena arena;
        ParseOptions options;
        options.recover = true;
        if (const ast::Stmt* tree = taipan::parse(source, interner, arena, sink, options)) {
            ResolveOptions scopes;
            scopes.recover = true;
            scopes.arch = abi::Arch::x64;
            taipan::resolve(*tree, interner, sink, scopes);
        }
        all = sink.take();
    }
    std::vector<Diagnostic> errors;
    for (Diagnostic& found : all) {
        // The types of viper have rules of their own (MP61).
        const bool isViper = std::string_view(diagInfo(found.id).code).starts_with("TP05");
        const bool ours = found.severity == Severity::Error && !isViper &&
                          found.id != DiagId::NativeUnavailable && found.id != DiagId::InvalidArch;
        if (ours) errors.push_back(std::move(found));
    }
    return errors;
}

void reportErrors(Context& c, const std::vector<Diagnostic>& errors,
                  const std::vector<Finding>& findings) {
    const std::vector<Explanation> finer = explanations(c, findings);
    uint32_t lastLine = 0;
    for (const Diagnostic& error : errors) {
        if (!rejecting(c, error) || explained(c, error, finer)) continue;
        const uint32_t line = c.file.source->lineColumn(error.span.begin).line;
        if (line == lastLine) continue;
        lastLine = line;
        Code code = Code::MP1001;
        for (const CodeRow& row : kCodes)
            if (row.id == error.id) code = row.code;
        const std::string words =
            error.message.empty()
                ? error.stockText.empty() ? diagInfo(error.id).text : error.stockText
                : error.message;
        c.report(code, error.span,
                 code == Code::MP1001 || code == Code::MP9005 ? words : words + ": SyntaxError",
                 error.hint, Raises::SyntaxError);
    }
}

} // namespace taipan::lint
