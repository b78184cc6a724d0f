"""Times long integers under rlnb and CPython 3.11, the same program (integers.rl) in both.

    python3 benchmarks/integers/compare.py [--rlnb PATH] [--python PATH]

A row gives the best time of a task under each and ours divided by CPython's; results that differ are an error. The last
line sums up: the geometric mean and the largest of the ratios.
"""
import argparse
import math
import os
import pathlib
import shutil
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
debian = "/usr/bin/python3.11"
parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
parser.add_argument("--rlnb", default=str(root / ".build/release/rlnb"))
parser.add_argument("--python", default=debian if os.path.exists(debian) else shutil.which("python3") or sys.executable)
options = parser.parse_args()


def times(program):
    """The checksum and the seconds of each task."""
    done = subprocess.run(
        [program, str(here / "integers.rl")], capture_output=True, text=True, check=True,
        env=dict(os.environ, RLNB_HOME=str(root)))
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return {name: (checksum, float(seconds)) for name, checksum, seconds in rows}


ours, theirs = times(options.rlnb), times(options.python)
ratios = []
print(f"{'':32}{'rlnb':>12}{'CPython':>12}{'ratio':>8}")
for name, (checksum, seconds) in ours.items():
    if theirs[name][0] != checksum:
        sys.exit(f"{name}: the results differ")
    ratios.append(seconds / theirs[name][1])
    print(f"{name:32}{seconds * 1e3:9.3f} ms{theirs[name][1] * 1e3:9.3f} ms{ratios[-1]:8.2f}")
print(f"geomean={math.exp(sum(map(math.log, ratios)) / len(ratios)):.3f} worst={max(ratios):.3f}")
