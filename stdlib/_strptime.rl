"""Reading dates and times by a format: what time.strptime and datetime.strptime share."""

import re
from _timespans import _days_before_year, _days_in_month, _from_ordinal, _to_ordinal

_days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
_months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october',
           'november', 'december']

_patterns = {
    'd': r'(?P<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])',
    'f': r'(?P<f>[0-9]{1,6})',
    'G': r'(?P<G>\d\d\d\d)',
    'H': r'(?P<H>2[0-3]|[0-1]\d|\d)',
    'I': r'(?P<I>1[0-2]|0[1-9]|[1-9])',
    'j': r'(?P<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])',
    'm': r'(?P<m>1[0-2]|0[1-9]|[1-9])',
    'M': r'(?P<M>[0-5]\d|\d)',
    'S': r'(?P<S>6[0-1]|[0-5]\d|\d)',
    'U': r'(?P<U>5[0-3]|[0-4]\d|\d)',
    'u': r'(?P<u>[1-7])',
    'V': r'(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)',
    'W': r'(?P<W>5[0-3]|[0-4]\d|\d)',
    'w': r'(?P<w>[0-6])',
    'y': r'(?P<y>\d\d)',
    'Y': r'(?P<Y>\d\d\d\d)',
    'z': r'(?P<z>[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z))',
    'Z': r'(?P<Z>utc|gmt)',
    'p': r'(?P<p>am|pm)',
    'A': '(?P<A>%s)' % '|'.join(_days),
    'a': '(?P<a>%s)' % '|'.join(name[:3] for name in _days),
    'B': '(?P<B>%s)' % '|'.join(_months),
    'b': '(?P<b>%s)' % '|'.join(name[:3] for name in _months),
    '%': '%',
}
_shorthands = {'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S', 'T': '%H:%M:%S', 'D': '%m/%d/%y',
               'R': '%H:%M', 'F': '%Y-%m-%d'}
_compiled = {}


def _pattern(format):
    """The regular expression of a format."""
    if format in _compiled:
        return _compiled[format]
    text, i = '', 0
    spelled = re.sub('%([cxX])', lambda m: _shorthands[m.group(1)], format)
    while i < len(spelled):
        char = spelled[i]
        i += 1
        if char.isspace():
            while i < len(spelled) and spelled[i].isspace():
                i += 1
            text += r'\s+'
        elif char == '%':
            if i == len(spelled):
                raise ValueError("stray %% in format '%s'" % format)
            if spelled[i] not in _patterns:
                raise ValueError("'%s' is a bad directive in format '%s'" % (spelled[i], format))
            text += _patterns[spelled[i]]
            i += 1
        else:
            text += re.escape(char)
    _compiled[format] = re.compile(text, re.IGNORECASE)
    return _compiled[format]


def _day_of_week_count(year, week, weekday, starts_monday):
    """The day of the year of a weekday (0 is Monday) in a week counted from the first Sunday or Monday."""
    first = (_to_ordinal(year, 1, 1) + 6) % 7
    if not starts_monday:
        first, weekday = (first + 1) % 7, (weekday + 1) % 7
    before = (7 - first) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + before + 7 * (week - 1) + weekday


def parse(text, format):
    """Year, month, day, hour, minute, second, microsecond, weekday, day of the year, offset in seconds and the name
    of the time zone that text spells."""
    for argument, what in ((text, 0), (format, 1)):
        if not isinstance(argument, str):
            raise TypeError('strptime() argument %d must be str, not %r' % (what, type(argument)))
    match = _pattern(format).match(text)
    if match is None:
        raise ValueError('time data %r does not match format %r' % (text, format))
    if match.end() != len(text):
        raise ValueError('unconverted data remains: %s' % text[match.end():])
    found = {name: value for name, value in match.groupdict().items() if value is not None}

    def number(name, default=None):
        return int(found[name]) if name in found else default

    year, month, day = number('Y'), number('m', 1), number('d', 1)
    if 'y' in found:
        year = number('y') + (2000 if number('y') <= 68 else 1900)
    for name, names in (('B', _months), ('b', [m[:3] for m in _months])):
        if name in found:
            month = names.index(found[name].lower()) + 1
    hour = number('H', 0)
    if 'I' in found:
        hour = number('I') % 12 + (12 if found.get('p', '').lower() == 'pm' else 0)
    weekday = None
    for name, names in (('A', _days), ('a', [d[:3] for d in _days])):
        if name in found:
            weekday = names.index(found[name].lower())
    if 'w' in found:
        weekday = (number('w') + 6) % 7
    if 'u' in found:
        weekday = number('u') - 1
    given_year = year
    if year is None:
        year = 1904 if month == 2 and day == 29 else 1900
    julian = number('j')
    if julian is None and weekday is not None and ('U' in found or 'W' in found) and given_year is not None:
        julian = _day_of_week_count(year, number('U', number('W')), weekday, 'W' in found)
    if 'G' in found and 'V' in found and weekday is not None:
        thursday = _to_ordinal(number('G'), 1, 4)
        ordinal = thursday - (thursday + 6) % 7 + 7 * (number('V') - 1) + weekday
        year, month, day = _from_ordinal(ordinal)
    elif julian is not None and 'm' not in found and 'd' not in found:
        year, month, day = _from_ordinal(_days_before_year(year) + julian)
    elif not 1 <= day <= _days_in_month(year, month):
        raise ValueError('day is out of range for month')
    ordinal = _to_ordinal(year, month, day)
    if weekday is None:
        weekday = (ordinal + 6) % 7
    offset = None
    if 'z' in found:
        offset = _offset(found['z'])
    return ((given_year is None and year == 1904 and 1900 or year), month, day, hour, number('M', 0), number('S', 0),
            int(found.get('f', '0').ljust(6, '0')), weekday, ordinal - _days_before_year(year), offset,
            found.get('Z'))


def _offset(text):
    """Seconds east of Greenwich: Z, +0530, -01:00."""
    if text == 'Z':
        return 0
    digits = text[1:].replace(':', '')
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + float(digits[4:] or 0)
    seconds = int(seconds) if seconds == int(seconds) else seconds
    return -seconds if text[0] == '-' else seconds
