// Does the firmware load this .mpy file? The fields are those of docs/mpy-format.md.
#include "lint/lint.h"

namespace taipan::lint {

namespace {
/// Version of the format by release; sub-versions matter for native code alone.
struct FormatRow {
    const char* since;
    unsigned version, sub;
};
constexpr FormatRow kFormats[] = {
    {"1.12", 5, 0}, {"1.19", 6, 0}, {"1.20", 6, 1}, {"1.22", 6, 2}, {"1.23", 6, 3}};
constexpr FormatRow kCircuitPython[] = {{"7", 5, 0}, {"9.0", 6, 1}, {"9.2", 6, 3}};
constexpr size_t kHeader = 4;
} // namespace

std::string mpyFault(std::string_view bytes, const targets::Table& table,
                     const targets::Target& target) {
    if (bytes.size() < kHeader || (bytes[0] != 'M' && bytes[0] != 'C'))
        return "this is no .mpy file";
    const bool circuitPython = bytes[0] == 'C';
    if (circuitPython != target.isCircuitPython)
        return circuitPython ? "this .mpy is for CircuitPython" : "this .mpy is for MicroPython";
    const auto version = static_cast<uint8_t>(bytes[1]), flags = static_cast<uint8_t>(bytes[2]);
    const unsigned arch = version >= 6 ? flags >> 2 & 0xf : 0, sub = flags & 3;
    const auto& releases = circuitPython ? table.circuitPythonReleases() : table.releases();
    targets::Releases loads = 0;
    for (size_t i = 0; i < releases.size(); ++i) {
        const FormatRow* row = nullptr;
        const auto choose = [&](const FormatRow& one) {
            // The rows are in order, as the releases are.
            const targets::Releases from = targets::releaseOf(releases, one.since);
            if ((from & (~from + 1)) <= targets::Releases{1} << i) row = &one;
        };
        if (circuitPython)
            for (const FormatRow& one : kCircuitPython) choose(one);
        else
            for (const FormatRow& one : kFormats) choose(one);
        if (row && row->version == version && (!arch || row->sub == sub))
            loads |= targets::Releases{1} << i;
    }
    if (!(target.releases & ~loads)) return {};
    const std::string for_ = loads ? ", for " + targets::describe(table, loads, circuitPython) : "";
    return "this .mpy is of version " + std::to_string(version) +
           (arch ? "." + std::to_string(sub) : "") + for_ + ": incompatible .mpy file";
}

} // namespace taipan::lint
