// Two passes. The first decodes every instruction, checks its operand, and notes where jumps lead.
// The second follows the paths, with a byte for every stack entry that says what it may be. What
// holds at an instruction is kept for the targets of jumps alone ("places"). Where paths meet, an
// entry may be what it may be on either; a place is followed again when that widens it.
//
// The rules that the interpreter relies on:
// - A handler starts with the stack as it was when its block was opened, and the exception on it.
//   Code between may therefore not take what lies below, its floor; nor may the handler, but for
//   what the block itself put there.
// - A finally's handler that runs because of a return or jump finds two entries where the depth
//   counts one: the value or destination below the cause. No instruction but END_FINALLY and
//   WITH_CLEANUP takes such an entry, or reaches below it.
// - `async with` is the exception: its handler, which starts with DUP_TOP, tests which of both it
//   is, and moves the two below a third. The interpreter enters it behind that.

#include "runtime/vm/verify.h"

#include <cstring>

#include "runtime/memory/memory.h"
#include "taipan/abi/mpy.h"
#include "taipan/abi/opcodes.h"

namespace taipan::runtime {

namespace {
using abi::Flow;
using abi::Op;
using abi::Operand;

/// What a stack entry may be, as bits.
enum Kind : uint8_t {
    kNull = 0x01,    // no value
    kName = 0x04,    // a name, as keywords of calls are
    kSettled = 0x08, // None or an exception
    kValue = 0x0e,   // any value
    kMaybe = 0x0f,   // any value or none
    kPair = 0x10,    // the cause of a return or jump, and a hidden entry below it
    kCause = kSettled | kPair,
    kIterator = 0x20,
    kIteratorWord = 0x40, // the three entries below
};

// --- the table of opcodes ------------------------------------------------------------------------

/// One row of opcodes.def. What depends on the operand comes on top of `pop` and `push`. All zero
/// for bytes that are no opcode.
struct Row {
    uint16_t operand : 4, flow : 3, pop : 2, push : 3;
    uint16_t pushed : 4; // Kind of the uppermost entry
};
static_assert(sizeof(Row) == 2);

constexpr unsigned kFirstOp = 0x10, kMultiBase = 0x70;

/// Bytes below kMultiBase have a row each, those above one for 16.
constexpr unsigned rowNumber(unsigned byte) {
    return byte < kMultiBase ? byte - kFirstOp : kMultiBase - kFirstOp + (byte - kMultiBase) / 16;
}

constexpr uint8_t pushedBy(Op op) {
    switch (op) {
    case Op::LOAD_CONST_STRING: return kName;
    case Op::LOAD_CONST_NONE: return kSettled;
    case Op::LOAD_NULL: return kNull;
    case Op::LOAD_METHOD:
    case Op::LOAD_SUPER_METHOD:
    case Op::SETUP_WITH: return kMaybe;
    default: return kValue;
    }
}

struct Rows {
    Row rows[rowNumber(0xff) + 1]{};
    constexpr Rows() {
        constexpr uint32_t N = 0;
#define TAIPAN_OP(name, base, count, operandKind, pop, push, target, flowKind)                     \
    for (unsigned i = 0; i < (count); i += 16)                                                     \
        rows[rowNumber((base) + i)] = {                                                            \
            static_cast<uint8_t>(Operand::operandKind), static_cast<uint8_t>(Flow::flowKind),      \
            static_cast<uint8_t>(pop), static_cast<uint8_t>(push), pushedBy(Op::name)};
#include "taipan/abi/opcodes.def"
#undef TAIPAN_OP
        (void)N;
    }
};
constexpr Rows kRows;

constexpr unsigned kUnary = static_cast<unsigned>(Op::UNARY_OP_MULTI);
constexpr unsigned kBinary = static_cast<unsigned>(Op::BINARY_OP_MULTI);
constexpr unsigned kExceptionMatch = kBinary + static_cast<unsigned>(abi::BinaryOp::ExceptionMatch);
static_assert(kBinary / 16 == kUnary / 16 && kBinary + abi::kBinaryOpCount > 0xf0,
              "both have bytes in one row, and in the last one");

// Groups of opcodes that are told apart by their bits.
constexpr unsigned kFirstSlotOp = static_cast<unsigned>(Op::LOAD_FAST_N), kSlotOps = 6;
constexpr unsigned kLoadFast = static_cast<unsigned>(Op::LOAD_FAST_MULTI);
constexpr unsigned kStoreFast = static_cast<unsigned>(Op::STORE_FAST_MULTI);
static_assert(Op::LOAD_DEREF == Op{kFirstSlotOp + 1} && Op::STORE_DEREF == Op{kFirstSlotOp + 3} &&
              Op::DELETE_DEREF == Op{kFirstSlotOp + 5} && kFirstSlotOp % 2 == 0);
static_assert(Op::CALL_FUNCTION_VAR_KW == Op{static_cast<unsigned>(Op::CALL_FUNCTION) | 1} &&
              Op::CALL_METHOD == Op{static_cast<unsigned>(Op::CALL_FUNCTION) | 2} &&
              Op::CALL_METHOD_VAR_KW == Op{static_cast<unsigned>(Op::CALL_FUNCTION) | 3});

// --- what is known of a function -----------------------------------------------------------------

constexpr uint16_t kNone16 = 0xffff;
constexpr uint16_t kListEnd = 0xfffe;

/// How many of the entries below a block its handler takes, by what kind of block it is.
enum BlockKind : uint8_t { kFinally = 0, kAsyncWith = 1, kWith = 2, kExcept = 4 };

/// An instruction that jumps lead to.
struct Place {
    uint8_t* kinds; // of the stack's entries
    uint32_t at;
    uint32_t setup; // as a handler: behind the instruction that opens the block; 0: it is none
    uint16_t depth; // kNone16: not reached yet
    uint16_t block; // the innermost open exception block: its handler's place
    uint16_t next;  // in the list of places to follow; kNone16: not in it
    // As a handler:
    uint16_t outer; // the block around its block
    uint16_t saved; // depth to which an exception cuts the stack
    uint8_t nesting;
    BlockKind kind;

    unsigned exitDepth() const { return saved - (kind & 3u); }
};

enum Mark : uint8_t { kStarts = 1, kTargeted = 2 };

class Verifier {
  public:
    Verifier(const Prelude& prelude, const uint8_t* end, const CodeLimits& limits)
        : prelude_(prelude), bytes_(prelude.start),
          size_(static_cast<uint32_t>(end - prelude.start)), limits_(limits) {}

    ClosureNeeds run() {
        checkInfo();
        scan();
        findPlaces();
        arrive(places_[0]);
        while (todo_ != kListEnd) follow(places_[todo_]);
        for (unsigned i = 0; i < placeCount_; ++i) release(places_[i].kinds);
        release(places_);
        release(kinds_);
        return {closed_, static_cast<uint8_t>(prelude_.nPosArgs)};
    }

  private:
    /// Work memory. After an exception it is garbage.
    template <typename T>
    static T* take(size_t count) {
        return static_cast<T*>(allocate(count * sizeof(T)));
    }
    [[gnu::always_inline]] static void require(bool holds) {
        if (!holds) raiseInvalidMpy();
    }

    uint8_t byteAt(uint32_t at) const {
        require(at < size_);
        return bytes_[at];
    }
    Op op() const { return Op{static_cast<uint8_t>(byte_)}; }
    void decode(uint32_t at);
    bool findAsyncHandler(uint32_t at);

    void checkInfo() const;
    void checkSlot();
    void checkOperand();
    void scan();
    void findPlaces();

    Place& find(uint32_t at) const;
    void arrive(Place& place);
    void arrive() { arrive(find(target_)); }
    void follow(Place& place);
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

    Place& block() const {
        require(block_ != kNone16);
        return places_[block_];
    }
    uint8_t& top(unsigned i) const {
        require(i < depth_);
        return kinds_[depth_ - 1 - i];
    }
    void push(unsigned kind) {
        require(depth_ + pairs_ < capacity_);
        kinds_[depth_++] = static_cast<uint8_t>(kind);
    }
    /// Takes an entry that may be what `kinds` says.
    unsigned pop(unsigned kinds) {
        const unsigned kind = top(0);
        require(depth_ > floor_ && (kind & ~kinds) == 0);
        --depth_;
        return kind;
    }
    void allowNull(unsigned i) const { top(i) &= static_cast<uint8_t>(~kNull); }

    // Those of less than a word first: Thumb's short instructions do not reach far for them.
    // The instruction that is looked at.
    Row row_;
    // What holds there in the second pass.
    uint16_t block_ = kNone16;
    uint16_t todo_ = kListEnd;
    uint8_t closed_ = 0; // parameters that have to be cells
    unsigned depth_ = 0;
    unsigned floor_;
    unsigned pairs_; // entries that may have a hidden one below
    unsigned capacity_;
    uint8_t* kinds_ = nullptr;

    // The instruction, again.
    unsigned byte_, extra_;
    uint32_t operand_, target_, end_;

    const Prelude& prelude_;
    const uint8_t* const bytes_;
    const uint32_t size_;
    const CodeLimits& limits_;

    uint8_t* marks_;          // by offset
    Place* places_ = nullptr; // by offset, and one at the end of the code
    unsigned placeCount_ = 0;
    uint32_t locals_;
    uint32_t lowestStored_ = UINT32_MAX; // slot
};

// --- decoding ------------------------------------------------------------------------------------

void Verifier::decode(uint32_t at) {
    const unsigned byte = byteAt(at++);
    require(byte >= kFirstOp && byte < kBinary + abi::kBinaryOpCount);
    Row row = kRows.rows[rowNumber(byte)];
    if (byte >= kUnary && byte < kBinary) {
        row.pop = 1;
        require(byte < kUnary + abi::kUnaryOpCount);
    }
    uint32_t operand = byte & 0x0f;
    const auto kind = static_cast<Operand>(row.operand);
    if (kind >= Operand::Unwind) {
        uint32_t distance = byteAt(at++), bias = 0x40;
        if ((distance & 0x80) != 0) {
            distance = (distance & 0x7f) | uint32_t{byteAt(at++)} << 7;
            bias = 0x4000;
        }
        target_ = at + distance - (kind == Operand::Forward ? 0 : bias);
        require(target_ < size_);
    } else if (kind != Operand::None && kind != Operand::Folded) {
        operand = 0;
        uint32_t next;
        do {
            require(operand >> 21 == 0 || kind == Operand::Int);
            next = byteAt(at++);
            operand = operand << 7 | (next & 0x7f);
        } while ((next & 0x80) != 0);
    } else {
        require(row.pop + row.push + row.flow != 0);
    }
    extra_ = 0;
    if (kind == Operand::Unwind || kind == Operand::ChildCells) extra_ = byteAt(at++);
    byte_ = byte;
    row_ = row;
    operand_ = operand;
    end_ = at;
}

/// Whether the handler at `at` is one of an `async with`; then `end_` is where it goes on for an
/// exception, `target_` for a return or jump.
bool Verifier::findAsyncHandler(uint32_t at) {
    if (bytes_[at] != static_cast<uint8_t>(Op::DUP_TOP)) return false;
    decode(at + 1);
    require(op() == Op::LOAD_GLOBAL);
    require(byteAt(end_) == kExceptionMatch);
    decode(end_ + 1);
    require(op() == Op::POP_JUMP_IF_FALSE);
    for (int i = 0; i < 2; ++i) require(byteAt(target_++) == static_cast<uint8_t>(Op::ROT_THREE));
    require(target_ < size_ && end_ < size_);
    return true;
}

// --- the first pass ------------------------------------------------------------------------------

/// The names: that of the function and those of its parameters. What follows is the line table,
/// whose reader needs no promises.
void Verifier::checkInfo() const {
    const uint8_t* at = prelude_.info;
    for (size_t left = 1 + prelude_.named(); left != 0; --left) {
        size_t name = 0;
        uint8_t byte;
        do {
            require(at != prelude_.cells);
            byte = *at++;
            name = name << 7 | (byte & 0x7f);
            require(name < limits_.names);
        } while ((byte & 0x80) != 0);
    }
}

void Verifier::checkSlot() {
    const unsigned which = byte_ - kFirstSlotOp;
    const uint32_t slot = operand_;
    if (slot >= locals_) locals_ = slot + 1;
    const bool isCell =
        slot <= 0xff && std::memchr(prelude_.cells, static_cast<int>(slot), prelude_.nCell);
    if (which < kSlotOps && (which & 1) != 0) {
        // A cell of its own, or one that a closure brings along.
        if (isCell) return;
        require(slot < prelude_.nPosArgs);
        if (slot >= closed_) closed_ = static_cast<uint8_t>(slot + 1);
    } else if (which < kSlotOps ? which >= 2 : byte_ >= kStoreFast) {
        require(!isCell);
        if (slot < lowestStored_) lowestStored_ = slot;
    }
}

void Verifier::checkOperand() {
    switch (static_cast<Operand>(row_.operand)) {
    case Operand::Qstr: require(operand_ < limits_.names); break;
    case Operand::Object: require(operand_ < limits_.constants); break;
    case Operand::Child:
    case Operand::ChildCells: {
        require(operand_ < limits_.children);
        const ClosureNeeds& needs = limits_.needs[operand_];
        require(extra_ >= needs.least && extra_ <= needs.most);
        break;
    }
    case Operand::Jump:
    case Operand::Unwind:
    case Operand::Forward: marks_[target_] |= kTargeted; break;
    default:
        if (byte_ - kFirstSlotOp < kSlotOps || (byte_ >= kLoadFast && byte_ < kUnary)) checkSlot();
    }
    // Where the handler of an `async with` is entered is a place, even if no jump leads there.
    if ((op() == Op::SETUP_WITH || op() == Op::SETUP_FINALLY) && findAsyncHandler(target_)) {
        marks_[end_] |= kTargeted;
        marks_[target_] |= kTargeted;
    }
}

void Verifier::scan() {
    locals_ = static_cast<uint32_t>(prelude_.argumentSlots());
    for (const uint8_t* cell = prelude_.cells; cell != bytes_; ++cell)
        if (*cell >= locals_) locals_ = *cell + 1u;
    marks_ = take<uint8_t>(size_ + 1);
    marks_[0] = kTargeted;
    for (uint32_t at = 0; at < size_;) {
        marks_[at] |= kStarts;
        decode(at);
        at = end_;
        checkOperand();
    }
    require(locals_ <= prelude_.nState && lowestStored_ >= closed_);
}

void Verifier::findPlaces() {
    marks_[size_] = kStarts | kTargeted; // a place that paths must not reach
    unsigned count = 0;
    for (uint32_t at = 0; at <= size_; ++at) {
        require(marks_[at] != kTargeted); // within an instruction
        count += marks_[at] == (kStarts | kTargeted);
    }
    require(count < kListEnd);
    placeCount_ = count;
    places_ = take<Place>(count);
    Place* place = places_;
    for (uint32_t at = 0; at <= size_; ++at) {
        if (marks_[at] != (kStarts | kTargeted)) continue;
        place->at = at;
        place->depth = place->next = kNone16;
        ++place;
    }
    release(marks_);
    capacity_ = prelude_.nState - locals_;
    kinds_ = take<uint8_t>(capacity_ + 1);
}

// --- the second pass -----------------------------------------------------------------------------

/// The place at an offset that a jump leads to.
Place& Verifier::find(uint32_t at) const {
    unsigned low = 0;
    for (unsigned high = placeCount_; high - low > 1;) {
        const unsigned middle = (low + high) / 2;
        if (places_[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return places_[low];
}

/// A path leads to `place`, with what holds now.
void Verifier::arrive(Place& place) {
    bool wider = place.depth == kNone16;
    if (wider) {
        require(place.at != size_);
        place.kinds = take<uint8_t>(depth_ + 1);
        place.depth = static_cast<uint16_t>(depth_);
        place.block = block_;
    }
    require(place.depth == depth_ && place.block == block_);
    for (unsigned i = 0; i < depth_; ++i) {
        wider |= (kinds_[i] & ~place.kinds[i]) != 0;
        place.kinds[i] |= kinds_[i];
    }
    if (wider && place.next == kNone16) {
        place.next = todo_;
        todo_ = static_cast<uint16_t>(&place - places_);
    }
}

void Verifier::follow(Place& place) {
    todo_ = place.next;
    place.next = kNone16;
    depth_ = place.depth;
    block_ = place.block;
    pairs_ = 0;
    for (unsigned i = 0; i < depth_; ++i) {
        kinds_[i] = place.kinds[i];
        pairs_ += (kinds_[i] & kPair) != 0;
    }
    require(depth_ + pairs_ <= capacity_);
    Place& next = (&place)[1];
    for (uint32_t at = place.at; at != next.at;) {
        decode(at);
        floor_ = 0;
        if (block_ != kNone16) floor_ = block().at <= at ? block().exitDepth() : block().saved;
        at = end_;
        if (!step()) return;
    }
    arrive(next);
}

/// DUP_TOP, DUP_TOP_TWO: copies the uppermost entries.
void Verifier::copy(unsigned count) {
    const uint8_t* from = &top(count - 1);
    for (unsigned i = 0; i < count; ++i) {
        require((from[i] & ~kMaybe) == 0);
        push(from[i]);
    }
}

/// ROT_TWO, ROT_THREE: moves the uppermost entry below the others.
void Verifier::rotate(unsigned count) {
    uint8_t* const lowest = &top(count - 1);
    const uint8_t moved = lowest[count - 1];
    // `async with` puts a None below the manager that the block keeps: the handler expects any
    // value there.
    require(depth_ >= floor_ + count || (depth_ == floor_ + count - 1 && (moved & ~*lowest) == 0));
    require((moved & ~kMaybe) == 0);
    for (unsigned i = count - 1; i > 0; --i) {
        require((lowest[i - 1] & ~kMaybe) == 0);
        lowest[i] = lowest[i - 1];
    }
    *lowest = moved;
}

void Verifier::checkCall(unsigned pops) {
    const unsigned spreads = byte_ & 1;
    for (unsigned i = operand_ >> 8 & 0xff; i > 0; --i) {
        const unsigned key = 2 * i - 1 + spreads;
        if (spreads != 0) allowNull(key);
        require((top(key) & ~kName) == 0);
    }
    if ((byte_ & 2) != 0) allowNull(pops - 2); // self
}

/// The four uppermost entries have to be an iterator: one that lies there itself, or no value, the
/// iterator, and two more.
void Verifier::checkIterator() const {
    require(top(0) == kIterator ||
            (top(3) == kNull && (top(2) & ~kValue) == 0 && top(1) == kNull && top(0) == kNull));
}

/// STORE_COMP reaches down to the collection past iterators.
void Verifier::checkComprehension() const {
    const uint32_t distance = operand_ >> 2;
    require((top(distance) & ~kValue) == 0);
    for (uint32_t i = 0; i < distance; ++i) require((top(i) & kPair) == 0);
}

void Verifier::openBlock() {
    const uint32_t setup = end_;
    const Op opens = op();
    Place& handler = find(target_);
    BlockKind kind = opens == Op::SETUP_EXCEPT ? kExcept : kFinally;
    const bool isAsync = kind != kExcept && findAsyncHandler(target_);
    if (isAsync) {
        kind = kAsyncWith;
        require(depth_ > floor_ && (top(0) & ~kValue) == 0);
        top(0) = kValue;
    }
    if (opens == Op::SETUP_WITH) kind = kWith;
    require(handler.setup == 0 || handler.setup == setup);
    const unsigned nesting = block_ == kNone16 ? 1 : block().nesting + 1u;
    require(nesting <= prelude_.nExcStack);
    handler.setup = setup;
    handler.outer = block_;
    handler.saved = static_cast<uint16_t>(depth_);
    handler.nesting = static_cast<uint8_t>(nesting);
    handler.kind = kind;
    block_ = static_cast<uint16_t>(&handler - places_);
    push(kSettled);
    if (kind == kExcept) {
        arrive(handler);
    } else {
        push(kPair); // there has to be room for it
        --depth_;
        if (isAsync) {
            arrive(find(end_));
            top(0) = kValue;
            top(1) = kPair;
            arrive();
            top(1) = kValue;
        } else {
            top(0) = kCause;
            arrive(handler);
        }
    }
    --depth_;
    if (opens == Op::SETUP_WITH) push(kValue); // what __enter__ returns
}

void Verifier::endFinally() {
    const Place& ended = block();
    pairs_ -= (pop(kCause) & kPair) != 0;
    require(depth_ == ended.exitDepth());
    block_ = ended.outer;
}

/// Takes __exit__ and the object from below the cause.
void Verifier::cleanUpWith() {
    const Place& with = block();
    require(with.kind == kWith && with.at < end_ && depth_ == with.saved + 1u);
    const unsigned cause = pop(kCause);
    depth_ -= 2;
    push(cause);
}

/// UNWIND_JUMP: through the handlers on the way, which leave the stack as deep as they always do.
void Verifier::unwind() {
    for (unsigned count = extra_ & 0x7f; count > 0; --count) {
        const Place& left = block();
        block_ = left.outer;
        if (left.kind == kExcept) continue;
        const bool runs = left.at < end_;
        floor_ = left.exitDepth();
        if (runs) pop(kCause);
        require(depth_ == left.saved);
        if (!runs) depth_ = floor_;
    }
    if ((extra_ & 0x80) != 0) {
        floor_ = 0;
        for (int i = 0; i < abi::kIteratorSlots; ++i) pop(kMaybe | kIterator | kIteratorWord);
    }
    arrive();
}

/// What an instruction does to the stack and the blocks; false when the next one does not follow.
bool Verifier::step() {
    unsigned pops = row_.pop + extra_, pushes = row_.push;
    auto flow = static_cast<Flow>(row_.flow);
    const uint32_t operand = operand_;
    switch (op()) {
    case Op::STORE_ATTR: allowNull(1); break;
    case Op::STORE_SUBSCR: allowNull(2); break;
    case Op::MAKE_FUNCTION_DEFARGS:
    case Op::MAKE_CLOSURE_DEFARGS:
        allowNull(extra_);
        allowNull(extra_ + 1);
        break;
    case Op::DUP_TOP: copy(1); return true;
    case Op::DUP_TOP_TWO: copy(2); return true;
    case Op::ROT_TWO: rotate(2); return true;
    case Op::ROT_THREE: rotate(3); return true;
    case Op::POP_TOP: pop(kMaybe | kIterator | kIteratorWord); return true;
    case Op::BUILD_SLICE: require(operand == 2 || operand == 3); [[fallthrough]];
    case Op::BUILD_TUPLE:
    case Op::BUILD_LIST:
    case Op::BUILD_SET: pops = operand; break;
    case Op::STORE_COMP:
        checkComprehension();
        pops = (operand & 3) == 1 ? 2 : 1;
        break;
    case Op::UNPACK_SEQUENCE: pushes = operand; break;
    case Op::UNPACK_EX: pushes = (operand & 0xff) + (operand >> 8 & 0xff) + 1; break;
    case Op::CALL_FUNCTION:
    case Op::CALL_FUNCTION_VAR_KW:
    case Op::CALL_METHOD:
    case Op::CALL_METHOD_VAR_KW:
        pops += (operand & 0xff) + 2 * (operand >> 8 & 0xff);
        checkCall(pops);
        break;
    case Op::JUMP_IF_TRUE_OR_POP:
    case Op::JUMP_IF_FALSE_OR_POP:
        arrive();
        flow = Flow::Next;
        break;
    case Op::GET_ITER_STACK:
        pop(kValue);
        for (int i = 1; i < abi::kIteratorSlots; ++i) push(kIteratorWord);
        push(kIterator);
        return true;
    case Op::FOR_ITER:
        checkIterator();
        require(depth_ >= floor_ + abi::kIteratorSlots);
        depth_ -= abi::kIteratorSlots;
        arrive();
        depth_ += abi::kIteratorSlots;
        flow = Flow::Next;
        break;
    case Op::YIELD_VALUE:
    case Op::YIELD_FROM: require(prelude_.has(abi::kScopeGenerator)); break;
    case Op::SETUP_WITH: pushes = 2; break;
    case Op::POP_EXCEPT_JUMP:
        require(block().kind == kExcept);
        block_ = block().outer;
        break;
    case Op::END_FINALLY: endFinally(); return true;
    case Op::WITH_CLEANUP: cleanUpWith(); return true;
    case Op::UNWIND_JUMP: unwind(); return false;
    default: break;
    }
    for (; pops != 0; --pops) pop(kValue);
    for (; pushes != 0; --pushes) push(pushes == 1 ? unsigned{row_.pushed} : unsigned{kValue});
    if (flow == Flow::Branch || flow == Flow::Goto) arrive();
    if (flow == Flow::Block) openBlock();
    return flow != Flow::Goto && flow != Flow::Stop;
}
} // namespace

ClosureNeeds verifyCode(const Prelude& prelude, const uint8_t* end, const CodeLimits& limits) {
    return Verifier(prelude, end, limits).run();
}

} // namespace taipan::runtime
