// Messages of the Language Server Protocol over standard input and output (version 3.17, "Base
// Protocol"): headers, an empty line, and as many bytes of JSON as Content-Length says.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace taipan::driver {

/// Reads on a thread of its own, so that what is waiting is known: a request that was cancelled
/// meanwhile, or a newer text of a document.
class Transport {
  public:
    /// Bytes of one message at most; a longer one ends the reading.
    static constexpr size_t kMostBytes = size_t{64} << 20;

    Transport(int input, int output);
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    /// The next message's bytes, whatever they are; none at the end of the input.
    std::optional<std::string> next();
    /// Whether next() would wait.
    bool idle();
    /// Calls `look` with each message that waits, until it returns true; whether one did.
    template <typename Look>
    bool anyWaiting(Look look) {
        const std::lock_guard lock(mutex_);
        for (const std::string& message : waiting_)
            if (look(message)) return true;
        return false;
    }
    /// Sends a message; false when nobody reads any more.
    bool send(const std::string& json);

  private:
    void read();
    bool readMessage(std::string& buffer, std::string& message) const;
    bool readMore(std::string& buffer) const;

    int input_, output_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::string> waiting_;
    bool ended_ = false;
    std::thread reader_; // the last member: it uses the others
};

} // namespace taipan::driver
