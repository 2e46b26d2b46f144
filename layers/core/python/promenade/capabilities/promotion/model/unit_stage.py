"""The unit stage: each line takes its best unit price on its own (N3, N6, N9).

Line by line, one promotion of every exclusion group may lower the price; groups chain. Prices are
reckoned from the list price until one beats the selling price, then from the price before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from promenade.capabilities.promotion.model.effects import UnitOff
from promenade.capabilities.promotion.model.gates import Facts
from promenade.capabilities.promotion.model.matching import ScopeTable
from promenade.capabilities.promotion.model.promotion import Promotion
from promenade.capabilities.promotion.model.quote import Outcome
from promenade.capabilities.promotion.model.reasons import Reason
from promenade.capabilities.promotion.model.rules import Rule
from promenade.capabilities.promotion.model.state import Desk

PriceAfter = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class UnitRule:
    """A promotion of the unit stage: per effect the lines it prices, and how."""

    rule: Rule
    pricings: tuple[tuple[int, PriceAfter, frozenset[str] | None], ...]


def compile_unit_rule(rule: Rule, table: ScopeTable) -> UnitRule:
    own = rule.promotion.scope
    return UnitRule(
        rule,
        tuple(
            (table.number(own, effect.scope), effect.off.price_after, effect.channels)
            for effect in rule.promotion.effects
            if isinstance(effect, UnitOff)
        ),
    )


@dataclass(slots=True)
class Record:
    """What a promotion did to each line's amount, and the first thing that stopped it elsewhere."""

    promotion: Promotion
    before: list[int]
    after: list[int]
    stopped_by: Reason | None = None
    rival: str | None = None
    offer: int = 0

    @property
    def saving(self) -> int:
        return sum(self.before) - sum(self.after)

    def stop(self, reason: Reason, rival: str | None, offer: int) -> None:
        self.offer += offer
        if self.stopped_by is None:
            self.stopped_by, self.rival = reason, rival

    def outcome(self) -> Outcome:
        promotion = self.promotion
        head = (promotion.id, promotion.version, promotion.stage)
        if self.saving:
            amounts = tuple(self.before), tuple(self.after)
            return Outcome(*head, Reason.APPLIED, self.saving + self.offer, None, None, *amounts)
        reason = self.stopped_by or Reason.NO_MATCHING_LINE
        return Outcome(*head, reason, self.offer, self.rival)


@dataclass(slots=True)
class Bid:
    """A rule that would price a line, by rank."""

    rule: Rule
    price_after: PriceAfter


@dataclass(slots=True)
class UnitStage:
    desk: Desk
    rules: Sequence[UnitRule]
    facts: Facts
    records: dict[str, Record] = field(default_factory=dict)

    def run(self) -> tuple[list[int], list[Outcome]]:
        """Unit prices after the stage, and the outcome of every rule, by rank.

        A promotion whose budget does not cover all it would give gives nothing (N15): the lines
        are then priced again without it.
        """
        barred: dict[str, Outcome] = {}
        while True:
            running = [u for u in self.rules if u.rule.promotion.id not in barred]
            prices = self._price(running)
            over = next((r for r in self.records.values() if self._exceeds_budget(r)), None)
            if over is None:
                break
            p = over.promotion
            barred[p.id] = Outcome(
                p.id, p.version, p.stage, Reason.BUDGET_INSUFFICIENT, over.saving
            )
        told = {id_: record.outcome() for id_, record in self.records.items()} | barred
        return prices, [told[unit.rule.promotion.id] for unit in self.rules]

    def _price(self, rules: Sequence[UnitRule]) -> list[int]:
        size = len(self.desk.lines)
        self.records = {
            unit.rule.promotion.id: Record(unit.rule.promotion, [0] * size, [0] * size)
            for unit in rules
        }
        prices = self.desk.prices.copy()
        for index, bids in self._bids(rules).items():
            prices[index] = self._price_line(index, bids)
        return prices

    def _bids(self, rules: Sequence[UnitRule]) -> dict[int, list[Bid]]:
        bids: dict[int, list[Bid]] = {}
        for unit in rules:
            for number, price_after, channels in unit.pricings:
                if channels is None or self.facts.channel in channels:
                    for index in self.desk.matches.of(number):
                        bids.setdefault(index, []).append(Bid(unit.rule, price_after))
        return bids

    def _price_line(self, index: int, bids: list[Bid]) -> int:
        """Bids come by rank."""
        sole = next((bid.rule for bid in bids if bid.rule.promotion.exclusive), None)
        if sole is not None:
            bids = self._silence(bids, sole)
        groups: dict[str, list[Bid]] = {}
        for bid in bids:
            groups.setdefault(bid.rule.group, []).append(bid)
        base, price = self.desk.lines[index].list_minor, self.desk.prices[index]
        for contenders in groups.values():
            lowered = self._compete(index, contenders, base, price)
            if lowered < price:
                base = price = lowered
        return price

    def _silence(self, bids: list[Bid], sole: Rule) -> list[Bid]:
        for bid in bids:
            if bid.rule is not sole:
                record = self.records[bid.rule.promotion.id]
                record.stop(Reason.EXCLUSIVE_WINS, sole.promotion.id, 0)
        return [bid for bid in bids if bid.rule is sole]

    def _compete(self, index: int, bids: list[Bid], base: int, price: int) -> int:
        """The lowest price wins, then the higher rank; a price is never put below the floor."""
        floor = self.desk.lines[index].floor_minor or 0
        prices = [max(bid.price_after(base), min(floor, price)) for bid in bids]
        lowest = min(prices)
        winner = bids[prices.index(lowest)].rule.promotion.id if lowest < price else None
        for bid, offered in zip(bids, prices, strict=True):
            promotion_id = bid.rule.promotion.id
            if promotion_id == winner:
                self._win(index, promotion_id, price, lowest)
            else:
                self._lose(index, promotion_id, price - offered, winner, floor >= price)
        return lowest

    def _win(self, index: int, promotion_id: str, price: int, lowered: int) -> None:
        record, quantity = self.records[promotion_id], self.desk.quantities[index]
        record.before[index], record.after[index] = price * quantity, lowered * quantity

    def _lose(
        self, index: int, promotion_id: str, saving: int, winner: str | None, at_floor: bool
    ) -> None:
        record = self.records[promotion_id]
        if winner is not None and saving > 0:
            record.stop(Reason.LOST_TO, winner, saving * self.desk.quantities[index])
        else:
            record.stop(Reason.FLOOR_REACHED if at_floor else Reason.NOT_CHEAPER, None, 0)

    def _exceeds_budget(self, record: Record) -> bool:
        budget = record.promotion.limits.budget_minor
        if budget is None:
            return False
        return record.saving > budget - self.facts.usage.of(record.promotion.id).spent_minor
