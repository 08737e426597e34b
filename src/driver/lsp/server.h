// The language server: what an editor says, and what it is answered.
#pragma once

#include <string>

#include "src/driver/lsp/transport.h"

namespace taipan::driver {

/// Answers until the editor says exit, or its end of the line closes. 0 when it said shutdown
/// before that, else 1. `target`: "" to have it from pyproject.toml or guessed, file by file.
int serve(Transport& transport, const std::string& target);

} // namespace taipan::driver
