"""Completion scripts and manual pages: every option that a help text has is there, and shells take them."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from programs import ROOT, program, run

SHELLS = ("bash", "zsh", "fish")
OPTION = re.compile(r"^ *(-[\w-]+=?)(?:[ ,]+(--?[\w-]+))?", re.MULTILINE)


def printed(*words):
    done = run("taipan", *words, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def commands():
    """The words of every command of taipan."""
    names = re.findall(r'^    \{"([\w-]+)", add', (ROOT / "src/driver/main.cpp").read_text(), re.MULTILINE)
    assert len(names) > 10
    inner = re.findall(r"^  (\w+)  ", printed("romfs", "--help").split("Subcommands:")[1], re.MULTILINE)
    assert len(inner) == 3
    return [(name,) for name in names] + [("romfs", name) for name in inner]


def options(*command):
    """The options in the help of one."""
    return {name for names in OPTION.findall(printed(*command, "--help")) for name in names if name}


def cross_options():
    """Words of mpy-cross, with -X in front of what belongs to it."""
    text = run("mpy-cross", "--help", cwd=ROOT).stdout.decode()
    general, inner = text.split("Implementation specific options:\n")
    names = re.findall(r"^(-[\w-]+=?)(?=\S* : )", general, re.MULTILINE)
    names += [f"-X {name}" for name in re.findall(r"^  ([\w-]+=?)", inner, re.MULTILINE)]
    assert {"-march=", "-o", "-X emit=", "-X no-source-lines"} <= {n.replace("[N]", "") for n in names}
    return names


def whole(word):
    """A pattern for a word that is not part of another."""
    return rf"(?<![\w-]){re.escape(word)}(?![\w-])"


def has(word, text):
    return re.search(whole(word), text)


@pytest.mark.parametrize("shell", SHELLS)
def test_every_option_is_completed(shell):
    script = printed("--completion", shell)
    if shell == "fish":  # which names them without their dashes
        dashed = {"-l": "--", "-s": "-", "-o": "-"}
        script = re.sub(r" (-[lso]) ([\w-]+)", lambda found: f" {dashed[found[1]]}{found[2]}", script)
    missing = [(command, name) for command in commands() for name in options(*command)
               if command != ("run",) and not has(name, script)]
    assert missing == []
    for name in cross_options():
        word = name.removeprefix("-X ")
        assert has(word.rstrip("="), script), name
    for command in commands():
        assert has(command[-1], script), command


def test_every_option_is_in_the_manual():
    page = re.sub(r"\\f.", "", printed("--man-page", "taipan").replace("\\-", "-"))
    for command in commands():
        section = page.split(f".SS taipan {' '.join(command)}\n")[1].split("\n.S")[0]
        assert [name for name in options(*command) if not has(name, section)] == [], command
    page = printed("--man-page", "mpy-cross").replace("\\-", "-")
    assert [name for name in cross_options() if name not in page] == []


def completed(*words, cwd=None):
    """What bash offers for the last of the words."""
    script = ('source /dev/stdin; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
              '"_${1//-/_}"; printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "-c", script, "bash", *words], cwd=cwd, check=True, text=True,
                          input=printed("--completion", "bash"), capture_output=True, timeout=60)
    return done.stdout.split()


@pytest.mark.parametrize("words, offered", [
    (["taipan", "comp"], ["compile"]),
    (["taipan", "compile", "--dia"], ["--diagnostics"]),
    (["taipan", "compile", "--diagnostics", ""], ["text", "json"]),
    (["taipan", "compile", "--diagnostics", "=", "j"], ["json"]),
    (["taipan", "compile", "--diagnostics", "="], ["text", "json"]),
    (["taipan", "romfs", "ext"], ["extract"]),
    (["taipan", "romfs", "build", "--al"], ["--align"]),
    (["taipan", "freeze", "compile", "--targ"], ["--target"]),
    (["taipan", "compile", "fi"], []),  # files are the shell's
    (["taipan", "mpy-tool", "-mlong"], ["-mlongint-impl"]),
    (["taipan", "mpy-tool", "-mlongint-impl", "n"], ["none"]),
    (["mpy-cross", "-march", "=", "armv7em"], ["armv7em", "armv7emsp", "armv7emdp"]),
    (["mpy-cross", "-mar"], ["-march=", "-march-flags="]),
    (["mpy-cross", "-X", "no"], ["no-native-lines", "no-viper-constants", "no-viper-defaults", "no-viper-float",
                                   "no-viper-int64", "no-viper-slices", "no-viper-calls", "no-source-lines"]),
    (["mpy-cross", "-X", "emit", "=", "v"], ["viper"]),
])
def test_bash_completes(words, offered):
    assert completed(*words) == offered


@pytest.mark.parametrize("shell", SHELLS)
def test_shells_take_their_script(shell, tmp_path):
    if not shutil.which(shell):
        pytest.skip(f"no {shell}")
    script = tmp_path / "script"
    script.write_text(printed("--completion", shell))
    done = subprocess.run([shell, "-n", script], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(not shutil.which("fish"), reason="no fish")
@pytest.mark.parametrize("line, offered", [
    ("taipan comp", ["compile"]),
    ("taipan compile --dia", ["--diagnostics"]),
    ("taipan compile --diagnostics ", ["json", "text"]),
    ("taipan romfs ext", ["extract"]),
    ("mpy-cross -X no", ["no-native-lines", "no-source-lines", "no-viper-calls", "no-viper-constants", "no-viper-defaults",
                         "no-viper-float", "no-viper-int64", "no-viper-slices"]),
])
def test_fish_completes(line, offered, tmp_path):
    script = tmp_path / "script"
    script.write_text(printed("--completion", "fish"))
    done = subprocess.run(["fish", "-c", f"source {script}; complete -C '{line}'"], cwd=tmp_path, check=True,
                          capture_output=True, text=True, timeout=60, env={"HOME": str(tmp_path), "PATH": "/usr/bin"})
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == offered


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff")
@pytest.mark.parametrize("name", ["taipan", "mpy-cross"])
def test_groff_sets_the_manual_without_a_warning(name):
    page = printed("--man-page", name)
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww"], input=page, capture_output=True, text=True,
                          timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{name.upper()}(1)" in done.stdout


@pytest.mark.parametrize("words", [("--completion", "tcsh"), ("--completion",), ("--man-page", "ls")])
def test_what_is_not_known(words):
    done = run("taipan", *words, cwd=ROOT)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words[0] in done.stderr.decode()


@pytest.mark.skipif(not shutil.which("cmake"), reason="no cmake")
def test_they_are_installed(tmp_path):
    subprocess.run(["cmake", "--install", Path(program("taipan")).parent, "--prefix", tmp_path], check=True, capture_output=True)
    assert (tmp_path / "bin/taipan").is_file() and (tmp_path / "bin/mpy-cross").is_file()
    if os.access(Path(program("taipan")).parent / "taipan-native", os.X_OK):
        (tmp_path / "m.py").write_text("def f(a): return a + 1\n")
        environment = {name: value for name, value in os.environ.items() if name != "TAIPAN_NATIVE"}
        subprocess.run([tmp_path / "bin/mpy-cross", "-march=x64", "-X", "emit=native", "m.py"], cwd=tmp_path,
                       env=environment, check=True)
    for name in ("taipan", "mpy-cross"):
        assert (tmp_path / f"share/man/man1/{name}.1").read_text() == printed("--man-page", name)
        for shell, path in (("bash", f"bash-completion/completions/{name}"),
                            ("fish", f"fish/vendor_completions.d/{name}.fish"),
                            ("zsh", "zsh/site-functions/_taipan")):
            assert (tmp_path / "share" / path).read_text() == printed("--completion", shell)
