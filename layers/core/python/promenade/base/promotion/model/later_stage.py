"""One stage after the unit stage: promotions compete in groups and chain across them (N9)."""

from collections.abc import Collection, Iterable, Sequence

from promenade.base.promotion.model.answer import Gap, Outcome
from promenade.base.promotion.model.course import Course
from promenade.base.promotion.model.entry import BoundAct, Entry
from promenade.base.promotion.model.reasons import APPLIED, Reason
from promenade.base.promotion.model.shortages import Shortage
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.money import allocate

# What a promotion would say, and what it would leave: None where it changes nothing.
Turn = tuple[Outcome, State | None]


class LaterStage:
    """Where one stage's promotions take their turns."""

    __slots__ = ("_channel", "_course", "_desk", "_served", "state")

    def __init__(self, desk: Desk, state: State, course: Course) -> None:
        self.state = State(state.totals, state.shipping, state.gifts)
        self._desk = desk
        self._course = course
        self._channel = course.occasion.channel
        self._served: dict[int, str] = {}

    def run(self, entries: Sequence[Entry], *, has_exclusives: bool, has_rivals: bool) -> None:
        """Rules come by rank, through their gates and with lines to work on."""
        if has_exclusives and self._run_exclusive(entries):
            pass
        elif has_rivals:
            for contenders in _groups(entries):
                self._contest(contenders)
        else:
            told = self._course.told
            for entry in entries:
                told[entry.place], after = self._take_turn(entry)
                if after is not None:
                    if entry.bears_on_others or after.claims is not self.state.claims:
                        self._note(entry, after)
                    self.state = after
        self._course.end_stage()

    def _run_exclusive(self, entries: Sequence[Entry]) -> bool:
        """Whether an exclusive promotion works; the highest-ranked one then works alone."""
        turns = [self._take_turn(entry) for entry in entries]
        working = [
            place
            for place, (entry, (_, after)) in enumerate(zip(entries, turns, strict=True))
            if after is not None and entry.promotion.exclusive
        ]
        if working:
            self._record_won(entries, turns, working[0], Reason.EXCLUSIVE_WINS)
        return bool(working)

    def _contest(self, entries: Sequence[Entry]) -> None:
        """The largest saving wins; among equals the first by rank."""
        turns = [self._take_turn(entry) for entry in entries]
        offers = [-1 if after is None else outcome.offer_minor for outcome, after in turns]
        self._record_won(entries, turns, offers.index(max(offers)), Reason.LOST_TO)

    def _record_won(
        self, entries: Sequence[Entry], turns: Sequence[Turn], winner: int, defeat: Reason
    ) -> None:
        rival = entries[winner].promotion.id
        for place, (entry, (outcome, after)) in enumerate(zip(entries, turns, strict=True)):
            if place != winner and after is not None:
                self._course.told[entry.place] = Outcome(
                    entry.promotion, defeat, outcome.offer_minor, rival, outcome.gap
                )
            else:
                self._course.told[entry.place] = outcome
        _, after = turns[winner]
        if after is not None:
            self._note(entries[winner], after)
            self.state = after

    def _note(self, entry: Entry, after: State) -> None:
        """What later turns ask of it: that it applied, which lines serve in its sets."""
        for index, claim in after.claims.items():
            if claim is not self.state.claims.get(index):
                self._served.setdefault(index, entry.promotion.id)
        if entry.bears_on_others:
            self._course.record(entry)

    def _take_turn(self, entry: Entry) -> Turn:
        if entry.not_with or self._course.stopped_by is not None:
            hindered = self._course.hindrance(entry)
            if hindered is not None:
                return hindered, None
        for check in entry.checks:
            unmet = check(self._desk, self.state)
            if unmet is not None:
                return Outcome(entry.promotion, unmet.reason, 0, None, unmet.gap), None
        return self._act(entry, entry.acts, None) if entry.climb is None else self._climb(entry)

    def _climb(self, entry: Entry) -> Turn:
        granted, unmet = entry.climb(self._desk, self.state) if entry.climb else ((), None)
        acts = entry.acts + granted
        if not acts and unmet is not None:
            return Outcome(entry.promotion, unmet.reason, 0, None, unmet.gap), None
        return self._act(entry, acts, None if unmet is None else unmet.gap)

    def _act(self, entry: Entry, acts: Sequence[BoundAct], gap: Gap | None) -> Turn:
        desk, before, channel, saving = self._desk, self.state, self._channel, 0
        held = before.totals
        after = State(held.copy(), before.shipping, before.gifts, before.claims)
        for act, scope, channels in acts:
            if channels is None or channel in channels:
                lines = desk.coverage.get(scope)
                if lines:
                    saving += act(desk, after, lines)
        if after.is_barred or (not saving and after.gifts is before.gifts):
            return self._nothing(entry, acts, after, gap), None
        if entry.is_bounded:
            bounded = self._bounded(entry, after, saving)
            if bounded is None:
                return self._too_dear(entry, saving, gap), None
            after, saving = bounded
        shipping = before.shipping - after.shipping
        gifts = () if after.gifts is before.gifts else after.gifts[len(before.gifts) :]
        left = after.totals
        return Outcome(
            entry.promotion, APPLIED, saving, None, gap, saving, held, left, shipping, gifts
        ), after

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
        given = [act(self._desk, free, coverage.get(scope, ())) for act, scope, _ in acts]
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


def _groups(entries: Sequence[Entry]) -> Iterable[list[Entry]]:
    """A group stands where its highest-ranked member stands."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    return groups.values()


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
