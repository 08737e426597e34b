#include "taipan/support/source.h"

#include <algorithm>
#include <cstring>

#include "support/text/utf8.h"

namespace taipan {

namespace {
constexpr uint32_t kIndexStep = 256; // bytes

} // namespace

SourceBuffer::SourceBuffer(std::string_view text, std::string name) : name_(std::move(name)) {
    const bool needsNewline = !text.empty() && text.back() != '\n' && text.back() != '\r';
    size_ = text.size() + (needsNewline ? 1 : 0);
    padded_.reserve(size_ + kPadding);
    padded_.append(text);
    if (needsNewline) padded_.push_back('\n');
    padded_.append(kPadding, '\0');
}

void SourceBuffer::index() const {
    const char* data = padded_.data();
    uint32_t characters = 0;
    characters_.reserve(size_ / kIndexStep + 1);
    lineStarts_.push_back(0);
    for (size_t i = 0; i <= size_; ++i) {
        if (i % kIndexStep == 0) characters_.push_back(characters);
        characters += !isContinuation(data[i]);
        if (i != size_ && (data[i] == '\n' || (data[i] == '\r' && data[i + 1] != '\n')))
            lineStarts_.push_back(static_cast<uint32_t>(i + 1));
    }
}

uint32_t SourceBuffer::charactersBefore(uint32_t offset) const {
    uint32_t count = characters_[offset / kIndexStep];
    for (uint32_t i = offset - offset % kIndexStep; i < offset; ++i)
        count += !isContinuation(padded_[i]);
    return count;
}

LineColumn SourceBuffer::lineColumn(uint32_t offset) const {
    if (lineStarts_.empty()) index();
    offset = std::min(offset, static_cast<uint32_t>(size_));
    const auto after = std::upper_bound(lineStarts_.begin(), lineStarts_.end(), offset);
    return {static_cast<uint32_t>(after - lineStarts_.begin()),
            charactersBefore(offset) - charactersBefore(*(after - 1)) + 1};
}

uint32_t SourceBuffer::lineStart(uint32_t line) const {
    if (lineStarts_.empty()) index();
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
