// taipan verify: is it safe to run these .mpy files?
#include <memory>

#include "src/driver/commands.h"
#include "src/driver/module_file.h"
#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/info.h"
#include "taipan/mpy-format/validator.h"

namespace taipan::driver {

namespace {
/// Warns of what only older firmware does wrong.
void appendHandlers(std::string& out, const std::string& path, const mpy::Module& module) {
    const std::vector<uint32_t> parents = mpy::parentsOf(module);
    for (const mpy::CodePlace& place : mpy::handlersRightBehind(module)) {
        mpy::Problem problem;
        problem.level = mpy::ProblemLevel::Warning;
        problem.where = mpy::qualifiedName(module, parents, place.rawCode);
        problem.offset = place.offset;
        problem.rawCode = place.rawCode;
        problem.message = "firmware before v1.20 leaves out this handler, which stands right "
                          "behind a return or a jump";
        out += path + ": " + mpy::toString(problem) + "\n";
    }
}

/// Prints one line a finding, or "FILE: ok"; false when the file must not be loaded.
bool verifyFile(const std::string& path) {
    ModuleFile file;
    if (const auto loaded = loadModule(path, file); !loaded) {
        printFailure(loaded.error());
        return false;
    }
    const std::vector<mpy::Problem> problems = mpy::validate(file.module);
    std::string out;
    for (const mpy::Problem& problem : problems) out += path + ": " + mpy::toString(problem) + "\n";
    appendHandlers(out, path, file.module);
    const bool safe = !mpy::hasErrors(problems);
    if (safe) out += path + ": ok\n";
    return printOut(out) && safe;
}
} // namespace

void addVerifyCommand(Command& root) {
    auto files = std::make_shared<std::vector<std::string>>();
    Command command = root.command(
        "verify", "Check that .mpy files are well-formed and safe to run; firmware does not");
    command.argument("files", *files, "The .mpy files").required();
    command.onRun([files] {
        int status = 0;
        for (const std::string& file : *files)
            if (!verifyFile(file)) status = 1;
        return status;
    });
}

} // namespace taipan::driver
