#include "hosted/function_counts.h"

namespace taipan::host {

namespace {
constexpr std::string_view kBody = "<module>";
constexpr std::string_view kNameless = "<viper>"; // of viper functions the code has no name
} // namespace

void FunctionCounts::made(const taipan_code& function) {
    std::string name(function.name, function.name_size);
    if (name.empty()) name = kNameless;
    const auto maker = function.maker != nullptr ? byCode_.find(function.maker) : byCode_.end();
    if (maker != byCode_.end() && std::get<2>(maker->second->first) != kBody)
        name = std::get<2>(maker->second->first) + "." + name;
    Key key{std::string(function.file, function.file_size), function.line, std::move(name)};
    byCode_[function.code] = &*entries_.try_emplace(std::move(key)).first;
}

taipan_counts* FunctionCounts::counts(const void* code) {
    const auto found = byCode_.find(code);
    return found == byCode_.end() ? &other_ : &found->second->second;
}

std::vector<CountedFunction> FunctionCounts::take() const {
    std::vector<CountedFunction> functions;
    for (const auto& [key, counts] : entries_)
        if (counts.calls != 0 || counts.instructions != 0)
            functions.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), counts});
    return functions;
}

} // namespace taipan::host
