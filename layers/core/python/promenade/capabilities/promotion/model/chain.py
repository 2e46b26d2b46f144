"""One stage after the unit stage: promotions compete in groups and chain across them (N9)."""

from collections.abc import Iterator, Sequence

from promenade.capabilities.promotion.model.gates import Facts
from promenade.capabilities.promotion.model.quote import Outcome
from promenade.capabilities.promotion.model.reasons import Reason
from promenade.capabilities.promotion.model.rules import BoundAct, Gap, Rule
from promenade.capabilities.promotion.model.state import Desk, State
from promenade.kit.money import allocate


class Turn:
    """A rule tried on the running amounts: what it would leave, or why it leaves them alone."""

    __slots__ = ("after", "before", "gap", "reason", "rule", "saving")

    def __init__(self, rule: Rule, before: State) -> None:
        self.rule = rule
        self.before = before
        self.after = before
        self.reason = Reason.APPLIED
        self.gap: Gap | None = None
        self.saving = 0

    @property
    def worked(self) -> bool:
        return self.reason is Reason.APPLIED

    @property
    def strength(self) -> tuple[int, tuple[int, str]]:
        """Smallest wins: the largest saving, then the higher priority, then the lower id."""
        return -self.saving, self.rule.rank

    def refused(self, reason: Reason, gap: Gap | None = None) -> "Turn":
        self.reason, self.gap = reason, gap
        return self

    def outcome(self, reason: Reason, rival: str | None = None) -> Outcome:
        """Not applied; an offer that worked but lost is still told."""
        promotion = self.rule.promotion
        return Outcome(
            promotion.id, promotion.version, promotion.stage, reason, self.saving, rival, self.gap
        )

    def applied(self) -> Outcome:
        promotion, before, after = self.rule.promotion, self.before, self.after
        return Outcome(
            promotion.id,
            promotion.version,
            promotion.stage,
            Reason.APPLIED,
            self.saving,
            None,
            self.gap,
            tuple(before.totals),
            tuple(after.totals),
            before.shipping - after.shipping,
            after.gifts[len(before.gifts) :],
        )


def run_stage(
    rules: Sequence[Rule], desk: Desk, state: State, facts: Facts
) -> tuple[State, list[Outcome]]:
    """Rules come by rank, already through their gates and with lines to work on."""
    exclusive = _exclusive_turn(rules, desk, state, facts)
    if exclusive is not None:
        return exclusive.after, list(_silenced(rules, exclusive, desk, state, facts))
    outcomes: list[Outcome] = []
    for contenders in _groups(rules):
        turns = [take_turn(rule, desk, state, facts) for rule in contenders]
        winner = min((t for t in turns if t.worked), key=lambda t: t.strength, default=None)
        outcomes += [_told(turn, winner) for turn in turns]
        state = winner.after if winner else state
    return state, outcomes


def _told(turn: Turn, winner: Turn | None) -> Outcome:
    if turn is winner:
        return turn.applied()
    if winner is not None and turn.worked:
        return turn.outcome(Reason.LOST_TO, winner.rule.promotion.id)
    return turn.outcome(turn.reason)


def _exclusive_turn(rules: Sequence[Rule], desk: Desk, state: State, facts: Facts) -> Turn | None:
    turns = (take_turn(rule, desk, state, facts) for rule in rules if rule.promotion.exclusive)
    return next((turn for turn in turns if turn.worked), None)


def _silenced(
    rules: Sequence[Rule], exclusive: Turn, desk: Desk, state: State, facts: Facts
) -> Iterator[Outcome]:
    for rule in rules:
        if rule is exclusive.rule:
            yield exclusive.applied()
            continue
        turn = take_turn(rule, desk, state, facts)
        if turn.worked:
            yield turn.outcome(Reason.EXCLUSIVE_WINS, exclusive.rule.promotion.id)
        else:
            yield turn.outcome(turn.reason)


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """A group stands where its highest-ranked member stands."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule.group, []).append(rule)
    return list(groups.values())


def take_turn(rule: Rule, desk: Desk, state: State, facts: Facts) -> Turn:
    turn = Turn(rule, state)
    for check in rule.checks:
        gap = check(desk, state)
        if gap is not None:
            return turn.refused(Reason.BELOW_THRESHOLD, gap)
    acts = rule.acts
    if rule.climb is not None:
        granted, turn.gap = rule.climb(desk, state)
        acts += granted
        if not acts and turn.gap is not None:
            return turn.refused(Reason.BELOW_THRESHOLD, turn.gap)
    after = _acted(acts, desk, state, facts)
    turn.saving = state.payable - after.payable
    if not turn.saving and len(after.gifts) == len(state.gifts):
        return turn.refused(_why_nothing(acts, desk, state, facts), turn.gap)
    return _within_budget(turn, after, facts)


def _acted(acts: tuple[BoundAct, ...], desk: Desk, state: State, facts: Facts) -> State:
    after = state.fork()
    for act, scope, channels in acts:
        if channels is None or facts.channel in channels:
            lines = desk.matches.of(scope)
            if lines:
                act(desk, after, lines)
    return after


def _within_budget(turn: Turn, after: State, facts: Facts) -> Turn:
    """All or nothing when the budget left is smaller than the saving, unless partial (N15)."""
    limits, before = turn.rule.promotion.limits, turn.before
    if limits.budget_minor is not None:
        left = limits.budget_minor - facts.usage.of(turn.rule.promotion.id).spent_minor
        if turn.saving > left:
            if not limits.allow_partial:
                return turn.refused(Reason.BUDGET_INSUFFICIENT, turn.gap)
            after, turn.saving = _scaled(before, after, left), left
    turn.after = after
    return turn


def _scaled(before: State, after: State, budget: int) -> State:
    """The same discounts in the same proportions, as far as the budget goes."""
    savings = [was - now for was, now in zip(before.totals, after.totals, strict=True)]
    parts = allocate(budget, [*savings, before.shipping - after.shipping])
    totals = [was - part for was, part in zip(before.totals, parts, strict=False)]
    return State(totals, after.served, before.shipping - parts[-1], after.gifts)


def _why_nothing(acts: tuple[BoundAct, ...], desk: Desk, state: State, facts: Facts) -> Reason:
    open_acts = [a for a in acts if a.channels is None or facts.channel in a.channels]
    if not open_acts:
        return Reason.WRONG_CHANNEL if acts else Reason.NOTHING_TO_GIVE
    lines = sorted({index for act in open_acts for index in desk.matches.of(act.scope)})
    if not lines:
        return Reason.NO_MATCHING_LINE
    if not any(state.totals[index] for index in lines):
        return Reason.NO_HEADROOM
    if all(state.totals[index] <= desk.floors[index] for index in lines):
        return Reason.FLOOR_REACHED
    return Reason.INCOMPLETE_SET
