def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from datetime import date, datetime, time

t = datetime(2024, 1, 2, 15, 4, 5, 678)
print(t, repr(t), t.date(), t.time(), t.isoformat(" "), t.isoformat(timespec="milliseconds"), t.replace(hour=1, microsecond=0))
print(t - datetime(2023, 12, 31), datetime.combine(date(2024, 1, 1), time(1)), t.timetuple(), datetime(2024, 1, 1) == date(2024, 1, 1))
print(t.strftime("%Y-%m-%d %I:%M %p %f %% %c|%x|%X|%z|%Z|"), datetime.max, time(1, 2).strftime("%H"), time(1, 2, 3, 4), time.max)
attempt(lambda: datetime(2024, 1, 1, 25))
attempt(lambda: time(24))
attempt(lambda: t - date(2024, 1, 1))
attempt(lambda: t < date(2024, 1, 1))
