class AppError(Exception):
  """Base of the app."""

  code = 1


class NotFound(AppError):
  code = 404

  def __init__(self, name, *, hint=None):
    super().__init__(f"{name} not found")
    self.name = name
    self.hint = hint


class WithStr(AppError):
  def __str__(self):
    return "custom text"


for error in (AppError(), AppError("a", 1), NotFound("page", hint="try /"), WithStr("ignored")):
  try:
    raise error
  except AppError as e:
    print(type(e).__name__, e, e.args, e.code, repr(e), getattr(e, "hint", None))
