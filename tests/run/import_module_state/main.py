# A module is executed once; its globals are shared and are not those of the importer.
import state
from state import counter, bump, read

print(counter, bump(), bump(), counter, state.counter, read())
state.counter = 100
print(read(), bump())
counter = "mine"
print(read(), counter)
import other

other.touch()
print(state.log, other.state is state, "state" in globals(), __name__)
state.added = lambda: counter
print(state.added(), state.call_added())
del state.added
print(hasattr(state, "added"))
state.log += ["main"]
print(other.state.log)
