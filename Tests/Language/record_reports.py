"""Records what our program says of every program and notebook in errors/: look at the difference before committing it.

    python3 Tests/Language/record_reports.py [name ...]

Beside each name.rl (or name.rlnb) it writes name.report: the error as the terminal shows it. The program is
.build/debug/rlnb, or what RLNB names.
"""
import os
import pathlib
import subprocess
import sys

tests = pathlib.Path(__file__).resolve().parent
root = tests.parents[1]
program = os.environ.get("RLNB", str(root / ".build/debug/rlnb"))
environment = {"RLNB_HOME": str(root), "NO_COLOR": "1", "PATH": os.environ["PATH"], "HOME": "/tmp"}
for path in sorted((tests / "errors").glob("*.rl*")):
    if path.suffix not in (".rl", ".rlnb") or len(sys.argv) > 1 and path.stem not in sys.argv[1:]:
        continue
    command = [program, path.name] if path.suffix == ".rl" else [program, "run", "--quiet", path.name]
    done = subprocess.run(command, capture_output=True, cwd=tests / "errors", timeout=60, env=environment, stdin=subprocess.DEVNULL)
    path.with_suffix(".report").write_bytes(done.stderr)
    if done.returncode != 1:
        print(f"{path.name}: exit status {done.returncode}, not 1")
