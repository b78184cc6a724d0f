"""Records what CPython 3.11 prints for the programs under programs/, and checks rlnb against what was recorded.

    python3.11 Tests/Language/record.py [NAME ...]              record all, or those named (pickle_roundtrip,
                                                                modules/pickle_roundtrip or the folder: modules)
    python3.11 Tests/Language/record.py --check RLNB [NAME ...]  run them with RLNB; print a diff for each that differs
                                                                from its record, exit 1 if any does

Beside each NAME.rl is NAME.expected: standard output and, for a program that ends in an error, a last line "!! " with
the last line of standard error. Every program runs in its own folder.
"""
import argparse
import difflib
import os
import pathlib
import subprocess
import sys

folder = pathlib.Path(__file__).resolve().parent / "programs"


def selected(names):
    """The programs that `names` ask for: all without any."""
    for program in sorted(folder.rglob("*.rl")):
        path = program.relative_to(folder).with_suffix("")
        wanted = (str(path), path.name, *map(str, path.parents))
        if not names or any(name.removesuffix(".rl") in wanted for name in names):
            yield program


def output(command, program, environment):
    """What `command` prints for `program`, the last line of a failure's standard error marked with "!! "."""
    try:
        done = subprocess.run(
            [*command, program.name], capture_output=True, cwd=program.parent, timeout=60, env=environment)
    except subprocess.TimeoutExpired:
        return "!! no end after 60 seconds\n"
    text = done.stdout.decode("utf-8", "surrogatepass")
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").rstrip("\n").split("\n")
        text += "!! " + lines[-1] + "\n"
    return text


def record(names):
    assert sys.version_info[:2] == (3, 11), "the oracle is CPython 3.11"
    for program in selected(names):
        text = output([sys.executable, "-X", "utf8"], program, {"PYTHONHASHSEED": "0"})
        program.with_suffix(".expected").write_text(text, encoding="utf-8", errors="surrogatepass")


def check(rlnb, names):
    """Prints a diff for each program that `rlnb` runs differently; how many there were."""
    failed = total = 0
    for program in selected(names):
        total += 1
        record = program.with_suffix(".expected")
        if not record.exists():
            failed += 1
            print(f"{program.relative_to(folder)}: not recorded")
            continue
        expected = record.read_text(encoding="utf-8", errors="surrogatepass")
        printed = output([rlnb], program, {**os.environ, "NO_COLOR": "1"})
        if printed != expected:
            failed += 1
            name = str(program.relative_to(folder))
            sys.stdout.writelines(
                line.rstrip("\n") + "\n"
                for line in difflib.unified_diff(
                    expected.splitlines(True), printed.splitlines(True), f"{name} (CPython)", f"{name} (rlnb)", n=1))
    print(f"{total - failed} of {total} programs print what CPython prints")
    return failed


arguments = argparse.ArgumentParser()
arguments.add_argument("--check", metavar="RLNB", help="the program to check instead of recording")
arguments.add_argument("names", nargs="*")
options = arguments.parse_args()
sys.stdout.reconfigure(errors="backslashreplace")
if options.check:
    sys.exit(1 if check(os.path.abspath(options.check), options.names) else 0)
record(options.names)
