// frozen_content.c for stock firmware.
#include <algorithm>
#include <fmt/format.h>

#include "backends/frozen_c/c_text.h"
#include "backends/frozen_c/check.h"
#include "backends/frozen_c/constants.h"
#include "backends/frozen_c/firmware_strings.h"
#include "backends/frozen_c/functions.h"
#include "backends/frozen_c/string_pool.h"
#include "taipan/backends/frozen_c.h"

namespace taipan::frozen {
namespace {

constexpr size_t kNameLimit = 60;       // characters of a path within identifiers
constexpr size_t kMostStrings = 0xffff; // numbers of strings have 16 bits
constexpr unsigned kUsualSmallIntBits = 31;

// Exact arrays of bytes are made from string literals, whose NUL then has no room. Newer compilers
// warn about that.
constexpr std::string_view kHead = R"(
#include "py/mpconfig.h"
#include "py/objint.h"
#include "py/objstr.h"
#include "py/emitglue.h"
#include "py/nativeglue.h"
#include "py/smallint.h"

#if defined(__clang__)
#if __has_warning("-Wunterminated-string-initialization")
#pragma clang diagnostic ignored "-Wunterminated-string-initialization"
#endif
#elif defined(__GNUC__) && __GNUC__ >= 15
#pragma GCC diagnostic ignored "-Wunterminated-string-initialization"
#endif
)";

struct Features {
    bool floats = false;
    bool complexes = false;
    unsigned smallIntBits = kUsualSmallIntBits;
};

void noteFeatures(const mpy::Object& object, Features& features) {
    features.floats |= object.tag == abi::ObjectTag::Float;
    features.complexes |= object.tag == abi::ObjectTag::Complex;
    for (const mpy::Object& item : object.items) noteFeatures(item, features);
}

/// One generation of one file.
class Generator {
  public:
    Generator(std::span<const FrozenModule> modules, std::span<const FrozenText> texts,
              const StockOptions& options, const FirmwareStrings& firmware)
        : modules_(modules), texts_(texts), options_(options), firmware_(firmware), pool_(firmware),
          constants_(words_, pool_, firmware.bytesInHash, options), functions_(out_, words_) {}

    FrozenContent run() {
        out_.reserve(estimate());
        collectStrings();
        if (options_.withTexts) addTexts();
        out_.add(kHead);
        addChecks();
        pool_.addPool(out_);
        constants_.addMacros();
        functions_.addMacros();
        for (uint32_t i = 0; i < modules_.size(); ++i) addModule(i);
        out_.add(words_.take());
        addTables();
        FrozenContent content;
        content.failures = std::move(failures_);
        if (content.ok()) content.content = out_.take();
        return content;
    }

  private:
    /// Text is about three times its bytes; being wrong only costs time.
    size_t estimate() const {
        size_t size = 16384;
        for (const FrozenText& text : texts_) size += 2 * text.text.size();
        for (const FrozenModule& frozen : modules_) {
            size += 1024 + 24 * frozen.module->qstrs.size() + 64 * frozen.module->objects.size();
            for (const mpy::RawCode& code : frozen.module->rawCodes)
                size += 200 + 4 * code.code.size();
        }
        return size;
    }

    void collectStrings() {
        for (const FrozenModule& frozen : modules_) {
            for (const mpy::Qstr& qstr : frozen.module->qstrs)
                strings_.push_back(pool_.intern(qstr.text));
            for (const mpy::Object& object : frozen.module->objects) {
                internShort(object);
                noteFeatures(object, features_);
            }
            features_.smallIntBits =
                std::max<unsigned>(features_.smallIntBits, frozen.module->header.smallIntBits);
        }
        pool_.finish();
        if (const size_t total = firmware_.textOf.size() + 1 + pool_.newCount();
            total > kMostStrings)
            failures_.push_back({kNoModule,
                                 0,
                                 {},
                                 fmt::format("{} strings, but firmware has numbers for {} at most",
                                             total, kMostStrings)});
    }

    void internShort(const mpy::Object& object) {
        if (object.tag == abi::ObjectTag::Str && isInterned(object.text)) pool_.intern(object.text);
        for (const mpy::Object& item : object.items) internShort(item);
    }

    void addTexts() {
        out_.add("#include <stdint.h>\n#define MP_FROZEN_STR_NAMES");
        for (const FrozenText& text : texts_) {
            out_.add(" \\\n");
            out_.literal(text.name);
            out_.add(" \"\\0\"");
        }
        out_.add("\nconst uint32_t mp_frozen_str_sizes[] = {");
        // The first size of 0 ends the table.
        for (const FrozenText& text : texts_) out_.add(std::max<size_t>(text.text.size(), 1), ", ");
        out_.add("0};\nconst char mp_frozen_str_content[] = \"\"\n");
        for (const FrozenText& text : texts_) {
            out_.literal(text.text.empty() ? "\n" : text.text);
            out_.add("\n\"\\0\"\n");
        }
        out_.add(";\n");
    }

    void addCheck(std::string_view wrong, std::string_view message) {
        out_.add("#if ", wrong, "\n#error \"", message, "\"\n#endif\n");
    }

    /// What the firmware has to be configured as.
    void addChecks() {
        out_.add('\n');
        addCheck(fmt::format("MICROPY_LONGINT_IMPL != {}", static_cast<int>(options_.longInt)),
                 "incompatible MICROPY_LONGINT_IMPL");
        if (options_.longInt == LongInt::Mpz && options_.mpzDigitBits != 0)
            addCheck(fmt::format("MPZ_DIG_SIZE != {}", options_.mpzDigitBits),
                     "incompatible MPZ_DIG_SIZE");
        addCheck(fmt::format("MICROPY_QSTR_BYTES_IN_HASH != {} || MICROPY_QSTR_BYTES_IN_LEN != {}",
                             firmware_.bytesInHash, firmware_.bytesInLength),
                 "frozen for a firmware with other sizes of string hashes or lengths");
        addCheck("UINTPTR_MAX < 0xffffffff", "frozen constants need words of 32 bits");
        if (features_.floats)
            addCheck("!MICROPY_PY_BUILTINS_FLOAT", "frozen modules hold float constants");
        if (features_.complexes)
            addCheck("!MICROPY_PY_BUILTINS_COMPLEX", "frozen modules hold complex constants");
        // The lookup would count texts among the compiled modules.
        if (options_.withTexts && !texts_.empty())
            addCheck("!MICROPY_MODULE_FROZEN_STR", "frozen texts need MICROPY_MODULE_FROZEN_STR=1");
        if (features_.smallIntBits > kUsualSmallIntBits)
            out_.add("// Small ints of ", features_.smallIntBits, " bits.\n",
                     "typedef char frozen_small_ints_are_too_wide[((uint64_t)MP_SMALL_INT_MAX >> ",
                     features_.smallIntBits - 2, ") != 0 ? 1 : -1];\n");
    }

    void addModule(uint32_t number) {
        const mpy::Module& module = *modules_[number].module;
        const std::string_view path = module.qstrs[0].text;
        const std::string name = identifier(path.substr(0, path.rfind('.')), kNameLimit);
        out_.add("\n// ", number, ": ", name, '\n');
        words_.add("\n// ", number, '\n');
        const std::string body = functions_.add(module, name, number);
        const std::string ident = fmt::format("{}_{}", name, number);
        addStringTable(module, ident);
        addObjectTable(number, ident);
        words_.add("static const mp_frozen_module_t frozen_module_", ident,
                   "={.constants={.qstr_table=(qstr_short_t*)const_qstr_table_data_", ident,
                   ",.obj_table=");
        if (module.objects.empty())
            words_.add("NULL");
        else
            words_.add("(mp_obj_t*)const_obj_table_data_", ident);
        words_.add("},.proto_fun=", body, "};\n");
    }

    void addStringTable(const mpy::Module& module, std::string_view ident) {
        out_.add("static const qstr_short_t const_qstr_table_data_", ident, "[]={");
        for (size_t i = 0; i < module.qstrs.size(); ++i) {
            pool_.addNumber(out_, strings_[nextString_++]);
            out_.add(',');
        }
        out_.add("};\n");
    }

    void addObjectTable(uint32_t number, std::string_view ident) {
        const mpy::Module& module = *modules_[number].module;
        if (module.objects.empty()) return;
        std::string elements;
        for (uint32_t i = 0; i < module.objects.size(); ++i) {
            const std::string problem = constants_.add(module.objects[i], elements);
            if (!problem.empty())
                failures_.push_back(failureAt(modules_, number, abi::Operand::Object, i, problem));
            elements += ",\n";
        }
        words_.add("static const mp_rom_obj_t const_obj_table_data_", ident, "[]={\n", elements,
                   "};\n");
    }

    void addTables() {
        out_.add("\nconst char mp_frozen_names[] =\n"
                 "#ifdef MP_FROZEN_STR_NAMES\n    MP_FROZEN_STR_NAMES\n#endif\n    \"\"\n");
        for (const FrozenModule& frozen : modules_) {
            out_.literal(frozen.module->qstrs[0].text);
            out_.add(" \"\\0\"\n");
        }
        out_.add(";\nconst mp_frozen_module_t *const mp_frozen_mpy_content[] = {\n");
        for (uint32_t i = 0; i < modules_.size(); ++i) {
            const std::string_view path = modules_[i].module->qstrs[0].text;
            out_.add("&frozen_module_", identifier(path.substr(0, path.rfind('.')), kNameLimit),
                     '_', i, ",\n");
        }
        if (modules_.empty()) out_.add("NULL\n");
        out_.add("};\n\n#ifdef MICROPY_FROZEN_LIST_ITEM\n");
        for (const FrozenModule& frozen : modules_) addListItem(frozen.module->qstrs[0].text);
        out_.add("#endif\n");
    }

    void addListItem(std::string_view path) {
        constexpr std::string_view init = "/__init__.py";
        out_.add("MICROPY_FROZEN_LIST_ITEM(");
        out_.literal(path.ends_with(init) ? path.substr(0, path.size() - init.size())
                                          : path.substr(0, path.rfind('.')));
        out_.add(", ");
        out_.literal(path);
        out_.add(")\n");
    }

    std::span<const FrozenModule> modules_;
    std::span<const FrozenText> texts_;
    const StockOptions& options_;
    const FirmwareStrings& firmware_;
    CText out_;
    CText words_; // what follows all bytes and half words: see Functions
    StringPool pool_;
    Constants constants_;
    Functions functions_;
    Features features_;
    std::vector<uint32_t> strings_; // of the modules' string tables, one after the other
    size_t nextString_ = 0;
    std::vector<FreezeFailure> failures_;
};

} // namespace

FrozenContent generateForStock(std::span<const FrozenModule> modules,
                               std::span<const FrozenText> texts, const StockOptions& options) {
    FrozenContent content;
    const Result<FirmwareStrings> firmware = readFirmwareStrings(options.qstrHeader);
    if (!firmware) {
        content.failures.push_back({kNoModule, 0, {}, firmware.error().message});
        return content;
    }
    content.failures = check(modules, texts, firmware.value().longest());
    // Modules that are unsound cannot be gone through any further.
    if (!content.ok()) return content;
    return Generator(modules, texts, options, firmware.value()).run();
}

} // namespace taipan::frozen
