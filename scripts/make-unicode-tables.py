#!/usr/bin/env python3
"""Writes Sources/Tokenizer/UnicodeTableData.swift: what BERT's normalizer asks about scalars, as compact text.

Run it with a Python whose unicodedata is Unicode 14 (3.11). The crates inside Hugging Face's tokenizers 0.19 know older
versions; the scalars they do not know are listed here, so that ids come out the same. `benchmarks/tokenizer/check.py`
compares every scalar with Hugging Face's own.

A number is written five bits a character, high bits first: `0`…`O` end a number, `]`…`|` go on.
"""
import pathlib
import unicodedata

LAST = 0x110000
SCALARS = [code for code in range(LAST) if not 0xD800 <= code < 0xE000]


def codes(text):
    """The set written as hexadecimal numbers and ranges."""
    found = set()
    for item in text.split():
        first, _, last = item.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


# Newer than the categories (unicode_categories: Unicode 8).
NEW_CONTROLS = codes("890-891 8E2 110CD 13430-13438")
NEW_NONSPACING = codes(
    "7FD 898-89F 8CA-8E1 9FE AFA-AFF B55 C04 C3C D00 D3B-D3C D81 EBA 180F 1885-1886 1ABF-1ACE 1DF6-1DFB A82C A8C5 A8FF"
    " A9BD 10D24-10D27 10EAB-10EAC 10F46-10F50 10F82-10F85 11070 11073-11074 110C2 111C9 111CF 1123E 1133B 11438-1143F"
    " 11442-11444 11446 1145E 1182F-11837 11839-1183A 1193B-1193C 1193E 11943 119D4-119D7 119DA-119DB 119E0 11A01-11A0A"
    " 11A33-11A38 11A3B-11A3E 11A47 11A51-11A56 11A59-11A5B 11A8A-11A96 11A98-11A99 11C30-11C36 11C38-11C3D 11C3F"
    " 11C92-11CA7 11CAA-11CB0 11CB2-11CB3 11CB5-11CB6 11D31-11D36 11D3A 11D3C-11D3D 11D3F-11D45 11D47 11D90-11D91 11D95"
    " 11D97 11EF3-11EF4 16F4F 16FE4 1CF00-1CF2D 1CF30-1CF46 1E000-1E006 1E008-1E018 1E01B-1E021 1E023-1E024 1E026-1E02A"
    " 1E130-1E136 1E2AE 1E2EC-1E2EF 1E944-1E94A"
)
NEW_PUNCTUATION = codes(
    "61D 9FD A76 C77 C84 1B7D-1B7E 2E43-2E4F 2E52-2E5D 10EAD 10F55-10F59 10F86-10F89 1144B-1144F 1145A-1145B 1145D"
    " 11660-1166C 116B9 1183B 11944-11946 119E2 11A3F-11A46 11A9A-11A9C 11A9E-11AA2 11C41-11C45 11C70-11C71 11EF7-11EF8"
    " 11FFF 12FF1-12FF2 16E97-16E9A 16FE2 1E95E-1E95F"
)
# Of another category then.
OLD_NONSPACING = codes("1734")
OLD_PUNCTUATION = codes("166D 111C9")
# Newer than the normalization (unicode-normalization-alignments: Unicode 9).
NEW_COMBINING = codes(
    "7FD 898-89F 8CA-8D3 9FE C3C D3B-D3C EBA 1715 1ABF-1ACE 1DF6-1DFA A82C 10D24-10D27 10EAB-10EAC 10F46-10F50"
    " 10F82-10F85 11070 1133B 1145E 11839-1183A 11938 1193D-1193E 11943 119E0 11A34 11A47 11A99 11D42 11D44-11D45 11D97"
    " 16FF0-16FF1 1E130-1E136 1E2AE 1E2EC-1E2EF"
)
NEW_DECOMPOSITIONS = codes("11938")
# Alphabetic without being a letter, and the joiners: words to Rust's regular expressions (Unicode 15), which the flag
# single_word of added tokens follows.
OTHER_WORD = codes("200C-200D 24B6-24E9 1F130-1F149 1F150-1F169 1F170-1F189")
WORD_OF_UNICODE_15 = codes(
    "CF3 ECE 10EFD-10EFF 1123F-11241 11F00-11F10 11F12-11F3A 11F3E-11F42 11F50-11F59 1342F 13440-13455 1B132 1B155"
    " 1DF25-1DF2A 1E030-1E06D 1E08F 1E4D0-1E4F9 2B739 31350-323AF"
)

category = {code: unicodedata.category(chr(code)) for code in SCALARS}


def of(*names):
    return {code for code in SCALARS if category[code] in names}


control = of("Cc", "Cf", "Co") - {9, 10, 13} - NEW_CONTROLS | {0xFFFD}
nonspacing = of("Mn") - NEW_NONSPACING | OLD_NONSPACING
punctuation = of("Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po") - NEW_PUNCTUATION | OLD_PUNCTUATION
punctuation |= {code for code in range(33, 127) if not chr(code).isalnum()}
word = of("Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Nd", "Mn", "Mc", "Me", "Pc") | OTHER_WORD | WORD_OF_UNICODE_15
combining = {code: unicodedata.combining(chr(code)) for code in SCALARS if unicodedata.combining(chr(code))}
combining = {code: value for code, value in combining.items() if code not in NEW_COMBINING}
decompositions = {}
for code in SCALARS:
    parts = unicodedata.normalize("NFD", chr(code))
    if parts != chr(code) and not 0xAC00 <= code < 0xD7A4 and code not in NEW_DECOMPOSITIONS:
        decompositions[code] = [ord(part) for part in parts]
lowercase = {code: [ord(part) for part in chr(code).lower()] for code in SCALARS if chr(code).lower() != chr(code)}
assert [code for code, parts in lowercase.items() if len(parts) > 1] == [0x130]


def number(value):
    digits = chr(0x30 + value % 32)
    while value := value // 32:
        digits = chr(0x5D + value % 32) + digits
    return digits


def signed(value):
    return number(2 * value if value >= 0 else -2 * value - 1)


def ranges(found):
    """Gap since the last range and length - 1, of every range."""
    text, end, ordered = "", 0, sorted(found)
    while ordered:
        length = 1
        while length < len(ordered) and ordered[length] == ordered[0] + length:
            length += 1
        text += number(ordered[0] - end) + number(length - 1)
        end = ordered[0] + length
        ordered = ordered[length:]
    return text


def valued_ranges(values):
    """Gap, length - 1 and value of every range of scalars with one value."""
    text, end, ordered = "", 0, sorted(values)
    while ordered:
        length = 1
        while length < len(ordered) and ordered[length] == ordered[0] + length and (
            values[ordered[length]] == values[ordered[0]]
        ):
            length += 1
        text += number(ordered[0] - end) + number(length - 1) + number(values[ordered[0]])
        end = ordered[0] + length
        ordered = ordered[length:]
    return text


def expansions(parts):
    """Distance from the last scalar, count of parts, and the parts."""
    text, last = "", 0
    for code in sorted(parts):
        text += number(code - last) + number(len(parts[code])) + "".join(number(part) for part in parts[code])
        last = code
    return text


def mappings(single):
    """Runs of scalars that map the same way: gap, count - 1, step between them, distance of what each maps to."""
    text, end, ordered = "", 0, sorted(single)
    while ordered:
        first = ordered[0]
        shift = single[first] - first
        step = ordered[1] - first if len(ordered) > 1 and ordered[1] - first <= 2 else 1
        length = 1
        while length < len(ordered) and ordered[length] == first + length * step and (
            single[ordered[length]] - ordered[length] == shift
        ):
            length += 1
        text += number(first - end) + number(length - 1) + number(step) + signed(shift)
        end = ordered[length - 1] + 1
        ordered = ordered[length:]
    return text


tables = [
    ("control", "Ranges that cleaning drops: Cc, Cf, Co and U+FFFD.", ranges(control)),
    ("nonspacing", "Ranges of Mn, the accents that are stripped.", ranges(nonspacing)),
    ("punctuation", "Ranges of P* and of ASCII's signs.", ranges(punctuation)),
    ("word", "Ranges of what a regular expression's `\\\\w` matches.", ranges(word)),
    ("combining", "Ranges of one canonical combining class, and the class.", valued_ranges(combining)),
    ("decompositions", "Full canonical decompositions, Hangul aside.", expansions(decompositions)),
    (
        "lowercase", "Runs of scalars and how far away their lowercase is, U+0130 aside.",
        mappings({code: parts[0] for code, parts in lowercase.items() if len(parts) == 1}),
    ),
]


def lines(text):
    return "\n".join("    " + text[i : i + 110] + "\\" for i in range(0, len(text), 110)).rstrip("\\")


path = pathlib.Path(__file__).resolve().parent.parent / "Sources/Tokenizer/UnicodeTableData.swift"
body = "\n".join(
    f'  /// {comment}\n  static let {name}: StaticString = """\n{lines(text)}\n    """\n' for name, comment, text in tables
)
path.write_text(
    f"/// Unicode {unicodedata.unidata_version}, less what Hugging Face's normalizer does not know. Written by\n"
    "/// scripts/make-unicode-tables.py, which says how the numbers are spelt.\n"
    "enum UnicodeTableData {\n" + body + "}\n"
)
print({name: len(text) for name, _, text in tables})
