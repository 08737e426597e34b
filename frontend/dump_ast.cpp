// The tree as text.

#include <iterator>

#include "support/text/quote.h"
#include "taipan/frontend/dump.h"
#include "taipan/support/stack_guard.h"

namespace taipan {

using namespace ast;

namespace {
constexpr std::string_view kKinds[] = {
#define TAIPAN_NODE(kind, group) #kind,
#include "taipan/frontend/ast.def"
#undef TAIPAN_NODE
};
constexpr std::string_view kCompare[] = {
    "<", ">", "==", "<=", ">=", "!=", "in", "is", "not in", "is not"};
constexpr std::string_view kArguments[] = {"", "*", "**", "", ":="};
constexpr std::string_view kComprehensions[] = {"list", "dict", "set", "generator"};

constexpr size_t kStackBudget = size_t{4} << 20; // what lies deeper shows as "…"

class Printer {
  public:
    explicit Printer(const Interner& interner) : interner_(interner) {}
    std::string take() { return std::move(out_); }

    void stmt(const Stmt* stmt, std::string_view role = {});

  private:
    std::string text(NameId name) const { return std::string(interner_.text(name)); }
    void open(const Node& node, std::string_view role, const std::string& detail = {});
    void close() { --depth_; }
    void label(const std::string& what);
    void expr(const Expr* expr, std::string_view role = {});
    void exprs(Exprs list) {
        for (const Expr* each : list) expr(each);
    }
    void exprFields(const Expr& node);
    void stmtFields(const Stmt& node);
    std::string leafDetail(const Expr& node) const;
    void trailer(const Trailer& trailer);
    void arguments(std::span<const Argument> args);
    void params(Params list);
    std::string names(Names list, const char* separator) const;

    const Interner& interner_;
    std::string out_;
    int depth_ = 0;
    StackGuard stack_{kStackBudget};
};

void Printer::open(const Node& node, std::string_view role, const std::string& detail) {
    out_.append(static_cast<size_t>(depth_) * 2, ' ');
    if (!role.empty()) out_.append(role).append(": ");
    out_.append(kKinds[static_cast<size_t>(node.kind)]);
    if (!detail.empty()) out_.append(" ").append(detail);
    if (node.line != 0) out_.append(" [").append(std::to_string(node.line)).append("]");
    out_ += '\n';
    ++depth_;
}

void Printer::label(const std::string& what) {
    out_.append(static_cast<size_t>(depth_) * 2, ' ').append(what).append("\n");
}

std::string Printer::names(Names list, const char* separator) const {
    std::string out;
    for (NameId name : list) out += (out.empty() ? "" : separator) + text(name);
    return out;
}

std::string Printer::leafDetail(const Expr& node) const {
    switch (node.kind) {
    case Kind::Name: return text(as<Name>(node).name);
    case Kind::SmallInt: return std::to_string(as<SmallInt>(node).value);
    case Kind::ShortString: return pythonLiteral(interner_.text(as<ShortString>(node).name));
    case Kind::ConstObject: {
        const auto& object = as<ConstObject>(node);
        const std::string from =
            object.constName != NameId::none ? text(object.constName) + " = " : "";
        return from + describeConstant(*object.value);
    }
    case Kind::Tuple: return as<Tuple>(node).parenthesized ? "(…)" : "";
    case Kind::Comprehension:
        return std::string(kComprehensions[static_cast<size_t>(as<Comprehension>(node).what)]);
    case Kind::Unary:
        return std::string(abi::kUnaryOpTexts[static_cast<size_t>(as<Unary>(node).op)]);
    case Kind::BoolOp: return as<BoolOp>(node).isOr ? "or" : "and";
    case Kind::Binary: {
        std::string out;
        for (abi::BinaryOp op : as<Binary>(node).ops)
            out.append(out.empty() ? "" : " ").append(abi::kBinaryOpTexts[static_cast<size_t>(op)]);
        return out;
    }
    case Kind::Compare: {
        std::string out;
        for (CompareOp op : as<Compare>(node).ops)
            out.append(out.empty() ? "" : ", ").append(kCompare[static_cast<size_t>(op)]);
        return out;
    }
    case Kind::Yield: return as<Yield>(node).isFrom ? "from" : "";
    default: return {};
    }
}

void Printer::expr(const Expr* node, std::string_view role) {
    if (node == nullptr) return;
    if (stack_.exhausted()) return label("…");
    open(*node, role, leafDetail(*node));
    exprFields(*node);
    close();
}

void Printer::exprFields(const Expr& node) {
    switch (node.kind) {
    case Kind::Tuple: return exprs(as<Tuple>(node).items);
    case Kind::List: return exprs(as<List>(node).items);
    case Kind::Braces: return exprs(as<Braces>(node).items);
    case Kind::KeyValue:
        expr(as<KeyValue>(node).key, "key");
        return expr(as<KeyValue>(node).value, "value");
    case Kind::Comprehension:
        expr(as<Comprehension>(node).element, "element");
        for (const CompClause& clause : as<Comprehension>(node).clauses) {
            expr(clause.target, "for");
            expr(clause.value, clause.target != nullptr ? "in" : "if");
        }
        return;
    case Kind::Unary: return expr(as<Unary>(node).operand);
    case Kind::Binary: return exprs(as<Binary>(node).operands);
    case Kind::BoolOp: return exprs(as<BoolOp>(node).operands);
    case Kind::Compare: return exprs(as<Compare>(node).operands);
    case Kind::Conditional:
        expr(as<Conditional>(node).test, "if");
        expr(as<Conditional>(node).then, "then");
        return expr(as<Conditional>(node).otherwise, "else");
    case Kind::NamedExpr:
        expr(as<NamedExpr>(node).target, "target");
        return expr(as<NamedExpr>(node).value, "value");
    case Kind::Starred: return expr(as<Starred>(node).value);
    case Kind::Yield: return expr(as<Yield>(node).value);
    case Kind::Await: return expr(as<Await>(node).operand);
    case Kind::Slice:
        expr(as<Slice>(node).start, "start");
        expr(as<Slice>(node).stop, "stop");
        return expr(as<Slice>(node).step, "step");
    case Kind::Postfix:
        expr(as<Postfix>(node).base);
        for (const Trailer& part : as<Postfix>(node).trailers) trailer(part);
        return;
    case Kind::Lambda: params(as<Lambda>(node).params); return expr(as<Lambda>(node).body, "body");
    default: return;
    }
}

void Printer::trailer(const Trailer& trailer) {
    const std::string at = " [" + std::to_string(trailer.line) + "]";
    if (trailer.kind == TrailerKind::Attribute) return label("." + text(trailer.name) + at);
    label((trailer.kind == TrailerKind::Call ? "call" : "subscript") + at);
    ++depth_;
    arguments(trailer.arguments);
    expr(trailer.index);
    --depth_;
}

void Printer::arguments(std::span<const Argument> args) {
    for (const Argument& arg : args) {
        expr(arg.name, "name");
        expr(arg.value, kArguments[static_cast<size_t>(arg.kind)]);
    }
}

void Printer::params(Params list) {
    for (const Param& param : list) {
        const char* stars = param.kind == ParamKind::Star         ? "*"
                            : param.kind == ParamKind::DoubleStar ? "**"
                                                                  : "";
        label("parameter " + (stars + (param.name != NameId::none ? text(param.name) : "")));
        ++depth_;
        expr(param.annotation, "annotation");
        expr(param.defaultValue, "default");
        --depth_;
    }
}

void Printer::stmt(const Stmt* node, std::string_view role) {
    if (node == nullptr) return;
    if (stack_.exhausted()) return label("…");
    std::string detail;
    switch (node->kind) {
    case Kind::AugAssign:
        detail = abi::kBinaryOpTexts[static_cast<size_t>(as<AugAssign>(node)->op)];
        break;
    case Kind::Global:
    case Kind::Nonlocal: detail = names(as<ScopeDecl>(node)->names, ", "); break;
    case Kind::ImportFrom:
        detail = std::string(as<ImportFrom>(node)->level, '.') +
                 names(as<ImportFrom>(node)->module, ".") +
                 (as<ImportFrom>(node)->star ? " *" : "");
        break;
    case Kind::FunctionDef: detail = text(as<FunctionDef>(node)->name); break;
    case Kind::ClassDef: detail = text(as<ClassDef>(node)->name); break;
    default: break;
    }
    const bool isAsync = (node->kind == Kind::For && as<For>(node)->isAsync) ||
                         (node->kind == Kind::With && as<With>(node)->isAsync) ||
                         (node->kind == Kind::FunctionDef && as<FunctionDef>(node)->isAsync);
    if (isAsync) detail += detail.empty() ? "async" : " async";
    open(*node, role, detail);
    stmtFields(*node);
    close();
}

void Printer::stmtFields(const Stmt& node) {
    switch (node.kind) {
    case Kind::Block:
        for (const Stmt* each : as<Block>(node).statements) stmt(each);
        return;
    case Kind::ExprStmt: return expr(as<ExprStmt>(node).value);
    case Kind::Assign:
        for (const Expr* target : as<Assign>(node).targets) expr(target, "target");
        return expr(as<Assign>(node).value, "value");
    case Kind::AnnAssign:
        expr(as<AnnAssign>(node).target, "target");
        expr(as<AnnAssign>(node).annotation, "annotation");
        return expr(as<AnnAssign>(node).value, "value");
    case Kind::AugAssign:
        expr(as<AugAssign>(node).target, "target");
        return expr(as<AugAssign>(node).value, "value");
    case Kind::Del: return exprs(as<Del>(node).targets);
    case Kind::Return: return expr(as<Return>(node).value);
    case Kind::Raise: expr(as<Raise>(node).value); return expr(as<Raise>(node).cause, "from");
    case Kind::Assert:
        expr(as<Assert>(node).test);
        return expr(as<Assert>(node).message, "message");
    case Kind::Import:
    case Kind::ImportFrom: {
        const auto& items =
            node.kind == Kind::Import ? as<Import>(node).items : as<ImportFrom>(node).items;
        for (const ImportItem& item : items)
            label(names(item.path, ".") +
                  (item.alias != NameId::none ? " as " + text(item.alias) : ""));
        return;
    }
    case Kind::If:
        for (const IfBranch& branch : as<If>(node).branches) {
            expr(branch.test, "if");
            stmt(branch.body, "then");
        }
        return stmt(as<If>(node).otherwise, "else");
    case Kind::While:
        expr(as<While>(node).test, "while");
        stmt(as<While>(node).body, "body");
        return stmt(as<While>(node).otherwise, "else");
    case Kind::For:
        expr(as<For>(node).target, "for");
        expr(as<For>(node).iterable, "in");
        stmt(as<For>(node).body, "body");
        return stmt(as<For>(node).otherwise, "else");
    case Kind::Try:
        stmt(as<Try>(node).body, "try");
        for (const Handler& handler : as<Try>(node).handlers) {
            label("except" + (handler.name != NameId::none ? " as " + text(handler.name) : ""));
            ++depth_;
            expr(handler.type, "type");
            stmt(handler.body, "body");
            --depth_;
        }
        stmt(as<Try>(node).otherwise, "else");
        return stmt(as<Try>(node).finally, "finally");
    case Kind::With:
        for (const WithItem& item : as<With>(node).items) {
            expr(item.context, "with");
            expr(item.target, "as");
        }
        return stmt(as<With>(node).body, "body");
    case Kind::FunctionDef:
        params(as<FunctionDef>(node).params);
        expr(as<FunctionDef>(node).returns, "returns");
        return stmt(as<FunctionDef>(node).body, "body");
    case Kind::ClassDef:
        arguments(as<ClassDef>(node).arguments);
        return stmt(as<ClassDef>(node).body, "body");
    case Kind::Decorated:
        for (const Decorator& decorator : as<Decorated>(node).decorators) {
            label("@" + names(decorator.path, "."));
            if (!decorator.hasCall) continue;
            ++depth_;
            trailer(decorator.call);
            --depth_;
        }
        return stmt(as<Decorated>(node).definition);
    default: return;
    }
}
} // namespace

std::string dumpAst(const Stmt& module, const Interner& interner) {
    Printer printer(interner);
    printer.stmt(&module);
    return printer.take();
}

} // namespace taipan
