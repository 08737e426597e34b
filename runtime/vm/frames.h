// The stack that frames of running functions lie on: segments of heap memory, the next one taken
// when one is full, so that a small program has a small one and recursion is bounded by a limit
// alone.
#pragma once

#include "runtime/memory/heap.h"
#include "runtime/memory/state.h"
#include "runtime/vm/code.h"

namespace taipan::runtime {

enum FrameFlag : uint8_t {
    kFrameEntry = 0x01,      // C++ called it: returning leaves the interpreter loop
    kFrameGenerator = 0x02,  // lies in a Generator
    kFrameNewSegment = 0x04, // the first of a segment of the frame stack
    kFrameInit = 0x08,       // runs __init__: its caller gets the instance, not what it returns
    kFrameThrows = 0x10,     // threw what lies above `sp` into a generator that it delegates to
    kFrameIterates = 0x20,   // waits for an iterator that a loop or `yield from` went on with
};

/// Bytes of all segments of the frame stack together: what recursion is limited to, where a quarter
/// of the heap is not less.
inline constexpr size_t kFrameStackLimit = sizeof(void*) == 8 ? 1u << 20 : 16u << 10;

/// Generators nested in each other that the interpreter loop goes on with by itself; further ones
/// use the C stack, whose limit ends the recursion.
inline constexpr size_t kMostGenerators = sizeof(void*) == 8 ? 1000 : 50;

/// Makes the first segment, so that small programs need no other; false when memory is out.
bool startFrames();
/// Forgets the segments above the running one, which hold nothing: a collection finds them dead.
void dropSpareFrames();
/// Marks what the frames refer to; the last segment is marked with `state`.
void markFrames(Heap& heap);

/// A frame from a new segment. RuntimeError at the limit, MemoryError.
Frame* pushFrameSlowly(size_t size);
/// Goes back to the segment below that of `frame`, which has kFrameNewSegment.
void dropSegment(Frame* frame);

/// Takes away all frames above `last`, which lies on the frame stack.
void truncateFrames(Frame* last);

/// Room for a frame; only `flags` is set.
inline Frame* pushFrame(size_t size) {
    char* const at = state.frameTop;
    if (static_cast<size_t>(state.frameEnd - at) < size) return pushFrameSlowly(size);
    state.frameTop = at + size;
    auto* frame = reinterpret_cast<Frame*>(at);
    frame->flags = 0;
    return frame;
}
/// Gives a frame's room back, and all above it; not for frames of generators.
inline void popFrame(Frame* frame) {
    if ((frame->flags & kFrameNewSegment) != 0)
        dropSegment(frame);
    else
        state.frameTop = reinterpret_cast<char*>(frame);
}

} // namespace taipan::runtime
