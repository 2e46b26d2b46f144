"""Links that are followed and pictures that are fetched: led at once, judged a little later."""

from contextlib import suppress

import msgspec

from promenade.contracts.tracking import PIXEL
from promenade.customer.tracking.model.links import NOBODY
from promenade.customer.tracking.model.touches import Sight, Touch, doubt_of, is_burst
from promenade.customer.tracking.service.links import Led, Marks, lead
from promenade.customer.tracking.service.ports import (
    LinkStore,
    Seen,
    TouchQueue,
    TouchStore,
    Whose,
)
from promenade.kit.errors import Unavailable
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace


class Doors(Value, frozen=True):
    marks: Marks
    links: LinkStore
    touches: TouchStore
    queue: TouchQueue


def touch(led: Led, sight: Sight, stamp: Stamp, doors: Doors) -> str:
    """The target. What cannot be kept just now is let go: people are led all the same."""
    with suppress(Unavailable):
        if led.reached.customer == NOBODY:
            return led.target
        seen = _seen(led, sight)
        if doors.touches.see(seen, stamp):
            doors.queue.send([msgspec.json.encode(seen.whose)])
    return led.target


def judge(whose: Whose, stamp: Stamp, doors: "JudgeDoors") -> int:
    """How many touches of theirs were judged now. Again it judges none, and counts none twice. Of
    who was erased it leaves none."""
    links = doors.links.find_set(whose.set_key)
    if links and links.people[whose.person].customer == NOBODY:
        doors.touches.drop(whose)
        return 0
    seen = doors.touches.touches(whose)
    waiting = [each for each in seen if not each.touch.is_judged]
    if links is None:
        return 0
    for each in waiting:
        others = [other.touch for other in seen if other.key != each.key]
        doors.touches.judge(_judged(each, others, links.page_count), stamp)
    return len(waiting)


class JudgeDoors(Value, frozen=True):
    links: LinkStore
    touches: TouchStore


def led_to(token: str, sight: Sight, doors: Doors, *, is_open: bool) -> Led:
    """Raises LinkForged, LinkExpired; nothing is written then."""
    return lead(token, sight.at, doors.marks, doors.links).expecting(is_open=is_open)


def _seen(led: Led, sight: Sight) -> Seen:
    links, is_open = led.links, led.target == PIXEL
    doubt = doubt_of(sight, links.made_at, is_open=is_open)
    found = Touch(
        customer=led.reached.customer,
        campaign=links.campaign,
        step=links.step,
        variant=led.reached.variant,
        channel=links.channel,
        at=sight.at,
        target=led.target,
        is_open=is_open,
        doubt=doubt,
        is_sent_elsewhere=links.is_sent_elsewhere,
    )
    key = f"{sight.at:%Y-%m-%dT%H:%M}#{led.place.index}#{doubt or '-'}"
    return Seen(Whose(led.place.set_key, led.person), key, found)


def _judged(seen: Seen, others: list[Touch], page_count: int) -> Seen:
    found = seen.touch
    if found.doubt is None and is_burst(found, others, page_count):
        found = replace(found, doubt="burst")
    return replace(seen, touch=replace(found, is_judged=True))
