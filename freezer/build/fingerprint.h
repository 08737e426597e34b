// What a cache goes by: a text in which different lists of values are different.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

#include "freezer/build/hash.h"
#include "taipan/compiler.h"

namespace taipan::freezer {

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
    /// Every option that the compiled file depends on.
    Fingerprint& add(const CompileOptions& options) {
        forEachOption(options, [this](OptionAffects what, const char*, const auto& value) {
            if (what == OptionAffects::File) add(value);
        });
        return *this;
    }
    Hash128 hash() const { return hashBytes(text_); }

  private:
    std::string text_;
};

} // namespace taipan::freezer
