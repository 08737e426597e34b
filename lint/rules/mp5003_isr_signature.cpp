// MP5003 isr-signature: An interrupt handler with the wrong number of parameters.
#include "lint/analysis/functions.h"

namespace taipan::lint {

namespace mp5003 {
namespace {
constexpr Kind kVisits[] = {Kind::Call};

void check(Context& c, const Node& node) {
    const Node* handler = handlerOf(c, node);
    const Type owner = node.a->kind == Kind::Attribute ? c.type(node.a->a) : Type();
    const Path made = c.path(node.a);
    const bool timer =
        made.depth == 2 && made.module == "machine" && made.entry && made.entry->name == "Timer";
    const bool known = owner.module == "machine" &&
                       (owner.name == "Pin" || owner.name == "Timer" || owner.name == "UART");
    if (!handler || !(timer || known) || (handler->kind == Kind::FunctionDef && handler->d)) return;
    size_t least = 0, most = 0;
    for (const Node* param : handler->items) {
        const auto kind = static_cast<ParamKind>(param->detail);
        if (kind == ParamKind::Star) most = 99;
        if (kind != ParamKind::Plain) {
            if (kind != ParamKind::DoubleStar) break;
            continue;
        }
        ++most;
        if (!param->b) ++least;
    }
    if (least > 1 || most < 1)
        c.report(Code::MP5003, node.span,
                 "the handler is called with one argument and takes " + std::to_string(most) +
                     ": TypeError at the first interrupt",
                 "give it one parameter");
}
} // namespace
} // namespace mp5003

const RuleBody bodyMP5003{Code::MP5003,
                          {"An interrupt handler with the wrong number of parameters.",
                           "It is called with one argument: TypeError at the first interrupt.",
                           "rp2-pico",
                           R"py(import machine
p = machine.Pin(2)
def handler():
    pass
p.irq(handler)
)py",
                           R"py(import machine
p = machine.Pin(2)
def handler(pin):
    pass
p.irq(handler)
)py"},
                          mp5003::kVisits,
                          mp5003::check};

} // namespace taipan::lint
