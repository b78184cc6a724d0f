"""Dates, times and spans of time."""

import time as _time
from _timespans import (UTC, _days_before_year, _days_in_month, _delta, _from_ordinal, _offset_text, _to_ordinal,
                        timedelta, timezone, tzinfo)

MINYEAR = 1
MAXYEAR = 9999


def _check_date(year, month, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError('year %d is out of range' % year)
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12')
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError('day is out of range for month')


def _check_time(hour, minute, second, microsecond):
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


class date:
    """A day."""

    def __init__(self, year, month, day):
        _check_date(year, month, day)
        self.year, self.month, self.day = year, month, day

    @classmethod
    def today(cls):
        return cls(*_time.localtime()[:3])

    @classmethod
    def fromtimestamp(cls, timestamp):
        return cls(*_time.localtime(timestamp)[:3])

    @classmethod
    def fromordinal(cls, n):
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, text):
        parts = _time._parse(text, '%Y-%m-%d')
        if parts is None:
            raise ValueError('Invalid isoformat string: %r' % text)
        return cls(*parts[:3])

    def toordinal(self):
        return _to_ordinal(self.year, self.month, self.day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.weekday() + 1

    def isocalendar(self):
        thursday = self.toordinal() - self.weekday() + 3
        year = _from_ordinal(thursday)[0]
        week = (thursday - _to_ordinal(year, 1, 1)) // 7 + 1
        return (year, week, self.isoweekday())

    def isoformat(self):
        return '%04d-%02d-%02d' % (self.year, self.month, self.day)

    def ctime(self):
        return self.strftime('%a %b %e %H:%M:%S %Y')

    def strftime(self, format):
        return _format(format, self, self.year, self.month, self.day, 0, 0, 0, 0, None)

    def timetuple(self):
        return _time.struct_time((self.year, self.month, self.day, 0, 0, 0, self.weekday(),
                                  self.toordinal() - _days_before_year(self.year), -1))

    def replace(self, year=None, month=None, day=None):
        return date(self.year if year is None else year, self.month if month is None else month,
                    self.day if day is None else day)

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return 'datetime.date(%d, %d, %d)' % (self.year, self.month, self.day)

    def _key(self):
        return (self.year, self.month, self.day)

    def _same_kind(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def __eq__(self, other):
        return self._key() == other._key() if self._same_kind(other) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if self._same_kind(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._same_kind(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._same_kind(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._same_kind(other) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        n = self.toordinal() + other.days
        if not 0 < n <= 3652059:
            raise OverflowError('date value out of range')
        return date.fromordinal(n)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)


class time:
    """A time of day."""

    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        _check_time(hour, minute, second, microsecond)
        self.hour, self.minute, self.second, self.microsecond = hour, minute, second, microsecond
        self.tzinfo, self.fold = tzinfo, fold

    @classmethod
    def fromisoformat(cls, text):
        for format in ('%H:%M:%S.%f', '%H:%M:%S', '%H:%M'):
            parts = _time._parse(text, format)
            if parts is not None:
                return cls(*parts[3:7])
        raise ValueError('Invalid isoformat string: %r' % text)

    def isoformat(self, timespec='auto'):
        return _time_text(self, timespec)

    def utcoffset(self):
        return None if self.tzinfo is None else self.tzinfo.utcoffset(None)

    def strftime(self, format):
        return _format(format, None, 1900, 1, 1, self.hour, self.minute, self.second, self.microsecond, self.tzinfo)

    def replace(self, **changes):
        names = ('hour', 'minute', 'second', 'microsecond', 'tzinfo')
        return time(**{name: changes.get(name, getattr(self, name)) for name in names})

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
        return 'datetime.time(%s%s)' % (', '.join(map(str, parts)), tz)

    def _key(self):
        return (self.hour, self.minute, self.second, self.microsecond)

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, time) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, time) else NotImplemented

    def __hash__(self):
        return hash(self._key())


def _time_text(t, timespec):
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


class datetime(date):
    """A day and a time."""

    def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        date.__init__(self, year, month, day)
        _check_time(hour, minute, second, microsecond)
        self.hour, self.minute, self.second, self.microsecond = hour, minute, second, microsecond
        self.tzinfo, self.fold = tzinfo, fold

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(_time.time(), timezone.utc).replace(tzinfo=None)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        whole = round(timestamp * 1000000)
        seconds, microsecond = divmod(whole, 1000000)
        if tz is None:
            return cls(*_time.localtime(seconds)[:6], microsecond)
        utc = cls(*_time.gmtime(seconds)[:6], microsecond)
        return (utc + tz.utcoffset(None)).replace(tzinfo=tz)

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        return cls.fromtimestamp(timestamp, timezone.utc).replace(tzinfo=None)

    @classmethod
    def fromordinal(cls, n):
        return cls(*_from_ordinal(n))

    @classmethod
    def combine(cls, date, time, tzinfo=None):
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   tzinfo or time.tzinfo)

    @classmethod
    def strptime(cls, date_string, format):
        parts = _time._parse(date_string, format)
        if parts is None:
            raise ValueError('time data %r does not match format %r' % (date_string, format))
        tz = None if parts[7] is None else timezone(timedelta(seconds=parts[7]))
        return cls(*parts[:7], tz)

    @classmethod
    def fromisoformat(cls, text):
        for start in ('%Y-%m-%dT', '%Y-%m-%d '):
            for end in ('%H:%M:%S.%f', '%H:%M:%S', '%H:%M', '%H:%M:%S.%f%z', '%H:%M:%S%z', '%H:%M%z'):
                parts = _time._parse(text, start + end)
                if parts is not None:
                    tz = None if parts[7] is None else timezone(timedelta(seconds=parts[7]))
                    return cls(*parts[:7], timezone.utc if tz is not None and not tz.utcoffset(None) else tz)
        parts = _time._parse(text, '%Y-%m-%d')
        if parts is None:
            raise ValueError('Invalid isoformat string: %r' % text)
        return cls(*parts[:3])

    def date(self):
        return date(self.year, self.month, self.day)

    def time(self):
        return time(self.hour, self.minute, self.second, self.microsecond)

    def utcoffset(self):
        return None if self.tzinfo is None else self.tzinfo.utcoffset(self)

    def tzname(self):
        return None if self.tzinfo is None else self.tzinfo.tzname(self)

    def _microseconds(self):
        """Microseconds since the year 1, in UTC if the offset is known."""
        seconds = self.toordinal() * 86400 + self.hour * 3600 + self.minute * 60 + self.second
        whole = seconds * 1000000 + self.microsecond
        offset = self.utcoffset()
        return whole if offset is None else whole - offset._whole()

    def timestamp(self):
        if self.tzinfo is None:
            return _time.mktime(self.timetuple()) + self.microsecond / 1000000
        return (self._microseconds() - _to_ordinal(1970, 1, 1) * 86400000000) / 1000000

    def timetuple(self):
        return _time.struct_time((self.year, self.month, self.day, self.hour, self.minute, self.second,
                                  self.weekday(), self.toordinal() - _days_before_year(self.year), -1))

    def astimezone(self, tz):
        utc = _moment(self._microseconds())
        return (utc + tz.utcoffset(None)).replace(tzinfo=tz)

    def replace(self, **changes):
        names = ('year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo')
        for name in changes:
            if name not in names:
                raise TypeError("'%s' is an invalid keyword argument for replace()" % name)
        return datetime(**{name: changes.get(name, getattr(self, name)) for name in names})

    def isoformat(self, sep='T', timespec='auto'):
        return date.isoformat(self) + sep + _time_text(self, timespec)

    def strftime(self, format):
        return _format(format, self, self.year, self.month, self.day, self.hour, self.minute, self.second,
                       self.microsecond, self.tzinfo)

    def __str__(self):
        return self.isoformat(' ')

    def __repr__(self):
        parts = [self.year, self.month, self.day, self.hour, self.minute]
        if self.second or self.microsecond:
            parts.append(self.second)
        if self.microsecond:
            parts.append(self.microsecond)
        tz = '' if self.tzinfo is None else ', tzinfo=%r' % self.tzinfo
        return 'datetime.datetime(%s%s)' % (', '.join(map(str, parts)), tz)

    def _key(self):
        return self._microseconds()

    def _same_kind(self, other):
        return isinstance(other, datetime)

    def __hash__(self):
        return hash(self._microseconds())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        local = self.replace(tzinfo=None)
        return _moment(local._microseconds() + other._whole()).replace(tzinfo=self.tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if isinstance(other, datetime):
            if (self.tzinfo is None) != (other.tzinfo is None):
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            return _delta(self._microseconds() - other._microseconds())
        return NotImplemented


def _moment(microseconds):
    """The datetime so many microseconds after the start of the year 1."""
    seconds, microsecond = divmod(microseconds, 1000000)
    days, seconds = divmod(seconds, 86400)
    if not 0 < days <= 3652059:
        raise OverflowError('date value out of range')
    return datetime(*_from_ordinal(days), seconds // 3600, seconds // 60 % 60, seconds % 60, microsecond)


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
