// Source text to the linter's tree.
#pragma once

#include <string>
#include <vector>

#include "lint/syntax/lexer.h"
#include "lint/syntax/node.h"
#include "taipan/support/arena.h"

namespace taipan::lint {

/// Something that no Python takes.
struct SyntaxFault {
    SourceSpan span;
};

struct Tree {
    const Node* module = nullptr;
    std::vector<SyntaxFault> faults;
    std::vector<Comment> comments;
    bool tooDeep = false; // a part is nested too deeply to be looked at
};

/// Reads all of `source`: after a fault, the next statement. Never fails. The tree lives in `arena`
/// and refers to `source`, as the names do.
Tree parse(const SourceBuffer& source, Interner& interner, Arena& arena);

} // namespace taipan::lint
