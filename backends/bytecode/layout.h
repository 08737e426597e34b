// Where everything of one function goes: reachable operations, jump sizes, line table, stack depth.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "backends/bytecode/encoding.h"
#include "taipan/abi/prelude.h"

namespace taipan {

/// What the prelude says of a function's parameters.
abi::Prelude signatureOf(const ir::Function& function);

/// Lays out one function after another, reusing its buffers.
class Layout {
  public:
    struct Jump {
        uint32_t label;
        uint32_t offset; // of the opcode
        uint8_t width;   // bytes of the offset field
        uint8_t others;  // bytes before and behind it
        bool isSigned;
        abi::Op op;
        uint8_t extra;
    };

    /// Computes the layout of `function`, whose info area starts with `nameBytes` of names and
    /// which has `cells` cell slots. `lines` says whether a line table is written.
    void run(const ir::Function& function, const OperandTables& tables, uint32_t nameBytes,
             uint32_t cells, bool lines);

    const abi::Prelude& prelude() const { return prelude_; }
    uint32_t codeSize() const { return codeSize_; }
    /// Writes the code, codeSize() bytes; returns what is behind it.
    uint8_t* writeCode(uint8_t* to) const;
    /// The jumps of reachable code, in order.
    const std::vector<Jump>& jumps() const { return jumps_; }
    /// Signed distance that the offset field of `jump` holds.
    int32_t distance(const Jump& jump) const {
        return static_cast<int32_t>(labels_[jump.label]) - static_cast<int32_t>(jump.offset) - 1 -
               jump.width;
    }
    /// Whether that field can hold it.
    bool reaches(const Jump& jump) const {
        return abi::fits(abi::reach(jump.isSigned, jump.width), distance(jump));
    }
    /// The places that a verifier counts: where jumps lead, the start and the end. Behind a `try`
    /// of a generator one more, for that may belong to an `async with`.
    size_t places() const;
    /// What the frame is larger for than stock's; null when it is not.
    const ir::Room* room() const { return room_; }
    /// The line table.
    const std::vector<uint8_t>& lineTable() const { return lineTable_; }
    /// False when a jump spans more than its offset field can hold.
    bool fits() const { return fits_; }

  private:
    struct Event { // something whose place the layout decides or needs
        enum class Kind : uint8_t { Label, Line, Jump } kind;
        uint32_t gap; // bytes of other code before it
        uint32_t arg; // label, line, or index into jumps_
    };

    void collect(const ir::Function& function, const OperandTables& tables, bool lines);
    uint32_t place(bool measured);
    void writeLines();

    std::vector<Event> events_;
    std::unique_ptr<uint8_t[]> others_; // the code of reachable operations but jumps
    size_t othersRoom_ = 0;
    std::vector<Jump> jumps_;
    size_t longJumps_ = 0;         // of the last pass
    std::vector<uint32_t> labels_; // offsets; of the previous pass where not yet placed
    std::vector<uint8_t> lineTable_;
    struct LineMark {
        uint32_t offset, line;
    };
    std::vector<LineMark> marks_;
    std::vector<uint32_t> blockStarts_; // jumps_ that open a block of a generator
    const ir::Room* room_ = nullptr;
    abi::Prelude prelude_;
    uint32_t tail_ = 0; // bytes of other code behind the last event
    uint32_t codeSize_ = 0;
    bool fits_ = true;
};

} // namespace taipan
