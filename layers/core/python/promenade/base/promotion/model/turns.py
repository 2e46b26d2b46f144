"""A promotion's turn in a stage after the unit stage: what it gives, or what keeps it from giving
anything."""

from collections.abc import Collection, Sequence

from promenade.base.promotion.model.answer import Gap, Outcome
from promenade.base.promotion.model.course import Course
from promenade.base.promotion.model.entry import BoundAct, Entry
from promenade.base.promotion.model.measuring import Unmet
from promenade.base.promotion.model.reasons import APPLIED, Reason
from promenade.base.promotion.model.shortages import Shortage
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.money import allocate

# What a promotion would say, and what it would leave: None where it changes nothing.
Turn = tuple[Outcome, State | None]


class Turns:
    """Promotions of one stage take their turns on what those before them left in `state`."""

    __slots__ = ("_channel", "_course", "_desk", "_served", "state")

    def __init__(self, desk: Desk, state: State, course: Course) -> None:
        self.state = State(state.totals, state.shipping, state.gifts)
        self._desk = desk
        self._course = course
        self._channel = course.occasion.channel
        self._served: dict[int, str] = {}

    def take(self, entry: Entry) -> Turn:
        course, desk, before, saving = self._course, self._desk, self.state, 0
        if (entry.not_with or course.stopped_by) and (hindered := course.hindrance(entry)):
            return hindered, None
        for check in entry.checks:
            measure = check.measure
            measured = measure(desk, before)
            if measured is None or not check.least <= measured <= check.most:
                return _unmet(entry, check.unmet(measured)), None
        acts, gap = self._climb(entry) if entry.climb else (entry.acts, None)
        held, coverage = before.totals, desk.coverage
        after = State([*held], before.shipping, before.gifts, before.claims)
        for each in acts:
            if each.scope in coverage and (each.channels is None or self._channel in each.channels):
                act = each.act
                saving += act(desk, after, coverage[each.scope])
        if not saving or entry.is_bounded or after.is_barred:
            refused, after, saving = self._weigh(entry, acts, after, saving, gap)
            if refused is not None:
                return refused, None
        left, shipping = after.totals, before.shipping - after.shipping
        gifts = () if after.gifts is before.gifts else after.gifts[len(before.gifts) :]
        return Outcome(
            entry.promotion, APPLIED, saving, None, gap, saving, held, left, shipping, gifts
        ), after

    def note(self, entry: Entry, after: State) -> None:
        """What later turns ask of it: that it applied, which lines serve in its sets."""
        for index, claim in after.claims.items():
            if claim is not self.state.claims.get(index):
                self._served.setdefault(index, entry.promotion.id)
        if entry.bears_on_others:
            self._course.record(entry)

    def _climb(self, entry: Entry) -> tuple[tuple[BoundAct, ...], Gap | None]:
        """What it gives at the step reached, and how far the next one is."""
        granted, unmet = entry.climb(self._desk, self.state) if entry.climb else ((), None)
        return entry.acts + granted, None if unmet is None else unmet.gap

    def _weigh(
        self, entry: Entry, acts: Sequence[BoundAct], after: State, saving: int, gap: Gap | None
    ) -> tuple[Outcome | None, State, int]:
        """Why it gives nothing after all, or what it gives as far as its limits go."""
        if after.is_barred or (not saving and after.gifts is self.state.gifts):
            return self._nothing(entry, acts, after, gap), after, saving
        bounded = self._bounded(entry, after, saving)
        if bounded is None:
            return self._too_dear(entry, saving, gap), after, saving
        return None, *bounded

    def _bounded(self, entry: Entry, after: State, saving: int) -> tuple[State, int] | None:
        """What an order may save, as far as the budget goes; None where that is not enough."""
        before = self.state
        if entry.per_order_minor is not None and saving > entry.per_order_minor:
            after, saving = _scaled(before, after, entry.per_order_minor), entry.per_order_minor
        if entry.budget_minor is not None and saving > (left := self._budget_left(entry)):
            if not entry.promotion.limits.allow_partial:
                return None
            after, saving = _scaled(before, after, left), left
        return after, saving

    def _too_dear(self, entry: Entry, saving: int, gap: Gap | None) -> Outcome:
        most = entry.per_order_minor
        asked = saving if most is None else min(saving, most)
        shortage = Shortage("budget", self._budget_left(entry), asked)
        reason = Reason.BUDGET_INSUFFICIENT
        return Outcome(entry.promotion, reason, saving, None, gap, shortage=shortage)

    def _budget_left(self, entry: Entry) -> int:
        spent = self._course.occasion.usage.of(entry.promotion.id).spent_minor
        return (entry.budget_minor or 0) - spent

    def _nothing(
        self, entry: Entry, acts: Sequence[BoundAct], after: State, gap: Gap | None
    ) -> Outcome:
        _, unmet = entry.climb(self._desk, self.state) if entry.climb and not acts else ((), None)
        if unmet is not None:
            return _unmet(entry, unmet)
        in_channel = [act for act in acts if act.channels is None or self._channel in act.channels]
        lines = {i for act in in_channel for i in self._desk.coverage.get(act.scope, ())}
        if not in_channel:
            reason = Reason.WRONG_CHANNEL if acts else Reason.NOTHING_TO_GIVE
        elif not lines:
            reason = Reason.NO_MATCHING_LINE
        else:
            reason = self._why_nothing(entry, lines, after)
        if reason is Reason.INCOMPLETE_SET and self._works_with_all_units(in_channel):
            rival = next(self._served[index] for index in self._served if index in lines)
            return Outcome(entry.promotion, Reason.UNITS_TAKEN, 0, rival, gap)
        return Outcome(entry.promotion, reason, 0, None, gap)

    def _works_with_all_units(self, acts: Sequence[BoundAct]) -> bool:
        """Also with those that serve in sets of others."""
        state, coverage = self.state, self._desk.coverage
        if not state.claims:
            return False
        free = State(state.totals.copy(), state.shipping, state.gifts)
        given = [each.act(self._desk, free, coverage.get(each.scope, ())) for each in acts]
        return any(given)

    def _why_nothing(self, entry: Entry, lines: Collection[int], after: State) -> Reason:
        totals, floors = self.state.totals, self._desk.floors
        if after.hindrance is Reason.GIFT_OUT_OF_STOCK:
            return after.hindrance
        if entry.promotion.stage is Stage.SHIPPING or not any(totals[index] for index in lines):
            return Reason.NO_HEADROOM
        if all(totals[index] <= floors[index] for index in lines):
            return Reason.FLOOR_REACHED
        return after.hindrance or Reason.NOTHING_TO_GIVE


def _unmet(entry: Entry, unmet: Unmet) -> Outcome:
    return Outcome(entry.promotion, unmet.reason, 0, None, unmet.gap)


def _scaled(before: State, after: State, budget: int) -> State:
    """The same discounts in the same proportions, as far as the budget goes."""
    savings = [was - now for was, now in zip(before.totals, after.totals, strict=True)]
    cuts = allocate(budget, [*savings, before.shipping - after.shipping])
    totals = [was - cut for was, cut in zip(before.totals, cuts, strict=False)]
    claims = {
        index: claim if before.claims.get(index) is claim else claim._replace(total_minor=total)
        for index, claim in after.claims.items()
        for total in [totals[index]]
    }
    return State(totals, before.shipping - cuts[-1], after.gifts, claims)
