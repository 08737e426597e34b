#include "src/driver/compile/budget.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <map>
#include <new>

#include "src/driver/other_compiler.h"
#include "src/native/client.h"
#include "support/host/paths.h"
#include "taipan/freezer/budget.h"
#include "taipan/mpy-format/info.h"
#include "taipan/mpy-format/reader.h"

namespace taipan::driver {

using freezer::BudgetFunction;
using freezer::BudgetModule;
using freezer::BudgetPlace;

std::optional<uint64_t> parseBudget(const std::string& text) {
    uint64_t number = 0;
    const char* const end = text.data() + text.size();
    auto [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc()) return {};
    const bool isKilo = at != end && (*at == 'k' || *at == 'K');
    if (isKilo) ++at;
    constexpr unsigned kShift = 10;
    if (at != end || (isKilo && number > UINT64_MAX >> kShift)) return {};
    return isKilo ? number << kShift : number;
}

Result<uint64_t> budgetBytes(const BudgetSettings& settings, const CompileOptions& options) {
    if (!settings.isWanted()) {
        if (!settings.profile.empty()) return Failure{"--profile-data needs --native-budget"};
        if (!settings.report.empty())
            return Failure{"--native-budget-report needs --native-budget"};
        return uint64_t{0};
    }
    const auto bytes = parseBudget(settings.bytes);
    if (!bytes) return Failure{"--native-budget: a number of bytes, or of 1,024 as in 8k"};
    if (options.arch == abi::Arch::none)
        return Failure{"--native-budget needs a target architecture: name it with --march"};
    return *bytes;
}

std::optional<Budget> readBudget(const BudgetSettings& settings, uint64_t bytes,
                                 report::Format format, std::string& messages) {
    Budget budget{bytes, settings.profile, {}};
    if (settings.profile.empty()) return budget;
    std::string text;
    if (const auto read = host::readInput(settings.profile, text); !read.ok()) {
        report::appendPlain(messages, format, settings.profile, host::explain(read));
        return {};
    }
    auto rows = freezer::parseProfile(text);
    if (!rows) {
        report::appendPlaced(messages, format, settings.profile,
                             static_cast<uint32_t>(rows.error().offset), 0, rows.error().message,
                             Severity::Error, "profile");
        return {};
    }
    budget.profile = std::move(rows).value();
    return budget;
}

namespace {
/// Bytes of machine code, by name.
using Sizes = std::map<std::string, uint64_t>;

/// What an .mpy file holds: its machine code, and names of all its functions, bodies too.
struct Contents {
    Sizes native;
    std::vector<std::string> names; // sorted, each once

    explicit Contents(const std::vector<uint8_t>& file) {
        const auto module = mpy::read(file);
        if (!module.ok()) return;
        constexpr std::string_view kBody = "<module>.";
        for (const mpy::FunctionInfo& each : mpy::describe(module.value()).functions) {
            std::string name = each.name;
            if (name.starts_with(kBody)) name.erase(0, kBody.size());
            if (each.kind != abi::CodeKind::Bytecode) native[name] += each.codeSize;
            names.push_back(std::move(name));
        }
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
    }
    uint64_t bytes() const {
        uint64_t sum = 0;
        for (const auto& [name, size] : native) sum += size;
        return sum;
    }
};

/// Modules that are compiled until they fit.
class Fitting {
  public:
    Fitting(const Budget& budget, const std::vector<Job>& jobs, const BatchOptions& options,
            const std::string& nativeCompiler)
        : budget_(budget), jobs_(jobs), options_(options), ours_(otherCompiler("")),
          others_(nativeCompiler.empty() ? freezer::OtherCompiler()
                                         : otherCompiler(nativeCompiler)),
          made_(jobs.size()), modules_(jobs.size()), chosen_(jobs.size()) {}

    BudgetProduct run() {
        forEach([this](size_t at) { measure(at); });
        weighByProfile();
        if (product_.isWrong) return std::move(product_);
        fit();
        warn();
        freezer::BudgetReport told{budget_.bytes, 0, !budget_.profile};
        if (budget_.profile) {
            for (const freezer::ProfileRow& row : *budget_.profile) told.weight += row.weight;
        } else {
            for (const BudgetModule& module : modules_)
                for (const BudgetFunction& each : module.functions) told.weight += each.weight;
        }
        product_.report = freezer::budgetText(modules_, picked_, told);
        product_.made = std::move(made_);
        return std::move(product_);
    }

  private:
    template <typename Step>
    void forEach(Step step);
    /// Every function by itself: that is how they are counted and picked.
    CompileOptions optionsFor(size_t at) const {
        CompileOptions options = optionsOf(jobs_[at], options_);
        options.nativeParts = false;
        return options;
    }
    void measure(size_t at);
    void weighByProfile();
    void fit();
    void compilePicked();
    void warn();
    uint64_t bytes() const;

    const Budget& budget_;
    const std::vector<Job>& jobs_;
    const BatchOptions& options_;
    const freezer::OtherCompiler ours_, others_;
    std::vector<Compiled> made_;
    std::vector<BudgetModule> modules_;
    std::vector<std::string> chosen_; // names that made_ was compiled with
    std::vector<BudgetPlace> picked_;
    BudgetProduct product_;
};

/// Does a step for all files, side by side.
template <typename Step>
void Fitting::forEach(Step step) {
    forEachJob(jobs_, options_, [&](size_t at) {
        try {
            step(at);
        } catch (const std::bad_alloc&) {
            made_[at].read = {ENOMEM, host::FileStep::Read};
        }
    });
}

/// Compiles a source as it asks for, and all of its functions as machine code.
void Fitting::measure(size_t at) {
    Compiled& made = made_[at];
    BudgetModule& module = modules_[at];
    module.path = host::isStandardInput(jobs_[at].input) ? jobs_[at].sourceName
                                                         : host::normalPath(jobs_[at].input);
    made.read = host::readInput(jobs_[at].input, made.text);
    if (!made.read.ok()) return;
    CompileOptions options = optionsFor(at);
    made.result = freezer::compileWith(ours_, made.text, options);
    // What the other compiler makes has no functions that we pick.
    const bool isForeign = native::needsNative(made.result) && others_;
    if (isForeign) made.result = freezer::compileWith(others_, made.text, options);
    if (!made.result.ok()) return;
    const Contents asked(made.result.mpy);
    Sizes all;
    if (!isForeign && budget_.bytes != 0) {
        options.emitter = Emitter::Native;
        options.nativeDebug = options.nativeRemarks = false;
        CompileResult whole = freezer::compileWith(ours_, made.text, options);
        if (!whole.ok()) {
            made.result = std::move(whole);
            return;
        }
        all = Contents(whole.mpy).native;
    }
    for (const std::string& name : asked.names) {
        BudgetFunction& each = module.functions.emplace_back();
        each.name = name;
        const auto own = asked.native.find(name);
        const auto any = all.find(name);
        each.isAsked = own != asked.native.end();
        each.canBePicked = !each.isAsked && any != all.end();
        if (each.isAsked) each.bytes = own->second;
        if (each.canBePicked) each.bytes = any->second;
    }
    if (budget_.profile || budget_.bytes == 0) return;
    for (const FunctionWork& each : estimateWork(made.text, optionsFor(at)))
        for (BudgetFunction& function : module.functions)
            if (function.name == each.name) function.weight += each.work;
}

void Fitting::weighByProfile() {
    if (!budget_.profile) return;
    for (const freezer::ProfileFinding& found : freezer::weigh(modules_, *budget_.profile)) {
        report::appendPlaced(product_.messages, options_.format, budget_.profilePath, found.line, 0,
                             found.message, found.isError ? Severity::Error : Severity::Warning,
                             "profile");
        product_.isWrong = product_.isWrong || found.isError;
    }
}

uint64_t Fitting::bytes() const {
    uint64_t sum = 0;
    for (const Compiled& each : made_)
        if (each.result.ok()) sum += Contents(each.result.mpy).bytes();
    return sum;
}

/// Picks, compiles and looks whether that fits: what a function takes depends a little on the
/// others of its file.
void Fitting::fit() {
    uint64_t limit = budget_.bytes;
    for (unsigned round = 0;; ++round) {
        picked_ = freezer::pickFunctions(modules_, {limit});
        compilePicked();
        const uint64_t taken = bytes();
        if (taken <= budget_.bytes || picked_.empty()) return;
        // At first by what they have taken together; then by less and less.
        if (round != 0) limit -= std::min(limit, taken - budget_.bytes);
    }
}

void Fitting::compilePicked() {
    std::vector<std::vector<std::string>> names(jobs_.size());
    for (const BudgetPlace place : picked_)
        names[place.module].push_back(modules_[place.module].functions[place.function].name);
    forEach([&](size_t at) {
        std::sort(names[at].begin(), names[at].end());
        CompileOptions options = optionsFor(at);
        for (const std::string& name : names[at])
            options.nativePicked += (options.nativePicked.empty() ? "" : ",") + name;
        if (options.nativePicked == chosen_[at]) return;
        chosen_[at] = options.nativePicked;
        made_[at].result = freezer::compileWith(ours_, made_[at].text, options);
        const Sizes sizes = Contents(made_[at].result.mpy).native;
        for (BudgetFunction& each : modules_[at].functions)
            if (const auto found = sizes.find(each.name); found != sizes.end())
                each.bytes = found->second;
    });
}

void Fitting::warn() {
    uint64_t asked = 0;
    for (const BudgetModule& module : modules_)
        for (const BudgetFunction& each : module.functions)
            if (each.isAsked) asked += each.bytes;
    if (asked <= budget_.bytes) return;
    report::appendPlaced(product_.messages, options_.format, "taipan", 0, 0,
                         "functions that ask for machine code take " + std::to_string(asked) +
                             " bytes, more than the budget of " + std::to_string(budget_.bytes),
                         Severity::Warning, "budget");
}
} // namespace

BudgetProduct compileWithin(const Budget& budget, const std::vector<Job>& jobs,
                            const BatchOptions& options, const std::string& nativeCompiler) {
    return Fitting(budget, jobs, options, nativeCompiler).run();
}

} // namespace taipan::driver
