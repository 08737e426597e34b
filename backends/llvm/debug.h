// Lines of the source: as LLVM keeps them with instructions, and where they ended up in the code.
#pragma once

#include <span>
#include <string>
#include <vector>

#include <llvm/IR/DIBuilder.h>
#include <llvm/IR/Module.h>

#include "backends/llvm/link.h"
#include "taipan/codegen/native.h"

namespace taipan::llvm_backend {

/// What a column says of a place, for lines have none here.
enum class Place : unsigned {
    Usual = 1,
    RaisedAgain // what is raised has its line in the traceback already
};

/// Describes the functions of a module, all of one source file.
class DebugInfo {
  public:
    DebugInfo(llvm::Module& module, std::string_view file);
    /// Of all of its instructions that get none of their own, the line is the function's.
    void describe(llvm::Function& function, const std::string& name, uint32_t line);
    /// After the last function.
    void finish() { builder_.finalize(); }

  private:
    llvm::DIBuilder builder_;
    llvm::DIFile* const file_;
    llvm::DICompileUnit* const unit_;
    llvm::DISubroutineType* const type_;
};

/// Takes the lines off all instructions but calls.
void keepLinesOfCalls(llvm::Module& module);

/// Where the code of each function goes over to another line, in order, by the line table in an
/// object file. `isTable`: what is raised again is of line 0.
Result<std::vector<std::vector<NativeLine>>>
linesOf(std::span<const char> object, std::span<const LinkedFunction> functions, bool isTable);

/// Gives functions and their sections the names that they have in the source.
void nameAsInSource(llvm::Module& module, std::span<LinkedFunction> functions);

/// The lines as text.
std::string mapOf(std::span<const LinkedFunction> functions,
                  std::span<const std::vector<NativeLine>> lines, std::string_view file);

} // namespace taipan::llvm_backend
