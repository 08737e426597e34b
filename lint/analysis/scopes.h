// Which names each scope binds, and to what.
#pragma once

#include <vector>

#include "lint/syntax/node.h"

namespace taipan::lint {

enum class ScopeKind : uint8_t { Module, Function, Class, Comprehension };

namespace bound {
inline constexpr uint16_t kImport = 1;     // source: Alias of an Import
inline constexpr uint16_t kImportFrom = 2; // source: Alias of an ImportFrom
inline constexpr uint16_t kFunction = 4;   // source: FunctionDef
inline constexpr uint16_t kClass = 8;      // source: ClassDef
inline constexpr uint16_t kParam = 16;     // source: Param
inline constexpr uint16_t kAssign = 32;    // source: the value
inline constexpr uint16_t kOther = 64; // for, with, except, del, unpacking, +=, …; source: the Name
} // namespace bound

/// One way in which a name is bound.
struct BindingSource {
    const Node* node;
    uint32_t next; // index of another, or 0
};

struct Binding {
    NameId name{};
    uint16_t kinds = 0;
    uint16_t count = 0;
    uint32_t scope = 0;
    uint32_t sources = 0; // index of the last one
    bool is(uint16_t kind) const { return kinds == kind; }
};

struct Scope {
    const Node* node = nullptr;
    uint32_t parent = 0;
    ScopeKind kind = ScopeKind::Module;
};

/// The scopes of a file; the first is the module's. Sets parents and scopes of the nodes.
class Scopes {
  public:
    Scopes() = default;
    /// Reads the whole tree.
    Scopes(Node& module, uint32_t names);

    const Scope& scope(uint32_t index) const { return scopes_[index]; }
    size_t size() const { return scopes_.size(); }
    /// The scope that `node` is evaluated in.
    uint32_t of(const Node& node) const;
    /// What `name` is, seen from `scope`; null for a builtin, or a name bound nowhere in the file.
    const Binding* resolve(NameId name, uint32_t scope) const;
    const Binding* inScope(NameId name, uint32_t scope) const;
    const BindingSource& source(uint32_t index) const { return sources_[index]; }
    const std::vector<Binding>& all() const { return bindings_; }
    /// Whether a part was cut off, nested too deeply for all that walks over the tree.
    bool tooDeep() const { return tooDeep_; }
    const std::vector<const Node*>& starImports() const { return starImports_; }
    bool hasDynamicNames() const { return dynamic_; } // exec(), globals()

  private:
    class Builder;
    std::vector<Scope> scopes_;
    std::vector<Binding> bindings_;
    std::vector<BindingSource> sources_;
    std::vector<uint32_t> slots_; // open addressing: index of a binding + 1
    std::vector<const Node*> starImports_;
    bool dynamic_ = false;
    bool tooDeep_ = false;

    size_t slot(NameId name, uint32_t scope) const;
    void grow();
};

} // namespace taipan::lint
