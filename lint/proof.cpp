#include "lint/proof.h"

#include <algorithm>

#include "lint/analysis/look.h"

namespace taipan::lint {

namespace {
/// Modules of which all but kHarmful can be called without anything to be seen outside.
constexpr std::string_view kPure[] = {"array",   "binascii", "cmath",  "collections", "errno",
                                      "hashlib", "heapq",    "json",   "math",        "random",
                                      "re",      "struct",   "string", "sys",         "time"};
constexpr std::string_view kHarmful[] = {"open",  "exec",     "eval", "execfile", "input",
                                         "sleep", "sleep_ms", "exit", "sleep_us", "__import__"};

template <size_t size>
bool isIn(const std::string_view (&list)[size], std::string_view text) {
    return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

bool isExpression(Kind kind) {
    return kind > Kind::Error && kind <= Kind::Attribute;
}

/// Collects what a part of a file needs to run alone.
class Needs {
  public:
    Needs(const Context& context, const Node& root) : c_(context), root_(root) {}

    /// Whether it can run alone; head() is then what comes before it.
    bool take() { return need(root_) && !(calls_ && !pure_); }
    const std::string& head() const { return head_; }

  private:
    static constexpr int kMostSteps = 200;

    bool need(const Node& node) {
        if (++steps_ > kMostSteps) return false;
        switch (node.kind) {
        case Kind::Error:
        case Kind::Yield:
        case Kind::Await:
        case Kind::Walrus: return false;
        case Kind::Name: return name(node);
        case Kind::Attribute:
            if (isIn(kHarmful, c_.text(node.name))) return false;
            break;
        case Kind::Call: calls_ = true; break;
        default: break;
        }
        bool all = true;
        forEachChild(node, [&](const Node& child) { all = all && need(child); });
        return all;
    }

    bool isInside(const Binding& binding) const {
        const Node* scope = c_.file.scopes->scope(binding.scope).node;
        return scope && scope->kind != Kind::Module && scope->span.begin >= root_.span.begin &&
               scope->span.end <= root_.span.end;
    }

    bool name(const Node& node) {
        const Binding* binding = c_.resolve(node);
        if (!binding) return !isIn(kHarmful, c_.text(node.name));
        if (isInside(*binding)) return true;
        if (std::find(known_.begin(), known_.end(), binding) != known_.end()) return true;
        if (binding->count != 1) return false;
        known_.push_back(binding);
        const Node& source = *c_.file.scopes->source(binding->sources).node;
        if (binding->is(bound::kImport)) return import(source);
        if (binding->is(bound::kImportFrom)) return importFrom(source);
        if (!binding->is(bound::kAssign) || !need(source)) return false;
        head_ += std::string(c_.text(node.name)) + " = (" + std::string(c_.text(source)) + ")\n";
        return true;
    }

    void noteModule(std::string_view module) {
        if (module.starts_with('u') && isIn(kPure, module.substr(1))) module.remove_prefix(1);
        pure_ = pure_ && isIn(kPure, module);
    }
    bool import(const Node& alias) {
        noteModule(c_.text(alias.name));
        head_ += "import " + std::string(c_.text(alias)) + "\n";
        return true;
    }
    bool importFrom(const Node& alias) {
        if (alias.parent->detail || isIn(kHarmful, c_.text(alias.name))) return false;
        noteModule(c_.text(alias.parent->name));
        head_ += "from " + std::string(c_.text(alias.parent->name)) + " import " +
                 std::string(c_.text(alias)) + "\n";
        return true;
    }

    const Context& c_;
    const Node& root_;
    std::string head_;
    std::vector<const Binding*> known_;
    bool calls_ = false, pure_ = true;
    int steps_ = 0;
};

/// The outermost node that is where the finding is, or the attribute or the imported name that has
/// its name there; null for none.
const Node* nodeOf(const Node& node, SourceSpan span) {
    const auto same = [&](SourceSpan place) {
        return place.begin == span.begin && place.end == span.end;
    };
    const bool named = node.kind == Kind::Attribute || node.kind == Kind::Alias;
    if ((node.kind != Kind::Module && same(node.span)) || (named && same(node.nameSpan)))
        return &node;
    const Node* found = nullptr;
    forEachChild(node, [&](const Node& child) {
        if (!found && child.span.begin <= span.begin && span.end <= child.span.end)
            found = nodeOf(child, span);
    });
    return found;
}
} // namespace

std::vector<std::string> proofPrograms(std::string_view text, const std::string& path,
                                       const Options& options, const Finding& finding) {
    constexpr size_t kMost = 4;
    std::vector<std::string> programs;
    const Look look(text, path, options);
    const Context& c = look.context;
    for (const Node* node = nodeOf(look.module(), finding.span); node && programs.size() < kMost;
         node = node->parent) {
        std::string part;
        const bool name = node->kind == Kind::Alias && node->parent->kind == Kind::ImportFrom;
        if (name && !node->parent->detail)
            part = "from " + std::string(c.text(node->parent->name)) + " import " +
                   std::string(c.text(node->name));
        else if (node->kind == Kind::Import || node->kind == Kind::ImportFrom)
            part = node->detail ? "" : std::string(c.text(*node));
        else if (node->kind == Kind::Assign || isExpression(node->kind))
            part = "(" + std::string(c.text(*node)) + ")";
        else if (node->kind != Kind::Keyword && node->kind != Kind::Alias &&
                 node->kind != Kind::Field && node->kind != Kind::StringPart)
            break;
        if (part.empty()) continue;
        if (node->kind == Kind::Assign) part = part.substr(1, part.size() - 2);
        Needs needs(c, *node);
        const bool imports = name || node->kind == Kind::Import || node->kind == Kind::ImportFrom;
        if (imports || needs.take()) programs.push_back(needs.head() + part + "\n");
    }
    return programs;
}

namespace {
/// Whether the text is `no module named 'NAME'`, of a module that the device may have: then our
/// runtime lacks more than the device does.
bool isOurLack(const Options& options, std::string_view text) {
    constexpr std::string_view kBefore = "no module named '";
    if (!text.starts_with(kBefore) || !text.ends_with('\'')) return false;
    const std::string_view name = text.substr(kBefore.size(), text.size() - kBefore.size() - 1);
    const targets::Entry* module = options.table->module(name);
    return module && std::any_of(options.targets.begin(), options.targets.end(),
                                 [&](const targets::Target& target) {
                                     return options.table->answer(*module, target.like).possible() &
                                            target.releases;
                                 });
}
} // namespace

bool isProof(const Options& options, Code code, std::string_view exception) {
    constexpr std::string_view kNames[] = {
        "",          "SyntaxError", "ImportError", "AttributeError",
        "NameError", "TypeError",   "ValueError",  "NotImplementedError"};
    const size_t colon = std::min(exception.find(':'), exception.size());
    const std::string_view name = exception.substr(0, colon);
    const std::string_view text = exception.substr(std::min(colon + 2, exception.size()));
    const Raises raises = ruleRow(code).raises;
    if (name == "ImportError") {
        if (isOurLack(options, text)) return false;
        if (raises == Raises::AttributeError) // from X import Y
            return text.starts_with("can't import name");
    }
    if (raises == Raises::Nothing)
        return std::find(std::begin(kNames) + 2, std::end(kNames), name) != std::end(kNames) ||
               name == "LookupError" || name == "OverflowError";
    return name == kNames[static_cast<size_t>(raises)];
}

} // namespace taipan::lint
