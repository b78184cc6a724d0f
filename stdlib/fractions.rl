"""Exact fractions of integers."""

import math
import numbers
import operator
import re

_format = re.compile(r'\s*(?P<sign>[-+]?)(?=\d|\.\d)(?P<num>\d*|\d+(?:_\d+)*)'
                     r'(?:(?:/(?P<denom>\d+(?:_\d+)*))?|(?:\.(?P<decimal>\d*|\d+(?:_\d+)*))?(?:E(?P<exp>[-+]?\d+))?)\s*',
                     re.IGNORECASE)


def _parsed(text):
    """Numerator and denominator of 3, -3/4, 1.5 or 2e-3."""
    match = _format.fullmatch(text)
    if match is None:
        raise ValueError('Invalid literal for Fraction: %r' % text)
    numerator, denominator = int(match['num'] or '0'), 1
    if match['denom']:
        denominator = int(match['denom'])
    else:
        if match['decimal']:
            decimal = match['decimal'].replace('_', '')
            denominator = 10 ** len(decimal)
            numerator = numerator * denominator + int(decimal)
        if match['exp']:
            exponent = int(match['exp'])
            if exponent >= 0:
                numerator *= 10 ** exponent
            else:
                denominator *= 10 ** -exponent
    return (-numerator if match['sign'] == '-' else numerator), denominator


class Fraction(numbers.Rational):
    """A fraction in lowest terms: Fraction(3, 4), Fraction('3/4'), Fraction(0.75)."""

    def __init__(self, numerator=0, denominator=None):
        if denominator is None:
            if isinstance(numerator, (int, float)):
                n, d = numerator.as_integer_ratio()
            elif isinstance(numerator, Fraction):
                n, d = numerator.numerator, numerator.denominator
            elif isinstance(numerator, str):
                n, d = _parsed(numerator)
            else:
                raise TypeError('argument should be a string or a Rational instance')
        elif isinstance(numerator, (int, Fraction)) and isinstance(denominator, (int, Fraction)):
            n = numerator.numerator * denominator.denominator
            d = numerator.denominator * denominator.numerator
        else:
            raise TypeError('both arguments should be Rational instances')
        if d == 0:
            raise ZeroDivisionError('Fraction(%s, 0)' % n)
        common = math.gcd(n, d)
        if d < 0:
            common = -common
        self._numerator, self._denominator = n // common, d // common

    @classmethod
    def from_float(cls, f):
        return cls(f)

    numerator = property(lambda self: self._numerator)
    denominator = property(lambda self: self._denominator)

    def as_integer_ratio(self):
        return (self._numerator, self._denominator)

    def limit_denominator(self, max_denominator=1000000):
        """The closest fraction whose denominator is at most max_denominator."""
        if max_denominator < 1:
            raise ValueError('max_denominator should be at least 1')
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction(p1, q1)
        return Fraction(p0 + k * p1, q0 + k * q1)

    def __repr__(self):
        return '%s(%s, %s)' % (self.__class__.__name__, self._numerator, self._denominator)

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return '%s/%s' % (self._numerator, self._denominator)

    def __float__(self):
        return self._numerator / self._denominator

    def __int__(self):
        return self.__trunc__()

    def __trunc__(self):
        return -(-self._numerator // self._denominator) if self._numerator < 0 else self.__floor__()

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            if 2 * rest < self._denominator or 2 * rest == self._denominator and whole % 2 == 0:
                return whole
            return whole + 1
        shift = 10 ** abs(ndigits)
        return Fraction(round(self * shift), shift) if ndigits > 0 else Fraction(round(self / shift) * shift)

    def __hash__(self):
        if self._denominator == 1:
            return hash(self._numerator)
        modulus = (1 << 61) - 1
        try:
            result = hash(abs(self._numerator) * pow(self._denominator, -1, modulus))
        except ValueError:
            result = 314159
        return result if self._numerator >= 0 else -2 if result == 1 else -result

    def __bool__(self):
        return self._numerator != 0

    def __neg__(self):
        return Fraction(-self._numerator, self._denominator)

    def __pos__(self):
        return Fraction(self._numerator, self._denominator)

    def __abs__(self):
        return Fraction(abs(self._numerator), self._denominator)

    def __pow__(self, exponent):
        if isinstance(exponent, Fraction) and exponent.denominator == 1:
            exponent = exponent.numerator
        if isinstance(exponent, int):
            if exponent >= 0:
                return Fraction(self._numerator ** exponent, self._denominator ** exponent)
            return Fraction(self._denominator ** -exponent, self._numerator ** -exponent)
        return float(self) ** float(exponent)

    def __rpow__(self, base):
        if self._denominator == 1 and self._numerator >= 0:
            return base ** self._numerator
        return base ** float(self)


def _operator(name, exact):
    """An operator and its reflection: exact with integers and fractions, in floats with floats."""
    in_floats = getattr(operator, name)

    def forward(a, b):
        if isinstance(b, (int, Fraction)):
            return exact(a, b)
        return in_floats(float(a), b) if isinstance(b, float) else NotImplemented

    def reflected(b, a):
        if isinstance(a, int):
            return exact(Fraction(a), b)
        return in_floats(a, float(b)) if isinstance(a, float) else NotImplemented
    setattr(Fraction, '__%s__' % name, forward)
    setattr(Fraction, '__r%s__' % name, reflected)


def _quotient(a, b):
    above, below = math.gcd(a.numerator, b.numerator), math.gcd(a.denominator, b.denominator)
    return Fraction((a.numerator // above) * (b.denominator // below), (a.denominator // below) * (b.numerator // above))


_operator('add', lambda a, b: Fraction(a.numerator * b.denominator + b.numerator * a.denominator,
                                       a.denominator * b.denominator))
_operator('sub', lambda a, b: Fraction(a.numerator * b.denominator - b.numerator * a.denominator,
                                       a.denominator * b.denominator))
_operator('mul', lambda a, b: Fraction(a.numerator * b.numerator, a.denominator * b.denominator))
_operator('truediv', _quotient)
_operator('floordiv', lambda a, b: (a.numerator * b.denominator) // (a.denominator * b.numerator))
_operator('mod', lambda a, b: Fraction((a.numerator * b.denominator) % (b.numerator * a.denominator),
                                       a.denominator * b.denominator))


def _comparison(name):
    compare = getattr(operator, name)

    def method(a, b):
        if isinstance(b, (int, Fraction)):
            return compare(a.numerator * b.denominator, b.numerator * a.denominator)
        if isinstance(b, float):
            if not math.isfinite(b):
                return compare(0.0, b)
            return compare(a, Fraction(b))
        return NotImplemented
    setattr(Fraction, '__%s__' % name, method)


for _name in ('eq', 'lt', 'le', 'gt', 'ge'):
    _comparison(_name)
