"""Measures how long rlnb takes from SIGINT to the report of its KeyboardInterrupt in each long operation.

    python3 benchmarks/interrupts/latency.py [--rlnb .build/release/rlnb] [--rounds 3] [NAME ...]

The operations are those of Tests/CommandLine/long_operations.rl. Prints the median and the worst, in milliseconds.
"""
import argparse
import pathlib
import select
import signal
import statistics
import subprocess
import time

PROGRAM = pathlib.Path(__file__).parents[2] / "Tests/CommandLine/long_operations.rl"


def latency(rlnb, name, wait):
    """Milliseconds from the signal to the report, and the exit status."""
    process = subprocess.Popen([rlnb, PROGRAM, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    time.sleep(wait)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    # The report of the KeyboardInterrupt; letting go of what the operation held comes after it.
    if not select.select([process.stderr], [], [], 30)[0]:
        process.kill()
        process.communicate()
        return float("inf"), None
    taken = (time.monotonic() - start) * 1000
    process.communicate()
    return taken, process.returncode


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rlnb", default=".build/release/rlnb")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    names = arguments.names or subprocess.run([arguments.rlnb, PROGRAM], capture_output=True, text=True, check=True).stdout.split()
    worst = []
    for name in names:
        times = []
        for index in range(arguments.rounds):
            time_taken, status = latency(arguments.rlnb, name, 0.2 + 0.13 * index)
            times.append(time_taken)
            if status != 130:
                print(f"{name}: ended with {status}, not by KeyboardInterrupt")
        print(f"{name:22} {statistics.median(times):8.0f} {max(times):8.0f}", flush=True)
        worst.append((statistics.median(times), name))
    print(f"{'median of all':22} {statistics.median(time for time, _ in worst):8.0f}   slowest: {max(worst)[1]} {max(worst)[0]:.0f}")


if __name__ == "__main__":
    main()
