"""Golden tests: a source and what the programs make of it, in one file.

    def f():
        break
    ---
    $ taipan compile main.py
    main.py:2:5: error[TP0205]: 'break'/'continue' outside loop
    [1]

Above the line `---` is main.py, so that the line numbers of the messages are those of the file. Below
it are commands, each followed by its standard output, its standard error and, in brackets, an exit
code other than 0. Bytes that are not UTF-8 and control characters show as \\xNN.

A source that cannot stand in a text file, or is long, is a Python expression for it:

    #python: b"x = '\\xff'\\r\\n"
    ---
"""

import re
import shlex
import tempfile
from pathlib import Path

from programs import run

FOLDER = Path(__file__).resolve().parent / "golden"
SEPARATOR = "---\n"
PYTHON = "#python: "
PROGRAMS = ("taipan", "mpy-cross")


def all_files():
    return sorted(FOLDER.rglob("*.test"))


def split(text):
    """(source text, transcript)"""
    start = 0 if text.startswith(SEPARATOR) else text.index("\n" + SEPARATOR) + 1
    return text[:start], text[start + len(SEPARATOR):]


def source_bytes(source):
    """main.py as it is given to the programs."""
    if source.startswith(PYTHON):
        source = eval(source[len(PYTHON):])
    return source if isinstance(source, bytes) else source.encode()


def commands(transcript):
    found = [line for line in transcript.splitlines() if line.startswith("$ ")]
    assert found, "no command below the separator"
    return found


def expected(transcript):
    """{command: its output}"""
    parts = re.split(r"^(\$ .*\n)", transcript, flags=re.MULTILINE)
    return {command.rstrip("\n"): output for command, output in zip(parts[1::2], parts[2::2])}


def without_depth(text):
    """How deep is too deep depends on the build, so the place of that error is left out."""
    return re.sub(r":\d+:\d+: (error\[TP0109\].*\n).*\n.*\n", r":L:C: \1", text)


def readable(output):
    text = output.decode("utf-8", "backslashreplace")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", lambda found: f"\\x{ord(found[0]):02x}", text)


def run_command(command, folder):
    words = shlex.split(command[2:])
    assert words[0] in PROGRAMS, f"{words[0]} is none of {PROGRAMS}"
    done = run(*words, cwd=folder)
    text = without_depth(readable(done.stdout) + readable(done.stderr))
    if text and not text.endswith("\n"):
        text += "\n[no line end]\n"
    return text + (f"[{done.returncode}]\n" if done.returncode else "")


def transcript_of(text):
    """What the commands of a golden file print now."""
    source, old = split(text)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "main.py").write_bytes(source_bytes(source))
        return "".join(f"{each}\n{run_command(each, folder)}" for each in commands(old))
