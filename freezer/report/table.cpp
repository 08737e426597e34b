// The report on flash as a table for terminals.
#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "freezer/report/text.h"
#include "support/text/quote.h"
#include "taipan/freezer/report.h"

namespace taipan::freezer {
namespace {

using frozen::FlashBytes;
using frozen::FlashUse;

constexpr std::string_view kShared = "(shared)";
constexpr std::string_view kTotal = "(total)";

struct Row {
    std::string name;
    const FlashBytes* bytes = nullptr;
};

/// The largest first, equal ones by name.
void sortRows(std::vector<Row>& rows) {
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        const uint64_t left = a.bytes->total();
        const uint64_t right = b.bytes->total();
        return left != right ? left > right : a.name < b.name;
    });
}

class Table {
  public:
    /// Shows the parts that `shown` has bytes of, and shares of `total`.
    Table(std::string& out, const FlashBytes& shown, uint64_t total) : out_(out), total_(total) {
        for (size_t i = 0; i < frozen::kFlashParts; ++i)
            if (shown.parts[i] != 0) columns_.push_back(i);
    }

    void head(std::string_view what) {
        fmt::format_to(std::back_inserter(out_), "{:>9} {:>6}", "bytes", "%");
        for (const size_t column : columns_)
            fmt::format_to(std::back_inserter(out_), " {:>9}", kFlashPartNames[column].title);
        out_.append("  ").append(what).append("\n");
    }

    void row(const FlashBytes& bytes, std::string_view name) {
        const uint64_t total = bytes.total();
        const double share =
            total_ == 0 ? 0 : 100 * static_cast<double>(total) / static_cast<double>(total_);
        fmt::format_to(std::back_inserter(out_), "{:>9} {:>6.1f}", total, share);
        for (const size_t column : columns_)
            fmt::format_to(std::back_inserter(out_), " {:>9}", bytes.parts[column]);
        out_.append("  ").append(name).append("\n");
    }

  private:
    std::string& out_;
    uint64_t total_;
    std::vector<size_t> columns_;
};

} // namespace

std::string flashTable(const FlashUse& use, size_t functions) {
    std::string out;
    Table table(out, use.total, use.total.total());
    table.head("file");
    std::vector<Row> rows;
    for (const frozen::FlashFile& file : use.files)
        rows.push_back({visible(file.name), &file.bytes});
    sortRows(rows);
    for (const Row& row : rows) table.row(*row.bytes, row.name);
    table.row(use.shared, kShared);
    table.row(use.total, kTotal);

    rows.clear();
    for (const frozen::FlashFile& file : use.files)
        for (const frozen::FlashFunction& function : file.functions)
            rows.push_back({visible(file.name + ": " + function.name), &function.bytes});
    if (rows.empty() || functions == 0) return out;
    sortRows(rows);
    rows.resize(std::min(rows.size(), functions));
    FlashBytes sum;
    for (const Row& row : rows) sum += *row.bytes;
    out += '\n';
    Table largest(out, sum, use.total.total());
    largest.head(fmt::format("{} largest functions", rows.size()));
    for (const Row& row : rows) largest.row(*row.bytes, row.name);
    return out;
}

} // namespace taipan::freezer
