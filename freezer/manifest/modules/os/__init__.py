from _manifest import chdir, getcwd
from os import path
import _manifest as _m

name = "posix"
sep = "/"
linesep = "\n"
curdir = "."
pardir = ".."
pathsep = ":"

def fspath(path):
    return path if isinstance(path, (str, bytes)) else path.__fspath__()

def getenv(key, default=None):
    value = _m.getenv(key)
    return default if value is None else value

class _Environment:
    def __getitem__(self, key):
        value = _m.getenv(key)
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key):
        return _m.getenv(key) is not None

    def get(self, key, default=None):
        return getenv(key, default)

environ = _Environment()

def listdir(path="."):
    files, folders = _m.scan(fspath(path))
    return sorted(files + folders)

def walk(top, topdown=True, onerror=None, followlinks=False):
    top = fspath(top)
    if not path.isdir(top):
        return
    files, folders = _m.scan(top)
    if topdown:
        yield top, folders, files
    for folder in folders:
        inner = path.join(top, folder)
        if followlinks or not path.islink(inner):
            yield from walk(inner, topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files
