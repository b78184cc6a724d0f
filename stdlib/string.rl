"""Constants of character classes, and templates with $names."""

import re
from collections import ChainMap

ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
whitespace = ' \t\n\r\x0b\x0c'
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Every word of s with a capital first letter."""
    return (sep or ' ').join(word.capitalize() for word in s.split(sep))


class Template:
    """Text with $name and ${name} to be replaced; $$ is a dollar sign.

    Subclasses may set delimiter, idpattern (what a name looks like), braceidpattern and flags.
    """

    delimiter = '$'
    idpattern = '(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = re.IGNORECASE
    pattern = None

    def __init__(self, template):
        self.template = template

    @classmethod
    def _compiled(cls):
        text = cls.pattern
        if text is None:
            text = r'%s(?:(?P<escaped>%s)|(?P<named>%s)|{(?P<braced>%s)}|(?P<invalid>))' % (
                re.escape(cls.delimiter), re.escape(cls.delimiter), cls.idpattern, cls.braceidpattern or cls.idpattern)
        return re.compile(text, cls.flags | re.VERBOSE)

    def _invalid(self, match):
        before = self.template[:match.start('invalid')].splitlines(keepends=True)
        line, column = 1, 1
        if before:
            line, column = len(before), match.start('invalid') - len(''.join(before[:-1]))
        raise ValueError('Invalid placeholder in string: line %d, col %d' % (line, column))

    def _fill(self, mapping, strict):
        def replace(match):
            name = match.group('named') or match.group('braced')
            if name is not None:
                if strict:
                    return str(mapping[name])
                try:
                    return str(mapping[name])
                except KeyError:
                    return match.group()
            if match.group('escaped') is not None:
                return self.delimiter
            if match.group('invalid') is not None:
                if strict:
                    self._invalid(match)
                return match.group()
            raise ValueError('Unrecognized named group in pattern', self._compiled())
        return self._compiled().sub(replace, self.template)

    def substitute(self, mapping=None, /, **kws):
        """The text with every placeholder replaced; KeyError for a missing one."""
        return self._fill(_joined(mapping, kws), True)

    def safe_substitute(self, mapping=None, /, **kws):
        """The text with the placeholders that are known replaced."""
        return self._fill(_joined(mapping, kws), False)

    def is_valid(self):
        """Whether every $ starts a placeholder."""
        return all(match.group('invalid') is None for match in self._compiled().finditer(self.template))

    def get_identifiers(self):
        """The names of the placeholders, each once, in the order in which they appear."""
        names = []
        for match in self._compiled().finditer(self.template):
            name = match.group('named') or match.group('braced')
            if name is not None and name not in names:
                names.append(name)
        return names


def _joined(mapping, kws):
    """The mapping with the keywords before it."""
    if mapping is None:
        return kws
    return ChainMap(kws, mapping) if kws else mapping


class Formatter:
    """str.format as an object whose steps can be overridden."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """The text of format_string with the values of args and kwargs."""
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, automatic):
        if depth < 0:
            raise ValueError('Max string recursion exceeded')
        pieces = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                pieces.append(literal)
            if name is None:
                continue
            first = re.match(r'[^.[]*', name).group()
            if first == '':
                if automatic is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                name = str(automatic) + name
                automatic += 1
            elif first.isdigit():
                if automatic:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                automatic = False
            value, key = self.get_field(name, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, automatic = self._vformat(spec, args, kwargs, used, depth - 1, automatic)
            pieces.append(self.format_field(value, spec))
        return ''.join(pieces), automatic

    def parse(self, format_string):
        """Quadruples of literal text, field name, format specification and conversion."""
        return iter(_parse(format_string))

    def get_field(self, field_name, args, kwargs):
        """The value that a field name stands for, and its first part."""
        first = re.match(r'[^.[]*', field_name).group()
        key = int(first) if first.isdigit() else first
        value = self.get_value(key, args, kwargs)
        for attribute, item in re.findall(r'\.([^.[]*)|\[([^\]]*)\]', field_name[len(first):]):
            if attribute:
                value = getattr(value, attribute)
            else:
                value = value[int(item) if item.isdigit() else item]
        return value, key

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError('Unknown conversion specifier %s' % conversion)


def _parse(text):
    """The fields of a format string with the text before each."""
    parts = []
    literal = ''
    i = 0
    while i < len(text):
        char = text[i]
        if char == '{' and text[i + 1:i + 2] == '{' or char == '}' and text[i + 1:i + 2] == '}':
            parts.append((literal + char, None, None, None))
            literal = ''
            i += 2
        elif char == '}':
            raise ValueError("Single '}' encountered in format string")
        elif char == '{':
            if i + 1 == len(text):
                raise ValueError("Single '{' encountered in format string")
            depth, end, bracket = 1, i + 1, False
            while end < len(text) and depth:
                depth += (text[end] == '{') - (text[end] == '}')
                end += 1
            if depth:
                raise ValueError("expected '}' before end of string")
            name, spec, conversion = _field(text[i + 1:end - 1])
            parts.append((literal, name, spec, conversion))
            literal = ''
            i = end
        else:
            literal += char
            i += 1
    if literal:
        parts.append((literal, None, None, None))
    return parts


def _field(body):
    """Name, specification and conversion of what stands between braces."""
    inside = 0
    for i, char in enumerate(body):
        inside += (char == '[') - (char == ']')
        if char in '!:' and inside <= 0:
            break
    else:
        return body, '', None
    name, rest = body[:i], body[i:]
    if rest[0] == ':':
        return name, rest[1:], None
    if len(rest) < 2:
        raise ValueError("end of string while looking for conversion specifier")
    if len(rest) > 2 and rest[2] != ':':
        raise ValueError("expected ':' after conversion specifier")
    return name, rest[3:], rest[1]
