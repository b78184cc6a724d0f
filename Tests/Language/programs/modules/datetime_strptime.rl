def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from datetime import datetime

for text, form in [
    ("2024-01-02 03:04:05", "%Y-%m-%d %H:%M:%S"),
    ("Jan 5 2024 3PM", "%b %d %Y %I%p"),
    ("2024-01-02T03:04:05.12+0530", "%Y-%m-%dT%H:%M:%S.%f%z"),
    ("Tuesday 2 January 24", "%A %d %B %y"),
    ("2024 060", "%Y %j"),
    ("2024 05 1", "%Y %W %w"),
    ("2024 W05 1", "%G W%V %u"),
]:
    print(repr(datetime.strptime(text, form)))
attempt(lambda: datetime.strptime("x", "%Y"))
attempt(lambda: datetime.strptime("2024 x", "%Y"))
attempt(lambda: datetime.strptime("2024-13", "%Y-%m"))
attempt(lambda: datetime.strptime("2024", "%Q"))
attempt(lambda: datetime.strptime("2024", "%"))
attempt(lambda: datetime.strptime("2023-02-29", "%Y-%m-%d"))
