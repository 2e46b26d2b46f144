"""Hours in which nobody is disturbed: 22:00 to 08:00 where the person is."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

START, END = time(22), time(8)


def quiet_until(now: datetime, zone: str) -> datetime | None:
    """When the quiet hours end that `now` is in; None while it is in none. Of a morning's clock
    change only the instant moves: they end at 08:00 by the clock."""
    local = now.astimezone(ZoneInfo(zone))
    if END <= local.time() < START:
        return None
    day = local.date() if local.time() < END else local.date() + timedelta(days=1)
    return datetime.combine(day, END, ZoneInfo(zone)).astimezone(UTC)
