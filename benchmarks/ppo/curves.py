#!/usr/bin/env python3
"""Whether PPO learns the same in float32 and in bfloat16: 50 iterations of the small models, three seeds each.

    curves.py --rlnb .build/release/rlnb [--steps 50] [--seeds 1 2 3]

Prints the mean reward of every tenth iteration for each precision (mean over seeds, and the spread between seeds), and
last a line `difference=… noise=…`: the mean difference between the two curves over the second half, and the standard
deviation between seeds of the same precision there.
"""
import argparse
import json
import os
import statistics
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rlnb", default=".build/release/rlnb")
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    arguments = parser.parse_args()
    curves = {}
    for precision in ("float32", "bfloat16"):
        for seed in arguments.seeds:
            command = [arguments.rlnb, os.path.join(HERE, "curve.rl"), precision, str(seed), str(arguments.steps)]
            text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
            curves.setdefault(precision, []).append(json.loads(text.splitlines()[-1])["rewards"])
    print("iteration " + "".join(f"{name:>12}{'spread':>9}" for name in curves))
    ten = min(10, arguments.steps)
    for low in range(0, arguments.steps, ten):
        line = f"{low + 1:>3}-{low + ten:<6}"
        for rows in curves.values():
            means = [statistics.mean(row[low:low + ten]) for row in rows]
            line += f"{statistics.mean(means):>12.3f}{statistics.pstdev(means):>9.3f}"
        print(line)
    half = arguments.steps // 2
    ends = {name: [statistics.mean(row[half:]) for row in rows] for name, rows in curves.items()}
    difference = statistics.mean(ends["bfloat16"]) - statistics.mean(ends["float32"])
    noise = statistics.mean(statistics.stdev(values) for values in ends.values())
    print(f"difference={difference:.3f} noise={noise:.3f}")


if __name__ == "__main__":
    main()
