// Comments that silence findings: `# mp: ignore[MP3001]`, `# noqa: MP3001`.
#pragma once

#include <vector>

#include "lint/finding.h"
#include "lint/syntax/parser.h"

namespace taipan::lint {

/// Takes the silenced findings out, and adds what is wrong with the comments themselves.
void suppress(const SourceBuffer& source, const std::vector<Comment>& comments,
              std::vector<Finding>& findings, const std::vector<bool>& enabled, Notes& notes);

} // namespace taipan::lint
