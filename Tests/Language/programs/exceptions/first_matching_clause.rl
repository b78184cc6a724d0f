for error in (ZeroDivisionError("z"), OverflowError("o"), KeyError("k"), ValueError("v")):
  try:
    raise error
  except ZeroDivisionError:
    print("zero")
  except ArithmeticError:
    print("arithmetic")
  except LookupError:
    print("lookup")
  except Exception as other:
    print("other", other)
