"""Whether a definition holds of a person, at an instant. It is compiled once for all people.

What the projection cannot answer exactly, how often something was done, is asked of the history of
events; and only where the answer hangs by it: what costs nothing is judged first.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from zoneinfo import ZoneInfo

from promenade.contracts.behaviour import Act, Days, Tally
from promenade.contracts.profiles import Judge, Standing
from promenade.kit.values import Value
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.person import Person

Tallies = Callable[[str, Days], Mapping[Act, Tally]]
"""`contracts.behaviour.Behaviour.tallies`."""

Definitions = Mapping[str, d.Condition]
"""Of the segments that are named in a definition, and in those, by their ids."""


class Setting(Value, frozen=True, dict=True):
    """When and where is judged, and by whose word. `zone` is the segment's."""

    at: datetime
    zone: str
    standing: Judge
    tallies: Tallies

    @cached_property
    def today(self) -> date:
        return self.at.astimezone(ZoneInfo(self.zone)).date()

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(ZoneInfo(self.zone)).date()


class Judged:
    """One person in a setting; what was asked of him is not asked again."""

    def __init__(self, person: Person, setting: Setting) -> None:
        self.person = person
        self.setting = setting
        self._tallies: dict[int, Mapping[Act, Tally]] = {}

    @cached_property
    def standing(self) -> Standing:
        return self.setting.standing(self.person.figures, self.setting.at)

    def tally(self, act: Act, days: int) -> Tally:
        if days not in self._tallies:
            span = Days(days, self.setting.zone, self.setting.today)
            self._tallies[days] = self.setting.tallies(self.person.customer, span)
        return self._tallies[days].get(act, Tally())


Test = Callable[[Judged], bool]


class Definition:
    """Raises KeyError where it names a segment that is not among `named`."""

    def __init__(self, condition: d.Condition, named: Definitions) -> None:
        self._test = _compiled(condition, named)
        leaves = [(at, each) for at, each in d.walk(condition) if not d.parts(each)]
        self._leaves = [(at, _compiled(each, named)) for at, each in leaves]

    def holds(self, person: Person, setting: Setting) -> bool:
        """Never of who is gone."""
        return not person.is_out and self._test(Judged(person, setting))

    def grounds(self, person: Person, setting: Setting) -> list[str]:
        """Where the conditions stand that hold of the person, as JSON pointers."""
        judged = Judged(person, setting)
        return [at for at, test in self._leaves if test(judged)]


def _compiled(condition: d.Condition, named: Definitions) -> Test:
    if isinstance(condition, d.InSegment):
        return _compiled(named[condition.segment_id], named)
    if isinstance(condition, d.Listed):
        customers = frozenset(condition.customers)
        return lambda judged: judged.person.customer in customers
    if isinstance(condition, d.Not):
        negated = _compiled(condition.of, named)
        return lambda judged: not negated(judged)
    if isinstance(condition, d.AllOf | d.AnyOf):
        cheap_first = sorted(condition.of, key=lambda each: _is_costly(each, named))
        tests = [_compiled(each, named) for each in cheap_first]
        if isinstance(condition, d.AllOf):
            return lambda judged: all(test(judged) for test in tests)
        return lambda judged: any(test(judged) for test in tests)
    return partial(_LEAVES[type(condition)], condition)


def _is_costly(condition: d.Condition, named: Definitions) -> bool:
    """Whether it may ask for a history."""
    return any(
        isinstance(each, d.Did)
        or (isinstance(each, d.InSegment) and _is_costly(named[each.segment_id], named))
        for _, each in d.walk(condition)
    )


def _compared(test: d.Comparison, value: str | None, values: tuple[str, ...]) -> bool:
    if value is None:
        return test in ("missing", "neq_or_missing")
    if test in ("exists", "missing"):
        return test == "exists"
    return (value in values) == (test == "eq")


def _field(condition: d.Field, judged: Judged) -> bool:
    value: str | None = getattr(judged.person, condition.name)
    return _compared(condition.test, value, condition.values)


def _tag(condition: d.Tag, judged: Judged) -> bool:
    at = judged.setting.at
    live = (each for each in judged.person.tags if not each.expires_at or at < each.expires_at)
    value = next((each.value for each in live if each.name == condition.name), None)
    return _compared(condition.test, value, condition.values)


def _address(condition: d.Address, judged: Judged) -> bool:
    return condition.of_kind in judged.person.channels


def _consent(condition: d.Consent, judged: Judged) -> bool:
    said = judged.person.consent(condition.channel, condition.purpose)
    if condition.state == "reachable":
        return said == "given" and condition.channel not in judged.person.suppressed
    return (said or "never_asked") == condition.state


def _purchases(condition: d.Purchases, judged: Judged) -> bool:
    return _between(judged.person.figures.paid_count, condition.at_least, condition.at_most)


def _spent(condition: d.Spent, judged: Judged) -> bool:
    net = judged.person.figures.net_minor.get(condition.currency, 0)
    return _between(net, condition.at_least_minor, condition.at_most_minor)


def _between(value: int, least: int | None, most: int | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def _bought(condition: d.Bought, judged: Judged) -> bool:
    figures = judged.person.figures
    at = figures.first_paid_at if condition.which == "first" else figures.last_paid_at
    if at is None:
        return condition.or_never
    is_within = _is_within(judged.setting, at, condition.within_days)
    is_not_within = condition.not_within_days is None or not _is_within(
        judged.setting, at, condition.not_within_days
    )
    return is_within and is_not_within


def _is_within(setting: Setting, at: datetime, days: int | None) -> bool:
    """On one of the last days of the zone, or later; of no days, at any time."""
    return days is None or setting.day_of(at) > setting.today - timedelta(days=days)


def _did(condition: d.Did, judged: Judged) -> bool:
    if not _may_have_done(condition, judged):
        return _between(0, condition.at_least, condition.at_most)
    is_of_any = condition.sku is None and condition.category is None
    asks_whether = is_of_any and condition.at_most is None and (condition.at_least or 0) <= 1
    if asks_whether and not _is_ahead(condition, judged):
        return True
    tally = judged.tally(condition.act, condition.within_days)
    return _between(_counted(tally, condition), condition.at_least, condition.at_most)


def _may_have_done(condition: d.Did, judged: Judged) -> bool:
    last_at = judged.person.acted.get(condition.act)
    return last_at is not None and _is_within(judged.setting, last_at, condition.within_days)


def _is_ahead(condition: d.Did, judged: Judged) -> bool:
    """Whether the last time is of a day to come, by a clock that is fast: it counts from that day
    on, and the history knows of times before."""
    setting = judged.setting
    return setting.day_of(judged.person.acted[condition.act]) > setting.today


def _counted(tally: Tally, condition: d.Did) -> int:
    if condition.sku is not None:
        return tally.skus.get(condition.sku, 0)
    if condition.category is not None:
        return tally.categories.get(condition.category, 0)
    return tally.count


def _scored(condition: d.Scored, judged: Judged) -> bool:
    standing = judged.standing
    scores = {"recency": standing.recency, "frequency": standing.frequency}
    if condition.measure == "money":
        score = standing.money.get(condition.currency or "")
    else:
        score = scores[condition.measure]
    return score is not None and condition.at_least <= score <= condition.at_most


def _in_stage(condition: d.InStage, judged: Judged) -> bool:
    return judged.standing.stage in condition.stages


_LEAVES: dict[type, Callable[..., bool]] = {
    d.Field: _field,
    d.Tag: _tag,
    d.Address: _address,
    d.Consent: _consent,
    d.Purchases: _purchases,
    d.Spent: _spent,
    d.Bought: _bought,
    d.Did: _did,
    d.Scored: _scored,
    d.InStage: _in_stage,
}
