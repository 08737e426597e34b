#include "taipan/support/source.h"

#include <algorithm>
#include <cstring>

namespace taipan {

SourceBuffer::SourceBuffer(std::string_view text, std::string name) : name_(std::move(name)) {
    const bool needsNewline = !text.empty() && text.back() != '\n' && text.back() != '\r';
    size_ = text.size() + (needsNewline ? 1 : 0);
    padded_.reserve(size_ + kPadding);
    padded_.append(text);
    if (needsNewline) padded_.push_back('\n');
    padded_.append(kPadding, '\0');
}

void SourceBuffer::indexLines() const {
    lineStarts_.push_back(0);
    const char* data = padded_.data();
    for (size_t i = 0; i < size_; ++i) {
        if (data[i] == '\n' || (data[i] == '\r' && data[i + 1] != '\n'))
            lineStarts_.push_back(static_cast<uint32_t>(i + 1));
    }
}

LineColumn SourceBuffer::lineColumn(uint32_t offset) const {
    if (lineStarts_.empty()) indexLines();
    offset = std::min(offset, static_cast<uint32_t>(size_));
    const auto after = std::upper_bound(lineStarts_.begin(), lineStarts_.end(), offset);
    const auto line = static_cast<uint32_t>(after - lineStarts_.begin());
    uint32_t column = 1;
    for (uint32_t i = lineStarts_[line - 1]; i < offset; ++i)
        column += (padded_[i] & 0xc0) != 0x80; // count code points, not bytes
    return {line, column};
}

uint32_t SourceBuffer::lineStart(uint32_t line) const {
    if (lineStarts_.empty()) indexLines();
    if (line == 0 || line > lineStarts_.size()) return static_cast<uint32_t>(size_);
    return lineStarts_[line - 1];
}

std::string_view SourceBuffer::lineText(uint32_t line) const {
    const uint32_t start = lineStart(line);
    uint32_t end = start;
    while (end < size_ && padded_[end] != '\n' && padded_[end] != '\r') ++end;
    return {padded_.data() + start, end - start};
}

} // namespace taipan
