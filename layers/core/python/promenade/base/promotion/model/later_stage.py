"""One stage after the unit stage: promotions compete in groups and chain across them (N9)."""

from collections.abc import Iterable, Sequence

from promenade.base.promotion.model.answer import Gap, Outcome
from promenade.base.promotion.model.entry import BoundAct, Entry
from promenade.base.promotion.model.gates import Occasion
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.reasons import APPLIED, Reason
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.money import allocate

# What a promotion would say, and what it would leave: None where it changes nothing.
Turn = tuple[Outcome, State | None]


class LaterStage:
    """Where one stage's promotions take their turns."""

    __slots__ = ("_desk", "_occasion", "_outcomes", "state")

    def __init__(
        self, desk: Desk, state: State, occasion: Occasion, outcomes: list[Outcome]
    ) -> None:
        self.state = State(state.totals, state.shipping, state.gifts)
        self._desk = desk
        self._occasion = occasion
        self._outcomes = outcomes

    def run(self, entries: Sequence[Entry], *, has_exclusives: bool, has_rivals: bool) -> None:
        """Rules come by rank, through their gates and with lines to work on."""
        if has_exclusives and self._run_exclusive(entries):
            return
        if has_rivals:
            for contenders in _groups(entries):
                self._contest(contenders)
        else:
            for entry in entries:
                self._record(entry, self._take_turn(entry))

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
                self._outcomes[entry.place] = Outcome(
                    entry.promotion, defeat, outcome.offer_minor, rival, outcome.gap
                )
            else:
                self._outcomes[entry.place] = outcome
        self._record(entries[winner], turns[winner])

    def _record(self, entry: Entry, turn: Turn) -> None:
        outcome, after = turn
        self._outcomes[entry.place] = outcome
        if after is not None:
            self.state = after

    def _take_turn(self, entry: Entry) -> Turn:
        desk, before, gap, acts = self._desk, self.state, None, entry.acts
        for gap_of in entry.gaps:
            gap = gap_of(desk, before)
            if gap is not None:
                return _idle(entry.promotion, Reason.BELOW_THRESHOLD, gap)
        if entry.climb is not None:
            granted, gap = entry.climb(desk, before)
            acts += granted
            if not acts and gap is not None:
                return _idle(entry.promotion, Reason.BELOW_THRESHOLD, gap)
        after = before.fork()
        saving = self._act(acts, after)
        if not saving and after.gifts is before.gifts:
            return _idle(entry.promotion, self._why_nothing(entry, acts, after), gap)
        return self._within_budget(entry, after, saving, gap)

    def _act(self, acts: Iterable[BoundAct], after: State) -> int:
        desk, channel, saving = self._desk, self._occasion.channel, 0
        for act, scope, channels in acts:
            if channels is None or channel in channels:
                lines = desk.coverage.get(scope)
                if lines:
                    saving += act(desk, after, lines)
        return saving

    def _within_budget(self, entry: Entry, after: State, saving: int, gap: Gap | None) -> Turn:
        """All or nothing when the budget left is smaller than the saving, unless partial (N15)."""
        limits = entry.promotion.limits
        if limits.per_order_minor is not None and saving > limits.per_order_minor:
            saving = limits.per_order_minor
            after = _scaled(self.state, after, saving)
        if limits.budget_minor is not None:
            left = limits.budget_minor - self._occasion.usage.of(entry.promotion.id).spent_minor
            if saving > left and not limits.allow_partial:
                return _idle(entry.promotion, Reason.BUDGET_INSUFFICIENT, gap, saving)
            if saving > left:
                after, saving = _scaled(self.state, after, left), left
        return self._worked(entry, after, saving, gap), after

    def _worked(self, entry: Entry, after: State, saving: int, gap: Gap | None) -> Outcome:
        before = self.state
        return Outcome(
            entry.promotion,
            APPLIED,
            offer_minor=saving,
            gap=gap,
            before=before.totals,
            after=after.totals,
            shipping_saving_minor=before.shipping - after.shipping,
            gifts=after.gifts[len(before.gifts) :],
        )

    def _why_nothing(self, entry: Entry, acts: Sequence[BoundAct], after: State) -> Reason:
        channel, totals, floors = self._occasion.channel, self.state.totals, self._desk.floors
        in_channel = [act for act in acts if act.channels is None or channel in act.channels]
        if not in_channel:
            return Reason.WRONG_CHANNEL if acts else Reason.NOTHING_TO_GIVE
        lines = {i for act in in_channel for i in self._desk.coverage.get(act.scope, ())}
        if not lines:
            return Reason.NO_MATCHING_LINE
        shipping = entry.promotion.stage is Stage.SHIPPING
        if shipping or not any(totals[index] for index in lines):
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


def _idle(promotion: Promotion, reason: Reason, gap: Gap | None, offer_minor: int = 0) -> Turn:
    return Outcome(promotion, reason, offer_minor=offer_minor, gap=gap), None


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
