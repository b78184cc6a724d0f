"""Reading dates and times in the formats of ISO 8601, for datetime."""

import re
from _timespans import UTC, _days_in_month, _from_ordinal, _to_ordinal, timedelta, timezone

_date = re.compile(r'(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d)|-W(\d\d)(?:-(\d))?|W(\d\d)(\d)?)', re.A)
_time = re.compile(r'T?(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?|(\d\d)(?:(\d\d)(?:[.,](\d+))?)?)?'
                   r'(?:(Z)|([+-])(\d\d)(?::?(\d\d)(?::?(\d\d)(?:\.(\d+))?)?)?)?', re.A)


def _iso_week(year, week, day):
    """The date of a day (1 is Monday) of an ISO week."""
    if not 1 <= year <= 9999:
        raise ValueError('Year is out of range: %d' % year)
    first = _to_ordinal(year, 1, 4)
    first -= (first + 6) % 7
    after = _to_ordinal(year, 12, 28)
    if not 1 <= week <= (after - first) // 7 + 1:
        raise ValueError('Invalid week: %d' % week)
    if not 1 <= day <= 7:
        raise ValueError('Invalid weekday: %d (range is [1, 7])' % day)
    return _from_ordinal(first + 7 * (week - 1) + day - 1)


def _date_of(match):
    year, m1, d1, m2, d2, w1, day1, w2, day2 = match.groups()
    if w1 or w2:
        return _iso_week(int(year), int(w1 or w2), int(day1 or day2 or 1))
    return int(year), int(m1 or m2), int(d1 or d2)


def _time_of(match):
    """Hour, minute, second, microsecond and time zone."""
    hour, m1, s1, f1, m2, s2, f2, zulu, sign, zone_hour, zone_minute, zone_second, zone_fraction = match.groups()
    fraction = f1 or f2 or '0'
    zone = None
    if zulu:
        zone = UTC
    elif sign:
        offset = timedelta(hours=int(zone_hour), minutes=int(zone_minute or 0), seconds=int(zone_second or 0),
                           microseconds=int((zone_fraction or '0').ljust(6, '0')[:6]))
        zone = timezone(-offset if sign == '-' else offset) if offset else UTC
    return (int(hour), int(m1 or m2 or 0), int(s1 or s2 or 0), int(fraction.ljust(6, '0')[:6]), zone)


def parse_date(text):
    match = _date.fullmatch(text)
    return None if match is None else _date_of(match)


def parse_time(text):
    match = _time.fullmatch(text)
    return None if match is None else _time_of(match)


def parse_moment(text):
    """The date and the time of text, None if it is neither; the time may be left out."""
    match = _date.match(text)
    if match is None:
        return None
    rest = text[match.end():]
    if not rest:
        return _date_of(match), (0, 0, 0, 0, None)
    time = _time.fullmatch(rest[1:])
    if time is not None and not rest[1:].startswith('T'):
        return _date_of(match), _time_of(time)
    return None
