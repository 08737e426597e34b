# micropython-only: errno, and the errors of the operating system
import errno
import sys

for name in sorted(n for n in dir(errno) if n.startswith("E")):
    number = getattr(errno, name)
    assert errno.errorcode[number] == name, name
    print(name, number, end=" ")
print()
for error in (OSError(errno.ENOENT), OSError(errno.EIO, "said"), OSError("text"), OSError(),
              OSError(12345), OSError(errno.EPERM, "a", "b")):
    print(repr(error), "|", error, "|", error.errno, error.args)
for path in ("/no/such/file", "/no/such/"):
    for mode in ("r", "w"):
        try:
            open(path, mode)
            print("opened", path, mode)
        except OSError as error:
            print(errno.errorcode[error.errno], path, mode)
try:
    raise OSError(errno.EAGAIN)
except OSError as error:
    sys.print_exception(error)


class Mine(OSError):
    pass


print(Mine(errno.EEXIST).errno, repr(Mine(errno.EEXIST)), isinstance(Mine(), OSError),
      Mine("a", "b").args)
