// The target options that both compilers share: -march=, -march-flags=, and their words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "taipan/abi/mpy.h"

namespace taipan::host {

/// Range that -msmall-int-bits= may name.
inline constexpr unsigned kMinSmallIntBits = 8;
inline constexpr unsigned kMaxSmallIntBits = 64;

/// The architecture called `name` ("host": the one this program was built for), never Arch::none;
/// nothing for an unknown name.
std::optional<abi::Arch> parseArch(std::string_view name);

/// The name that parseArch takes for `arch`.
std::string_view archName(abi::Arch arch);

/// Names that parseArch takes, "host" before "debug", separated by `separator`.
std::string archNames(std::string_view separator);

/// A number in any base (0x, 0o, 0b prefix), read as stock reads that of -march-flags=: no other
/// leading zero, no plus sign.
std::optional<unsigned long> parseNumber(const std::string& text);

/// Reads the value of -march-flags= for `arch`: a number in any base (0x, 0o, 0b) or a comma list
/// of names. Nothing for an unknown bit or name, or an architecture without flags.
std::optional<uint32_t> parseArchFlags(abi::Arch arch, const std::string& text);

/// The line that --version prints. Build scripts look for
/// "MicroPython vX.Y.Z" and "mpy-cross emitting mpy vA.B" in it.
std::string versionLine();

} // namespace taipan::host
