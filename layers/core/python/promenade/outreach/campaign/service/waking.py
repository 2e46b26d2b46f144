"""Woken campaigns do what is due, and nothing where nothing is: by a schedule of their own,
by what staff do, and by the sweep that finds what those missed."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from promenade.kit.due_marks import MINUTE
from promenade.kit.errors import Stale
from promenade.kit.patience import patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.service import launching
from promenade.outreach.campaign.service.handing_on import hand_on_all
from promenade.outreach.campaign.service.ports import Queue, Schedules

LAG = timedelta(minutes=2)
"""The sweep looks at minutes that are over for all clocks of ours, and at what schedules missed."""

MOST_MINUTES = 120
"""Of one sweep; where the job rested longer, the next ones catch up."""

_AT_FIRST = timedelta(hours=1)
_SECOND = timedelta(seconds=1)


class Wake(Value, frozen=True, forbid_unknown_fields=True):
    """`goes_on` where it may have been resumed: what was handed on before was left lying."""

    campaign: str
    goes_on: bool = False


class Doors(Value, frozen=True):
    """`pages` takes tasks of who sends them on."""

    launching: launching.Doors
    pages: Queue
    schedules: Schedules


class Marks(Protocol):
    def swept_until(self) -> datetime | None: ...

    def due_in(self, minute: datetime) -> Sequence[str]: ...

    def sweep(self, minute: datetime, names: Iterable[str]) -> None: ...


def wake(asked: Wake, stamp: Stamp, doors: Doors) -> Campaign | None:
    """None where there is no such campaign. Raises Unavailable."""
    campaign = patiently(lambda: launching.wake(asked.campaign, stamp, doors.launching), Stale)
    if campaign is None:
        return None
    if asked.goes_on:
        hand_on_all(campaign, doors.launching.runs, doors.pages)
    if campaign.wake_at and campaign.wake_at > stamp.at:
        _schedule(campaign.id, campaign.wake_at, doors.schedules)
    return campaign


def wake_body(campaign_id: str) -> bytes:
    return msgspec.json.encode(Wake(campaign_id))


def sweep(now: datetime, marks: Marks, queue: Queue) -> int:
    """Wakes all that was due, minute by minute since the last time; how many campaigns. Who breaks
    off has woken some, who are woken again and do nothing then. Raises Unavailable."""
    minute = marks.swept_until() or (now - _AT_FIRST).replace(second=0, microsecond=0)
    count = 0
    for _ in range(MOST_MINUTES):
        if minute + MINUTE + LAG > now:
            break
        found = marks.due_in(minute)
        queue.send([wake_body(each) for each in found])
        marks.sweep(minute, found)
        count, minute = count + len(found), minute + MINUTE
    return count


def _schedule(campaign_id: str, at: datetime, schedules: Schedules) -> None:
    """A schedule for each time, which does no harm once that is another: then nothing is due."""
    schedules.set(f"{campaign_id}_{at:%Y%m%dT%H%M%S}", at + _SECOND, wake_body(campaign_id))
