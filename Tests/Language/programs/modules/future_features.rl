from __future__ import annotations, division
import __future__


def later(x: Undefined) -> AlsoUndefined:
    return x / 2


print(later(3))
print(annotations)
print(division.getOptionalRelease(), division.getMandatoryRelease())
print(__future__.with_statement.compiler_flag)
