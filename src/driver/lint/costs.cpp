#include "src/driver/lint/costs.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "support/host/paths.h"
#include "taipan/backends/flash.h"
#include "taipan/compiler.h"
#include "taipan/mpy-format/reader.h"

namespace taipan::driver {

namespace {
/// Bytes of the garbage collector's blocks on 32-bit machines: what is in RAM is rounded up to
/// them.
constexpr uint64_t kBlock = 16;

struct Cost {
    bool known = false; // it compiles
    uint64_t file = 0, flash = 0, ram = 0;
};

/// What the module alone takes. Each of its functions is an object of its own in RAM.
Cost costOf(const LintFile& file) {
    CompileOptions options;
    options.sourceName = std::string(host::nameOf(file.path));
    const CompileResult compiled = compile(file.text, options);
    if (!compiled.ok()) return {};
    const auto module = mpy::read(compiled.mpy);
    if (!module.ok()) return {};
    const frozen::FrozenModule frozen{&module.value(), options.sourceName};
    const auto use = frozen::measureForStock({&frozen, 1}, {}, {});
    if (!use) return {};
    Cost cost{true, compiled.mpy.size(), 0, 0};
    const frozen::FlashFile& measured = use->files.front();
    cost.flash = measured.bytes.total();
    frozen::FlashBytes rest = measured.bytes;
    for (const frozen::FlashFunction& function : measured.functions) {
        cost.ram += (function.bytes.total() + kBlock - 1) / kBlock * kBlock;
        for (size_t i = 0; i < frozen::kFlashParts; ++i)
            rest.parts[i] -= std::min(rest.parts[i], function.bytes.parts[i]);
    }
    cost.ram += (rest.total() + kBlock - 1) / kBlock * kBlock;
    return cost;
}
} // namespace

std::string costTable(const std::vector<std::string>& names, const std::vector<LintFile>& files,
                      const std::vector<lint::FileResult>& results,
                      const std::vector<bool>& reached) {
    std::vector<Cost> costs(files.size());
    for (size_t i = 0; i < files.size(); ++i)
        if (reached[i]) costs[i] = costOf(files[i]);
    std::string out =
        fmt::format("{:>9} {:>9} {:>9} {:>12}\n", ".mpy", "flash", "RAM", "with imports");
    Cost total;
    for (size_t i = 0; i < files.size(); ++i) {
        if (!reached[i]) continue;
        if (!costs[i].known) {
            out += fmt::format("{:>42}  {}\n", "does not compile", files[i].path);
            continue;
        }
        uint64_t all = 0;
        const std::vector<bool> needed = importedBy(i, names, files, results);
        for (size_t k = 0; k < files.size(); ++k)
            if (needed[k]) all += costs[k].ram;
        out += fmt::format("{:>9} {:>9} {:>9} {:>12}  {}\n", costs[i].file, costs[i].flash,
                           costs[i].ram, all, files[i].path);
        total.file += costs[i].file;
        total.flash += costs[i].flash;
        total.ram += costs[i].ram;
    }
    out += fmt::format("{:>9} {:>9} {:>9} {:>12}  all\n", total.file, total.flash, total.ram, "");
    return out;
}

} // namespace taipan::driver
