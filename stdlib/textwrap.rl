"""Wrapping, filling, indenting and dedenting text."""

import re

_white = '\t\n\x0b\x0c\r '
_letter = re.compile(r'[^\W\d]')


def _is_letter(text):
    return _letter.fullmatch(text) is not None


def _pieces(word):
    """A word cut after hyphens between letters, and around dashes."""
    pieces = []
    start = i = 0
    while i < len(word):
        if word[i] != '-':
            i += 1
            continue
        end = i
        while word[end:end + 1] == '-':
            end += 1
        before, after = word[max(i - 1, 0):i], word[end:end + 1]
        if end - i > 1:
            if before and (before.isalnum() or before in '_!"\'&.,?') and (after.isalnum() or after == '_'):
                pieces += [word[start:i], word[i:end]]
                start = end
        elif i >= 2 and _is_letter(before):
            joined = _is_letter(word[i - 2]) or i >= 3 and word[i - 2] == '-' and _is_letter(word[i - 3])
            follows = word[end + 1:end + 2]
            if follows == '-':
                follows = word[end + 2:end + 3]
            if joined and _is_letter(after) and _is_letter(follows):
                pieces.append(word[start:end])
                start = end
        i = end
    if start < len(word):
        pieces.append(word[start:])
    return pieces


class TextWrapper:
    """How text is cut into lines of at most width characters."""

    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _prepare(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate({ord(c): ' ' for c in _white})
        return text

    def _split(self, text):
        chunks = re.findall(r'[\t\n\x0b\x0c\r ]+|[^\t\n\x0b\x0c\r ]+', text)
        if self.break_on_hyphens:
            chunks = [piece for chunk in chunks for piece in _pieces(chunk)]
        if self.fix_sentence_endings:
            for i in range(len(chunks) - 1):
                if chunks[i + 1] == ' ' and re.search(r'[a-z][.!?]["\']?\Z', chunks[i]):
                    chunks[i + 1] = '  '
        return chunks

    def _break_word(self, chunks, line, length, room):
        """Puts what fits of a word that is longer than a line, or all of it when words may not be broken."""
        space = 1 if room < 1 else room - length
        if self.break_long_words:
            word = chunks[0]
            end = space
            if self.break_on_hyphens and len(word) > space:
                hyphen = word.rfind('-', 0, space)
                if hyphen > 0 and any(c != '-' for c in word[:hyphen]):
                    end = hyphen + 1
            line.append(word[:end])
            chunks[0] = word[end:]
        elif not line:
            line.append(chunks.pop(0))

    def wrap(self, text):
        """The text as a list of lines."""
        chunks = self._split(self._prepare(text))
        if self.width <= 0:
            raise ValueError('invalid width %r (must be > 0)' % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError('placeholder too large for max width')
        lines = []
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            room = self.width - len(indent)
            if self.drop_whitespace and chunks[0].strip() == '' and lines:
                del chunks[0]
            line, length = [], 0
            while chunks and length + len(chunks[0]) <= room:
                length += len(chunks[0])
                line.append(chunks.pop(0))
            if chunks and len(chunks[0]) > room:
                self._break_word(chunks, line, length, room)
                length = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == '':
                length -= len(line.pop())
            if not line:
                continue
            done = not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()
            if self.max_lines is None or len(lines) + 1 < self.max_lines or done and length <= room:
                lines.append(indent + ''.join(line))
                continue
            while line:
                if line[-1].strip() and length + len(self.placeholder) <= room:
                    lines.append(indent + ''.join(line) + self.placeholder)
                    break
                length -= len(line.pop())
            else:
                if lines:
                    last = lines[-1].rstrip()
                    if len(last) + len(self.placeholder) <= self.width:
                        lines[-1] = last + self.placeholder
                        break
                lines.append(indent + self.placeholder.lstrip())
            break
        return lines

    def fill(self, text):
        """The wrapped lines as one text."""
        return '\n'.join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """The text as a list of lines of at most width characters."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """The text with line breaks, so that no line is longer than width."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The text on one line, cut at a word to fit into width."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


def dedent(text):
    """The text without the indentation that all of its lines share."""
    lines = [line if line.strip(' \t') else '' for line in text.split('\n')]
    margin = None
    for line in lines:
        if not line:
            continue
        indent = line[:len(line) - len(line.lstrip(' \t'))]
        if margin is None:
            margin = indent
        else:
            common = 0
            while common < min(len(margin), len(indent)) and margin[common] == indent[common]:
                common += 1
            margin = margin[:common]
    margin = margin or ''
    return '\n'.join(line[len(margin):] if line else line for line in lines)


def indent(text, prefix, predicate=None):
    """The text with prefix before every line that is not blank."""
    if predicate is None:
        predicate = lambda line: line.strip()
    return ''.join(prefix + line if predicate(line) else line for line in text.splitlines(True))
