// [tool.taipan.lint] of pyproject.toml. The one file that knows the TOML library.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <fnmatch.h>
#include <unistd.h>

#include "lint/lint.h"
#include "src/driver/lint/settings.h"
#include "support/host/files.h"
#include "support/host/paths.h"

namespace taipan::driver {

namespace {
Failure fault(const std::string& path, const toml::source_region& where,
              const std::string& message) {
    return {path + ":" + std::to_string(where.begin.line) + ":" +
                std::to_string(where.begin.column) + ": error: " + message,
            0};
}

/// Reads the keys of the table; the first fault ends it.
class ConfigReader {
  public:
    ConfigReader(std::string path, LintConfig& config) : path_(std::move(path)), config_(config) {}

    Result<void> run(const toml::table& table) {
        for (const auto& [key, value] : table) {
            if (!take(key.str(), value, key.source())) return *failure_;
        }
        return {};
    }

  private:
    bool fail(const toml::source_region& where, const std::string& message) {
        failure_ = fault(path_, where, message);
        return false;
    }

    bool take(std::string_view key, const toml::node& value, const toml::source_region& where) {
        if (key == "target") return words(value, config_.targets, false, true);
        if (key == "select") return words(value, config_.select, true, false);
        if (key == "ignore") return words(value, config_.ignore, true, false);
        if (key == "exclude") return list(value, config_.exclude);
        if (key == "extra-modules") return list(value, config_.extraModules);
        if (key == "per-file-ignores") return perFile(value);
        if (key == "baseline") {
            const auto text = value.value<std::string>();
            if (!text) return fail(value.source(), "a text is expected");
            config_.baseline = host::joinPath(config_.folder, *text);
            return true;
        }
        return fail(where, "there is no key '" + std::string(key) +
                               "': known are target, select, ignore, per-file-ignores, exclude, "
                               "extra-modules, baseline");
    }

    bool list(const toml::node& value, std::vector<std::string>& out) {
        const toml::array* items = value.as_array();
        if (!items) return fail(value.source(), "a list of texts is expected");
        for (const toml::node& item : *items) {
            const auto text = item.value<std::string>();
            if (!item.is_string() || !text) return fail(item.source(), "a text is expected");
            out.push_back(*text);
        }
        return true;
    }

    /// A list, or one text where `single` allows that, with commas between.
    bool words(const toml::node& value, std::string& out, bool rules, bool single) {
        if (single && value.is_string()) {
            out = *value.value<std::string>();
            return true;
        }
        std::vector<std::string> items;
        if (!list(value, items)) return false;
        for (size_t i = 0; i < items.size(); ++i) {
            std::vector<bool> enabled = lint::defaultRules();
            if (rules && !lint::selectRules(enabled, items[i], false))
                return fail(value.as_array()->get(i)->source(),
                            "no rule is called '" + items[i] + "'");
            out += (out.empty() ? "" : ",") + items[i];
        }
        return true;
    }

    bool perFile(const toml::node& value) {
        const toml::table* table = value.as_table();
        if (!table) return fail(value.source(), "a table of patterns is expected");
        for (const auto& [pattern, rules] : *table) {
            std::string codes;
            if (!words(rules, codes, true, false)) return false;
            config_.perFileIgnores.emplace_back(pattern.str(), codes);
        }
        return true;
    }

    std::string path_;
    LintConfig& config_;
    std::optional<Failure> failure_;
};

std::string absolute(const std::string& path) {
    std::string here(4096, '\0');
    if (!::getcwd(here.data(), here.size())) return path;
    here.resize(here.find('\0'));
    return host::normalPath(host::joinPath(here, path));
}
} // namespace

Result<LintConfig> readConfig(const std::string& path) {
    LintConfig config;
    config.path = path;
    config.folder = host::folderOf(absolute(path));
    std::string text;
    if (const host::FileResult result = host::readFile(path, text); !result.ok())
        return Failure{path + ": error: " + host::explain(result), 0};
    const toml::parse_result parsed = toml::parse(text, std::string_view(path));
    if (!parsed)
        return fault(path, parsed.error().source(), std::string(parsed.error().description()));
    const toml::node_view<const toml::node> table = parsed.table()["tool"]["taipan"]["lint"];
    if (!table) return config;
    if (!table.is_table()) return fault(path, table.node()->source(), "a table is expected");
    if (Result<void> read = ConfigReader(path, config).run(*table.as_table()); !read)
        return read.error();
    return config;
}

std::string findConfig(const std::string& name) {
    const bool isInput = host::isStandardInput(name);
    std::string folder = absolute(isInput ? "." : name);
    for (;;) {
        const std::string path = host::joinPath(folder, "pyproject.toml");
        std::string text;
        if (host::readFile(path, text).ok()) {
            const toml::parse_result parsed = toml::parse(text);
            if (!parsed || parsed.table()["tool"]["taipan"]["lint"]) return path;
        }
        const std::string above(host::folderOf(folder));
        if (above.empty() || above == folder) return {};
        folder = above;
    }
}

std::string pathBelow(const std::string& folder, const std::string& path) {
    const std::string full = absolute(path);
    const std::string start = folder.ends_with('/') ? folder : folder + "/";
    return full.starts_with(start) ? full.substr(start.size()) : full;
}

bool matches(const std::string& pattern, const std::string& path) {
    const std::string plain(host::withoutSlashes(pattern));
    const bool anywhere = plain.find('/') == plain.npos;
    for (std::string part = path; !part.empty(); part = host::folderOf(part)) {
        if (::fnmatch(plain.c_str(), part.c_str(), 0) == 0) return true;
        if (anywhere && ::fnmatch(plain.c_str(), std::string(host::nameOf(part)).c_str(), 0) == 0)
            return true;
        if (part == "/") break;
    }
    return false;
}

} // namespace taipan::driver
