// Source text to the linter's tokens.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "taipan/support/source.h"

namespace taipan::lint {

enum class TokenKind : uint8_t {
    End,
    Newline,
    Indent,
    Dedent,
    Name,
    Keyword,
    Number,
    String,
    Op,
    Bad
};

enum class Word : uint8_t {
    None,
    And,
    As,
    Assert,
    Async,
    Await,
    Break,
    Class,
    Continue,
    Def,
    Del,
    Elif,
    Else,
    Except,
    False,
    Finally,
    For,
    From,
    Global,
    If,
    Import,
    In,
    Is,
    Lambda,
    NoneWord,
    Nonlocal,
    Not,
    Or,
    Pass,
    Raise,
    Return,
    True,
    Try,
    While,
    With,
    Yield
};

struct Token {
    TokenKind kind = TokenKind::End;
    Word word = Word::None;
    uint8_t flags = 0; // of the node a Number or String becomes
    uint32_t op = 0;
    uint32_t begin = 0, end = 0;
};

/// A comment that may hold a word for the linter, without its '#'.
struct Comment {
    SourceSpan span;
};

struct Tokens {
    std::vector<Token> all; // ends with End
    std::vector<Comment> comments;
};

/// Where the end of a formatted string is depends on the strings in its fields, and so on: one that
/// is not closed may be read again at each level. Behind so many levels (CPython ends at 150,
/// MicroPython much earlier), or so much reading in a file, strings in fields count as broken.
struct Nesting {
    static constexpr int kMaxDepth = 150;
    int depth = 0;
    uint64_t left; // bytes in fields that may still be read
    explicit Nesting(size_t size) : left(64 * uint64_t{size} + (1 << 20)) {}
    bool ends() const { return depth >= kMaxDepth || left == 0; }
    void read(uint32_t bytes) { left -= left < bytes ? left : bytes; }
};

/// Tokens of `text` from `begin` to `end`. `text` continues with at least 16 NUL bytes behind its
/// end. Never fails: what is no token is Bad. `nested`: an expression of a string, where line ends
/// do not count.
Tokens scan(std::string_view text, uint32_t begin, uint32_t end, Nesting& nesting,
            bool nested = false);

/// The end of the string literal whose prefix starts at `at`; `flags` get its flags.
uint32_t stringEnd(std::string_view text, uint32_t at, uint32_t end, uint8_t& flags,
                   Nesting& nesting);

/// The length of a string prefix at `at` when a quote follows it; -1 when this is no string.
int prefixLength(std::string_view text, uint32_t at);

/// From the `{` at `at` in a formatted string to the offset behind its `}`; `end` when it has none.
uint32_t fieldEnd(std::string_view text, uint32_t at, uint32_t end, char quote, bool triple,
                  Nesting& nesting);

constexpr bool isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<uint8_t>(c) >= 0x80;
}
constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool isNamePart(char c) {
    return isNameStart(c) || isDigit(c);
}

} // namespace taipan::lint
