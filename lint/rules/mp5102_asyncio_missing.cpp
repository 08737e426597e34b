// MP5102 asyncio-missing: A name of asyncio that MicroPython does not have.
#include "lint/analysis/context.h"

namespace taipan::lint {

const RuleBody bodyMP5102{
    Code::MP5102,
    {"A name of asyncio that MicroPython does not have.",
     "AttributeError: there is no Queue, TaskGroup, timeout, shield, to_thread.", "unix",
     R"py(import asyncio
q = asyncio.Queue()
)py",
     R"py(import asyncio
e = asyncio.Event()
)py"},
    {},
    nullptr};

} // namespace taipan::lint
