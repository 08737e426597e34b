#include "backends/frozen_c/firmware_strings.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "support/text/ascii.h"
#include "support/text/utf8.h"
#include "taipan/abi/mpy.h"
#include "taipan/mpy-format/reader.h"

namespace taipan::frozen {
namespace {

struct CharacterName {
    uint32_t codepoint;
    std::string_view name;
};

constexpr CharacterName kNames[] = {
#define TAIPAN_QSTR_ESCAPE(codepoint, name) {codepoint, name},
#include "backends/frozen_c/qstr_escapes.def"
#undef TAIPAN_QSTR_ESCAPE
};

bool standsForItself(char c) {
    return isAlphanumeric(c) || c == '_';
}

void appendName(std::string& out, uint32_t codepoint) {
    const auto* found = std::lower_bound(
        std::begin(kNames), std::end(kNames), codepoint,
        [](const CharacterName& row, uint32_t value) { return row.codepoint < value; });
    if (found != std::end(kNames) && found->codepoint == codepoint)
        ((out += '_') += found->name) += '_';
    else
        fmt::format_to(std::back_inserter(out), "_0x{:02x}_", codepoint);
}

std::string_view trimmed(std::string_view line) {
    constexpr std::string_view blanks = " \t\r\f\v";
    const size_t first = line.find_first_not_of(blanks);
    if (first == line.npos) return {};
    return line.substr(first, line.find_last_not_of(blanks) - first + 1);
}

/// The number in "QCFG(NAME, value)", which may be in parentheses, after the comma.
bool readConfig(std::string_view line, std::string_view name, unsigned& value) {
    if (!line.starts_with(name) || !line.ends_with(')')) return false;
    line.remove_prefix(name.size());
    line.remove_suffix(1);
    line = trimmed(line);
    if (line.starts_with('(') && line.ends_with(')')) line = line.substr(1, line.size() - 2);
    const auto end = std::from_chars(line.data(), line.data() + line.size(), value);
    return end.ec == std::errc() && end.ptr == line.data() + line.size() && value <= 2;
}

} // namespace

bool isOwnIdentifier(std::string_view text) {
    return std::all_of(text.begin(), text.end(), standsForItself);
}

std::string escapeQstr(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        if (standsForItself(text[0])) {
            out += text[0];
            text.remove_prefix(1);
            continue;
        }
        const CodePoint c = firstCodePoint(text, Surrogates::Allow);
        appendName(out, c.isBad() ? static_cast<uint8_t>(text[0]) : c.value);
        text.remove_prefix(c.length);
    }
    return out;
}

void FirmwareStrings::add(std::string_view text) {
    if (texts.find(text) != StringTable::kNone) return;
    if (isOwnIdentifier(text)) {
        if (escapedTaken_.contains(text)) return;
        identifiers.push_back(text);
    } else {
        std::string identifier = escapeQstr(text);
        if (texts.find(identifier) != StringTable::kNone || escapedTaken_.contains(identifier))
            return;
        identifiers.push_back(escaped.emplace_back(std::move(identifier)));
        escapedTaken_.insert(identifiers.back());
    }
    texts.add(text);
}

Result<FirmwareStrings> readFirmwareStrings(std::string_view header) {
    FirmwareStrings strings;
    for (unsigned i = 1; i <= abi::kStaticStringCount; ++i) strings.add(mpy::staticString(i));
    if (header.empty()) return strings;
    bool hasLength = false;
    bool hasHash = false;
    while (!header.empty()) {
        const size_t end = std::min(header.find('\n'), header.size());
        const std::string_view line = trimmed(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
        if (line.starts_with("Q(") && line.ends_with(')')) {
            const std::string_view text = line.substr(2, line.size() - 3);
            strings.add(text == "\\n" ? "\n" : text == "\\r\\n" ? "\r\n" : text);
        } else if (line.starts_with("QCFG(")) {
            hasLength |= readConfig(line, "QCFG(BYTES_IN_LEN,", strings.bytesInLength);
            hasHash |= readConfig(line, "QCFG(BYTES_IN_HASH,", strings.bytesInHash);
        }
    }
    if (!hasLength || !hasHash || strings.bytesInLength == 0)
        return Failure{"the string header has no usable QCFG lines for BYTES_IN_LEN and "
                       "BYTES_IN_HASH"};
    return strings;
}

} // namespace taipan::frozen
