// The module random. A seed gives the numbers that it gives in stock firmware: Ilya Levin's
// Yasmarang generator (public domain).
#include <cstring>

#include "runtime/modules/modules.h"
#include "runtime/modules/random_module.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/port/port.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_RANDOM

namespace {
void seedWith(uint32_t number) {
    randomState = {number, 69, 233, 0, true};
}

/// Without a seed of the program's: the time.
void seedByTime() {
    if (!portHasTime()) raiseValueError("no default seed"_text);
    const uint64_t time = portTicks() ^ static_cast<uint64_t>(portClock());
    seedWith(static_cast<uint32_t>(time ^ (time >> 32)));
}

uint32_t nextNumber() {
    RandomState& its = randomState;
    if (!its.isSeeded) seedByTime();
    its.pad += its.dat + its.d * its.n;
    its.pad = (its.pad << 3) | (its.pad >> 29);
    its.n = its.pad | 2;
    its.d ^= (its.pad << 31) + (its.pad >> 1);
    its.dat = static_cast<uint8_t>(its.dat ^ its.pad ^ (its.d >> 8) ^ 1);
    return its.pad ^ (its.d << 5) ^ (its.pad >> 18) ^ (uint32_t{its.dat} << 1);
}

/// A number below the low 32 bits of `size`: numbers of as many bits are drawn until one is.
uint32_t numberBelow(size_t size) {
    auto limit = static_cast<uint32_t>(size);
    if (limit == 0) limit = UINT32_MAX; // 2 ** 32 and its multiples
    uint32_t mask = 1;
    while ((limit & mask) < limit) mask = (mask << 1) | 1;
    for (;;)
        if (const uint32_t number = nextNumber() & mask; number < limit) return number;
}

Value seed(size_t nArgs, const Value* args) {
    if (nArgs == 0 || args[0] == kNone)
        seedByTime();
    else
        seedWith(static_cast<uint32_t>(toWordTruncated(args[0])));
    return kNone;
}

Value getRandBits(Value count) {
    const intptr_t bits = toInt(count);
    if (bits < 0 || bits > 32) raiseValueError("bits must be 32 or less"_text);
    return bits == 0 ? smallInt(0) : newIntUnsigned(nextNumber() & (~uint32_t{0} >> (32 - bits)));
}

/// One of `start`, `start + step`, … in front of `stop`.
Value pick(intptr_t start, intptr_t stop, intptr_t step) {
    const size_t count = step == 0 ? 0 : SliceBounds{start, stop, step}.count();
    if (count == 0) raise(ValueErrorType);
    return newInt(start + step * static_cast<intptr_t>(numberBelow(count)));
}

Value randRange(size_t nArgs, const Value* args) {
    const intptr_t first = toInt(args[0]);
    if (nArgs == 1) return pick(0, first, 1);
    return pick(first, toInt(args[1]), nArgs == 3 ? toInt(args[2]) : 1);
}

Value randInt(Value least, Value most) {
    const intptr_t last = toInt(most);
    return pick(toInt(least), last == INTPTR_MAX ? last : last + 1, 1);
}

Value choice(Value sequence) {
    const size_t size = length(sequence);
    if (size == 0) raise(IndexErrorType);
    return subscript(sequence, newIntUnsigned(numberBelow(size)));
}

#if TAIPAN_FLOAT
/// In [0, 1): the fraction's bits are drawn, of a number in [1, 2).
Float draw() {
#if TAIPAN_FLOAT_DOUBLE
    uint64_t bits = uint64_t{nextNumber()} << 32;
    bits = ((bits | nextNumber()) & 0xfffffffffffffu) | 0x3ff0000000000000u;
#else
    const uint32_t bits = (nextNumber() & 0x7fffffu) | 0x3f800000u;
#endif
    Float number;
    static_assert(sizeof(number) == sizeof(bits));
    std::memcpy(&number, &bits, sizeof(number));
    return number - 1;
}

Value random() {
    return newFloat(draw());
}

Value uniform(Value from, Value to) {
    const Float start = toFloat(from);
    return newFloat(start + (toFloat(to) - start) * draw());
}
#endif

constinit const Entry kGlobals[] = {
    entry("__name__"_name, nameValue("random"_name)),
    entry("choice"_name, fun<choice>),
    entry("getrandbits"_name, fun<getRandBits>),
    entry("randint"_name, fun<randInt>),
    entry("randrange"_name, fun<randRange, 1, 3>),
    entry("seed"_name, fun<seed, 0, 1>),
#if TAIPAN_FLOAT
    entry("random"_name, fun<random>),
    entry("uniform"_name, fun<uniform>),
#endif
};
constinit const Dict globals = fixedDict(kGlobals);
} // namespace

constinit const ModuleContext randomModule = builtinModule(globals);

#endif

} // namespace taipan::runtime
