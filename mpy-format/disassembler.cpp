#include "taipan/mpy-format/disassembler.h"

#include <algorithm>

#include <fmt/format.h>

#include "mpy-format/listing.h"
#include "support/text/quote.h"
#include "taipan/mpy-format/info.h"

namespace taipan::mpy {
namespace {

using abi::CodeKind;

constexpr size_t kTableLimit = 200; // characters of a constant in the table

constexpr std::string_view kKindNames[] = {"bytecode", "native", "viper", "assembler"};

std::string_view kindName(CodeKind kind) {
    return kKindNames[static_cast<size_t>(kind) & 3];
}

/// Joins the parts that are not empty.
std::string joined(const std::vector<std::string>& parts) {
    return fmt::format("{}", fmt::join(parts, ", "));
}

class Disassembler {
  public:
    Disassembler(const Module& module, const DisasmOptions& options)
        : module_(module), options_(options), parents_(parentsOf(module)), out_(options.bytes) {
        for (uint32_t i = 0; i < module.rawCodes.size(); ++i)
            names_.push_back(simpleName(module, i));
    }

    std::string run() {
        listHeader();
        listStrings();
        listObjects();
        listTree();
        return out_.take();
    }

  private:
    void number(uint64_t value, const std::string& text) { out_.detail(varuintBytes(value), text); }

    // --- header and tables

    void listHeader() {
        const Header& header = module_.header;
        const bool native = header.arch != abi::Arch::none;
        const std::string code = native ? fmt::format("{} code, sub-version {}",
                                                      archName(header.arch), header.subVersion)
                                        : "bytecode only";
        out_.line(fmt::format(".mpy version {}, {}, small ints of {} bits", header.version, code,
                              header.smallIntBits));
        const std::vector<std::string> releases = releasesThatLoad(header, needsOf(module_));
        out_.line(releases.empty() ? "no known release loads it"
                                   : fmt::format("loaded by MicroPython {}", joined(releases)));
        const auto feature =
            static_cast<uint8_t>((header.subVersion & abi::kFeatureSubMask) |
                                 ((static_cast<unsigned>(header.arch) << abi::kFeatureArchShift) &
                                  abi::kFeatureArchMask) |
                                 (header.hasArchFlags ? abi::kFeatureArchFlags : 0));
        const uint8_t bytes[] = {abi::kMagic, header.version, feature, header.smallIntBits};
        const std::span<const uint8_t> all(bytes);
        out_.detail(all.subspan(0, 1), "magic 'M'");
        out_.detail(all.subspan(1, 1), fmt::format("version {}", header.version));
        out_.detail(all.subspan(2, 1), "features: " + code);
        out_.detail(all.subspan(3, 1), fmt::format("small ints of {} bits", header.smallIntBits));
        if (header.hasArchFlags) {
            out_.line(varuintBytes(header.archFlags),
                      fmt::format("architecture flags {:#x}", header.archFlags));
        }
        number(module_.qstrs.size(), fmt::format("{} strings", module_.qstrs.size()));
        number(module_.objects.size(), fmt::format("{} objects", module_.objects.size()));
    }

    void listStrings() {
        out_.line("");
        out_.line(fmt::format("strings ({})", module_.qstrs.size()));
        for (size_t i = 0; i < module_.qstrs.size(); ++i) {
            const Qstr& qstr = module_.qstrs[i];
            const std::string note = qstr.staticId != 0
                                         ? fmt::format("   (static {})", qstr.staticId)
                                         : std::string(i == 0 ? "   (source file)" : "");
            const bool isStatic = qstr.staticId != 0;
            std::vector<uint8_t> bytes = varuintBytes(isStatic ? uint64_t{qstr.staticId} << 1 | 1
                                                               : uint64_t{qstr.text.size()} << 1);
            if (!isStatic) appendText(bytes, qstr.text, true);
            out_.line(bytes,
                      fmt::format("  q{:<4} {}{}", i, pythonLiteral(qstr.text, kTableLimit), note));
        }
    }

    static void appendText(std::vector<uint8_t>& bytes, std::string_view text, bool nul) {
        bytes.insert(bytes.end(), text.begin(), text.end());
        if (nul) bytes.push_back(0);
    }

    void listObjects() {
        if (module_.objects.empty() && !options_.bytes) return;
        out_.line("");
        out_.line(fmt::format("objects ({})", module_.objects.size()));
        for (size_t i = 0; i < module_.objects.size(); ++i) {
            const Object& object = module_.objects[i];
            const std::string text = fmt::format("  o{:<4} {}{}", i, objectKind(object.tag),
                                                 objectText(object, kTableLimit));
            listObject(object, text, 0);
        }
    }

    /// Items of tuples stand below their tuple when bytes are shown.
    void listObject(const Object& object, const std::string& text, unsigned depth) {
        constexpr unsigned kDeepest = 2000; // beyond what the reader lets through
        std::vector<uint8_t> bytes{static_cast<uint8_t>(object.tag)};
        const Payload payload = objectPayload(object.tag);
        if (payload != Payload::None) {
            const bool items = payload == Payload::Items;
            const std::vector<uint8_t> size =
                varuintBytes(items ? object.items.size() : object.text.size());
            bytes.insert(bytes.end(), size.begin(), size.end());
            if (!items) appendText(bytes, object.text, payload == Payload::Text);
        }
        out_.line(bytes, text);
        if (!options_.bytes || depth == kDeepest) return;
        for (const Object& item : object.items)
            listObject(item,
                       fmt::format("      {:{}}{}{}", "", std::min(depth, 20u) * 2,
                                   objectKind(item.tag), objectText(item, kTableLimit)),
                       depth + 1);
    }

    // --- functions

    /// In file order: children follow their parent. Raw codes outside of the tree come last.
    void listTree() {
        std::vector<bool> done(module_.rawCodes.size(), false);
        for (uint32_t root = 0; root < done.size(); ++root) {
            std::vector<uint32_t> todo{root};
            while (!todo.empty()) {
                const uint32_t index = todo.back();
                todo.pop_back();
                if (done[index]) continue;
                done[index] = true;
                listRawCode(index);
                const auto& children = module_.rawCodes[index].children;
                for (size_t i = children.size(); i-- > 0;)
                    if (children[i] > index && children[i] < done.size())
                        todo.push_back(children[i]);
            }
        }
    }

    void listRawCode(uint32_t index) {
        const RawCode& code = module_.rawCodes[index];
        const bool hasPrelude = code.kind == CodeKind::Bytecode || code.kind == CodeKind::Native;
        const Result<Function> parts =
            hasPrelude ? parseFunction(*module_.dialect, code) : Result<Function>(Failure{});
        out_.line("");
        out_.line(fmt::format("{}{}: {}, {} bytes", qualifiedName(module_, parents_, index),
                              parts ? signature(parts.value()) : "", kindName(code.kind),
                              code.code.size()));
        number(uint64_t{code.code.size()} << 3 | (code.children.empty() ? 0 : 4) |
                   static_cast<unsigned>(code.kind),
               fmt::format("  {} bytes of {}{}", code.code.size(), kindName(code.kind),
                           code.children.empty() ? "" : ", with children"));
        if (parts)
            listFunction(code, parts.value());
        else if (hasPrelude)
            out_.line(code.code, fmt::format("  <bad> {}", parts.error().message));
        else
            out_.line(code.code, "  machine code");
        listTail(code);
        if (!code.children.empty())
            number(code.children.size(), fmt::format("  {} children", code.children.size()));
    }

    void listTail(const RawCode& code) {
        switch (code.kind) {
        case CodeKind::Bytecode: return;
        case CodeKind::Native:
            return number(code.preludeOffset, fmt::format("  prelude at {}", code.preludeOffset));
        case CodeKind::Viper: return listViperTail(code);
        case CodeKind::Asm:
            number(code.scopeFlags, fmt::format("  scope flags {:#x}", code.scopeFlags));
            out_.line(varuintBytes(code.asmArgs), fmt::format("  {} arguments", code.asmArgs));
            out_.line(varuintBytes(code.asmTypeSig),
                      fmt::format("  return type {}", code.asmTypeSig));
            return;
        }
    }

    void listViperTail(const RawCode& code) {
        number(code.scopeFlags, fmt::format("  flags {:#x}", code.scopeFlags));
        const bool rodata = (code.scopeFlags & abi::kViperRodata) != 0;
        if (rodata)
            number(code.rodata.size(),
                   fmt::format("  {} bytes of constant data", code.rodata.size()));
        if (code.scopeFlags & abi::kViperBss)
            out_.line(varuintBytes(code.bssSize),
                      fmt::format("  {} bytes of zeroed data", code.bssSize));
        if (rodata)
            out_.line(code.rodata, fmt::format("  constant data, {} bytes", code.rodata.size()));
        if (code.scopeFlags & abi::kViperRelocations)
            out_.line(code.relocations,
                      fmt::format("  relocations, {} bytes", code.relocations.size()));
    }

    std::string nameOf(uint32_t qstr) const {
        if (qstr >= module_.qstrs.size()) return "<bad>";
        const std::string text = pythonLiteral(module_.qstrs[qstr].text, 100);
        return text.substr(1, text.size() - 2);
    }

    /// "(a, b=..., *args, key, **kwargs)", as far as the prelude tells.
    std::string signature(const Function& function) const {
        const abi::Prelude& prelude = function.prelude;
        std::vector<std::string> parts;
        for (size_t i = 1; i < function.names.size(); ++i) {
            if (i == size_t{prelude.nPosArgs} + 1)
                parts.push_back(prelude.scopeFlags & abi::kScopeVarArgs ? "*args" : "*");
            const bool positional = i <= prelude.nPosArgs;
            const bool withDefault = positional && i + prelude.nDefPosArgs > prelude.nPosArgs;
            parts.push_back(nameOf(function.names[i]) + (withDefault ? "=..." : ""));
        }
        if (prelude.nKwonlyArgs == 0 && (prelude.scopeFlags & abi::kScopeVarArgs))
            parts.push_back("*args");
        if (prelude.scopeFlags & abi::kScopeVarKeywords) parts.push_back("**kwargs");
        return fmt::format("({})", joined(parts));
    }

    void listFunction(const RawCode& code, const Function& function) {
        if (code.kind == CodeKind::Native)
            out_.line(code.code.first(function.preludeAt), "  machine code");
        listPrelude(code, function);
        if (code.kind == CodeKind::Bytecode)
            listOpcodes(code, function);
        else if (!function.opcodes.empty())
            out_.line(function.opcodes, "  <bad> bytes behind the prelude");
    }

    void listPrelude(const RawCode& code, const Function& function) {
        const abi::Prelude& prelude = function.prelude;
        auto bytes = [&](uint32_t from, uint32_t to) { return code.code.subspan(from, to - from); };
        std::string frame = fmt::format("  frame of {} slots, {} exception blocks", prelude.nState,
                                        prelude.nExcStack);
        if (prelude.scopeFlags & abi::kScopeGenerator) frame += ", generator";
        if (prelude.scopeFlags & abi::kScopeDefKwargs) frame += ", keyword defaults";
        out_.line(bytes(function.preludeAt, function.sizesAt), frame);
        out_.detail(
            bytes(function.sizesAt, function.infoAt),
            fmt::format("  {} bytes of names and lines, {} cells", prelude.nInfo, prelude.nCell));
        listNames(code, function);
        listLines(function);
        std::vector<std::string> slots;
        for (uint8_t cell : function.cells) slots.push_back(fmt::format("{}", cell));
        if (!slots.empty())
            out_.line(function.cells, fmt::format("  cells in slots {}", joined(slots)));
    }

    void listNames(const RawCode& code, const Function& function) {
        const uint8_t* at = code.code.data() + function.infoAt;
        for (size_t i = 0; i < function.names.size(); ++i) {
            const uint8_t* const start = at;
            abi::skipVaruint(at);
            out_.detail({start, at}, fmt::format("  {} {}", i == 0 ? "name" : "argument",
                                                 nameOf(function.names[i])));
        }
    }

    void listLines(const Function& function) {
        const uint8_t* at = function.lines.data();
        const uint8_t* const end = at + function.lines.size();
        uint64_t offset = 0;
        int64_t line = 1;
        while (at != end) {
            const uint8_t* const start = at;
            abi::LineRecord record;
            const bool whole = abi::decodeLineRecord(at, end, record);
            offset += record.bytes;
            const int64_t step =
                function.isNative ? int64_t{abi::signedLines(record)} : int64_t{record.lines};
            line += step;
            out_.detail({start, at},
                        whole ? fmt::format("  +{} bytes, {:+} lines: line {} starts at {}",
                                            record.bytes, step, line, offset)
                              : "  <bad> line record");
        }
    }

    // --- opcodes

    void listOpcodes(const RawCode& code, const Function& function) {
        const std::vector<bool> targets = jumpTargets(function.opcodes);
        const OperandContext context{module_, code, function, names_};
        LineWalk lines(function);
        for (uint32_t offset = 0; offset < function.opcodes.size();) {
            listLine(lines, offset);
            Instruction at;
            const DecodeError error =
                decodeInstruction(*module_.dialect, function.opcodes, offset, at);
            if (error == DecodeError::Undefined) {
                out_.line(function.opcodes.subspan(offset, 1),
                          fmt::format("   {:5}  <bad> opcode {:#04x}", offset, at.byte));
                ++offset;
                continue;
            }
            if (error != DecodeError::None) {
                out_.line(function.opcodes.subspan(offset),
                          fmt::format("   {:5}  <bad> {}", offset, at.info().name));
                return;
            }
            out_.line(function.opcodes.subspan(offset, at.size),
                      fmt::format(" {} {:5}  {:<22} {}", targets[offset] ? '>' : ' ', offset,
                                  mnemonic(at), operandText(context, at)));
            offset = at.end();
        }
    }

    std::vector<bool> jumpTargets(std::span<const uint8_t> code) const {
        std::vector<bool> targets(code.size(), false);
        for (uint32_t offset = 0; offset < code.size();) {
            Instruction at;
            if (decodeInstruction(*module_.dialect, code, offset, at) != DecodeError::None) {
                ++offset; // the listing may go on behind an undefined opcode
                continue;
            }
            if (at.jumps() && at.target >= 0 && at.target < static_cast<int64_t>(code.size()))
                targets[static_cast<size_t>(at.target)] = true;
            offset = at.end();
        }
        return targets;
    }

    /// Steps through the line table along with the opcodes.
    class LineWalk {
      public:
        explicit LineWalk(const Function& function)
            : known_(!function.lines.empty()), at_(function.lines.data()),
              end_(at_ + function.lines.size()) {
            fetch();
        }

        /// The line that starts at `offset` or has gone on since before; 0 when it is not new.
        uint32_t startingAt(uint32_t offset) {
            while (pending_ && offset >= next_) {
                line_ += record_.lines;
                fetch();
            }
            if (!known_ || line_ == shown_) return 0;
            return shown_ = line_;
        }

      private:
        void fetch() {
            pending_ = at_ != end_ && abi::decodeLineRecord(at_, end_, record_);
            if (pending_) next_ += record_.bytes;
        }

        bool known_;
        const uint8_t* at_;
        const uint8_t* end_;
        abi::LineRecord record_;
        bool pending_ = false;
        uint64_t next_ = 0; // offset where the fetched record takes effect
        uint32_t line_ = 1;
        uint32_t shown_ = 0;
    };

    void listLine(LineWalk& lines, uint32_t offset) {
        const uint32_t line = lines.startingAt(offset);
        if (line == 0) return;
        std::string text = fmt::format("  line {}", line);
        if (options_.source != nullptr)
            text += fmt::format(" | {}", options_.source->lineText(line));
        out_.line(text);
    }

    const Module& module_;
    const DisasmOptions& options_;
    const std::vector<uint32_t> parents_;
    std::vector<std::string> names_;
    Listing out_;
};

} // namespace

std::string disassemble(const Module& module, const DisasmOptions& options) {
    return Disassembler(module, options).run();
}

} // namespace taipan::mpy
