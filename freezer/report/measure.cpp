#include "taipan/freezer/report.h"

#include "freezer/build/image.h"

namespace taipan::freezer {

Result<frozen::FlashUse> measureFlash(const FreezeResult& frozen, const FreezeOptions& options,
                                      frozen::FloatObjects floats) {
    const Image image = imageOf(frozen.files);
    if (options.target == Target::Taipan)
        return frozen::measureForTaipan(image.modules, image.texts, {frozen.knownNames}, floats);
    frozen::FlashOptions flash;
    flash.stock = stockOptions(options, frozen.knownNames);
    flash.floats = floats;
    return frozen::measureForStock(image.modules, image.texts, flash);
}

} // namespace taipan::freezer
