from enum import IntEnum


class Level(IntEnum):
    LOW = 1
    HIGH = 5


print(Level.LOW + 1, Level.LOW < Level.HIGH, Level.HIGH == 5, ["a", "b"][Level.LOW], str(Level.LOW), repr(Level.HIGH), f"{Level.HIGH:03d}")
print(max(Level), {5: "x"}[Level.HIGH], sum(Level), Level(5), 10 - Level.LOW, Level.HIGH * 1.5)
