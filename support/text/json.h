// JSON: strings that are valid whatever bytes a text has, and the punctuation around them.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace taipan {

/// Who reads it. The values are the same for all: those of RFC 8259, with U+FFFD for every byte
/// that is not UTF-8 (lone surrogates among them, which readers need not take).
enum class JsonFor : uint8_t {
    Programs, // UTF-8
    Pages,    // UTF-8 without characters of markup, so that no text ends an element
    Python    // ASCII, as Python's json.dumps() writes it by default
};

/// Appends `text` as a JSON string with its quotes.
void appendJsonString(std::string& out, std::string_view text, JsonFor reader = JsonFor::Programs);
std::string jsonString(std::string_view text, JsonFor reader = JsonFor::Programs);

/// Appends values to a text, with commas where they belong. What is begun has to be ended.
class JsonWriter {
  public:
    explicit JsonWriter(std::string& out, JsonFor reader = JsonFor::Programs)
        : out_(out), reader_(reader) {}

    void beginObject() { begin('{'); }
    void endObject() { end('}'); }
    void beginArray() { begin('['); }
    void endArray() { end(']'); }

    /// What follows is its value.
    void key(std::string_view name);
    void value(std::string_view text);
    template <std::unsigned_integral T>
    void value(T number) {
        number64(number);
    }
    template <typename T>
    void member(std::string_view name, T value) {
        key(name);
        this->value(value);
    }

    /// The next value begins a line.
    void breakLine() { breaksLine_ = true; }

  private:
    void separate();
    void begin(char bracket);
    void end(char bracket);
    void number64(uint64_t number);

    std::string& out_;
    JsonFor reader_;
    bool needsComma_ = false;
    bool breaksLine_ = false;
};

} // namespace taipan
