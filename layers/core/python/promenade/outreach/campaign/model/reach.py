"""Whom a send of a campaign would reach now, by the rules of the gate (N20) as far as they can be
known without anybody's address, and what that costs."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from promenade.contracts.campaigns import HELD_OUT, arm
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import Skip
from promenade.contracts.journeys import Send
from promenade.contracts.profiles import ADDRESSES
from promenade.contracts.segments import Audience, Known
from promenade.kit.currencies import decimals
from promenade.kit.sampling import Estimate, estimated
from promenade.kit.values import Value, replace
from promenade.outreach.campaign.model.terms import Terms
from promenade.outreach.campaign.model.wording import Message, Wording

MOST_ASKED = 500
"""People, of whom it is asked how often they were sent something lately."""

_NOT_RECKONED: tuple[Skip, ...] = ("address_suppressed", "quiet_hours", "budget")

_MICROS = 10**6
Counted = Callable[[Sequence[str], Channel], Mapping[str, int]]


class Asked(Value, frozen=True):
    """A send of a campaign, by these terms."""

    campaign: str
    terms: Terms
    send: Send

    @property
    def is_marketing(self) -> bool:
        return self.terms.purpose is Purpose.MARKETING


class Cost(Value, frozen=True):
    """In minor units, each rounded up."""

    currency: str
    minor: int
    low_minor: int
    high_minor: int


class Reach(Value, frozen=True):
    """Of those in the segment, who falls to which rule first, and who is left, by variant. `units`
    are what providers charge; they and costs are none where a template cannot be sent by yet.
    `judged_count` people were looked at, `asked_count` of them for how often they were sent
    something."""

    audience: Estimate
    skipped: Mapping[Skip, Estimate]
    reached: Estimate
    variants: Mapping[str, Estimate]
    units: Estimate | None
    costs: tuple[Cost, ...]
    judged_count: int
    asked_count: int


class _Person(Value, frozen=True):
    known: Known
    variant: str


P = TypeVar("P")


class _Sieve:
    """Notes whom each rule keeps back, of the people of a share of all."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.skipped: dict[Skip, Estimate] = {}

    def passed(self, people: Sequence[P], rule: Callable[[P], Skip | None]) -> list[P]:
        found = [(each, rule(each)) for each in people]
        counts = Counter(skip for _, skip in found if skip)
        self.skipped |= {skip: estimated(n, self.share) for skip, n in counts.items()}
        return [each for each, skip in found if skip is None]

    def narrowed(self, people: Sequence[P], most: int) -> Sequence[P]:
        """They are in no order, so the first ones stand for all."""
        kept = people[:most]
        self.share *= len(kept) / len(people) if people else 1
        return kept


def not_reckoned(terms: Terms, *, hangs_by_names: bool = False) -> tuple[Skip, ...]:
    """Rules that hang by an address or a name, or by what is when it is sent."""
    late: tuple[Skip, ...] = ("too_late",) if terms.is_local else ()
    nameless: tuple[Skip, ...] = ("variable_missing",) if hangs_by_names else ()
    return (*_NOT_RECKONED, *late, *nameless)


def reach(asked: Asked, audience: Audience, wording: Wording, counted: Counted) -> Reach:
    """Each rule is for those whom the ones before it left."""
    sieve = _Sieve(audience.share)
    allowed = sieve.passed(audience.people, lambda each: refusal(each, asked))
    drawn = [_Person(each, _arm(each, asked)) for each in allowed]
    chosen = sieve.passed(drawn, lambda each: "hold_out" if each.variant == HELD_OUT else None)
    looked_at = sieve.narrowed(chosen, MOST_ASKED) if asked.is_marketing else chosen
    waiting = sieve.passed(looked_at, _capped(looked_at, asked, counted))
    left = sieve.passed(waiting, lambda each: _unworded(each, wording))
    return Reach(
        audience=estimated(len(audience.people), audience.share),
        skipped=sieve.skipped,
        judged_count=len(audience.people),
        asked_count=len(looked_at) if asked.is_marketing else 0,
        **_sizes(left, sieve.share, asked, wording),
    )


def refusal(person: Known, asked: Asked) -> Skip | None:
    """By what the person said, and whether there is an address at all."""
    channel, purpose = asked.send.channel, asked.terms.purpose
    said = person.consents.get(f"{channel} {purpose}")
    if said == "withdrawn":
        return "withdrawn"
    if said is None and asked.is_marketing:
        return "never_asked"
    if channel in person.suppressed and asked.is_marketing:
        return "person_suppressed"
    kind = ADDRESSES.get(channel)
    return "no_address" if kind and kind not in person.channels else None


def _arm(person: Known, asked: Asked) -> str:
    return arm(asked.campaign, person.customer, asked.terms.holdout_bp, asked.send.choices)


def _capped(
    people: Sequence[_Person], asked: Asked, counted: Counted
) -> Callable[[_Person], Skip | None]:
    if not (asked.is_marketing and people):
        return lambda _: None
    had = counted([each.known.customer for each in people], asked.send.channel)
    cap = asked.terms.frequency_cap
    return lambda each: "frequency" if had[each.known.customer] >= cap else None


def _unworded(person: _Person, wording: Wording) -> Skip | None:
    """Of a template that is not there yet nobody knows."""
    is_known = wording.has(person.variant)
    is_worded = wording.message(person.variant, person.known.language) is not None
    return "variable_missing" if is_known and not is_worded else None


def _sizes(left: Sequence[_Person], share: float, asked: Asked, wording: Wording) -> dict[str, Any]:
    counts = Counter(each.variant for each in left)
    reached = _reached(counts, share, wording)
    made = (wording.message(each.variant, each.known.language) for each in left)
    messages = [each for each in made if each] or wording.usual()
    is_known = wording.is_whole and bool(messages)
    return {
        "reached": reached,
        "variants": {
            each.variant: _reached({each.variant: counts[each.variant]}, share, wording)
            for each in asked.send.choices
        },
        "units": _units(messages, reached) if is_known else None,
        "costs": _costs(messages, reached) if is_known else (),
    }


def _reached(counts: Mapping[str, int], share: float, wording: Wording) -> Estimate:
    """Who has a name nobody looked: of those who need one there may be none."""
    found = estimated(sum(counts.values()), share)
    sure = {name: n for name, n in counts.items() if not wording.hangs_by_name(name)}
    if sure.keys() == counts.keys():
        return found
    return replace(found, low=estimated(sum(sure.values()), share).low, is_exact=False)


def _units(messages: Sequence[Message], reached: Estimate) -> Estimate:
    units, least = (sum(getattr(each, n) for each in messages) for n in ("units", "least_units"))
    sizes = _between(least, units, len(messages), reached)
    return Estimate(*sizes, is_exact=reached.is_exact and least == units)


def _costs(messages: Sequence[Message], reached: Estimate) -> tuple[Cost, ...]:
    """By what the messages cost that were looked at, on the average."""
    most, least = Counter[str](), Counter[str]()
    for each in messages:
        unit = each.unit_cost_micros * 10 ** decimals(each.currency)
        most[each.currency] += each.units * unit
        least[each.currency] += each.least_units * unit
    parts = len(messages) * _MICROS
    return tuple(
        Cost(name, *_between(least[name], total, parts, reached)) for name, total in most.items()
    )


def _between(least: int, most: int, parts: int, reached: Estimate) -> tuple[int, int, int]:
    """The most is counted on: names are sealed."""
    count, _, high = _scaled(most, parts, reached)
    return count, _scaled(least, parts, reached)[1], high


def _scaled(total: int, parts: int, reached: Estimate) -> tuple[int, int, int]:
    """What that is of all who are reached, rounded up."""
    count, low, high = (
        -(-total * each // parts) for each in (reached.count, reached.low, reached.high)
    )
    return count, low, high
