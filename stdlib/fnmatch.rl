"""Matching names against shell patterns: * ? [abc] [!abc]."""

import re


def translate(pat):
    """The regular expression of a shell pattern."""
    result = ''
    i = 0
    while i < len(pat):
        c = pat[i]
        i += 1
        if c == '*':
            result += '.*'
        elif c == '?':
            result += '.'
        elif c == '[':
            close = pat.find(']', i + 1 + (pat[i:i + 1] == '!'))
            if close < 0:
                result += '\\['
                continue
            inside = pat[i:close].replace('\\', '\\\\')
            i = close + 1
            if inside[0] == '!':
                inside = '^' + inside[1:]
            elif inside[0] == '^':
                inside = '\\' + inside
            result += '[' + inside + ']'
        else:
            result += re.escape(c)
    return '(?s:' + result + ')\\Z'


def fnmatchcase(name, pat):
    """Whether name matches the pattern."""
    return re.match(translate(pat), name) is not None


def fnmatch(name, pat):
    """Whether name matches the pattern."""
    return fnmatchcase(name, pat)


def filter(names, pat):
    """The names that match the pattern."""
    match = re.compile(translate(pat)).match
    return [name for name in names if match(name)]
