names = "ArithmeticError AssertionError AttributeError EOFError FloatingPointError GeneratorExit ImportError IndexError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotImplementedError OSError OverflowError RecursionError ReferenceError RuntimeError StopIteration SyntaxError IndentationError SystemExit TypeError UnboundLocalError UnicodeError UnicodeDecodeError UnicodeEncodeError ValueError ZeroDivisionError Warning UserWarning DeprecationWarning FileNotFoundError FileExistsError PermissionError IsADirectoryError NotADirectoryError TimeoutError ConnectionError"
import builtins
for name in names.split():
  kind = getattr(builtins, name)
  print(name, "<", " < ".join(c.__name__ for c in kind.__mro__[1:-1]))
