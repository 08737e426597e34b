// The names of frozen modules for our own runtime: numbers for all of them, and a table of those
// that the runtime has not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "backends/frozen_c/c_text.h"
#include "taipan/support/result.h"

namespace taipan::frozen {

/// Strings of up to so many bytes are names: they take less room as rows of the table than as
/// objects.
inline constexpr size_t kLongestName = 255;

class RuntimeNames {
  public:
    /// The names of a runtime without frozen modules, from rows `TAIPAN_NAME("text")`; a line
    /// `TAIPAN_MACHINE_CODE` says that it takes machine code, and others do not count. The text
    /// must outlive the result. Fails when there are no rows, for rows that are cut off, and when
    /// there are more than numbers.
    static Result<RuntimeNames> read(std::string_view rows);

    /// Notes that `text` (which must outlive this) is a name.
    void add(std::string_view text);
    /// Numbers those that were added. Nothing may be added from then on; false when there are more
    /// than there are numbers.
    bool finish();
    /// The number of a text that was added.
    uint16_t number(std::string_view text) const { return numbers_.at(text); }
    /// Whether the runtime takes machine code.
    bool takesMachineCode() const { return takesMachineCode_; }
    /// Whether a text was added.
    bool has(std::string_view text) const { return numbers_.contains(text); }

    /// Appends the tables `name_texts` and `name_counts`.
    void addTables(CText& out) const;
    size_t newCount() const { return added_.size(); }
    size_t lengths() const { return added_.empty() ? 1 : added_.back().size() + 1; }
    /// What identifies the runtime's names, as it computes it.
    uint32_t hash() const { return hash_; }

  private:
    std::unordered_map<std::string_view, uint16_t> numbers_;
    std::vector<std::string_view> added_; // in order, once finished
    size_t fixedCount_ = 0;
    uint32_t hash_ = 0;
    bool takesMachineCode_ = false;
};

} // namespace taipan::frozen
