// Several modules in one file, which runs them one after the other in one namespace.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "taipan/mpy-format/module.h"
#include "taipan/support/result.h"

namespace taipan::mpy {

struct MergeOptions {
    /// Flags of the architecture in the result's header; nothing: those of the native module.
    std::optional<uint32_t> archFlags;
};

/// A module whose body runs the bodies of `modules` in turn. One
/// of them may hold machine code, which cannot be changed and so goes first, with line tables; the
/// others lose theirs, because a file has one source name. The result views into `modules`, which
/// have to outlive it. Fails when bytecode cannot be taken apart or a jump gets too long.
Result<Module> merge(std::span<const Module* const> modules, const MergeOptions& options = {});

} // namespace taipan::mpy
