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
