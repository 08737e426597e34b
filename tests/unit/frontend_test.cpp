// The support library and the front end's stages, as a program that uses them sees them.
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "taipan/abi/mpy.h"
#include "taipan/frontend/lexer.h"
#include "taipan/frontend/parser.h"
#include "taipan/frontend/scopes.h"
#include "taipan/support/names.h"
#include "taipan/support/stack_guard.h"

using namespace taipan;

// ---- support -----------------------------------------------------------------------------------

TEST_CASE("interner: static strings have their numbers, the empty name is one of them") {
    Interner interner;
    CHECK(index(interner.lookup("")) != 0);
    CHECK(interner.text(names::module) == "<module>");
    CHECK(index(interner.lookup("<module>")) <= abi::kStaticStringCount);
    CHECK(interner.lookup("micropython") == names::micropython);
    CHECK(index(names::viper) > abi::kStaticStringCount);
}

TEST_CASE("interner: equal text, equal id, over many growths") {
    Interner interner;
    const uint32_t before = interner.size();
    constexpr int kNames = 5000;
    std::vector<NameId> ids;
    for (int i = 0; i < kNames; ++i) ids.push_back(interner.internCopy("n" + std::to_string(i)));
    CHECK(interner.size() == before + kNames);
    for (int i = 0; i < kNames; ++i) {
        const std::string text = "n" + std::to_string(i);
        REQUIRE(interner.lookup(text) == ids[static_cast<size_t>(i)]);
        REQUIRE(interner.internCopy(text) == ids[static_cast<size_t>(i)]);
        REQUIRE(interner.text(ids[static_cast<size_t>(i)]) == text);
    }
    CHECK(interner.size() == before + kNames);
    CHECK(interner.lookup("not there") == NameId::none);
}

TEST_CASE("interner: NUL bytes and bytes that are not UTF-8 are text like any other") {
    Interner interner;
    const std::string_view nul("a\0b", 3);
    const NameId id = interner.intern(nul);
    CHECK(interner.text(id) == nul);
    CHECK(interner.lookup("a") == NameId::none);
    CHECK(interner.intern("\xff\xfe") != interner.intern("\xff\xfd"));
}

TEST_CASE("arena: alignment, large blocks, copies") {
    Arena arena;
    for (size_t align : {1U, 2U, 8U, 16U, 64U}) {
        arena.allocate(1, 1);
        CHECK(reinterpret_cast<uintptr_t>(arena.allocate(3, align)) % align == 0);
    }
    constexpr size_t kLarge = size_t{5} << 20; // more than the largest chunk
    auto* large = static_cast<char*>(arena.allocate(kLarge, 8));
    std::fill_n(large, kLarge, 'x');
    std::string text = "copied";
    const std::string_view copy = arena.copy(std::string_view(text));
    text = "other";
    CHECK(copy == "copied");
    CHECK(arena.copy(std::string_view()).empty());
    CHECK(large[kLarge - 1] == 'x');

    Arena moved = std::move(arena);
    CHECK(copy == "copied");
    CHECK(*moved.create<int>(7) == 7);
}

TEST_CASE("arena: values of more alignment than chunks have keep to their chunks") {
    constexpr size_t kSize = 96, kAlign = 64;
    Arena arena(1); // each value gets a chunk of its own
    std::vector<uintptr_t> starts;
    for (int i = 0; i < 1000; ++i)
        starts.push_back(reinterpret_cast<uintptr_t>(arena.allocate(kSize, kAlign)));
    std::sort(starts.begin(), starts.end());
    const auto overlaps = [](uintptr_t lower, uintptr_t upper) { return upper - lower < kSize; };
    CHECK(std::adjacent_find(starts.begin(), starts.end(), overlaps) == starts.end());
}

TEST_CASE("source buffer: a line end is added where there is none, padding follows") {
    CHECK(SourceBuffer("a", "n").text() == "a\n");
    CHECK(SourceBuffer("a\r", "n").text() == "a\r");
    CHECK(SourceBuffer("", "n").text().empty());
    const SourceBuffer source("ab", "name.py");
    CHECK(source.name() == "name.py");
    for (size_t i = 0; i < SourceBuffer::kPadding; ++i) CHECK(source.data()[3 + i] == '\0');
}

TEST_CASE("source buffer: lines and columns") {
    const SourceBuffer source("a\r\nb\rc\n\xc3\xa9x", "n");
    const auto place = [&](uint32_t offset) {
        const LineColumn at = source.lineColumn(offset);
        return std::pair(at.line, at.column);
    };
    CHECK(place(0) == std::pair(1U, 1U));
    CHECK(place(3) == std::pair(2U, 1U));
    CHECK(place(5) == std::pair(3U, 1U));
    CHECK(place(9) == std::pair(4U, 2U)); // a two-byte character is one column
    CHECK(place(1000) == std::pair(5U, 1U));
    CHECK(source.lineText(2) == "b");
    CHECK(source.lineText(4) == "\xc3\xa9x");
    CHECK(source.lineText(0).empty());
    CHECK(source.lineText(99).empty());
    CHECK(source.lineStart(3) == 5);
    CHECK(source.lineStart(99) == source.text().size());
}

TEST_CASE("diagnostic sink: keeps up to its limit and counts the rest") {
    DiagnosticSink sink(2);
    CHECK_FALSE(sink.hasErrors());
    sink.report(DiagId::InvalidInteger, {1, 2}, {}, {"2: '2'"}).stockLine = 7;
    sink.report(DiagId::InvalidSyntax, {3, 4}, "what was found");
    sink.report(DiagId::CannotAssign, {}).stockLine = 9; // must not reach the ones kept
    CHECK(sink.errorCount() == 3);
    REQUIRE(sink.all().size() == 2);
    CHECK(sink.all()[0].message == "invalid syntax for integer with base 2: '2'");
    CHECK(sink.all()[0].stockLine == 7);
    CHECK(sink.all()[1].message == "what was found");
    CHECK(sink.all()[1].stockText == "invalid syntax");
    CHECK(sink.all()[1].stockLine == 0);
}

TEST_CASE("diagnostics: codes are unique") {
    std::vector<std::string> codes;
#define TAIPAN_DIAG(id, code, severity, exception, text, hint) codes.emplace_back(code);
#include "taipan/support/diagnostics.def"
#undef TAIPAN_DIAG
    std::sort(codes.begin(), codes.end());
    CHECK(std::adjacent_find(codes.begin(), codes.end()) == codes.end());
    CHECK(std::string(diagInfo(DiagId::TooManyBlocks).id) == "TooManyBlocks");
}

// ---- lexer -------------------------------------------------------------------------------------

namespace {
struct Scan {
    explicit Scan(std::string_view text) : source(text, "n"), lexer(source, interner, arena) {}
    TokenKind next() {
        lexer.next(token);
        return token.kind;
    }
    SourceBuffer source;
    Interner interner;
    Arena arena;
    Lexer lexer;
    Token token;
};
} // namespace

using K = TokenKind;

TEST_CASE("lexer: stays at the end") {
    Scan scan("a");
    CHECK(scan.next() == K::Name);
    CHECK(scan.next() == K::Newline);
    for (int i = 0; i < 3; ++i) CHECK(scan.next() == K::End);
    Scan empty("");
    for (int i = 0; i < 3; ++i) CHECK(empty.next() == K::End);
}

TEST_CASE("lexer: the end of the token before") {
    Scan scan("ab   + 'c'");
    scan.next();
    scan.next();
    CHECK(scan.lexer.previousEnd() == 2);
    scan.next();
    CHECK(scan.lexer.previousEnd() == 6);
    CHECK(scan.token.span.begin == 7);
    CHECK(scan.token.span.end == 10);
}

TEST_CASE("lexer: resynchronising forgets brackets") {
    Scan scan("(a\nb");
    CHECK(scan.next() == K::ParenOpen);
    CHECK(scan.next() == K::Name);
    scan.lexer.resynchronise();
    CHECK(scan.next() == K::Newline);
    CHECK(scan.next() == K::Name);
}

TEST_CASE("lexer: resynchronising leaves an f-string's expressions") {
    Scan scan("f'{a} {b}' ; c");
    CHECK(scan.next() == K::String);
    CHECK(scan.next() == K::Period);
    scan.lexer.resynchronise();
    CHECK(scan.next() == K::Semicolon);
}

namespace {
/// The source text of every token that has one: not of those that an expansion makes.
std::vector<std::string> writtenTokens(const std::string& text) {
    Scan scan(text);
    std::vector<std::string> found;
    while (scan.next() != K::End) {
        const SourceSpan span = scan.token.span;
        if (span.begin < span.end) found.push_back(text.substr(span.begin, span.end - span.begin));
    }
    return found;
}

/// The kind of the token behind the first `count`.
K after(Scan& scan, int count) {
    for (; count > 0; --count) scan.next();
    return scan.next();
}
} // namespace

TEST_CASE("lexer: tokens of fields have their own places") {
    using Texts = std::vector<std::string>;
    const Texts lines = {"f'''{a +\r\n 'b' }'''", "a", "+", "'b'"};
    CHECK(writtenTokens(lines[0]) == lines);
    const Texts nested = {"f'{f\"{a}\"!r}' f'{b:{c}}'", "f\"{a}\"", "a", "b", "c"};
    CHECK(writtenTokens(nested[0]) == nested);
    const Texts isTemplate = {"t'{a == 1:>{w}}'", "a", "==", "1", "f'>{w}'", "w"};
    const Texts found = writtenTokens(isTemplate[0]);
    REQUIRE(found.size() == 6);
    CHECK(found[0] == isTemplate[0]);
    CHECK(Texts(found.begin() + 1, found.begin() + 4) == Texts{"a", "==", "1"});
    CHECK(found[5] == "w");
}

TEST_CASE("lexer: a field ends where it ends") {
    // Behind the last character of each field is one that would change its last token.
    CHECK(writtenTokens("f'{a<=}'") == std::vector<std::string>{"f'{a<=}'", "a", "<"});
    CHECK(writtenTokens("t'{a  \t}'") == std::vector<std::string>{"t'{a  \t}'", "a"});
    CHECK(writtenTokens("f'{\"a\"}\" b'") == std::vector<std::string>{"f'{\"a\"}\" b'", "\"a\""});
    Scan scan("t'''{a\\\n}'''");
    CHECK(after(scan, 10) == K::Name);
    CHECK(scan.next() == K::Invalid);
}

TEST_CASE("lexer: a literal and a comment run out of their field") {
    Scan literal("f\"{'a}\" + 'b");
    CHECK(after(literal, 5) == K::String);
    CHECK(literal.token.text == "a),)+ "); // the blank behind the literal is gone
    CHECK(literal.next() == K::Name);
    CHECK(literal.token.span.begin == 11);
    Scan comment("f'{a # c}' + b\n) + c");
    CHECK(after(comment, 6) == K::ParenClose);
    CHECK(comment.token.line == 2);
}

TEST_CASE("lexer: f-strings nest to a depth") {
    const auto nested = [](size_t depth, const std::string& opening) {
        std::string text = "1";
        for (size_t i = 0; i < depth; ++i) {
            text = "{" + text + "}'";
            text.insert(0, opening);
        }
        Scan scan(text);
        while (scan.next() != K::End)
            if (scan.token.kind == K::NestedTooDeep) return false;
        return true;
    };
    for (const char* opening : {"f'", "t'"}) {
        CHECK(nested(Cursor::kMaxDepth, opening));
        CHECK_FALSE(nested(Cursor::kMaxDepth + 1, opening));
    }
}

TEST_CASE("lexer: keywords are looked up as names") {
    CHECK(tokenText(K::Nonlocal) == "nonlocal");
    CHECK(tokenText(K::StarStarAssign) == "**=");
    Scan scan("nonlocal nonlocals __debug__ async_");
    CHECK(scan.next() == K::Nonlocal);
    CHECK(scan.next() == K::Name);
    CHECK(scan.next() == K::Debug);
    CHECK(scan.next() == K::Name);
    CHECK(scan.interner.text(scan.token.name) == "async_");
}

TEST_CASE("lexer: a literal's text outlives the next token") {
    Scan scan("'a\\n' + 1_0");
    scan.next();
    const std::string_view text = scan.token.text;
    scan.next();
    scan.next();
    CHECK(text == "a\n");
    CHECK(scan.token.text == "10");
}

// ---- parser ------------------------------------------------------------------------------------

namespace {
/// Errors of parsing `text`, as "line:column".
std::vector<std::string> parseErrors(std::string_view text, bool recover) {
    const SourceBuffer source(text, "n");
    Interner interner;
    Arena arena;
    DiagnosticSink sink;
    ParseOptions options;
    options.recover = recover;
    const ast::Stmt* tree = parse(source, interner, arena, sink, options);
    CHECK((tree == nullptr) == sink.hasErrors());
    std::vector<std::string> places;
    for (const Diagnostic& found : sink.all()) {
        const LineColumn at = source.lineColumn(found.span.begin);
        places.push_back(std::to_string(at.line) + ":" + std::to_string(at.column));
    }
    return places;
}

using Places = std::vector<std::string>;
} // namespace

TEST_CASE("parser: stops at the first error unless asked to recover") {
    const char* text = "x = $\ny = 1\nz = $\n";
    CHECK(parseErrors(text, false) == Places{"1:5"});
    CHECK(parseErrors(text, true) == Places{"1:5", "3:5"});
    CHECK(parseErrors("x = 1\n", true).empty());
}

TEST_CASE("parser: recovery goes on in the same block and skips the block of a bad header") {
    CHECK(parseErrors("def f():\n    a = $\n    b = $\nc = $\n", true) ==
          Places{"2:9", "3:9", "4:5"});
    CHECK(parseErrors("if $:\n    a = $\n    b = $\nc = $\n", true) == Places{"1:4", "4:5"});
    CHECK(parseErrors("if a:\n    b\n        c = $\nd = $\n", true) == Places{"3:9", "4:5"});
    CHECK(parseErrors("a = (1,\nb = 2\nc = $\n", true) == Places{"2:3", "3:5"});
}

TEST_CASE("parser: recovery ends on every unfinished text") {
    const std::string text = "@a\nclass B(c, *d, e=f):\n  async def g(h: i = 1, *j, **k):\n"
                             "    for l in [m for n in o if p], {q: r}, {s}:\n"
                             "      with t as u, v:\n        x = f'{a!r:>{w}}' + t'{y}' - -z ** 2\n"
                             "    else:\n      try:\n        raise a from b\n"
                             "      except c as d:\n        lambda e, *f: (yield)\n"
                             "      finally:\n        assert a, b\n";
    CHECK(parseErrors(text, false).empty());
    for (size_t size = 0; size < text.size(); ++size) {
        const std::string_view part = std::string_view(text).substr(0, size);
        CAPTURE(part);
        CHECK(parseErrors(part, false).size() <= 1);
        parseErrors(part, true);
        parseErrors(std::string(part) + "$" + text.substr(size), true);
        parseErrors(std::string(part) + ")\n" + text.substr(size), true);
    }
}

TEST_CASE("parser: nesting beyond the stack budget is an error") {
    const SourceBuffer source(std::string(10000, '(') + "1" + std::string(10000, ')'), "n");
    Interner interner;
    Arena arena;
    DiagnosticSink sink;
    ParseOptions options;
    options.stackBudget = size_t{64} << 10;
    CHECK(parse(source, interner, arena, sink, options) == nullptr);
    REQUIRE(sink.all().size() == 1);
    CHECK(sink.all()[0].id == DiagId::NestingTooDeep);
}

TEST_CASE("parser: the line of a leaf is 0, that of a node the one of its first token") {
    const SourceBuffer source("\na\nb(\n c)\n", "n");
    Interner interner;
    Arena arena;
    DiagnosticSink sink;
    const ast::Stmt* tree = parse(source, interner, arena, sink, {});
    REQUIRE(tree != nullptr);
    REQUIRE(tree->kind == ast::Kind::Block);
    const auto statements = ast::as<ast::Block>(tree)->statements;
    REQUIRE(statements.size() == 2);
    const auto* name = ast::as<ast::ExprStmt>(statements[0])->value;
    CHECK(ast::isLeaf(*name));
    CHECK(name->line == 0);
    CHECK(name->span.begin == 1);
    CHECK(ast::as<ast::ExprStmt>(statements[1])->value->line == 3);
}

TEST_CASE("parser: small integers depend on the target") {
    const auto kind = [](std::string_view text, unsigned bits) {
        const SourceBuffer source(text, "n");
        Interner interner;
        Arena arena;
        DiagnosticSink sink;
        ParseOptions options;
        options.smallIntBits = bits;
        const ast::Stmt* tree = parse(source, interner, arena, sink, options);
        REQUIRE(tree != nullptr);
        return ast::as<ast::Assign>(tree)->value->kind;
    };
    CHECK(kind("x = 1073741823", 31) == ast::Kind::SmallInt);
    CHECK(kind("x = 1073741824", 31) == ast::Kind::ConstObject);
    CHECK(kind("x = 1073741824", 63) == ast::Kind::SmallInt);
    CHECK(kind("x = -1073741824", 31) == ast::Kind::SmallInt);
    CHECK(kind("x = -1073741825", 31) == ast::Kind::ConstObject);
    CHECK(kind("x = 128", 8) == ast::Kind::ConstObject);
}

// ---- scopes ------------------------------------------------------------------------------------

TEST_CASE("symbol table: found by name before and after it becomes a hash table") {
    SymbolTable table;
    constexpr uint32_t kCount = 200;
    for (uint32_t i = 1; i <= kCount; ++i) {
        table.findOrAdd(NameId{i}, SymbolKind::Local).slot = i;
        for (uint32_t k = 1; k <= i; ++k) REQUIRE(table.find(NameId{k})->slot == k);
        REQUIRE(table.find(NameId{i + 1}) == nullptr);
    }
    CHECK(table.findOrAdd(NameId{5}, SymbolKind::Free).kind == SymbolKind::Local);
    CHECK(table.all().size() == kCount);
    CHECK(table.all()[7].name == NameId{8}); // the order of entry

    std::reverse(table.all().begin(), table.all().end());
    table.reindex();
    for (uint32_t k = 1; k <= kCount; ++k) REQUIRE(table.find(NameId{k})->slot == k);
}

namespace {
/// A resolved module and what it refers to.
struct Resolved {
    explicit Resolved(std::string_view text, const ResolveOptions& options = {})
        : source(text, "n") {
        const ast::Stmt* tree = parse(source, interner, arena, sink, {});
        REQUIRE(tree != nullptr);
        scopes = resolve(*tree, interner, sink, options);
    }
    const Symbol& symbol(size_t scope, std::string_view name) {
        const Symbol* found = scopes.scopes.at(scope)->symbols.find(interner.lookup(name));
        REQUIRE(found != nullptr);
        return *found;
    }
    SourceBuffer source;
    Interner interner;
    Arena arena;
    DiagnosticSink sink;
    ScopeTree scopes;
};
} // namespace

TEST_CASE("resolve: free variables come first, in the order of the enclosing function") {
    Resolved module("def f(a, b):\n    def g(p):\n        return b + a + p\n");
    REQUIRE(module.scopes.scopes.size() == 3);
    const Scope& inner = *module.scopes.scopes[2];
    REQUIRE(inner.freeNames.size() == 2);
    CHECK(module.interner.text(inner.freeNames[0]) == "a");
    CHECK(module.interner.text(inner.freeNames[1]) == "b");
    CHECK(inner.positionalArgs == 3);
    CHECK(module.symbol(2, "p").slot == 2);
    CHECK(module.symbol(1, "a").kind == SymbolKind::Cell);
    CHECK(module.symbol(2, "a").kind == SymbolKind::Free);
}

TEST_CASE("resolve: scopes are numbered breadth first") {
    Resolved module("def f():\n    def g(): pass\ndef h(): pass\n");
    std::vector<std::string> names;
    for (const auto& scope : module.scopes.scopes)
        names.emplace_back(module.interner.text(scope->name));
    CHECK(names == std::vector<std::string>{"<module>", "f", "h", "g"});
    CHECK(module.scopes.scopes[0]->parent == kNoScope);
    CHECK(module.scopes.scopes[3]->parent == 1);
}

TEST_CASE("resolve: one error, or all of them") {
    const char* text = "break\nreturn\ndef f():\n    continue\n";
    CHECK(Resolved(text).sink.errorCount() == 1);
    ResolveOptions options;
    options.recover = true;
    CHECK(Resolved(text, options).sink.errorCount() == 3);
}

TEST_CASE("resolve: statements that are not compiled make no scopes and no errors") {
    ResolveOptions options;
    options.asserts = false;
    const char* text = "assert [a for a in b], (yield)\n";
    CHECK(Resolved(text).sink.hasErrors());
    Resolved module(text, options);
    CHECK_FALSE(module.sink.hasErrors());
    CHECK(module.scopes.scopes.size() == 1);
}

TEST_CASE("resolve: strict rejects what stock miscompiles") {
    std::string text = "f(";
    for (int i = 0; i < 256; ++i) text += "0, ";
    text += ")\n";
    CHECK_FALSE(Resolved(text).sink.hasErrors());
    ResolveOptions options;
    options.strict = true;
    Resolved module(text, options);
    REQUIRE(module.sink.all().size() == 1);
    CHECK(module.sink.all()[0].id == DiagId::CallTooManyArgs);
}

TEST_CASE("stack guard: measures from where it was made") {
    const StackGuard wide(size_t{1} << 20);
    CHECK_FALSE(wide.exhausted());
    struct Deeper {
        [[gnu::noinline]] static bool exhausted(const StackGuard& guard, int levels) {
            volatile char space[1024] = {};
            if (levels > 0 && exhausted(guard, levels - 1)) return true;
            return guard.exhausted() && space[0] == 0;
        }
    };
    const StackGuard narrow(size_t{4} << 10);
    CHECK_FALSE(narrow.exhausted());
    CHECK(Deeper::exhausted(narrow, 16));
    CHECK_FALSE(Deeper::exhausted(wide, 16));
}
