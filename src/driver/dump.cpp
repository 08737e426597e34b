// taipan dump: what a stage of the compiler makes of a source file.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>

#include "src/driver/commands.h"
#include "src/driver/module_file.h"
#include "support/report/report.h"
#include "taipan/compiler.h"

namespace taipan::driver {

namespace {
struct Settings {
    std::string file;
    Stage stage = Stage::Ast;
    unsigned optLevel = 0;
};

int run(const Settings& settings) {
    std::string text;
    if (!loadText(settings.file, text)) return 1;
    CompileOptions options;
    options.sourceName = settings.file;
    options.optLevel = settings.optLevel;
    options.recover = true;
    options.strict = true;
    const DumpResult dumped = dump(text, settings.stage, options);
    const SourceBuffer source(text, settings.file);
    std::string messages;
    for (const Diagnostic& found : dumped.diagnostics) report::appendRich(messages, source, found);
    fmt::print(stderr, "{}", messages);
    if (!printOut(dumped.text)) return 1;
    const auto isError = [](const Diagnostic& one) { return one.severity == Severity::Error; };
    return std::any_of(dumped.diagnostics.begin(), dumped.diagnostics.end(), isError) ? 1 : 0;
}
} // namespace

void addDumpCommand(CLI::App& app, int& exitCode) {
    static const std::map<std::string, Stage> kStages = {{"tokens", Stage::Tokens},
                                                         {"ast", Stage::Ast},
                                                         {"scopes", Stage::Scopes},
                                                         {"ir", Stage::Ir},
                                                         {"bytecode", Stage::Bytecode}};
    auto settings = std::make_shared<Settings>();
    CLI::App* command = app.add_subcommand("dump", "Show what a stage of the compiler makes");
    command->add_option("file", settings->file, "The .py file")->required();
    command->add_option("--stage", settings->stage, "tokens, ast, scopes, ir or bytecode")
        ->required()
        ->transform(CLI::CheckedTransformer(kStages));
    command->add_option("-O", settings->optLevel, "Optimisation level")->check(CLI::Range(0, 9));
    command->callback([settings, &exitCode] { exitCode = run(*settings); });
}

} // namespace taipan::driver
