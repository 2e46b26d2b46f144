"""Who is asked for again, when, and how often."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from secrets import SystemRandom

from promenade.contracts.deliveries import SendRequest
from promenade.kit.values import replace
from promenade.outreach.delivery.model.progress import Decision, Progress, later
from promenade.outreach.delivery.service.ports import Doors

MOST_TRIES = 5
_PAUSE_S = 30
_chance = SystemRandom()


def given_up(
    decisions: Sequence[Decision], busy: Mapping[str, int], request: SendRequest, doors: Doors
) -> Iterator[Decision]:
    """Who was asked for the last time goes to the dead letters, as a request of their own, and is
    told of by its own fact once that is replayed. `busy` is who was asked for before."""
    tried = [_tried(each, busy.get(each.customer, 0)) for each in decisions]
    last = [each for each in tried if each.outcome == "busy" and each.tries >= MOST_TRIES]
    if last:
        name = f"retry-{doors.clock():%Y%m%dT%H%M%S}"
        doors.give_up(later(request, name, (each.customer for each in last)), last[0].said)
    for each in tried:
        is_last = each in last
        yield replace(each, outcome="waiting", said=f"given up: {each.said}") if is_last else each


def _tried(decision: Decision, before: int) -> Decision:
    """Who was asked for `before`, and not this time, is busy still: the claim is ours."""
    if decision.outcome == "open" and before:
        return replace(decision, outcome="busy", until=None, tries=before)
    return replace(decision, tries=before + (decision.outcome == "busy"))


def rate_s(decisions: Sequence[Decision], now: datetime) -> int:
    """Until those who had no turn have one."""
    turns = (each.until - now for each in decisions if each.outcome == "open" and each.until)
    return max(turns, default=timedelta()).seconds


def pause_s(progress: Progress) -> int:
    """Longer at each try, by chance, so that not all come at once."""
    return _chance.randint(1, min(900, _PAUSE_S * 2 ** max(progress.busy.values())))
