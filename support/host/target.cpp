#include "support/host/target.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "taipan/abi/dialect.h"

namespace taipan::host {

namespace {
using abi::Arch;

struct ArchRow {
    Arch arch;
    std::string_view name;
};

constexpr ArchRow kArchs[] = {
#define TAIPAN_ARCH(name, word, thumb, native, inlineasm) {Arch::name, #name},
#include "taipan/abi/archs.def"
#undef TAIPAN_ARCH
};

struct FlagRow {
    Arch arch;
    std::string_view name;
    uint32_t bit;
};

constexpr FlagRow kFlags[] = {{Arch::rv32imc, "zba", 1}, {Arch::rv32imc, "zcmp", 2}};

constexpr Arch kHostArch =
#if defined(__x86_64__)
    Arch::x64;
#elif defined(__i386__)
    Arch::x86;
#elif defined(__arm__) && !defined(__thumb2__)
    Arch::armv6;
#elif defined(__riscv) && __riscv_xlen == 64
    Arch::rv64imc;
#else
    Arch::none;
#endif

/// A comma list of flag names; one comma may end it.
std::optional<uint32_t> parseFlagNames(Arch arch, std::string_view text) {
    uint32_t flags = 0;
    while (!text.empty()) {
        const size_t comma = std::min(text.find(','), text.size());
        const std::string_view name = text.substr(0, comma);
        uint32_t bit = 0;
        for (const FlagRow& row : kFlags)
            if (row.arch == arch && row.name == name) bit = row.bit;
        if (bit == 0) return std::nullopt;
        flags |= bit;
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    if (flags == 0) return std::nullopt;
    return flags;
}
} // namespace

std::optional<Arch> parseArch(std::string_view name) {
    if (name == "host" && kHostArch != Arch::none) return kHostArch;
    for (const ArchRow& row : kArchs)
        if (row.name == name && row.arch != Arch::none) return row.arch;
    return std::nullopt;
}

std::string_view archName(Arch arch) {
    return std::find_if(std::begin(kArchs), std::end(kArchs),
                        [&](const ArchRow& row) { return row.arch == arch; })
        ->name;
}

std::string archNames(std::string_view separator) {
    std::string names;
    for (const ArchRow& row : kArchs) {
        if (row.arch == Arch::none) continue;
        if (!names.empty()) names += separator;
        if (row.arch == Arch::debug) names.append("host").append(separator);
        names += row.name;
    }
    return names;
}

std::optional<unsigned long> parseNumber(const std::string& text) {
    int base = 10;
    const char* digits = text.c_str();
    if (text.size() > 1 && text[0] == '0') {
        switch (text[1] | 0x20) {
        case 'x': base = 16; break;
        case 'o': base = 8; break;
        case 'b': base = 2; break;
        default: return std::nullopt;
        }
        digits += 2;
    }
    if (*digits == '\0' || *digits == '+') return std::nullopt;
    char* end = nullptr;
    errno = 0;
    const unsigned long value = std::strtoul(digits, &end, base);
    if (*end != '\0' || errno != 0) return std::nullopt;
    return value;
}

std::optional<uint32_t> parseArchFlags(Arch arch, const std::string& text) {
    uint32_t known = 0;
    for (const FlagRow& row : kFlags)
        if (row.arch == arch) known |= row.bit;
    if (known == 0) return std::nullopt;
    if (const auto number = parseNumber(text)) {
        if ((*number & ~static_cast<unsigned long>(known)) != 0) return std::nullopt;
        return static_cast<uint32_t>(*number);
    }
    return parseFlagNames(arch, text);
}

std::string versionLine() {
    return "MicroPython " TAIPAN_MICROPYTHON_VERSION "+taipan." TAIPAN_VERSION
           " on " TAIPAN_BUILD_DATE "; mpy-cross emitting mpy v" +
           std::to_string(abi::kDialect63.version) + "." +
           std::to_string(abi::kDialect63.subVersion) + "\n";
}

} // namespace taipan::host
