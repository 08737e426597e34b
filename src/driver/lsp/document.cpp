#include "src/driver/lsp/document.h"

#include <algorithm>

#include "support/text/utf8.h"

namespace taipan::driver {

namespace {
constexpr uint32_t kFirstPair = 0x10000; // code points from here on are two code units
}

Document::Document(std::string path, std::string text) : path_(std::move(path)) {
    replaceAll(std::move(text));
}

void Document::replaceAll(std::string text) {
    text_ = std::move(text);
    lines_ = {0};
    index(0);
}

/// Finds the lines behind the one numbered `fromLine`, which is known.
void Document::index(size_t fromLine) {
    lines_.resize(fromLine + 1);
    for (size_t at = lines_.back(); (at = text_.find('\n', at)) != text_.npos;)
        lines_.push_back(static_cast<uint32_t>(++at));
}

uint32_t Document::offsetOf(Position position) const {
    if (position.line >= lines_.size()) return static_cast<uint32_t>(text_.size());
    size_t at = lines_[position.line];
    size_t end = position.line + 1 < lines_.size() ? lines_[position.line + 1] - 1 : text_.size();
    if (end > at && text_[end - 1] == '\r' && end < text_.size()) --end;
    for (uint32_t units = 0; at < end && units < position.character;) {
        const CodePoint point = firstCodePoint(std::string_view(text_).substr(at));
        units += point.value >= kFirstPair ? 2 : 1;
        if (units > position.character) break; // inside a pair: before it
        at += point.length;
    }
    return static_cast<uint32_t>(at);
}

Position Document::positionOf(uint32_t offset) const {
    offset = std::min(offset, static_cast<uint32_t>(text_.size()));
    const auto line = std::upper_bound(lines_.begin(), lines_.end(), offset) - 1;
    Position position{static_cast<uint32_t>(line - lines_.begin()), 0};
    for (size_t at = *line; at < offset;) {
        const CodePoint point = firstCodePoint(std::string_view(text_).substr(at));
        position.character += point.value >= kFirstPair ? 2 : 1;
        at += point.length;
    }
    return position;
}

void Document::replace(Position begin, Position end, std::string_view text) {
    const uint32_t from = offsetOf(begin), to = std::max(from, offsetOf(end));
    text_.replace(from, to - from, text);
    const auto line = std::upper_bound(lines_.begin(), lines_.end(), from) - 1;
    index(static_cast<size_t>(line - lines_.begin()));
}

std::string pathOfUri(std::string_view uri) {
    constexpr std::string_view kScheme = "file://";
    if (!uri.starts_with(kScheme)) return std::string(uri);
    uri.remove_prefix(kScheme.size());
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    std::string path;
    for (size_t i = 0; i < uri.size(); ++i) {
        const bool coded =
            uri[i] == '%' && i + 2 < uri.size() && digit(uri[i + 1]) >= 0 && digit(uri[i + 2]) >= 0;
        path += coded ? static_cast<char>(digit(uri[i + 1]) * 16 + digit(uri[i + 2])) : uri[i];
        if (coded) i += 2;
    }
    return path;
}

} // namespace taipan::driver
