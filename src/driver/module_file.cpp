#include "src/driver/module_file.h"

#include <cstring>
#include <unistd.h>

#include "support/host/files.h"
#include "support/text/ascii.h"
#include "taipan/mpy-format/reader.h"

namespace taipan::driver {

Failure namedFailure(const std::string& path, std::string_view message) {
    return {path + ": error: " + std::string(message)};
}

Result<std::string> loadText(const std::string& path) {
    std::string text;
    const auto result = host::readInput(path, text);
    if (!result.ok()) return namedFailure(path, std::strerror(result.code));
    return text;
}

Result<void> loadModule(const std::string& path, ModuleFile& file) {
    auto text = loadText(path);
    if (!text) return text.error();
    file.bytes = std::move(text).value();
    auto read = mpy::read(asBytes(file.bytes));
    if (!read)
        return namedFailure(path, read.error().message + " (byte " +
                                      std::to_string(read.error().offset) + ")");
    file.module = std::move(read).value();
    return {};
}

Result<void> saveOutput(const std::string& path, std::span<const uint8_t> bytes) {
    const auto result = host::writeOutput(path, bytes);
    if (!result.ok()) return namedFailure(path, std::strerror(result.code));
    return {};
}

void printError(std::string_view text) {
    host::writeDescriptor(STDERR_FILENO, asBytes(text));
}

int printFailure(const Failure& failure, int status) {
    printError(failure.message + "\n");
    return status;
}

bool printOut(std::string_view text) {
    const auto result = host::writeDescriptor(STDOUT_FILENO, asBytes(text));
    if (!result.ok()) printFailure(namedFailure("<stdout>", std::strerror(result.code)));
    return result.ok();
}

} // namespace taipan::driver
