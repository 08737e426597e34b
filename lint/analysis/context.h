// What a rule can ask about the file and the target, and where it says what it found.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/analysis/scopes.h"
#include "lint/finding.h"
#include "lint/rule.h"
#include "taipan/support/interner.h"
#include "targets/target.h"

namespace taipan::lint {

enum class Truth : uint8_t { Unknown, False, True };

/// What an expression names: a module, or something in one.
struct Path {
    std::string module; // "" when it names nothing known
    const targets::Entry* entry =
        nullptr; // the module, attribute or member; null: not in the table
    const targets::Entry* parent = nullptr; // of `entry`
    unsigned depth = 0;                     // 1 module, 2 attribute, 3 member
    explicit operator bool() const { return depth != 0; }
};

/// The type of a value: a class of the table, and how that is known.
struct Type {
    std::string_view module; // "builtins", "machine", …
    std::string_view name;   // "" when it is not known
    const targets::Entry* entry = nullptr;
    bool fromAnnotation = false;
    bool is(std::string_view builtin) const { return module == "builtins" && name == builtin; }
    explicit operator bool() const { return !name.empty(); }
};

/// All that does not depend on the target.
struct File {
    const SourceBuffer* source = nullptr;
    const Interner* interner = nullptr;
    const Node* module = nullptr;
    const Scopes* scopes = nullptr;
    std::string path;
    /// Names of modules beside the file or in the project, which an import finds first.
    const std::vector<std::string>* projectModules = nullptr;
    bool inPackage = false; // __init__.py lies beside it
    bool rejected = false;  // by the compiler of the newest release
    /// const() names with an underscore of other files of the project: "module._NAME".
    const std::vector<std::string>* privateConstants = nullptr;
};

class Context {
  public:
    Context(const File& file, const targets::Table& table, const targets::Target& target,
            std::vector<Finding>& findings);

    const File& file;
    const targets::Table& table;
    const targets::Target& target;

    // ---- the source ----
    std::string_view text(NameId name) const { return file.interner->text(name); }
    std::string_view text(const Node& node) const { return text(node.span); }
    std::string_view text(SourceSpan span) const {
        return file.source->text().substr(span.begin, span.end - span.begin);
    }
    bool isName(const Node* node, std::string_view name) const {
        return node && node->kind == Kind::Name && text(node->name) == name;
    }
    /// Whether the node is the attribute `name` of something.
    bool isAttribute(const Node* node, std::string_view name) const {
        return node && node->kind == Kind::Attribute && text(node->name) == name;
    }
    /// A string of plain parts without escapes: what it holds.
    std::optional<std::string> literal(const Node* node) const;
    /// A whole number as it is written, with its sign.
    std::optional<int64_t> integer(const Node* node) const;

    // ---- names ----
    const Binding* resolve(const Node& name) const {
        // Rules ask about one name after each other.
        if (&name != resolved_) {
            binding_ = file.scopes->resolve(name.name, file.scopes->of(name));
            resolved_ = &name;
        }
        return binding_;
    }
    /// Whether the name is the builtin of that name, bound nowhere in the file.
    bool isBuiltin(const Node* node, std::string_view name) const {
        return isName(node, name) && !resolve(*node) && !mayBeStarred(name);
    }
    /// Whether `from module import *` may bring the name.
    bool mayBeStarred(std::string_view name) const;
    /// The one value that a name ever gets; null when there are several or it is not known.
    const Node* onlyValue(const Node& name) const;
    /// Whether the value comes from an import of something that the table does not have in full: a
    /// module, its attribute, or what a call of that gives.
    bool isImported(const Node* node, int depth = 0) const;
    /// The definition that a name stands for, if it has no other.
    const Node* definition(const Node& name, uint16_t kind) const;
    Path path(const Node* node) const;
    /// Whether the expression is `module.attribute`, however it was imported.
    bool isPath(const Node* node, std::string_view module, std::string_view attribute) const;
    Type type(const Node* node) const;
    /// The function or class body that the node is in; null at the top.
    const Node* enclosing(const Node& node, Kind kind) const;

    // ---- the target ----
    targets::Releases wanted() const { return target.releases; }
    /// Releases asked for that lack the thing.
    targets::Releases lacking(const targets::Entry& entry) const {
        return wanted() & ~table.answer(entry, target.like).possible();
    }
    bool lacks(std::string_view feature) const {
        return wanted() & ~table.feature(feature, target.like).possible();
    }
    /// Whether all targets that the name stands for have the switch on in all releases asked for.
    bool has(std::string_view feature) const;
    /// Whether more than half of them may have the module.
    bool mostHave(const targets::Entry& module) const;
    /// The table's module of that name; null where it has none.
    const targets::Entry* builtins() const { return builtins_; }
    /// Bits of the releases before and from `release`, of MicroPython; for CircuitPython those of
    /// its releases that took in the older or newer compiler.
    targets::Releases before(std::string_view release) const;
    targets::Releases since(std::string_view release) const { return ~before(release); }
    bool anyBefore(std::string_view release) const { return wanted() & before(release); }
    bool anySince(std::string_view release) const { return wanted() & since(release); }
    std::string releases(targets::Releases set) const {
        return targets::describe(table, set, target.isCircuitPython);
    }
    /// Whether an import of the module can work: built in, frozen, or maybe so.
    bool mayImport(std::string_view module) const;

    // ---- conditions ----
    Truth truth(const Node* condition) const;

    // ---- findings ----
    /// Nothing when a handler around the place catches what is raised there.
    Finding* report(Code code, SourceSpan span, std::string message, std::string hint = {});
    Finding* report(Code code, SourceSpan span, std::string message, std::string hint,
                    Raises raises);
    bool guarded(Raises raises) const;
    /// Whether the place is in a function: it runs when that is called.
    bool inFunction() const;

    /// The handlers around the node that is looked at, for Walker.
    std::vector<uint32_t> guards;
    /// `module.attribute`, or else `.attribute`, that hasattr() or getattr() is asked about here.
    std::vector<std::string> probed;
    /// How many `if __name__ == "__main__"` are around, in a file that boards do not start: an
    /// error there waits for who runs the file by hand.
    int inScript = 0;
    /// Where to note what is imported, and why nothing is said; may be null.
    Notes* notes = nullptr;
    /// Notes why a part of the file is not looked at, or a fault there not told.
    void silence(SourceSpan span, std::string reason, std::string finding = {}) const;
    bool notesSilences() const { return notes && notes->wantSilences; }
    std::string lineOf(const Node& node) const {
        return std::to_string(file.source->lineColumn(node.span.begin).line);
    }
    bool isProbed(std::string_view module, std::string_view attribute) const;

  private:
    /// How many targets have something in all releases asked for, as `releases` says of a single
    /// one, and how many there are.
    template <typename Ask>
    std::pair<size_t, size_t> countTargets(Ask releases) const;
    Path pathOfName(const Node& name) const;
    Path pathOfImport(const Binding& binding) const;
    Path childPath(const Path& parent, std::string_view name) const;
    Truth compareTruth(const Node& compare) const;
    Truth versionTruth(const Node& left, Operator op, const Node& right) const;
    Truth platformTruth(std::string_view name) const;
    Type callType(const Node& call) const;
    bool anyImported(const Binding& binding, int depth) const;
    const Node* selfAttribute(const Node& attribute) const;
    Type builtin(std::string_view name) const;

    std::vector<Finding>& findings_;
    const targets::Entry* builtins_;         // the table's; null where it has none
    mutable const Node* resolved_ = nullptr; // the last name that resolve() was asked about
    mutable const Binding* binding_ = nullptr;
    std::vector<int> releases_; // of the target's Python, as numbers of MicroPython's
    /// What a class's methods set of `self`, by class: the attribute and its only value but None;
    /// null when there are several.
    struct SelfAttribute {
        NameId name{};
        const Node* value = nullptr;
    };
    mutable std::map<const Node*, std::vector<SelfAttribute>> selfAttributes_;
    mutable int depth_ = 0; // of type() and truth(), against names defined by themselves
};

/// Bits of Context::guards.
namespace guard {
inline constexpr uint32_t kAll = 1; // bare except, Exception
constexpr uint32_t of(Raises raises) {
    return 2U << static_cast<unsigned>(raises);
}
inline constexpr uint32_t kBarrier = 1U << 31; // a function: runs when the try is long over
} // namespace guard

} // namespace taipan::lint
