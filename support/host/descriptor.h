// A file descriptor of the system.
#pragma once

#include <unistd.h>

namespace taipan::host {

/// Closes a descriptor at the end of the scope.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return number_; }
    bool ok() const { return number_ >= 0; }

  private:
    int number_;
};

} // namespace taipan::host
