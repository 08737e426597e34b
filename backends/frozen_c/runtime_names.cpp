#include "backends/frozen_c/runtime_names.h"

#include <algorithm>
#include <fmt/format.h>

#include "taipan/abi/mpy.h"
#include "taipan/mpy-format/reader.h"
#include "taipan/verifier/rules.h"

namespace taipan::frozen {
namespace {

constexpr size_t kMostNames = 0xffff; // numbers have 16 bits

/// The order of the runtime's tables.
bool isBefore(std::string_view left, std::string_view right) {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
}

constexpr std::string_view kRowStart = "TAIPAN_NAME(\"";
constexpr std::string_view kRowEnd = "\")";
constexpr std::string_view kMachineCode = "TAIPAN_MACHINE_CODE";

} // namespace

Result<RuntimeNames> RuntimeNames::read(std::string_view rows) {
    RuntimeNames names;
    std::vector<std::string_view> own;
    size_t line = 0;
    uint32_t hash = 2166136261u;
    const auto addByte = [&hash](uint8_t byte) { hash = (hash ^ byte) * 16777619u; };
    while (!rows.empty()) {
        const size_t end = std::min(rows.find('\n'), rows.size());
        std::string_view text = rows.substr(0, end);
        rows.remove_prefix(std::min(end + 1, rows.size()));
        ++line;
        if (text.starts_with(kMachineCode)) names.takesMachineCode_ = true;
        if (!text.starts_with(kRowStart)) continue;
        text.remove_prefix(kRowStart.size());
        const size_t close = std::min(text.find(kRowEnd), text.size());
        if (close == 0 || text.find_first_of("\"\\") != close)
            return Failure{fmt::format("names of a runtime: line {} is malformed", line)};
        text = text.substr(0, close);
        own.push_back(text);
        for (const char c : text) addByte(static_cast<uint8_t>(c));
        addByte(0xff);
    }
    if (own.empty()) return Failure{"no names of a runtime: no line is TAIPAN_NAME(\"...\")"};
    if (own.size() + abi::kStaticStringCount >= kMostNames)
        return Failure{
            fmt::format("names of a runtime: more than there are numbers for: {}", kMostNames)};
    addByte(verifier::kRulesVersion); // behind the names, as in runtime/embed/frozen.cpp
    names.hash_ = hash;
    std::sort(own.begin(), own.end(), isBefore);
    uint16_t number = 1;
    for (; number <= abi::kStaticStringCount; ++number)
        names.numbers_.emplace(mpy::staticString(number), number);
    for (const std::string_view text : own) names.numbers_.emplace(text, number++);
    names.fixedCount_ = number;
    return names;
}

void RuntimeNames::add(std::string_view text) {
    if (numbers_.try_emplace(text, uint16_t{0}).second) added_.push_back(text);
}

bool RuntimeNames::finish() {
    if (fixedCount_ + added_.size() > kMostNames) return false;
    std::sort(added_.begin(), added_.end(), isBefore);
    auto number = static_cast<uint16_t>(fixedCount_);
    for (const std::string_view text : added_) numbers_[text] = number++;
    return true;
}

void RuntimeNames::addTables(CText& out) const {
    std::vector<size_t> counts(lengths());
    size_t size = 0;
    for (const std::string_view text : added_) {
        ++counts[text.size()];
        size += text.size();
    }
    out.add("static const char name_texts[", std::max<size_t>(size, 1), "] =");
    for (size_t i = 0; i < added_.size(); ++i) {
        out.add(i % 8 == 0 ? '\n' : ' ');
        out.literal(added_[i]);
    }
    if (added_.empty()) out.add(" \"\"");
    out.add(";\nstatic const uint16_t name_counts[] = {");
    for (const size_t count : counts) out.add(count, ',');
    out.add("};\n");
}

} // namespace taipan::frozen
