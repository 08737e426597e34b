#include "taipan/freezer/report.h"

#include <cstring>

#include "src/host/files.h"

namespace taipan::freezer {

Result<frozen::FlashUse> measureFlash(std::span<const FrozenFile> files,
                                      const FreezeOptions& options, frozen::FloatObjects floats) {
    std::vector<frozen::FrozenModule> modules;
    std::vector<frozen::FrozenText> texts;
    for (const FrozenFile& file : files) {
        const auto* bytes = reinterpret_cast<const char*>(file.bytes.data());
        if (file.kind == FileKind::Text || file.kind == FileKind::Data)
            texts.push_back({file.target, {bytes, file.bytes.size()}});
        else
            modules.push_back({&file.module, file.target});
    }
    std::string known;
    if (!options.knownNames.empty()) {
        const auto read = host::readFile(options.knownNames, known);
        if (!read.ok())
            return Failure{options.knownNames + ": cannot be read: " + std::strerror(read.code)};
    }
    if (options.target == Target::Taipan)
        return frozen::measureForTaipan(modules, texts, {known}, floats);
    frozen::FlashOptions flash;
    flash.stock.qstrHeader = known;
    flash.stock.longInt = options.longInt;
    flash.stock.mpzDigitBits = options.mpzDigitBits;
    flash.floats = floats;
    return frozen::measureForStock(modules, texts, flash);
}

} // namespace taipan::freezer
