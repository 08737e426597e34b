#include "src/driver/lsp/transport.h"

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <span>
#include <string_view>
#include <unistd.h>

#include "support/host/files.h"
#include "support/text/ascii.h"

namespace taipan::driver {

namespace {
constexpr size_t kMostHeader = 4096;
constexpr std::string_view kEnd = "\r\n\r\n";

/// The value of Content-Length; none when the header has no good one.
std::optional<size_t> lengthOf(std::string_view header) {
    constexpr std::string_view kName = "content-length:";
    while (!header.empty()) {
        const size_t end = std::min(header.find("\r\n"), header.size());
        std::string line(header.substr(0, end));
        header.remove_prefix(std::min(end + 2, header.size()));
        for (char& c : line)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
        if (!line.starts_with(kName)) continue;
        const size_t at = line.find_first_not_of(' ', kName.size());
        if (at == line.npos) return {};
        size_t value = 0;
        const char* last = line.data() + line.size();
        const auto [stop, error] = std::from_chars(line.data() + at, last, value);
        if (error != std::errc() || stop != last) return {};
        return value;
    }
    return {};
}
} // namespace

Transport::Transport(int input, int output)
    : input_(input), output_(output), reader_([this] { read(); }) {}

Transport::~Transport() {
    // The reader may wait for input that never comes: the program ends without it.
    reader_.detach();
}

bool Transport::readMore(std::string& buffer) const {
    char bytes[65536];
    for (;;) {
        const ssize_t got = ::read(input_, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        buffer.append(bytes, static_cast<size_t>(got));
        return true;
    }
}

/// Headers without a length are passed over: the next message may be whole.
bool Transport::readMessage(std::string& buffer, std::string& message) const {
    for (;;) {
        size_t end;
        while ((end = buffer.find(kEnd)) == buffer.npos) {
            if (buffer.size() > kMostHeader) buffer.erase(0, buffer.size() - kEnd.size());
            if (!readMore(buffer)) return false;
        }
        // Garbage may stand before the header on its line.
        const std::string_view header = std::string_view(buffer).substr(0, end);
        const std::optional<size_t> length = lengthOf(header);
        buffer.erase(0, end + kEnd.size());
        if (!length) {
            message = ""; // answered as what cannot be parsed
            return true;
        }
        if (*length > kMostBytes) return false;
        while (buffer.size() < *length)
            if (!readMore(buffer)) return false;
        message = buffer.substr(0, *length);
        buffer.erase(0, *length);
        return true;
    }
}

void Transport::read() {
    std::string buffer, message;
    bool more = true;
    while (more) {
        more = readMessage(buffer, message);
        const std::lock_guard lock(mutex_);
        if (more)
            waiting_.push_back(std::move(message));
        else
            ended_ = true;
        changed_.notify_one();
    }
}

std::optional<std::string> Transport::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !waiting_.empty() || ended_; });
    if (waiting_.empty()) return {};
    std::string message = std::move(waiting_.front());
    waiting_.pop_front();
    return message;
}

bool Transport::idle() {
    const std::lock_guard lock(mutex_);
    return waiting_.empty();
}

bool Transport::send(const std::string& json) {
    const std::string message =
        "Content-Length: " + std::to_string(json.size()) + std::string(kEnd) + json;
    return host::writeDescriptor(output_,
                                 {reinterpret_cast<const uint8_t*>(message.data()), message.size()})
        .ok();
}

} // namespace taipan::driver
