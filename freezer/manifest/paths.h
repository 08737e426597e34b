// Paths in manifests.
#pragma once

#include <string>
#include <string_view>

#include "support/host/paths.h"

namespace taipan::freezer {

using host::extensionOf;
using host::folderOf;
using host::joinPath;
using host::nameOf;
using host::normalPath;
using host::relativePath;

/// The first "$(NAME)" in a path: a variable that nothing was put in for. "" when there is none.
std::string variableIn(std::string_view path);

} // namespace taipan::freezer
