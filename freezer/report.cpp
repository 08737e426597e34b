#include "taipan/freezer/report.h"

#include <cstring>

#include "freezer/image.h"
#include "support/host/files.h"

namespace taipan::freezer {

Result<frozen::FlashUse> measureFlash(std::span<const FrozenFile> files,
                                      const FreezeOptions& options, frozen::FloatObjects floats) {
    const Image image = imageOf(files);
    std::string known;
    if (!options.knownNames.empty()) {
        const auto read = host::readFile(options.knownNames, known);
        if (!read.ok())
            return Failure{options.knownNames + ": cannot be read: " + std::strerror(read.code)};
    }
    if (options.target == Target::Taipan)
        return frozen::measureForTaipan(image.modules, image.texts, {known}, floats);
    frozen::FlashOptions flash;
    flash.stock = stockOptions(options, known);
    flash.floats = floats;
    return frozen::measureForStock(image.modules, image.texts, flash);
}

} // namespace taipan::freezer
