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
