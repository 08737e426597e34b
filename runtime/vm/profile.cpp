#include "runtime/vm/profile.h"

#if TAIPAN_HAS_PROFILE

#include "runtime/memory/state.h"
#include "runtime/port/port.h"
#include "runtime/vm/execute.h"
#if TAIPAN_HAS_NATIVE
#include "runtime/vm/native.h"
#endif

namespace taipan::runtime {

void noteFunction(const ModuleContext& context, const uint8_t* code, Name name) {
    const Text file = state.names.text(static_cast<Name>(context.names[0]));
    const Text text = name == Name::none ? Text() : state.names.text(name);
    taipan_code made{code, nullptr, file.data, file.size, text.data, text.size, 1};
    // A body is made by an import, or by exec(), and not by the function that calls these.
    if (name != "<module>"_name) {
#if TAIPAN_HAS_NATIVE
        if (const NativeCall* const native = runningNative()) {
            made.maker = native->function->code;
            made.line = lineOf(*native);
        } else
#endif
            if (state.frame != nullptr) {
            made.maker = state.frame->function->code;
            made.line = lineOf(*state.frame);
        }
    }
    profiler->made(port->context, &made);
}

taipan_counts* countsOf(const Frame& frame) {
    taipan_counts* const counts = profiler->counts(port->context, frame.function->code);
    // Nothing but a call comes to the first opcode from outside: what a function goes on with lies
    // behind the call, yield or try that it left by.
    if (frame.ip == Prelude(*frame.function).start) ++counts->calls;
    return counts;
}

} // namespace taipan::runtime
#endif
