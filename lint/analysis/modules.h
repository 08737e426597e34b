// Imports and names of modules against what the target has.
#pragma once

#include "lint/analysis/context.h"

namespace taipan::lint {

/// Reports an import of `module` that fails on the target.
void checkImport(Context& context, std::string_view module, SourceSpan span);

/// The same for all modules of an import statement.
void checkImports(Context& context, const Node& statement);
/// Reports names of a from-import that the module does not have.
void checkImportedNames(Context& context, const Node& statement);
/// Whether the import raises ImportError in all releases asked for, whatever is around it.
bool importFails(const Context& context, const Node& statement);

/// Reports that `parent` (a module or class) has no `name` on the target, if it has none: the
/// finding, or null. `imported`: by a from-import, which raises ImportError.
Finding* checkName(Context& context, const Path& parent, std::string_view name, SourceSpan span,
                   bool imported);

/// Whether a statement stores to the attribute, so that it need not be there.
bool isStoredTo(const Node& attribute);

/// Reports a call whose arguments the built-in function does not take.
void checkCall(Context& context, const Node& call);

} // namespace taipan::lint
