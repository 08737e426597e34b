// taipan info: what an .mpy file holds, how large its parts are, and who can load it.
#include <fmt/format.h>
#include <iterator>
#include <memory>

#include "src/driver/commands.h"
#include "src/driver/module_file.h"
#include "support/host/target.h"
#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/info.h"

namespace taipan::driver {

namespace {
struct Settings {
    std::string file;
    std::string device; // value of sys.implementation._mpy, any base; "" when not asked
};

template <typename... Args>
void line(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
    out += '\n';
}

std::string_view kindName(abi::CodeKind kind) {
    switch (kind) {
    case abi::CodeKind::Bytecode: return "bytecode";
    case abi::CodeKind::Native: return "native";
    case abi::CodeKind::Viper: return "viper";
    case abi::CodeKind::Asm: return "asm";
    }
    return "unknown";
}

void appendHeader(std::string& out, const std::string& path, const mpy::Module& module,
                  const mpy::ModuleInfo& info) {
    const mpy::Header& header = info.header;
    line(out, "file            {}", path);
    line(out, "source          {}", info.sourceName);
    line(out, "format          v{}.{}", header.version, header.subVersion);
    line(out, "architecture    {}", mpy::archName(header.arch));
    if (header.hasArchFlags) line(out, "arch flags      {:#x}", header.archFlags);
    line(out, "small-int bits  {}", header.smallIntBits);
    std::string releases;
    for (const std::string& range : mpy::releasesThatLoad(header, mpy::needsOf(module)))
        releases += (releases.empty() ? "" : ", ") + range;
    line(out, "loads on        {}", releases.empty() ? "no known release" : releases);
    line(out, "                not on CircuitPython, whose files begin with 'C'");
}

void appendSizes(std::string& out, const mpy::ModuleInfo& info) {
    line(out, "");
    line(out, "{:>8}  bytes in the file", info.fileSize);
    line(out, "{:>8}  header", info.headerSize);
    line(out, "{:>8}  string table: {} strings, {} of them static", info.stringTableSize,
         info.strings, info.staticStrings);
    line(out, "{:>8}  constant table: {} objects", info.objectTableSize, info.objects);
    line(out, "{:>8}  functions; {} of it line numbers", info.rawCodeSize, info.lineTableSize);
    line(out, "");
    line(out, "    code  prelude    lines     data  function");
    for (const mpy::FunctionInfo& function : info.functions)
        line(out, "{:>8} {:>8} {:>8} {:>8}  {}{}{}", function.codeSize, function.preludeSize,
             function.lineTableSize, function.dataSize, function.name,
             function.kind == abi::CodeKind::Bytecode ? "" : "  ",
             function.kind == abi::CodeKind::Bytecode ? "" : kindName(function.kind));
}

/// What keeps a file from firmware that would load it.
void appendHandlers(std::string& out, const mpy::Module& module) {
    const std::vector<mpy::CodePlace> places = mpy::handlersRightBehind(module);
    if (places.empty()) return;
    const std::vector<uint32_t> parents = mpy::parentsOf(module);
    line(out, "");
    line(out, "before v1.20, finally blocks and __exit__ are left out at");
    for (const mpy::CodePlace& place : places)
        line(out, "  {}: offset {}", mpy::qualifiedName(module, parents, place.rawCode),
             place.offset);
}

void appendVerdict(std::string& out, const mpy::Verdict& verdict, uint32_t device) {
    line(out, "");
    line(out, "device {:#x}: {}", device, verdict.loads ? "loads" : "does not load");
    for (const std::string& reason : verdict.reasons) line(out, "  {}", reason);
    for (const std::string& condition : verdict.conditions)
        line(out, "  provided that {}", condition);
}

int run(const Settings& settings) {
    uint32_t device = 0;
    if (!settings.device.empty()) {
        const auto number = host::parseNumber(settings.device);
        if (!number || *number > UINT32_MAX)
            return printFailure({"taipan info: --device takes the number sys.implementation._mpy"},
                                2);
        device = static_cast<uint32_t>(*number);
    }
    ModuleFile file;
    if (const auto loaded = loadModule(settings.file, file); !loaded)
        return printFailure(loaded.error());
    const mpy::ModuleInfo info = mpy::describe(file.module);
    std::string out;
    appendHeader(out, settings.file, file.module, info);
    appendSizes(out, info);
    appendHandlers(out, file.module);
    bool loads = true;
    if (!settings.device.empty()) {
        const mpy::Verdict verdict = mpy::explainMpyNumber(file.module, device);
        appendVerdict(out, verdict, device);
        loads = verdict.loads;
    }
    return printOut(out) && loads ? 0 : 1;
}
} // namespace

void addInfoCommand(Command& root) {
    auto settings = std::make_shared<Settings>();
    Command command = root.command("info", "Show what an .mpy file holds, how large its parts are, "
                                           "and which firmware loads it");
    command.argument("file", settings->file, "The .mpy file").required();
    command.option("--device", settings->device,
                   "Number that the device shows for sys.implementation._mpy: say whether it loads "
                   "the file (exit 1 when not)");
    command.onRun([settings] { return run(*settings); });
}

} // namespace taipan::driver
