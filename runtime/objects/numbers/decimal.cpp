// Floats and complex numbers from text.

#include "runtime/objects/numbers/int_big.h"
#include "runtime/value/features.h"

#if TAIPAN_FLOAT
#include "runtime/numbers/float_text.h"
#endif
#include "runtime/memory/raise.h"
#include "runtime/objects/exceptions/exception.h"

namespace taipan::runtime {

#if TAIPAN_FLOAT
namespace {
/// Whether `word` (lower case) stands at `at`, in any case.
bool startsWith(const char* at, const char* end, const char* word) {
    for (; *word != '\0'; ++word, ++at)
        if (at == end || (*at | 0x20) != *word) return false;
    return true;
}

/// A signed part of a number, white space around it skipped.
struct Part {
    Float value = 0;
    bool imaginary = false;
};

/// Reads a part, and moves behind it; false when there is none.
bool readPart(const char*& at, const char* end, bool allowImaginary, Part& part) {
    bool negative = false;
    at = skipSign(at, end, negative);
    const char* const start = at;
    if (startsWith(at, end, "inf")) {
        at += startsWith(at, end, "infinity") ? 8 : 3;
        part.value = __builtin_inf();
    } else if (startsWith(at, end, "nan")) {
        at += 3;
        part.value = static_cast<Float>(__builtin_nan(""));
    } else {
        at = parseFloat(at, end, part.value);
        if (at == nullptr) return false;
    }
    part.imaginary = allowImaginary && at < end && (*at | 0x20) == 'j';
    if (part.imaginary) {
        if (at == start) part.value = 1;
        ++at;
    }
    if (negative) part.value = -part.value;
    if (at == start) return false;
    at = skipSpace(at, end);
    return true;
}
} // namespace

Value parseDecimal(Text text, bool allowImaginary, [[maybe_unused]] bool forceComplex) {
    const char* at = text.data;
    const char* const end = at + text.size;
    Part first;
    bool valid = readPart(at, end, allowImaginary, first);
#if TAIPAN_HAS_COMPLEX
    if (valid && forceComplex && at != end && !first.imaginary) {
        Part second;
        if (readPart(at, end, true, second) && second.imaginary && at == end)
            return newComplex(first.value, second.value);
        valid = false;
    }
#endif
    if (!valid || at != end) raiseValueError("invalid syntax for number"_text);
#if TAIPAN_HAS_COMPLEX
    if (first.imaginary) return newComplex(0, first.value);
    if (forceComplex) return newComplex(first.value, 0);
#else
    if (first.imaginary) raiseValueError("complex values not supported"_text);
#endif
    return newFloat(first.value);
}
#else
Value parseDecimal(Text, bool, bool) {
    raiseValueError("decimal numbers not supported"_text);
}
#endif

} // namespace taipan::runtime
