# micropython-only: the format of tracebacks; it shows the source names inside the .mpy files
import sys
from lib import work

try:
    work.outer()
except ValueError as e:
    sys.print_exception(e, sys.stdout)
work.Worker().run()
