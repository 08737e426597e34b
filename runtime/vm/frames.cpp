#include "runtime/vm/frames.h"

#include "runtime/memory/memory.h"

namespace taipan::runtime {

namespace {
constexpr size_t kPieceSize = sizeof(void*) == 8 ? 16 * 1024 : 512;

/// A piece of the frame stack; frames follow.
struct Piece {
    Piece* previous;
    char* previousTop; // state.frameTop and frameEnd before this piece
    char* previousEnd;
    size_t size;
};

Piece* lastPiece = nullptr;
size_t pieceBytes = 0; // of all pieces

char* endOf(Piece* piece) {
    return reinterpret_cast<char*>(piece) + piece->size;
}

void enter(Piece* piece) {
    state.frameTop = reinterpret_cast<char*>(piece + 1);
    state.frameEnd = endOf(piece);
}

void dropSpare(Piece* piece) {
    if (piece == nullptr) return;
    pieceBytes -= piece->size;
    release(piece);
}

bool addPiece(size_t size) {
    auto* piece = static_cast<Piece*>(state.heap.allocate(size, Contents::Bytes));
    if (piece == nullptr) return false;
    *piece = {lastPiece, state.frameTop, state.frameEnd, size};
    lastPiece = piece;
    pieceBytes += size;
    enter(piece);
    return true;
}
} // namespace

bool startFrames() {
    lastPiece = nullptr;
    pieceBytes = 0;
    state.frameTop = state.frameEnd = nullptr;
    return addPiece(kPieceSize);
}

Frame* pushFrameSlowly(size_t size) {
    // Pieces above the running one hold nothing any more: calls returned, or an exception left
    // them. The next is kept for the next call, lest a loop at the edge makes one a turn.
    Piece* next = nullptr;
    while (state.frameEnd != endOf(lastPiece)) {
        dropSpare(next);
        next = lastPiece;
        lastPiece = next->previous;
    }
    if (next != nullptr && next->size >= size + sizeof(Piece)) {
        next->previousTop = state.frameTop;
        lastPiece = next;
        enter(next);
    } else {
        dropSpare(next);
        const size_t needed = size + sizeof(Piece);
        const size_t bytes = needed > kPieceSize ? needed : kPieceSize;
        // Locked, the stack is as deep as it can be.
        if (pieceBytes + bytes > kFrameStackLimit || state.heap.isLocked()) raiseRecursionError();
        if (!addPiece(bytes)) raiseMemoryError(bytes);
    }
    Frame* frame = pushFrame(size);
    frame->flags = kFrameNewPiece;
    return frame;
}

void dropPiece(Frame* frame) {
    const Piece* piece = reinterpret_cast<Piece*>(frame) - 1;
    state.frameTop = piece->previousTop;
    state.frameEnd = piece->previousEnd;
}

void truncateFrames(Frame* last) {
    char* const top = reinterpret_cast<char*>(last) + Prelude(*last->function).frameSize();
    Piece* piece = lastPiece;
    while (top < reinterpret_cast<char*>(piece) || top > endOf(piece)) piece = piece->previous;
    state.frameTop = top;
    state.frameEnd = endOf(piece);
}

void markFrames(Heap& heap) {
    heap.markRange(&lastPiece, &lastPiece + 1);
    char* top = state.frameTop;
    char* end = state.frameEnd;
    for (Piece* piece = lastPiece; piece != nullptr; piece = piece->previous) {
        // The pieces above the running one hold nothing.
        if (end == endOf(piece)) {
            heap.markRange(piece + 1, top);
            top = piece->previousTop;
            end = piece->previousEnd;
        }
        heap.markRange(&piece->previous, &piece->previous + 1);
    }
}

} // namespace taipan::runtime
