"""Records the last line of what CPython 3.11 says of every program in errors/.

    python3.11 Tests/Language/record_last_lines.py [name ...]

Beside each name.rl it writes name.last: the exception's type and message, with CPython's own suggestion. A program
that CPython runs without an error, or that imports what only this language has, gets none: delete what was there.
"""
import pathlib
import re
import subprocess
import sys

assert sys.version_info[:2] == (3, 11), "the oracle is CPython 3.11"
folder = pathlib.Path(__file__).parent / "errors"
for program in sorted(folder.glob("*.rl")):
    if len(sys.argv) > 1 and program.stem not in sys.argv[1:]:
        continue
    done = subprocess.run(
        [sys.executable, "-X", "utf8", program.name], capture_output=True, cwd=folder, timeout=60,
        env={"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"})
    target = program.with_suffix(".last")
    if done.returncode == 0:
        target.unlink(missing_ok=True)
        continue
    last = done.stderr.decode("utf-8", "replace").rstrip("\n").split("\n")[-1]
    # The place of a module is a path of the machine.
    target.write_text(re.sub(r" \((/|unknown location).*\)$", "", last) + "\n", encoding="utf-8")
