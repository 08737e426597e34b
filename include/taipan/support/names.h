// NameId constants of the names that the compiler knows by heart: every static string that it looks
// for, the keywords, and the rows of well_known_names.def.
#pragma once

#include "taipan/abi/mpy.h"
#include "taipan/support/interner.h"

namespace taipan::names {

namespace detail {
enum : uint32_t {
    beforeFirst = abi::kStaticStringCount,
#define TAIPAN_KEYWORD(kind, text) keyword##kind,
#include "taipan/support/keywords.def"
#undef TAIPAN_KEYWORD
    behindKeywords,
    lastKeyword = behindKeywords - 1,
#define TAIPAN_NAME(id, text) id,
#include "taipan/support/well_known_names.def"
#undef TAIPAN_NAME
};
constexpr uint32_t staticNumber(std::string_view wanted) {
#define TAIPAN_STATIC_STRING(number, text)                                                         \
    if (wanted == std::string_view(text)) return number;
#include "taipan/abi/static_strings.def"
#undef TAIPAN_STATIC_STRING
    return 0;
}
template <uint32_t number>
constexpr NameId known() {
    static_assert(number != 0, "not a static string");
    return NameId{number};
}
} // namespace detail

/// The number of a keyword, from 0 in the order of keywords.def; of any other name, one too large.
constexpr uint32_t keywordNumber(NameId name) {
    return index(name) - detail::beforeFirst - 1;
}
inline constexpr uint32_t keywordCount = detail::lastKeyword - detail::beforeFirst;

#define TAIPAN_NAME(id, text) inline constexpr NameId id{detail::id};
#include "taipan/support/well_known_names.def"
#undef TAIPAN_NAME

#define TAIPAN_KNOWN(id, text)                                                                     \
    inline constexpr NameId id = detail::known<detail::staticNumber(text)>()
TAIPAN_KNOWN(empty, "");
TAIPAN_KNOWN(star, "*");
TAIPAN_KNOWN(module, "<module>");
TAIPAN_KNOWN(class_, "__class__");
TAIPAN_KNOWN(name_, "__name__");
TAIPAN_KNOWN(init, "__init__");
TAIPAN_KNOWN(module_, "__module__");
TAIPAN_KNOWN(qualname, "__qualname__");
TAIPAN_KNOWN(AssertionError, "AssertionError");
TAIPAN_KNOWN(BaseException, "BaseException");
TAIPAN_KNOWN(micropython, "micropython");
TAIPAN_KNOWN(bytecode, "bytecode");
TAIPAN_KNOWN(const_, "const");
TAIPAN_KNOWN(range, "range");
TAIPAN_KNOWN(super_, "super");
TAIPAN_KNOWN(format, "format");
#undef TAIPAN_KNOWN

} // namespace taipan::names
