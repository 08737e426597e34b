// The products of the front end's stages as text, for tests and the curious.
#pragma once

#include <string>

#include "taipan/frontend/ast.h"
#include "taipan/frontend/scopes.h"
#include "taipan/support/interner.h"
#include "taipan/support/source.h"

namespace taipan {

/// One token a line: place, kind, text.
std::string dumpTokens(const SourceBuffer& source);

/// The tree, a node a line, children indented; `[n]` is the line stock attributes to the node.
std::string dumpAst(const ast::Stmt& module, const Interner& interner);

/// Every scope with its symbols, their kinds and slots.
std::string dumpScopes(const ScopeTree& scopes, const Interner& interner);

/// A constant as source would write it.
std::string describeConstant(const Constant& value);

} // namespace taipan
