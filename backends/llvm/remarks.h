// Remarks: what operations of a function leave to the runtime, noted while its code is made.
#pragma once

#include <vector>

#include "backends/llvm/entries.h"
#include "taipan/codegen/ssa.h"
#include "taipan/support/native_opt.h"

namespace taipan::llvm_backend {

/// Why no operation of some code is fast; None: some are.
enum class NoFastWay : uint8_t { None, Size, FewLoops, TooLong, Viper };

class Remarks {
  public:
    /// `told`: gets the remarks, or null, and nothing is noted.
    Remarks(NativeDebug* told, const ssa::Function& source)
        : told_(told), noted_(told == nullptr ? 0 : source.values.size()) {}

    /// What follows is the work of an operation; none: of no operation.
    void begin(ssa::ValueId id) { at_ = id; }
    /// The operation calls the runtime.
    void asks(Entry entry);
    /// It has a fast way.
    void isFast() {
        note([](Noted& noted) { noted.isFast = true; });
    }
    /// It leaves the fast copy where the fast way does not fit.
    void leaves() {
        note([](Noted& noted) { noted.leaves = true; });
    }
    /// A number in a register becomes an object for it.
    void boxes() {
        note([](Noted& noted) { noted.boxes = true; });
    }

    /// What the function as a whole is, which many remarks have as their reason.
    struct About {
        NoFastWay none = NoFastWay::None;
        bool isGenerator = false, hasTry = false;
        bool hasFloats = false;  // floats may be in registers, and not long integers
        bool hasObjects = false; // there are ways into objects and functions
    };
    /// Adds the remarks, by line.
    void finish(const ssa::Module& module, const ssa::Function& source, const Interner& interner,
                const std::string& name, const About& about);

  private:
    struct Noted {
        std::vector<Entry> asked;
        bool isFast = false, leaves = false, boxes = false;
    };
    template <typename Change>
    void note(Change change) {
        if (told_ != nullptr && at_ != ssa::ValueId::none) change(noted_[ssa::index(at_)]);
    }

    NativeDebug* const told_;
    std::vector<Noted> noted_; // by value
    ssa::ValueId at_ = ssa::ValueId::none;
};

} // namespace taipan::llvm_backend
