# The programs of the runtime's suite, and what the tests of frozen content look at by themselves.
module("main.py")
module("checks.py")
package("layers")
freeze("../runtime")
freeze_as_data("assets")
