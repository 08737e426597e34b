// The report on flash as JSON.
#include "support/text/json.h"
#include "freezer/report/text.h"
#include "taipan/freezer/report.h"

namespace taipan::freezer {
namespace {

using frozen::FlashBytes;
using frozen::FlashUse;

/// "bytes":12,"parts":{"code":10,...}
void addBytes(JsonWriter& json, const FlashBytes& bytes) {
    json.member("bytes", bytes.total());
    json.key("parts");
    json.beginObject();
    for (size_t i = 0; i < frozen::kFlashParts; ++i)
        json.member(kFlashPartNames[i].key, bytes.parts[i]);
    json.endObject();
}

void addFile(JsonWriter& json, const frozen::FlashFile& file) {
    json.beginObject();
    json.member("name", file.name);
    json.member("kind", file.isText ? "text" : "module");
    addBytes(json, file.bytes);
    json.key("functions");
    json.beginArray();
    for (const frozen::FlashFunction& function : file.functions) {
        json.breakLine();
        json.beginObject();
        json.member("name", function.name);
        addBytes(json, function.bytes);
        json.endObject();
    }
    json.endArray();
    json.endObject();
}

} // namespace

std::string flashJson(const FlashUse& use) {
    std::string out;
    JsonWriter json(out, JsonFor::Pages); // the page holds it too
    json.beginObject();
    json.member("version", 1U);
    json.member("layout", use.layout);
    addBytes(json, use.total);
    json.member("strings", use.strings);
    json.member("sharedStrings", use.sharedStrings);
    json.key("shared");
    json.beginObject();
    addBytes(json, use.shared);
    json.endObject();
    json.key("files");
    json.beginArray();
    for (const frozen::FlashFile& file : use.files) {
        json.breakLine();
        addFile(json, file);
    }
    json.endArray();
    json.endObject();
    return out += '\n';
}

} // namespace taipan::freezer
