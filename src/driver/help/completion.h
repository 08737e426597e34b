// What shells complete command lines with.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "src/driver/help/command_shape.h"

namespace taipan::driver {

enum class Shell : uint8_t { Bash, Zsh, Fish };

/// A script that makes `shell` complete the words of these programs: commands, options, and values
/// where these are few; files anywhere else.
std::string completionScript(Shell shell, std::span<const CommandShape> programs);

} // namespace taipan::driver
