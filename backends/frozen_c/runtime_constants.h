// Constant objects of our own runtime as C definitions. Equal ones exist once in the file.
#pragma once

#include <string>
#include <string_view>

#include "backends/frozen_c/c_text.h"
#include "backends/frozen_c/object_numbers.h"
#include "backends/frozen_c/runtime_names.h"
#include "taipan/mpy-format/module.h"

namespace taipan::frozen {

class RuntimeConstants {
  public:
    RuntimeConstants(CText& out, const RuntimeNames& names) : out_(out), names_(names) {}

    /// Appends to the file what `object` needs, and to `element` its initialiser of type
    /// taipan_constant. Returns why it cannot be done, "" when it was.
    std::string add(const mpy::Object& object, std::string& element);
    /// Appends a bytes object to the file; the address of it.
    std::string addBytes(std::string_view bytes);

  private:
    std::string addInteger(std::string_view text, std::string& element);
    std::string addFloat(std::string_view text, std::string& element);
    std::string addComplex(std::string_view text, std::string& element);
    std::string addTuple(const mpy::Object& tuple, std::string& element);
    std::string addText(std::string_view text, bool isStr);

    CText& out_;
    const RuntimeNames& names_;
    ObjectNumbers numbers_;
};

} // namespace taipan::frozen
