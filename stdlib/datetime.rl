"""Dates, times and spans of time."""

import time as _time
from _clock import MAXYEAR, MINYEAR, _check_date, _check_time, _check_zone, _format, _given, _time_text, time
from _isoformat import _iso_week, parse_date, parse_moment
from _namedtuple import namedtuple as _namedtuple
from _strptime import parse as _parse
from _timespans import (UTC, _days_before_year, _delta, _from_ordinal, _to_ordinal, timedelta, timezone, tzinfo)


_IsoCalendarDate = _namedtuple('IsoCalendarDate', 'year week weekday')


class IsoCalendarDate(_IsoCalendarDate):
    def __repr__(self):
        return 'datetime.IsoCalendarDate(year=%d, week=%d, weekday=%d)' % tuple(self)


class date:
    """A day."""

    __tp_name__ = 'datetime.date'

    def __init__(self, year=_given, month=_given, day=_given):
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
        if not isinstance(text, str):
            raise TypeError('fromisoformat: argument must be str')
        parts = parse_date(text)
        if parts is None:
            raise ValueError('Invalid isoformat string: %r' % text)
        return cls(*parts)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The date of a day (1 is Monday) of an ISO week."""
        return cls(*_iso_week(year, week, day))

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
        return IsoCalendarDate(year, week, self.isoweekday())

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
        return type(self)(self.year if year is None else year, self.month if month is None else month,
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
        return type(self).fromordinal(n)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(1)


class datetime(date):
    """A day and a time."""

    __tp_name__ = 'datetime.datetime'

    def __init__(self, year=_given, month=_given, day=_given, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *,
                 fold=0):
        date.__init__(self, year, month, day)
        _check_time(hour, minute, second, microsecond)
        _check_zone(tzinfo)
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
        return tz.fromutc(cls(*_time.gmtime(seconds)[:6], microsecond, tz))

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        return cls.fromtimestamp(timestamp, timezone.utc).replace(tzinfo=None)

    @classmethod
    def fromordinal(cls, n):
        return cls(*_from_ordinal(n))

    @classmethod
    def combine(cls, date, time, tzinfo=_given):
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is _given else tzinfo, fold=time.fold)

    @classmethod
    def strptime(cls, date_string, format):
        parts = _parse(date_string, format)
        zone = None
        if parts[9] is not None:
            zone = timezone(timedelta(seconds=parts[9])) if parts[9] else timezone.utc
            if parts[10]:
                zone = timezone(timedelta(seconds=parts[9]), parts[10])
        return cls(*parts[:7], zone)

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError('fromisoformat: argument must be str')
        parts = parse_moment(text)
        if parts is None:
            raise ValueError('Invalid isoformat string: %r' % text)
        return cls(*parts[0], *parts[1])

    def date(self):
        return date(self.year, self.month, self.day)

    def time(self):
        return time(self.hour, self.minute, self.second, self.microsecond, fold=self.fold)

    def timetz(self):
        return time(self.hour, self.minute, self.second, self.microsecond, self.tzinfo, fold=self.fold)

    def dst(self):
        return None if self.tzinfo is None else self.tzinfo.dst(self)

    def utctimetuple(self):
        """The moment in UTC as time.struct_time."""
        return _time.struct_time(tuple(_moment(self._microseconds()).timetuple())[:8] + (0,))

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
        saving = self.dst()
        return _time.struct_time((self.year, self.month, self.day, self.hour, self.minute, self.second,
                                  self.weekday(), self.toordinal() - _days_before_year(self.year),
                                  -1 if saving is None else 1 if saving else 0))

    def astimezone(self, tz=None):
        """The same moment in another zone; without one, in the local zone."""
        if tz is not None and not isinstance(tz, tzinfo):
            raise TypeError('tz argument must be an instance of tzinfo')
        moment = self
        if moment.utcoffset() is None:
            local = timedelta(seconds=round(moment.timestamp()) - _calendar_seconds(moment))
            moment = moment.replace(tzinfo=timezone(-local))
        if tz is None:
            seconds = moment.timestamp()
            here = _time.localtime(seconds)
            tz = timezone(timedelta(seconds=_calendar_seconds(datetime(*here[:6])) - int(seconds // 1)))
        return tz.fromutc(_moment(moment._microseconds()).replace(tzinfo=tz))

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=_given, *, fold=None):
        """The moment with some parts changed."""
        return type(self)(
            self.year if year is None else year, self.month if month is None else month,
            self.day if day is None else day, self.hour if hour is None else hour,
            self.minute if minute is None else minute, self.second if second is None else second,
            self.microsecond if microsecond is None else microsecond, self.tzinfo if tzinfo is _given else tzinfo,
            fold=self.fold if fold is None else fold)

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
        return 'datetime.datetime(%s%s%s)' % (', '.join(map(str, parts)), tz, ', fold=1' if self.fold else '')

    def _key(self):
        return self._microseconds()

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            return False
        return self._microseconds() == other._microseconds()

    def _same_kind(self, other):
        if not isinstance(other, datetime):
            if isinstance(other, date):
                raise TypeError("can't compare datetime.datetime to datetime.date")
            return False
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return True

    def __hash__(self):
        return hash(self._microseconds())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        moved = _moment(self.replace(tzinfo=None)._microseconds() + other._whole())
        if type(self) is not datetime:
            moved = type(self)(moved.year, moved.month, moved.day, moved.hour, moved.minute, moved.second,
                               moved.microsecond)
        return moved.replace(tzinfo=self.tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if isinstance(other, datetime):
            if (self.utcoffset() is None) != (other.utcoffset() is None):
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            return _delta(self._microseconds() - other._microseconds())
        return NotImplemented


def _calendar_seconds(moment):
    """Seconds since 1970 that the clock shows, whatever its zone."""
    return (moment.replace(tzinfo=None)._microseconds() - _to_ordinal(1970, 1, 1) * 86400000000) // 1000000


def _moment(microseconds):
    """The datetime so many microseconds after the start of the year 1."""
    seconds, microsecond = divmod(microseconds, 1000000)
    days, seconds = divmod(seconds, 86400)
    if not 0 < days <= 3652059:
        raise OverflowError('date value out of range')
    return datetime(*_from_ordinal(days), seconds // 3600, seconds // 60 % 60, seconds % 60, microsecond)


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
