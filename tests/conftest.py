"""Shared pytest pieces: the compiler under test and the compiled, executed "it runs" suite."""

import os
import signal
import tempfile

import pytest

import programs
import run_suite

# A shell that starts the tests in the background, or nohup, has them ignore signals, and what they start
# as well. Tests that send some want them to end programs.
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT
                      else signal.SIG_DFL)

# What there is without taipan-native is the same wherever the tests run; tests of machine code name it.
os.environ["TAIPAN_NATIVE"] = ""

# What `taipan lint` keeps between runs is no business of the user who runs the tests.
_CACHE = tempfile.TemporaryDirectory()
os.environ["XDG_CACHE_HOME"] = _CACHE.name


def pytest_configure(config):
    config.addinivalue_line("markers", "cpython: compares recorded expectations with CPython")


@pytest.fixture(scope="session")
def mpy_cross():
    """Path of the cross-compiler under test."""
    try:
        return run_suite.mpy_cross_path()
    except run_suite.MissingTool as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def native():
    """Path of taipan-native; tests are skipped where it was not built."""
    return programs.native()


@pytest.fixture
def project(tmp_path):
    """Writes files: project({name: text}) gives the folder."""
    def write(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path
    return write


@pytest.fixture(scope="session")
def compiled_programs(mpy_cross, tmp_path_factory):
    """{program name: (files for the VM, compile error or None)} of the whole suite."""
    return run_suite.compile_all(
        mpy_cross, run_suite.find_programs(), tmp_path_factory.mktemp("programs")
    )


@pytest.fixture(scope="session")
def vm_results(compiled_programs, tmp_path_factory):
    """{program name: result of vm.mjs} of every program that compiled."""
    jobs = []
    for program in run_suite.find_programs():
        files, error = compiled_programs[program.name]
        if error is None:
            jobs.append((program.name, program.main, files))
    try:
        return run_suite.run_on_vm(jobs, tmp_path_factory.mktemp("vm") / "jobs.json")
    except run_suite.MissingTool as missing:
        pytest.fail(str(missing), pytrace=False)
