import _manifest as _m
import glob as _glob
import os as _os
from os import path as _path

class PurePath:
    def __init__(self, *parts):
        text = ""
        for part in parts:
            text = _m.join(text, _os.fspath(part))
        root = "/" if text.startswith("/") else ""
        self._text = root + "/".join(p for p in text.split("/") if p not in ("", ".")) or "."

    def __str__(self):
        return self._text

    def __fspath__(self):
        return self._text

    def as_posix(self):
        return self._text

    def __repr__(self):
        return "{}({!r})".format(type(self).__name__, self._text)

    def __truediv__(self, other):
        return type(self)(self, other)

    def __rtruediv__(self, other):
        return type(self)(other, self)

    def __eq__(self, other):
        return isinstance(other, PurePath) and self._text == other._text

    def __lt__(self, other):
        return self.parts < other.parts

    def __hash__(self):
        return hash(self._text)

    def joinpath(self, *parts):
        return type(self)(self, *parts)

    @property
    def parts(self):
        parts = tuple(p for p in self._text.split("/") if p not in ("", "."))
        return ("/",) + parts if self._text.startswith("/") else parts

    @property
    def name(self):
        return "" if self._text in ("/", ".") else _path.basename(self._text)

    @property
    def suffix(self):
        name = self.name
        dot = name.rfind(".")
        return name[dot:] if 0 < dot < len(name) - 1 else ""

    @property
    def stem(self):
        name = self.name
        return name[:len(name) - len(self.suffix)]

    @property
    def parent(self):
        return type(self)(_path.dirname(self._text))

    @property
    def parents(self):
        found = []
        path = self
        while path.parent != path:
            path = path.parent
            found.append(path)
        return found

    def is_absolute(self):
        return self._text.startswith("/")

    def with_name(self, name):
        return self.parent / name

    def with_suffix(self, suffix):
        return self.parent / (self.stem + suffix)

    def relative_to(self, other):
        other = type(self)(other)
        count = len(other.parts)
        if self.parts[:count] != other.parts:
            raise ValueError("{!r} is not in {!r}".format(self._text, other._text))
        return type(self)(*self.parts[count:])

class Path(PurePath):
    @classmethod
    def cwd(cls):
        return cls(_m.getcwd())

    def exists(self):
        return _path.exists(self._text)

    def is_file(self):
        return _path.isfile(self._text)

    def is_dir(self):
        return _path.isdir(self._text)

    def is_symlink(self):
        return _path.islink(self._text)

    def absolute(self):
        return type(self)(_m.getcwd(), self)

    def resolve(self):
        return type(self)(_path.realpath(self._text))

    def expanduser(self):
        return type(self)(_path.expanduser(self._text))

    def iterdir(self):
        for name in _os.listdir(self._text):
            yield self / name

    def glob(self, pattern):
        base = _glob.escape(self._text)
        for found in _m.glob(_m.join(base, pattern), True, True):
            yield type(self)(found)

    def rglob(self, pattern):
        return self.glob("**/" + pattern)

    def open(self, mode="r"):
        return open(self._text, mode)

    def read_text(self, encoding=None):
        with open(self._text) as file:
            return file.read()

    def read_bytes(self):
        with open(self._text, "rb") as file:
            return file.read()

PosixPath = Path
PurePosixPath = PurePath
