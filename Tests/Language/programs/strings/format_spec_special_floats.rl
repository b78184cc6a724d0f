for value in [float("inf"), float("-inf"), float("nan"), -0.0, 1e300, 5e-324]:
    print(format(value), format(value, "f")[:12], format(value, "8.2g"), format(value, "+"), format(value, "010.1e"), format(value, "%")[:12])
