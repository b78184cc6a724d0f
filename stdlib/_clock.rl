"""Times of day, and the checks and formats that dates share with them, for datetime."""

import time as _time
from _isoformat import parse_time
from _timespans import _days_before_year, _days_in_month, _offset_text, _to_ordinal, timedelta, tzinfo

MINYEAR = 1
MAXYEAR = 9999


def _check_integers(*values):
    for value in values:
        if not isinstance(value, int):
            if isinstance(value, float):
                raise TypeError("'float' object cannot be interpreted as an integer")
            value.__index__() if hasattr(value, '__index__') else _refuse(value)


def _refuse(value):
    raise TypeError("'%s' object cannot be interpreted as an integer" % type(value).__name__)


def _check_zone(zone):
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type '%s'" % type(zone).__name__)


_given = object()


def _check_date(year, month, day):
    if day is _given:
        name, place = ('year', 1) if year is _given else ('month', 2) if month is _given else ('day', 3)
        raise TypeError("function missing required argument '%s' (pos %d)" % (name, place))
    _check_integers(year, month, day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError('year %d is out of range' % year)
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12')
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError('day is out of range for month')


def _check_time(hour, minute, second, microsecond):
    _check_integers(hour, minute, second, microsecond)
    for name, value, limit in (('hour', hour, 23), ('minute', minute, 59), ('second', second, 59)):
        if not 0 <= value <= limit:
            raise ValueError('%s must be in 0..%d' % (name, limit))
    if not 0 <= microsecond <= 999999:
        raise ValueError('microsecond must be in 0..999999')


def _format(fmt, value, year, month, day, hour, minute, second, microsecond, tz):
    weekday = (_to_ordinal(year, month, day) + 6) % 7
    yearday = _to_ordinal(year, month, day) - _days_before_year(year)
    offset = tz.utcoffset(value) if tz is not None else None
    fmt = fmt.replace('%%', '\0')
    fmt = fmt.replace('%f', '%06d' % microsecond).replace('%z', _offset_text(offset, ''))
    fmt = fmt.replace('%Z', tz.tzname(value) if tz is not None else '').replace('\0', '%%')
    return _time.strftime(fmt, (year, month, day, hour, minute, second, weekday, yearday, -1))


class time:
    """A time of day."""

    __tp_name__ = 'datetime.time'

    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        _check_time(hour, minute, second, microsecond)
        _check_zone(tzinfo)
        self.hour, self.minute, self.second, self.microsecond = hour, minute, second, microsecond
        self.tzinfo, self.fold = tzinfo, fold

    @classmethod
    def fromisoformat(cls, text):
        parts = parse_time(text)
        if parts is None:
            raise ValueError('Invalid isoformat string: %r' % text)
        return cls(*parts)

    def isoformat(self, timespec='auto'):
        return _time_text(self, timespec)

    def utcoffset(self):
        return None if self.tzinfo is None else self.tzinfo.utcoffset(None)

    def dst(self):
        return None if self.tzinfo is None else self.tzinfo.dst(None)

    def tzname(self):
        return None if self.tzinfo is None else self.tzinfo.tzname(None)

    def strftime(self, format):
        return _format(format, None, 1900, 1, 1, self.hour, self.minute, self.second, self.microsecond, self.tzinfo)

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=_given, *, fold=None):
        """The time with some parts changed."""
        return type(self)(self.hour if hour is None else hour, self.minute if minute is None else minute,
                          self.second if second is None else second,
                          self.microsecond if microsecond is None else microsecond,
                          self.tzinfo if tzinfo is _given else tzinfo, fold=self.fold if fold is None else fold)

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        parts = [self.hour, self.minute]
        if self.second or self.microsecond:
            parts.append(self.second)
        if self.microsecond:
            parts.append(self.microsecond)
        tz = '' if self.tzinfo is None else ', tzinfo=%r' % self.tzinfo
        return 'datetime.time(%s%s%s)' % (', '.join(map(str, parts)), tz, ', fold=1' if self.fold else '')

    def _key(self):
        whole = (self.hour * 3600 + self.minute * 60 + self.second) * 1000000 + self.microsecond
        offset = self.utcoffset()
        return whole if offset is None else whole - offset._whole()

    def _compared(self, other, function):
        if not isinstance(other, time):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware times")
        return function(self._key(), other._key())

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return (self.utcoffset() is None) == (other.utcoffset() is None) and self._key() == other._key()

    def __lt__(self, other):
        return self._compared(other, lambda a, b: a < b)

    def __le__(self, other):
        return self._compared(other, lambda a, b: a <= b)

    def __gt__(self, other):
        return self._compared(other, lambda a, b: a > b)

    def __ge__(self, other):
        return self._compared(other, lambda a, b: a >= b)

    def __hash__(self):
        return hash(self._key())


time.min = time()
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)


def _time_text(t, timespec):
    if timespec not in ('auto', 'hours', 'minutes', 'seconds', 'milliseconds', 'microseconds'):
        raise ValueError('Unknown timespec value')
    text = '%02d:%02d:%02d' % (t.hour, t.minute, t.second)
    if timespec == 'hours':
        text = text[:2]
    elif timespec == 'minutes':
        text = text[:5]
    elif timespec == 'milliseconds':
        text += '.%03d' % (t.microsecond // 1000)
    elif timespec == 'microseconds' or timespec == 'auto' and t.microsecond:
        text += '.%06d' % t.microsecond
    return text + _offset_text(t.utcoffset())
