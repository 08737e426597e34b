// MP6105 asm-parameters: Parameters of an assembler function that are no registers in order.
#include "lint/analysis/functions.h"

namespace taipan::lint {

namespace mp6105 {
namespace {
constexpr Kind kVisits[] = {Kind::FunctionDef};

void check(Context& c, const Node& node) {
    char letter = 0;
    unsigned first = 0;
    if (isDecorated(c, node, "asm_thumb"))
        letter = 'r';
    else if (isDecorated(c, node, "asm_xtensa")) {
        letter = 'a';
        first = 2;
    } else if (isDecorated(c, node, "asm_rv32"))
        letter = 'a';
    if (!letter) return;
    for (size_t i = 0; i < node.items.size(); ++i) {
        const std::string wanted = letter + std::to_string(first + i);
        if (c.text(node.items[i]->name) != wanted || i > 3 || node.items[i]->b)
            return void(c.report(Code::MP6105, node.items[i]->span,
                                 i > 3 ? "an assembler function has 4 parameters at most"
                                       : "parameters of an assembler function are its registers: " +
                                             wanted));
    }
}
} // namespace
} // namespace mp6105

const RuleBody bodyMP6105{Code::MP6105,
                          {"Parameters of an assembler function that are no registers in order.",
                           "SyntaxError.", "unix",
                           R"py(import micropython
@micropython.asm_thumb
def f(a):
    mov(r0, 1)
)py",
                           R"py(import micropython
@micropython.asm_thumb
def f(r0):
    mov(r0, 1)
)py"},
                          mp6105::kVisits,
                          mp6105::check};

} // namespace taipan::lint
