#include "taipan/frontend/cursor.h"

#include <algorithm>

#include "frontend/char_class.h"

namespace taipan {

namespace {
unsigned char character(char c) {
    if (c == '\r') return '\n';
    return c == '\0' ? 1 : static_cast<unsigned char>(c);
}
} // namespace

Cursor::Cursor(const SourceBuffer& source)
    : source_(source.data()), now_{source.data(), source.data() + source.text().size(),
                                   Stretch::kInSource, 0} {}

unsigned char Cursor::peek(unsigned ahead) const {
    const Stretch* from = &now_;
    for (size_t up = rest_.size();;) {
        const auto left = static_cast<size_t>(from->end - from->at);
        if (ahead < left) return character(from->at[ahead]);
        if (up == 0) return 0;
        ahead -= static_cast<unsigned>(left);
        from = &rest_[--up];
    }
}

void Cursor::advance() {
    while (now_.at == now_.end)
        if (!leave()) return;
    const char c = *now_.at++;
    if (!isNewline(c)) return;
    ++line_;
    if (c == '\r' && now_.at != now_.end && *now_.at == '\n') ++now_.at;
}

void Cursor::take(std::vector<Stretch>& to) {
    while (now_.at == now_.end)
        if (!leave()) return;
    const char* from = now_.at;
    advance();
    if (!to.empty() && to.back().end == from && to.back().place == now_.place)
        to.back().end = now_.at;
    else
        to.push_back({from, now_.at, now_.place, 0});
}

bool Cursor::atEnd() const {
    return now_.at == now_.end && std::all_of(rest_.begin(), rest_.end(), [](const Stretch& each) {
               return each.at == each.end;
           });
}

bool Cursor::leave() {
    if (rest_.empty()) return false;
    now_ = rest_.back();
    rest_.pop_back();
    return true;
}

bool Cursor::insert(std::vector<Stretch>& stretches, uint32_t depth) {
    if (depth == kMaxDepth) return false;
    for (Stretch& each : stretches) each.depth = depth + 1;
    rest_.push_back(now_);
    rest_.insert(rest_.end(), stretches.rbegin(), stretches.rend());
    return leave();
}

void Cursor::leaveInserted() {
    if (rest_.empty()) return;
    now_ = rest_.front();
    rest_.clear();
}

std::string textOf(const Stretch* first, const Stretch* last) {
    std::string text;
    for (; first != last; ++first) {
        for (const char* at = first->at; at != first->end; ++at) {
            if (*at == '\n' && at != first->at && at[-1] == '\r') continue;
            text += static_cast<char>(character(*at));
        }
    }
    return text;
}

} // namespace taipan
