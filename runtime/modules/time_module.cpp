// The module time.
#include "runtime/memory/pending.h"
#include "runtime/memory/state.h"
#include "runtime/modules/modules.h"
#include "runtime/objects/classes/module.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/port/port.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_TIME

namespace {
// Ticks wrap around so that they are small integers; a power of two.
constexpr uintptr_t kTicksPeriod = static_cast<uintptr_t>(kSmallIntMax / 2) + 1;

Value wrap(uint64_t count) {
    return smallInt(static_cast<intptr_t>(count & (kTicksPeriod - 1)));
}

Value ticksMs() {
    return wrap(portTicks() / 1000);
}

Value ticksUs() {
    return wrap(portTicks());
}

Value ticksDiff(Value end, Value start) {
    const auto difference = static_cast<uintptr_t>(toInt(end)) -
                            static_cast<uintptr_t>(toInt(start)) + kTicksPeriod / 2;
    return smallInt(static_cast<intptr_t>(difference & (kTicksPeriod - 1)) -
                    static_cast<intptr_t>(kTicksPeriod / 2));
}

Value ticksAdd(Value start, Value delta) {
    const intptr_t count = toInt(delta);
    constexpr auto kHalf = static_cast<intptr_t>(kTicksPeriod / 2);
    // What ticks_diff() could not tell from a step the other way.
    if (count <= -kHalf || count >= kHalf) raise(OverflowErrorType, "ticks interval overflow"_text);
    return wrap(static_cast<uint64_t>(toInt(start) + count));
}

/// Waits; what is pending runs in between, and at least once.
void waitFor(uint64_t microseconds) {
    const uint64_t start = portTicks();
    for (;;) {
        if (state.pending != 0) runPending();
        const uint64_t passed = portTicks() - start;
        if (passed >= microseconds || !portSleep(microseconds - passed)) return;
    }
}

Value sleepSeconds(Value seconds) {
#if TAIPAN_FLOAT
    const Float count = toFloat(seconds);
    if (count > 0)
        waitFor(static_cast<uint64_t>(static_cast<double>(count) * 1e6));
    else
        waitFor(0);
#else
    const intptr_t count = toInt(seconds);
    waitFor(count > 0 ? static_cast<uint64_t>(count) * 1000000 : 0);
#endif
    return kNone;
}

Value sleepMs(Value milliseconds) {
    const intptr_t count = toInt(milliseconds);
    waitFor(count > 0 ? static_cast<uint64_t>(count) * 1000 : 0);
    return kNone;
}

Value sleepUs(Value microseconds) {
    const intptr_t count = toInt(microseconds);
    if (count > 0) waitFor(static_cast<uint64_t>(count));
    return kNone;
}

#if TAIPAN_HAS_CLOCK
constexpr int64_t kNanoseconds = 1000000000;
constexpr int64_t kSecondsADay = 86400;

Value timeNow() {
#if TAIPAN_FLOAT && TAIPAN_FLOAT_DOUBLE
    return newFloat(static_cast<Float>(portClock() / 1000) / 1000000);
#else
    return newInt64(portClock() / kNanoseconds);
#endif
}

Value timeNs() {
    return newInt64(portClock());
}

/// Processor time; the port has none, so the time that passed.
Value processTime() {
#if TAIPAN_FLOAT
    return newFloat(static_cast<Float>(portTicks() / 1000) / 1000);
#else
    return newIntUnsigned64(portTicks());
#endif
}

constexpr int64_t floorDivide(int64_t number, int64_t by) {
    return number / by - (number % by < 0);
}

/// Days from 1970-01-01 to the first of March of a year, by which leap days come last.
constexpr int64_t daysToMarch(int64_t year) {
    return year * 365 + floorDivide(year, 4) - floorDivide(year, 100) + floorDivide(year, 400) -
           719468;
}

/// Days from the first of March to the first of a month counted from March.
constexpr int64_t daysToMonth(int64_t month) {
    return (month * 153 + 2) / 5;
}

/// Days from 1970-01-01; months and days may be out of their ranges.
constexpr int64_t daysTo(int64_t year, int64_t month, int64_t day) {
    const int64_t sinceMarch = month - 3;
    const int64_t years = year + floorDivide(sinceMarch, 12);
    return daysToMarch(years) + daysToMonth(sinceMarch - 12 * floorDivide(sinceMarch, 12)) + day -
           1;
}
static_assert(daysTo(1970, 1, 1) == 0 && daysTo(2000, 3, 1) == 11017);

Value calendar(int64_t seconds, int64_t offset) {
    const int64_t local = seconds + offset;
    const int64_t days = floorDivide(local, kSecondsADay);
    const int64_t inDay = local - days * kSecondsADay;
    int64_t year = 1970 + floorDivide(days, 365); // not too early, at most a few years too late
    while (daysTo(year, 1, 1) > days) --year;
    while (daysTo(year + 1, 1, 1) <= days) ++year;
    int64_t month = 1;
    while (daysTo(year, month + 1, 1) <= days) ++month;
    const int64_t weekday = days + 3 - 7 * floorDivide(days + 3, 7); // 1970 began on a Thursday
    const int64_t parts[] = {year,
                             month,
                             days - daysTo(year, month, 1) + 1,
                             inDay / 3600,
                             inDay / 60 % 60,
                             inDay % 60,
                             weekday,
                             days - daysTo(year, 1, 1) + 1,
                             0};
    Value items[9];
    for (size_t i = 0; i < 9; ++i) items[i] = newInt64(parts[i]);
    return newTuple(9, items);
}

int64_t secondsOf(size_t nArgs, const Value* args) {
    if (nArgs == 0 || args[0] == kNone) return floorDivide(portClock(), kNanoseconds);
#if TAIPAN_FLOAT
    if (isFloat(args[0])) return static_cast<int64_t>(floatOf(args[0]));
#endif
    return toInt(args[0]);
}

Value localTime(size_t nArgs, const Value* args) {
    const int64_t seconds = secondsOf(nArgs, args);
    return calendar(seconds, portUtcOffset(seconds));
}

Value utcTime(size_t nArgs, const Value* args) {
    return calendar(secondsOf(nArgs, args), 0);
}

Value makeTime(Value tuple) {
    size_t count;
    Value* items;
    itemsOf(tuple, count, items);
    if (count < 8 || count > 9) raiseTypeError("mktime needs a tuple of length 8 or 9"_text);
    Value given[6]; // a list may change as its items become numbers
    for (size_t i = 0; i < 6; ++i) given[i] = items[i];
    int64_t parts[6];
    for (size_t i = 0; i < 6; ++i) parts[i] = toInt(given[i]);
    const int64_t local = daysTo(parts[0], parts[1], parts[2]) * kSecondsADay + parts[3] * 3600 +
                          parts[4] * 60 + parts[5];
    // The offset then, found from that at about the same time.
    return newInt64(local - portUtcOffset(local - portUtcOffset(local)));
}
#endif

constinit const Entry kGlobals[] = {
    entry("__name__"_name, nameValue("time"_name)),
#if TAIPAN_HAS_CLOCK
    entry("gmtime"_name, fun<utcTime, 0, 1>),
    entry("localtime"_name, fun<localTime, 0, 1>),
    entry("mktime"_name, fun<makeTime>),
    entry("time"_name, fun<timeNow>),
    entry("time_ns"_name, fun<timeNs>),
    entry("clock"_name, fun<processTime>),
#endif
    entry("sleep"_name, fun<sleepSeconds>),
    entry("sleep_ms"_name, fun<sleepMs>),
    entry("sleep_us"_name, fun<sleepUs>),
    entry("ticks_ms"_name, fun<ticksMs>),
    entry("ticks_us"_name, fun<ticksUs>),
    entry("ticks_cpu"_name, fun<ticksUs>),
    entry("ticks_add"_name, fun<ticksAdd>),
    entry("ticks_diff"_name, fun<ticksDiff>),
};
constinit const Dict globals = fixedDict(kGlobals);
} // namespace

constinit const ModuleContext timeModule = builtinModule(globals);

#endif

} // namespace taipan::runtime
