def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from statistics import NormalDist

n = NormalDist(100, 15)
print(n, n.mean, n.stdev, n.variance, n.cdf(115), n.pdf(100), n.inv_cdf(0.9), n.zscore(130), n.quantiles(4))
print(n + 5, n * 2, n / 3, n - NormalDist(10, 8), -n, n.overlap(NormalDist(110, 12)), NormalDist.from_samples([1, 2, 4]))
print(n == NormalDist(100, 15), n.samples(2, seed=1), [NormalDist().inv_cdf(p) for p in (0.001, 0.25, 0.5, 0.999999)])
attempt(lambda: NormalDist(0, -1))
attempt(lambda: n.inv_cdf(2))
