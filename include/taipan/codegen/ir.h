// The intermediate form: per function a linear list of stack operations with labels and line marks.
//
// Operations are those of the opcode table, one form each (LOAD_FAST_N for every slot, no folded
// forms but for operators); four marks are added. Nothing is dropped here, not even unreachable
// operations: names and constants in dead code still reach the tables of the .mpy file.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "taipan/abi/native_types.h"
#include "taipan/abi/opcodes.h"
#include "taipan/frontend/constant.h"
#include "taipan/frontend/scopes.h"

namespace taipan::ir {

/// Marks, on byte values that no opcode uses.
inline constexpr abi::Op kLabel{0x00};  // arg: the label placed here
inline constexpr abi::Op kLine{0x01};   // arg: the source line from here on
inline constexpr abi::Op kAdjust{0x02}; // arg: signed change of the assumed stack depth
inline constexpr abi::Op kRoom{0x03};   // arg: index into Function::rooms
inline constexpr abi::Op kUnbind{0x04}; // arg: the slot that has no value from here on

/// True for what is no operation.
constexpr bool isMark(abi::Op op) {
    return op == kLabel || op == kLine || op == kAdjust || op == kRoom || op == kUnbind;
}

/// One operation. Meaning of the operand fields by the opcode's operand kind:
///   Qstr            arg: NameId. LOAD_GLOBAL with extra = kEnterEarly: see there
///   Slot, Count, Comp, Hint  arg: the number
///   Args            arg: positional, wide: keyword arguments. In viper code extra: the
///                   abi::NativeType that the result is converted to
///   Split           arg: before, wide: after the star
///   Int             arg: value; with wide != 0 an index into Module::wideInts. With extra =
///                   kUnsigned, kLong: see there
///   Object          arg: index into Module::constants
///   Child, ChildCells  arg: index into Function::children; extra, wide: closed-over cells
///   Jump, Forward   arg: label;  Unwind: and extra: see abi::kUnwindBlocks
///   Folded          arg: the operator
struct Instr {
    abi::Op op;
    uint8_t extra = 0;
    uint16_t wide = 0;
    uint32_t arg = 0;
};

inline constexpr uint8_t kEnterEarly = 1; // the name enters the string table with the attributes
inline constexpr uint8_t kUnsigned = 1;   // the number is a uint of viper code
inline constexpr uint8_t kLong = 2;       // the number is an int64 of viper code

/// Entries that a jump needs above the stack as it is, where stock does not count them.
struct Room {
    uint32_t entries;
    SourceSpan span; // of the statement
};

/// Where a statement of a list ends, and where the list does. Of viper functions: stock looks for
/// errors there.
struct StatementEnd {
    uint32_t position; // in the code
    const ast::Stmt* statement;
    uint32_t listEnd; // position
    uint32_t nextEnd; // index of the first one that is behind the list
};

/// Types of what an instruction of a viper function takes, the lowest on the stack first.
struct OperandTypes {
    uint32_t first = 0, count = 0; // in Function::types
};

/// A call in viper code of what is most likely a viper function of the module, with arguments that
/// can be handed to it as they are.
struct TypedCall {
    uint32_t position; // in the code
    uint32_t callee;   // index in Module::functions
};

struct Function {
    const Scope* scope = nullptr;
    uint8_t flags = 0; // the scope's, and kScopeDefKwargs
    uint32_t positionalDefaults = 0;
    std::vector<const Constant*> constantDefaults; // of viper's last positional arguments
    uint32_t labelCount = 0;
    uint32_t blockDepth = 0; // deepest nesting of exception blocks
    std::vector<Instr> code;
    std::vector<uint32_t> children; // indices into Module::functions
    std::vector<Room> rooms;
    std::vector<StatementEnd> statementEnds;
    std::vector<abi::NativeType> localTypes; // of viper functions, by slot
    std::vector<OperandTypes> operands;      // of viper functions, by instruction
    std::vector<abi::NativeType> types;
    std::vector<TypedCall> calls; // of viper functions
    bool takesWords = false;      // of viper functions: some TypedCall is of it
    bool isPart = false;          // its operations stand in another function, and it is not made

    std::span<const abi::NativeType> typesAt(uint32_t position) const {
        const OperandTypes& found = operands[position];
        return {types.data() + found.first, found.count};
    }
};

struct Module {
    std::vector<Function> functions;        // as ScopeTree::scopes
    std::vector<const Constant*> constants; // as met, not deduplicated
    std::vector<int64_t> wideInts;
    std::vector<std::unique_ptr<const Scope>> amended; // of functions that have parts
    uint32_t floatZero = 0, floatOne = 0; // of these constants, where viper functions have floats
};

/// What a function is called from outside, as in "Class.method".
inline std::string qualifiedName(const Module& module, uint32_t function,
                                 const Interner& interner) {
    return taipan::qualifiedName(
        function, interner, [&](uint32_t i) -> const Scope& { return *module.functions[i].scope; });
}

/// Change of the evaluation stack's depth by `instr` when control goes on behind it.
int depthChange(const Instr& instr);

/// Text of a module for tests and the curious.
std::string print(const Module& module, const Interner& interner);

/// What is wrong with a module, empty when nothing is: labels missing or placed twice, operands out
/// of range, a stack depth (summed in order, as the layout sums it) below zero or not zero at the
/// end.
std::string verify(const Module& module);

} // namespace taipan::ir
