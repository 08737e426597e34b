// frozen_content.c for stock firmware.
#include <algorithm>
#include <fmt/format.h>
#include <future>

#include "backends/frozen_c/c_text.h"
#include "backends/frozen_c/check.h"
#include "backends/frozen_c/constants.h"
#include "backends/frozen_c/firmware_strings.h"
#include "backends/frozen_c/functions.h"
#include "backends/frozen_c/string_pool.h"
#include "taipan/backends/frozen_c.h"
#include "taipan/support/parallel.h"

namespace taipan::frozen {
namespace {

constexpr size_t kNameLimit = 60;       // characters of a path within identifiers
constexpr size_t kMostStrings = 0xffff; // numbers of strings have 16 bits
constexpr unsigned kUsualSmallIntBits = 31;
constexpr size_t kRestSize = 16384; // of the text, besides modules and strings
constexpr size_t kSizePerString = 48;
constexpr size_t kSizePerNumber = 12;          // of a string
constexpr size_t kSizePerConstant = 160;       // besides its text
constexpr size_t kSizePerFunction = 160;       // of its record, or around its bytes
constexpr size_t kPartSize = size_t{64} << 10; // of text; what a thread takes at a time
constexpr size_t kSharedSteps = 4;             // besides parts: see Generator::doStep

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

/// What identifiers of a module start with.
std::string nameOf(const mpy::Module& module) {
    const std::string_view path = module.qstrs[0].text;
    std::string name;
    appendIdentifier(name, path.substr(0, path.rfind('.')), kNameLimit);
    return name;
}

/// Modules that follow each other, and what is made of them on one thread: all that does not depend
/// on other modules.
struct Part {
    uint32_t first = 0;
    uint32_t end = 0;
    CText bytes;   // of functions
    CText records; // words: see Functions
};

/// One generation of one file.
class Generator {
  public:
    Generator(std::span<const FrozenModule> modules, std::span<const FrozenText> texts,
              const StockOptions& options, const FirmwareStrings& firmware)
        : modules_(modules), texts_(texts), options_(options), firmware_(firmware), pool_(firmware),
          constants_(objects_, pool_, firmware.bytesInHash, options) {}

    FrozenContent run() {
        split();
        forEachParallel(parts_.size() + kSharedSteps, options_.threads,
                        [this](size_t i) { doStep(i); });
        FrozenContent content;
        content.failures = std::move(failures_);
        std::move(badConstants_.begin(), badConstants_.end(), std::back_inserter(content.failures));
        if (content.ok()) content.content = assemble();
        return content;
    }

  private:
    /// Functions need no strings: they come between the step that finds these and those that use
    /// them, so that nobody waits.
    void doStep(size_t number) {
        if (number == 0) return findStrings();
        if (number <= parts_.size()) return addFunctions(parts_[number - 1]);
        waitForStrings_.get();
        switch (number - parts_.size()) {
        case 1: return addAllConstants();
        case 2: return addStringTables();
        default: return addBeginning();
        }
    }

    void findStrings() {
        try {
            collectStrings();
            stringsFound_.set_value();
        } catch (...) { // nobody may wait for ever
            stringsFound_.set_exception(std::current_exception());
            throw;
        }
    }

    void collectStrings() {
        size_t count = 0;
        for (const FrozenModule& frozen : modules_) count += frozen.module->qstrs.size();
        strings_.reserve(count);
        numbers_.reserve(kSizePerNumber * count + kSizePerFunction * modules_.size());
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
        if (const size_t total = firmware_.texts.size() + 1 + pool_.newCount();
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

    void addTexts(CText& out) const {
        out.add("#include <stdint.h>\n#define MP_FROZEN_STR_NAMES");
        for (const FrozenText& text : texts_) {
            out.add(" \\\n");
            out.literal(text.name);
            out.add(" \"\\0\"");
        }
        out.add("\nconst uint32_t mp_frozen_str_sizes[] = {");
        // The first size of 0 ends the table.
        for (const FrozenText& text : texts_) out.add(std::max<size_t>(text.text.size(), 1), ", ");
        out.add("0};\nconst char mp_frozen_str_content[] = \"\"\n");
        for (const FrozenText& text : texts_) {
            out.literal(text.text.empty() ? "\n" : text.text);
            out.add("\n\"\\0\"\n");
        }
        out.add(";\n");
    }

    static void addCheck(CText& out, std::string_view wrong, std::string_view message) {
        out.add("#if ", wrong, "\n#error \"", message, "\"\n#endif\n");
    }

    /// What the firmware has to be configured as.
    void addChecks(CText& out) const {
        out.add('\n');
        addCheck(out, fmt::format("MICROPY_LONGINT_IMPL != {}", static_cast<int>(options_.longInt)),
                 "incompatible MICROPY_LONGINT_IMPL");
        if (options_.longInt == LongInt::Mpz && options_.mpzDigitBits != 0)
            addCheck(out, fmt::format("MPZ_DIG_SIZE != {}", options_.mpzDigitBits),
                     "incompatible MPZ_DIG_SIZE");
        addCheck(out,
                 fmt::format("MICROPY_QSTR_BYTES_IN_HASH != {} || MICROPY_QSTR_BYTES_IN_LEN != {}",
                             firmware_.bytesInHash, firmware_.bytesInLength),
                 "frozen for a firmware with other sizes of string hashes or lengths");
        addCheck(out, "UINTPTR_MAX < 0xffffffff", "frozen constants need words of 32 bits");
        if (features_.floats)
            addCheck(out, "!MICROPY_PY_BUILTINS_FLOAT", "frozen modules hold float constants");
        if (features_.complexes)
            addCheck(out, "!MICROPY_PY_BUILTINS_COMPLEX", "frozen modules hold complex constants");
        // The lookup would count texts among the compiled modules.
        if (options_.withTexts && !texts_.empty())
            addCheck(out, "!MICROPY_MODULE_FROZEN_STR",
                     "frozen texts need MICROPY_MODULE_FROZEN_STR=1");
        if (features_.smallIntBits > kUsualSmallIntBits)
            out.add("// Small ints of ", features_.smallIntBits, " bits.\n",
                    "typedef char frozen_small_ints_are_too_wide[((uint64_t)MP_SMALL_INT_MAX >> ",
                    features_.smallIntBits - 2, ") != 0 ? 1 : -1];\n");
    }

    void split() {
        for (uint32_t i = 0; i < modules_.size();) {
            Part& part = parts_.emplace_back();
            part.first = i;
            size_t bytes = 0; // of text; being wrong only costs time
            size_t records = 0;
            for (; i < modules_.size() && bytes < kPartSize; ++i) {
                for (const mpy::RawCode& code : modules_[i].module->rawCodes)
                    bytes += kSizePerFunction + 3 * code.code.size();
                records += kSizePerFunction * (1 + modules_[i].module->rawCodes.size());
            }
            part.end = i;
            part.bytes.reserve(bytes);
            part.records.reserve(records);
        }
    }

    void addFunctions(Part& part) const {
        Functions functions(part.bytes, part.records);
        for (uint32_t i = part.first; i < part.end; ++i) {
            const mpy::Module& module = *modules_[i].module;
            const std::string name = nameOf(module);
            part.bytes.add("\n// ", i, ": ", name, '\n');
            part.records.add("\n// ", i, '\n');
            const std::string body = functions.add(module, name, i);
            addRoot(part.records, module, name, i, body);
        }
    }

    static void addRoot(CText& out, const mpy::Module& module, std::string_view name,
                        uint32_t number, std::string_view body) {
        out.add("static const mp_frozen_module_t frozen_module_", name, '_', number,
                "={.constants={.qstr_table=(qstr_short_t*)const_qstr_table_data_", name, '_',
                number, ",.obj_table=");
        if (module.objects.empty())
            out.add("NULL");
        else
            out.add("(mp_obj_t*)const_obj_table_data_", name, '_', number);
        out.add("},.proto_fun=", body, "};\n");
    }

    void addStringTables() {
        const uint32_t* string = strings_.data();
        for (uint32_t i = 0; i < modules_.size(); ++i) {
            addStringTable(i, string);
            string += modules_[i].module->qstrs.size();
        }
    }

    void addAllConstants() {
        size_t size = 0;
        for (const FrozenModule& frozen : modules_)
            for (const mpy::Object& object : frozen.module->objects)
                size += kSizePerConstant + 4 * object.text.size();
        objects_.reserve(size);
        for (uint32_t i = 0; i < modules_.size(); ++i) addConstants(i);
    }

    void addStringTable(uint32_t number, const uint32_t* string) {
        const mpy::Module& module = *modules_[number].module;
        numbers_.add("static const qstr_short_t const_qstr_table_data_", nameOf(module), '_',
                     number, "[]={");
        for (size_t i = 0; i < module.qstrs.size(); ++i) {
            pool_.addNumber(numbers_, string[i]);
            numbers_.add(',');
        }
        numbers_.add("};\n");
    }

    void addConstants(uint32_t number) {
        const mpy::Module& module = *modules_[number].module;
        if (module.objects.empty()) return;
        std::string elements;
        for (uint32_t i = 0; i < module.objects.size(); ++i) {
            const std::string problem = constants_.add(module.objects[i], elements);
            if (!problem.empty())
                badConstants_.push_back(
                    failureAt(modules_, number, abi::Operand::Object, i, problem));
            elements += ",\n";
        }
        objects_.add("static const mp_rom_obj_t const_obj_table_data_", nameOf(module), '_', number,
                     "[]={\n", elements, "};\n");
    }

    /// Compilers keep the order of data: bytes come before half words and those before words, so
    /// that there is no padding between them.
    std::vector<OwnedText> assemble() {
        std::vector<OwnedText> pieces;
        pieces.reserve(2 * parts_.size() + 4);
        pieces.push_back(beginning_.take());
        for (Part& part : parts_) pieces.push_back(part.bytes.take());
        pieces.push_back(numbers_.take());
        pieces.push_back(objects_.take());
        for (Part& part : parts_) pieces.push_back(part.records.take());
        pieces.push_back(tables());
        return pieces;
    }

    /// All that comes before the first module.
    void addBeginning() {
        CText& out = beginning_;
        size_t size = kRestSize + kSizePerString * pool_.newCount();
        for (const FrozenText& text : texts_) size += 2 * text.text.size();
        out.reserve(size);
        if (options_.withTexts) addTexts(out);
        out.add(kHead);
        addChecks(out);
        pool_.addPool(out);
        constants_.addMacros(out);
        Functions::addMacros(out);
    }

    OwnedText tables() const {
        CText out;
        out.add("\nconst char mp_frozen_names[] =\n"
                "#ifdef MP_FROZEN_STR_NAMES\n    MP_FROZEN_STR_NAMES\n#endif\n    \"\"\n");
        for (const FrozenModule& frozen : modules_) {
            out.literal(frozen.module->qstrs[0].text);
            out.add(" \"\\0\"\n");
        }
        out.add(";\nconst mp_frozen_module_t *const mp_frozen_mpy_content[] = {\n");
        for (uint32_t i = 0; i < modules_.size(); ++i)
            out.add("&frozen_module_", nameOf(*modules_[i].module), '_', i, ",\n");
        if (modules_.empty()) out.add("NULL\n");
        out.add("};\n\n#ifdef MICROPY_FROZEN_LIST_ITEM\n");
        for (const FrozenModule& frozen : modules_) addListItem(out, frozen.module->qstrs[0].text);
        out.add("#endif\n");
        return out.take();
    }

    static void addListItem(CText& out, std::string_view path) {
        constexpr std::string_view init = "/__init__.py";
        out.add("MICROPY_FROZEN_LIST_ITEM(");
        out.literal(path.ends_with(init) ? path.substr(0, path.size() - init.size())
                                         : path.substr(0, path.rfind('.')));
        out.add(", ");
        out.literal(path);
        out.add(")\n");
    }

    std::span<const FrozenModule> modules_;
    std::span<const FrozenText> texts_;
    const StockOptions& options_;
    const FirmwareStrings& firmware_;
    StringPool pool_;
    std::promise<void> stringsFound_;
    std::shared_future<void> waitForStrings_ = stringsFound_.get_future().share();
    CText beginning_;
    CText numbers_; // of strings: half words
    CText objects_; // and what is made for them: words
    Constants constants_;
    Features features_;
    std::vector<uint32_t> strings_; // of the modules' string tables, one after the other
    std::vector<Part> parts_;
    std::vector<FreezeFailure> failures_; // of strings
    std::vector<FreezeFailure> badConstants_;
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
