// The one file that knows the JSON library.
#include "src/driver/lsp/server.h"

#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "lint/editor.h"
#include "lint/report/report.h"
#include "src/driver/lint/project.h"
#include "src/driver/lint/settings.h"
#include "src/driver/lsp/document.h"
#include "support/host/paths.h"

namespace taipan::driver {

namespace {
using Json = nlohmann::json;

/// Codes of JSON-RPC and of the protocol.
enum Error : int {
    kParseError = -32700,
    kInvalidRequest = -32600,
    kMethodNotFound = -32601,
    kInvalidParams = -32602,
    kNotInitialized = -32002,
    kCancelled = -32800
};

/// Parameters that are not what the protocol says.
struct BadParameters {};

const Json& at(const Json& object, const char* key) {
    if (!object.is_object() || !object.contains(key)) throw BadParameters();
    return object[key];
}
std::string textAt(const Json& object, const char* key) {
    const Json& value = at(object, key);
    if (!value.is_string()) throw BadParameters();
    return value.get<std::string>();
}
uint32_t numberAt(const Json& object, const char* key) {
    const Json& value = at(object, key);
    if (!value.is_number_unsigned() || value.get<uint64_t>() > UINT32_MAX) throw BadParameters();
    return value.get<uint32_t>();
}
Position positionAt(const Json& object, const char* key) {
    const Json& value = at(object, key);
    return {numberAt(value, "line"), numberAt(value, "character")};
}

Json toJson(Position position) {
    return {{"line", position.line}, {"character", position.character}};
}
Json toJson(const Document& document, SourceSpan span) {
    return {{"start", toJson(document.positionOf(span.begin))},
            {"end", toJson(document.positionOf(span.end))}};
}
std::string dumped(const Json& json) {
    // What an editor sends need not be UTF-8 throughout.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// An open document, how it is linted, and what was found last.
struct Open {
    Document document;
    lint::Options options;
    LintConfig config;
    lint::FileResult result;
    Json version;
    bool stale = true;      // `result` is of an older text or configuration
    bool published = false; // the editor has the diagnostics of `result`
};

class Server {
  public:
    Server(Transport& transport, std::string target)
        : transport_(transport), target_(std::move(target)) {}

    int run() {
        while (!exits_) {
            if (transport_.idle()) publishAll();
            const std::optional<std::string> message = transport_.next();
            if (!message) break;
            take(*message);
        }
        return shutDown_ ? 0 : 1;
    }

  private:
    void send(Json json) {
        json["jsonrpc"] = "2.0";
        if (!transport_.send(dumped(json))) exits_ = true;
    }
    void fail(const Json& id, int code, const char* words) {
        send({{"id", id}, {"error", {{"code", code}, {"message", words}}}});
    }

    void take(const std::string& text) {
        const Json message = Json::parse(text, nullptr, false);
        if (message.is_discarded()) return fail(nullptr, kParseError, "this is no JSON");
        if (!message.is_object()) return fail(nullptr, kInvalidRequest, "an object is expected");
        const Json id = message.value("id", Json());
        const bool request = message.contains("id");
        if (!message.contains("method")) {
            if (!message.contains("result") && !message.contains("error"))
                fail(id, kInvalidRequest, "there is no method");
            return;
        }
        if (!message["method"].is_string())
            return fail(id, kInvalidRequest, "the method is no text");
        const std::string method = message["method"];
        const Json parameters = message.value("params", Json::object());
        try {
            request ? answer(id, method, parameters) : note(method, parameters);
        } catch (const BadParameters&) {
            if (request) fail(id, kInvalidParams, "the parameters are not what the protocol says");
        }
    }

    /// Whether the editor has taken the request back while it waited.
    bool isCancelled(const Json& id) {
        return transport_.anyWaiting([&](const std::string& text) {
            if (text.find("$/cancelRequest") == text.npos) return false;
            const Json message = Json::parse(text, nullptr, false);
            return message.is_object() && message.contains("params") &&
                   message["params"].is_object() && message["params"].value("id", Json()) == id;
        });
    }

    void answer(const Json& id, const std::string& method, const Json& parameters) {
        if (method == "initialize") return initialize(id, parameters);
        if (!initialized_) return fail(id, kNotInitialized, "initialize comes first");
        if (shutDown_) return fail(id, kInvalidRequest, "the server is shut down");
        if (isCancelled(id)) return fail(id, kCancelled, "cancelled");
        Json result;
        if (method == "shutdown")
            shutDown_ = true;
        else if (method == "textDocument/hover")
            result = hover(parameters);
        else if (method == "textDocument/completion")
            result = complete(parameters);
        else if (method == "textDocument/codeAction")
            result = actions(parameters);
        else
            return fail(id, kMethodNotFound, "there is no such method");
        send({{"id", id}, {"result", std::move(result)}});
    }

    void note(const std::string& method, const Json& parameters) {
        if (method == "exit") {
            exits_ = true;
            return;
        }
        if (!initialized_) return;
        if (method == "textDocument/didOpen") open(parameters);
        if (method == "textDocument/didChange") change(parameters);
        if (method == "textDocument/didClose") close(parameters);
        if (method == "textDocument/didSave" || method == "workspace/didChangeWatchedFiles")
            for (auto& [uri, file] : open_) configure(file);
        if (method == "workspace/didChangeConfiguration") {
            const Json settings = parameters.value("settings", Json::object());
            if (settings.is_object() && settings.contains("taipan")) readTarget(settings["taipan"]);
            for (auto& [uri, file] : open_) configure(file);
        }
    }

    void readTarget(const Json& options) {
        if (options.is_object() && options.contains("target") && options["target"].is_string())
            target_ = options["target"];
    }

    void initialize(const Json& id, const Json& parameters) {
        if (initialized_) return fail(id, kInvalidRequest, "the server is initialized");
        initialized_ = true;
        if (parameters.is_object())
            readTarget(parameters.value("initializationOptions", Json::object()));
        const Json capabilities = {
            {"positionEncoding", "utf-16"},
            {"textDocumentSync",
             {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
            {"hoverProvider", true},
            {"completionProvider", {{"triggerCharacters", {"."}}}},
            {"codeActionProvider", {{"codeActionKinds", {"quickfix"}}}}};
        send({{"id", id},
              {"result", {{"capabilities", capabilities}, {"serverInfo", {{"name", "taipan"}}}}}});
    }

    // ---- documents ----

    Open& openAt(const Json& parameters) {
        const auto found = open_.find(textAt(at(parameters, "textDocument"), "uri"));
        if (found == open_.end()) throw BadParameters();
        return found->second;
    }

    void open(const Json& parameters) {
        const Json& item = at(parameters, "textDocument");
        const std::string uri = textAt(item, "uri");
        Open file{Document(pathOfUri(uri), textAt(item, "text")), {}, {}, {}, {}, true};
        file.version = item.value("version", Json());
        configure(file);
        open_.insert_or_assign(uri, std::move(file));
    }

    void change(const Json& parameters) {
        Open& file = openAt(parameters);
        const Json& changes = at(parameters, "contentChanges");
        if (!changes.is_array()) throw BadParameters();
        for (const Json& one : changes) {
            const std::string text = textAt(one, "text");
            if (one.contains("range"))
                file.document.replace(positionAt(one["range"], "start"),
                                      positionAt(one["range"], "end"), text);
            else
                file.document.replaceAll(text);
            file.stale = true;
        }
        file.version = at(parameters, "textDocument").value("version", Json());
    }

    void close(const Json& parameters) {
        const std::string uri = textAt(at(parameters, "textDocument"), "uri");
        if (!open_.erase(uri)) return;
        publish(uri, Json(), Json::array());
    }

    /// What pyproject.toml and the files beside it say; read again when files change.
    void configure(Open& file) {
        file.stale = true;
        file.options = {};
        file.options.table = &targets::Table::builtIn();
        file.options.enabled = lint::defaultRules();
        file.config = {};
        const std::string path = findConfig(file.document.path());
        if (!path.empty())
            if (Result<LintConfig> config = readConfig(path))
                file.config = std::move(config).value();
        if (!file.config.select.empty()) {
            std::fill(file.options.enabled.begin(), file.options.enabled.end(), false);
            lint::selectRules(file.options.enabled, file.config.select, true);
        }
        lint::selectRules(file.options.enabled, file.config.ignore, false);
        std::string named = target_.empty() ? file.config.targets : target_;
        const std::vector<LintFile> alone{{file.document.path(), file.document.text()}};
        std::string why;
        if (named.empty()) named = guessTarget(alone, why);
        Result<std::vector<targets::Target>> parsed =
            targets::parseTargets(*file.options.table, named);
        if (!parsed) parsed = targets::parseTargets(*file.options.table, "any");
        file.options.targets = std::move(parsed).value();
        std::vector<std::string> names;
        if (!file.config.folder.empty()) names.push_back(file.config.folder);
        file.options.projectModules = projectModules(names, alone);
        file.options.packages = packageFolders(alone);
        for (const std::string& module : file.config.extraModules)
            file.options.projectModules.push_back(module);
    }

    // ---- diagnostics ----

    void publish(const std::string& uri, const Json& version, Json diagnostics) {
        Json parameters = {{"uri", uri}, {"diagnostics", std::move(diagnostics)}};
        if (!version.is_null()) parameters["version"] = version;
        send({{"method", "textDocument/publishDiagnostics"}, {"params", std::move(parameters)}});
    }

    void publishAll() {
        for (auto& [uri, file] : open_) {
            if (file.stale) lintAgain(file);
            if (file.published) continue;
            file.published = true;
            Json list = Json::array();
            for (const lint::Finding& finding : file.result.findings)
                list.push_back(diagnostic(file.document, finding));
            publish(uri, file.version, std::move(list));
        }
    }

    void lintAgain(Open& file) const {
        file.result = lint::lintSource(file.document.text(), file.document.path(), file.options);
        file.stale = file.published = false;
        for (const auto& [pattern, rules] : file.config.perFileIgnores) {
            if (!matches(pattern, pathBelow(file.config.folder, file.document.path()))) continue;
            std::vector<bool> on(file.options.enabled.size(), true);
            lint::selectRules(on, rules, false);
            std::erase_if(file.result.findings, [&](const lint::Finding& finding) {
                return !on[static_cast<size_t>(finding.code)];
            });
        }
    }

    static Json diagnostic(const Document& document, const lint::Finding& finding) {
        const int severity = finding.level == lint::Level::Error     ? 1
                             : finding.level == lint::Level::Warning ? 2
                                                                     : 3;
        return {{"range", toJson(document, finding.span)},
                {"severity", severity},
                {"code", lint::ruleRow(finding.code).code},
                {"source", "taipan"},
                {"message", finding.message + (finding.hint.empty() ? "" : "\n" + finding.hint)}};
    }

    // ---- requests ----

    static uint32_t placeOf(const Open& file, const Json& parameters) {
        return file.document.offsetOf(positionAt(parameters, "position"));
    }

    Json hover(const Json& parameters) {
        const Open& file = openAt(parameters);
        const lint::Hover found = lint::hoverAt(file.document.text(), file.document.path(),
                                                file.options, placeOf(file, parameters));
        if (found.text.empty()) return nullptr;
        return {{"contents", {{"kind", "markdown"}, {"value", found.text}}},
                {"range", toJson(file.document, found.span)}};
    }

    Json complete(const Json& parameters) {
        const Open& file = openAt(parameters);
        Json items = Json::array();
        for (const lint::Completion& one :
             lint::completeAt(file.document.text(), file.document.path(), file.options,
                              placeOf(file, parameters))) {
            // CompletionItemKind: Function, Class, Module, Constant, Variable.
            const int kind = one.kind == 'f'                      ? 3
                             : one.kind == 'c'                    ? 7
                             : one.kind == 'm' || one.kind == 'z' ? 9
                             : one.kind == 'i' || one.kind == 's' ? 21
                                                                  : 6;
            items.push_back({{"label", one.name}, {"kind", kind}, {"detail", one.detail}});
        }
        return items;
    }

    Json actions(const Json& parameters) {
        Open& file = openAt(parameters);
        if (file.stale) lintAgain(file);
        const Json& range = at(parameters, "range");
        const uint32_t begin = file.document.offsetOf(positionAt(range, "start"));
        const uint32_t end = file.document.offsetOf(positionAt(range, "end"));
        const std::string uri = textAt(at(parameters, "textDocument"), "uri");
        Json actions = Json::array();
        const auto add = [&](const lint::Finding& finding, const std::string& title, Json edits) {
            actions.push_back({{"title", title},
                               {"kind", "quickfix"},
                               {"diagnostics", Json::array({diagnostic(file.document, finding)})},
                               {"edit", {{"changes", {{uri, std::move(edits)}}}}}});
        };
        for (const lint::Finding& finding : file.result.findings) {
            if (finding.span.end < begin || finding.span.begin > end) continue;
            if (finding.fix.exists()) {
                Json edits = Json::array();
                for (const lint::Edit& edit : finding.fix.edits)
                    edits.push_back(
                        {{"range", toJson(file.document, edit.span)}, {"newText", edit.text}});
                add(finding,
                    std::string("Fix ") + lint::ruleRow(finding.code).code + ": " +
                        (finding.hint.empty() ? finding.message : finding.hint),
                    std::move(edits));
            }
            const Position line = file.document.positionOf(finding.span.begin);
            const Position last =
                file.document.positionOf(file.document.offsetOf({line.line, UINT32_MAX}));
            const std::string code = lint::ruleRow(finding.code).code;
            add(finding, "Silence " + code + " on this line",
                Json::array({{{"range", {{"start", toJson(last)}, {"end", toJson(last)}}},
                              {"newText", "  # mp: ignore[" + code + "]"}}}));
        }
        return actions;
    }

    Transport& transport_;
    std::string target_;
    bool initialized_ = false, shutDown_ = false, exits_ = false;
    std::map<std::string, Open> open_;
};
} // namespace

int serve(Transport& transport, const std::string& target) {
    return Server(transport, target).run();
}

} // namespace taipan::driver
