// A progress bar on standard error.
#pragma once

#include <cstddef>

namespace taipan::driver {

/// Draws nothing unless enabled; otherwise rewrites one terminal line.
class Progress {
  public:
    Progress(bool enabled, size_t total) : enabled_(enabled), total_(total) {}

    bool enabled() const { return enabled_; }
    /// Shows that `done` files are finished.
    void draw(size_t done);
    /// Takes the bar off the screen.
    void clear();

  private:
    bool enabled_;
    size_t total_;
    size_t shown_ = 0;
};

} // namespace taipan::driver
