// One abstract interpreter of bytecode, for everybody who has to know that code can do no harm: the
// runtime's loader, `taipan verify`, the freezer. A template over memory, failure and dialect;
// freestanding, but for memchr().
//
// Two passes. The first decodes every instruction, checks its operand, and notes where jumps lead.
// The second follows the paths, with a word for every stack entry that says what it may be. What
// holds at an instruction is kept at the starts of basic blocks alone. Where paths meet, an entry
// may be what it may be on either; a block is followed again when that widens it.
//
// The rules that interpreters rely on:
// - A handler starts with the stack as it was when its exception block was opened, and the
//   exception on it. Code between may therefore not take what lies below, its floor; nor may the
//   handler, but for what the block itself put there. Nor may a handler go back into what its block
//   protects: from there the handler could start again, with less than it expects.
// - A finally's handler that runs because of a return or jump finds two entries where the depth
//   counts one: the value or destination below the cause. No instruction but END_FINALLY and
//   WITH_CLEANUP takes such an entry, or reaches below it.
// - `async with` is the exception: its handler, which starts with DUP_TOP, tests which of both it
//   is, and moves the two below a third. The runtime enters it behind that.
//
// What uses it is a class `Use`:
//
//   Prelude              abi::Prelude with `info`, `cells` and `start`, as below
//   Needs                ClosureNeeds, or a class derived from it
//   Entry, Word          what is kept of a stack entry, and what it is computed with
//   kForStock            also prove what stock's VM takes for granted; Entry is uint64_t then
//   dialect()            the version of the format; a constant where it is known
//   allocate, release    zeroed memory for the time of the call; allocate may leave for good
//   fail(rule, a, b)     leaves for good: a rule is broken, by the numbers of its text
//   looksAt(offset, depth)
//                        told of each instruction that is looked at next; kWholeFunction: none
//   instruction(at, decoded)
//                        told of each instruction that is whole and defined
//   isBaseException(i)   kForStock: whether string i is that name
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "taipan/abi/instructions.h"
#include "taipan/abi/mpy.h"
#include "taipan/abi/patterns.h"
#include "taipan/abi/prelude.h"
#include "taipan/verifier/entry.h"
#include "taipan/verifier/rules.h"

namespace taipan::verifier {

using abi::Flow;
using abi::Op;
using abi::Operand;

/// What a function that makes a closure has to know of the closure's code.
struct ClosureNeeds {
    uint8_t least; // its first parameters that have to be cells
    uint8_t most;  // its positional parameters
};

/// What a function's bytecode may refer to by number.
template <typename Needs>
struct CodeLimits {
    size_t names, constants, children;
    const Needs*
        needs; // of the children, which have been verified before; Use::kMayLackNeeds: null
};

/// Where the parts of a function lie: what Use::Prelude has beside the numbers.
struct CodeParts : abi::Prelude {
    const uint8_t* info = nullptr;  // names, then the line table
    const uint8_t* cells = nullptr; // slots of the cells
    const uint8_t* start = nullptr; // the first opcode; null: the code ends within the prelude
};

/// Calls `require(holds, rule, numbers…)` for each rule that the numbers of a prelude have to keep.
/// Names, lines, cells and opcodes take `rest` bytes. Not `isChecked`: only what the runtime has no
/// room for.
template <bool isChecked = true, typename Parts, typename Require>
[[gnu::always_inline]] inline void checkPrelude(const Parts& code, size_t rest, Require&& require) {
    require(code.start != nullptr, Rule::PreludeWhole);
    require(code.nState <= kMaxSlots, Rule::FrameSize, code.nState);
    require(code.nPosArgs <= kMaxPositional && (!isChecked || code.nKwonlyArgs <= kMaxKeywordOnly),
            Rule::ParameterCount, code.nPosArgs, code.nKwonlyArgs);
    if (!isChecked) return;
    require(code.nExcStack <= kMaxNesting, Rule::NestingCount, code.nExcStack);
    require(code.nCell <= kMaxCells, Rule::CellCount, code.nCell);
    require(code.nDefPosArgs <= code.nPosArgs, Rule::DefaultCount, code.nDefPosArgs, code.nPosArgs);
    const auto arguments = static_cast<uint32_t>(code.argumentSlots());
    require(arguments <= code.nState, Rule::ArgumentRoom, arguments, code.nState);
    require(code.nInfo <= rest && code.nCell <= rest - code.nInfo, Rule::InfoSize);
}

/// How many of the entries below an exception block its handler takes, by what kind of block it is.
enum BlockKind : uint8_t { kFinally = 0, kAsyncWith = 1, kWith = 2, kExcept = 4 };

constexpr unsigned kStoreFast = static_cast<unsigned>(Op::STORE_FAST_MULTI);
constexpr uint16_t kNone16 = 0xffff;
constexpr uint16_t kListEnd = kMaxPlaces + 1;

/// Code up to a jump or the next place that jumps lead to, by what holds where it starts.
template <typename Entry>
struct BasicBlock {
    Entry* entries; // of the stack
    uint32_t at;
    uint32_t setup; // as a handler: behind the instruction that opens its exception block; 0: none
    uint16_t depth; // kNone16: not reached yet
    uint16_t handler; // of the innermost open exception block
    uint16_t next;    // in the list of blocks to follow; kNone16: not in it
    // As a handler:
    uint16_t outer; // the handler around its exception block
    uint16_t saved; // depth to which an exception cuts the stack
    uint8_t nesting;
    BlockKind kind;

    unsigned exitDepth() const { return saved - (kind & 3u); }
};

template <typename Use>
class Interpreter : Use, abi::Decoded {
  public:
    using Prelude = typename Use::Prelude;
    using Needs = typename Use::Needs;
    using Entry = typename Use::Entry;
    using Word = typename Use::Word;
    using Limits = CodeLimits<Needs>;

    /// Of a function whose prelude keeps checkPrelude()'s rules, and whose opcodes end at `end`.
    Interpreter(const Prelude& prelude, const uint8_t* end, const Limits& limits, Use use = {})
        : Use(use), prelude_(prelude), bytes_(prelude.start),
          size_(static_cast<uint32_t>(end - prelude.start)), limits_(limits) {}

    /// Fails unless the function can do no harm. Proved of every path through it: opcodes are whole
    /// and defined, operands and jumps in range; the evaluation stack and the exception blocks fit
    /// the frame; nothing but plain values gets where instructions take them, iterators, missing
    /// values and pending jumps where they take those; only cells are used as cells.
    Needs run();

  private:
    using Block = BasicBlock<Entry>;
    enum Mark : uint8_t { kStarts = 1, kTargeted = 2 };

    template <typename T>
    T* take(size_t count) {
        return static_cast<T*>(Use::allocate(count * sizeof(T)));
    }
    [[gnu::always_inline]] void require(bool holds, Rule rule, uint32_t a = 0,
                                        uint32_t b = 0) const {
        if (!holds) Use::fail(rule, a, b);
    }

    // For abi::decode().
    struct Input {
        static constexpr unsigned kNumberBits = 28;
        static constexpr bool kKeepsInts = false;
        Interpreter& code;

        const abi::Dialect& dialect() const { return static_cast<const Use&>(code).dialect(); }
        uint8_t byteAt(uint32_t at) const { return code.byteAt(at); }
        Operand kindOf(unsigned byte) const;
        uint32_t foldedOf(unsigned byte) const;
        void tooLarge(Operand kind) const { code.require(kind == Operand::Int, Rule::OperandSize); }
        void targetIs(uint32_t at) const { code.require(at < code.size_, Rule::JumpTarget, at); }
    };
    uint8_t byteAt(uint32_t at) const {
        require(at < size_, Rule::InstructionWhole);
        return bytes_[at];
    }
    Op op() const { return Op{static_cast<uint8_t>(byte)}; }
    void decode(uint32_t at) {
        Input input{*this};
        abi::decode(input, at, static_cast<abi::Decoded&>(*this));
    }
    bool findAsyncHandler(uint32_t at);

    void checkInfo() const;
    bool isCell(uint32_t slot) const {
        return slot <= 0xff &&
               std::memchr(prelude_.cells, static_cast<int>(slot), prelude_.nCell) != nullptr;
    }
    void checkSlot();
    void checkOperand();
    void scan();
    void findBlocks();

    Block& find(uint32_t at) const;
    void arrive(Block& block);
    void arrive() { arrive(find(target)); }
    unsigned floorAt(uint32_t at) const;
    void follow(Block& block);
    [[gnu::noinline]] bool step(); // smaller so
    void openBlock();
    void endFinally();
    void cleanUpWith();
    void unwind();
    void copy(unsigned count);
    void rotate(unsigned count);
    void checkCall(unsigned pops);
    void checkIterator() const;
    void checkComprehension() const;

    // What stock's VM takes for granted (stock_rules.h).
    void checkForStock();
    void refineForStock();
    void checkClosureForStock();
    void checkDefaultsForStock(bool given);
    void checkClassBodyForStock(unsigned callee);
    void checkReturnForStock();
    void leaveForStock(uint32_t count);
    void checkRoomForStock();
    void runLastPassForStock();
    void checkCollectionForStock();

    Block& handler() const {
        require(handler_ != kNone16, Rule::BlockOpen);
        return blocks_[handler_];
    }
    Entry& top(unsigned i) const {
        require(i < depth_, Rule::StackUnderflow);
        return entries_[depth_ - 1 - i];
    }
    void push(Word entry) {
        require(depth_ + pairs_ < capacity_, Rule::StackOverflow, depth_ + pairs_ + 1, capacity_);
        entries_[depth_++] = static_cast<Entry>(entry);
    }
    /// Takes an entry that may be what `kinds` says.
    Word pop(Word kinds) {
        const Word entry = top(0);
        require(depth_ > floor_, Rule::BlockFloor);
        require((entry & ~kinds) == 0, Rule::EntryKind);
        if constexpr (Use::kForStock) // it may be dropped, and called by checkClassBodyForStock()
            require((entry & K::kBuildClass) == 0 || (kinds & kNull) != 0, Rule::ClassBody);
        --depth_;
        return entry;
    }
    void allowNull(unsigned i) const { top(i) &= static_cast<Entry>(~kNull); }

    using K = Kinds<Use::kForStock>;
    static constexpr Word kNull = K::kNull, kName = K::kName, kSettled = K::kSettled;
    static constexpr Word kAny = K::kAny, kValue = K::kValue, kMaybe = K::kMaybe, kPair = K::kPair;
    static constexpr Word kCause = K::kCause;
    static constexpr Word kIterator = K::kIterator, kIteratorWord = K::kIteratorWord;

    // Those of less than a word first: Thumb's short instructions do not reach far for them.
    // The instruction that is looked at, beside what is decoded of it.
    OpRow row_;
    // What holds there in the second pass.
    uint16_t handler_ = kNone16;
    uint16_t todo_ = kListEnd;
    uint8_t closed_ = 0; // parameters that have to be cells
    unsigned depth_ = 0;
    unsigned floor_;
    unsigned pairs_; // entries that may have a hidden one below
    unsigned capacity_;
    Entry* entries_ = nullptr;

    const Prelude& prelude_;
    const uint8_t* const bytes_;
    const uint32_t size_;
    const Limits& limits_;

    uint8_t* marks_;          // by offset
    Block* blocks_ = nullptr; // by offset, and one at the end of the code
    unsigned blockCount_ = 0;
    uint32_t locals_;
    uint32_t lowestStored_ = UINT32_MAX; // slot
    [[no_unique_address]] StockState<Use::kForStock> stock_;
};

} // namespace taipan::verifier

#include "taipan/verifier/interpreter.h"
#include "taipan/verifier/stock_rules.h"
