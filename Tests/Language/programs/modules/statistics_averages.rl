def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from statistics import fmean, geometric_mean, harmonic_mean, mean, median, median_grouped, median_high, median_low, mode, multimode

print(mean([1, 2, 3]), mean([1.5, 2]), mean([1, 2]), fmean([1, 2]), fmean([1, 2], weights=[1, 3]), geometric_mean([1, 4]))
print(harmonic_mean([1, 2]), harmonic_mean([1, 2], weights=[1, 2]), median([1, 3, 2]), median([1, 2, 3, 4]), median_low([1, 2]))
print(median_high([1, 2]), median_grouped([1, 2, 2, 3]), mode("aab"), multimode("aabb"), mean([0.1] * 10))
attempt(lambda: mean([]))
attempt(lambda: median([]))
attempt(lambda: mode([]))
attempt(lambda: mean(["a"]))
attempt(lambda: geometric_mean([0, 1]))
attempt(lambda: harmonic_mean([-1]))
