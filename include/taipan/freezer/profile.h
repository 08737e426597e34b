// What functions a program ran, as a file: `taipan run --profile` writes it, and the choice of
// functions that become machine code reads it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/support/result.h"

namespace taipan::freezer {

/// A function. Those of one file and name may be several.
struct ProfileRow {
    uint64_t weight = 0; // instructions of bytecode of its own
    uint64_t calls = 0;
    std::string file; // as it is recorded in the code
    uint32_t line = 0;
    std::string name;    // qualified; "<module>" for a module's body
    uint32_t atLine = 0; // of the profile
};

/// The text: a line that names format and version, one that names the columns, and a line a
/// function, the heaviest first, then by file, line and name.
std::string profileText(std::vector<ProfileRow> rows);

/// Reads such a text. `Failure::offset` is the number of the line that is wrong, from 1.
Result<std::vector<ProfileRow>> parseProfile(std::string_view text);

} // namespace taipan::freezer
