"""Means, medians and spreads. Sums are exact: floats are added as fractions and rounded once."""

import math
import random as _random


class StatisticsError(ValueError):
    pass


def _exact(data):
    """The values as (class, numerators, denominator): integers over one common denominator."""
    kind = int
    pairs = []
    for x in data:
        if isinstance(x, float):
            kind = float
        elif not isinstance(x, int):
            raise TypeError("can't convert type '%s' to numerator/denominator" % type(x).__name__)
        pairs.append(x)
    for x in pairs:
        if isinstance(x, float) and not math.isfinite(x):
            return kind, None, sum(pairs)
    ratios = [x.as_integer_ratio() for x in pairs]
    common = 1
    for _, denominator in ratios:
        common = max(common, denominator)
    return kind, [n * (common // d) for n, d in ratios], common


def _convert(kind, numerator, denominator):
    """The fraction as an int if the data were ints and it is one, else the nearest float."""
    if kind is int and numerator % denominator == 0:
        return numerator // denominator
    return numerator / denominator


def _sqrt(numerator, denominator):
    """The float nearest to the square root of a fraction."""
    if numerator == 0:
        return 0.0
    shift = max(0, 130 - numerator.bit_length() + denominator.bit_length())
    shift += shift & 1
    quotient, remainder = divmod(numerator << shift, denominator)
    root = math.isqrt(quotient)
    exact = remainder == 0 and root * root == quotient
    return (2 * root + (0 if exact else 1)) / (2 << (shift // 2))


def _values(data):
    data = list(data)
    return data, len(data)


def mean(data):
    """The arithmetic mean."""
    data, n = _values(data)
    if n < 1:
        raise StatisticsError('mean requires at least one data point')
    kind, numerators, denominator = _exact(data)
    if numerators is None:
        return denominator / n
    return _convert(kind, sum(numerators), denominator * n)


def fmean(data, weights=None):
    """The arithmetic mean as a float."""
    data = [float(x) for x in data]
    if weights is None:
        if not data:
            raise StatisticsError('fmean requires at least one data point')
        return math.fsum(data) / len(data)
    weights = [float(w) for w in weights]
    if len(weights) != len(data):
        raise StatisticsError('data and weights must be the same length')
    total = math.fsum(weights)
    if not total:
        raise StatisticsError('sum of weights must be non-zero')
    return math.fsum(x * w for x, w in zip(data, weights)) / total


def geometric_mean(data):
    """The n-th root of the product."""
    data = [float(x) for x in data]
    if not data or min(data) <= 0:
        raise StatisticsError('geometric mean requires a non-empty dataset containing positive numbers')
    return math.exp(fmean([math.log(x) for x in data]))


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of the reciprocals."""
    data, n = _values(data)
    if n < 1:
        raise StatisticsError('harmonic_mean requires at least one data point')
    if any(x < 0 for x in data):
        raise StatisticsError('harmonic mean does not support negative values')
    if n == 1 and weights is None:
        return data[0]
    if weights is None:
        weights = [1] * n
    if any(x == 0 for x in data):
        return 0
    total, numerator, denominator = 0, 0, 1
    weight_kind, weights, weight_unit = _exact(weights)
    kind, values, unit = _exact(data)
    if values is None or weights is None:
        return sum(weights or [1] * n) / sum(w / x for w, x in zip(weights or [1] * n, data))
    for w, x in zip(weights, values):
        numerator, denominator = numerator * x + w * denominator, denominator * x
        common = math.gcd(numerator, denominator)
        numerator, denominator = numerator // common, denominator // common
    return _convert(float, sum(weights) * denominator, numerator * unit)


def median(data):
    """The middle value, or the mean of the two in the middle."""
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError('no median for empty data')
    if n % 2 == 1:
        return data[n // 2]
    return (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    """The middle value, or the lower of the two in the middle."""
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data[(len(data) - 1) // 2]


def median_high(data):
    """The middle value, or the higher of the two in the middle."""
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """The median of values grouped into intervals around them."""
    data = sorted(data)
    n = len(data)
    if not n:
        raise StatisticsError('no median for empty data')
    x = data[n // 2]
    below = sum(1 for value in data if value < x)
    inside = data.count(x)
    return x - interval / 2.0 + interval * (n / 2 - below) / inside


def _counts(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    return counts


def mode(data):
    """The commonest value, the first of equals."""
    counts = _counts(data)
    if not counts:
        raise StatisticsError('no mode for empty data')
    return max(counts, key=counts.get)


def multimode(data):
    """All the commonest values."""
    counts = _counts(data)
    most = max(counts.values(), default=0)
    return [x for x, count in counts.items() if count == most]


def _spread(data, center):
    """(class, numerator, denominator) of the sum of squared deviations, and the number of values."""
    data, n = _values(data)
    if n == 0:
        return int, 0, 1, 0
    if center is not None:
        data = [x - center for x in data]
        kind, numerators, denominator = _exact(data)
        return kind, sum(x * x for x in numerators), denominator * denominator, n
    kind, numerators, denominator = _exact(data)
    if numerators is None:
        return float, None, denominator, n
    total = sum(numerators)
    squares = sum(x * x for x in numerators)
    return kind, n * squares - total * total, n * denominator * denominator, n


def variance(data, xbar=None):
    """The variance of a sample."""
    kind, numerator, denominator, n = _spread(data, xbar)
    if n < 2:
        raise StatisticsError('variance requires at least two data points')
    if numerator is None:
        return float('nan')
    return _convert(kind, numerator, denominator * (n - 1))


def pvariance(data, mu=None):
    """The variance of a whole population."""
    kind, numerator, denominator, n = _spread(data, mu)
    if n < 1:
        raise StatisticsError('pvariance requires at least one data point')
    if numerator is None:
        return float('nan')
    return _convert(kind, numerator, denominator * n)


def stdev(data, xbar=None):
    """The standard deviation of a sample."""
    kind, numerator, denominator, n = _spread(data, xbar)
    if n < 2:
        raise StatisticsError('stdev requires at least two data points')
    if numerator is None:
        return float('nan')
    return _sqrt(numerator, denominator * (n - 1))


def pstdev(data, mu=None):
    """The standard deviation of a whole population."""
    kind, numerator, denominator, n = _spread(data, mu)
    if n < 1:
        raise StatisticsError('pstdev requires at least one data point')
    if numerator is None:
        return float('nan')
    return _sqrt(numerator, denominator * n)


def quantiles(data, *, n=4, method='exclusive'):
    """The n - 1 cuts of the data into n parts of equal probability."""
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    count = len(data)
    if count < 2:
        raise StatisticsError('must have at least two data points')
    result = []
    if method == 'inclusive':
        for i in range(1, n):
            j, delta = divmod(i * (count - 1), n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == 'exclusive':
        for i in range(1, n):
            j = min(max(i * (count + 1) // n, 1), count - 1)
            delta = i * (count + 1) - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError('Unknown method: %r' % (method,))


def covariance(x, y, /):
    """How two samples vary together."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError('covariance requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError('covariance requires at least two data points')
    xbar = math.fsum(x) / n
    ybar = math.fsum(y) / n
    return math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y)) / (n - 1)


def correlation(x, y, /):
    """Pearson's correlation coefficient."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError('correlation requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError('correlation requires at least two data points')
    xbar = math.fsum(x) / n
    ybar = math.fsum(y) / n
    sxy = math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y))
    sxx = math.fsum((a - xbar) * (a - xbar) for a in x)
    syy = math.fsum((b - ybar) * (b - ybar) for b in y)
    if not sxx * syy:
        raise StatisticsError('at least one of the inputs is constant')
    return sxy / math.sqrt(sxx * syy)


class LinearRegression(tuple):
    slope = property(lambda self: self[0])
    intercept = property(lambda self: self[1])

    def __repr__(self):
        return 'LinearRegression(slope=%r, intercept=%r)' % tuple(self)


def linear_regression(x, y, /, *, proportional=False):
    """The slope and intercept of the line with the least squared errors."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError('linear regression requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError('linear regression requires at least two data points')
    if proportional:
        sxy = math.fsum(a * b for a, b in zip(x, y))
        sxx = math.fsum(a * a for a in x)
    else:
        xbar = math.fsum(x) / n
        ybar = math.fsum(y) / n
        sxy = math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y))
        sxx = math.fsum((a - xbar) * (a - xbar) for a in x)
    if not sxx:
        raise StatisticsError('x is constant')
    slope = sxy / sxx
    return LinearRegression((slope, 0.0 if proportional else ybar - slope * xbar))


# Normal distributions use the functions above: they come once those are there.
from _normal import NormalDist
