#include "taipan/freezer/report.h"

#include <cstring>

#include "src/host/files.h"

namespace taipan::freezer {

Result<frozen::FlashUse> measureFlash(std::span<const FrozenFile> files,
                                      const FreezeOptions& options, frozen::FloatObjects floats) {
    if (options.target != Target::Stock)
        return Failure{"flash is measured for stock firmware only"};
    std::vector<frozen::FrozenModule> modules;
    std::vector<frozen::FrozenText> texts;
    for (const FrozenFile& file : files) {
        const auto* bytes = reinterpret_cast<const char*>(file.bytes.data());
        if (file.kind == FileKind::Text || file.kind == FileKind::Data)
            texts.push_back({file.target, {bytes, file.bytes.size()}});
        else
            modules.push_back({&file.module, file.target});
    }
    std::string header;
    if (!options.knownNames.empty()) {
        const auto read = host::readFile(options.knownNames, header);
        if (!read.ok())
            return Failure{options.knownNames + ": cannot be read: " + std::strerror(read.code)};
    }
    frozen::FlashOptions flash;
    flash.stock.qstrHeader = header;
    flash.stock.longInt = options.longInt;
    flash.stock.mpzDigitBits = options.mpzDigitBits;
    flash.floats = floats;
    return frozen::measureForStock(modules, texts, flash);
}

} // namespace taipan::freezer
