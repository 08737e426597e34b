#include "targets/table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

#include "targets/embedded.h"

namespace taipan::targets {

namespace {
constexpr std::string_view kMagic = "taipan-capabilities ";
constexpr std::string_view kVersion = "1";
constexpr std::string_view kChecksum = "checksum ";

/// The next word of `text`, which loses it and the blanks around it.
std::string_view takeWord(std::string_view& text) {
    const size_t begin = std::min(text.find_first_not_of(' '), text.size());
    const size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

template <typename T>
bool number(std::string_view text, T& value, int base = 10) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return error == std::errc() && end == text.data() + text.size();
}

uint32_t checksum(std::string_view text) {
    static constexpr auto kTable = [] {
        std::array<uint32_t, 256> table{};
        for (uint32_t i = 0; i < 256; ++i) {
            uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1 ? 0xedb88320 : 0);
            table[i] = value;
        }
        return table;
    }();
    uint32_t sum = ~0U;
    for (const char c : text) sum = sum >> 8 ^ kTable[(sum ^ static_cast<uint8_t>(c)) & 0xff];
    return ~sum;
}

/// Whether `word` is one of the words of `list`.
bool contains(std::string_view list, std::string_view word) {
    for (size_t at = 0; (at = list.find(word, at)) != list.npos; at += word.size()) {
        const bool begins = at == 0 || list[at - 1] == ' ';
        const size_t end = at + word.size();
        if (begins && (end == list.size() || list[end] == ' ')) return !word.empty();
    }
    return false;
}
} // namespace

/// Reads the lines of a table.
class TableReader {
  public:
    TableReader(std::string_view text, Table& table) : text_(text), table_(table) {}

    /// The line that is wrong, from 1; 0 for none.
    size_t run() {
        std::string_view line;
        size_t number = 0;
        while (nextLine(line)) {
            ++number;
            if (line == "patterns" || line == "features" || line == "modules" || line == "lists")
                section_ = line[0];
            else if (line == "end")
                return finish() ? 0 : number;
            else if (!take(line))
                return number;
        }
        return number;
    }

  private:
    bool nextLine(std::string_view& line) {
        const size_t end = text_.find('\n');
        if (end == text_.npos) return false;
        line = text_.substr(0, end);
        text_.remove_prefix(end + 1);
        return true;
    }

    bool take(std::string_view line) {
        switch (section_) {
        case 'p': return pattern(line);
        case 'm': return entry(line);
        case 'f': takeWord(line); return named(table_.features_, line);
        case 'l': return list(line);
        default: return head(line);
        }
    }

    static bool named(std::vector<Table::Named>& rows, std::string_view line) {
        const std::string_view name = takeWord(line);
        rows.push_back({name, line});
        return !name.empty();
    }

    bool head(std::string_view line) {
        const std::string_view word = takeWord(line);
        if (word == "taipan-capabilities") return true;
        if (word == "source") {
            table_.source_ = line;
            return true;
        }
        if (word == "target") {
            TargetRow row;
            row.name = takeWord(line);
            row.port = takeWord(line);
            table_.targets_.push_back(row);
            return number(takeWord(line), table_.targets_.back().releases, 16) &&
                   table_.targets_.size() <= 64;
        }
        auto& list = word == "versions" ? table_.releases_ : table_.circuitPython_;
        while (!line.empty()) list.push_back(takeWord(line));
        return list.size() <= 32;
    }

    bool pattern(std::string_view line) {
        table_.patternStarts_.push_back(static_cast<uint32_t>(table_.groups_.size()));
        while (!line.empty()) {
            std::string_view word = takeWord(line);
            Table::Group group{};
            const size_t colon = word.find(':');
            if (colon == word.npos || !number(word.substr(0, colon), group.targets, 16))
                return false;
            word.remove_prefix(colon + 1);
            const size_t slash = std::min(word.find('/'), word.size());
            group.always = word.substr(0, slash) == "*";
            if (!group.always && !number(word.substr(0, slash), group.answer.has, 16)) return false;
            if (slash < word.size() && !number(word.substr(slash + 1), group.answer.unknown, 16))
                return false;
            table_.groups_.push_back(group);
        }
        return true;
    }

    bool entry(std::string_view line) {
        const size_t level = line.find_first_not_of(' ');
        if (level > depth_) return false; // its parent is not there
        Entry entry;
        entry.name = takeWord(line);
        const std::string_view kind = takeWord(line);
        if (kind.size() != 1 || !number(takeWord(line), entry.pattern) ||
            entry.pattern >= table_.patternStarts_.size())
            return false;
        // Lookups are binary searches among the children of one parent.
        if (entry.name <= last_[level]) return false;
        last_[level] = entry.name;
        for (size_t inner = level + 1; inner < last_.size(); ++inner) last_[inner] = {};
        depth_ = std::min<size_t>(level + 1, 2);
        entry.kind = kind[0];
        entry.signatures = line;
        const auto index = static_cast<uint32_t>(table_.entries_.size());
        table_.entries_.push_back(entry);
        if (level == 0) table_.modules_.push_back(index);
        parents_.push_back(level == 0 ? index : level == 1 ? module_ : attribute_);
        if (level == 0) module_ = index;
        if (level == 1) attribute_ = index;
        return true;
    }

    bool list(std::string_view line) {
        const std::string_view word = takeWord(line);
        if (word == "board") {
            BoardRow row;
            row.name = takeWord(line);
            row.port = takeWord(line);
            row.targets = takeWord(line);
            table_.boards_.push_back(row);
            return true;
        }
        if (word == "package") {
            PackageRow row;
            row.package = takeWord(line);
            row.category = takeWord(line);
            row.module = takeWord(line);
            table_.packages_.push_back(row);
            return true;
        }
        if (word == "stdlib") {
            table_.standardLibrary_ = line;
            return true;
        }
        if (word == "adds") return named(table_.adds_, line);
        if (word == "open") return named(table_.open_, line);
        if (word == "cpython") return named(table_.cpython_, line);
        if (word == "foreign") return named(table_.foreign_, line);
        return true; // a later version of the table may say more
    }

    /// Groups the children of each entry.
    bool finish() {
        auto& entries = table_.entries_;
        std::vector<uint32_t> counts(entries.size());
        for (uint32_t i = 0; i < entries.size(); ++i)
            if (parents_[i] != i) ++counts[parents_[i]];
        uint32_t at = 0;
        for (uint32_t i = 0; i < entries.size(); ++i) {
            entries[i].first = entries[i].last = at;
            at += counts[i];
        }
        table_.children_.resize(at);
        for (uint32_t i = 0; i < entries.size(); ++i)
            if (parents_[i] != i) table_.children_[entries[parents_[i]].last++] = i;
        table_.patternStarts_.push_back(static_cast<uint32_t>(table_.groups_.size()));
        return !table_.targets_.empty() && !table_.releases_.empty();
    }

    std::string_view text_;
    Table& table_;
    char section_ = 'h';
    uint32_t module_ = 0, attribute_ = 0;
    size_t depth_ = 0; // the deepest level that the next entry may have
    std::array<std::string_view, 3> last_;
    std::vector<uint32_t> parents_;
};

Result<Table> Table::parse(std::string_view text) {
    if (!text.starts_with(kMagic)) return Failure{"not a table of capabilities", 0};
    const std::string_view version =
        text.substr(kMagic.size(), std::min<size_t>(text.find('\n') - kMagic.size(), 12));
    if (version != kVersion)
        return Failure{"a table of capabilities of version " + std::string(version) +
                           "; this program reads version " + std::string(kVersion),
                       0};
    const size_t end = text.rfind(kChecksum);
    constexpr size_t kDigits = 8;
    if (end == text.npos || end == 0 || text[end - 1] != '\n' ||
        text.size() != end + kChecksum.size() + kDigits + 1 || text.back() != '\n')
        return Failure{"the table of capabilities is cut off: it does not end with its checksum",
                       0};
    uint32_t wanted = 0;
    if (!number(text.substr(end + kChecksum.size(), kDigits), wanted, 16) ||
        checksum(text.substr(0, end)) != wanted)
        return Failure{"the table of capabilities is damaged: its checksum is wrong", 0};
    Table table;
    table.size_ = text.size();
    if (const size_t line = TableReader(text, table).run(); line != 0)
        return Failure{"the table of capabilities is malformed in line " + std::to_string(line), 0};
    return table;
}

const Table& Table::builtIn() {
    static const Table table = [] {
        Result<Table> result = parse(embeddedTable());
        return result.ok() ? std::move(result).value() : Table();
    }();
    return table;
}

template <typename Index>
static const Entry* search(const Table& table, uint32_t first, uint32_t last, std::string_view name,
                           Index index) {
    while (first < last) {
        const uint32_t middle = first + (last - first) / 2;
        const Entry& entry = table.entry(index(middle));
        if (entry.name == name) return &entry;
        if (entry.name < name)
            first = middle + 1;
        else
            last = middle;
    }
    return nullptr;
}

const Entry* Table::module(std::string_view name) const {
    return search(*this, 0, static_cast<uint32_t>(modules_.size()), name,
                  [this](uint32_t i) { return modules_[i]; });
}

const Entry* Table::child(const Entry& parent, std::string_view name) const {
    return search(*this, parent.first, parent.last, name,
                  [this](uint32_t i) { return children_[i]; });
}

Answer Table::answer(uint32_t pattern, TargetSet targets) const {
    Answer answer;
    for (uint32_t i = patternStarts_[pattern]; i < patternStarts_[pattern + 1]; ++i) {
        if (!(groups_[i].targets & targets)) continue;
        // A target has nothing in releases that it did not exist in.
        Releases exists = 0;
        for (TargetSet left = groups_[i].targets & targets; left; left &= left - 1)
            exists |= targets_[static_cast<size_t>(std::countr_zero(left))].releases;
        answer.has |= exists & (groups_[i].always ? ~Releases{0} : groups_[i].answer.has);
        answer.unknown |= exists & groups_[i].answer.unknown;
    }
    return answer;
}

Answer Table::feature(std::string_view name, TargetSet targets) const {
    for (const Named& row : features_) {
        uint32_t pattern = 0;
        if (row.name == name && number(row.rest, pattern) && pattern + 1 < patternStarts_.size())
            return answer(pattern, targets);
    }
    return {};
}

TargetSet Table::targetsWith(uint32_t pattern, Releases release) const {
    TargetSet set = 0;
    for (uint32_t i = patternStarts_[pattern]; i < patternStarts_[pattern + 1]; ++i)
        if (groups_[i].always || (groups_[i].answer.has & release)) set |= groups_[i].targets;
    for (size_t i = 0; i < targets_.size(); ++i)
        if (!(targets_[i].releases & release)) set &= ~(TargetSet{1} << i);
    return set;
}

static Signature signatureOf(std::string_view text) {
    Signature found;
    const size_t colon = text.find(':');
    const std::string_view counts = text.substr(0, colon);
    const size_t dash = counts.find('-');
    if (dash != counts.npos && number(counts.substr(0, dash), found.least)) {
        found.counted = true;
        if (dash + 1 < counts.size()) number(counts.substr(dash + 1), found.most);
    }
    if (colon != text.npos) {
        found.keywords = text.substr(colon + 1);
        found.anyKeyword = found.keywords == "?";
        found.keywordsKnown = !found.anyKeyword;
    }
    return found;
}

Signature Table::signature(const Entry& entry, TargetSet targets, Releases release) const {
    if (answer(entry, targets).unknown & release) return {};
    std::string_view rest = entry.signatures;
    Signature found;
    bool any = false;
    TargetSet described = 0;
    while (!rest.empty()) {
        const std::string_view text = takeWord(rest);
        uint32_t pattern = 0;
        if (!number(takeWord(rest), pattern) || pattern + 1 >= patternStarts_.size()) break;
        const TargetSet here = targetsWith(pattern, release) & targets;
        if (!here) continue;
        if (any) return {}; // they differ
        found = signatureOf(text);
        described = here;
        any = true;
    }
    const TargetSet having = targetsWith(entry.pattern, release) & targets;
    return (having & ~described) ? Signature{} : found;
}

/// Whether `keyword` is in the list; `byName` gets whether by name only.
static bool hasKeyword(std::string_view list, std::string_view keyword, bool& byName) {
    while (!list.empty()) {
        const size_t comma = std::min(list.find(','), list.size());
        std::string_view word = list.substr(0, comma);
        list.remove_prefix(std::min(comma + 1, list.size()));
        byName = word.starts_with('*');
        if (byName) word.remove_prefix(1);
        if (word.ends_with('?')) word.remove_suffix(1);
        if (word == keyword) return true;
    }
    return false;
}

bool Signature::takes(std::string_view keyword) const {
    bool byName = false;
    return !keywordsKnown || hasKeyword(keywords, keyword, byName);
}

bool Signature::isPositional(std::string_view keyword) const {
    bool byName = false;
    return keywordsKnown && hasKeyword(keywords, keyword, byName) && !byName;
}

unsigned Signature::positional() const {
    unsigned count = 0;
    std::string_view rest = keywords;
    while (!rest.empty() && rest[0] != '*') {
        ++count;
        const size_t comma = std::min(rest.find(','), rest.size());
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return count;
}

bool Table::isOpen(std::string_view module, TargetSet targets) const {
    for (const Named& row : open_) {
        if (row.name != module) continue;
        if (row.rest == "*") return true;
        for (size_t i = 0; i < targets_.size(); ++i)
            if (targets_[i].name == row.rest && (targets >> i & 1)) return true;
    }
    return false;
}

const PackageRow* Table::packageOf(std::string_view module) const {
    for (const PackageRow& row : packages_)
        if (row.module == module) return &row;
    for (const PackageRow& row : packages_) // a package with modules only inside it
        if (row.module.size() > module.size() && row.module.starts_with(module) &&
            row.module[module.size()] == '.')
            return &row;
    return nullptr;
}

bool Table::isStandardLibrary(std::string_view module) const {
    return contains(standardLibrary_, module);
}

bool Table::isCPythonName(std::string_view module, std::string_view name) const {
    for (const Named& row : cpython_)
        if (row.name == module) return contains(row.rest, name);
    return false;
}

bool Table::knowsCPythonNames(std::string_view module) const {
    return std::any_of(cpython_.begin(), cpython_.end(),
                       [&](const Named& row) { return row.name == module; });
}

bool Table::isAdded(std::string_view module, std::string_view name) const {
    for (const Named& row : adds_)
        if (row.name == module) return contains(row.rest, name);
    return false;
}

bool Table::isForeign(std::string_view module, std::string_view& hint) const {
    for (const Named& row : foreign_)
        if (row.name == module) {
            hint = row.rest;
            return true;
        }
    return false;
}

} // namespace taipan::targets
