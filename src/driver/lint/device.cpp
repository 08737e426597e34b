#include "src/driver/lint/device.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lint/syntax/lexer.h"
#include "support/host/files.h"

namespace taipan::driver {

namespace {
using Json = nlohmann::json;

/// Every word of the listing that is a name: `umqtt/simple` is umqtt.simple.
void addListed(std::string_view listing, targets::Device& device) {
    listing = listing.substr(0, listing.find("Plus any modules"));
    while (!listing.empty()) {
        const size_t end = std::min(listing.find_first_of(" \r\n\t"), listing.size());
        std::string word(listing.substr(0, end));
        listing.remove_prefix(std::min(end + 1, listing.size()));
        const bool name = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
            return lint::isNamePart(c) || c == '/' || c == '.';
        });
        if (!name) continue;
        if (word.ends_with("/__init__")) word.resize(word.size() - 9);
        std::replace(word.begin(), word.end(), '/', '.');
        device.modules[word];
    }
}

bool readModules(const Json& modules, targets::Device& device) {
    if (!modules.is_object()) return false;
    for (const auto& [name, names] : modules.items()) {
        if (!names.is_object()) return false;
        targets::Device::Module& module = device.modules[name];
        for (const auto& [inner, members] : names.items()) {
            if (!members.is_array()) return false;
            targets::Device::Class& entry = module.names[inner];
            for (const Json& member : members) {
                if (!member.is_string()) return false;
                entry.members.insert(member.get<std::string>());
            }
        }
    }
    return true;
}
} // namespace

Result<targets::Device> readDevice(const std::string& path) {
    std::string text;
    if (const host::FileResult result = host::readFile(path, text); !result.ok())
        return Failure{path + ": error: " + host::explain(result), 0};
    const size_t start = text.starts_with('{') ? 0 : text.find("\n{");
    const Failure none{path + ": error: this is not what tools/device_facts.py prints", 0};
    if (start == text.npos) return none;
    const Json json = Json::parse(text.substr(start), nullptr, false);
    if (!json.is_object() || json.value("taipan-device", Json()) != 1) return none;
    const Json platform = json.value("platform", Json()), version = json.value("version", Json());
    const Json lazy = json.value("lazy", Json::array());
    targets::Device device;
    if (!platform.is_string() || !version.is_string() || !lazy.is_array() ||
        !readModules(json.value("modules", Json()), device))
        return none;
    device.platform = platform;
    device.version = version;
    for (const Json& name : lazy)
        if (name.is_string()) device.modules[name.get<std::string>()].lazy = true;
    addListed(std::string_view(text).substr(0, start), device);
    return device;
}

} // namespace taipan::driver
