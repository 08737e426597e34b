#include "mpy-format/listing.h"

#include <fmt/format.h>

#include "support/text/quote.h"

namespace taipan::mpy {
namespace {

using abi::ObjectTag;
using abi::Op;
using abi::Operand;

constexpr size_t kBytesPerLine = 8;
constexpr size_t kInlineLimit = 60; // characters of a constant within an instruction's line

std::string plural(uint64_t count, const char* what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

void appendObject(std::string& out, const Object& object, size_t limit) {
    switch (object.tag) {
    case ObjectTag::FunTable: out += "function table"; return;
    case ObjectTag::None: out += "None"; return;
    case ObjectTag::False: out += "False"; return;
    case ObjectTag::True: out += "True"; return;
    case ObjectTag::Ellipsis: out += "Ellipsis"; return;
    case ObjectTag::Str: out += pythonLiteral(object.text, limit); return;
    case ObjectTag::Bytes: (out += 'b') += pythonLiteral(object.text, limit); return;
    case ObjectTag::Int:
    case ObjectTag::Float:
    case ObjectTag::Complex: {
        const std::string digits = pythonLiteral(object.text, limit);
        out += std::string_view(digits).substr(1, digits.size() - 2);
        return;
    }
    case ObjectTag::Tuple: break;
    default: out += "<bad>"; return;
    }
    // Every level adds a character, so the limit bounds the depth too.
    out += '(';
    for (size_t i = 0; i < object.items.size(); ++i) {
        if (i != 0) out += ", ";
        if (out.size() >= limit) {
            out += "...";
            break;
        }
        appendObject(out, object.items[i], limit);
    }
    out += object.items.size() == 1 ? ",)" : ")";
}

std::string slotText(const Function& function, uint32_t slot) {
    const uint64_t named = function.names.size() - 1;
    const uint32_t flags = function.prelude.scopeFlags;
    const bool varArgs = (flags & abi::kScopeVarArgs) != 0;
    if (slot == named && varArgs) return "*args";
    if (slot == named + varArgs && (flags & abi::kScopeVarKeywords) != 0) return "**kwargs";
    return {};
}

std::string localText(const OperandContext& context, uint32_t slot) {
    const Function& function = context.function;
    std::string name = slotText(function, slot);
    if (size_t{slot} + 1 < function.names.size()) {
        const uint32_t qstr = function.names[size_t{slot} + 1];
        if (qstr < context.module.qstrs.size()) name = context.module.qstrs[qstr].text;
    }
    if (name.empty() || name == "*") return fmt::format("{}", slot);
    const std::string text = pythonLiteral(name, kInlineLimit);
    return fmt::format("{} ({})", slot, text.substr(1, text.size() - 2));
}

std::string compTarget(uint32_t operand) {
    constexpr const char* kinds[] = {"list", "dict", "set", "<bad>"};
    return fmt::format("{} {} below the top",
                       kinds[static_cast<size_t>(abi::compCollection(operand))],
                       abi::compDistance(operand));
}

std::string numberText(const OperandContext& context, const Instruction& at) {
    const uint32_t u = at.operand;
    switch (at.info().operand) {
    case Operand::Slot: return localText(context, u);
    case Operand::Args:
        if (u >> 8 == 0) return fmt::format("{} positional", u);
        return fmt::format("{} positional, {} keyword", u & 0xff, u >> 8);
    case Operand::Split: return fmt::format("{} before, {} after", u & 0xff, u >> 8);
    case Operand::Comp: return compTarget(u);
    default: return fmt::format("{}", u);
    }
}

std::string foldedText(const OperandContext& context, const Instruction& at) {
    if (localSlot(at) >= 0) return localText(context, at.operand);
    switch (at.op) {
    case Op::UNARY_OP_MULTI: return abi::kUnaryOpTexts[at.operand];
    case Op::BINARY_OP_MULTI: return abi::kBinaryOpTexts[at.operand];
    default: return fmt::format("{}", at.value);
    }
}

std::string childText(const OperandContext& context, const Instruction& at) {
    std::string text = fmt::format("child {} <bad>", at.operand);
    if (at.operand < context.code.children.size()) {
        const uint32_t index = context.code.children[at.operand];
        const std::string_view name =
            index < context.names.size() ? std::string_view(context.names[index]) : "<bad>";
        text = fmt::format("child {} {}", at.operand, name);
    }
    if (at.info().operand == Operand::ChildCells) text += ", " + plural(at.extra, "cell");
    return text;
}

std::string targetText(const OperandContext& context, const Instruction& at) {
    const bool inside =
        at.target >= 0 && at.target < static_cast<int64_t>(context.function.opcodes.size());
    std::string text = fmt::format("-> {}{}", at.target, inside ? "" : " <bad>");
    if (at.info().operand != Operand::Unwind) return text;
    text += ", leaving " + plural(at.extra & abi::kUnwindBlocks, "block");
    return text + (at.extra & abi::kUnwindIterator ? ", dropping an iterator" : "");
}

} // namespace

void Listing::hexColumn(std::span<const uint8_t> bytes) {
    std::string hex;
    for (uint8_t byte : bytes) fmt::format_to(std::back_inserter(hex), "{:02x} ", byte);
    if (bytes.empty())
        fmt::format_to(std::back_inserter(out_), "{:{}}", "", 8 + 3 * kBytesPerLine);
    else
        fmt::format_to(std::back_inserter(out_), "{:06x}  {:{}}", at_, hex, 3 * kBytesPerLine);
    at_ += bytes.size();
}

void Listing::line(std::span<const uint8_t> bytes, std::string_view text) {
    if (bytes_ && !(bytes.empty() && text.empty())) {
        const size_t first = std::min(bytes.size(), kBytesPerLine);
        hexColumn(bytes.first(first));
        bytes = bytes.subspan(first);
        out_ += ' ';
    }
    out_ += text;
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    out_ += '\n';
    while (bytes_ && !bytes.empty()) {
        const size_t next = std::min(bytes.size(), kBytesPerLine);
        hexColumn(bytes.first(next));
        bytes = bytes.subspan(next);
        while (out_.back() == ' ') out_.pop_back();
        out_ += '\n';
    }
}

void Listing::detail(std::span<const uint8_t> bytes, std::string_view text) {
    if (bytes_) line(bytes, text);
}

std::vector<uint8_t> varuintBytes(uint64_t value) {
    std::vector<uint8_t> bytes(abi::kMaxVarintBytes);
    bytes.resize(static_cast<size_t>(abi::writeVaruint(bytes.data(), value) - bytes.data()));
    return bytes;
}

std::string objectText(const Object& object, size_t limit) {
    std::string out;
    appendObject(out, object, limit);
    return out;
}

std::string_view objectKind(ObjectTag tag) {
    switch (tag) {
    case ObjectTag::FunTable:
    case ObjectTag::None:
    case ObjectTag::False:
    case ObjectTag::True:
    case ObjectTag::Ellipsis: return "";
    case ObjectTag::Str: return "str ";
    case ObjectTag::Bytes: return "bytes ";
    case ObjectTag::Int: return "int ";
    case ObjectTag::Float: return "float ";
    case ObjectTag::Complex: return "complex ";
    case ObjectTag::Tuple: return "tuple ";
    }
    return "<bad> ";
}

std::string_view mnemonic(const Instruction& instruction) {
    constexpr std::string_view suffix = "_MULTI";
    std::string_view name = instruction.info().name;
    if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
    return name;
}

std::string operandText(const OperandContext& context, const Instruction& at) {
    const Module& module = context.module;
    switch (at.info().operand) {
    case Operand::None: return {};
    case Operand::Qstr:
        return at.operand < module.qstrs.size()
                   ? pythonLiteral(module.qstrs[at.operand].text, kInlineLimit)
                   : fmt::format("q{} <bad>", at.operand);
    case Operand::Hint:
    case Operand::Slot:
    case Operand::Count:
    case Operand::Args:
    case Operand::Split:
    case Operand::Comp: return numberText(context, at);
    case Operand::Int: return fmt::format("{}", at.value);
    case Operand::Object:
        return at.operand < module.objects.size()
                   ? fmt::format("o{} = {}", at.operand,
                                 objectText(module.objects[at.operand], kInlineLimit))
                   : fmt::format("o{} <bad>", at.operand);
    case Operand::Child:
    case Operand::ChildCells: return childText(context, at);
    case Operand::Jump:
    case Operand::Forward:
    case Operand::Unwind: return targetText(context, at);
    case Operand::Folded: return foldedText(context, at);
    }
    return {};
}

} // namespace taipan::mpy
