"""Compiles the programs of tests/run, runs them on the stock VM and compares what they print."""

import difflib
import subprocess

import pytest

import mpy_reader
import run_suite

PROGRAMS = run_suite.find_programs()
SMALLEST_SUITE = 160


def by_name(programs):
    return pytest.mark.parametrize("program", programs, ids=lambda program: program.name)


def check_same(expected, actual, expected_label, actual_label):
    """Fails with a unified diff when the two texts differ."""
    if expected == actual:
        return
    diff = difflib.unified_diff(
        expected.splitlines(), actual.splitlines(), expected_label, actual_label, lineterm=""
    )
    pytest.fail("\n".join(diff) or "texts differ in line ends only", pytrace=False)


def recorded(program):
    return program.expectation.read_text(encoding="utf-8")


def test_suite_is_complete():
    assert len(PROGRAMS) >= SMALLEST_SUITE
    expected = {program.expectation for program in PROGRAMS}
    assert expected == set(run_suite.RUN.glob("*.exp")), "programs and .exp files do not pair up"
    for program in PROGRAMS:
        assert recorded(program).strip(), f"{program.name} prints nothing, so it tests nothing"


@by_name(PROGRAMS)
def test_program(program, compiled_programs, vm_results):
    _, error = compiled_programs[program.name]
    if error is not None:
        pytest.fail(error, pytrace=False)
    actual = run_suite.vm_text(vm_results[program.name])
    check_same(recorded(program), actual, program.expectation.name, "compiled, on the stock VM")


@pytest.mark.cpython
@by_name([program for program in PROGRAMS if program.micropython_only is None])
def test_expectation_is_cpythons(program):
    actual = run_suite.cpython_text(program)
    check_same(recorded(program), actual, program.expectation.name, "CPython")


def test_every_opcode_occurs(compiled_programs):
    opcodes = mpy_reader.load_opcodes()
    seen = set()
    for files, _ in compiled_programs.values():
        for path in files.values():
            module = mpy_reader.read_mpy(path.read_bytes(), opcodes)
            for code in module.root.walk():
                seen.update(instruction.byte for instruction in code.instructions)
    missing = [f"{byte:#04x} {opcodes[byte].name}" for byte in sorted(opcodes.keys() - seen)]
    assert not missing, "no program uses these: " + ", ".join(missing)


def test_weather_station_example(mpy_cross, tmp_path):
    folder = run_suite.ROOT / "examples/weather-station"
    sources = run_suite.folder_sources(folder)
    program = run_suite.make_program("weather", "main", sources, folder / "expected.txt")
    files, error = run_suite.compile_program(mpy_cross, program, tmp_path)
    assert error is None, error
    try:
        results = run_suite.run_on_vm([("weather", "main", files)], tmp_path / "jobs.json")
    except run_suite.MissingTool as missing:
        pytest.fail(str(missing), pytrace=False)
    check_same(recorded(program), run_suite.vm_text(results["weather"]), "expected.txt", "the VM")


def test_vm_stops_endless_program(mpy_cross, tmp_path):
    """The harness itself: an endless job ends as a time-out and the next one still runs."""
    sources = {"endless": "while True:\n    pass\n", "after": "print('ran')\n"}
    jobs = []
    for name, text in sources.items():
        source = tmp_path / (name + ".py")
        source.write_text(text)
        target = source.with_suffix(".mpy")
        subprocess.run([mpy_cross, "-o", target, source], check=True)
        jobs.append((name, name, {f"/{name}.mpy": target}))
    results = run_suite.run_on_vm(jobs, tmp_path / "jobs.json", {"endless": 2})
    assert results["endless"]["timeout"]
    assert run_suite.vm_text(results["after"]) == "ran\n"


def test_vm_gives_up_when_nothing_works(mpy_cross, tmp_path):
    source = tmp_path / "endless.py"
    source.write_text("while True:\n    pass\n")
    target = source.with_suffix(".mpy")
    subprocess.run([mpy_cross, "-o", target, source], check=True)
    jobs = [(str(n), "endless", {"/endless.mpy": target}) for n in range(100)]
    results = run_suite.run_on_vm(jobs, tmp_path / "jobs.json", {name: 0.2 for name, *_ in jobs})
    assert len(results) == 100
    assert all(result["timeout"] for result in results.values())
