"""What all coupons of a template may cost at worst (M1-5)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from promenade.activity.coupon.model.terms import Fixed, Terms

_INSTANT = timedelta.resolution


def exposure_of(terms: Terms, since: datetime) -> int | None:
    """None where nothing bounds it; none of them is given before `since`."""
    most, counts = terms.most_minor, (terms.total, _of_all_days(terms, since))
    bounds = [count for count in counts if count is not None]
    return None if most is None or not bounds else most * min(bounds)


def _of_all_days(terms: Terms, since: datetime) -> int | None:
    """As many as a day has, on each day of its zone on which any are given."""
    end = _end_of(terms)
    if terms.per_day_total is None or end is None:
        return None
    start, zone = max(since, terms.claim_window.start or since), ZoneInfo(terms.zone)
    if end <= start:
        return 0
    first, last = (at.astimezone(zone).date() for at in (start, end - _INSTANT))
    return terms.per_day_total * ((last - first).days + 1)


def _end_of(terms: Terms) -> datetime | None:
    """When none are given any more."""
    good_until = terms.validity.end if isinstance(terms.validity, Fixed) else None
    ends = [each for each in (terms.claim_window.end, good_until) if each is not None]
    return min(ends, default=None)
