#include "freezer/build/image.h"

namespace taipan::freezer {

Image imageOf(std::span<const FrozenFile> files) {
    Image image;
    for (const FrozenFile& file : files) {
        if (file.kind == FileKind::Text || file.kind == FileKind::Data) {
            const auto* bytes = reinterpret_cast<const char*>(file.bytes.data());
            image.texts.push_back({file.target, {bytes, file.bytes.size()}});
        } else {
            image.modules.push_back({&file.module, file.target});
            image.files.push_back(&file);
        }
    }
    return image;
}

frozen::StockOptions stockOptions(const FreezeOptions& options, std::string_view header) {
    frozen::StockOptions stock;
    stock.qstrHeader = header;
    stock.longInt = options.longInt;
    stock.mpzDigitBits = options.mpzDigitBits;
    stock.threads = options.threads;
    return stock;
}

} // namespace taipan::freezer
