// Small programs in which what a finding is about happens by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/lint.h"

namespace taipan::lint {

/// Programs for the finding, the smallest first: a part of the statement around it, with the
/// imports and the values of names that it needs. Empty when it needs more than these, or when
/// running it could do something to the machine: what is called is pure.
std::vector<std::string> proofPrograms(std::string_view text, const std::string& path,
                                       const Options& options, const Finding& finding);

/// Whether the exception, "TypeError: unexpected keyword", is what a device of the targets raises
/// for the rule, as far as that says. That our runtime lacks a module of the device shows nothing.
bool isProof(const Options& options, Code code, std::string_view exception);

} // namespace taipan::lint
