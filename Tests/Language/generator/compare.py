"""Runs random programs through CPython 3.11 and through rlnb, and keeps every program on which they differ.

    python3 Tests/Language/generator/compare.py --programs 20000 --seed 1 --rlnb .build/release/rlnb

Many programs share a process; one that differs is run again alone and shrunk while it still differs. Each difference is
written to FOLDER/NUMBER.rl with both outputs beside it. The last line says how many there were.
"""
import argparse
import concurrent.futures
import itertools
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

from generate import generate, joined
from shrink import shrink

BATCH = 200
END = "## end\n"
MEMORY, OUTPUT = 4 << 30, 64 << 20


def limit_resources():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))


def run(command, source, seconds):
    """The standard output of a program, and how it ended when it did not end well."""
    with tempfile.NamedTemporaryFile("w", suffix=".rl", encoding="utf-8") as file, tempfile.TemporaryFile() as printed:
        file.write(source)
        file.flush()
        try:
            done = subprocess.run([*command, file.name], stdout=printed, stderr=subprocess.PIPE, timeout=seconds,
                                  stdin=subprocess.DEVNULL, preexec_fn=limit_resources, env={**os.environ, "PYTHONHASHSEED": "0"})
            end = ""
            if done.returncode != 0:
                lines = done.stderr.decode("utf-8", "replace").rstrip("\n").split("\n")
                end = f"!! {'signal' if done.returncode < 0 else 'error'}: {lines[-1]}\n"
        except subprocess.TimeoutExpired:
            end = "\n!! no end\n"
        printed.seek(0)
        text = printed.read().decode("utf-8", "backslashreplace")
        return re.sub(r" at 0x[0-9a-f]+", " at 0x", text) + end


def sections(output):
    """Output of each program by name."""
    parts = re.split(r"^## (.*)\n", output, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def first_difference(expected, actual):
    """The first lines that are not the same."""
    lines = itertools.zip_longest(expected.split("\n"), actual.split("\n"))
    return next((pair for pair in lines if pair[0] != pair[1]), ("", ""))


def likeness(expected, actual):
    """The same for differences that look alike; only the first of them is shrunk."""
    return tuple(re.sub(r"'[^']*'|\d+|<locals>\.\w+", "", line or "")[:60] for line in (expected, actual))


class Comparison:
    def __init__(self, rlnb, theme):
        self.rlnb, self.theme = rlnb, theme
        self.python = [sys.executable, "-X", "utf8", "-W", "ignore"]

    def outputs(self, statements, seconds=20):
        source = joined([("program", statements)])
        return run(self.python, source, seconds), run([self.rlnb], source, seconds)

    def differs(self, statements):
        expected, actual = self.outputs(statements)
        # A program that CPython does not bring to its end has nothing to be compared with.
        return expected != actual and "!! error" not in expected and "!! no end" not in expected

    def differing(self, numbers):
        """Those of the programs that differ, found in one process a side."""
        programs = [(number, generate(number, self.theme)) for number in numbers]
        source = joined(programs)
        expected, actual = run(self.python, source, 120), run([self.rlnb], source, 300)
        # Where a process ended early, what came after is run alone.
        if expected == actual and END in expected:
            return []
        expected, actual = sections(expected), sections(actual)
        apart = [(number, program) for number, program in programs if expected.get(str(number)) != actual.get(str(number), "")]
        return [(number, program) for number, program in apart if self.differs(program)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rlnb", default=".build/release/rlnb")
    parser.add_argument("--theme")
    parser.add_argument("--found", default="run/differences", help="folder for the programs that differ")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    assert sys.version_info[:2] == (3, 11), "the oracle is CPython 3.11"
    comparison = Comparison(os.path.abspath(arguments.rlnb), arguments.theme)
    first = arguments.seed * 10_000_000
    numbers = range(first, first + arguments.programs)
    batches = [numbers[start:start + BATCH] for start in range(0, len(numbers), BATCH)]
    found = pathlib.Path(arguments.found)
    count, known = 0, set()
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for differing in pool.map(comparison.differing, batches):
            for number, program in differing:
                count += 1
                expected, actual = comparison.outputs(program)
                kind = likeness(*first_difference(expected, actual))
                small = program if kind in known else shrink(program, comparison.differs)
                known.add(kind)
                expected, actual = comparison.outputs(small)
                found.mkdir(parents=True, exist_ok=True)
                (found / f"{number}.rl").write_text("\n".join(small) + "\n", encoding="utf-8")
                (found / f"{number}.txt").write_text(f"CPython:\n{expected}\nrlnb:\n{actual}", encoding="utf-8", errors="backslashreplace")
                first = first_difference(expected, actual)
                print(f"{number}: CPython: {first[0]}\n{'rlnb:':>{len(str(number)) + 7}}    {first[1]}", flush=True)
    print(f"{arguments.programs} programs, {count} differences")
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
