#include "src/driver/mpy_tool/file.h"

#include <fmt/format.h>

#include "src/driver/module_file.h"
#include "src/driver/mpy_tool/python_text.h"
#include "support/text/ascii.h"
#include "taipan/abi/varint.h"
#include "taipan/backends/frozen_c.h"
#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/reader.h"

namespace taipan::driver {

namespace {
using abi::CodeKind;

/// What stock's tool finds wrong with a header.
Result<void> checkHeader(std::string_view bytes, ToolState& state) {
    if (bytes.size() < abi::kHeaderSize || bytes[0] != abi::kMagic)
        return Failure{"not a valid .mpy file"};
    const abi::Dialect* const dialect = abi::dialectOf(static_cast<uint8_t>(bytes[1]));
    if (dialect == nullptr) return Failure{"incompatible .mpy version"};
    const auto arch =
        static_cast<abi::Arch>((bytes[2] & abi::kFeatureArchMask) >> abi::kFeatureArchShift);
    if (arch == abi::Arch::none) return {};
    if ((bytes[2] & abi::kFeatureSubMask) != dialect->subVersion)
        return Failure{"incompatible .mpy sub-version"};
    if (state.arch == abi::Arch::none) state.arch = arch;
    if (state.arch != arch) return Failure{"native architecture mismatch"};
    return {};
}

/// Finds the parts of a file that was read in place.
class SegmentFinder {
  public:
    explicit SegmentFinder(ToolFile& file) : file_(file) {}

    void run() {
        size_t at = abi::kHeaderSize;
        if (file_.module.header.hasArchFlags) skipNumber(at);
        skipNumber(at);
        skipNumber(at);
        for (const mpy::Qstr& qstr : file_.module.qstrs) addQstr(qstr, at);
        for (const mpy::Object& object : file_.module.objects) addObject(object);
        for (uint32_t i = 0; i < file_.module.rawCodes.size(); ++i) {
            const auto code = file_.module.rawCodes[i].code;
            const size_t start = offsetOf(code.data());
            add(SegmentKind::Code, std::string(file_.names[i]), start, start + code.size());
        }
    }

  private:
    void add(SegmentKind kind, std::string name, size_t start, size_t end) {
        file_.segments.push_back({kind, std::move(name), start, end});
    }

    size_t offsetOf(const void* at) const {
        return static_cast<size_t>(static_cast<const char*>(at) - file_.bytes.data());
    }

    void skipNumber(size_t& at) const {
        const uint8_t* const start = asBytes(file_.bytes).data();
        const uint8_t* end = start + at;
        abi::skipVaruint(end);
        at = static_cast<size_t>(end - start);
    }

    void addQstr(const mpy::Qstr& qstr, size_t& at) {
        if (qstr.staticId != 0) {
            add(SegmentKind::Meta, std::string(qstr.text), at, at);
            skipNumber(at);
            return;
        }
        const size_t start = offsetOf(qstr.text.data());
        at = start + qstr.text.size() + 1;
        add(SegmentKind::Qstr, std::string(qstr.text), start, at);
    }

    void addObject(const mpy::Object& object) {
        for (const mpy::Object& item : object.items) addObject(item);
        const mpy::Payload payload = mpy::objectPayload(object.tag);
        if (payload != mpy::Payload::Text && payload != mpy::Payload::Number) return;
        const size_t start = offsetOf(object.text.data());
        add(SegmentKind::Obj, strOf(object), start,
            start + object.text.size() + (payload == mpy::Payload::Text ? 1 : 0));
    }

    ToolFile& file_;
};

/// The names of functions: machine code without a prelude has that of the file.
bool nameFunctions(ToolFile& file) {
    const mpy::Module& module = file.module;
    for (const mpy::RawCode& code : module.rawCodes) {
        uint32_t name = 0;
        if (code.kind == CodeKind::Bytecode || code.kind == CodeKind::Native) {
            const Result<mpy::Function> function = mpy::parseFunction(*module.dialect, code);
            if (!function || function->names[0] >= module.qstrs.size()) return false;
            name = function->names[0];
        }
        file.names.push_back(module.qstrs[name].text);
    }
    return true;
}

/// "module_Class_method", with a number where that is taken.
void labelFunctions(ToolFile& file, ToolState& state) {
    std::string moduleName(file.sourceName().substr(0, file.sourceName().rfind('.')));
    if (file.sourceName().find('.') == std::string_view::npos) moduleName.clear();
    for (char& c : moduleName)
        if (!isAlphanumeric(c)) c = '_';
    const std::vector<uint32_t> parents = mpy::parentsOf(file.module);
    std::vector<std::string> prefixes; // that children's names get
    for (uint32_t i = 0; i < parents.size(); ++i) {
        const std::string& prefix =
            parents[i] == mpy::kNoParent ? moduleName : prefixes[parents[i]];
        const std::string wanted = prefix + "_" + frozen::escapeQstr(file.names[i]);
        std::string label = wanted;
        for (int n = 2; !state.labels.insert(label).second; ++n) label = wanted + std::to_string(n);
        prefixes.push_back(label.ends_with("_lt_module_gt_") ? prefix : label);
        file.labels.push_back(std::move(label));
    }
}
} // namespace

Result<void> loadToolFile(const std::string& path, ToolState& state, ToolFile& file) {
    const auto failed = [&](std::string_view why) {
        return Failure{fmt::format("{}: {}", path, why)};
    };
    file.path = path;
    auto text = loadText(path);
    if (!text) return text.error();
    file.bytes = std::move(text).value();
    if (const auto checked = checkHeader(file.bytes, state); !checked)
        return failed(checked.error().message);
    auto read = mpy::read(asBytes(file.bytes), {.allowTrailing = true, .inPlace = true});
    if (!read)
        return failed(fmt::format("corrupt .mpy file (byte {}: {})", read.error().offset,
                                  read.error().message));
    file.module = std::move(read).value();
    if (file.module.qstrs.empty() || !nameFunctions(file))
        return failed("corrupt .mpy file (a function without a name)");
    SegmentFinder(file).run();
    labelFunctions(file, state);
    return {};
}

} // namespace taipan::driver
