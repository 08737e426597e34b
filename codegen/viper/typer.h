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

class Typer {
  public:
    Typer(const ir::Module& module, ir::Function& function, const Interner& interner,
          DiagnosticSink& sink);
    void run();

  private:
    /// A value on the stack.
    struct Entry {
        NativeType type = NativeType::Object;
        bool isConstant = false; // stock has not put it into a register or memory yet
        bool isNull = false;
        NativeType cast = NativeType::Object; // of a Cast: the type it is the name of
        bool isAssumed = false; // it is where a jump arrives, and has what comes there
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
    std::string_view nameOf(uint32_t slot) const;

    const ir::Module& module_;
    ir::Function& function_;
    const Interner& interner_;
    DiagnosticSink& sink_;
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
    bool stopped_ = false;
};

} // namespace taipan::viper
