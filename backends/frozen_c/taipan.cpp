// Frozen content for our own runtime: include/taipan/frozen.h says what the macros mean.
#include <algorithm>
#include <fmt/format.h>

#include "backends/frozen_c/c_text.h"
#include "backends/frozen_c/check.h"
#include "backends/frozen_c/runtime_constants.h"
#include "backends/frozen_c/runtime_names.h"
#include "taipan/backends/frozen_c.h"
#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/info.h"
#include "taipan/verifier/rules.h"

namespace taipan::frozen {
namespace {

// Exact arrays are made from string literals, whose NUL then has no room.
constexpr std::string_view kHead = R"(#include "taipan/frozen.h"

#if defined(__GNUC__) && __GNUC__ >= 15 && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wunterminated-string-initialization"
#endif
)";

class Generator {
  public:
    Generator(std::span<const FrozenModule> modules, std::span<const FrozenText> files,
              RuntimeNames names)
        : modules_(modules), files_(files), names_(std::move(names)), constants_(out_, names_) {}

    FrozenContent run() {
        for (const FrozenModule& frozen : modules_) {
            for (const mpy::Qstr& qstr : frozen.module->qstrs) names_.add(qstr.text);
            for (const mpy::Object& object : frozen.module->objects) addNames(object);
        }
        if (!names_.finish()) fail(kNoModule, "more names than there are numbers for: 65535");
        out_.add(kHead);
        names_.addTables(out_);
        for (uint32_t i = 0; i < modules_.size(); ++i) addModule(i);
        addModuleTable();
        addFiles();
        addRoot();
        FrozenContent content;
        content.failures = std::move(failures_);
        if (content.ok()) content.content.push_back(out_.take());
        return content;
    }

  private:
    void fail(uint32_t module, std::string message) {
        failures_.push_back({module, 0, {}, std::move(message)});
    }

    void addNames(const mpy::Object& object) {
        if (object.tag == abi::ObjectTag::Str && object.text.size() <= kLongestName)
            names_.add(object.text);
        for (const mpy::Object& item : object.items) addNames(item);
    }

    /// Whether bytecode is made by machine code that may bring its children along.
    static bool hasOwnTable(const mpy::Module& module, const std::vector<uint32_t>& parents,
                            uint32_t i) {
        return i != 0 && module.rawCodes[i].children.empty() &&
               module.rawCodes[parents[i]].kind != abi::CodeKind::Bytecode;
    }

    /// All bytecode of a module as one array; the functions that it makes are found through the
    /// table of constants, at a number that lies in front of the code of their parent.
    void addModule(uint32_t number) {
        const mpy::Module& module = *modules_[number].module;
        const std::vector<uint32_t> parents = mpy::parentsOf(module);
        std::vector<uint8_t> bytes;
        std::vector<Place> places(module.rawCodes.size());
        std::vector<uint32_t> table; // raw codes, as they come behind the constants
        for (uint32_t i = 0; i < module.rawCodes.size(); ++i) {
            const mpy::RawCode& code = module.rawCodes[i];
            const size_t first = module.objects.size() + table.size();
            const bool isBytecode = code.kind == abi::CodeKind::Bytecode;
            places[i].firstChild = static_cast<uint32_t>(first);
            places[i].hasRecord = !isBytecode || hasOwnTable(module, parents, i);
            table.insert(table.end(), code.children.begin(), code.children.end());
            if (!isBytecode) {
                if (!code.children.empty()) table.push_back(kPreludeOf | i);
                continue;
            }
            if (!code.children.empty() || places[i].hasRecord) {
                bytes.push_back(static_cast<uint8_t>(places[i].hasRecord ? 0 : first));
                bytes.push_back(static_cast<uint8_t>(places[i].hasRecord ? 0 : first >> 8));
            }
            places[i].offset = static_cast<uint32_t>(bytes.size());
            bytes.insert(bytes.end(), code.code.begin(), code.code.end());
        }
        if (module.objects.size() + table.size() > verifier::kMaxTable)
            fail(number, fmt::format("{} constants and functions; a module may have {}",
                                     module.objects.size() + table.size(), verifier::kMaxTable));
        out_.add("\n/* ", number, ": ");
        addComment(module.qstrs[0].text);
        out_.add(" */\n");
        if (!bytes.empty()) {
            out_.add("static const uint8_t code_", number, '[', bytes.size(), "] =\n");
            out_.literal(bytes);
            out_.add(";\n");
        }
        if (module.header.arch != abi::Arch::none)
            addMachineCode(number, places, module.objects.size() + table.size());
        out_.add("static const uint16_t names_", number, "[] = {");
        for (const mpy::Qstr& qstr : module.qstrs) out_.add(names_.number(qstr.text), ',');
        out_.add("};\n");
        bodies_.push_back(addressOf(number, 0, places[0]));
        addTable(number, table, places);
    }

    /// Where a function of a module is.
    struct Place {
        uint32_t offset = 0;     // of bytecode, in the module's
        uint32_t firstChild = 0; // in the table of constants
        bool hasRecord = false;
    };
    static constexpr uint32_t kPreludeOf = uint32_t{1} << 31; // a row that is no function

    static std::string addressOf(uint32_t number, uint32_t i, const Place& place) {
        return place.hasRecord ? fmt::format("&record_{}_{}", number, i)
                               : fmt::format("code_{} + {}", number, place.offset);
    }

    /// Machine code, each function's as an array, and the records of functions. The table of
    /// constants comes behind them, with `rows` rows.
    void addMachineCode(uint32_t number, const std::vector<Place>& places, size_t rows) {
        const mpy::Module& module = *modules_[number].module;
        out_.add("TAIPAN_RUNS_ON(", mpy::archName(module.header.arch), ");\n");
        if (rows != 0)
            out_.add("static const taipan_constant constants_", number, '[', rows, "];\n");
        for (uint32_t i = 0; i < places.size(); ++i) {
            const mpy::RawCode& code = module.rawCodes[i];
            if (!places[i].hasRecord) continue;
            std::string at = fmt::format("code_{} + {}", number, places[i].offset);
            std::string children("0");
            bool isGenerator = false;
            if (code.kind != abi::CodeKind::Bytecode) {
                at = fmt::format("code_{}_{}", number, i);
                out_.add("TAIPAN_MACHINE_CODE(", at, ", ", code.code.size(), ") =\n");
                out_.literal(code.code);
                out_.add(";\n");
                if (code.kind == abi::CodeKind::Native) {
                    children = fmt::format("{} + {}", at, code.preludeOffset);
                    const auto function = mpy::parseFunction(*module.dialect, code);
                    isGenerator = (function.value().prelude.scopeFlags & abi::kScopeGenerator) != 0;
                }
                if (!code.children.empty())
                    children = fmt::format("constants_{} + {}", number, places[i].firstChild);
            }
            constexpr unsigned kFirstKind = 2; // of the native ABI
            out_.add("static const taipan_function_record record_", number, '_', i, " = {{0, 0}, ",
                     kFirstKind + static_cast<unsigned>(code.kind), ", ", isGenerator ? '1' : '0',
                     ", ", at, ", ", children, ", ", code.asmArgs, ", ", code.asmTypeSig, "};\n");
        }
    }

    void addTable(uint32_t number, const std::vector<uint32_t>& table,
                  const std::vector<Place>& places) {
        const mpy::Module& module = *modules_[number].module;
        std::string elements;
        for (uint32_t i = 0; i < module.objects.size(); ++i) {
            std::string problem;
            if (module.objects[i].tag == abi::ObjectTag::FunTable &&
                module.header.arch != abi::Arch::none)
                elements += "TAIPAN_POINTER(taipan_native_table)";
            else
                problem = constants_.add(module.objects[i], elements);
            if (!problem.empty())
                failures_.push_back(failureAt(modules_, number, abi::Operand::Object, i, problem));
            elements += ",\n";
        }
        if (elements.empty() && table.empty()) return;
        out_.add("static const taipan_constant constants_", number, "[] = {\n", elements);
        for (const uint32_t code : table) {
            if ((code & kPreludeOf) == 0) {
                out_.add("TAIPAN_POINTER(", addressOf(number, code, places[code]), "),\n");
                continue;
            }
            const uint32_t parent = code & ~kPreludeOf;
            out_.add("TAIPAN_POINTER(code_", number, '_', parent, " + ",
                     module.rawCodes[parent].preludeOffset, "),\n");
        }
        out_.add("};\n");
    }

    /// A path within a comment.
    void addComment(std::string_view text) {
        for (const char c : text) out_.add(c >= ' ' && c != '*' && c != 0x7f ? c : '_');
    }

    void addModuleTable() {
        std::vector<uint32_t> order(modules_.size());
        for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
        const auto fileOf = [this](uint32_t i) {
            return names_.number(modules_[i].module->qstrs[0].text);
        };
        std::sort(order.begin(), order.end(),
                  [&](uint32_t a, uint32_t b) { return fileOf(a) < fileOf(b); });
        if (order.empty()) return;
        out_.add("\nstatic const taipan_frozen_module modules[] = {\n");
        for (const uint32_t i : order) {
            const mpy::Module& module = *modules_[i].module;
            const bool hasTable = !module.objects.empty() || module.rawCodes.size() > 1;
            out_.add("{names_", i, ", ");
            if (hasTable)
                out_.add("constants_", i);
            else
                out_.add('0');
            out_.add(", ", bodies_[i].starts_with('&') ? "(const uint8_t*)" : "", bodies_[i],
                     "},\n");
        }
        out_.add("};\n");
    }

    void addFiles() {
        if (files_.empty()) return;
        std::string rows;
        for (const FrozenText& file : files_) {
            CText row;
            row.add('{');
            row.literal(file.name);
            row.add(", ", constants_.addBytes(file.text), "},\n");
            rows += row.take().view();
        }
        out_.add("static const taipan_frozen_file files[] = {\n", rows, "};\n");
    }

    void addRoot() {
        out_.add("\nconst taipan_frozen taipan_frozen_content = {\n", names_.hash(),
                 "u, TAIPAN_FROZEN_LAYOUT, name_texts, name_counts, ", names_.lengths(), ", ",
                 names_.newCount(), ", ", modules_.size(), ", ", files_.size(), ", ",
                 modules_.empty() ? "0" : "modules", ", ", files_.empty() ? "0" : "files", "};\n");
    }

    std::span<const FrozenModule> modules_;
    std::span<const FrozenText> files_;
    RuntimeNames names_;
    CText out_;
    RuntimeConstants constants_;
    std::vector<std::string> bodies_; // addresses of modules' bodies
    std::vector<FreezeFailure> failures_;
};

/// Why the runtime does not take machine code of a module, if it has some.
std::string problemWith(const mpy::Header& header, const RuntimeNames& names) {
    using abi::Arch;
    if (header.arch == Arch::none) return {};
    if (!names.takesMachineCode()) return "the runtime has no loader for machine code";
    const bool isThumb = header.arch >= Arch::armv6m && header.arch <= Arch::armv7emdp;
    if (!isThumb && header.arch != Arch::x64 && header.arch != Arch::rv32imc)
        return fmt::format("the runtime takes no machine code for {}", mpy::archName(header.arch));
    if (header.archFlags != 0)
        return "machine code that needs extensions of the architecture cannot be frozen";
    return {};
}
} // namespace

FrozenContent generateForTaipan(std::span<const FrozenModule> modules,
                                std::span<const FrozenText> files, const TaipanOptions& options) {
    FrozenContent content;
    Result<RuntimeNames> names = RuntimeNames::read(options.names);
    if (!names) {
        content.failures.push_back({kNoModule, 0, {}, names.error().message});
        return content;
    }
    content.failures = check(modules, files, 0xffff);
    for (uint32_t i = 0; i < modules.size(); ++i)
        if (std::string problem = problemWith(modules[i].module->header, names.value());
            !problem.empty())
            content.failures.push_back({i, 0, {}, std::move(problem)});
    if (!content.ok()) return content;
    return Generator(modules, files, std::move(names).value()).run();
}

} // namespace taipan::frozen
