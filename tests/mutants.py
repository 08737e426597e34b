"""What the verifier accepts of compiled programs with one byte changed, and what becomes of it.

    mutants.py [--build FOLDER] [--count N] [--seed N] [--frozen N] [--stock FILE] [--keep FOLDER]

Makes N mutants of all programs of the project. What the host accepts, the runtime has to accept and to
survive: loaded, loaded without any checks (TAIPAN_HAS_VERIFIER=0, as frozen content runs), and, so many
of them as --frozen says, frozen by freeze_mpy() and linked. With --stock, they also run on a stock unix
port; what ends that by a signal is listed. Ends with 1 if a promise is broken.
"""

import argparse
import collections
import concurrent.futures
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["tests/run", "tests/runtime", "tests/frozen", "examples"]
MODULES_PER_IMAGE = 500
STOCK_SECONDS = 2  # of the processor's time; then it is given up


def check(build, count, seed, folder):
    """Runs both programs; whether all promises hold."""
    programs = [str(path) for part in FOLDERS for path in sorted((ROOT / part).rglob("*.py"))]
    good = True
    for name in ("mutants", "mutants_unverified"):
        options = ["--count", str(count), "--seed", str(seed)]
        if name == "mutants":
            options += ["--write", folder]
        print(f"{name}:", flush=True)
        good &= subprocess.run([build / name, *options, *programs], check=False).returncode == 0
    return good


def written(folder):
    """Numbers of the mutants that were accepted."""
    return sorted(int(path.stem[1:]) for path in Path(folder).glob("m*.mpy"))


# --- frozen --------------------------------------------------------------------------------------


def release_program(name):
    found = ROOT / "build/release" / name
    if not found.exists():
        sys.exit(f"mutants.py: {found} is missing: ./dev build")
    return found


def run_frozen(folder, numbers):
    """Links the mutants into images, and runs them there."""
    good = True
    runtime = release_program("runtime/libtaipan_runtime.a")
    includes = [f"-I{ROOT}", f"-I{ROOT / 'include'}"]
    names = Path(folder) / "names.txt"
    subprocess.run(["c++", "-std=c++20", "-DNDEBUG", *includes, "-E", "-P", "-x", "c++",
                    ROOT / "runtime/value/names_list.h", "-o", names], check=True)
    for start in range(0, len(numbers), MODULES_PER_IMAGE):
        some = numbers[start:start + MODULES_PER_IMAGE]
        manifest = Path(folder) / "manifest.py"
        manifest.write_text("".join(f'freeze_mpy(".", "m{number}.mpy")\n' for number in some))
        content, image = Path(folder) / "content.c", Path(folder) / "image"
        subprocess.run([release_program("taipan"), "freeze", "--target", "taipan", "--names", names,
                        "-o", content, manifest], check=True)
        subprocess.run(["cc", "-g", *includes, ROOT / "tests/mutants/frozen_main.c", content, runtime,
                        "-lm", "-o", image], check=True)
        done = subprocess.run([image], input="\n".join(map(str, some)), text=True, check=False)
        good &= done.returncode == 0
    return good


# --- stock ---------------------------------------------------------------------------------------


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (STOCK_SECONDS, STOCK_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def signal_on_stock(program, folder, number):
    """The signal that a mutant ends the stock VM with; 0: none."""
    try:
        done = subprocess.run([program, "-c", f"import m{number}"], cwd=folder, timeout=60,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, preexec_fn=limit, check=False,
                              env={**os.environ, "MICROPYPATH": "."})
    except subprocess.TimeoutExpired:
        return 0
    given_up = -done.returncode in (signal.SIGXCPU, signal.SIGKILL)
    return 0 if given_up or done.returncode >= 0 else -done.returncode


def run_on_stock(program, folder, numbers):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        signals = list(pool.map(lambda n: signal_on_stock(program, folder, n), numbers))
    for number, how in zip(numbers, signals):
        if how:
            print(f"stock: m{number}: {signal.Signals(how).name}")
    counts = collections.Counter(signal.Signals(how).name for how in signals if how)
    print(f"stock: {len(numbers)} mutants ran; by signal: {dict(counts) or 'none'}")


def main():
    parser = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__)[0])
    parser.add_argument("--build", type=Path, default=ROOT / "build/debug")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--frozen", type=int, default=500)
    parser.add_argument("--stock", type=Path)
    parser.add_argument("--keep", type=Path, help="a folder for the accepted mutants")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or temporary
        Path(folder).mkdir(parents=True, exist_ok=True)
        good = check(options.build, options.count, options.seed, folder)
        numbers = written(folder)
        if options.frozen:
            step = max(1, len(numbers) // options.frozen)
            good &= run_frozen(folder, numbers[::step][:options.frozen])
        if options.stock:
            run_on_stock(options.stock.resolve(), folder, numbers)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
