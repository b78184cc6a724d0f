def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from datetime import date, datetime, time

for text in ["2024-01-02T03:04:05", "2024-01-02 03:04", "20240102T030405Z", "2024-01-02T03:04:05.123+05:30", "2024-W01-2", "2024-01-02"]:
    print(repr(datetime.fromisoformat(text)))
print(date.fromisoformat("20240102"), date.fromisoformat("2024-W01-1"), time.fromisoformat("03:04"), time.fromisoformat("030405.5"))
for text in ["x", "2024-1-1", "2024-01-02T", "2024-01-02T3:04", "2024-13-01"]:
    attempt(lambda: datetime.fromisoformat(text))
attempt(lambda: date.fromisoformat("2024-1-1"))
