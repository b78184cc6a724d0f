"""Random programs of the language: deterministic, short, full of errors that are caught and printed.

A program is a list of statements, each a text that may span lines; `generate(number)` always gives the same one.
"""
import importlib
import pathlib
import warnings

from choices import Choices
from source import indented

warnings.simplefilter("ignore", SyntaxWarning)

# Every file theme_NAME.py has `statements(choices)`, which gives the statements of one program.
THEMES = {path.stem[len("theme_"):]: importlib.import_module(path.stem)
          for path in sorted(pathlib.Path(__file__).parent.glob("theme_*.py"))}

# What programs use to print: sets in an order that does not depend on hashing.
PRELUDE = '''
import math, itertools, functools, collections, json, re, string, copy

def text(value):
    kind = type(value)
    if kind in (set, frozenset):
        return kind.__name__ + "{" + ", ".join(sorted([text(item) for item in value])) + "}"
    if kind is list:
        return "[" + ", ".join([text(item) for item in value]) + "]"
    if kind is tuple:
        return "(" + ", ".join([text(item) for item in value]) + ")"
    if kind is dict:
        return "{" + ", ".join([text(key) + ": " + text(value[key]) for key in value]) + "}"
    shown = repr(value)
    return "<" + kind.__name__ + ">" if " at 0x" in shown else shown

def steady(members):
    # Whether a set of them has the same order in every process: it has not with texts, None, NaN.
    return all(isinstance(m, (int, float)) and m == m or type(m) is tuple and steady(m) for m in members)

def failure(error):
    # Where the stack ended decides on the words.
    return "! " + type(error).__name__ + ": " + (str(error) if not isinstance(error, RecursionError) else "")

def show(thunk):
    try:
        value = thunk()
        print(type(value).__name__, text(value))
    except Exception as error:
        print(failure(error))
'''


def generate(number, theme=None):
    """The statements of program `number`."""
    choices = Choices(number)
    name = choices.choice(sorted(THEMES))
    return [statement for statement in THEMES[theme or name].statements(choices) if is_syntax(statement)]


def is_syntax(statement):
    """Whether the statement may stand in a function."""
    try:
        compile(f"def program():\n{indented(statement)}", "program", "exec")
    except SyntaxError:
        return False
    return True


def joined(programs):
    """One source text that runs `programs`, a list of (name, statements), each apart from the others."""
    parts = [PRELUDE]
    for index, (name, statements) in enumerate(programs):
        body = "\n".join(indented(statement) for statement in statements) or "    pass"
        parts.append(f"def program_{index}():\n{body}\n\n")
        parts.append(f"print({'## ' + str(name)!r})\ntry:\n    program_{index}()\nexcept BaseException as error:\n    print(failure(error))\n")
    parts.append("print('## end')\n")
    return "".join(parts)


if __name__ == "__main__":
    import sys
    theme = sys.argv[2] if len(sys.argv) > 2 else None
    print(joined([(sys.argv[1], generate(int(sys.argv[1]), theme))]))
