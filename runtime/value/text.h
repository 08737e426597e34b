// Texts of messages. In small builds they are packed: a byte from 0x80 on stands for one of some
// words. Text without such bytes is its own packed form, so that a plain literal does as well.
#pragma once

#include <cstddef>

#include "runtime/value/features.h"

namespace taipan::runtime {

/// Before a text that is not packed but may have bytes from 0x80 on. No word has this number.
inline constexpr char kPlainText = '\xff';

namespace detail {
/// The words, found by annealing over the messages of all levels, those of extra foremost, with
/// what the words take themselves; those that many texts have come early in their sixteen (struct
/// Words). A conversion of printFormat() is in a word as a whole or not at all.
inline constexpr const char* kWords[] = {
    "t ",        "ed",        "un",       "al",         "support",   "ac",          "se",
    "able",      "le",        " isn't ",  "lic",        "attribute", " must be ",   "memory",
    " 0x%zx",    "ffer",      "e ",       "st",         "it",        "ex",          "a ",
    "ar",        "ing",       "comp",     "th",         "keyword",   "ment",        "__",
    " (",        " out of ",  " field ",  ".mpy ",      "or",        " not ",       "re",
    "on",        "ch",        "arg",      "no ",        "erat",      "ile",         "required",
    " has ",     "us",        "mo",       "generator ", "should ",   "divide ",     "at",
    " argument", "%q",        "%zd",      "en",         "all",       " of ",        "string",
    "loc",       "%t",        "range",    "y ",         "ra",        " positional", "missing ",
    "overflow",  "er",        "can't ",   "an",         "%zu",       " in",         "in ",
    " for ",     "specifi",   "byte",     "bu",         " from ",    "dic",         "imp",
    "nam",       "multiple ", "sequence", "s ",         " to ",      "ion",         " '%q'",
    "'%t'",      "function ", "po",       "%v",         "class",     "up",          " with ",
    "empty",     "sub",       "take",     "'%c'",       "unknown ",  "object",      ", ",
    ": ",        "conver",    " f",       "d ",         "to",        "ba",          "value",
    "cod",       "number",    "ative ",   "None",       "zero",      "clos",        "module '%v'",
    "ed ",       "in",        "type",     "format ",    " l",        "ne",          "() ",
    "es",        "expect",    "ign",      "integer",    "invalid ",  "cept",        "given"};
inline constexpr size_t kWordCount = sizeof(kWords) / sizeof(kWords[0]);
static_assert(kWordCount < 0x7f);

/// A literal as a template argument.
template <size_t size>
struct Literal {
    char text[size];

    consteval Literal(const char (&from)[size]) {
        for (size_t i = 0; i < size; ++i) text[i] = from[i];
    }
};

/// The length of a word that the text goes on with; 0 when it goes on otherwise.
constexpr size_t prefixSize(const char* text, const char* word) {
    size_t i = 0;
    for (; word[i] != '\0'; ++i)
        if (text[i] != word[i]) return 0;
    return i;
}

/// Whether a conversion that starts before `at` ends behind it.
template <size_t size>
constexpr bool cutsConversion(const char (&text)[size], size_t at) {
    constexpr auto isPrefix = [](char c) { return c == 'z' || c == '.' || c == '*'; };
    while (at != 0 && isPrefix(text[at - 1])) --at;
    return at != 0 && text[at - 1] == '%';
}

/// A literal in as few bytes as the words allow.
template <size_t size>
struct Packing {
    char bytes[size] = {};
    size_t used = 0;

    consteval explicit Packing(const char (&text)[size]) {
        // From each place on: how many bytes it takes, and with which word that begins.
        size_t cost[size] = {};
        size_t word[size] = {};
        for (size_t at = size - 1; at-- != 0;) {
            cost[at] = cost[at + 1] + 1;
            word[at] = kWordCount;
            for (size_t i = 0; i < kWordCount && !cutsConversion(text, at); ++i) {
                const size_t length = prefixSize(text + at, kWords[i]);
                if (length == 0 || cost[at + length] + 1 >= cost[at]) continue;
                cost[at] = cost[at + length] + 1;
                word[at] = i;
            }
        }
        for (size_t at = 0; at < size - 1;) {
            const bool plain = word[at] == kWordCount;
            bytes[used++] = plain ? text[at] : static_cast<char>(0x80 + word[at]);
            at += plain ? 1 : prefixSize(text + at, kWords[word[at]]);
        }
        ++used; // NUL
    }
};

template <size_t size>
struct Bytes {
    char bytes[size];

    template <size_t most>
    consteval explicit Bytes(const Packing<most>& from) {
        for (size_t i = 0; i < size; ++i) bytes[i] = from.bytes[i];
    }
};

template <Literal literal>
struct PackedText {
    static constexpr Packing kPacking{literal.text};
    static constexpr Bytes<kPacking.used> kText{kPacking};
};
} // namespace detail

/// A message, or a format of printFormat(), as raise(), raiseFormat() and printFormat() take it.
template <detail::Literal literal>
consteval const char* operator""_text() {
    if constexpr (TAIPAN_PACKED_TEXTS)
        return detail::PackedText<literal>::kText.bytes;
    else
        return literal.text;
}

} // namespace taipan::runtime
