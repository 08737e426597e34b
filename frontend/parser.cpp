#include "taipan/frontend/parser.h"

#include "frontend/parser_impl.h"

namespace taipan {

using namespace ast;

namespace {
constexpr size_t kMaxName = 255; // stock keeps the length of a name in one byte

std::string quoted(std::string_view text) {
    return "'" + std::string(text) + "'";
}
} // namespace

Parser::Parser(const SourceBuffer& source, Interner& interner, Arena& arena, DiagnosticSink& sink,
               const ParseOptions& options)
    : interner_(interner), arena_(arena), sink_(sink), options_(options),
      lexer_(source, interner, arena), builder_(interner, arena, options.smallIntBits),
      stack_(options.stackBudget) {}

bool Parser::expect(K kind, const char* where) {
    if (accept(kind)) return true;
    std::string wanted(tokenText(kind));
    if (kind > K::Bytes) wanted = quoted(wanted);
    fail("expected " + wanted + where + ", found " + describeToken());
    return false;
}

/// The current name token's id, which it moves past; reports a name that no firmware can hold.
NameId Parser::takeName() {
    const NameId name = token_.name;
    if (interner_.text(name).size() > kMaxName) {
        failWith(DiagId::NameTooLong, token_.span, 0);
        return name;
    }
    next();
    return name;
}

NameId Parser::expectName(const char* what) {
    if (at(K::Name)) return takeName();
    fail(std::string("expected ") + what + ", found " + describeToken());
    return NameId::none;
}

std::string Parser::describeToken() const {
    switch (token_.kind) {
    case K::Name: return "name " + quoted(interner_.text(token_.name));
    case K::Integer:
    case K::Decimal: return quoted(token_.text);
    default:
        if (token_.kind <= K::Bytes) return std::string(tokenText(token_.kind));
        return quoted(tokenText(token_.kind));
    }
}

void Parser::fail(std::string message) {
    switch (token_.kind) {
    case K::Failed: return;
    case K::Indent: return failWith(DiagId::UnexpectedIndent, token_.span, token_.line);
    case K::DedentMismatch: return failWith(DiagId::UnindentMismatch, token_.span, token_.line);
    case K::MalformedFstring: return failWith(DiagId::MalformedFstring, token_.span, token_.line);
    case K::NestedTooDeep: return failTooDeep();
    case K::NameEscape: return failWith(DiagId::UnicodeNameEscape, token_.span, 0);
    case K::UnclosedString: message = "string literal is not closed"; break;
    case K::Invalid:
        message = token_.span.end - token_.span.begin > 1 ? "invalid escape in a literal"
                                                          : "invalid character";
        break;
    default: break;
    }
    failWith(DiagId::InvalidSyntax, token_.span, token_.line, std::move(message));
}

void Parser::failWith(DiagId id, SourceSpan span, uint32_t stockLine, std::string message,
                      const std::string& argument) {
    if (failed_) return;
    failed_ = true;
    sink_.report(id, span, std::move(message), {argument}).stockLine = stockLine;
    failedAt_ = token_;
    token_.kind = K::Failed;
}

void Parser::failTooDeep() {
    failWith(DiagId::NestingTooDeep, token_.span, 0, "nesting too deep");
}

bool Parser::tooDeep() {
    if (!stack_.exhausted()) return false;
    failTooDeep();
    return true;
}

/// A stand-in for what could not be parsed.
Expr* Parser::dummy() {
    return builder_.make<Expr>(Kind::NoneLiteral, {0, token_.span.begin}, token_.span.end);
}

/// Skips to where the next statement of the enclosing block may start.
void Parser::synchronise() {
    failed_ = false;
    token_ = failedAt_;
    if (resumeHere_) {
        resumeHere_ = false;
        return;
    }
    lexer_.resynchronise();
    int depth = 0; // blocks entered while skipping
    for (;; next()) {
        switch (token_.kind) {
        case K::End: return;
        case K::Indent: ++depth; break;
        case K::Dedent:
            if (depth == 0) return; // closes the enclosing block: its owner takes it
            if (--depth == 0) {
                next();
                return;
            }
            break;
        case K::Newline:
        case K::DedentMismatch:
            if (depth != 0) break;
            next();
            if (!at(K::Indent)) return;
            ++depth;
            break;
        default: break;
        }
    }
}

const Stmt* Parser::module() {
    next();
    const NodeStart start = here();
    size_t newlines = 0;
    const size_t mark = stmts_.size();
    const bool isInteractive = options_.input == InputKind::Interactive;
    // A prompt's input is one statement, or an empty line.
    if (isInteractive && at(K::End) && token_.span.begin > 1) fail("expected a statement");
    while (!at(K::End)) {
        if (accept(K::Newline)) {
            ++newlines;
            continue;
        }
        if (isInteractive && stmts_.size() > mark) fail("expected the end");
        Stmt* one = statement();
        if (!failed_) stmts_.push_back(one);
        if (!failed_) continue;
        if (!options_.recover || failedAt_.kind == K::End) return nullptr;
        const uint32_t before = failedAt_.span.begin;
        synchronise();
        // A stray dedent or an error at a token that was not skipped must not stop the walk.
        if (at(K::Dedent) || (token_.span.begin == before && !at(K::End) && !at(K::Newline)))
            next();
    }
    if (sink_.hasErrors()) return nullptr;
    return block(stmts_, mark, start, newlines + stmts_.size() - mark);
}

/// The input of eval(): an expression and nothing else.
const Stmt* Parser::soleExpression() {
    next();
    const NodeStart start = here();
    if (!startsTest()) fail("expected an expression, found " + describeToken());
    Expr* value = testList(&Parser::test, false);
    while (accept(K::Newline)) {
    }
    if (!at(K::End)) fail("expected the end, found " + describeToken());
    if (sink_.hasErrors()) return nullptr;
    return builder_.make<ExprStmt>(Kind::ExprStmt, start, lastEnd(), value);
}

const Stmt* parse(const SourceBuffer& source, Interner& interner, Arena& arena,
                  DiagnosticSink& sink, const ParseOptions& options) {
    Parser parser(source, interner, arena, sink, options);
    return options.input == InputKind::Expression ? parser.soleExpression() : parser.module();
}

} // namespace taipan
