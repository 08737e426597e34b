#include "backends/frozen_c/runtime_names.h"

#include <algorithm>
#include <fmt/format.h>

#include "taipan/abi/mpy.h"
#include "taipan/mpy-format/reader.h"

namespace taipan::frozen {
namespace {

constexpr size_t kMostNames = 0xffff; // numbers have 16 bits

/// The order of the runtime's tables.
bool isBefore(std::string_view left, std::string_view right) {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
}

/// The text between the quotes of `TAIPAN_NAME("text")` at the start of `line`; empty for others.
std::string_view textOf(std::string_view line) {
    constexpr std::string_view kStart = "TAIPAN_NAME(\"";
    if (!line.starts_with(kStart)) return {};
    line.remove_prefix(kStart.size());
    return line.substr(0, std::min(line.find("\")"), line.size()));
}

} // namespace

Result<RuntimeNames> RuntimeNames::read(std::string_view rows) {
    RuntimeNames names;
    std::vector<std::string_view> own;
    uint32_t hash = 2166136261u;
    const auto addByte = [&hash](uint8_t byte) { hash = (hash ^ byte) * 16777619u; };
    while (!rows.empty()) {
        const size_t end = std::min(rows.find('\n'), rows.size());
        const std::string_view text = textOf(rows.substr(0, end));
        rows.remove_prefix(std::min(end + 1, rows.size()));
        if (text.empty()) continue;
        own.push_back(text);
        for (const char c : text) addByte(static_cast<uint8_t>(c));
        addByte(0xff);
    }
    if (own.empty()) return Failure{"no names of a runtime: no line is TAIPAN_NAME(\"...\")"};
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
