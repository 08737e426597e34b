#include "taipan/freezer/profile.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <iterator>
#include <tuple>

#include "support/text/quote.h"

namespace taipan::freezer {

namespace {
// A line is "WEIGHT CALLS FILE:LINE NAME". Names have no spaces, so that file names may; line
// breaks in these do not stay.
constexpr std::string_view kFormat = "taipan profile ";
constexpr std::string_view kVersion = "1";
constexpr std::string_view kColumns = "#     weight        calls file:line function";

template <typename Number>
bool parseNumber(std::string_view text, Number& number) {
    const char* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && at == end;
}

/// The next word, which is taken away with the spaces in front of it.
std::string_view takeWord(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

bool parseRow(std::string_view line, ProfileRow& row) {
    if (!parseNumber(takeWord(line), row.weight) || !parseNumber(takeWord(line), row.calls))
        return false;
    const size_t start = line.find_first_not_of(' ');
    const size_t space = line.rfind(' ');
    if (start == line.npos || space < start) return false;
    row.name = line.substr(space + 1);
    const std::string_view place = line.substr(start, space - start);
    const size_t colon = place.rfind(':');
    if (row.name.empty() || colon == 0 || colon == place.npos) return false;
    row.file = place.substr(0, colon);
    return parseNumber(place.substr(colon + 1), row.line);
}
} // namespace

std::string profileText(std::vector<ProfileRow> rows) {
    std::sort(rows.begin(), rows.end(), [](const ProfileRow& a, const ProfileRow& b) {
        return std::tie(b.weight, a.file, a.line, a.name) <
               std::tie(a.weight, b.file, b.line, b.name);
    });
    std::string text;
    text.append(kFormat).append(kVersion).append("\n").append(kColumns).append("\n");
    for (const ProfileRow& row : rows)
        fmt::format_to(std::back_inserter(text), "{:>12} {:>12} {}:{} {}\n", row.weight, row.calls,
                       visible(row.file), row.line, row.name);
    return text;
}

Result<std::vector<ProfileRow>> parseProfile(std::string_view text) {
    std::vector<ProfileRow> rows;
    uint32_t number = 0;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (++number == 1) {
            if (!line.starts_with(kFormat)) return Failure{"this is no profile", 1};
            if (line.substr(kFormat.size()) != kVersion)
                return Failure{"a profile of version " + std::string(line.substr(kFormat.size())) +
                                   ", and not of " + std::string(kVersion),
                               1};
            continue;
        }
        if (line.empty() || line.starts_with('#')) continue;
        ProfileRow row;
        if (!parseRow(line, row))
            return Failure{"a line has a weight, calls, a file and line, and a function", number};
        row.atLine = number;
        rows.push_back(std::move(row));
    }
    if (number == 0) return Failure{"this is no profile", 1};
    return rows;
}

} // namespace taipan::freezer
