#!/usr/bin/env python3
"""Writes Sources/Tokenizer/UnicodeClassData.swift: for every scalar, whether it is a letter (L*), a number (N*) or
white space, as a two-stage table in hexadecimal.

GPT-2's split pattern asks for nothing else. Run it with a Python whose unicodedata has the Unicode version wanted
(3.11: Unicode 14, the version of the Oniguruma inside Hugging Face's tokenizers).
"""
import pathlib
import unicodedata

BLOCK = 256
WHITE_SPACE = {9, 10, 11, 12, 13, 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000}


def scalar_class(code):
    if code in WHITE_SPACE:
        return 3
    category = unicodedata.category(chr(code))[0]
    return {"L": 1, "N": 2}.get(category, 0)


classes = [scalar_class(code) for code in range(0x110000)]
last = max(code for code, value in enumerate(classes) if value)
blocks, first_stage = {}, []
for start in range(0, last + 1, BLOCK):
    block = tuple(classes[start : start + BLOCK])
    first_stage.append(blocks.setdefault(block, len(blocks)))
assert len(blocks) <= 256

stage_one = "".join(f"{index:02x}" for index in first_stage)
# Two scalars in one hexadecimal digit, the first in the high bits.
stage_two = "".join(f"{a << 2 | b:x}" for block in blocks for a, b in zip(block[::2], block[1::2]))


def lines(text):
    return "\n".join("    " + text[i : i + 110] + "\\" for i in range(0, len(text), 110)).rstrip("\\")


path = pathlib.Path(__file__).resolve().parent.parent / "Sources/Tokenizer/UnicodeClassData.swift"
path.write_text(f'''/// Unicode {unicodedata.unidata_version}: letters, numbers and white space. Written by scripts/make-unicode-classes.py.
enum UnicodeClassData {{
  static let blockCount = {len(blocks)}

  /// Two digits for every {BLOCK} scalars: which block of `stageTwo` describes them. Nothing beyond has a class.
  static let stageOne: StaticString = """
{lines(stage_one)}
    """

  /// {BLOCK // 2} digits for a block: two scalars a digit, the first in the high bits; 0 other, 1 letter, 2 number, 3 space.
  static let stageTwo: StaticString = """
{lines(stage_two)}
    """
}}
''')
