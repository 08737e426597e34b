// The form of functions that become machine code: static single assignment, made from the stack
// form (ir.h). A function is a graph of blocks; a value is an instruction; nothing lies on a stack.
//
// What the stack form leaves to the virtual machine is spelled out:
//   exceptions   Code that is protected begins behind a Try. Block::landing says where what a block
//                raises goes: to a landing block, which starts with Catch and goes on to the
//                handler.
//   finally      Its handler exists once. It is entered with a completion, an object: None when the
//                code before it just ended, an exception, or a small integer for a return or jump
//                that waits for it; Resume goes on by it. The value that a return carries waits in
//                a slot.
//   variables    Local variables are values. Those that protected code changes and a landing needs
//                stay in slots of the frame (SlotLoad, SlotStore). An unbound one is null, and
//                Bound checks that where it is not known to be bound.
//   names        Free variables and shared ones are cells: Cell is the cell itself.
//
// Code that cannot be reached is not there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "taipan/codegen/ir.h"

namespace taipan::ssa {

enum class Op : uint8_t {
#define TAIPAN_SSA_OP(name, text, operands, arg, type, effect) name,
#include "taipan/codegen/ssa.def"
#undef TAIPAN_SSA_OP
};
enum class Exit : uint8_t {
#define TAIPAN_SSA_EXIT(name, text, values, targets) name,
#include "taipan/codegen/ssa.def"
#undef TAIPAN_SSA_EXIT
};
enum class Type : uint8_t {
#define TAIPAN_SSA_TYPE(name, text) name,
#include "taipan/codegen/ssa.def"
#undef TAIPAN_SSA_TYPE
};
enum class Arg : uint8_t {
    None,
    Name,
    Slot,
    Number,
    Int,
    Constant,
    Child,
    Unary,
    Binary,
    Call,
    Function
};
enum class Effect : uint8_t { Pure, Reads, Acts, Raises };

struct OpInfo {
    const char* text;
    int8_t operands; // -1: any number
    Arg arg;
    Type type;
    Effect effect;
};
const OpInfo& opInfo(Op op);

struct ExitInfo {
    const char* text;
    uint8_t values;
    int8_t targets; // -1: any number
};
const ExitInfo& exitInfo(Exit exit);

const char* typeText(Type type);
/// Whether a value of the type may be null.
constexpr bool mayBeNull(Type type) {
    return type == Type::Null || type == Type::Any;
}

/// Index into Function::values.
enum class ValueId : uint32_t { none = ~uint32_t{0} };
/// Index into Function::blocks; the entry is the first.
enum class BlockId : uint32_t { entry = 0, none = ~uint32_t{0} };
constexpr uint32_t index(ValueId id) {
    return static_cast<uint32_t>(id);
}
constexpr uint32_t index(BlockId id) {
    return static_cast<uint32_t>(id);
}

struct Instr {
    Op op;
    Type type;
    uint32_t line = 0; // of the source; 0 unknown
    uint32_t arg = 0;  // by the column `arg` of ssa.def
    uint32_t wide = 0;
    BlockId block = BlockId::none;
    std::vector<ValueId> operands; // of a Phi: in the order of Block::from
};

/// The value of an Int.
constexpr int64_t intValue(uint32_t arg, uint32_t wide) {
    return static_cast<int64_t>(uint64_t{wide} << 32 | arg);
}

struct Block {
    std::vector<ValueId> code; // Phis first
    Exit exit = Exit::Jump;
    uint32_t line = 0; // of the exit
    std::vector<ValueId> values;
    std::vector<BlockId> to;
    std::vector<uint32_t> cases; // Resume: the small integers that lead to to[1], to[2] and on
    BlockId landing = BlockId::none;
    std::vector<BlockId> from;
    BlockId dominator = BlockId::none; // none for the entry
    uint32_t loopDepth = 0;            // loops around it
};

/// What a slot holds.
enum class SlotKind : uint8_t {
    Local,   // a variable of the source; index: its place in the frame
    Stack,   // an entry of the stack form; index: its depth
    Payload, // what a return carries through a finally; index: which
    Caught   // the exception that a handler handles, null when none; index: which
};
struct Slot {
    SlotKind kind;
    uint32_t index;
};

struct Function {
    const ir::Function* source = nullptr;
    std::vector<Instr> values;
    std::vector<Block> blocks;
    std::vector<Slot> slots; // local variables first, by their place in the frame
};

struct Module {
    const ir::Module* source = nullptr; // outlives it
    std::vector<Function> functions;    // as in the source
};

/// What a value of viper code is.
Type typeOf(abi::NativeType type);

/// The operator that an assignment like += does; others are their own.
abi::BinaryOp plainOf(abi::BinaryOp op);

/// Makes the form of all functions. The source is one that ir::verify() accepts.
Module build(const ir::Module& source, unsigned smallIntBits);

/// How much each function is likely to do, as a guess from the code: its operations, those of loops
/// more by their depth, times how often it is likely to be called, which calls by name tell of.
/// `isFast`: operations that have fast ways in machine code weigh more.
std::vector<uint64_t> likelyWork(const Module& module, bool isFast);

/// An instruction without its values, as in "binary +" and "attr 'x'".
std::string describe(const Module& module, const Function& function, const Instr& instr,
                     const Interner& interner);
/// Text of a module for tests and the curious.
std::string print(const Module& module, const Interner& interner);

/// What is wrong with a module, empty when nothing is: edges and operands out of range, a value
/// used where it need not exist, Phis that do not fit, landings that are none.
std::string verify(const Module& module);

} // namespace taipan::ssa
