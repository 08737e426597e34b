// taipan dump: what a stage of the compiler makes of a source file.
#include <algorithm>
#include <iterator>
#include <memory>

#include "src/driver/commands.h"
#include "src/driver/module_file.h"
#include "src/mpy_cross/words.h"
#include "src/native/client.h"
#include "support/host/target.h"
#include "support/report/report.h"
#include "taipan/compiler.h"

namespace taipan::driver {

namespace {
struct Settings {
    std::string file;
    std::string stage;
    unsigned optLevel = 0;
    std::string arch, profile;
};

struct StageName {
    const char* name;
    Stage stage;
};
constexpr StageName kStages[] = {{"tokens", Stage::Tokens}, {"ast", Stage::Ast},
                                 {"scopes", Stage::Scopes}, {"ir", Stage::Ir},
                                 {"ssa", Stage::Ssa},       {"bytecode", Stage::Bytecode}};

/// Stages of machine code, which taipan-native makes.
struct NativeStageName {
    const char* name;
    native::Want want;
};
constexpr NativeStageName kNativeStages[] = {{"llvm", native::Want::Llvm},
                                             {"asm", native::Want::Asm}};

std::vector<std::string> stageNames() {
    std::vector<std::string> names;
    for (const StageName& row : kStages) names.emplace_back(row.name);
    for (const NativeStageName& row : kNativeStages) names.emplace_back(row.name);
    return names;
}

/// The text of a stage of machine code; all functions become that.
DumpResult dumpNative(const std::string& text, native::Want want, CompileOptions options) {
    options.emitter = Emitter::Native;
    DumpResult result;
    CompileResult ours = compile(text, options);
    result.diagnostics = ours.diagnostics;
    if (!native::needsNative(ours)) return result;
    const std::string program = native::findProgram();
    if (program.empty()) return result;
    std::string wrong;
    native::Answer answer = native::Client(program).ask(want, text, options, wrong);
    if (wrong.empty()) return {std::move(answer.text), std::move(answer.result.diagnostics)};
    result.diagnostics.front().message = "internal error: " + program + " " + wrong;
    return result;
}

int run(const Settings& settings) {
    const auto loaded = loadText(settings.file);
    if (!loaded) return printFailure(loaded.error());
    const std::string& text = loaded.value();
    const auto* const stage = // which the command line has looked at
        std::find_if(std::begin(kStages), std::end(kStages),
                     [&](const StageName& row) { return row.name == settings.stage; });
    CompileOptions options;
    options.sourceName = settings.file;
    options.optLevel = settings.optLevel;
    options.recover = true;
    options.strict = true;
    if (!settings.arch.empty()) {
        const auto arch = host::parseArch(settings.arch);
        if (!arch) return printFailure({"--march: one of " + host::archNames(", ")});
        options.arch = *arch;
    }
    if (!settings.profile.empty()) options.nativeOpt = *words::parseProfile(settings.profile);
    const auto* const native =
        std::find_if(std::begin(kNativeStages), std::end(kNativeStages),
                     [&](const NativeStageName& row) { return row.name == settings.stage; });
    const DumpResult dumped = native != std::end(kNativeStages)
                                  ? dumpNative(text, native->want, options)
                                  : dump(text, stage->stage, options);
    const SourceBuffer source(text, settings.file);
    std::string messages;
    for (const Diagnostic& found : dumped.diagnostics) report::appendRich(messages, source, found);
    printError(messages);
    if (!printOut(dumped.text)) return 1;
    const auto isError = [](const Diagnostic& one) { return one.severity == Severity::Error; };
    return std::any_of(dumped.diagnostics.begin(), dumped.diagnostics.end(), isError) ? 1 : 0;
}
} // namespace

void addDumpCommand(Command& root) {
    auto settings = std::make_shared<Settings>();
    Command command = root.command("dump", "Show what a stage of the compiler makes");
    command.argument("file", settings->file, "The .py file").required();
    command.option("--stage", settings->stage, "What to show").required().oneOf(stageNames());
    command.option("--march", settings->arch, "Architecture of machine code, for llvm and asm");
    command.option("--native-opt", settings->profile, "What that code is to be")
        .oneOf({"size", "balanced", "speed"});
    command.option("-O", settings->optLevel, "Optimisation level").inRange(0, 9);
    command.onRun([settings] { return run(*settings); });
}

} // namespace taipan::driver
