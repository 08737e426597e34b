// What the firmware of each target has, release by release: names, numbers and ranges, from the
// table that tools/capabilities/ makes. The form is described in docs/lint/data.md.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/support/result.h"

namespace taipan::targets {

/// A set of releases; bit i is the i-th of Table::releases().
using Releases = uint32_t;
/// A set of the table's targets.
using TargetSet = uint64_t;

/// Of some targets: the releases in which at least one has the thing asked for, and those of which
/// that is not known.
struct Answer {
    Releases has = 0;
    Releases unknown = 0;
    Releases possible() const { return has | unknown; }
};

/// How many arguments a built-in function takes and which keywords.
struct Signature {
    bool counted = false; // least and most are known
    unsigned least = 0;
    unsigned most = ~0U; // ~0U: no limit
    bool keywordsKnown = false;
    bool anyKeyword = false;
    std::string_view keywords; // as in the table: `mode?,pull?,*value?`
    /// Whether the keyword is taken; true where that is not known.
    bool takes(std::string_view keyword) const;
    /// Whether the parameter in `keywords` can be given by position, too.
    bool isPositional(std::string_view keyword) const;
    /// How many of the parameters in `keywords` can be given by position.
    unsigned positional() const;
};

/// A module (m, frozen z), attribute or member in the table.
struct Entry {
    std::string_view name;
    char kind = 'o'; // f function, c class, i integer, s string, m and t class and static method
    uint32_t pattern = 0;
    std::string_view signatures; // rest of the line
    uint32_t first = 0;          // children: indices of Table::child()
    uint32_t last = 0;
};

struct TargetRow {
    std::string_view name, port;
    Releases releases = 0; // those that exist
};
struct BoardRow {
    std::string_view name, port, targets;
};
struct PackageRow {
    std::string_view package, category, module;
};

/// The table, parsed. It refers to the text it was made from.
class Table {
  public:
    /// `text` must outlive the table. Checks form and checksum.
    static Result<Table> parse(std::string_view text);
    /// The one in this program.
    static const Table& builtIn();

    std::string_view source() const { return source_; } // release and date it was made from
    size_t size() const { return size_; }
    const std::vector<std::string_view>& releases() const { return releases_; }
    const std::vector<std::string_view>& circuitPythonReleases() const { return circuitPython_; }
    const std::vector<TargetRow>& targets() const { return targets_; }
    const std::vector<BoardRow>& boards() const { return boards_; }

    /// null when no target has it.
    const Entry* module(std::string_view name) const;
    const Entry* child(const Entry& parent, std::string_view name) const;
    /// All modules, sorted.
    const std::vector<uint32_t>& modules() const { return modules_; }
    const Entry& entry(uint32_t index) const { return entries_[index]; }
    uint32_t childAt(uint32_t index) const { return children_[index]; }

    Answer answer(uint32_t pattern, TargetSet targets) const;
    Answer answer(const Entry& entry, TargetSet targets) const {
        return answer(entry.pattern, targets);
    }
    /// The switch; has = releases in which one of the targets has it on.
    Answer feature(std::string_view name, TargetSet targets) const;
    /// Targets that have it in `release` (a single bit).
    TargetSet targetsWith(uint32_t pattern, Releases release) const;
    /// The signature in `release` (a single bit) on the targets, if they agree on one.
    Signature signature(const Entry& entry, TargetSet targets, Releases release) const;

    /// Whether the module may have names that the table lacks.
    bool isOpen(std::string_view module, TargetSet targets) const;
    /// The micropython-lib package that has the module; null for none.
    const PackageRow* packageOf(std::string_view module) const;
    bool isStandardLibrary(std::string_view module) const; // CPython's
    /// Whether CPython's module (or `builtins.TYPE`) has a public name; false for unknown modules.
    bool isCPythonName(std::string_view module, std::string_view name) const;
    /// Whether the table lists the names of CPython's module.
    bool knowsCPythonNames(std::string_view module) const;
    /// Whether a package of micropython-lib adds the name to a module of the firmware.
    bool isAdded(std::string_view module, std::string_view name) const;
    /// A module that belongs to PCs; `hint` gets what to use instead, maybe "".
    bool isForeign(std::string_view module, std::string_view& hint) const;

  private:
    struct Group {
        TargetSet targets;
        Answer answer;
        bool always;
    };
    struct Named {
        std::string_view name, rest;
    };
    friend class TableReader;
    friend class DeviceWriter;

    std::string_view source_;
    size_t size_ = 0;
    std::vector<std::string_view> releases_, circuitPython_;
    std::vector<TargetRow> targets_;
    std::vector<uint32_t> patternStarts_;
    std::vector<Group> groups_;
    std::vector<Entry> entries_;
    std::vector<uint32_t> modules_, children_;
    std::vector<BoardRow> boards_;
    std::vector<PackageRow> packages_;
    std::vector<Named> features_, open_, adds_, cpython_, foreign_;
    std::string_view standardLibrary_;
    std::deque<std::string> names_; // those that are not in the text
};

} // namespace taipan::targets
