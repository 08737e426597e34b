"""The sources of one release: a tag of a git repository, or a directory."""

import pathlib
import re
import subprocess


class Sources:
    """Paths and texts. `read` gives None for what is not there; texts are kept."""

    def __init__(self, root, tag=None):
        self.root, self.tag, self._texts, self._git = pathlib.Path(root), tag, {}, None
        self._paths = self._list_git() if tag else self._list_directory()

    def _run(self, *arguments):
        return subprocess.run(["git", "-C", self.root, *arguments], check=True, stdout=subprocess.PIPE).stdout

    def _list_git(self):
        paths = {}
        for row in self._run("ls-tree", "-r", "-z", self.tag).decode("utf-8", "replace").split("\0"):
            head, _, path = row.partition("\t")
            if path:
                paths[path] = tuple(head.split()[1:])  # (blob or commit, its id)
        return paths

    def _list_directory(self):
        return {str(path.relative_to(self.root)): ("blob", None)
                for path in self.root.rglob("*") if path.is_file()}

    def __contains__(self, path):
        return self._paths.get(path, ("",))[0] == "blob"

    def paths(self, prefix=""):
        return sorted(path for path in self._paths if path.startswith(prefix))

    def key(self, path):
        """What stays the same while the text does."""
        return self._paths[path][1] or (str(self.root), path)

    def submodule(self, path):
        """The commit a submodule stands at, or None."""
        kind, commit = self._paths.get(path, ("", None))
        return commit if kind == "commit" else None

    def date(self):
        return self._run("log", "-1", "--format=%cs", self.tag).decode().strip() if self.tag else ""

    def describe(self):
        """The tag, or the last one before with the number of commits since."""
        if not self.tag:
            return "none"
        text = self._run("describe", "--tags", "--match", "v*", self.tag).decode().strip().lstrip("v")
        return re.sub(r"-(\d+)-g[0-9a-f]+$", r".\1", text)

    def read(self, path):
        if path not in self:
            return None
        if path not in self._texts:
            data = self._blob(path) if self.tag else (self.root / path).read_bytes()
            self._texts[path] = data.decode("utf-8", "replace")
        return self._texts[path]

    def _blob(self, path):
        if not self._git:
            self._git = subprocess.Popen(["git", "-C", self.root, "cat-file", "--batch"],
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._git.stdin.write(self._paths[path][1].encode() + b"\n")
        self._git.stdin.flush()
        head = self._git.stdout.readline().split()
        if len(head) != 3:
            return b""  # a snapshot without its largest files
        return self._git.stdout.read(int(head[2]) + 1)[:-1]

    def close(self):
        if self._git:
            self._git.stdin.close()
            self._git.wait()
            self._git.stdout.close()
            self._git = None
