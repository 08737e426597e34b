// The walk over one viper function; see taipan/codegen/viper.h.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "taipan/codegen/viper.h"

namespace taipan::viper {

using abi::NativeType;
using abi::Op;

/// What the code of a module does with its global names.
class Globals {
  public:
    explicit Globals(const ir::Module& module);
    /// Whether code of the module may store or delete a name: then it is none of a type.
    bool isStored(uint32_t name) const { return starred_ || stores_.count(name) != 0; }
    /// The viper function that a name stands for, as far as the module's code goes: the body
    /// defines it once, and nothing else stores it. Null when there is none.
    const ir::Function* function(uint32_t name) const;
    bool hasFunctions() const { return !functions_.empty(); }

  private:
    std::map<uint32_t, unsigned> stores_; // how often
    std::map<uint32_t, const ir::Function*> functions_;
    bool starred_ = false; // `from m import *`
};

class Typer {
  public:
    Typer(const ir::Module& module, const Globals& globals, ir::Function& function,
          const Interner& interner, DiagnosticSink& sink, const Extensions& rules);
    void run();
    /// Whether there is a slice of a pointer, right or wrong.
    bool slicesPointers() const { return slicesPointers_; }
    /// Whether the source of the function says that it has floats: a parameter or the result.
    static bool saysFloat(const Scope& scope);
    /// Whether it says that it has integers of 64 bits, by those or by a cast.
    static bool saysLong(const ir::Function& function, const Globals& globals,
                         const Interner& interner);

  private:
    /// A value on the stack.
    struct Entry {
        NativeType type = NativeType::Object;
        bool isConstant = false; // stock has not put it into a register or memory yet
        bool isNull = false;
        NativeType cast = NativeType::Object; // of a Cast: the type it is the name of
        bool isAssumed = false; // it is where a jump arrives, and has what comes there
        const ir::Function* callee = nullptr; // a viper function of the module, most likely
    };
    struct Error {
        DiagId id;
        std::string text;
        const ast::Node* place;
    };

    // errors
    using Texts = std::initializer_list<std::string_view>;
    void error(DiagId id, Texts arguments = {});
    const ast::Node* statementAt() const;
    void stop(DiagId id, Texts arguments = {});
    void needObject(const Entry& entry, const char* what);
    void needObjects(uint32_t count, const char* what);
    bool statementsEnd(uint32_t& at);
    void report(const Error& found, uint32_t line);

    // the stack
    Entry& peek(uint32_t below);
    void push(NativeType type, bool isConstant = false) { stack_.push_back({type, isConstant}); }
    void pop(uint32_t count);
    void settle();
    void take(uint32_t count);
    void takeAsObjects(uint32_t count);
    void meetLabel(uint32_t label);
    void adjust(int change);

    // instructions
    void instruction(const ir::Instr& instr);
    bool constant(const ir::Instr& instr);
    bool local(const ir::Instr& instr);
    bool name(const ir::Instr& instr);
    bool access(const ir::Instr& instr);
    bool shuffle(const ir::Instr& instr);
    bool operation(const ir::Instr& instr);
    bool collection(const ir::Instr& instr);
    bool call(const ir::Instr& instr);
    bool flow(const ir::Instr& instr);
    void other(const ir::Instr& instr);

    NativeType known(uint32_t slot);
    void storeLocal(uint32_t slot, const Entry& value);
    void loadSubscr();
    void storeSubscr();
    void storeAttr();
    void unary(abi::UnaryOp op);
    void binary(abi::BinaryOp op);
    void binaryOfInts(abi::BinaryOp op, NativeType left, NativeType right);
    void condition(bool isKept);
    void cast(const ir::Instr& instr);
    void returnValue();
    // numbers.cpp: extensions of stock's rules
    std::optional<NativeType> castOf(NameId name) const;
    NativeType ofInt(const ir::Instr& instr) const;
    void binaryOfNumbers(abi::BinaryOp op, NativeType left, NativeType right);
    bool convertsTo(NativeType from, NativeType to) const;
    bool takesAsTheyAre(const ir::Function& callee, uint32_t count);
    bool slice(const ir::Instr& instr);
    void storeSlice(const Entry& base, const Entry& value);
    std::string_view nameOf(uint32_t slot) const;

    const ir::Module& module_;
    const Globals& globals_;
    ir::Function& function_;
    const Interner& interner_;
    DiagnosticSink& sink_;
    const Extensions& rules_;
    const bool hasFloats_, hasLongs_;
    std::vector<NativeType> locals_;
    std::vector<Entry> stack_;
    std::map<uint32_t, std::vector<NativeType>> atLabel_;
    NativeType kept_ = NativeType::Object; // of the last value that a jump may have kept
    bool isBehindHandler_ = false;         // what the next adjustment adds is an exception
    Op last_ = ir::kLine;
    uint32_t at_ = 0;

    std::optional<Error> pending_; // the last one
    uint32_t line_ = 0;
    size_t nextEnd_ = 0;
    bool stopped_ = false, slicesPointers_ = false;
};

} // namespace taipan::viper
