// What an editor asks about a place in a file: what a name is, and what could stand there.
#pragma once

#include <string>
#include <vector>

#include "lint/lint.h"

namespace taipan::lint {

/// Words about the name at a place, in Markdown; empty for a name the table does not have.
struct Hover {
    SourceSpan span;
    std::string text;
};
/// For the first target of `options`: since when it has the name, which other ports do, and what a
/// function takes.
Hover hoverAt(std::string_view text, const std::string& path, const Options& options,
              uint32_t offset);

/// One word that could stand at a place.
struct Completion {
    std::string name;
    char kind = 'o'; // as of targets::Entry; 'm' and 'z' modules at the top
    std::string detail;
};
/// What the first target has, in all releases asked for, of the module or type before the dot, or
/// of the modules in an import. Nothing elsewhere.
std::vector<Completion> completeAt(std::string_view text, const std::string& path,
                                   const Options& options, uint32_t offset);

} // namespace taipan::lint
