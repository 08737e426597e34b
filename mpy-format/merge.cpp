#include "taipan/mpy-format/merge.h"

#include <algorithm>
#include <fmt/format.h>

#include "taipan/abi/varint.h"
#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/instruction.h"

namespace taipan::mpy {
namespace {

using abi::CodeKind;
using abi::Op;
using abi::Operand;

constexpr int kShrinkingRounds = 20; // of laying out jumps; from then on they only grow
constexpr uint32_t kNoInstruction = UINT32_MAX;

/// Where the tables of a module start in those of the merged one.
struct Bases {
    uint32_t qstrs = 0;
    uint32_t objects = 0;
    uint32_t rawCodes = 0;
};

void appendVaruint(std::vector<uint8_t>& out, uint64_t value) {
    uint8_t bytes[abi::kMaxVarintBytes];
    out.insert(out.end(), bytes, abi::writeVaruint(bytes, value));
}

/// The opcodes of one function with larger indices in them, and the jumps to fit.
class Rewriter {
  public:
    Rewriter(const abi::Dialect& dialect, std::span<const uint8_t> opcodes, Bases bases)
        : dialect_(dialect), opcodes_(opcodes), bases_(bases) {}

    /// The new opcodes; why there are none in `problem`.
    std::vector<uint8_t> run(std::string& problem) {
        if (!decode(problem)) return {};
        std::vector<uint8_t> out(layOut());
        abi::ByteSink sink{out.data()};
        for (const Item& item : items_) {
            if (!fits(item)) problem = "bytecode overflow";
            encode(item, sink);
        }
        return out;
    }

  private:
    struct Item {
        Instruction old;
        uint32_t target = kNoInstruction; // where it jumps to
        uint32_t offset = 0;
        unsigned width = abi::kShortField; // of the jump's distance
    };

    bool decode(std::string& problem) {
        std::vector<uint32_t> itemAt(opcodes_.size(), kNoInstruction);
        for (uint32_t offset = 0; offset < opcodes_.size(); offset = items_.back().old.end()) {
            itemAt[offset] = static_cast<uint32_t>(items_.size());
            Item& item = items_.emplace_back();
            item.offset = offset;
            if (decodeInstruction(dialect_, opcodes_, offset, item.old) != DecodeError::None) {
                problem = fmt::format("no instruction at offset {}", offset);
                return false;
            }
        }
        for (Item& item : items_) {
            if (!item.old.jumps()) continue;
            const int64_t target = item.old.target;
            if (target >= 0 && target < static_cast<int64_t>(itemAt.size()))
                item.target = itemAt[static_cast<size_t>(target)];
            if (item.target != kNoInstruction) continue;
            problem = fmt::format("a jump at offset {} leads to no instruction", item.old.offset);
            return false;
        }
        return true;
    }

    /// From behind a field of `width` bytes.
    int64_t distance(const Item& item, unsigned width) const {
        return int64_t{items_[item.target].offset} - item.offset - 1 - width;
    }

    abi::JumpReach reachOf(const Item& item, unsigned width) const {
        return abi::reach(abi::isSignedJump(item.old.info().operand), width);
    }

    /// While offsets move, a forward jump may seem to lead back. Stock's tool keeps it short then.
    bool needsLong(const Item& item) const {
        const abi::JumpReach reach = reachOf(item, abi::kShortField);
        const int64_t to = distance(item, abi::kShortField);
        return to > reach.most || (to < reach.least && reach.least != 0);
    }

    bool fits(const Item& item) const {
        return item.target == kNoInstruction ||
               abi::fits(reachOf(item, item.width), distance(item, item.width));
    }

    /// As stock's tool does it, because that decides which form a jump takes: offsets change while
    /// the distances are looked at, until a round changes none. The size of all.
    size_t layOut() {
        bool changed = true;
        size_t size = 0;
        for (int round = 0; changed; ++round) {
            changed = false;
            abi::SizeSink sink;
            for (Item& item : items_) {
                const auto at = static_cast<uint32_t>(sink.size);
                changed |= item.offset != at;
                item.offset = at;
                const bool stays = round >= kShrinkingRounds && item.width == abi::kLongField;
                if (item.target != kNoInstruction)
                    item.width = stays || needsLong(item) ? abi::kLongField : abi::kShortField;
                encode(item, sink);
            }
            size = sink.size;
        }
        return size;
    }

    template <typename Sink>
    void encode(const Item& item, Sink& out) const {
        const Instruction& old = item.old;
        const Operand operand = old.info().operand;
        if (operand == Operand::Qstr || operand == Operand::Object) {
            const uint32_t base = operand == Operand::Object ? bases_.objects : bases_.qstrs;
            abi::encodeNumber(out, old.op, uint64_t{old.operand} + base);
        } else if (item.target == kNoInstruction) {
            out.copy(opcodes_.data() + old.offset, old.size);
        } else {
            abi::encodeJump(out, old.op, static_cast<int32_t>(distance(item, item.width)),
                            item.width, old.extra);
        }
    }

    const abi::Dialect& dialect_;
    std::span<const uint8_t> opcodes_;
    Bases bases_;
    std::vector<Item> items_;
};

/// A bytecode function whose indices start at `bases`, without its line table.
Result<std::vector<uint8_t>> rewriteFunction(const abi::Dialect& dialect, const RawCode& code,
                                             Bases bases) {
    if (code.kind != CodeKind::Bytecode) return Failure{"can only rewrite bytecode"};
    const Result<Function> parsed = parseFunction(dialect, code);
    if (!parsed) return parsed.error();
    const Function& function = parsed.value();
    std::vector<uint8_t> names;
    for (const uint32_t name : function.names) appendVaruint(names, uint64_t{name} + bases.qstrs);
    abi::Prelude prelude = function.prelude;
    prelude.nInfo = static_cast<uint32_t>(names.size());
    uint8_t sizes[abi::kMaxSizeBytes];
    std::vector<uint8_t> out(code.code.begin(), code.code.begin() + function.sizesAt);
    out.insert(out.end(), sizes, abi::encodeSizes(sizes, prelude));
    out.insert(out.end(), names.begin(), names.end());
    out.insert(out.end(), function.cells.begin(), function.cells.end());
    std::string problem;
    const std::vector<uint8_t> opcodes = Rewriter(dialect, function.opcodes, bases).run(problem);
    if (!problem.empty()) return Failure{std::move(problem)};
    out.insert(out.end(), opcodes.begin(), opcodes.end());
    return out;
}

/// The body that calls the bodies of `count` modules, its children.
std::vector<uint8_t> makeBody(size_t count) {
    abi::Prelude prelude;
    prelude.nInfo = 1;
    uint8_t bytes[abi::kMaxSignatureBytes + abi::kMaxSizeBytes];
    std::vector<uint8_t> out(bytes,
                             abi::encodeSizes(abi::encodeSignature(bytes, prelude), prelude));
    out.push_back(0); // its name is the source file's
    const auto encode = [&](auto& sink) {
        for (size_t i = 0; i < count; ++i) {
            abi::encodeNumber(sink, Op::MAKE_FUNCTION, i);
            abi::encodeNumber(sink, Op::CALL_FUNCTION, 0);
            abi::encodePlain(sink, Op::POP_TOP);
        }
        abi::encodePlain(sink, Op::LOAD_CONST_NONE);
        abi::encodePlain(sink, Op::RETURN_VALUE);
    };
    abi::SizeSink counted;
    encode(counted);
    const size_t start = out.size();
    out.resize(start + counted.size);
    abi::ByteSink written{out.data() + start};
    encode(written);
    return out;
}

/// Adds the functions of `module` to `merged`; what is wrong with them, or "".
std::string addFunctions(Module& merged, const Module& module, Bases bases) {
    for (const RawCode& old : module.rawCodes) {
        RawCode code = old;
        std::vector<uint32_t> children(old.children.begin(), old.children.end());
        for (uint32_t& child : children) child += bases.rawCodes;
        code.children = merged.arena.copy(std::span<const uint32_t>(children));
        if (bases.qstrs != 0 || bases.objects != 0) {
            const Result<std::vector<uint8_t>> rewritten =
                rewriteFunction(*module.dialect, old, bases);
            if (!rewritten) return rewritten.error().message;
            code.code = merged.arena.copy(std::span<const uint8_t>(rewritten.value()));
        }
        merged.rawCodes.push_back(code);
    }
    return {};
}

} // namespace

Result<Module> merge(std::span<const Module* const> modules, const MergeOptions& options) {
    Module merged;
    std::vector<const Module*> order(modules.begin(), modules.end());
    for (const Module* module : order) {
        if (module->dialect != order[0]->dialect)
            return Failure{"can't merge files of different versions"};
        merged.dialect = module->dialect;
    }
    const auto isNative = [](const Module* module) {
        return module->header.arch != abi::Arch::none;
    };
    if (std::count_if(order.begin(), order.end(), isNative) > 1)
        return Failure{"can't merge files when more than one contains native code"};
    const auto native = std::find_if(order.begin(), order.end(), isNative);
    if (native != order.end()) {
        std::rotate(order.begin(), native, native + 1);
        merged.header = order[0]->header;
        merged.header.subVersion = merged.dialect->subVersion;
        merged.header.archFlags = options.archFlags.value_or(merged.header.archFlags);
        merged.header.hasArchFlags = merged.header.archFlags != 0;
    }
    std::vector<uint32_t> bodies;
    const std::vector<uint8_t> body = makeBody(order.size());
    merged.rawCodes.push_back({});
    merged.header.smallIntBits = 0;
    for (const Module* module : order) {
        const Bases bases{static_cast<uint32_t>(merged.qstrs.size()),
                          static_cast<uint32_t>(merged.objects.size()),
                          static_cast<uint32_t>(merged.rawCodes.size())};
        bodies.push_back(bases.rawCodes);
        merged.header.smallIntBits =
            std::max(merged.header.smallIntBits, module->header.smallIntBits);
        merged.qstrs.insert(merged.qstrs.end(), module->qstrs.begin(), module->qstrs.end());
        merged.objects.insert(merged.objects.end(), module->objects.begin(), module->objects.end());
        std::string problem = addFunctions(merged, *module, bases);
        if (!problem.empty()) return Failure{std::move(problem)};
    }
    merged.rawCodes[0].code = merged.arena.copy(std::span<const uint8_t>(body));
    merged.rawCodes[0].children = merged.arena.copy(std::span<const uint32_t>(bodies));
    return merged;
}

} // namespace taipan::mpy
