// One .mpy file, judged by the host and by the runtime, and run there. What the mutants and the
// fuzz target of the verifier share.
#pragma once

#include <csetjmp>
#include <csignal>
#include <sys/time.h>

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>

#include "runtime/memory/memory.h"
#include "runtime/memory/raise.h"
#include "runtime/memory/state.h"
#include "runtime/objects/classes/module.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/object.h"
#include "runtime/vm/loader.h"
#include "taipan/mpy-format/reader.h"
#include "taipan/mpy-format/validator.h"
#include "taipan/runtime.h"

namespace taipan::test {

// --- the host ------------------------------------------------------------------------------------

/// Who keeps a rule: column `by` of rules.def.
enum class KeptBy : uint8_t { Both, Host, Loader };
constexpr KeptBy kKeptBy[] = {
#define TAIPAN_RULE(name, slug, by, expected, found) KeptBy::by,
#include "taipan/verifier/rules.def"
#undef TAIPAN_RULE
};

struct Verdict {
    bool isRead = false;   // the container is whole
    bool isSafe = false;   // and validate() finds no error
    bool isShared = false; // an error is a rule that devices keep too
    bool isNative = false; // it names an architecture: the runtime refuses it for that
    std::string message;   // of the first error
};

inline Verdict judge(std::span<const uint8_t> file) {
    Verdict verdict;
    const Result<mpy::Module> module = mpy::read(file);
    if (!module) {
        verdict.message = module.error().message;
        return verdict;
    }
    verdict.isRead = verdict.isSafe = true;
    verdict.isNative = module->header.arch != abi::Arch::none || module->header.hasArchFlags;
    for (const mpy::Problem& problem : mpy::validate(module.value())) {
        if (problem.level != mpy::ProblemLevel::Error) continue;
        if (verdict.isSafe) verdict.message = toString(problem);
        verdict.isSafe = false;
        if (problem.rule)
            verdict.isShared |= kKeptBy[static_cast<size_t>(*problem.rule)] != KeptBy::Host;
    }
    return verdict;
}

// --- the runtime ---------------------------------------------------------------------------------

enum class Outcome : uint8_t {
    Refused, // by the loader, with ValueError
    NoRoom,  // memory or stack were too small for the file
    Ended,
    GivenUp // it was still running when its time was over
};

namespace detail {
alignas(16) inline char heap[512 * 1024];
constexpr int kTickMilliseconds = 5;
constexpr int kTicks = 8; // the first ones interrupt the program, the last one gives it up
inline sigjmp_buf giveUp;
inline volatile std::sig_atomic_t ticks = 0;

inline void onTick(int) {
    taipan_interrupt();
    ticks = ticks + 1;
    if (ticks >= kTicks) siglongjmp(giveUp, 1);
}

inline void setTimer(int milliseconds) {
    const timeval interval{0, milliseconds * 1000};
    const itimerval timer{interval, interval};
    ticks = 0;
    setitimer(ITIMER_VIRTUAL, &timer, nullptr);
}

inline long discard(void*, int, const void*, size_t size) {
    return static_cast<long>(size);
}
inline long noInput(void*, int, void*, size_t) {
    return 0;
}
inline uint64_t noTime(void*) {
    return 0;
}

[[gnu::noinline]] inline Outcome loadAndRun(std::span<const uint8_t> file) {
    using namespace taipan::runtime;
    Value function;
    const Value refused = attempt([&] {
        auto* context = newObject<ModuleContext>(moduleType);
        context->globals = state.mainGlobals;
        function = loadMpy(context, file.data(), file.size());
    });
    if (refused)
        return isInstance(refused, classOf(ValueErrorType)) ? Outcome::Refused : Outcome::NoRoom;
    attempt([&] { call(function); });
    taipan_collect();
    return Outcome::Ended;
}
} // namespace detail

/// Loads a file into a new runtime, and runs it for a short time.
[[gnu::noinline]] inline Outcome run(std::span<const uint8_t> file) {
    static const taipan_port port = [] {
        taipan_port made{};
        made.write = detail::discard;
        made.read = detail::noInput;
        made.ticks = detail::noTime;
        return made;
    }();
    std::signal(SIGVTALRM, detail::onTick);
    if (!taipan_init(detail::heap, sizeof detail::heap, &port)) std::abort();
    taipan_set_stack(__builtin_frame_address(0), 2 << 20);
    volatile Outcome outcome = Outcome::GivenUp;
    detail::setTimer(detail::kTickMilliseconds);
    if (sigsetjmp(detail::giveUp, 1) == 0) outcome = detail::loadAndRun(file);
    detail::setTimer(0);
    taipan_deinit();
    return outcome;
}

} // namespace taipan::test
