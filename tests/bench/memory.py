"""What objects take of memory, and how often fragmented memory has no room: programs of memory/.

    memory.py BUILD [--stock FILE] [--stock-board ELF] [--optimize WORD] [--heap SIZE] [options]

On this machine, by `taipan run`, and on the emulated board of board.py, each beside stock's where
given: its unix port, and its qemu port's image for the board. Ratios are ours over stock's. The first
table has bytes of an object by kind; the second how many blocks found no room, by what may live at a
time in 62 KB, of 150,000 here and of 60,000 on the board, which takes its time (fragmentation.py says
what the blocks are).
"""

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import board

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAMS = Path(__file__).resolve().parent / "memory"
TIMEOUT = 600  # seconds of a machine that does other things too
# What the board does less of.
ON_BOARD = ("RUNS = 10", "RUNS = 4")


def on_host(command, options):
    """Results of the programs by name, on this machine."""
    results = {}
    for path in sorted(PROGRAMS.glob("*.py")):
        text = f"{path.read_text()}\nprint(run())\n"
        with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
            file.write(text)
            file.flush()
            done = subprocess.run([*command, "-X", f"heapsize={options.heap}", file.name],
                                  capture_output=True, text=True, timeout=TIMEOUT)
        if done.returncode != 0:
            raise board.Failed(f"{command[0]}: {path.stem}: {done.stderr or done.stdout}")
        results[path.stem] = ast.literal_eval(done.stdout)
    return results


def results_of(figures):
    return {name: ast.literal_eval(each.result) for name, each in figures.items()}


def programs_of_board(folder):
    """Their paths, in a folder of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for path in sorted(PROGRAMS.glob("*.py")):
        paths.append(folder / path.name)
        paths[-1].write_text(path.read_text().replace(*ON_BOARD))
    return paths


def machines(options):
    """By machine, (ours, stock's or None)."""
    own = [str(options.build / "taipan"), "run"]
    stock = on_host([options.stock], options) if options.stock else None
    found = {"this machine": (on_host(own, options), stock)}
    if not options.no_board:
        stock = None
        programs = programs_of_board(options.work / "programs")
        if options.stock_board:
            options.stock = options.stock_board
            stock = results_of(board.Stock(options).figures(programs))
        image = board.Ours(options, options.optimize, programs)
        found[f"{options.board}, {options.optimize}"] = (results_of(image.figures()[0]), stock)
    return found


def table(title, names, columns):
    """Prints figures by name: `columns` has by machine (ours, stock's or None), lists of numbers."""
    print(f"{title:28}" + "".join(f"{name:>28}" for name in columns))
    if any(stock for _, stock in columns.values()):
        print(f"{'':28}" + f"{'stock':>10}{'ours':>9}{'ratio':>9}" * len(columns))
    for row, name in enumerate(names):
        line = f"{name:28}"
        for ours, stock in columns.values():
            if stock is None:
                line += f"{ours[row]:28}"
            else:
                line += f"{stock[row]:10}{ours[row]:9}{ratio(ours[row], stock[row]):9.2f}"
        print(line)
    highest = [ratio(*pair) for ours, stock in columns.values() if stock
               for pair in zip(ours, stock)]
    if highest:
        print(f"{'highest ratio':28}{max(highest):28.2f}")
    print()


def ratio(ours, stock):
    return ours / stock if stock else 1.0 + ours


def arguments():
    parser = argparse.ArgumentParser(prog="./dev bench memory", description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="folder with the program taipan")
    parser.add_argument("--stock", metavar="FILE", help="stock's program for this machine")
    parser.add_argument("--stock-board", type=Path, metavar="ELF",
                        default=os.environ.get("TAIPAN_STOCK_BOARD"),
                        help="stock's image for the board (default: $TAIPAN_STOCK_BOARD)")
    parser.add_argument("--no-board", action="store_true", help="only this machine")
    parser.add_argument("--board", default="mps2-an385", choices=sorted(board.BOARDS))
    parser.add_argument("--optimize", default="size", choices=board.CONFIGURATIONS,
                        help="configuration of the runtime on the board (default: size)")
    parser.add_argument("--heap", default="256K", help="heap on this machine (default: 256K)")
    parser.add_argument("--define", action="append", default=[], metavar="NAME=VALUE",
                        help="for CMake, e.g. LEVEL=4")
    parser.add_argument("--work", type=Path, default=ROOT / "build/board-memory",
                        help="folder for images (default build/board-memory)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    options.branches = False
    options.work = options.work.resolve()
    return options


def main():
    options = arguments()
    try:
        found = machines(options)
    except board.Failed as error:
        print(f"memory: {error}", file=sys.stderr)
        return 1

    def columns(program, figure):
        return {name: tuple(each and [figure(row) for row in each[program]] for each in pair)
                for name, pair in found.items()}

    kinds = [name for name, _ in next(iter(found.values()))[0]["ram"]]
    table("bytes of an object", kinds, columns("ram", lambda row: row[1]))
    live = [f"of 62 KB, {size} KB live" for size in (28, 34, 42)]
    table("blocks without room", live, columns("fragmentation", lambda row: row))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
