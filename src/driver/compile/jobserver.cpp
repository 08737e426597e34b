#include "src/driver/compile/jobserver.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

namespace taipan::driver {

namespace {
/// The value of the last --jobserver-auth= (or, before make 4.2, --jobserver-fds=) option.
std::string authOf(std::string_view flags) {
    for (const std::string_view key : {"--jobserver-auth=", "--jobserver-fds="}) {
        const size_t at = flags.rfind(key);
        if (at == flags.npos) continue;
        const std::string_view value = flags.substr(at + key.size());
        return std::string(value.substr(0, value.find(' ')));
    }
    return {};
}

/// Opens the pipe behind an inherited descriptor anew: O_NONBLOCK then stays ours, while setting it
/// on the inherited one would reach make and all its children.
/// -1 for anything but a number: make writes negative ones where there is nothing to inherit.
int reopen(std::string_view descriptor, int flags) {
    if (descriptor.empty() || descriptor.find_first_not_of("0123456789") != descriptor.npos)
        return -1;
    const std::string path = "/proc/self/fd/" + std::string(descriptor);
    return ::open(path.c_str(), flags | O_NONBLOCK | O_CLOEXEC);
}
} // namespace

Jobserver::Jobserver(const char* makeFlags) {
    if (makeFlags == nullptr) return;
    const std::string auth = authOf(makeFlags);
    if (!auth.empty()) open(auth);
}

Jobserver::~Jobserver() {
    while (held() != 0) releaseOne();
    if (readFd_ >= 0) ::close(readFd_);
    if (writeFd_ >= 0) ::close(writeFd_);
}

void Jobserver::open(const std::string& auth) {
    constexpr std::string_view fifo = "fifo:";
    if (auth.starts_with(fifo)) {
        const std::string path = auth.substr(fifo.size());
        readFd_ = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        writeFd_ = ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
        return;
    }
    const size_t comma = std::min(auth.find(','), auth.size());
    const std::string_view both = auth;
    readFd_ = reopen(both.substr(0, comma), O_RDONLY);
    writeFd_ = reopen(both.substr(std::min(comma + 1, both.size())), O_WRONLY);
}

bool Jobserver::tryAcquire() {
    char token = 0;
    if (::read(readFd_, &token, 1) != 1) return false;
    tokens_.push_back(token);
    return true;
}

void Jobserver::releaseOne() {
    const char token = tokens_.back();
    tokens_.pop_back();
    while (::write(writeFd_, &token, 1) < 0 && errno == EINTR) {
    }
}

} // namespace taipan::driver
