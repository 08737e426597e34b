#include "freezer/manifest_prelude.h"

namespace taipan::freezer {

const std::string_view kPrelude = R"py(
import _manifest as _m

class _Leave(Exception):
    pass

class _Options:
    def __init__(self, given):
        self._given = given
        self._defaults = {}

    def defaults(self, **kwargs):
        self._defaults = kwargs

    def __getattr__(self, name):
        return self._given.get(name, self._defaults.get(name))

class _Metadata:
    pass

def _execute(name, kwargs):
    if name is None:
        return
    try:
        namespace = _functions.copy()
        namespace["options"] = _Options(kwargs)
        exec(compile("", name, "exec"), namespace)
    except _Leave:
        _m.leave()
    except BaseException as error:
        _m.failed(error)
    else:
        _m.leave()

def run(name):
    _execute(name, {})

def _describe(*, description=None, version=None, license=None, author=None, stdlib=False,
              pypi=None, pypi_publish=None):
    if _m.describe(description, version, license, author, stdlib, pypi, pypi_publish):
        raise _Leave

def metadata(**kwargs):
    if kwargs:
        _describe(**kwargs)
    result = _Metadata()
    (result.description, result.version, result.license, result.author, result.pypi,
     result.pypi_publish, result.stdlib) = _m.description()
    return result

def include(manifest_path, is_require=False, **kwargs):
    if isinstance(manifest_path, str):
        _execute(_m.include(manifest_path, is_require), kwargs)
    else:
        for path in manifest_path:
            include(path, **kwargs)

def require(name, version=None, pypi=None, library=None, **kwargs):
    _execute(_m.require(name, pypi, library), kwargs)

def add_library(library, library_path, prepend=False):
    _m.add_library(library, library_path, prepend)

def _items(files):
    return files if files is None or isinstance(files, (str, list, tuple)) else list(files)

def package(package_path, files=None, base_path=".", opt=None):
    _m.package(base_path, package_path, _items(files), opt)

def module(module_path, base_path=".", opt=None):
    _m.module(base_path, None, (module_path,), opt)

def c_module(module_path):
    _m.c_module(module_path)

def _freeze(function, path, script, opt):
    if isinstance(script, str):
        function(path, script, None, opt)
    else:
        function(path, None, _items(script), opt)

def freeze(path, script=None, opt=None):
    _freeze(_m.freeze, path, script, opt)

def freeze_as_mpy(path, script=None, opt=None):
    _freeze(_m.freeze_as_mpy, path, script, opt)

def freeze_mpy(path, script=None, opt=None):
    _freeze(_m.freeze_mpy, path, script, opt)

def freeze_as_data(path, script=None):
    _freeze(_m.freeze_as_data, path, script, None)

def freeze_as_str(path):
    _m.freeze_as_str(path, None, None, None)

_functions = {
    "__name__": "builtins",
    "metadata": metadata,
    "include": include,
    "require": require,
    "add_library": add_library,
    "package": package,
    "module": module,
    "c_module": c_module,
}
if _m.freezes:
    _functions.update({
        "freeze": freeze,
        "freeze_as_mpy": freeze_as_mpy,
        "freeze_mpy": freeze_mpy,
        "freeze_as_data": freeze_as_data,
        "freeze_as_str": freeze_as_str,
    })
)py";

namespace {
constexpr std::string_view kOs = R"py(
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
)py";

constexpr std::string_view kPath = R"py(
import _manifest as _m

sep = "/"

def _text(path):
    return path if isinstance(path, str) else path.__fspath__()

def join(path, *parts):
    path = _text(path)
    for part in parts:
        path = _m.join(path, _text(part))
    return path

def split(path):
    return dirname(path), basename(path)

def dirname(path):
    return _m.dirname(_text(path))

def basename(path):
    return _text(path).split("/")[-1]

def splitext(path):
    path = _text(path)
    name = basename(path)
    dot = name.rfind(".")
    if dot < 0 or not name[:dot].lstrip("."):
        return path, ""
    cut = len(path) - len(name) + dot
    return path[:cut], path[cut:]

def isabs(path):
    return _text(path).startswith("/")

def normpath(path):
    return _m.normpath(_text(path))

def abspath(path):
    return _m.normpath(_m.join(_m.getcwd(), _text(path)))

def realpath(path):
    return _m.realpath(_text(path))

def relpath(path, start="."):
    return _m.relpath(abspath(path), abspath(start))

def expanduser(path):
    path = _text(path)
    if path == "~" or path.startswith("~/"):
        home = _m.getenv("HOME")
        if home is not None:
            return home.rstrip("/") + path[1:]
    return path

def exists(path):
    return _m.kind(_text(path)) > 0

def lexists(path):
    return exists(path) or islink(path)

def isfile(path):
    return _m.kind(_text(path)) == 1

def isdir(path):
    return _m.kind(_text(path)) == 2

def islink(path):
    return _m.islink(_text(path))
)py";

constexpr std::string_view kGlob = R"py(
import _manifest as _m
from os import path as _path

def glob(pathname, *, root_dir=None, recursive=False):
    if root_dir is None:
        return _m.glob(pathname, recursive)
    root = _path.join(root_dir, "")
    return [found[len(root):] for found in _m.glob(_path.join(root, pathname), recursive)]

def iglob(pathname, *, root_dir=None, recursive=False):
    return iter(glob(pathname, root_dir=root_dir, recursive=recursive))

def escape(pathname):
    return "".join("[" + c + "]" if c in "*?[" else c for c in pathname)
)py";

constexpr std::string_view kPathlib = R"py(
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
)py";

constexpr PreludeFile kFiles[] = {
    {"glob.py", kGlob},
    {"os/__init__.py", kOs},
    {"os/path.py", kPath},
    {"pathlib.py", kPathlib},
};
} // namespace

std::span<const PreludeFile> preludeFiles() {
    return kFiles;
}

} // namespace taipan::freezer
