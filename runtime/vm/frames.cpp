#include "runtime/vm/frames.h"

#include "runtime/memory/memory.h"

namespace taipan::runtime {

namespace {
// Of a heap that is large enough.
constexpr size_t kSegmentSize = sizeof(void*) == 8 ? 16 * 1024 : 512;
// The parts of the heap that a segment, and that all of them may take.
constexpr size_t kSegmentPart = 16;
constexpr size_t kStackPart = 4;

constexpr size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}
/// Bytes of a segment; hosts have small heaps, too.
size_t usualSize() {
    return sizeof(void*) == 8 ? smaller(kSegmentSize, state.heap.total() / kSegmentPart)
                              : kSegmentSize;
}

} // namespace

/// A segment of the frame stack; frames follow.
struct FrameSegment {
    FrameSegment* previous;
    char* previousTop; // state.frameTop and frameEnd before this segment
    char* previousEnd;
    size_t size;
};

namespace {
char* endOf(FrameSegment* segment) {
    return reinterpret_cast<char*>(segment) + segment->size;
}

void enter(FrameSegment* segment) {
    state.frameTop = reinterpret_cast<char*>(segment + 1);
    state.frameEnd = endOf(segment);
}

void dropSpare(FrameSegment* segment) {
    if (segment == nullptr) return;
    state.frameBytes -= segment->size;
    release(segment);
}

bool addSegment(size_t size) {
    auto* segment = static_cast<FrameSegment*>(state.heap.allocate(size, Contents::Bytes));
    if (segment == nullptr) return false;
    *segment = {state.frameSegment, state.frameTop, state.frameEnd, size};
    state.frameSegment = segment;
    state.frameBytes += size;
    enter(segment);
    return true;
}
} // namespace

bool startFrames() {
    state.frameSegment = nullptr;
    state.frameBytes = 0;
    state.frameTop = state.frameEnd = nullptr;
    return addSegment(usualSize());
}

Frame* pushFrameSlowly(size_t size) {
    // Segments above the running one hold nothing any more: calls returned, or an exception left
    // them. The next is kept for the next call, lest a loop at the edge makes one a turn.
    FrameSegment* next = nullptr;
    while (state.frameEnd != endOf(state.frameSegment)) {
        dropSpare(next);
        next = state.frameSegment;
        state.frameSegment = next->previous;
    }
    if (next != nullptr && next->size >= size + sizeof(FrameSegment)) {
        next->previousTop = state.frameTop;
        state.frameSegment = next;
        enter(next);
    } else {
        dropSpare(next);
        const size_t needed = size + sizeof(FrameSegment);
        const size_t usual = usualSize();
        const size_t bytes = needed > usual ? needed : usual;
        // Locked, the stack is as deep as it can be.
        if (state.frameBytes + bytes > smaller(kFrameStackLimit, state.heap.total() / kStackPart) ||
            state.heap.isLocked())
            raiseRecursionError();
        if (!addSegment(bytes)) raiseMemoryError(bytes);
    }
    Frame* frame = pushFrame(size);
    frame->flags = kFrameNewSegment;
    return frame;
}

void dropSegment(Frame* frame) {
    const FrameSegment* segment = reinterpret_cast<FrameSegment*>(frame) - 1;
    state.frameTop = segment->previousTop;
    state.frameEnd = segment->previousEnd;
}

namespace {
size_t sizeOf(const Frame& frame) {
#if TAIPAN_FAST_LOOP
    const CallInfo& call = frame.function->call;
    if (call.simpleArgs != CallInfo::kNotSimple) return call.frameWords * sizeof(Value);
#endif
    return Prelude(*frame.function).frameSize();
}
} // namespace

void truncateFrames(Frame* last) {
    char* const top = reinterpret_cast<char*>(last) + sizeOf(*last);
    FrameSegment* segment = state.frameSegment;
    while (top < reinterpret_cast<char*>(segment) || top > endOf(segment))
        segment = segment->previous;
    state.frameTop = top;
    state.frameEnd = endOf(segment);
}

void dropSpareFrames() {
    while (state.frameSegment != nullptr && state.frameEnd != endOf(state.frameSegment)) {
        state.frameBytes -= state.frameSegment->size;
        state.frameSegment = state.frameSegment->previous;
    }
}

void markFrames(Heap& heap) {
    char* top = state.frameTop;
    for (FrameSegment* segment = state.frameSegment; segment != nullptr;
         segment = segment->previous) {
        heap.markRange(segment + 1, top);
        top = segment->previousTop;
        heap.markRange(&segment->previous, &segment->previous + 1);
    }
}

} // namespace taipan::runtime
