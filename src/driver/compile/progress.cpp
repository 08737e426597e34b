#include "src/driver/compile/progress.h"

#include <cstdio>
#include <string>

namespace taipan::driver {

namespace {
constexpr size_t kBarWidth = 40;
}

void Progress::draw(size_t done) {
    if (!enabled_ || done == shown_) return;
    shown_ = done;
    const size_t filled = total_ == 0 ? 0 : done * kBarWidth / total_;
    const std::string bar = std::string(filled, '#') + std::string(kBarWidth - filled, '.');
    std::fprintf(stderr, "\r[%s] %zu/%zu", bar.c_str(), done, total_);
}

void Progress::clear() {
    if (enabled_ && shown_ != 0) std::fputs("\r\x1b[K", stderr);
    shown_ = 0;
}

} // namespace taipan::driver
