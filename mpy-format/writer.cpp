// The writer sits in the compiler's hot path: one growing buffer, filled front to back, with a
// bounds check an item instead of one a byte.
#include "taipan/mpy-format/writer.h"

#include <cassert>
#include <cstring>

#include "taipan/abi/varint.h"

namespace taipan::mpy {
namespace {

using abi::CodeKind;

/// Growing output. `room` hands out space; `done` says how far it was used.
class Output {
  public:
    explicit Output(size_t estimate) : bytes_(estimate) {}

    void byte(uint8_t value) {
        *room(1) = value;
        ++size_;
    }
    void number(uint64_t value) {
        uint8_t* at = room(abi::kMaxVarintBytes);
        size_ += static_cast<size_t>(abi::writeVaruint(at, value) - at);
    }
    void raw(const void* data, size_t size) {
        if (size == 0) return;
        std::memcpy(room(size), data, size);
        size_ += size;
    }
    void raw(std::span<const uint8_t> data) { raw(data.data(), data.size()); }
    void raw(std::string_view text) { raw(text.data(), text.size()); }

    std::vector<uint8_t> take() {
        bytes_.resize(size_);
        return std::move(bytes_);
    }

  private:
    uint8_t* room(size_t size) {
        if (bytes_.size() - size_ < size) bytes_.resize(bytes_.size() * 2 + size);
        return bytes_.data() + size_;
    }

    std::vector<uint8_t> bytes_;
    size_t size_ = 0;
};

void writeHeader(Output& out, const Header& header) {
    const auto arch = static_cast<uint8_t>(header.arch);
    out.byte(abi::kMagic);
    out.byte(header.version);
    out.byte(static_cast<uint8_t>((header.subVersion & abi::kFeatureSubMask) |
                                  ((arch << abi::kFeatureArchShift) & abi::kFeatureArchMask) |
                                  (header.hasArchFlags ? abi::kFeatureArchFlags : 0)));
    out.byte(header.smallIntBits);
    if (header.hasArchFlags) out.number(header.archFlags);
}

void writeQstr(Output& out, const Qstr& qstr) {
    if (qstr.staticId != 0) {
        out.number(uint64_t{qstr.staticId} << 1 | 1);
        return;
    }
    out.number(uint64_t{qstr.text.size()} << 1);
    out.raw(qstr.text);
    out.byte(0);
}

void writeObject(Output& out, const Object& object) {
    out.byte(static_cast<uint8_t>(object.tag));
    switch (objectPayload(object.tag)) {
    case Payload::None: break;
    case Payload::Text:
        out.number(object.text.size());
        out.raw(object.text);
        out.byte(0);
        break;
    case Payload::Number:
        out.number(object.text.size());
        out.raw(object.text);
        break;
    case Payload::Items:
        out.number(object.items.size());
        for (const Object& item : object.items) writeObject(out, item);
        break;
    }
}

void writeViperTail(Output& out, const RawCode& code) {
    out.number(code.scopeFlags);
    if (code.scopeFlags & abi::kViperRodata) out.number(code.rodata.size());
    if (code.scopeFlags & abi::kViperBss) out.number(code.bssSize);
    if (code.scopeFlags & abi::kViperRodata) out.raw(code.rodata);
    if (code.scopeFlags & abi::kViperRelocations) out.raw(code.relocations);
}

/// A raw code up to and including its number of children.
void writeRawCode(Output& out, const RawCode& code) {
    const bool parent = !code.children.empty();
    out.number(uint64_t{code.code.size()} << 3 | (parent ? 4 : 0) |
               static_cast<uint8_t>(code.kind));
    out.raw(code.code);
    switch (code.kind) {
    case CodeKind::Bytecode: break;
    case CodeKind::Native: out.number(code.preludeOffset); break;
    case CodeKind::Viper: writeViperTail(out, code); break;
    case CodeKind::Asm:
        out.number(code.scopeFlags);
        out.number(code.asmArgs);
        out.number(code.asmTypeSig);
        break;
    }
    if (parent) out.number(code.children.size());
}

/// Children follow their parent directly. The list of what is still to write replaces recursion, so
/// that nesting costs no stack.
void writeTree(Output& out, const Module& module) {
    if (module.rawCodes.empty()) return;
    std::vector<uint32_t> todo{0};
    while (!todo.empty()) {
        const uint32_t index = todo.back();
        todo.pop_back();
        const RawCode& code = module.rawCodes[index];
        writeRawCode(out, code);
        for (size_t i = code.children.size(); i-- > 0;) {
            assert(code.children[i] > index && code.children[i] < module.rawCodes.size());
            todo.push_back(code.children[i]);
        }
    }
}

/// Close to the size of the file and rarely below it; being wrong only costs time.
size_t estimateSize(const Module& module) {
    size_t size = 32;
    for (const Qstr& qstr : module.qstrs) size += qstr.staticId != 0 ? 2 : qstr.text.size() + 3;
    for (const Object& object : module.objects)
        size += object.text.size() + 5 + 8 * object.items.size();
    for (const RawCode& code : module.rawCodes)
        size += code.code.size() + code.rodata.size() + code.relocations.size() + 16;
    return size;
}

} // namespace

std::vector<uint8_t> write(const Module& module) {
    Output out(estimateSize(module));
    writeHeader(out, module.header);
    out.number(module.qstrs.size());
    out.number(module.objects.size());
    for (const Qstr& qstr : module.qstrs) writeQstr(out, qstr);
    for (const Object& object : module.objects) writeObject(out, object);
    writeTree(out, module);
    return out.take();
}

} // namespace taipan::mpy
