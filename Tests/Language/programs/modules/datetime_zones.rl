def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from datetime import UTC, datetime, timedelta, timezone

india = timezone(timedelta(hours=5, minutes=30))
t = datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
print(t, repr(t), t.astimezone(india), t.isoformat(), t.timestamp(), t.utcoffset(), t.tzname(), india, repr(india), UTC)
print(datetime.fromtimestamp(0, timezone.utc), datetime.fromtimestamp(1.5, india), t == t.astimezone(india), t.strftime("%z %Z"))
print(timezone(timedelta(hours=-3), "here"), repr(timezone(timedelta(hours=-3), "here")), t.astimezone(india) - t)
attempt(lambda: t - datetime(2024, 1, 1))
attempt(lambda: t < datetime(2024, 1, 1))
attempt(lambda: timezone(timedelta(days=2)))
attempt(lambda: timezone(5))
print(t == datetime(2024, 1, 1, 12))
