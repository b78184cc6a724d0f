"""Records what CPython 3.11 prints for every program in programs/.

    python3.11 Tests/Language/record.py [name ...]

Beside each name.rl it writes name.expected: standard output and, for a program that ends in an error, a last line
"!! " with the last line of standard error.
"""
import pathlib
import subprocess
import sys

assert sys.version_info[:2] == (3, 11), "the oracle is CPython 3.11"
folder = pathlib.Path(__file__).parent / "programs"
for program in sorted(folder.glob("*.rl")):
    if len(sys.argv) > 1 and program.stem not in sys.argv[1:]:
        continue
    done = subprocess.run(
        [sys.executable, "-X", "utf8", program.name], capture_output=True, cwd=folder, timeout=60, env={"PYTHONHASHSEED": "0"})
    text = done.stdout.decode("utf-8", "surrogatepass")
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").rstrip("\n").split("\n")
        text += "!! " + lines[-1] + "\n"
    program.with_suffix(".expected").write_text(text, encoding="utf-8", errors="surrogatepass")
