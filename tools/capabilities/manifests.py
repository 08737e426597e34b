"""Frozen Python: what manifests name, and what is in the modules.

Manifests are read, not run: calls with plain arguments are followed. What stands under a condition that is not
known is not known either.
"""

import ast

FUNCTIONS = ("freeze", "freeze_as_mpy", "freeze_as_str", "freeze_mpy", "include", "require", "module", "package",
             "add_library")


class Library:
    """micropython-lib: sources and where its packages are."""

    FOLDERS = ("micropython/", "python-stdlib/", "python-ecosys/", "unix-ffi/")

    def __init__(self, sources):
        self.sources, self.packages = sources, {}
        for path in sources.paths():
            if path.endswith("/manifest.py") and path.startswith(self.FOLDERS):
                folder = path.rpartition("/")[0]
                self.packages.setdefault(folder.rpartition("/")[2], folder)


class Frozen:
    """`modules`: {dotted name: (sources, path, known)}; `missing`: packages that could not be read."""

    def __init__(self, sources, port_folder, board_folder, library=None):
        self.sources, self.library = sources, library
        self.variables = {"$(MPY_DIR)": "", "$(PORT_DIR)": port_folder, "$(BOARD_DIR)": board_folder,
                          "$(MPY_LIB_DIR)": "lib/micropython-lib"}
        self.modules, self.missing, self._seen = {}, [], set()

    def manifest(self, path, known=True, sources=None):
        sources = sources or self.sources
        path = self._path(path, "")
        if path not in sources:
            for tail in ("/manifest.py", ".py"):
                if path + tail in sources:
                    path += tail
                    break
        text = sources.read(path)
        if text is None or (id(sources), path) in self._seen:
            return text is not None
        self._seen.add((id(sources), path))
        try:
            tree = ast.parse(text)
        except SyntaxError:
            return False
        self._statements(tree.body, path.rpartition("/")[0], sources, known)
        return True

    def _path(self, text, folder):
        for name, value in self.variables.items():
            text = text.replace(name, value)
        if folder and not text.startswith("/") and not any(text == v or text.startswith(v + "/")
                                                          for v in self.variables.values() if v):
            text = f"{folder}/{text}"
        parts = []
        for part in text.split("/"):
            if part == ".." and parts:
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        return "/".join(parts)

    def _statements(self, body, folder, sources, known):
        for node in body:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and \
                    isinstance(node.value.func, ast.Name) and node.value.func.id in FUNCTIONS:
                self._call(node.value, folder, sources, known)
            elif isinstance(node, ast.If):
                self._statements(node.body, folder, sources, False)
                self._statements(node.orelse, folder, sources, False)
            elif isinstance(node, (ast.For, ast.With, ast.Try)):
                self._statements(node.body, folder, sources, False)

    def _call(self, call, folder, sources, known):
        try:
            arguments = [ast.literal_eval(argument) for argument in call.args]
            keywords = {k.arg: ast.literal_eval(k.value) for k in call.keywords if k.arg}
        except ValueError:
            return
        if not arguments:
            return
        name = call.func.id
        if name == "include":
            plain = "$(" in arguments[0]
            path = self._path(arguments[0], "" if plain else folder)
            self.manifest(path, known, self.sources if plain else sources)
        elif name == "require":
            self._require(arguments[0], known)
        elif name == "module":
            base = self._path(keywords.get("base_path", "."), folder)
            self._add(sources, f"{base}/{arguments[0]}" if base else arguments[0], arguments[0], known)
        elif name == "package":
            base = self._path(keywords.get("base_path", "."), folder)
            files = arguments[1] if len(arguments) > 1 else keywords.get("files")
            self._package(sources, base, arguments[0], files, known)
        elif name.startswith("freeze"):
            self._freeze(arguments, keywords, folder, sources, known)

    def _require(self, name, known):
        folder = self.library and self.library.packages.get(name)
        if not folder or not self.manifest(folder + "/manifest.py", known, self.library.sources):
            self.missing.append(name)

    def _package(self, sources, base, name, files, known):
        prefix = f"{base}/{name}/" if base else f"{name}/"
        for path in sources.paths(prefix):
            inside = path[len(prefix):]
            if path.endswith(".py") and (files is None or inside in files):
                self._add(sources, path, f"{name}/{inside}", known)

    def _freeze(self, arguments, keywords, folder, sources, known):
        base = self._path(arguments[0], folder)
        scripts = arguments[1] if len(arguments) > 1 else keywords.get("script")
        if isinstance(scripts, str):
            scripts = (scripts,)
        prefix = base + "/" if base else ""
        if scripts is None:
            scripts = [path[len(prefix):] for path in sources.paths(prefix) if path.endswith(".py")]
        for script in scripts:
            if script.endswith(".py"):
                self._add(sources, prefix + script, script, known)
            elif any(path.endswith(".py") for path in sources.paths(f"{prefix}{script}/")):
                for path in sources.paths(f"{prefix}{script}/"):
                    if path.endswith(".py"):
                        self._add(sources, path, path[len(prefix):], known)

    def _add(self, sources, path, name, known):
        if path not in sources:
            return
        name = name[:-3].removesuffix("/__init__").replace("/", ".")
        if name and name not in self.modules:
            self.modules[name] = (sources, path, known)


class Names:
    """Names of one module: {name: (kind, known, signature, members)}; `whole` when no others can be."""

    def __init__(self, text, has, star):
        """`has(module, name)`: whether a built-in module has a name, None when not known;
        `star(module, level)`: the Names of a module that is imported with `*`, or None."""
        self.names, self.whole, self.has, self.star = {}, True, has, star
        self._imports, self._classes = {}, {}
        try:
            tree = ast.parse(text)
        except SyntaxError:
            self.whole = False
            return
        self._block(tree.body, True)
        if "__getattr__" in self.names:
            self._lazy(tree)

    def _add(self, name, kind, known, signature=None, members=None):
        if name == "__getattr__" or not name.startswith("_") or name in ("__version__",):
            old = self.names.get(name)
            if old is None or known:
                self.names[name] = (kind, known, signature, members)

    def _block(self, body, known):
        for node in body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                plain = not node.decorator_list
                self._add(node.name, "f", known, signature(node.args, 0) if plain else None)
            elif isinstance(node, ast.ClassDef):
                self._class(node, known)
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    self._target(target, known, node.value)
            elif isinstance(node, ast.AnnAssign):
                self._target(node.target, known, node.value)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                self._import(node, known)
            elif isinstance(node, ast.Delete):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self.names.pop(target.id, None)
            elif isinstance(node, ast.If):
                value = self._condition(node.test)
                if value is not False:
                    self._block(node.body, known and bool(value))
                if value is not True:
                    self._block(node.orelse, known and value is False)
            elif isinstance(node, ast.Try):
                self._block(node.body, known)
                for handler in node.handlers:
                    self._block(handler.body, False)
                self._block(node.orelse + node.finalbody, known)
            elif isinstance(node, (ast.For, ast.While, ast.With)):
                self._block(node.body, False)

    def _condition(self, test):
        if isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id == "hasattr" and \
                len(test.args) == 2 and isinstance(test.args[0], ast.Name) and isinstance(test.args[1], ast.Constant):
            module = self._imports.get(test.args[0].id)
            return self.has(module, test.args[1].value) if module else None
        if isinstance(test, ast.Compare) and ast.unparse(test) == "__name__ == '__main__'":
            return False
        return None

    def _target(self, target, known, value):
        if isinstance(target, ast.Name):
            constant = isinstance(value, ast.Constant)
            kind = "i" if constant and type(value.value) is int else "s" if constant and type(value.value) is str else "o"
            self._add(target.id, kind, known)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for element in target.elts:
                self._target(element, known, None)

    def _import(self, node, known):
        for alias in node.names:
            if alias.name == "*":
                inner = self.star(node.module or "", node.level)
                if inner is None or not inner.whole:
                    self.whole = False
                if inner:
                    for name, (kind, sure, text, members) in inner.names.items():
                        self._add(name, kind, known and sure, text, members)
                continue
            name = alias.asname or alias.name.split(".")[0]
            if isinstance(node, ast.Import):
                self._imports[name] = alias.name
            self._add(name, "o", known)

    def _class(self, node, known):
        members, whole = {}, not node.decorator_list and not node.keywords
        for base in node.bases:
            inner = self._classes.get(base.id) if isinstance(base, ast.Name) else None
            if isinstance(base, ast.Name) and base.id == "object":
                continue
            if inner is None:
                whole = False
            else:
                members.update(inner)
        for item in node.body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                bound = item.args.args and item.args.args[0].arg in ("self", "cls")
                members[item.name] = ("f", signature(item.args, 1) if bound and not item.decorator_list else None)
                for inner in ast.walk(item):
                    if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
                        members.setdefault(inner.attr, ("o", None))
            elif isinstance(item, ast.Assign):
                for target in item.targets:
                    for name in ast.walk(target):
                        if isinstance(name, ast.Name):
                            members[name.id] = ("o", None)
            elif not isinstance(item, (ast.Expr, ast.Pass)):
                whole = False
        self._classes[node.name] = members if whole else None
        whole = whole and not {"__getattr__", "__slots__", "__new__"} & set(members)
        create = members.get("__init__", ("f", None))[1] if whole else None
        if create and create[0]:
            least, most = create[0]
            create = ((least - 1, most and most - 1), create[1])
        self._add(node.name, "c", known, create,
                  {name: row for name, row in members.items() if name[:1] != "_"} if whole else None)

    def _lazy(self, tree):
        """Names that a module-level __getattr__ knows: the keys of its dictionaries, or those of another module."""
        self.names.pop("__getattr__", None)
        found = False
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                for key in node.value.keys:
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        self._add(key.value, "o", True)
                        found = True
        self.whole = self.whole and found


def signature(arguments, skipped):
    """((least, most), keywords) of a function, without its first `skipped` parameters among the keywords."""
    positional = arguments.posonlyargs + arguments.args
    if len(positional) < skipped:
        return None
    required = len(positional) - len(arguments.defaults)
    counts = (required, None if arguments.vararg else len(positional))
    if arguments.kwarg:
        return counts, "?"
    words = [a.arg + ("" if i < required else "?") for i, a in enumerate(positional) if i >= skipped]
    words += ["*" + a.arg + ("" if default is None else "?")
              for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults)]
    return counts, words
