// freezer::build(): which options make the next run do something again.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <unistd.h>

#include "support/host/files.h"
#include "taipan/freezer/build.h"

using namespace taipan;
using namespace taipan::freezer;

namespace {
namespace fs = std::filesystem;

/// A folder with one module and its manifest; gone with the object.
class Project {
  public:
    Project()
        : folder_(fs::temp_directory_path() / ("taipan-build-" + std::to_string(::getpid()))) {
        fs::create_directories(folder_);
        write("a.py", "assert 1\nx = 1 << 20\n");
        write("names.h", "QCFG(BYTES_IN_LEN, (1))\nQCFG(BYTES_IN_HASH, (2))\nQ()\nQ(print)\n");
        write("manifest.py", "module(\"a.py\", opt=1)\n");
    }
    ~Project() { fs::remove_all(folder_); }
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;

    std::string path(const char* name) const { return folder_ / name; }

    BuildOptions options() const {
        BuildOptions options;
        options.manifests = {path("manifest.py")};
        options.output = path("frozen.c");
        options.cache = path("cache");
        options.needFiles = true;
        return options;
    }

  private:
    void write(const char* name, std::string_view text) const {
        const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
        REQUIRE(host::writeFile(path(name), {bytes, text.size()}).ok());
    }

    fs::path folder_;
};

/// An option that a run differs in from the one before.
struct Difference {
    const char* name;
    bool makesOtherModules; // so that what is kept of the module cannot be used
    void (*apply)(BuildOptions&, const Project&);
};

const Difference kDifferences[] = {
    {"levelForAll", true, [](BuildOptions& o, const Project&) { o.freeze.levelForAll = true; }},
    {"optLevel", true,
     [](BuildOptions& o, const Project&) {
         o.freeze.levelForAll = true;
         o.freeze.compile.optLevel = 2;
     }},
    {"sourceLines", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.sourceLines = false; }},
    {"smallIntBits", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.smallIntBits = 16; }},
    {"arch", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.arch = abi::Arch::rv32imc; }},
    {"archFlags", true, [](BuildOptions& o, const Project&) { o.freeze.compile.archFlags = 1; }},
    {"emitter", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.emitter = Emitter::Native; }},
    {"nativeOpt", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.nativeOpt = NativeOpt::Size; }},
    {"nativeOnly", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.nativeOnly = "f"; }},
    {"nativeSkip", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.nativeSkip = "f"; }},
    {"nativePicked", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.nativePicked = "f"; }},
    {"nativeLines", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.nativeLines = true; }},
    {"nativeParts", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.nativeParts = false; }},
    {"viperConstants", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.viperConstants = false; }},
    {"viperDefaults", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.viperDefaults = false; }},
    {"viperFloat", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.viperFloat = false; }},
    {"viperInt64", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.viperInt64 = false; }},
    {"viperSlices", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.viperSlices = false; }},
    {"viperCalls", true,
     [](BuildOptions& o, const Project&) { o.freeze.compile.viperCalls = false; }},
    {"strict", true, [](BuildOptions& o, const Project&) { o.freeze.compile.strict = true; }},
    {"target", false, [](BuildOptions& o, const Project&) { o.freeze.target = Target::Taipan; }},
    {"knownNames", false,
     [](BuildOptions& o, const Project& p) { o.freeze.knownNames = p.path("names.h"); }},
    {"longInt", false,
     [](BuildOptions& o, const Project&) { o.freeze.longInt = frozen::LongInt::LongLong; }},
    {"mpzDigitBits", false, [](BuildOptions& o, const Project&) { o.freeze.mpzDigitBits = 32; }},
};

/// Whether the module of a run was compiled in it; with errors, whether those are the compiler's.
bool hasCompiled(const BuildResult& result) {
    const FreezeResult& frozen = result.frozen;
    return frozen.ok() ? frozen.files.at(0).compiled : !frozen.errors.at(0).diagnostics.empty();
}
} // namespace

TEST_CASE("a build whose options differ from the last one's is not up to date") {
    // A new option stops the compilation here: when the output depends on it, it needs a row.
    [[maybe_unused]] const auto& [sourceName, inputName, input, optLevel, smallIntBits, arch,
                                  archFlags, emitter, nativeOpt, nativeOnly, nativeSkip,
                                  nativePicked, nativeLines, nativeParts, nativeDebug,
                                  nativeRemarks, viperConstants, viperDefaults, viperFloat,
                                  viperInt64, viperSlices, viperCalls, sourceLines, recover, strict,
                                  stackBudget] = CompileOptions{};
    [[maybe_unused]] const auto& [compile, levelForAll, otherCompiler, target, knownNames, longInt,
                                  mpzDigitBits, threads, shownFolder] = FreezeOptions{};
    for (const Difference& difference : kDifferences) {
        CAPTURE(difference.name);
        const Project project;
        BuildOptions options = project.options();
        options.needFiles = false;
        REQUIRE(build(options).outcome == Outcome::Written);
        REQUIRE(build(options).outcome == Outcome::UpToDate);
        difference.apply(options, project);
        CHECK(build(options).outcome != Outcome::UpToDate);
    }
}

TEST_CASE("what is kept of modules goes by every option that they depend on") {
    for (const Difference& difference : kDifferences) {
        CAPTURE(difference.name);
        const Project project;
        BuildOptions options = project.options();
        REQUIRE(hasCompiled(build(options)));
        REQUIRE_FALSE(hasCompiled(build(options)));
        difference.apply(options, project);
        CHECK(hasCompiled(build(options)) == difference.makesOtherModules);
    }
}
