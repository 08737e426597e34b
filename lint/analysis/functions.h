// What several rules ask about functions of the device: interrupt handlers, and code that the
// compiler's decorators turn into machine code.
#pragma once

#include "lint/analysis/context.h"

namespace taipan::lint {

/// The function that a call makes the handler of an interrupt: the argument of Pin.irq, Timer and
/// the like. Null when it is none, or when it is not known.
const Node* handlerOf(const Context& c, const Node& call);

/// The same of a method of the class that the call is in: `pin.irq(self.method)`.
const Node* methodHandlerOf(const Context& c, const Node& call);

/// Whether the interrupt is a hard one, in which nothing can be allocated: `hard=True`, or one of
/// pyb that is not told otherwise.
bool isHardInterrupt(const Context& c, const Node& call);

/// Whether the function has the decorator @micropython.WORD.
bool isDecorated(const Context& c, const Node& function, std::string_view word);

} // namespace taipan::lint
