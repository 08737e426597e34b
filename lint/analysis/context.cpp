#include "lint/analysis/context.h"

#include <algorithm>
#include <charconv>

namespace taipan::lint {

using targets::Entry;

namespace {
constexpr int kMaxDepth = 12;

/// CircuitPython's releases by the MicroPython whose compiler they have; the first of each row that
/// is at least as new.
struct Merge {
    std::string_view circuitPython, microPython;
};
constexpr Merge kMerges[] = {{"7.0", "1.16"}, {"7.3", "1.18"},  {"9.0", "1.21"},
                             {"9.2", "1.23"}, {"10.0", "1.25"}, {"10.2", "1.27"}};

int number(std::string_view release) {
    int major = 0, minor = 0;
    const size_t dot = std::min(release.find('.'), release.size());
    std::from_chars(release.data(), release.data() + dot, major);
    if (dot < release.size())
        std::from_chars(release.data() + dot + 1, release.data() + release.size(), minor);
    return major * 1000 + minor;
}
} // namespace

std::optional<std::string> Context::literal(const Node* node) const {
    if (!node || node->kind != Kind::String || node->flags & (flag::kFormat | flag::kTemplate))
        return {};
    std::string out;
    for (const Node* part : node->items) {
        const std::string_view piece = text(part->nameSpan);
        if (!(part->flags & flag::kRaw) && piece.find('\\') != piece.npos) return {};
        out += piece;
    }
    return out;
}

std::optional<int64_t> Context::integer(const Node* node) const {
    if (!node) return {};
    if (node->kind == Kind::Unary && node->detail == static_cast<uint16_t>(Operator::Minus)) {
        const auto value = integer(node->a);
        return value ? std::optional(-*value) : std::nullopt;
    }
    if (node->kind != Kind::Number || node->detail != static_cast<uint16_t>(NumberKind::Integer))
        return {};
    std::string digits;
    for (const char c : text(*node))
        if (c != '_') digits += c;
    int base = 10;
    size_t skip = 0;
    if (digits.size() > 2 && digits[0] == '0') {
        const char kind = static_cast<char>(digits[1] | 0x20);
        base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
        skip = base == 10 ? 0 : 2;
    }
    int64_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [at, error] = std::from_chars(digits.data() + skip, end, value, base);
    if (error != std::errc() || at != end) return {};
    return value;
}

const Node* Context::onlyValue(const Node& name) const {
    const Binding* binding = name.kind == Kind::Name ? resolve(name) : nullptr;
    if (!binding || !binding->is(bound::kAssign) || binding->count != 1) return nullptr;
    return file.scopes->source(binding->sources).node;
}

/// Whether one of several values that a name gets is imported.
bool Context::anyImported(const Binding& binding, int depth) const {
    for (uint32_t i = binding.sources; i; i = file.scopes->source(i).next)
        if (isImported(file.scopes->source(i).node, depth + kMaxDepth / 2)) return true;
    return false;
}

bool Context::isImported(const Node* node, int depth) const {
    for (; node && depth < kMaxDepth; ++depth) {
        if (node->kind == Kind::Call || node->kind == Kind::Attribute) {
            node = node->a;
            continue;
        }
        if (node->kind != Kind::Name) return false;
        const Binding* binding = resolve(*node);
        if (!binding) return false;
        if (binding->kinds & (bound::kImport | bound::kImportFrom)) return !path(node).entry;
        if (binding->is(bound::kAssign) && binding->count > 1) return anyImported(*binding, depth);
        node = onlyValue(*node);
    }
    return false;
}

bool Context::mayBeStarred(std::string_view name) const {
    for (const Node* node : file.scopes->starImports()) {
        const std::string_view module = text(node->name);
        const std::string_view top = module.substr(0, module.find('.'));
        const bool own =
            node->detail || (file.projectModules &&
                             std::find(file.projectModules->begin(), file.projectModules->end(),
                                       top) != file.projectModules->end());
        const Entry* entry = table.module(module);
        // A library of CPython that the device does not have brings nothing.
        if (!own && !entry && table.isStandardLibrary(top) && !table.packageOf(module)) continue;
        if (own || !entry || entry->kind != 'm' || table.isOpen(module, target.like)) return true;
        const Entry* child = table.child(*entry, name);
        if (child && table.answer(*child, target.like).possible() & wanted()) return true;
    }
    return false;
}

const Node* Context::definition(const Node& name, uint16_t kind) const {
    const Binding* binding = name.kind == Kind::Name ? resolve(name) : nullptr;
    if (!binding || !binding->is(kind) || binding->count != 1) return nullptr;
    return file.scopes->source(binding->sources).node;
}

const Node* Context::enclosing(const Node& node, Kind kind) const {
    for (const Node* at = node.parent; at; at = at->parent)
        if (at->kind == kind) return at;
    return nullptr;
}

template <typename Ask>
std::pair<size_t, size_t> Context::countTargets(Ask releases) const {
    std::pair<size_t, size_t> counts;
    for (size_t i = 0; i < table.targets().size(); ++i) {
        const targets::TargetSet bit = targets::TargetSet{1} << i;
        const targets::Releases asked = wanted() & table.targets()[i].releases;
        if (!(target.like & bit) || !asked) continue;
        ++counts.second;
        counts.first += !(asked & ~releases(bit));
    }
    return counts;
}

bool Context::has(std::string_view feature) const {
    const auto [having, all] =
        countTargets([&](targets::TargetSet one) { return table.feature(feature, one).has; });
    return having == all;
}

bool Context::mostHave(const targets::Entry& module) const {
    const auto [having, all] =
        countTargets([&](targets::TargetSet one) { return table.answer(module, one).possible(); });
    return having > all / 2;
}

bool Context::mayImport(std::string_view module) const {
    const Entry* entry = table.module(module);
    return entry && table.answer(*entry, target.like).possible() & wanted();
}

Path Context::childPath(const Path& parent, std::string_view name) const {
    Path path = parent;
    if (!parent || !parent.entry || parent.depth >= 3) {
        path.entry = path.parent = nullptr;
        path.depth = parent.depth ? parent.depth + 1 : 0;
        return path;
    }
    path.parent = parent.entry;
    path.entry = table.child(*parent.entry, name);
    ++path.depth;
    return path;
}

/// Of several imports under one name, the one that the target has.
Path Context::pathOfImport(const Binding& binding) const {
    Path found;
    for (uint32_t i = binding.sources; i; i = file.scopes->source(i).next) {
        const Node& alias = *file.scopes->source(i).node;
        Path path;
        if (alias.parent->kind == Kind::Import) {
            path.module = alias.a ? text(alias.name)
                                  : text(alias.first != NameId::none ? alias.first : alias.name);
            path.depth = 1;
            path.entry = table.module(path.module);
        } else {
            if (alias.parent->detail) return {};
            Path module;
            module.module = text(alias.parent->name);
            module.depth = 1;
            module.entry = table.module(module.module);
            path = childPath(module, text(alias.name));
        }
        const bool own = file.projectModules &&
                         std::find(file.projectModules->begin(), file.projectModules->end(),
                                   path.module) != file.projectModules->end();
        if (own) return {};
        if (binding.count > 1 && !(path.entry && mayImport(path.module))) continue;
        if (found && (found.module != path.module || found.entry != path.entry)) return {};
        found = path;
    }
    return found;
}

Path Context::pathOfName(const Node& name) const {
    const Binding* binding = resolve(name);
    if (!binding) return {};
    if (!(binding->kinds & ~(bound::kImport | bound::kImportFrom))) return pathOfImport(*binding);
    if (binding->is(bound::kAssign) && binding->count == 1) { // ticks = time.ticks_ms
        const Node* value = file.scopes->source(binding->sources).node;
        if (value->kind == Kind::Name || value->kind == Kind::Attribute) return path(value);
    }
    return {};
}

Path Context::path(const Node* node) const {
    if (!node || depth_ > kMaxDepth) return {};
    if (node->kind == Kind::Name) {
        ++depth_;
        Path found = pathOfName(*node);
        --depth_;
        if (!found && !resolve(*node) && !mayBeStarred(text(node->name))) {
            Path module{"builtins", builtins_, nullptr, 1};
            found = childPath(module, text(node->name));
            if (!found.entry) return {};
        }
        return found;
    }
    if (node->kind != Kind::Attribute) return {};
    Path parent = path(node->a);
    if (!parent) return {};
    // `import os.path` makes os.path what it is.
    if (parent.depth == 1) {
        const std::string dotted = parent.module + "." + std::string(text(node->name));
        if (const Entry* module = table.module(dotted)) return {dotted, module, nullptr, 1};
    }
    return childPath(parent, text(node->name));
}

bool Context::isPath(const Node* node, std::string_view module, std::string_view attribute) const {
    if (!node) return false;
    if (node->kind == Kind::Attribute) {
        if (text(node->name) != attribute) return false;
        const Path parent = path(node->a);
        return parent.depth == 1 &&
               (parent.module == module ||
                (parent.module.size() == module.size() + 1 && parent.module[0] == 'u' &&
                 parent.module.substr(1) == module));
    }
    if (node->kind != Kind::Name) return false;
    const Binding* binding = resolve(*node);
    if (!binding || !binding->is(bound::kImportFrom)) return false;
    const Node& alias = *file.scopes->source(binding->sources).node;
    const std::string_view from = text(alias.parent->name);
    return text(alias.name) == attribute &&
           (from == module || (from.starts_with('u') && from.substr(1) == module));
}

bool Context::isProbed(std::string_view module, std::string_view attribute) const {
    for (const std::string& row : probed)
        if (row.size() == module.size() + 1 + attribute.size() && row.starts_with(module) &&
            row.ends_with(attribute))
            return true;
    return false;
}

Context::Context(const File& file, const targets::Table& table, const targets::Target& target,
                 std::vector<Finding>& findings)
    : file(file), table(table), target(target), findings_(findings),
      builtins_(table.module("builtins")) {
    const bool circuitPython = target.isCircuitPython;
    for (const std::string_view name :
         circuitPython ? table.circuitPythonReleases() : table.releases()) {
        int release = number(name);
        if (circuitPython) {
            int merged = 0;
            for (const Merge& row : kMerges)
                if (number(row.circuitPython) <= release) merged = number(row.microPython);
            release = merged;
        }
        releases_.push_back(release);
    }
}

targets::Releases Context::before(std::string_view release) const {
    const int asked = number(release);
    targets::Releases set = 0;
    for (size_t i = 0; i < releases_.size(); ++i)
        if (releases_[i] < asked) set |= targets::Releases{1} << i;
    return set;
}

bool Context::inFunction() const {
    return std::any_of(guards.begin(), guards.end(),
                       [](uint32_t set) { return (set & guard::kBarrier) != 0; });
}

bool Context::guarded(Raises raises) const {
    if (raises == Raises::Nothing || raises == Raises::SyntaxError) return false;
    const bool byAll = raises == Raises::ImportError || raises == Raises::AttributeError ||
                       raises == Raises::NameError;
    for (size_t i = guards.size(); i-- > 0;) {
        if (guards[i] & guard::kBarrier) return false;
        if (guards[i] & guard::of(raises)) return true;
        if (byAll && (guards[i] & guard::kAll)) return true;
    }
    return false;
}

void Context::silence(SourceSpan span, std::string reason, std::string finding) const {
    if (notesSilences()) notes->silences.push_back({span, std::move(finding), std::move(reason)});
}

Finding* Context::report(Code code, SourceSpan span, std::string message, std::string hint) {
    return report(code, span, std::move(message), std::move(hint), ruleRow(code).raises);
}

Finding* Context::report(Code code, SourceSpan span, std::string message, std::string hint,
                         Raises raises) {
    if (guarded(raises)) {
        if (notesSilences())
            silence(span, "a handler around it catches what is raised",
                    std::string(ruleRow(code).code) + ": " + message);
        return nullptr;
    }
    Finding finding;
    finding.code = code;
    finding.level = ruleRow(code).level;
    // Who imports in a function can do without, as long as nobody calls it.
    const bool lazy = raises == Raises::ImportError && inFunction();
    if ((inScript > 0 || lazy) && finding.level == Level::Error && raises != Raises::SyntaxError)
        finding.level = Level::Warning;
    finding.span = span;
    finding.message = std::move(message);
    finding.hint = std::move(hint);
    findings_.push_back(std::move(finding));
    return &findings_.back();
}

} // namespace taipan::lint
