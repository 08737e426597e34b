# Relative imports inside a package.
from app import run, core

print(run(3))
print(core.tools.inner.peek.look())
from app.core.tools.inner import peek
print(peek.NAME)
