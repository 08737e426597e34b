#include "backends/bytecode/layout.h"

#include <algorithm>
#include <cstring>

#include "taipan/abi/varint.h"

namespace taipan {

namespace {
// Of an operation that is no jump, at most: opcode, number, one byte more.
constexpr size_t kMostBytes = 1 + abi::kMaxVarintBytes + 1;
} // namespace

abi::Prelude signatureOf(const ir::Function& function) {
    abi::Prelude prelude;
    prelude.scopeFlags = function.flags & abi::kScopeSignatureMask;
    prelude.nPosArgs = function.scope->positionalArgs;
    prelude.nKwonlyArgs = function.scope->keywordOnlyArgs;
    prelude.nDefPosArgs = function.positionalDefaults;
    return prelude;
}

/// Walks the operations once: encodes what is reachable but for jumps, finds where these, labels
/// and lines stand, and how deep the stack gets. The depth is summed over unreachable code as well,
/// as stock sums it.
void Layout::collect(const ir::Function& function, const OperandTables& tables, bool lines) {
    events_.clear();
    jumps_.clear();
    if (const size_t most = function.code.size() * kMostBytes; most > othersRoom_) {
        others_ = std::make_unique_for_overwrite<uint8_t[]>(most);
        othersRoom_ = most;
    }
    abi::ByteSink out{others_.get()};
    const uint8_t* done = out.at;
    int depth = 0, deepest = 0, needed = 0;
    blockStarts_.clear();
    room_ = nullptr;
    const bool isGenerator = (function.flags & abi::kScopeGenerator) != 0;
    bool reachable = true;
    const auto event = [&](Event::Kind kind, uint32_t arg) {
        events_.push_back({kind, static_cast<uint32_t>(out.at - done), arg});
        done = out.at;
    };
    for (const ir::Instr& instr : function.code) {
        depth += ir::depthChange(instr);
        deepest = std::max(deepest, depth);
        if (instr.op == ir::kLabel) {
            event(Event::Kind::Label, instr.arg);
            reachable = true;
        } else if (instr.op == ir::kLine) {
            if (lines) event(Event::Kind::Line, instr.arg);
        } else if (instr.op == ir::kRoom && reachable) {
            const ir::Room& room = function.rooms[instr.arg];
            if (depth + static_cast<int>(room.entries) <= needed) continue;
            needed = depth + static_cast<int>(room.entries);
            room_ = &room;
        } else if (!ir::isMark(instr.op) && reachable) {
            const abi::Operand kind = abi::opInfo(instr.op).operand;
            if (abi::isJump(kind)) {
                const bool opens =
                    instr.op == abi::Op::SETUP_WITH || instr.op == abi::Op::SETUP_FINALLY;
                if (opens && isGenerator)
                    blockStarts_.push_back(static_cast<uint32_t>(jumps_.size()));
                event(Event::Kind::Jump, static_cast<uint32_t>(jumps_.size()));
                jumps_.push_back({instr.arg, 0, abi::kLongField, abi::jumpSize(kind, 0),
                                  abi::isSignedJump(kind), instr.op, instr.extra});
            } else {
                encodeInstr(out, instr, tables);
            }
            reachable = !endsFlow(instr.op);
        }
    }
    tail_ = static_cast<uint32_t>(out.at - done);
    prelude_ = signatureOf(function);
    if (needed <= deepest) room_ = nullptr;
    deepest = std::max(deepest, needed);
    prelude_.nState =
        std::max<uint32_t>(1, function.scope->localCount + static_cast<uint32_t>(deepest));
    prelude_.nExcStack = function.blockDepth;
}

/// One pass over the code: places labels and lines, and sizes jumps by the distances known so far:
/// to labels ahead those of the pass before. Returns the code's size.
uint32_t Layout::place(bool measured) {
    uint32_t offset = 0;
    longJumps_ = 0;
    marks_.clear();
    for (const Event& event : events_) {
        offset += event.gap;
        switch (event.kind) {
        case Event::Kind::Label: labels_[event.arg] = offset; break;
        case Event::Kind::Line: marks_.push_back({offset, event.arg}); break;
        case Event::Kind::Jump: {
            Jump& jump = jumps_[event.arg];
            if (measured) {
                const bool isAhead = labels_[jump.label] > jump.offset;
                if (!isAhead) jump.offset = offset;
                jump.width = abi::kShortField;
                if (!reaches(jump)) jump.width = abi::kLongField;
            }
            jump.offset = offset;
            offset += uint32_t{jump.width} + jump.others;
            longJumps_ += jump.width == abi::kLongField;
            break;
        }
        }
    }
    return offset + tail_;
}

size_t Layout::places() const {
    std::vector<uint32_t> places{0, codeSize_};
    for (const Jump& jump : jumps_) places.push_back(labels_[jump.label]);
    for (const uint32_t start : blockStarts_)
        places.push_back(jumps_[start].offset + jumps_[start].width + jumps_[start].others);
    std::sort(places.begin(), places.end());
    return static_cast<size_t>(std::unique(places.begin(), places.end()) - places.begin());
}

void Layout::writeLines() {
    lineTable_.clear();
    LineMark last{0, 1};
    for (const LineMark& mark : marks_) {
        uint32_t bytes = mark.offset - last.offset, lines = mark.line - last.line;
        while (bytes != 0 || lines != 0) {
            uint8_t record[2];
            const uint8_t* end = abi::encodeLineRecord(record, bytes, lines);
            for (const uint8_t* at = record; at != end; ++at) lineTable_.push_back(*at);
        }
        last = mark;
    }
}

uint8_t* Layout::writeCode(uint8_t* to) const {
    const uint8_t* from = others_.get();
    size_t gap = 0; // not yet copied
    auto jump = jumps_.begin();
    for (const Event& event : events_) {
        gap += event.gap;
        if (event.kind != Event::Kind::Jump) continue;
        std::memcpy(to, from, gap);
        from += gap;
        abi::ByteSink out{to + gap};
        abi::encodeJump(out, jump->op, distance(*jump), jump->width, jump->extra);
        to = out.at;
        ++jump;
        gap = 0;
    }
    std::memcpy(to, from, gap + tail_);
    return to + gap + tail_;
}

/// Stock starts with every jump long, then measures again and again until neither the code nor the
/// info before it changes size; the line table changes only where the code does. Sizes only shrink,
/// so some jumps stay longer than they need to be. It measures from where a jump is now to where
/// the labels ahead were, which is more by all that has shrunk before the jump, and takes a pass
/// for a few jumps each. Distances within one pass give the same bytes: in both ways jumps shrink
/// as long as one can, none more than it will in the end, and there is one largest set of sizes
/// that fit together.
void Layout::run(const ir::Function& function, const OperandTables& tables, uint32_t nameBytes,
                 uint32_t cells, bool lines) {
    collect(function, tables, lines);
    labels_.assign(function.labelCount, 0);
    if (!jumps_.empty()) place(false);
    for (uint32_t before = ~uint32_t{0};; before = codeSize_) {
        codeSize_ = place(true);
        // Where all jumps are short, another pass would change nothing.
        if (longJumps_ == 0 || codeSize_ == before) break;
    }
    writeLines();
    prelude_.nCell = cells;
    prelude_.nInfo = nameBytes + static_cast<uint32_t>(lineTable_.size());
    fits_ =
        std::all_of(jumps_.begin(), jumps_.end(), [&](const Jump& jump) { return reaches(jump); });
}

} // namespace taipan
