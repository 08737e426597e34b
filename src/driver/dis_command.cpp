// taipan dis: an .mpy file as a listing.
#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "src/driver/commands.h"
#include "src/driver/module_file.h"
#include "taipan/mpy-format/disassembler.h"

namespace taipan::driver {

namespace {
struct Settings {
    std::string file;
    std::string source; // "": no source lines
    bool bytes = false;
};

int run(const Settings& settings) {
    ModuleFile file;
    if (!loadModule(settings.file, file)) return 1;
    mpy::DisasmOptions options;
    options.bytes = settings.bytes;
    std::optional<SourceBuffer> source;
    if (!settings.source.empty()) {
        std::string text;
        if (!loadText(settings.source, text)) return 1;
        options.source = &source.emplace(text, settings.source);
    }
    return printOut(mpy::disassemble(file.module, options)) ? 0 : 1;
}
} // namespace

void addDisCommand(CLI::App& app, int& exitCode) {
    auto settings = std::make_shared<Settings>();
    CLI::App* command = app.add_subcommand("dis", "List an .mpy file: tables and instructions");
    command->add_option("file", settings->file, "The .mpy file")->required();
    command->add_flag("--bytes", settings->bytes, "Explain every byte of the file");
    command->add_option("--source", settings->source,
                        "The .py file it was made from: show its lines above their code");
    command->callback([settings, &exitCode] { exitCode = run(*settings); });
}

} // namespace taipan::driver
