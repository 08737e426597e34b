"""Programs that run MicroPython source: ours and the stock one, called alike and kept in bounds."""

import dataclasses
import os
import resource
import shlex
import signal
import subprocess
import threading
import time
from pathlib import Path

# Set by sanitizers when they end a program: not one of the codes that programs use.
SANITIZER_EXIT = 86


def command_of(text):
    """The words that a file's name is put behind: `taipan` needs its subcommand, others do not."""
    words = shlex.split(str(text))
    words[0] = str(Path(words[0]).resolve())
    if Path(words[0]).name == "taipan" and len(words) == 1:
        words.append("run")
    return words


@dataclasses.dataclass
class Run:
    """What a process did."""

    output: bytes  # standard output and errors, as they came
    code: int      # exit code; negative: the signal that ended it
    cpu: float     # seconds, user and system
    timed_out: bool

    @property
    def crashed(self):
        return not self.timed_out and (self.code < 0 or self.code == SANITIZER_EXIT)


def run(command, *, cwd=None, timeout=10, memory=0, env=None, errors=subprocess.STDOUT):
    """Runs a command to its end or for `timeout` seconds; whatever it started ends with it.
    `memory` is a limit of its address space in bytes, 0 for none.
    """
    def limit():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    started = time.monotonic()
    child = subprocess.Popen([str(word) for word in command], cwd=cwd, env=sanitized(env),
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
                             start_new_session=True, preexec_fn=limit)
    timer = threading.Timer(timeout, lambda: kill_group(child.pid))
    timer.start()
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    timer.cancel()
    child.stdout.close()
    child.returncode = os.waitstatus_to_exitcode(status)
    timed_out = child.returncode == -signal.SIGKILL and time.monotonic() - started >= timeout
    return Run(output, child.returncode, usage.ru_utime + usage.ru_stime, timed_out)


def kill_group(group):
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


def sanitized(env):
    """The environment, with sanitizers told to end with an exit code of their own."""
    env = dict(os.environ if env is None else env)
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        more = "detect_leaks=0:" if name == "ASAN_OPTIONS" else "halt_on_error=1:"
        env[name] = f"{more}exitcode={SANITIZER_EXIT}:{env.get(name, '')}".rstrip(":")
    return env
