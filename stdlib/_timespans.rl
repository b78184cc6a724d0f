"""Spans of time, offsets from UTC and the arithmetic of days, for datetime."""

import math

_lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _lengths[month - 1]


def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _to_ordinal(year, month, day):
    return _days_before_year(year) + sum(_days_in_month(year, m) for m in range(1, month)) + day


def _from_ordinal(n):
    year = max(1, n * 400 // 146097)
    while _days_before_year(year + 1) < n:
        year += 1
    while _days_before_year(year) >= n:
        year -= 1
    n -= _days_before_year(year)
    month = 1
    while n > _days_in_month(year, month):
        n -= _days_in_month(year, month)
        month += 1
    return year, month, n


def _rounded_division(a, b):
    """a / b to the nearest integer, ties to the even one."""
    quotient, remainder = divmod(a, b)
    twice = 2 * remainder
    if (twice > b if b > 0 else twice < b) or twice == b and quotient % 2:
        quotient += 1
    return quotient


class timedelta:
    """A span of time, to the microsecond."""

    __tp_name__ = 'datetime.timedelta'

    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        whole, rest = 0, 0.0
        for name, value, unit in (('days', days, 86400000000), ('seconds', seconds, 1000000),
                                  ('microseconds', microseconds, 1), ('milliseconds', milliseconds, 1000),
                                  ('minutes', minutes, 60000000), ('hours', hours, 3600000000),
                                  ('weeks', weeks, 604800000000)):
            if isinstance(value, int):
                whole += value * unit
            elif isinstance(value, float):
                fraction, integer = math.modf(value)
                fraction, part = math.modf(fraction * unit)
                whole += int(integer) * unit + int(part)
                rest += fraction
            else:
                raise TypeError('unsupported type for timedelta %s component: %s' % (name, type(value).__name__))
        if rest:
            nearest = round(rest)
            if abs(nearest - rest) == 0.5:
                odd = whole % 2
                nearest = 2 * round((rest + odd) * 0.5) - odd
            whole += nearest
        self._set(whole)

    def _set(self, whole):
        seconds, self.microseconds = divmod(whole, 1000000)
        self.days, self.seconds = divmod(seconds, 86400)
        if abs(self.days) > 999999999:
            if abs(self.days) > 2147483647:
                raise OverflowError('Python int too large to convert to C int')
            raise OverflowError('days=%d; must have magnitude <= 999999999' % self.days)

    def _whole(self):
        return (self.days * 86400 + self.seconds) * 1000000 + self.microseconds

    def total_seconds(self):
        return self._whole() / 1000000

    def __repr__(self):
        parts = ['%s=%d' % (name, getattr(self, name)) for name in ('days', 'seconds', 'microseconds')
                 if getattr(self, name)]
        return 'datetime.timedelta(%s)' % (', '.join(parts) or '0')

    def __str__(self):
        text = '%d:%02d:%02d' % (self.seconds // 3600, self.seconds // 60 % 60, self.seconds % 60)
        if self.days:
            text = '%d day%s, %s' % (self.days, '' if abs(self.days) == 1 else 's', text)
        return text + ('.%06d' % self.microseconds if self.microseconds else '')

    def __add__(self, other):
        return _delta(self._whole() + other._whole()) if isinstance(other, timedelta) else NotImplemented

    def __sub__(self, other):
        return _delta(self._whole() - other._whole()) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return _delta(-self._whole())

    def __pos__(self):
        return self

    def __abs__(self):
        return _delta(abs(self._whole()))

    def __mul__(self, other):
        if isinstance(other, int):
            return _delta(self._whole() * other)
        if isinstance(other, float):
            numerator, denominator = other.as_integer_ratio()
            return _delta(_rounded_division(self._whole() * numerator, denominator))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._whole() / other._whole()
        if isinstance(other, int):
            return _delta(_rounded_division(self._whole(), other))
        if isinstance(other, float):
            numerator, denominator = other.as_integer_ratio()
            return _delta(_rounded_division(denominator * self._whole(), numerator))
        return NotImplemented

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._whole() // other._whole()
        if isinstance(other, int):
            return _delta(self._whole() // other)
        return NotImplemented

    def __divmod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        quotient, rest = divmod(self._whole(), other._whole())
        return quotient, _delta(rest)

    def __mod__(self, other):
        return _delta(self._whole() % other._whole()) if isinstance(other, timedelta) else NotImplemented

    def __eq__(self, other):
        return self._whole() == other._whole() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._whole() < other._whole() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._whole() <= other._whole() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._whole() > other._whole() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._whole() >= other._whole() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash(self._whole())

    def __bool__(self):
        return self._whole() != 0


def _delta(whole):
    result = timedelta()
    result._set(whole)
    return result


timedelta.resolution = timedelta(microseconds=1)
timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)


def _offset_text(offset, colon=':'):
    if offset is None:
        return ''
    sign = '-' if offset.days < 0 else '+'
    seconds = abs(offset).seconds
    text = '%s%02d%s%02d' % (sign, seconds // 3600, colon, seconds // 60 % 60)
    return text + ('%s%02d' % (colon, seconds % 60) if seconds % 60 else '')


class tzinfo:
    """What knows the offset from UTC: override utcoffset, dst and tzname."""

    __tp_name__ = 'datetime.tzinfo'

    def utcoffset(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement utcoffset()')

    def dst(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement dst()')

    def tzname(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement tzname()')

    def fromutc(self, dt):
        """dt, which is in UTC, in this zone."""
        offset, saving = dt.utcoffset(), dt.dst()
        if offset is None:
            raise ValueError('fromutc() requires a non-None utcoffset() result')
        if saving is None:
            raise ValueError('fromutc() requires a non-None dst() result')
        moved = dt + (offset - saving)
        return moved + moved.dst()


class timezone(tzinfo):
    """A fixed offset from UTC."""

    __tp_name__ = 'datetime.timezone'

    def __init__(self, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError('timezone() argument 1 must be datetime.timedelta, not %s' % type(offset).__name__)
        if name is not None and not isinstance(name, str):
            raise TypeError('timezone() argument 2 must be str, not %s' % type(name).__name__)
        if not timedelta(-1) < offset < timedelta(1):
            raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) and '
                             'timedelta(hours=24), not %r.' % offset)
        self._offset, self._name = offset, name

    def utcoffset(self, dt):
        return self._offset

    def dst(self, dt):
        return None

    def tzname(self, dt):
        return self._name or ('UTC' + _offset_text(self._offset) if self._offset else 'UTC')

    def fromutc(self, dt):
        return dt + self._offset

    def __eq__(self, other):
        return isinstance(other, timezone) and self._offset == other._offset

    def __hash__(self):
        return hash(self._offset)

    def __str__(self):
        return self.tzname(None)

    def __repr__(self):
        if self is timezone.utc:
            return 'datetime.timezone.utc'
        if self._name is None:
            return 'datetime.timezone(%r)' % self._offset
        return 'datetime.timezone(%r, %r)' % (self._offset, self._name)


timezone.utc = timezone(timedelta(0))
timezone.min = timezone(timedelta(hours=-23, minutes=-59))
timezone.max = timezone(timedelta(hours=23, minutes=59))
UTC = timezone.utc
