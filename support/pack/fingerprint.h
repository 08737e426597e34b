// What a cache goes by: a text in which different lists of values are different.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

#include "support/pack/hash.h"

namespace taipan {

class Fingerprint {
  public:
    template <typename Number>
    requires std::integral<Number> || std::is_enum_v<Number> Fingerprint& add(Number number) {
        const auto wide = static_cast<uint64_t>(number);
        text_.append(reinterpret_cast<const char*>(&wide), sizeof wide);
        return *this;
    }
    Fingerprint& add(std::string_view text) {
        add(text.size());
        text_ += text;
        return *this;
    }
    Fingerprint& add(const Hash128& hash) { return add(hash.low).add(hash.high); }
    Hash128 hash() const { return hashBytes(text_); }

  private:
    std::string text_;
};

} // namespace taipan
