from datetime import date, datetime, time, timedelta, timezone
def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)
d = date(2024, 2, 29); t = datetime(2024, 2, 29, 13, 5, 9, 123456)
print(d, repr(d), t, repr(t), d.isoformat(), t.isoformat(), d.weekday(), d.isoweekday(), d.toordinal(), date.fromordinal(738945), d.strftime('%d/%m/%Y %A %B %j'), t.strftime('%Y-%m-%d %H:%M:%S.%f %p %I'), f'{d:%Y}', d.timetuple().tm_yday)
print(d + timedelta(days=1), d - timedelta(weeks=1), date(2024, 3, 1) - d, t + timedelta(hours=11, minutes=30), t - datetime(2024, 1, 1), d < date(2025, 1, 1), t.date(), t.time(), t.replace(year=2023, day=1), datetime(2024, 1, 1) == datetime(2024, 1, 1), datetime.combine(d, time(1, 2)))
print(timedelta(days=1, hours=2), repr(timedelta(seconds=90061.5)), timedelta(days=-1), timedelta(hours=25).total_seconds(), timedelta(minutes=5) * 3, timedelta(hours=1) / timedelta(minutes=20), timedelta(hours=1) // 7, -timedelta(seconds=1), abs(timedelta(-1)), timedelta(0), bool(timedelta()), str(timedelta(microseconds=5)), sum([timedelta(1), timedelta(2)], timedelta()))
print(datetime.strptime('2024-05-01 10:20', '%Y-%m-%d %H:%M'), datetime.fromisoformat('2024-05-01T10:20:30'), date.fromisoformat('2024-05-01'), datetime.strptime('1 Jan 2020', '%d %b %Y'), time(9, 5), repr(time(9, 5, 1)), time(1) < time(2))
u = datetime(2024, 1, 1, tzinfo=timezone.utc); print(u, repr(u), u.timestamp(), u.astimezone(timezone(timedelta(hours=2))), timezone(timedelta(hours=-5)), datetime.fromtimestamp(0, timezone.utc), u.isoformat())
attempt(date, 2023, 2, 29)
attempt(date, 2023, 13, 1)
attempt(datetime, 2023, 1, 1, 25)
attempt(datetime.strptime, 'x', '%Y')
attempt(date.fromisoformat, 'nope')
print(isinstance(datetime.now(), datetime), date.today() == datetime.now().date(), date.min, datetime.max, {d: 1}[date(2024, 2, 29)], d == t)
