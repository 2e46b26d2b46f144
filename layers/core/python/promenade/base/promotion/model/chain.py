"""One stage after the unit stage: promotions compete in groups and chain across them (N9)."""

from collections.abc import Iterable, Sequence

from promenade.base.promotion.model.gates import Facts
from promenade.base.promotion.model.promotion import Stage
from promenade.base.promotion.model.quote import Gap, Outcome
from promenade.base.promotion.model.reasons import APPLIED, Reason
from promenade.base.promotion.model.rules import BoundAct, Rule
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.money import allocate

# What a rule would say, and what it would leave: None where it leaves the running amounts alone.
Turn = tuple[Outcome, State | None]


class Till:
    """Where one stage's promotions take their turns."""

    __slots__ = ("_desk", "_facts", "_outcomes", "state")

    def __init__(self, desk: Desk, state: State, facts: Facts, outcomes: list[Outcome]) -> None:
        self.state = state
        self._desk = desk
        self._facts = facts
        self._outcomes = outcomes

    def run(self, rules: Sequence[Rule], *, has_exclusives: bool, has_rivals: bool) -> None:
        """Rules come by rank, through their gates and with lines to work on."""
        if has_exclusives and self._run_exclusive(rules):
            return
        if has_rivals:
            for contenders in _groups(rules):
                self._contest(contenders)
        else:
            for rule in rules:
                self._settle(rule, self._take_turn(rule))

    def _run_exclusive(self, rules: Sequence[Rule]) -> bool:
        """Whether an exclusive promotion works; the highest-ranked one then works alone."""
        turns = [self._take_turn(rule) for rule in rules]
        working = [
            place
            for place, (rule, (_, after)) in enumerate(zip(rules, turns, strict=True))
            if after is not None and rule.promotion.exclusive
        ]
        if working:
            self._settle_won(rules, turns, working[0], Reason.EXCLUSIVE_WINS)
        return bool(working)

    def _contest(self, rules: Sequence[Rule]) -> None:
        """The largest saving wins; among equals the first by rank."""
        turns = [self._take_turn(rule) for rule in rules]
        offers = [-1 if after is None else outcome.offer_minor for outcome, after in turns]
        self._settle_won(rules, turns, offers.index(max(offers)), Reason.LOST_TO)

    def _settle_won(
        self, rules: Sequence[Rule], turns: Sequence[Turn], winner: int, defeat: Reason
    ) -> None:
        rival = rules[winner].promotion.id
        for place, (rule, (outcome, after)) in enumerate(zip(rules, turns, strict=True)):
            if place != winner and after is not None:
                beaten = rule.refusal(defeat, rival, outcome.offer_minor)
                self._outcomes[rule.place] = beaten._replace(gap=outcome.gap)
            else:
                self._outcomes[rule.place] = outcome
        self._settle(rules[winner], turns[winner])

    def _settle(self, rule: Rule, turn: Turn) -> None:
        outcome, after = turn
        self._outcomes[rule.place] = outcome
        if after is not None:
            self.state = after

    def _take_turn(self, rule: Rule) -> Turn:
        desk, before, gap, acts = self._desk, self.state, None, rule.acts
        for check in rule.checks:
            gap = check(desk, before)
            if gap is not None:
                return _idle(rule, Reason.BELOW_THRESHOLD, gap)
        if rule.climb is not None:
            granted, gap = rule.climb(desk, before)
            acts += granted
            if not acts and gap is not None:
                return _idle(rule, Reason.BELOW_THRESHOLD, gap)
        after = before.fork()
        saving = self._act(acts, after)
        if not saving and after.gifts is before.gifts:
            return _idle(rule, self._why_nothing(rule, acts), gap)
        return self._within_budget(rule, after, saving, gap)

    def _act(self, acts: Iterable[BoundAct], after: State) -> int:
        desk, channel, saving = self._desk, self._facts.channel, 0
        for act, scope, channels, _ in acts:
            if channels is None or channel in channels:
                lines = desk.lines_in.get(scope)
                if lines:
                    saving += act(desk, after, lines)
        return saving

    def _within_budget(self, rule: Rule, after: State, saving: int, gap: Gap | None) -> Turn:
        """All or nothing when the budget left is smaller than the saving, unless partial (N15)."""
        limits = rule.promotion.limits
        if limits.budget_minor is not None:
            left = limits.budget_minor - self._facts.usage.of(rule.promotion.id).spent_minor
            if saving > left and not limits.allow_partial:
                return _idle(rule, Reason.BUDGET_INSUFFICIENT, gap, saving)
            if saving > left:
                after, saving = _scaled(self.state, after, left), left
        return _worked(rule, self.state, after, saving, gap)

    def _why_nothing(self, rule: Rule, acts: Sequence[BoundAct]) -> Reason:
        channel, totals, floors = self._facts.channel, self.state.totals, self._desk.floors
        in_channel = [act for act in acts if act.channels is None or channel in act.channels]
        if not in_channel:
            return Reason.WRONG_CHANNEL if acts else Reason.NOTHING_TO_GIVE
        lines = {i for act in in_channel for i in self._desk.lines_in.get(act.scope, ())}
        if not lines:
            return Reason.NO_MATCHING_LINE
        shipping = rule.promotion.stage is Stage.SHIPPING
        if shipping or not any(totals[index] for index in lines):
            return Reason.NO_HEADROOM
        if all(totals[index] <= floors[index] for index in lines):
            return Reason.FLOOR_REACHED
        in_sets = any(act.in_sets for act in in_channel)
        return Reason.INCOMPLETE_SET if in_sets else Reason.NOTHING_TO_GIVE


def _groups(rules: Sequence[Rule]) -> Iterable[list[Rule]]:
    """A group stands where its highest-ranked member stands."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule.group, []).append(rule)
    return groups.values()


def _idle(rule: Rule, reason: Reason, gap: Gap | None, offer: int = 0) -> Turn:
    return rule.refusal(reason, None, offer)._replace(gap=gap), None


def _worked(rule: Rule, before: State, after: State, saving: int, gap: Gap | None) -> Turn:
    promotion = rule.promotion
    outcome = Outcome(
        promotion.id,
        promotion.version,
        promotion.stage,
        APPLIED,
        saving,
        None,
        gap,
        before.totals,
        after.totals,
        before.shipping - after.shipping,
        after.gifts[len(before.gifts) :],
    )
    return outcome, after


def _scaled(before: State, after: State, budget: int) -> State:
    """The same discounts in the same proportions, as far as the budget goes."""
    savings = [was - now for was, now in zip(before.totals, after.totals, strict=True)]
    parts = allocate(budget, [*savings, before.shipping - after.shipping])
    totals = [was - part for was, part in zip(before.totals, parts, strict=False)]
    return State(totals, after.served, before.shipping - parts[-1], after.gifts)
