from datetime import datetime, timedelta, tzinfo


class Fixed(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=2)

    def dst(self, dt):
        return timedelta(0)

    def tzname(self, dt):
        return "FIX"


t = datetime(2024, 5, 6, 7, tzinfo=Fixed())
print(t, t.tzname(), t.dst(), t.strftime("%H %Z %z"), t.utctimetuple().tm_hour, t.timetz().tzname(), t.replace(tzinfo=None))
