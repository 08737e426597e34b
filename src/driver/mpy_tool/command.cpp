// taipan mpy-tool: the drop-in for stock's mpy-tool.py.
#include <deque>
#include <fmt/format.h>

#include "src/driver/commands.h"
#include "src/driver/module_file.h"
#include "src/driver/mpy_tool/file.h"
#include "src/driver/mpy_tool/listing.h"
#include "src/driver/mpy_tool/options.h"
#include "support/text/ascii.h"
#include "support/text/utf8.h"
#include "taipan/backends/frozen_c.h"
#include "taipan/mpy-format/merge.h"
#include "taipan/mpy-format/writer.h"

namespace taipan::driver {

namespace {
constexpr std::string_view kKindNames[] = {"META", "QSTR", "OBJ", "CODE"};

/// False after saying on standard error what is wrong.
bool save(const std::string& path, std::span<const uint8_t> bytes) {
    const auto saved = saveOutput(path, bytes);
    if (!saved) printFailure(saved.error());
    return saved.ok();
}

class Tool {
  public:
    explicit Tool(const MpyToolOptions& options) : options_(options), page_(options.json) {}

    int run() {
        ToolState state;
        for (const std::string& path : options_.files)
            if (const auto loaded = loadToolFile(path, state, files_.emplace_back()); !loaded)
                return printFailure(loaded.error());
        const bool listed = list();
        if (!print() || !listed) return 1;
        if (options_.merge && !merge()) return 1;
        return options_.extractBase.empty() || extract() ? 0 : 1;
    }

  private:
    /// Fills the page; false when files cannot be frozen.
    bool list() {
        if (options_.hexdump)
            for (const ToolFile& file : files_) hexdump(file, page_);
        if (options_.disassemble) {
            if (options_.hexdump) page_.line("");
            for (const ToolFile& file : files_) disassembleForTool(file, page_);
        }
        return !options_.freeze || freeze();
    }

    bool print() const {
        if (!options_.json) return printOut(page_.text());
        printError(page_.text());
        return printOut(page_.json(options_.freeze ? "c" : options_.hexdump ? "stderr" : "mpy"));
    }

    bool freeze() {
        std::string header;
        if (!options_.qstrHeader.empty()) {
            auto text = loadText(options_.qstrHeader);
            if (!text) {
                printFailure(text.error());
                return false;
            }
            header = std::move(text).value() + '\n'; // an empty file is not the same as none
        }
        std::vector<frozen::FrozenModule> modules;
        for (const ToolFile& file : files_) modules.push_back({&file.module, file.path});
        frozen::StockOptions options;
        options.qstrHeader = header;
        options.longInt = options_.longInt;
        options.mpzDigitBits = options_.mpzDigitBits;
        options.withTexts = false;
        const frozen::FrozenContent content = frozen::generateForStock(modules, {}, options);
        for (const frozen::FreezeFailure& failure : content.failures) explain(failure);
        for (std::string_view left : content.content) { // whole lines each
            while (!left.empty()) {
                const size_t end = left.find('\n');
                page_.line(left.substr(0, end));
                left.remove_prefix(end + 1);
            }
        }
        return content.ok();
    }

    void explain(const frozen::FreezeFailure& failure) const {
        const std::string_view source = failure.module == frozen::kNoModule
                                            ? options_.qstrHeader
                                            : files_[failure.module].sourceName();
        std::string text = fmt::format("error while freezing {}: ", source);
        if (failure.line != 0) text += fmt::format("line {}: ", failure.line);
        if (!failure.function.empty()) text += failure.function + ": ";
        printError(text + failure.message + "\n");
    }

    bool merge() const {
        if (files_.size() == 1) return deliver(asBytes(files_[0].bytes));
        std::vector<const mpy::Module*> modules;
        for (const ToolFile& file : files_) modules.push_back(&file.module);
        const Result<mpy::Module> merged = mpy::merge(modules, {options_.archFlags});
        if (merged) return deliver(mpy::write(merged.value()));
        printFailure({"mpy-tool: error: " + merged.error().message});
        return false;
    }

    bool deliver(std::span<const uint8_t> bytes) const {
        if (!options_.output.empty()) return save(options_.output, bytes);
        return printOut(asText(bytes));
    }

    /// Which kinds --extract-only names; all when it does not.
    bool chooseKinds(bool (&chosen)[std::size(kKindNames)]) const {
        std::string_view left = options_.extractOnly;
        for (bool& each : chosen) each = left.empty();
        while (!left.empty()) {
            const std::string kind = upperCase(left.substr(0, left.find(',')));
            left.remove_prefix(std::min(left.size(), kind.size() + 1));
            const auto* const end = std::end(kKindNames);
            const auto* const found = std::find(std::begin(kKindNames), end, kind);
            if (found == end) {
                printFailure({fmt::format("mpy-tool: error: unknown segment kind \"{}\"", kind)});
                return false;
            }
            chosen[found - kKindNames] = true;
        }
        return true;
    }

    bool extract() const {
        bool chosen[std::size(kKindNames)];
        if (!chooseKinds(chosen)) return false;
        size_t count = 0;
        for (const ToolFile& file : files_)
            for (const Segment& segment : file.segments)
                count += chosen[static_cast<size_t>(segment.kind)];
        const size_t width = std::to_string(count).size();
        size_t number = 0;
        for (const ToolFile& file : files_) {
            for (const Segment& segment : file.segments) {
                const auto kind = static_cast<size_t>(segment.kind);
                if (!chosen[kind]) continue;
                const std::string path = fmt::format(
                    "{}_{:0{}}_{}_{}_{}.bin", options_.extractBase, number++, width,
                    fileNamePart(file.sourceName()), kKindNames[kind], fileNamePart(segment.name));
                const std::string_view bytes(file.bytes);
                if (!save(path, asBytes(bytes.substr(segment.start, segment.end - segment.start))))
                    return false;
            }
        }
        return true;
    }

    /// One underscore for each character that file names may not like.
    static std::string fileNamePart(std::string_view text) {
        std::string out;
        for (const char c : text) {
            if (isContinuation(c)) continue; // one of a character that has its underscore
            out += isAlphanumeric(c) || c == '.' || c == '-' ? c : '_';
        }
        return out;
    }

    const MpyToolOptions& options_;
    ToolPage page_;
    std::deque<ToolFile> files_;
};

int run(const std::vector<std::string>& words) {
    const auto options = parseMpyToolOptions(words);
    if (!options)
        return printFailure({mpyToolUsage(true) + "mpy-tool: error: " + options.error().message},
                            2);
    if (options->help) return printOut(mpyToolUsage(false)) ? 0 : 1;
    return Tool(options.value()).run();
}
} // namespace

void addMpyToolCommand(Command& root) {
    Command command = root.command(
        "mpy-tool", "Show, freeze and merge .mpy files, with mpy-tool.py's command line");
    command.onWords(run); // its options are not of the kind that the others have
    command.withoutHelp();
    for (OptionShape& option : mpyToolOptionShapes()) command.tellOf(std::move(option));
    command.tellOfArgument("files", "The .mpy files");
}

} // namespace taipan::driver
