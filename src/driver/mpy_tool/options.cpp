#include "src/driver/mpy_tool/options.h"

#include <charconv>
#include <fmt/format.h>
#include <string_view>

namespace taipan::driver {

namespace {
enum class Id : uint8_t {
    Help,
    Hexdump,
    Disassemble,
    Freeze,
    Json,
    Merge,
    Extract,
    ExtractOnly,
    QstrHeader,
    LongInt,
    MpzDigits,
    ArchFlags,
    Output
};

/// An option. Without `value` it is a flag.
struct Option {
    Id id;
    std::string_view shortName; // "-x", or ""
    std::string_view longName;
    std::string_view value; // how the usage calls it
    std::string_view help;
};

constexpr Option kOptions[] = {
    {Id::Help, "-h", "--help", "", "show this text"},
    {Id::Hexdump, "-x", "--hexdump", "", "print the bytes of files with what they mean"},
    {Id::Disassemble, "-d", "--disassemble", "", "print tables and functions of files"},
    {Id::Freeze, "-f", "--freeze", "", "print C source that freezes files into firmware"},
    {Id::Json, "-j", "--json", "", "print all that as JSON, and as text to standard error"},
    {Id::Merge, "", "--merge", "", "make one file that runs all files in turn"},
    {Id::Extract, "-e", "--extract", "BASE", "write the parts of files into files of their own"},
    {Id::ExtractOnly, "", "--extract-only", "KIND[,...]", "only these: meta, qstr, obj, code"},
    {Id::QstrHeader, "-q", "--qstr-header", "FILE", "the firmware's qstrdefs.preprocessed.h"},
    {Id::LongInt, "", "-mlongint-impl", "{none,longlong,mpz}", "the firmware's (mpz)"},
    {Id::MpzDigits, "", "-mmpz-dig-size", "N", "the firmware's bits of an mpz digit (16)"},
    {Id::ArchFlags, "", "-march-flags", "F", "flags of the architecture in the merged file"},
    {Id::Output, "-o", "--output", "FILE", "where the merged file goes"},
};

std::string nameOf(const Option& option) {
    return fmt::format("{}{}{}", option.shortName, option.shortName.empty() ? "" : "/",
                       option.longName);
}

/// The values of an option that the usage shows as "{a,b,c}".
std::vector<std::string> choicesOf(const Option& option) {
    std::vector<std::string> choices;
    if (!option.value.starts_with('{')) return choices;
    choices.emplace_back();
    for (const char c : option.value.substr(1, option.value.size() - 2))
        if (c == ',')
            choices.emplace_back();
        else
            choices.back() += c;
    return choices;
}

template <typename T>
bool readNumber(std::string_view text, T& value) {
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    return end.ec == std::errc() && end.ptr == text.data() + text.size();
}

class Parser {
  public:
    explicit Parser(const std::vector<std::string>& words) : words_(words) {}

    Result<MpyToolOptions> run() {
        bool onlyFiles = false;
        while (at_ < words_.size() && !failure_ && !out_.help) {
            const std::string& word = words_[at_++];
            if (onlyFiles || word.size() < 2 || word[0] != '-')
                out_.files.push_back(word);
            else if (word == "--")
                onlyFiles = true;
            else
                takeOption(word);
        }
        if (failure_) return *std::move(failure_);
        if (out_.help) return std::move(out_);
        if (out_.files.empty()) return Failure{"the following arguments are required: files"};
        if (!unknown_.empty()) return Failure{"unrecognized arguments:" + unknown_};
        return std::move(out_);
    }

  private:
    void takeOption(std::string_view word) {
        const size_t equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        const std::string_view value = equals == word.npos ? "" : word.substr(equals + 1);
        if (const Option* option = findLong(name); option != nullptr)
            apply(*option, equals != word.npos, value);
        else if (!failure_)
            takeShort(word);
    }

    /// The option called `name`, or the only one that starts with it.
    const Option* findLong(std::string_view name) {
        const Option* found = nullptr;
        std::string matches;
        int count = 0;
        for (const Option& option : kOptions) {
            if (option.longName == name || option.shortName == name) return &option;
            if (name.size() < 3 || !option.longName.starts_with(name)) continue;
            found = &option;
            matches += (++count > 1 ? ", " : "") + std::string(option.longName);
        }
        if (count > 1)
            failure_ = Failure{fmt::format("ambiguous option: {} could match {}", name, matches)};
        return count == 1 ? found : nullptr;
    }

    /// "-xd", "-qFILE".
    void takeShort(std::string_view word) {
        for (size_t i = 1; i < word.size() && word[1] != '-'; ++i) {
            const Option* found = nullptr;
            for (const Option& option : kOptions)
                if (option.shortName.size() == 2 && option.shortName[1] == word[i]) found = &option;
            if (found == nullptr) break;
            if (!found->value.empty()) {
                apply(*found, i + 1 < word.size(), word.substr(i + 1));
                return;
            }
            apply(*found, false, {});
            if (i + 1 == word.size()) return;
        }
        (unknown_ += ' ') += word;
    }

    void fail(const Option& option, std::string_view message) {
        failure_ = Failure{fmt::format("argument {}: {}", nameOf(option), message)};
    }

    void apply(const Option& option, bool hasValue, std::string_view value) {
        if (option.value.empty()) {
            if (hasValue)
                fail(option, fmt::format("ignored explicit argument '{}'", value));
            else
                setFlag(option.id);
            return;
        }
        if (!hasValue) {
            if (at_ == words_.size() || (words_[at_].size() > 1 && words_[at_][0] == '-')) {
                fail(option, "expected one argument");
                return;
            }
            value = words_[at_++];
        }
        setValue(option, value);
    }

    void setFlag(Id id) {
        switch (id) {
        case Id::Help: out_.help = true; break;
        case Id::Hexdump: out_.hexdump = true; break;
        case Id::Disassemble: out_.disassemble = true; break;
        case Id::Freeze: out_.freeze = true; break;
        case Id::Json: out_.json = true; break;
        default: out_.merge = true; break;
        }
    }

    void setValue(const Option& option, std::string_view value) {
        switch (option.id) {
        case Id::Extract: out_.extractBase = value; break;
        case Id::ExtractOnly: out_.extractOnly = value; break;
        case Id::QstrHeader: out_.qstrHeader = value; break;
        case Id::LongInt: setLongInt(option, value); break;
        case Id::MpzDigits:
            if (!readNumber(value, out_.mpzDigitBits))
                fail(option, fmt::format("invalid int value: '{}'", value));
            else if (out_.mpzDigitBits != 8 && out_.mpzDigitBits != 16 && out_.mpzDigitBits != 32)
                fail(option, "digits have 8, 16 or 32 bits");
            break;
        case Id::ArchFlags:
            if (!readNumber(value, out_.archFlags.emplace()))
                fail(option, fmt::format("invalid int value: '{}'", value));
            break;
        default: out_.output = value; break;
        }
    }

    void setLongInt(const Option& option, std::string_view value) {
        if (value == "none")
            out_.longInt = frozen::LongInt::None;
        else if (value == "longlong")
            out_.longInt = frozen::LongInt::LongLong;
        else if (value == "mpz")
            out_.longInt = frozen::LongInt::Mpz;
        else
            fail(option, fmt::format("invalid choice: '{}' (choose from 'none', 'longlong', 'mpz')",
                                     value));
    }

    const std::vector<std::string>& words_;
    std::optional<Failure> failure_;
    size_t at_ = 0;
    MpyToolOptions out_;
    std::string unknown_;
};
} // namespace

Result<MpyToolOptions> parseMpyToolOptions(const std::vector<std::string>& words) {
    return Parser(words).run();
}

std::vector<OptionShape> mpyToolOptionShapes() {
    std::vector<OptionShape> shapes;
    for (const Option& option : kOptions) {
        OptionShape& shape = shapes.emplace_back();
        shape.names = fmt::format("{}{}{}", option.shortName, option.shortName.empty() ? "" : ",",
                                  option.longName);
        shape.value = option.value;
        shape.help = option.help;
        shape.choices = choicesOf(option);
    }
    return shapes;
}

std::string mpyToolUsage(bool brief) {
    std::string out = "usage: mpy-tool [options] files...\n";
    if (brief) return out;
    out += "\nShows, freezes and merges .mpy files.\n\n";
    for (const Option& option : kOptions) {
        std::string name = option.shortName.empty() ? "    " : std::string(option.shortName) + ", ";
        name += option.longName;
        if (!option.value.empty()) (name += ' ') += option.value;
        out += fmt::format("  {:<36} {}\n", name, option.help);
    }
    return out;
}

} // namespace taipan::driver
