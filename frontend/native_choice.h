// Which functions become machine code, of those that source and options ask it for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace taipan {

class NativeChoice {
  public:
    /// Lists of qualified names, as in "f,Class.method,outer.inner". Nothing in `only`: all.
    NativeChoice(std::string_view only, std::string_view skip);

    bool takesAll() const { return only_.empty() && skip_.empty(); }
    /// Whether the function becomes machine code.
    bool takes(std::string_view qualifiedName);
    /// The names that takes() was not asked for, in their order.
    std::vector<std::string> notAskedFor() const;

  private:
    struct Name {
        std::string_view text;
        bool isKnown = false;
    };
    static std::vector<Name> parse(std::string_view list);
    static bool find(std::vector<Name>& names, std::string_view text);

    std::vector<Name> only_, skip_;
};

} // namespace taipan
