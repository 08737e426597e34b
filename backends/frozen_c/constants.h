// Constant objects as C initialisers: what a module's object table points to. Objects are immutable
// on the device, so equal ones exist once in the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "backends/frozen_c/c_text.h"
#include "backends/frozen_c/integers.h"
#include "backends/frozen_c/object_numbers.h"
#include "backends/frozen_c/string_pool.h"
#include "taipan/backends/frozen_c.h"
#include "taipan/mpy-format/module.h"

namespace taipan::frozen {

/// Strings of fewer characters than this are interned on the device, as by stock's tool: an object
/// of its own costs more than an entry of the pool.
inline constexpr size_t kInternedCharacters = 25;

/// Whether stock interns the string constant `text`.
bool isInterned(std::string_view text);

class Constants {
  public:
    Constants(CText& out, const StringPool& pool, unsigned bytesInHash, const StockOptions& options)
        : out_(out), pool_(pool), bytesInHash_(bytesInHash), options_(options) {}

    /// The macros that definitions and elements use.
    void addMacros(CText& out) const;

    /// Appends to the file what `object` needs, and to `element` its initialiser of type
    /// mp_rom_obj_t. Returns why it cannot be done, "" when it was.
    std::string add(const mpy::Object& object, std::string& element);

  private:
    std::string addInteger(std::string_view text, std::string& element);
    std::string addFloat(std::string_view text, std::string& element);
    std::string addComplex(std::string_view text, std::string& element);
    std::string addTuple(const mpy::Object& tuple, std::string& element);
    void addText(const mpy::Object& object, std::string& element);
    void addMpz(const Integer& integer);
    void addDigitsOfEitherSize(const Integer& integer);

    CText& out_;
    const StringPool& pool_;
    unsigned bytesInHash_;
    const StockOptions& options_;
    ObjectNumbers numbers_;
};

} // namespace taipan::frozen
