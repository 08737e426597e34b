#include "taipan/frontend/dump.h"

#include "support/text/quote.h"
#include "taipan/frontend/lexer.h"

namespace taipan {

namespace {
constexpr std::string_view kSymbolKinds[] = {
    "undecided", "global-implicit", "global-assigned", "global-explicit", "local", "cell", "free"};
constexpr std::string_view kScopeKinds[] = {"module",   "class",   "lambda",  "listcomp",
                                            "dictcomp", "setcomp", "genexpr", "function"};

std::string place(const SourceBuffer& source, SourceSpan span) {
    const LineColumn a = source.lineColumn(span.begin), b = source.lineColumn(span.end);
    return std::to_string(a.line) + ":" + std::to_string(a.column) + "-" + std::to_string(b.line) +
           ":" + std::to_string(b.column);
}
} // namespace

std::string describeConstant(const Constant& value) {
    switch (value.kind) {
    case Constant::Kind::None: return "None";
    case Constant::Kind::False: return "False";
    case Constant::Kind::True: return "True";
    case Constant::Kind::Ellipsis: return "...";
    case Constant::Kind::Str: return pythonLiteral(value.text);
    case Constant::Kind::Bytes: return "b" + pythonLiteral(value.text);
    case Constant::Kind::Tuple: {
        std::string out = "(";
        for (const Constant* item : value.items) out += describeConstant(*item) + ",";
        return out + ")";
    }
    default: return numberText(value);
    }
}

std::string dumpTokens(const SourceBuffer& source) {
    Interner interner;
    Arena arena;
    Lexer lexer(source, interner, arena);
    std::string out;
    Token token;
    do {
        lexer.next(token);
        out += place(source, token.span) + " " + std::string(tokenText(token.kind));
        if (token.kind == TokenKind::Name) {
            out += " " + std::string(interner.text(token.name));
        } else if (token.kind == TokenKind::Integer || token.kind == TokenKind::Decimal) {
            out += " " + std::string(token.text);
        } else if (token.kind == TokenKind::String || token.kind == TokenKind::Bytes) {
            out += " " + pythonLiteral(token.text);
        }
        if (token.line != source.lineColumn(token.span.begin).line)
            out += " [stock line " + std::to_string(token.line) + "]";
        out += "\n";
    } while (token.kind != TokenKind::End);
    return out;
}

std::string dumpScopes(const ScopeTree& scopes, const Interner& interner) {
    std::string out;
    for (size_t i = 0; i < scopes.scopes.size(); ++i) {
        const Scope& scope = *scopes.scopes[i];
        out += std::to_string(i) + " " + std::string(kScopeKinds[static_cast<size_t>(scope.kind)]) +
               " " + std::string(interner.text(scope.name));
        if (scope.parent != kNoScope) out += " in " + std::to_string(scope.parent);
        out += ": positional " + std::to_string(scope.positionalArgs) + ", keyword-only " +
               std::to_string(scope.keywordOnlyArgs) + ", slots " +
               std::to_string(scope.localCount);
        if ((scope.flags & abi::kScopeGenerator) != 0) out += ", generator";
        if ((scope.flags & abi::kScopeVarArgs) != 0) out += ", *args";
        if ((scope.flags & abi::kScopeVarKeywords) != 0) out += ", **kwargs";
        out += "\n";
        for (const Symbol& symbol : scope.symbols.all()) {
            out += "  " + pythonLiteral(interner.text(symbol.name)) + " " +
                   std::string(kSymbolKinds[static_cast<size_t>(symbol.kind)]);
            if (symbol.kind >= SymbolKind::Local) out += " " + std::to_string(symbol.slot);
            if (symbol.isParam) out += " parameter";
            out += "\n";
        }
    }
    return out;
}

} // namespace taipan
