// What a stage hands back when its input may be bad: the value, or why there is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace taipan {

/// Why there is no value. `message` is for people; `offset` is the byte of the input where the
/// trouble was noticed.
struct Failure {
    std::string message;
    uint64_t offset = 0;
};

/// A `T` or a Failure; never both, never neither.
template <typename T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// The value; only when ok().
    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    /// The failure; only when not ok().
    const Failure& error() const { return std::get<1>(state_); }

  private:
    std::variant<T, Failure> state_;
};

/// That something is done, or why it is not.
template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Failure failure) : failure_(std::move(failure)) {}

    bool ok() const { return !failure_; }
    explicit operator bool() const { return ok(); }

    /// The failure; only when not ok().
    const Failure& error() const { return *failure_; }

  private:
    std::optional<Failure> failure_;
};

} // namespace taipan
