#include "src/driver/mpy_tool/listing.h"

#include <algorithm>
#include <fmt/format.h>

#include "src/driver/mpy_tool/python_text.h"
#include "support/text/ascii.h"
#include "support/text/json.h"
#include "support/text/quote.h"
#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/info.h"
#include "taipan/mpy-format/instruction.h"

namespace taipan::driver {

namespace {
using abi::Op;
using abi::Operand;

constexpr size_t kBytesPerLine = 16;
constexpr size_t kNativeBytes = 32; // of machine code that are shown

/// A JSON string as stock's tool writes it.
std::string forPython(std::string_view text) {
    return jsonString(text, JsonFor::Python);
}

std::string hexWithColons(std::span<const uint8_t> bytes) {
    return fmt::format("{:02x}", fmt::join(bytes, ":"));
}

std::span<const uint8_t> bytesOf(const ToolFile& file, size_t start, size_t size) {
    return asBytes(file.bytes).subspan(start, size);
}

/// Two colours a kind, taken in turn so that neighbours differ.
class HexdumpPainter {
  public:
    explicit HexdumpPainter(const ToolFile& file) : segments_(file.segments) {}

    void paint(const ToolFile& file, ToolPage& page) {
        for (size_t at = 0; at < file.bytes.size(); at += kBytesPerLine)
            page.line(
                lineAt(at, bytesOf(file, at, std::min(kBytesPerLine, file.bytes.size() - at))));
    }

  private:
    static constexpr std::string_view kOff = "\033[0m";

    static std::string_view colour(SegmentKind kind, bool bright) {
        constexpr std::string_view colours[][2] = {{"", ""},
                                                   {"\033[0;31m", "\033[0;91m"},
                                                   {"\033[0;32m", "\033[0;92m"},
                                                   {"\033[0;34m", "\033[0;94m"}};
        return colours[static_cast<size_t>(kind)][bright ? 1 : 0];
    }

    std::string lineAt(size_t at, std::span<const uint8_t> bytes) {
        hex_ = text_ = current_;
        comment_.clear();
        for (size_t i = 0; i < bytes.size(); ++i) {
            passSegments(at + i);
            if (i % 2 == 0) hex_ += ' ';
            fmt::format_to(std::back_inserter(hex_), "{:02x}", bytes[i]);
            text_ += bytes[i] >= 0x20 && bytes[i] <= 0x7e ? static_cast<char>(bytes[i]) : '.';
        }
        if (!current_.empty()) {
            hex_ += kOff;
            text_ += kOff;
        }
        return fmt::format("{:08x}:{}{:{}}  {} {}", at, hex_, "",
                           (kBytesPerLine - bytes.size()) * 5 / 2, text_, comment_);
    }

    /// Changes colour where segments start and end.
    void passSegments(size_t at) {
        for (; next_ < segments_.size(); ++next_) {
            const Segment& segment = segments_[next_];
            if (at == segment.start) {
                current_ = colour(segment.kind, bright_);
                bright_ = !bright_;
                hex_ += current_;
                text_ += current_;
                comment_ += fmt::format(" {}{}{}", current_, segment.name, kOff);
            }
            if (at != segment.end) break;
            current_ = {};
            hex_ += kOff;
            text_ += kOff;
        }
    }

    const std::vector<Segment>& segments_;
    size_t next_ = 0;
    std::string_view current_;
    bool bright_ = false;
    std::string hex_, text_, comment_; // of the line at hand
};

/// The mnemonic with what the opcode byte itself holds.
std::string mnemonicOf(const mpy::Instruction& at) {
    std::string_view name = at.info().name;
    constexpr std::string_view multi = "_MULTI";
    if (!name.ends_with(multi)) return std::string(name);
    name.remove_suffix(multi.size());
    switch (at.op) {
    case Op::LOAD_CONST_SMALL_INT_MULTI: return fmt::format("{} {}", name, at.value);
    case Op::UNARY_OP_MULTI:
        return fmt::format("{} {} {}", name, at.operand, abi::kUnaryOpMethods[at.operand]);
    case Op::BINARY_OP_MULTI:
        return fmt::format("{} {} {}", name, at.operand, abi::kBinaryOpMethods[at.operand]);
    default: return fmt::format("{} {}", name, at.operand);
    }
}

class Disassembly {
  public:
    Disassembly(const ToolFile& file, ToolPage& page)
        : file_(file), module_(file.module), page_(page) {}

    void run() {
        printTables();
        for (uint32_t i = 0; i < module_.rawCodes.size(); ++i) {
            index_ = i;
            code_ = &module_.rawCodes[i];
            page_.line(fmt::format("simple_name: {}", file_.names[i]), {}, {file_.labels[i]});
            if (code_->kind == abi::CodeKind::Bytecode)
                printBytecode();
            else
                printNative();
        }
    }

  private:
    void printTables() {
        const mpy::Header& header = module_.header;
        page_.line("mpy_source_file: " + file_.path);
        page_.line(fmt::format("source_file: {}", file_.sourceName()));
        page_.line("header: " + hexWithColons(bytesOf(file_, 0, abi::kHeaderSize)));
        page_.line("arch: " + (header.arch < abi::Arch::debug
                                   ? upperCase(mpy::archName(header.arch))
                                   : "UNKNOWN"));
        if (header.hasArchFlags) page_.line(fmt::format("arch_flags: {:#x}", header.archFlags));
        page_.line(fmt::format("qstr_table[{}]:", module_.qstrs.size()));
        for (const mpy::Qstr& qstr : module_.qstrs) page_.line(fmt::format("    {}", qstr.text));
        std::string objects;
        for (const mpy::Object& object : module_.objects)
            objects += (objects.empty() ? "" : ", ") + reprOf(object);
        page_.line("obj_table: [" + objects + "]");
    }

    void printPrelude() {
        const abi::Prelude& prelude = function_.prelude;
        page_.line(fmt::format("  prelude: ({}, {}, {}, {}, {}, {})", prelude.nState,
                               prelude.nExcStack, prelude.scopeFlags, prelude.nPosArgs,
                               prelude.nKwonlyArgs, prelude.nDefPosArgs));
        std::string args;
        for (size_t i = 1; i < function_.names.size(); ++i)
            args += (i == 1 ? "" : ", ") + pythonRepr(qstrText(function_.names[i]));
        page_.line("  args: [" + args + "]");
    }

    std::string_view qstrText(uint32_t index) const {
        return index < module_.qstrs.size() ? module_.qstrs[index].text : "<bad>";
    }

    /// Line table and cells: stock's tool takes both for line numbers.
    std::span<const uint8_t> lineInfo() const {
        return code_->code.subspan(function_.linesAt, function_.opcodesAt - function_.linesAt);
    }

    void printBytecode() {
        // The file was loaded, so the prelude is sound.
        function_ = mpy::parseFunction(*module_.dialect, *code_).value();
        page_.line(
            fmt::format("  raw bytecode: {} {}", code_->code.size(), hexWithColons(code_->code)));
        printPrelude();
        page_.line("  line info: " + hexWithColons(lineInfo()));
        mpy::Instruction at;
        for (uint32_t offset = 0; offset < function_.opcodes.size(); offset = at.end()) {
            const mpy::DecodeError error =
                mpy::decodeInstruction(*module_.dialect, function_.opcodes, offset, at);
            if (error == mpy::DecodeError::Undefined) {
                printUndefined(at);
                continue;
            }
            if (error != mpy::DecodeError::None) break;
            printInstruction(at);
        }
        printChildren();
    }

    void printUndefined(const mpy::Instruction& at) {
        page_.line(fmt::format("  {:<11} unknown ", fmt::format("{:02x}", at.byte)));
    }

    std::string argumentOf(const mpy::Instruction& at) const {
        switch (at.info().operand) {
        case Operand::None:
        case Operand::Folded: return {};
        case Operand::Qstr: return std::string(qstrText(at.operand));
        case Operand::Object:
            return at.operand < module_.objects.size() ? reprOf(module_.objects[at.operand])
                                                       : "<bad>";
        case Operand::Int: return std::to_string(at.value);
        case Operand::Jump:
        case Operand::Forward: return std::to_string(at.target - at.end());
        // The distance is from the byte behind it.
        case Operand::Unwind: return std::to_string(at.target - at.end() + 1);
        default: return std::to_string(at.operand);
        }
    }

    void printInstruction(const mpy::Instruction& at) {
        const std::string mnemonic = mnemonicOf(at);
        const std::string before = fmt::format(
            "  {:<11} {}", hexWithColons(function_.opcodes.subspan(at.offset, at.size)), mnemonic);
        const std::string argument = argumentOf(at);
        const uint32_t ip = function_.opcodesAt + at.offset;
        const std::string label = fmt::format("{}.{}", file_.labels[index_], ip);
        const auto lines = lineInfo();
        std::string members = fmt::format(
            R"(, "source": {{"file": null, "line": {}}}, "disassembly": {})",
            abi::lineAt(lines.data(), lines.data() + lines.size(), at.offset), forPython(mnemonic));
        const size_t column = before.size() + 1;
        if (at.jumps()) {
            // Stock's tool adds the distance to the next instruction in all cases.
            const int64_t target =
                at.target + function_.opcodesAt + (at.info().operand == Operand::Unwind ? 1 : 0);
            members += fmt::format(R"(, "link": {{"offset": {}, "length": {}, "to": {}}})", column,
                                   argument.size(), target);
            members += labelMember(label, fmt::format("{}.{}", file_.labels[index_], target),
                                   column, argument.size());
        } else if (at.info().operand == Operand::Child ||
                   at.info().operand == Operand::ChildCells) {
            const std::string target = at.operand < code_->children.size()
                                           ? file_.labels[code_->children[at.operand]]
                                           : file_.labels[index_] + ".children";
            members += labelMember(label, target, column, argument.size());
        }
        page_.line(before + " " + argument, members, {label});
    }

    static std::string labelMember(std::string_view name, std::string_view target, size_t column,
                                   size_t length) {
        return fmt::format(R"(, "labels": [{}])", labelEntry(name, target, column, length));
    }

    static std::string labelEntry(std::string_view name, std::string_view target, size_t column,
                                  size_t length) {
        return fmt::format(
            R"({{"name": {}, "target": {}, "range": {{"startCol": {}, "endCol": {}}}}})",
            forPython(name), forPython(target), column + 1, column + length + 1);
    }

    void printChildren() {
        std::string text = "  children: [";
        std::vector<std::string> labels{file_.labels[index_] + ".children"};
        std::string entries;
        for (size_t i = 0; i < code_->children.size(); ++i) {
            const uint32_t child = code_->children[i];
            if (i != 0) text += ", ";
            labels.push_back(fmt::format("{}.child{}", file_.labels[index_], i));
            entries += i != 0 ? ", " : "";
            entries += labelEntry(labels.back(), file_.labels[child], codePointCount(text),
                                  codePointCount(file_.names[child]));
            text += file_.names[child];
        }
        page_.line(text + "]", fmt::format(R"(, "labels": [{}])", entries), labels);
    }

    void printNative() {
        const auto bytes = code_->code;
        const bool isLong = bytes.size() > kNativeBytes;
        page_.line(fmt::format("  raw data: {} {} {}", bytes.size(),
                               hexWithColons(isLong ? bytes.first(kNativeBytes) : bytes),
                               isLong ? "..." : ""));
        if (code_->kind != abi::CodeKind::Native) return;
        function_ = mpy::parseFunction(*module_.dialect, *code_).value();
        printPrelude();
        const auto lines = lineInfo();
        const mpy::Object info{abi::ObjectTag::Bytes, asText(lines), {}};
        page_.line("  line info: " + reprOf(info));
        for (size_t at = 0; at < code_->preludeOffset; at += kBytesPerLine)
            page_.line("  " + hexWithColons(bytes.subspan(
                                  at, std::min<size_t>(kBytesPerLine, code_->preludeOffset - at))));
        printChildren();
    }

    const ToolFile& file_;
    const mpy::Module& module_;
    ToolPage& page_;
    uint32_t index_ = 0;
    const mpy::RawCode* code_ = nullptr;
    mpy::Function function_;
};
} // namespace

void ToolPage::line(std::string_view text, std::string_view members,
                    const std::vector<std::string>& labels) {
    (text_ += text) += '\n';
    if (!json_) return;
    ++count_;
    lines_ +=
        fmt::format(R"({}{{"text": {}{}}})", count_ > 1 ? ", " : "", forPython(text), members);
    for (const std::string& label : labels) labels_.emplace_back(label, count_);
}

std::string ToolPage::json(std::string_view language) const {
    std::string labels;
    for (const auto& [label, line] : labels_)
        labels += fmt::format("{}{}: {}", labels.empty() ? "" : ", ", forPython(label), line);
    return fmt::format(R"({{"asm": [{}], "labelDefinitions": {{{}}}, "languageId": {}}})", lines_,
                       labels, forPython(language));
}

void hexdump(const ToolFile& file, ToolPage& page) {
    HexdumpPainter(file).paint(file, page);
}

void disassembleForTool(const ToolFile& file, ToolPage& page) {
    Disassembly(file, page).run();
}

} // namespace taipan::driver
