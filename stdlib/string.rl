"""Constants of character classes, and templates with $names."""

import re

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
    """Text with $name and ${name} to be replaced; $$ is a dollar sign."""

    delimiter = '$'

    def __init__(self, template):
        self.template = template

    def _fill(self, mapping, strict):
        def replace(match):
            if match.group('escaped') is not None:
                return '$'
            name = match.group('named') or match.group('braced')
            if name is None:
                if not strict:
                    return match.group()
                before = self.template[:match.start()].split('\n')
                raise ValueError('Invalid placeholder in string: line %d, col %d'
                                 % (len(before), len(before[-1]) + 1))
            if strict:
                return str(mapping[name])
            return str(mapping[name]) if name in mapping else match.group()

        pattern = r'\$(?:(?P<escaped>\$)|(?P<named>[_a-zA-Z][_a-zA-Z0-9]*)|\{(?P<braced>[_a-zA-Z][_a-zA-Z0-9]*)\}|)'
        return re.sub(pattern, replace, self.template)

    def substitute(self, mapping=None, /, **kws):
        """The text with every placeholder replaced; KeyError for a missing one."""
        return self._fill({**(mapping or {}), **kws}, True)

    def safe_substitute(self, mapping=None, /, **kws):
        """The text with the placeholders that are known replaced."""
        return self._fill({**(mapping or {}), **kws}, False)


class Formatter:
    """str.format as an object."""

    def format(self, format_string, /, *args, **kwargs):
        return format_string.format(*args, **kwargs)

    def vformat(self, format_string, args, kwargs):
        return format_string.format(*args, **kwargs)
