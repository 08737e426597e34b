// How operators and conversions of int see its two forms, small and big.
#pragma once

#include "runtime/objects/numbers/number.h"
#if TAIPAN_BIGINT
#include "runtime/memory/memory.h"
#include "runtime/memory/pending.h"
#include "runtime/numbers/big_float.h"
#endif

namespace taipan::runtime {

/// Slots of int, for small and big ones.
Value intUnarySlot(UnaryOp op, Value self);
Value intBinarySlot(BinaryOp op, Value left, Value right);
/// Whether an integer is less than zero.
bool isNegative(Value number);

/// Moves over white space.
const char* skipSpace(const char* at, const char* end);
/// Moves over white space and a sign, if there are any.
const char* skipSign(const char* at, const char* end, bool& negative);

#if TAIPAN_BIGINT
inline Limb* limbsOf(BigInt* number) {
    return reinterpret_cast<Limb*>(number + 1);
}
inline const Limb* limbsOf(const BigInt* number) {
    return reinterpret_cast<const Limb*>(number + 1);
}

/// An integer of either form as sign and limbs. Keeps the object, so that it stays alive.
class Operand {
  public:
    explicit Operand(Value number) {
        if (number.isSmallInt())
            small_ = integer::fromWord(&word_, number.smallInt());
        else
            object_ = number.as<BigInt>();
    }
    Operand(const Operand&) = delete;
    Operand& operator=(const Operand&) = delete;

    uint32_t size() const { return object_ == nullptr ? small_.size : object_->size; }
    bool isNegative() const {
        return object_ == nullptr ? small_.negative : object_->negative != 0;
    }
    /// To be taken anew after anything that allocates.
    IntView view() const {
        if (object_ == nullptr) return small_;
        return {limbsOf(object_), object_->size, object_->negative != 0};
    }

  private:
    const BigInt* object_ = nullptr;
    IntView small_;
    Limb word_ = 0;
};

/// Memory for a computation, on the C stack when it is little.
class Scratch {
  public:
    explicit Scratch(size_t limbs);
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    Limb* limbs() { return memory_; }
    /// To be called when it is no longer needed; raising without that does no harm.
    void release();

  private:
    static constexpr size_t kLocal = TAIPAN_OPTIMIZE_SIZE ? 8 : 48;
    Limb* memory_;
    Limb local_[kLocal];
};

/// A number that is being computed: short ones on the C stack.
class Result {
  public:
    /// With room for so many limbs. MemoryError.
    explicit Result(size_t room);
    Result(const Result&) = delete;
    Result& operator=(const Result&) = delete;
    Limb* limbs() { return limbs_; }
    /// What was computed, a view of limbs(): a small integer if it fits, and else an object that is
    /// no longer than it has to be.
    Value finish(const IntView& result);
    /// Instead of finish(): the number is of no use.
    void discard() { release(object_); }

  private:
    static constexpr size_t kLocal = 4;
    BigInt* object_ = nullptr;
    size_t room_;
    Limb* limbs_;
    Limb local_[kLocal];
};

/// What a long computation with numbers of so many limbs calls now and then. Nothing but an
/// interrupt: code of the program might collect the operands.
inline natural::Poll pollFor([[maybe_unused]] size_t limbs) {
#if TAIPAN_HAS_KEYBOARD_INTERRUPT
    constexpr size_t kLong = 64;
    if (limbs >= kLong) return checkInterrupted;
#endif
    return nullptr;
}

/// A number of one word whose sign is given: `bits` is its two's complement.
Value newBigWord(uintptr_t bits, bool negative);
Value newBigWide(uint64_t bits, bool negative);
#else
[[noreturn]] void raiseSmallIntOverflow();
#endif

} // namespace taipan::runtime
