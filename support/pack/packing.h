// Values one behind the other in a text, as the machine has them: for files that this machine reads
// again.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace taipan {

/// Appends values to a text.
class Packer {
  public:
    explicit Packer(std::string& out) : out_(out) {}

    template <typename T>
    void raw(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        out_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void number(uint64_t value) { raw(value); }
    void flag(bool value) { out_ += value ? '\1' : '\0'; }
    void text(std::string_view value) {
        number(value.size());
        out_ += value;
    }

  private:
    std::string& out_;
};

/// Takes them out again. After an end that came too early, everything is zero or empty.
class Unpacker {
  public:
    explicit Unpacker(std::string_view text) : text_(text) {}

    bool ok() const { return ok_; }
    bool atEnd() const { return text_.empty(); }
    template <typename T>
    T raw() {
        static_assert(std::is_trivially_copyable_v<T>);
        T value{};
        const std::string_view bytes = take(sizeof value);
        if (!bytes.empty()) std::memcpy(static_cast<void*>(&value), bytes.data(), sizeof value);
        return value;
    }
    uint64_t number() { return raw<uint64_t>(); }
    bool flag() { return take(1) == std::string_view("\1", 1); }
    std::string_view text() { return take(number()); }
    /// A count of things that follow; each takes at least a byte.
    size_t count() {
        const uint64_t value = number();
        if (value > text_.size()) ok_ = false;
        return ok_ ? value : 0;
    }

  private:
    std::string_view take(uint64_t size) {
        if (size > text_.size()) ok_ = false;
        if (!ok_) return {};
        const std::string_view taken = text_.substr(0, size);
        text_.remove_prefix(size);
        return taken;
    }

    std::string_view text_;
    bool ok_ = true;
};

} // namespace taipan
