// MP6102 native-unavailable: Native code on a target without an emitter for it.
#include "lint/analysis/context.h"

namespace taipan::lint {

namespace mp6102 {
namespace {
constexpr Kind kVisits[] = {Kind::Decorators};

void check(Context& c, const Node& node) {
    if (c.target.isCircuitPython) return;
    const bool host = c.target.port == "unix" || c.target.port == "windows"; // of any processor
    for (const Node* item : node.items) {
        const Node* name = item->kind == Kind::Call ? item->a : item;
        if (name->kind != Kind::Attribute || !c.isName(name->a, "micropython")) continue;
        const std::string_view word = c.text(name->name);
        bool lacks = false;
        if (word == "native" || word == "viper")
            lacks = !host && c.lacks("native_thumb") && c.lacks("native_xtensa") &&
                    c.lacks("native_xtensawin") && c.lacks("native_rv32") && c.lacks("native_x64");
        else if (word == "asm_thumb" || word == "asm_xtensa" || word == "asm_rv32")
            lacks = c.lacks(word);
        else if (word != "bytecode") {
            c.report(Code::MP6101, item->span,
                     "there is no decorator @micropython." + std::string(word) + ": SyntaxError",
                     "", Raises::SyntaxError);
            continue;
        }
        if (lacks)
            c.report(Code::MP6102, item->span,
                     "this firmware compiles no @micropython." + std::string(word),
                     "leave the decorator out, or compile to .mpy where the processor runs it");
    }
}
} // namespace
} // namespace mp6102

const RuleBody bodyMP6102{Code::MP6102,
                          {"Native code on a target without an emitter for it.",
                           "SyntaxError when the .py is compiled there.", "samd21-xiao",
                           R"py(import micropython
@micropython.native
def f():
    pass
)py",
                           R"py(import micropython
def f():
    pass
)py"},
                          mp6102::kVisits,
                          mp6102::check};

} // namespace taipan::lint
