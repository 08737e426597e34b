// The interpreter loop and what belongs to it alone.
#pragma once

#include "runtime/vm/code.h"
#include "runtime/vm/frames.h"
#include "runtime/vm/generator.h"

namespace taipan::runtime {

/// Runs a frame until it returns, yields or an exception leaves it. `thrown` is raised where it
/// stands first (no value: nothing). Functions that it calls run in the same loop.
Resumed execute(Frame* frame, Value thrown, Value& result);

/// The line that a running function is at; 0 where the build or the file keeps no lines.
size_t lineOf(const Frame& frame);

/// Takes a sequence apart: `items` gets them last to first.
TAIPAN_OWN_FRAME void unpackSequence(Value sequence, size_t count, Value* items);
/// The same with a starred target: `left` items, a list of the rest, `right` items; reversed.
TAIPAN_OWN_FRAME void unpackStarred(Value sequence, size_t left, size_t right, Value* items);

/// RuntimeError for code that does what no compiler makes it do.
[[noreturn]] void raiseBadCode();

/// The instance that a raise statement raises. TypeError.
Value toRaise(Value exception);

} // namespace taipan::runtime
