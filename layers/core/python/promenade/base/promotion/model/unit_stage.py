"""The unit stage: each line takes its best unit price on its own (N3, N6, N9).

Line by line, one promotion of every exclusion group may lower the price; groups chain. Prices are
reckoned from the list price until one beats the selling price, then from the price before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from promenade.base.promotion.model.effects import UnitOff
from promenade.base.promotion.model.gates import Facts
from promenade.base.promotion.model.matching import ScopeTable
from promenade.base.promotion.model.quote import Outcome
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.rules import Rule
from promenade.base.promotion.model.state import Desk

PriceAfter = Callable[[int], int]


class Pricing(NamedTuple):
    """How a rule prices the units of the lines in a scope."""

    scope: int
    price_after: PriceAfter
    channels: frozenset[str] | None


class UnitRule(NamedTuple):
    rule: Rule
    pricings: tuple[Pricing, ...]


class Bid(NamedTuple):
    """A rule's claim to price one line."""

    rule: Rule
    price_after: PriceAfter


def compile_unit_rule(rule: Rule, table: ScopeTable) -> UnitRule:
    own = rule.promotion.scope
    pricings = (
        Pricing(table.number(own, effect.scope), effect.off.price_after, effect.channels)
        for effect in rule.promotion.effects
        if isinstance(effect, UnitOff)
    )
    return UnitRule(rule, tuple(pricings))


@dataclass(slots=True)
class Record:
    """What a rule did to each line's amount, and the first thing that stopped it elsewhere."""

    before: list[int]
    after: list[int]
    stopped_by: Reason = Reason.NO_MATCHING_LINE
    rival: str | None = None
    missed: int = 0

    @property
    def saving(self) -> int:
        return sum(self.before) - sum(self.after)

    def stop(self, reason: Reason, rival: str | None = None, missed: int = 0) -> None:
        self.missed += missed
        if self.stopped_by is Reason.NO_MATCHING_LINE:
            self.stopped_by, self.rival = reason, rival

    def outcome(self, rule: Rule) -> Outcome:
        saving = self.saving
        if not saving:
            return rule.refusal(self.stopped_by, self.rival, self.missed)
        applied = rule.refusal(Reason.APPLIED, None, saving + self.missed)
        return applied._replace(before=self.before, after=self.after)


@dataclass(slots=True)
class UnitStage:
    desk: Desk
    facts: Facts
    records: dict[int, Record] = field(default_factory=dict)

    def run(self, rules: Sequence[UnitRule], outcomes: list[Outcome]) -> list[int]:
        """The unit prices after the stage.

        A promotion whose budget does not cover all it would give gives nothing (N15): the lines
        are then priced again without it.
        """
        prices = self._price(rules)
        over = next((unit for unit in rules if self._exceeds_budget(unit.rule)), None)
        if over is not None:
            offer = self.records[over.rule.place].saving
            refusal = over.rule.refusal(Reason.BUDGET_INSUFFICIENT, None, offer)
            outcomes[over.rule.place] = refusal
            return self.run([unit for unit in rules if unit is not over], outcomes)
        for unit in rules:
            outcomes[unit.rule.place] = self.records[unit.rule.place].outcome(unit.rule)
        return prices

    def _exceeds_budget(self, rule: Rule) -> bool:
        budget = rule.promotion.limits.budget_minor
        if budget is None:
            return False
        left = budget - self.facts.usage.of(rule.promotion.id).spent_minor
        return self.records[rule.place].saving > left

    def _price(self, rules: Sequence[UnitRule]) -> list[int]:
        nothing = [0] * len(self.desk.lines)
        self.records = {u.rule.place: Record(nothing.copy(), nothing.copy()) for u in rules}
        prices = self.desk.prices.copy()
        for index, bids in self._bids(rules).items():
            prices[index] = self._price_line(index, bids)
        return prices

    def _bids(self, rules: Sequence[UnitRule]) -> dict[int, list[Bid]]:
        """By line; each line's bids come by rank."""
        bids: dict[int, list[Bid]] = {}
        for rule, pricings in rules:
            for scope, price_after, channels in pricings:
                if channels is None or self.facts.channel in channels:
                    for index in self.desk.lines_in.get(scope, ()):
                        bids.setdefault(index, []).append(Bid(rule, price_after))
        return bids

    def _price_line(self, index: int, bids: list[Bid]) -> int:
        base, price = self.desk.lines[index].list_minor, self.desk.prices[index]
        groups: dict[str, list[Bid]] = {}
        for bid in self._admitted(bids, base, price):
            groups.setdefault(bid.rule.group, []).append(bid)
        for contenders in groups.values():
            lowered = self._compete(index, contenders, base, price)
            if lowered < price:
                base = price = lowered
        return price

    def _admitted(self, bids: list[Bid], base: int, price: int) -> list[Bid]:
        """All of them, or the highest-ranked exclusive one that lowers the price."""
        working = (b for b in bids if b.rule.promotion.exclusive and b.price_after(base) < price)
        sole = next(working, None)
        if sole is None:
            return bids
        for bid in bids:
            if bid.rule is not sole.rule:
                record = self.records[bid.rule.place]
                record.stop(Reason.EXCLUSIVE_WINS, sole.rule.promotion.id)
        return [sole]

    def _compete(self, index: int, bids: list[Bid], base: int, price: int) -> int:
        """The lowest price wins, then the higher rank; nothing is put below its floor (N10)."""
        floor = min(self.desk.lines[index].floor_minor or 0, price)
        offers = [max(bid.price_after(base), floor) for bid in bids]
        lowest = min(offers)
        winner = bids[offers.index(lowest)].rule if lowest < price else None
        quantity = self.desk.quantities[index]
        for bid, offer in zip(bids, offers, strict=True):
            record = self.records[bid.rule.place]
            if bid.rule is winner:
                record.before[index], record.after[index] = price * quantity, lowest * quantity
            elif winner is not None and offer < price:
                record.stop(Reason.LOST_TO, winner.promotion.id, (price - offer) * quantity)
            else:
                record.stop(Reason.FLOOR_REACHED if floor == price else Reason.NOT_CHEAPER)
        return lowest
