// A client of GNU make's jobserver: a pipe that holds one byte for every job that may run besides
// those already running.
#pragma once

#include <string>

namespace taipan::driver {

/// Takes tokens and gives back every one of them, at the latest when destroyed.
class Jobserver {
  public:
    /// Opens the jobserver that `makeFlags` (the value of MAKEFLAGS, or null) names; stays inactive
    /// when there is none or it cannot be opened, as in a recipe that is not marked with '+'.
    explicit Jobserver(const char* makeFlags);
    ~Jobserver();
    Jobserver(const Jobserver&) = delete;
    Jobserver& operator=(const Jobserver&) = delete;

    bool active() const { return readFd_ >= 0 && writeFd_ >= 0; }
    /// Becomes readable when a token may be free.
    int descriptor() const { return readFd_; }
    /// Takes a token if one is free; never waits.
    bool tryAcquire();
    size_t held() const { return tokens_.size(); }
    /// Gives back the token taken last.
    void releaseOne();

  private:
    void open(const std::string& auth);

    int readFd_ = -1;
    int writeFd_ = -1;
    std::string tokens_; // make wants the same bytes back
};

} // namespace taipan::driver
