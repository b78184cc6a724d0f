"""Abstract kinds of numbers, for isinstance."""

from abc import ABC


class Number(ABC):
    pass


class Complex(Number):
    pass


class Real(Complex):
    pass


class Rational(Real):
    pass


class Integral(Rational):
    pass


for _kind in (Number, Complex, Real):
    _kind.register(float)
for _kind in (Number, Complex, Real, Rational, Integral):
    _kind.register(int)
