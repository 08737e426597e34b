#include "support/text/json.h"

#include "support/text/quote.h"

namespace taipan {

namespace {
constexpr std::string_view kLetters = "\bb\ff\nn\rr\tt";
using Beyond = EscapeStyle::Beyond;

constexpr EscapeStyle styleFor(JsonFor reader) {
    return {.letters = kLetters,
            .beyond = reader == JsonFor::Python ? Beyond::Escaped : Beyond::Kept,
            .numbers = EscapeStyle::Numbers::Json,
            .bad = EscapeStyle::Bad::Replaced,
            .numbered = reader == JsonFor::Pages ? "<>&" : ""};
}
} // namespace

void appendJsonString(std::string& out, std::string_view text, JsonFor reader) {
    out += '"';
    appendEscaped(out, text, styleFor(reader));
    out += '"';
}

std::string jsonString(std::string_view text, JsonFor reader) {
    std::string out;
    appendJsonString(out, text, reader);
    return out;
}

void JsonWriter::separate() {
    if (needsComma_) out_ += ',';
    if (breaksLine_) out_ += '\n';
    needsComma_ = true;
    breaksLine_ = false;
}

void JsonWriter::begin(char bracket) {
    separate();
    out_ += bracket;
    needsComma_ = false;
}

void JsonWriter::end(char bracket) {
    out_ += bracket;
    needsComma_ = true;
    breaksLine_ = false;
}

void JsonWriter::key(std::string_view name) {
    separate();
    appendJsonString(out_, name, reader_);
    out_ += ':';
    needsComma_ = false;
}

void JsonWriter::value(std::string_view text) {
    separate();
    appendJsonString(out_, text, reader_);
}

void JsonWriter::number64(uint64_t number) {
    separate();
    out_ += std::to_string(number);
}

} // namespace taipan
