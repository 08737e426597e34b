// The walk from the stack form to blocks in which every variable and stack entry is a slot;
// promote() makes values of these. One Builder makes one function.
#pragma once

#include <vector>

#include "taipan/codegen/ssa.h"

namespace taipan::ssa {

class Builder {
  public:
    Builder(const ir::Module& module, const ir::Function& source);
    Function run();

  private:
    using SourceOp = abi::Op;
    static constexpr uint32_t kNone = ~uint32_t{0};

    /// A return or jump that a handler of a finally delays.
    struct Pending {
        bool isReturn = false;
        bool dropsIterator = false; // of a for loop, where the jump arrives
        uint32_t label = 0;         // of a jump
        uint32_t blocks = 0;        // which a jump leaves after this one
        bool operator==(const Pending&) const = default;
    };
    /// A try or with block of the source. Its handler runs from the position of its label on.
    struct Protected {
        uint32_t outer; // the one around it, or kNone
        SourceOp setup;
        uint32_t label;
        uint32_t base; // entries on the stack when the handler is entered, the completion left out
        BlockId landing = BlockId::none;
        uint32_t payload = kNone, caught = kNone; // slots
        std::vector<Pending> pending = {};
        bool hasEnded = false; // the code behind the handler was reached
    };
    struct Label {
        uint32_t position = 0;
        uint32_t line = 0;
        BlockId block = BlockId::none; // none while nothing was found that goes there
        uint32_t depth = 0;
        uint32_t open = kNone;       // innermost Protected
        bool rotatesPending = false; // see abi/patterns.h
    };

    // preparing
    void scanLabels();
    void makeSlots();

    // blocks
    BlockId newBlock(uint32_t open);
    void start(BlockId block, uint32_t depth, uint32_t open);
    void translateFrom(uint32_t position);
    BlockId blockOf(uint32_t label, uint32_t depth, uint32_t open);
    void endBlock(Exit kind, std::vector<ValueId> values, std::vector<BlockId> to);
    void jumpTo(uint32_t label, uint32_t depth);
    void branchTo(ValueId condition, BlockId whenTrue, BlockId whenFalse) {
        endBlock(Exit::Branch, {condition}, {whenTrue, whenFalse});
    }
    /// Whether the handler of a protected block runs at the current position.
    bool handles(uint32_t which) const { return labels_[tries_[which].label].position < at_; }
    uint32_t landingOf(uint32_t open) const;

    // values
    ValueId emit(Op op, std::vector<ValueId> operands = {}, uint32_t arg = 0, uint32_t wide = 0);
    ValueId emitInt(int64_t value);
    uint32_t stackSlot(uint32_t depth);
    uint32_t newSlot(SlotKind kind, uint32_t index);
    void store(uint32_t slot, ValueId value) { emit(Op::SlotStore, {value}, slot); }
    void push(ValueId value);
    ValueId pop();
    ValueId peek(uint32_t below);
    std::vector<ValueId> popMany(uint32_t count);
    void flush();

    // of viper functions (viper.cpp)
    bool viper(const ir::Instr& instr);
    bool viperConstant(const ir::Instr& instr);
    bool viperOperator(const ir::Instr& instr);
    bool viperItem(const ir::Instr& instr);
    void viperCast(abi::NativeType from, abi::NativeType to);
    void viperReturn(abi::NativeType from);
    void viperCall(const ir::Instr& instr);
    void wordCall(const ir::Function& callee, uint32_t number);
    bool viperSlice(const ir::Instr& instr);
    void makeObjects();
    Op truthOp() const;
    ValueId unbound(uint32_t slot);
    ValueId zero(abi::NativeType type);
    ValueId converted(ValueId value, abi::NativeType from, abi::NativeType to);
    ValueId toBool(ValueId value, abi::NativeType from);
    bool numberOperator(const ir::Instr& instr);
    ValueId longBinary(abi::BinaryOp op, ValueId left, ValueId right);
    ValueId doubleBinary(abi::BinaryOp op, ValueId left, ValueId right);
    ValueId objectOf(ValueId value, abi::NativeType type);
    ValueId wordOf(ValueId value, abi::NativeType type);
    ValueId emitWord(int64_t value);
    ValueId emitLong(int64_t value);
    static uint32_t slotType(abi::NativeType type);
    ValueId argument(uint32_t slot);

    // operations
    void instruction(const ir::Instr& instr);
    bool constant(const ir::Instr& instr);
    bool name(const ir::Instr& instr);
    bool variable(const ir::Instr& instr);
    bool shuffle(const ir::Instr& instr);
    bool collection(const ir::Instr& instr);
    bool access(const ir::Instr& instr);
    bool call(const ir::Instr& instr);
    void flow(const ir::Instr& instr);
    void branch(const ir::Instr& instr);
    void forIter(const ir::Instr& instr);
    bool heldIterator();
    void storeComp(uint32_t operand);
    void unpack(Op op, const ir::Instr& instr, uint32_t count);
    void makeFunction(const ir::Instr& instr);
    void pushPair(ValueId pair);

    // protected code
    void enterWith(uint32_t label);
    void protect(SourceOp setup, uint32_t label, uint32_t base);
    void labelStart(Label& label);
    bool asyncWithTest(const Label& label);
    void endFinally();
    void leave(Pending pending, uint32_t from, uint32_t depth, ValueId value);
    void delay(uint32_t which, const Pending& pending, ValueId value);
    void raiseLast();

    const ir::Module& module_;
    const ir::Function& source_;
    Function made_;
    std::vector<Label> labels_;
    std::vector<Protected> tries_;
    std::vector<uint32_t> worklist_; // labels whose code was not walked yet
    std::vector<uint32_t> stackSlots_;
    std::vector<uint8_t> isCell_;         // by local slot
    uint32_t locals_ = 0, arguments_ = 0; // how many; arguments come first
    bool raisesLast_ = false;
    BlockId current_ = BlockId::none; // none behind an exit
    uint32_t at_ = 0;                 // position in the source
    uint32_t line_ = 0;
    uint32_t open_ = kNone;
    struct Entry {
        ValueId value = ValueId::none; // none: in its slot only
        bool dirty = false;            // not in its slot yet
    };
    std::vector<Entry> stack_;
    ValueId sliceStart_ = ValueId::none, sliceEnd_ = ValueId::none; // of a slice of a pointer
};

/// Finds Block::from. To be called once: Phis name their operands in that order.
void linkEdges(Function& function);
/// Finds Block::dominator and loopDepth.
void analyse(Function& function);
/// Makes values of slots where that is right. The function was analysed.
void promote(Function& function);
/// Removes what is not needed: Phis of one value, checks that hold, code that is not used or
/// reached.
void simplify(Function& function, const ir::Module& module, unsigned smallIntBits);
/// Finds the types of all values.
void infer(Function& function, const ir::Module& module, unsigned smallIntBits);
/// Whether an integer is a small one of so many bits.
bool fitsSmall(int64_t value, unsigned bits);
/// Small integers of every firmware with machine code have these, at least.
inline constexpr unsigned kLeastSmallIntBits = 31;
/// The blocks that can be reached, each before those that it dominates.
std::vector<BlockId> reversePostorder(const Function& function);

} // namespace taipan::ssa
