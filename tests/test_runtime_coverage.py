"""Every name that the runtime's types and modules have is used by a program of the suite."""

import re

import run_suite

SOURCES = run_suite.ROOT / "runtime"
RUNTIME = run_suite.TESTS / "runtime"

# What programs cannot use themselves, or print what differs from run to run, and what covers it.
ELSEWHERE = {
    "mem_info": "test_memory.py",
    "qstr_info": "test_memory.py",
}


def names_of_the_runtime():
    """{name: source files}: of methods, attributes, functions, types and modules."""
    row = re.compile(r'"([A-Za-z_]\w*)"_name|TAIPAN_(?:MATH2?|WHOLE)\((\w+)\)')
    found = {}
    for source in sorted(SOURCES.rglob("*.cpp")):
        for literal, function in row.findall(source.read_text()):
            found.setdefault(literal or function, set()).add(source.name)
    return found


def exceptions():
    table = (SOURCES / "memory/exceptions.def").read_text()
    return set(re.findall(r"^TAIPAN_EXCEPTION\((\w+)", table, re.MULTILINE))


def operator_methods():
    table = (SOURCES / "value/operators.cpp").read_text()
    return set(re.findall(r"\b__\w+__\b", table))


def words():
    """All words of the programs, those of comments apart."""
    found = set()
    programs = [path for program in run_suite.find_programs() for path in program.sources.values()]
    for path in programs + sorted(RUNTIME.glob("*.py")):
        text = re.sub(r"^ *#.*$", "", path.read_text(), flags=re.MULTILINE)
        found.update(re.findall(r"[A-Za-z_]\w*", text))
    return found


def test_every_name_is_used_by_a_program():
    names = names_of_the_runtime()
    assert len(names) > 350
    used = words()
    missing = {name: files for name, files in names.items() if name not in used}
    assert missing.keys() == ELSEWHERE.keys(), missing


def test_every_exception_is_used_by_a_program():
    assert len(exceptions()) > 20
    assert exceptions() - words() == set()


def test_every_operator_method_is_used_by_a_program():
    assert len(operator_methods()) > 20
    assert operator_methods() - words() == set()
