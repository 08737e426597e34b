// Imports and names of modules against what the target has.
#pragma once

#include "lint/analysis/context.h"

namespace taipan::lint {

/// Reports an import of `module` that fails on the target.
void checkImport(Context& context, std::string_view module, SourceSpan span);

/// Reports that `parent` (a module or class) has no `name` on the target. `imported`: by a
/// from-import, which raises ImportError.
void checkName(Context& context, const Path& parent, std::string_view name, SourceSpan span,
               bool imported);

/// Reports a call whose arguments the built-in function does not take.
void checkCall(Context& context, const Node& call);

} // namespace taipan::lint
