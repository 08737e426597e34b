// The functions of modules as C data: their code as byte arrays, and the records that firmware
// finds it by.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "backends/frozen_c/c_text.h"
#include "taipan/abi/prelude.h"
#include "taipan/mpy-format/module.h"

namespace taipan::frozen {

class Functions {
  public:
    /// Code goes to `bytes`, records to `records`, which has to follow it in the file: compilers
    /// keep the order of data, and alternating bytes and words would cost padding.
    Functions(CText& bytes, CText& records) : bytes_(bytes), out_(records) {}

    /// The macros that records use.
    static void addMacros(CText& out);

    /// Appends all functions of a module that check() found nothing in, children first. `name` is
    /// what identifiers start with, `number` the module's. Returns the C expression for the
    /// module's body.
    std::string add(const mpy::Module& module, std::string_view name, size_t number);

  private:
    void addLeaves();
    void addParent(const mpy::RawCode& code, uint32_t index);
    void addNative(const mpy::RawCode& code, uint32_t index);
    void addNativeRecord(const mpy::RawCode& code, const std::string& ident,
                         const std::string& table, bool isGenerator);
    void addData(const mpy::RawCode& code, std::string_view ident, std::string_view attributes);
    void addChildren(const mpy::RawCode& code, std::string_view ident, std::string_view last);
    void addRecord(std::string_view macro, const mpy::RawCode& code, std::string_view ident);
    std::string identOf(const mpy::RawCode& code, uint32_t index) const;

    /// A function of the module at hand that was added.
    struct Done {
        std::string ident;
        bool isLeaf = false; // bytecode without children, which needs no record
    };

    CText& bytes_;
    CText& out_;
    const mpy::Module* module_ = nullptr;
    std::string_view moduleName_;
    size_t moduleNumber_ = 0;
    std::vector<Done> done_; // by raw code
};

} // namespace taipan::frozen
