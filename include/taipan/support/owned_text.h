// Text in memory of its own, for what is large and written once.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

namespace taipan {

/// Characters that were written to memory that nobody had filled before, unlike that of a string.
/// They stay where they are when this is moved.
class OwnedText {
  public:
    OwnedText() = default;
    /// The first `size` of `chars`.
    OwnedText(std::unique_ptr<char[]> chars, size_t size) : chars_(std::move(chars)), size_(size) {}

    std::string_view view() const { return {chars_.get(), size_}; }
    // NOLINTNEXTLINE(google-explicit-constructor): it stands for a text wherever one is wanted
    operator std::string_view() const { return view(); }

  private:
    std::unique_ptr<char[]> chars_;
    size_t size_ = 0;
};

} // namespace taipan
