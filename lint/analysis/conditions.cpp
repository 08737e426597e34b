// Conditions that a target decides: which Python, which port, which release.
#include <algorithm>

#include "lint/analysis/context.h"

namespace taipan::lint {

namespace {
constexpr int kMaxDepth = 12;

/// sys.platform by port; several where boards differ.
struct PlatformRow {
    std::string_view port, name;
};
constexpr PlatformRow kPlatforms[] = {
    {"esp32", "esp32"},
    {"esp8266", "esp8266"},
    {"rp2", "rp2"},
    {"samd", "samd"},
    {"mimxrt", "mimxrt"},
    {"unix", "linux"},
    {"webassembly", "webassembly"},
    {"windows", "win32"},
    {"renesas-ra", "renesas-ra"},
    {"cc3200", "WiPy"},
    {"zephyr", "zephyr"},
    {"alif", "alif"},
    {"psoc-edge", "psoc-edge"},
};

Truth negate(Truth value) {
    return value == Truth::Unknown ? value : value == Truth::True ? Truth::False : Truth::True;
}
Truth known(bool value) {
    return value ? Truth::True : Truth::False;
}

bool isSysAttribute(const Context& c, const Node* node, std::string_view name) {
    return c.isPath(node, "sys", name);
}
/// `sys.implementation.name` and the like.
bool isImplementation(const Context& c, const Node* node, std::string_view name) {
    return c.isAttribute(node, name) && isSysAttribute(c, node->a, "implementation");
}

/// (1, 20) as {1, 20}; empty when it is not all numbers.
std::vector<int64_t> numbers(const Context& c, const Node* node) {
    std::vector<int64_t> out;
    if (!node || (node->kind != Kind::Tuple && node->kind != Kind::List)) return out;
    for (const Node* item : node->items) {
        const auto value = c.integer(item);
        if (!value) return {};
        out.push_back(*value);
    }
    return out;
}

Truth holds(int order, Operator op) {
    switch (op) {
    case Operator::Less: return known(order < 0);
    case Operator::More: return known(order > 0);
    case Operator::LessEqual: return known(order <= 0);
    case Operator::MoreEqual: return known(order >= 0);
    case Operator::Equal: return known(order == 0);
    case Operator::NotEqual: return known(order != 0);
    default: return Truth::Unknown;
    }
}

template <typename T>
int orderOf(const T& a, const T& b) {
    return a < b ? -1 : b < a ? 1 : 0;
}
} // namespace

Truth Context::platformTruth(std::string_view name) const {
    if (target.port.empty()) return Truth::Unknown;
    for (const PlatformRow& row : kPlatforms) {
        if (row.name != name) continue;
        if (target.isCircuitPython)
            return row.port == "windows" || row.port == "unix" ? Truth::False : Truth::Unknown;
        return known(row.port == target.port);
    }
    if (name == "darwin" || name == "cygwin" || name == "win32") return Truth::False;
    if (name == "pyboard") return target.port == "stm32" ? Truth::Unknown : Truth::False;
    return Truth::Unknown;
}

/// sys.version_info and sys.implementation.version against numbers.
Truth Context::versionTruth(const Node& left, Operator op, const Node& right) const {
    const Node* base = &left;
    const Node* part = nullptr;
    if (base->kind == Kind::Subscript) {
        part = base->b;
        base = base->a;
    }
    const bool python = isSysAttribute(*this, base, "version_info");
    const bool own = isImplementation(*this, base, "version");
    if (!python && !own) return Truth::Unknown;
    const auto at = integer(part);
    if (part && !at && !(part->kind == Kind::Slice && !part->c && !part->a)) return Truth::Unknown;
    std::vector<int64_t> asked = numbers(*this, &right);
    if (at) {
        const auto one = integer(&right);
        if (!one) return Truth::Unknown;
        asked = {*one};
    }
    if (asked.empty()) return Truth::Unknown;
    const auto decide = [&](std::vector<int64_t> version) {
        if (at) {
            if (*at < 0 || *at >= static_cast<int64_t>(version.size())) return Truth::Unknown;
            version = {version[static_cast<size_t>(*at)]};
        }
        if (part && !at && part->b) {
            const auto size = integer(part->b);
            if (!size || *size < 0 || *size > 3) return Truth::Unknown;
            version.resize(static_cast<size_t>(*size));
        }
        return holds(orderOf(version, asked), op);
    };
    if (python) return decide({3, 4, 0});
    if (target.isCircuitPython) return Truth::Unknown;
    Truth all = Truth::Unknown;
    for (size_t i = 0; i < table.releases().size(); ++i) {
        if (!(wanted() >> i & 1)) continue;
        const std::string_view release = table.releases()[i];
        // A release may be any of its patch levels: enough to say when the answer is the same.
        const int64_t minor = std::stoi(std::string(release.substr(2)));
        const Truth low = decide({1, minor, 0}), high = decide({1, minor, 99});
        const Truth here = low == high ? low : Truth::Unknown;
        if (here == Truth::Unknown || (all != Truth::Unknown && all != here)) return Truth::Unknown;
        all = here;
    }
    return all;
}

Truth Context::compareTruth(const Node& compare) const {
    if (compare.items.size() != 1) return Truth::Unknown;
    const auto op = static_cast<Operator>(compare.items[0]->detail);
    const Node& left = *compare.a;
    const Node& right = *compare.items[0]->a;
    const bool name = isImplementation(*this, &left, "name") ||
                      (left.kind == Kind::Subscript &&
                       isSysAttribute(*this, left.a, "implementation") && integer(left.b) == 0);
    const bool platform = isSysAttribute(*this, &left, "platform");
    if (!name && !platform) return versionTruth(left, op, right);
    const auto one = [&](const Node& value) {
        const auto asked = literal(&value);
        if (!asked) return Truth::Unknown;
        return platform
                   ? platformTruth(*asked)
                   : known(*asked == (target.isCircuitPython ? "circuitpython" : "micropython"));
    };
    if (op == Operator::Equal || op == Operator::Is) return one(right);
    if (op == Operator::NotEqual || op == Operator::IsNot) return negate(one(right));
    if (op != Operator::In && op != Operator::NotIn) return Truth::Unknown;
    if (right.kind != Kind::Tuple && right.kind != Kind::List && right.kind != Kind::Set)
        return Truth::Unknown;
    Truth any = Truth::False;
    for (const Node* item : right.items) {
        const Truth here = one(*item);
        if (here == Truth::True) {
            any = here;
            break;
        }
        if (here == Truth::Unknown) any = here;
    }
    return op == Operator::In ? any : negate(any);
}

Truth Context::truth(const Node* node) const {
    if (!node || depth_ > kMaxDepth) return Truth::Unknown;
    ++depth_;
    Truth found = Truth::Unknown;
    switch (node->kind) {
    case Kind::Constant:
        found = known(node->detail == static_cast<uint16_t>(ConstantKind::True) ||
                      node->detail == static_cast<uint16_t>(ConstantKind::Ellipsis));
        break;
    case Kind::Number:
        if (const auto value = integer(node)) found = known(*value != 0);
        break;
    case Kind::Unary:
        if (node->detail == static_cast<uint16_t>(Operator::Not)) found = negate(truth(node->a));
        break;
    case Kind::BoolOp: {
        const Truth a = truth(node->a), b = truth(node->b);
        const Truth decides =
            node->detail == static_cast<uint16_t>(Operator::And) ? Truth::False : Truth::True;
        found = a == decides || b == decides                   ? decides
                : a == negate(decides) && b == negate(decides) ? a
                                                               : Truth::Unknown;
        break;
    }
    case Kind::Compare: found = compareTruth(*node); break;
    case Kind::Name:
        if (text(node->name) == "TYPE_CHECKING")
            found = Truth::False;
        else if (const Node* value = onlyValue(*node)) {
            // A flag that something else may set is no constant; one that tells the Python is.
            if (value->kind == Kind::Compare || value->kind == Kind::BoolOp ||
                value->kind == Kind::Unary)
                found = truth(value);
        }
        break;
    case Kind::Attribute:
        if (text(node->name) == "TYPE_CHECKING") found = Truth::False;
        break;
    case Kind::Call:
        if (isBuiltin(node->a, "hasattr") && node->items.size() == 2) {
            const Path module = path(node->items[0]);
            const auto name = literal(node->items[1]);
            if (module.depth == 1 && module.entry && name && mayImport(module.module) &&
                !table.isOpen(module.module, target.like)) {
                const targets::Entry* entry = table.child(*module.entry, *name);
                const targets::Answer answer =
                    entry ? table.answer(*entry, target.like) : targets::Answer{};
                if (!(answer.possible() & wanted()))
                    found = Truth::False;
                else if ((answer.has & wanted()) == wanted())
                    found = Truth::True;
            }
        } else if (isAttribute(node->a, "startswith") &&
                   isSysAttribute(*this, node->a->a, "platform") && node->items.size() == 1) {
            const auto asked = literal(node->items[0]);
            if (asked && target.port == "unix")
                found = known(std::string_view("linux").starts_with(*asked));
        }
        break;
    default: break;
    }
    --depth_;
    return found;
}

} // namespace taipan::lint
