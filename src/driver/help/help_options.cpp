#include "src/driver/help/help_options.h"

#include "src/driver/help/completion.h"
#include "src/driver/help/cross_shape.h"
#include "src/driver/help/man_page.h"

namespace taipan::driver {

namespace {
constexpr std::string_view kStatuses = "0  all is well\n"
                                       "1  something was wrong with the input\n"
                                       "2  the command line was";
constexpr std::string_view kCrossStatuses =
    "0  all is well\n"
    "1  something was wrong with the source or the command line";

std::string completionFor(const CommandShape& root, const std::string& name) {
    const CommandShape programs[] = {root, crossShape()};
    const Shell shell = name == "bash" ? Shell::Bash : name == "zsh" ? Shell::Zsh : Shell::Fish;
    return completionScript(shell, programs);
}
} // namespace

void addHelpOptions(Command& root) {
    const CommandShape& shape = root.shape();
    const auto completion = [&shape](const std::string& name) {
        return completionFor(shape, name);
    };
    const auto page = [&shape](const std::string& name) {
        const CommandShape cross = crossShape();
        return name == cross.name ? manPage(cross, TAIPAN_VERSION, kCrossStatuses)
                                  : manPage(shape, TAIPAN_VERSION, kStatuses);
    };
    root.printed("--completion", completion,
                 "Print the script that a shell completes taipan and mpy-cross with")
        .oneOf({"bash", "zsh", "fish"});
    root.printed("--man-page", page, "Print the manual page of a program")
        .oneOf({"taipan", "mpy-cross"});
}

} // namespace taipan::driver
