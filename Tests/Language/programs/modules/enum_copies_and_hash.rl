import copy
from enum import Enum, IntFlag, StrEnum


class Color(Enum):
    RED = 1


class Bits(IntFlag):
    A = 1
    B = 2


class Word(StrEnum):
    HI = "hi"


print(copy.deepcopy([Color.RED])[0] is Color.RED, {Color.RED: 1}[Color.RED], hash(Color.RED) == hash("RED"))
print(Bits.A | Bits.B, repr(Bits.A | 8), Bits.A + 1, Word.HI.upper(), Word.HI + "!", "oh " + Word.HI, Word.HI == "hi", f"{Word.HI}")
