import statistics as st
def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)
for data in [[1, 2, 3, 4], [1, 2, 3], [1.5, 2.5, 3.5, 0.1], [0.1] * 10, [1e16, 1, -1e16], [5], [2, 2, 3, 3], [3.3, 1.1, 2.2, 9.9, -4.4], list(range(100)), [True, False, True]]:
    print(st.mean(data), st.fmean(data), st.median(data), st.median_low(data), st.median_high(data), st.mode(data), st.multimode(data)[:3], st.pvariance(data), st.pstdev(data))
    if len(data) > 1:
        print(st.variance(data), st.stdev(data), st.quantiles(data), st.quantiles(data, n=3, method='inclusive'))
print(st.harmonic_mean([40, 60]), st.geometric_mean([54, 24, 36]), st.fmean([1, 2, 3], [3, 2, 1]), st.correlation([1, 2, 3, 4], [2, 4, 6, 9]), st.covariance([1, 2, 3], [1, 5, 7]), st.linear_regression([1, 2, 3], [2, 4, 7]), st.mode('aabbb'), st.median_grouped([1, 2, 2, 3, 4, 4, 4]))
attempt(st.mean, [])
attempt(st.median, [])
attempt(st.stdev, [1])
attempt(st.mode, [])
attempt(st.mean, ['a'])
attempt(st.quantiles, [1])
n = st.NormalDist(100, 15)
print(n.mean, n.stdev, round(n.cdf(115), 10), round(n.pdf(100), 10), n)
