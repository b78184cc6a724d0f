"""Records what torch prints for the programs torch_*.rl under programs/.

    python Tests/Bindings/record.py [NAME ...]     record all, or those named (torch_gpt)

Run with CPython 3.11 and torch 2.13. Beside each NAME.rl is NAME.expected: standard output.
"""
import pathlib
import subprocess
import sys

folder = pathlib.Path(__file__).resolve().parent / "programs"
for program in sorted(folder.glob("torch_*.rl")):
    if not sys.argv[1:] or program.stem in sys.argv[1:]:
        run = subprocess.run([sys.executable, program], capture_output=True, text=True)
        if run.returncode:
            sys.exit(f"{program.name}: {run.stderr}")
        program.with_suffix(".expected").write_text(run.stdout)
