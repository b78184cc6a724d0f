def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from datetime import date, timedelta

d = date(2024, 2, 29)
print(d, repr(d), d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.timetuple().tm_yday, d.ctime())
print(d + timedelta(1), d - date(2024, 1, 1), d.replace(day=1), date.fromordinal(738886), date.fromisocalendar(2024, 9, 4) == d)
print(date.min, date.max, d < date(2024, 3, 1), f"{d:%d/%m/%y %a %A %b %B %j %U %W %G-%V-%u}")
attempt(lambda: date(2023, 2, 29))
attempt(lambda: date(2024, 13, 1))
attempt(lambda: date(0, 1, 1))
attempt(lambda: date("a", 1, 1))
attempt(lambda: date())
attempt(lambda: d + 1)
attempt(lambda: d < 1)
attempt(lambda: date.max + timedelta(1))
