// Machine code of functions, as the emitter of a file sees it: who makes it, and what it needs of
// the file. The makers are in backends/llvm; nothing here knows them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "taipan/abi/mpy.h"
#include "taipan/codegen/ir.h"
#include "taipan/support/native_opt.h"
#include "taipan/support/result.h"

namespace taipan {

/// The tables of the file that code goes into. What a function asks for is entered when it is new:
/// code that is made again gets the same answers.
class NativeTables {
  public:
    virtual ~NativeTables() = default;
    /// Place of a name in the table of strings.
    virtual uint32_t name(NameId name) = 0;
    /// The number of a name that is the same in every firmware; 0 when there is none.
    virtual uint32_t staticNumber(NameId name) = 0;
    /// Place of a string in the table of objects.
    virtual uint32_t text(std::string_view text) = 0;
    /// Place in the table of objects of a constant of the module.
    virtual uint32_t constant(uint32_t which) = 0;
    /// Place in the table of objects of the float 0.1, by which code knows what floats look like.
    virtual uint32_t tenth() = 0;
    /// Place among its children of a function `f(a, b)` that does `raise a from b`, in bytecode.
    virtual uint32_t raiseFrom(uint32_t function) = 0;
    /// Place in the table of objects of the runtime's function table.
    virtual uint32_t functionTable() = 0;
};

/// From this byte of a function's code on, it is of this line. 0: raises again what has its line in
/// the traceback already.
struct NativeLine {
    uint32_t offset;
    uint32_t line;
};

/// The machine code of a function, as it stands in a file between its header words and its prelude.
/// It is stand-alone: runs at any address that is a multiple of a word, and refers to nothing.
struct NativeCode {
    uint32_t function = 0; // index in ir::Module::functions
    std::vector<uint8_t> text;
    uint32_t stateSize =
        1; // words of the frame that hold arguments, cells and what generators keep
    std::vector<NativeLine> lines = {}; // in order, where they were asked for
};

struct NativeOptions {
    abi::Arch arch = abi::Arch::none;
    uint32_t archFlags = 0;
    unsigned smallIntBits = 31;
    NativeOpt opt = NativeOpt::Size; // never Usual
    bool lines = false;              // calls have lines, each its own
    std::string_view file;           // that the lines are of
    NativeDebug* debug = nullptr;    // gets files for debuggers; null: they are not wanted
    NativeDebug* told = nullptr;     // gets remarks; null: they are not wanted
};

/// A maker of machine code.
class NativeBackend {
  public:
    virtual ~NativeBackend() = default;
    virtual bool supports(abi::Arch arch) const = 0;
    /// Code of some functions, in their order. A failure is a fault of the maker, not of the
    /// source: its message names the function.
    virtual Result<std::vector<NativeCode>> generate(const ir::Module& module,
                                                     std::span<const uint32_t> functions,
                                                     const Interner& interner, NativeTables& tables,
                                                     const NativeOptions& options) = 0;
};

/// Says of all architectures that it makes code for them, and makes none: for whoever wants to see
/// what code would be made of.
class NoNativeCode : public NativeBackend {
  public:
    bool supports(abi::Arch) const override { return true; }
    Result<std::vector<NativeCode>> generate(const ir::Module&, std::span<const uint32_t>,
                                             const Interner&, NativeTables&,
                                             const NativeOptions&) override {
        return Failure{"no code"};
    }
};

} // namespace taipan
