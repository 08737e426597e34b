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
