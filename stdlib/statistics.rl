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


# Wichura (1988), Algorithm AS 241: the ratio of two polynomials for each of three ranges, highest powers first.
_centre = ([2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
            13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608],
           [5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
            5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0])
_tail = ([7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.4178072517745061177e-1, 1.27045825245236838258,
          3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
         [1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 1.4810397642748007459e-1,
          6.8976733498510000455e-1, 1.6763848301838038494, 2.05319162663775882187, 1.0])
_far = ([2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.2426609473880784386e-3, 2.65321895265761230930e-2,
         2.9656057182850489123e-1, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772],
        [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.84631831751005468180e-5, 7.868691311456132591e-4,
         1.48753612908506148525e-2, 1.3692988092273580531e-1, 5.9983220655588793769e-1, 1.0])


def _ratio(polynomials, r):
    values = []
    for coefficients in polynomials:
        value = 0.0
        for coefficient in coefficients:
            value = value * r + coefficient
        values.append(value)
    return values


def _quantile(p):
    """The standard normal's value below which a share p lies."""
    q = p - 0.5
    if abs(q) <= 0.425:
        above, below = _ratio(_centre, 0.180625 - q * q)
        return above * q / below
    r = math.sqrt(-math.log(p if q <= 0.0 else 1.0 - p))
    above, below = _ratio(_tail, r - 1.6) if r <= 5.0 else _ratio(_far, r - 5.0)
    x = above / below
    return -x if q < 0.0 else x


class NormalDist:
    """A normal distribution."""

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError('sigma must be non-negative')
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        """The distribution with the mean and deviation of data."""
        data = list(data)
        return cls(fmean(data), stdev(data))

    mean = property(lambda self: self._mu)
    median = property(lambda self: self._mu)
    mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma * self._sigma)

    def samples(self, n, *, seed=None):
        """n values drawn from the distribution."""
        generator = _random if seed is None else _random.Random(seed)
        return [generator.gauss(self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        """The density at x."""
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError('pdf() not defined when sigma is zero')
        diff = x - self._mu
        return math.exp(diff * diff / (-2.0 * variance)) / math.sqrt(math.tau * variance)

    def cdf(self, x):
        """The share of the distribution below x."""
        if not self._sigma:
            raise StatisticsError('cdf() not defined when sigma is zero')
        return 0.5 * (1.0 + math.erf((x - self._mu) / (self._sigma * math.sqrt(2.0))))

    def inv_cdf(self, p):
        """The x below which a share p of the distribution lies."""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError('p must be in the range 0.0 < p < 1.0')
        if self._sigma <= 0.0:
            raise StatisticsError('cdf() not defined when sigma at or below zero')
        return self._mu + _quantile(p) * self._sigma

    def quantiles(self, n=4):
        """The n - 1 points that cut the distribution into n parts of equal share."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        """The area under both densities, from 0 to 1."""
        if not isinstance(other, NormalDist):
            raise TypeError('Expected another NormalDist instance')
        first, second = self, other
        if (second._sigma, second._mu) < (first._sigma, first._mu):
            first, second = second, first
        first_variance, second_variance = first.variance, second.variance
        if not first_variance or not second_variance:
            raise StatisticsError('overlap() not defined when sigma is zero')
        difference = second_variance - first_variance
        distance = abs(second._mu - first._mu)
        if not difference:
            return 1.0 - math.erf(distance / (2.0 * first._sigma * math.sqrt(2.0)))
        a = first._mu * second_variance - second._mu * first_variance
        b = first._sigma * second._sigma * math.sqrt(
            distance * distance + difference * math.log(second_variance / first_variance))
        x1, x2 = (a + b) / difference, (a - b) / difference
        return 1.0 - (abs(second.cdf(x1) - first.cdf(x1)) + abs(second.cdf(x2) - first.cdf(x2)))

    def zscore(self, x):
        """How many deviations x lies above the mean."""
        if not self._sigma:
            raise StatisticsError('zscore() not defined when sigma is zero')
        return (x - self._mu) / self._sigma

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * abs(other))

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / abs(other))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    __radd__ = __add__

    def __rsub__(self, other):
        return -(self - other)

    __rmul__ = __mul__

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return 'NormalDist(mu=%r, sigma=%r)' % (self._mu, self._sigma)
