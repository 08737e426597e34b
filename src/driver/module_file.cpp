#include "src/driver/module_file.h"

#include <cstring>
#include <unistd.h>

#include "support/host/files.h"
#include "taipan/mpy-format/reader.h"

namespace taipan::driver {

namespace {
std::span<const uint8_t> asBytes(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}
} // namespace

bool loadText(const std::string& path, std::string& text) {
    const auto result = host::readInput(path, text);
    if (!result.ok()) printError(path + ": error: " + std::strerror(result.code) + "\n");
    return result.ok();
}

bool loadModule(const std::string& path, ModuleFile& file) {
    if (!loadText(path, file.bytes)) return false;
    auto read = mpy::read(asBytes(file.bytes));
    if (!read.ok()) {
        printError(path + ": error: " + read.error().message + " (byte " +
                   std::to_string(read.error().offset) + ")\n");
        return false;
    }
    file.module = std::move(read).value();
    return true;
}

void printError(std::string_view text) {
    host::writeDescriptor(STDERR_FILENO, asBytes(text));
}

bool printOut(std::string_view text) {
    const auto result = host::writeDescriptor(STDOUT_FILENO, asBytes(text));
    if (!result.ok())
        printError(std::string("<stdout>: error: ") + std::strerror(result.code) + "\n");
    return result.ok();
}

} // namespace taipan::driver
