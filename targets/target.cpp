#include "targets/target.h"

#include <algorithm>
#include <bit>

#include "targets/device.h"

namespace taipan::targets {

Releases Target::newest() const {
    return releases ? std::bit_floor(releases) : 0;
}

namespace {
std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    return out;
}

TargetSet bitOf(const Table& table, std::string_view name) {
    for (size_t i = 0; i < table.targets().size(); ++i)
        if (table.targets()[i].name == name) return TargetSet{1} << i;
    return 0;
}

TargetSet ofPort(const Table& table, std::string_view port) {
    TargetSet set = 0;
    for (size_t i = 0; i < table.targets().size(); ++i)
        if (table.targets()[i].port == port && table.targets()[i].name != kDeviceTarget)
            set |= TargetSet{1} << i;
    return set;
}

TargetSet ofBoard(const Table& table, std::string_view name) {
    for (const BoardRow& row : table.boards()) {
        // A variant: ESP32_GENERIC-SPIRAM.
        const bool variant = name.starts_with(row.name) && name.substr(row.name.size(), 1) == "-";
        if (lower(row.name) != lower(name) && !variant) continue;
        TargetSet set = 0;
        std::string_view rest = row.targets;
        while (!rest.empty()) {
            const size_t comma = std::min(rest.find(','), rest.size());
            set |= bitOf(table, rest.substr(0, comma));
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
        return set;
    }
    return 0;
}

/// The targets a name stands for; none for an unknown one.
TargetSet targetsOf(const Table& table, std::string_view name) {
    const std::string small = lower(name);
    if (small == "any") {
        TargetSet all = 0;
        for (size_t i = 0; i < table.targets().size(); ++i) {
            const std::string_view port = table.targets()[i].port;
            const bool device = port != "circuitpython" && port != "(none)" && port != "bare-arm" &&
                                port != "minimal" && table.targets()[i].name != "unix-coverage" &&
                                table.targets()[i].name != kDeviceTarget;
            if (device) all |= TargetSet{1} << i;
        }
        return all;
    }
    if (small.starts_with("level:")) return bitOf(table, "level-" + small.substr(6));
    if (small == "unix" || small == "webassembly") return bitOf(table, small + "-standard");
    if (small == "esp32") return ofPort(table, small); // a target of the table has that name, too
    for (const auto set : {bitOf(table, small), ofBoard(table, name), ofPort(table, small)})
        if (set) return set;
    constexpr std::string_view kShort[][2] = {{"pico", "rp2-pico"},
                                              {"picow", "rp2-pico-w"},
                                              {"pico-w", "rp2-pico-w"},
                                              {"pico2", "rp2-pico2"},
                                              {"pyboard", "stm32-pybv11"},
                                              {"pybv11", "stm32-pybv11"},
                                              {"teensy41", "mimxrt-teensy41"},
                                              {"nrf52840", "nrf52840-pca10056"},
                                              {"microbit", "nrf51-microbit"},
                                              {"wipy", "cc3200-wipy"}};
    for (const auto& row : kShort)
        if (row[0] == small) return bitOf(table, row[1]);
    TargetSet set = 0; // samd21, samd51, nrf51, esp32…
    for (size_t i = 0; i < table.targets().size(); ++i)
        if (small.size() >= 4 && table.targets()[i].name.starts_with(small + "-"))
            set |= TargetSet{1} << i;
    return set;
}

/// The releases that `text` names, out of `list`; 0 when it names none.
Releases parseReleases(const std::vector<std::string_view>& list, std::string_view text) {
    const Releases all = list.size() >= 32 ? ~0U : (1U << list.size()) - 1;
    const auto from = [&](Releases bit) { return bit ? all & ~(bit - 1) : 0; };
    const auto upTo = [&](Releases bit) { return bit ? all & (bit | (bit - 1)) : 0; };
    if (text.starts_with(">=")) return from(releaseOf(list, text.substr(2)));
    if (text.starts_with("<=")) return upTo(releaseOf(list, text.substr(2)));
    const size_t dash = text.find('-');
    if (dash == text.npos || text.find("preview") != text.npos) return releaseOf(list, text);
    const Releases first = releaseOf(list, text.substr(0, dash));
    if (dash + 1 == text.size()) return from(first);
    return from(first) & upTo(releaseOf(list, text.substr(dash + 1)));
}
} // namespace

Releases releaseOf(const std::vector<std::string_view>& releases, std::string_view text) {
    if (text.starts_with('v')) text.remove_prefix(1);
    // 1.24.1 is 1.24; for CircuitPython, 9.2 is 9.2.9 and 10 its newest.
    Releases found = 0;
    for (size_t i = 0; i < releases.size(); ++i) {
        const std::string_view name = releases[i];
        const bool same =
            name == text || (name.starts_with(text) && name.substr(text.size(), 1) == ".") ||
            (text.starts_with(name) &&
             (text.substr(name.size(), 1) == "." || text.substr(name.size(), 1) == "-"));
        if (same) found = 1U << i;
    }
    if (found || text.find('.') == text.npos) return found;
    const size_t second = text.find('.', text.find('.') + 1);
    return second == text.npos ? 0 : releaseOf(releases, text.substr(0, second));
}

Result<Target> parseTarget(const Table& table, std::string_view text) {
    Target target;
    target.label = text;
    const size_t at = text.find_first_of("@");
    const std::string_view name = text.substr(0, at);
    target.like = targetsOf(table, name);
    if (!target.like)
        return Failure{"unknown target '" + std::string(name) +
                           "': name a port, a board, a target of --list-targets or level:NAME",
                       0};
    Releases existing = 0;
    for (size_t i = 0; i < table.targets().size(); ++i) {
        if (!(target.like >> i & 1)) continue;
        existing |= table.targets()[i].releases;
        target.port = table.targets()[i].port;
    }
    if (name == "any") target.port = {};
    target.isCircuitPython = target.port == "circuitpython";
    const auto& list = target.isCircuitPython ? table.circuitPythonReleases() : table.releases();
    target.releases =
        at == text.npos ? std::bit_floor(existing) : parseReleases(list, text.substr(at + 1));
    if (!target.releases)
        return Failure{"unknown release in '" + std::string(text) + "': known are " +
                           std::string(list.front()) + " to " + std::string(list.back()),
                       0};
    if (!(target.releases & existing))
        return Failure{"'" + std::string(name) + "' has no release " +
                           std::string(text.substr(at + 1)) + ": it exists in " +
                           describe(table, existing, target.isCircuitPython),
                       0};
    target.releases &= existing;
    return target;
}

Result<std::vector<Target>> parseTargets(const Table& table, std::string_view text) {
    std::vector<Target> targets;
    while (!text.empty()) {
        const size_t comma = std::min(text.find(','), text.size());
        Result<Target> one = parseTarget(table, text.substr(0, comma));
        if (!one) return one.error();
        targets.push_back(std::move(one).value());
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    if (targets.empty()) return Failure{"no target is named", 0};
    return targets;
}

std::string describe(const Table& table, Releases releases, bool circuitPython) {
    const auto& list = circuitPython ? table.circuitPythonReleases() : table.releases();
    std::string out;
    for (size_t i = 0; i < list.size(); ++i) {
        if (!(releases >> i & 1)) continue;
        size_t last = i;
        while (last + 1 < list.size() && (releases >> (last + 1) & 1)) ++last;
        out += out.empty() ? "" : ", ";
        out += list[i];
        if (last > i) out += " to " + std::string(list[last]);
        i = last;
    }
    return out;
}

std::string describeTargets(const Table& table, TargetSet targets) {
    constexpr int kShown = 4;
    std::string out;
    std::vector<std::string_view> ports; // one name a port tells most
    for (size_t i = 0; i < table.targets().size(); ++i) {
        const TargetRow& row = table.targets()[i];
        if (!(targets >> i & 1) || row.port == "(none)" || row.port == "bare-arm" ||
            row.port == "minimal" || row.port == "qemu" || row.port == "powerpc")
            continue;
        const std::string_view name = row.port;
        if (std::find(ports.begin(), ports.end(), name) == ports.end()) ports.push_back(name);
    }
    for (size_t i = 0; i < ports.size() && i < kShown; ++i)
        out += (i ? ", " : "") + std::string(ports[i]);
    if (ports.size() > kShown) out += " and " + std::to_string(ports.size() - kShown) + " more";
    return out;
}

} // namespace taipan::targets
