// taipan dis: an .mpy file as a listing.
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
    if (const auto loaded = loadModule(settings.file, file); !loaded)
        return printFailure(loaded.error());
    mpy::DisasmOptions options;
    options.bytes = settings.bytes;
    std::optional<SourceBuffer> source;
    if (!settings.source.empty()) {
        const auto text = loadText(settings.source);
        if (!text) return printFailure(text.error());
        options.source = &source.emplace(text.value(), settings.source);
    }
    return printOut(mpy::disassemble(file.module, options)) ? 0 : 1;
}
} // namespace

void addDisCommand(Command& root) {
    auto settings = std::make_shared<Settings>();
    Command command = root.command("dis", "List an .mpy file: tables and instructions");
    command.argument("file", settings->file, "The .mpy file").required();
    command.flag("--bytes", settings->bytes, "Explain every byte of the file");
    command.option("--source", settings->source,
                   "The .py file it was made from: show its lines above their code");
    command.onRun([settings] { return run(*settings); });
}

} // namespace taipan::driver
