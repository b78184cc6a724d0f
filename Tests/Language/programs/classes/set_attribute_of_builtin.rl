for use in (lambda: setattr(5, "x", 1), lambda: setattr("s", "x", 1), lambda: setattr([], "x", 1), lambda: setattr(int, "x", 1),
            lambda: setattr(object(), "x", 1), lambda: setattr(None, "x", 1)):
  try:
    use()
  except (AttributeError, TypeError) as error:
    print(type(error).__name__, error)
