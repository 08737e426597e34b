// Stubs for type checkers, from the table.
#pragma once

#include <string>
#include <vector>

#include "targets/target.h"

namespace taipan::lint {

struct Stub {
    std::string path; // "machine.pyi", "os/path.pyi"
    std::string text;
};

/// One for each module that the target has in all releases asked for, with the names it has. The
/// builtins have none: checkers bring their own.
std::vector<Stub> stubsFor(const targets::Table& table, const targets::Target& target);

} // namespace taipan::lint
