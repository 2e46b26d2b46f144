"""What others tell of a campaign's people, step by step: each counts once in each step."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from promenade.contracts.behaviour import Act, SeenAct, SeenActs
from promenade.customer.tracking.model.arms import Arm, Seen, seen, variant_name
from promenade.customer.tracking.model.attribution import (
    SETTLED_AFTER,
    UNKNOWN_VARIANT,
    window_of,
)
from promenade.customer.tracking.model.sales import OrderKey, Visit
from promenade.customer.tracking.model.sums import sums_of_messages
from promenade.customer.tracking.service.crediting import erase, erase_late, recount_all
from promenade.customer.tracking.service.effect_ports import ArmMove, Doors, KnownCampaign
from promenade.kit.lookups import side_by_side
from promenade.kit.patience import Contended, patiently
from promenade.kit.values import Value, replace

SEEN_AT_ONCE = 40


class FollowDoors(Doors, frozen=True):
    acts: SeenActs


class Handled(Value, frozen=True):
    """What a request to send came to: `people` are those who were sent it, those who were to be and
    were not, and those held out."""

    request_id: str
    campaign: str
    people: tuple[Seen, ...]
    sent: Mapping[str, int]
    currency: str
    cost_micros: int


class Touched(Value, frozen=True):
    """`id` tells one touch from another."""

    id: str
    customer: str
    visit: Visit


class Unsubscribed(Value, frozen=True):
    """Who wants no more advertising, by whose messages they said so: nobody's, as often as not."""

    customer: str
    campaigns: tuple[str, ...]


class Linked(Value, frozen=True):
    """Of which other profile one is a part, if of any, after so many mergers made and taken back:
    later ones stand, whichever is told last."""

    customer: str
    into: str | None
    mergers: int


class Erased(Value, frozen=True):
    """Whose profile was anonymised."""

    customer: str


Change = Handled | Touched | Unsubscribed | Linked | Seen
Told = KnownCampaign | Change | Erased


def follow(told: Told, now: datetime, doors: FollowDoors) -> int:
    """How many orders were counted anew, or disowned. Raises Unavailable."""
    if isinstance(told, KnownCampaign):
        doors.effects.learn(told)
        return 0
    if isinstance(told, Erased):
        count = erase(told.customer, now, doors)
        doors.acts.forget(told.customer)
        return count
    if isinstance(told, Unsubscribed) and not told.campaigns:
        return 0
    people = _people(told)
    rest = _without(told, doors.journal.erased(people))
    count = _follow(rest, now, doors) if rest else 0
    late = erase_late(people, now, doors)
    if isinstance(told, Touched):
        for each in late:
            doors.acts.forget(each)
    return count


def _people(told: Change) -> frozenset[str]:
    if isinstance(told, Handled):
        return frozenset(each.customer for each in told.people)
    return frozenset({told.customer})


def _without(told: Change, erased: Collection[str]) -> Change | None:
    """What is told of the erased counts no more; what a request came to does."""
    if not isinstance(told, Handled):
        return None if erased else told
    people = tuple(each for each in told.people if each.customer not in erased)
    return replace(told, people=people)


def _follow(told: Change, now: datetime, doors: FollowDoors) -> int:
    if isinstance(told, Handled):
        return _follow_handled(told, now, doors)
    if isinstance(told, Touched):
        return _follow_touch(told, now, doors)
    if isinstance(told, Unsubscribed):
        return _see([_unsubscribed(told.customer, each) for each in told.campaigns], now, doors)
    if isinstance(told, Linked):
        return _follow_link(told, now, doors)
    return _see([told], now, doors)


def _follow_handled(told: Handled, now: datetime, doors: Doors) -> int:
    sums = sums_of_messages(told.campaign, told.sent, told.currency, told.cost_micros)
    doors.effects.count_messages(told.request_id, sums)
    starts = range(0, len(told.people), SEEN_AT_ONCE)
    chunks = [told.people[start : start + SEEN_AT_ONCE] for start in starts]
    return sum(_see(chunk, now, doors) for chunk in chunks)


def _follow_touch(told: Touched, now: datetime, doors: FollowDoors) -> int:
    visit = told.visit
    doors.acts.take(_act(told))
    doors.journal.visit(told.customer, visit, told.id)
    mark = Seen(
        told.customer,
        visit.campaign,
        visit.variant,
        marks=("opened",) if visit.is_open else ("clicked",),
    )
    count = _see([mark], now, doors)
    until = visit.at + window_of(visit.channel, is_open=visit.is_open)
    keys = doors.journal.orders(told.customer, visit.at, until) if until > visit.at else []
    return count + recount_all(keys, now, doors)


def _unsubscribed(customer: str, campaign: str) -> Seen:
    return Seen(customer, campaign, UNKNOWN_VARIANT, marks=("unsubscribed",))


def _act(told: Touched) -> SeenAct:
    """As segments and journeys know it."""
    visit = told.visit
    act = Act.MESSAGE_OPEN if visit.is_open else Act.MESSAGE_CLICK
    variant = variant_name(visit.variant)
    about = {"campaign": visit.campaign, "step": visit.step, "variant": variant}
    return SeenAct(told.id, told.customer, act, visit.at, visit.channel, about)


def _follow_link(told: Linked, now: datetime, doors: Doors) -> int:
    """The last orders alone: what is settled stays with whom it was credited to."""
    people = doors.journal.link(told.customer, told.into, told.mergers)
    since = now - SETTLED_AFTER
    keys = [key for each in sorted(people) for key in doors.journal.orders(each, since, now)]
    return recount_all(dict.fromkeys(keys), now, doors)


def _see(people: Sequence[Seen], now: datetime, doors: Doors) -> int:
    """Orders that came before it was told that their buyers were reached, or held out, are counted
    anew also where that was told before: whoever told it may have died over them."""
    arms = patiently(lambda: _seen(people, doors), Contended)
    reached = {(each.customer, each.place) for each in people if each.at}
    timed = [(key[0], arms[key].window) for key in sorted(reached)]

    def meanwhile(asked: tuple[str, tuple[datetime, datetime] | None]) -> list[OrderKey]:
        customer, window = asked
        return doors.journal.orders(customer, *window) if window else []

    keys = [key for each in side_by_side(meanwhile, timed) for key in each]
    return recount_all(dict.fromkeys(keys), now, doors)


def _seen(people: Sequence[Seen], doors: Doors) -> Mapping[tuple[str, str], Arm]:
    pairs = [(each.customer, each.place) for each in people]
    held = doors.effects.arms(dict.fromkeys(pairs))
    after = {key: arm for key, (arm, _) in held.items()}
    for key, each in zip(pairs, people, strict=True):
        after[key] = seen(after.get(key), each)
    moves = [_move(key, arm, held.get(key)) for key, arm in after.items()]
    if changed := [each for each in moves if each.before != each.after]:
        doors.effects.see(changed)
    return after


def _move(key: tuple[str, str], after: Arm, held: tuple[Arm, int] | None) -> ArmMove:
    before, revision = held or (None, 0)
    return ArmMove(key[0], before, after, revision)
