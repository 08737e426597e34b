// Texts made fit for where they go: literals of Python, terminals, pages. JSON has json.h; the
// literals and identifiers of C are those of backends/frozen_c.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "support/text/utf8.h"

namespace taipan {

/// `text` as a Python literal with double quotes, for listings. Well-formed UTF-8 stays; of ASCII,
/// what is printable. At most `limit` bytes of it, then "...".
std::string pythonLiteral(std::string_view text, size_t limit = SIZE_MAX);

/// repr() of a str, as CPython has it; bytes that are not UTF-8 show as \xNN.
std::string pythonRepr(std::string_view text);

/// repr() of a bytes object, as CPython has it.
std::string pythonBytesRepr(std::string_view bytes);

/// repr() of a str as stock's firmware prints it: bytes from 0x80 on as they are.
std::string stockRepr(std::string_view text);

/// Whether a terminal may take a character for a command, or change the direction it writes in; or
/// it is none, but the replacement of one.
bool isUnsafeOnTerminal(uint32_t codePoint);

/// Appends `text` for a terminal: U+FFFD for what is unsafe there, and for what is not UTF-8.
void appendVisible(std::string& out, std::string_view text);
std::string visible(std::string_view text);

/// Appends `text` as the text of an element, or of an attribute in double quotes.
void appendHtml(std::string& out, std::string_view text);

/// How escapes of a language look: what comes between a pair of quotes.
struct EscapeStyle {
    /// What becomes of a character beyond ASCII.
    enum class Beyond : uint8_t { Kept, Printable, Escaped };
    /// How characters without a letter are written: \x41 \u0041 \U00000041, or \u0041 \ud800\udc41.
    enum class Numbers : uint8_t { Python, Json };
    /// What becomes of a byte that is not UTF-8.
    enum class Bad : uint8_t { Numbered, Replaced, Kept };

    char quote = '"'; // has a backslash before it, as backslashes have
    std::string_view letters =
        {}; // characters that an escape has a letter for, each before its letter
    Beyond beyond = Beyond::Kept;
    Numbers numbers = Numbers::Python;
    Bad bad = Bad::Numbered;
    std::string_view numbered = {}; // characters of ASCII that are escaped besides
    Surrogates surrogates = Surrogates::Refuse;
    bool isUtf8 = true; // or bytes, each for itself
};

/// Appends `text` with what `style` escapes; at most `limit` bytes of it, or a few more, so that a
/// character stays whole. Returns how many these were.
size_t appendEscaped(std::string& out, std::string_view text, const EscapeStyle& style,
                     size_t limit = SIZE_MAX);

} // namespace taipan
