"""The unit stage: each line takes its best unit price on its own (N3, N6, N9).

Line by line, one promotion of every exclusion group may lower the price; groups chain. Prices are
reckoned from the list price until one beats the selling price, then from the price before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from promenade.base.promotion.model.answer import Outcome, Told
from promenade.base.promotion.model.entry import Entry, PriceAfter
from promenade.base.promotion.model.gates import Occasion
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.state import Desk


class Bid(NamedTuple):
    """A promotion's claim to price one line."""

    entry: Entry
    price_after: PriceAfter


@dataclass(slots=True)
class Trail:
    """What a promotion did to each line's amount, and the first thing that stopped it elsewhere."""

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

    def outcome(self, promotion: Promotion) -> Outcome:
        saving = self.saving
        if not saving:
            return Outcome(promotion, self.stopped_by, offer_minor=self.missed, rival=self.rival)
        return Outcome(
            promotion,
            Reason.APPLIED,
            offer_minor=saving + self.missed,
            saving_minor=saving,
            before=self.before,
            after=self.after,
        )


@dataclass(slots=True)
class UnitStage:
    desk: Desk
    occasion: Occasion
    trails: dict[int, Trail] = field(default_factory=dict)

    def run(self, entries: Sequence[Entry], told: Told) -> list[int]:
        """The unit prices after the stage.

        A promotion whose budget does not cover all it would give gives nothing (N15): the lines
        are then priced again without it.
        """
        prices = self._price(entries)
        over = next((entry for entry in entries if self._exceeds_budget(entry)), None)
        if over is not None:
            offer = self.trails[over.place].saving
            told[over.place] = Outcome(
                over.promotion, Reason.BUDGET_INSUFFICIENT, offer_minor=offer
            )
            return self.run([entry for entry in entries if entry is not over], told)
        for entry in entries:
            told[entry.place] = self.trails[entry.place].outcome(entry.promotion)
        return prices

    def _exceeds_budget(self, entry: Entry) -> bool:
        budget = entry.promotion.limits.budget_minor
        if budget is None:
            return False
        left = budget - self.occasion.usage.of(entry.promotion.id).spent_minor
        return self.trails[entry.place].saving > left

    def _price(self, entries: Sequence[Entry]) -> list[int]:
        nothing = [0] * len(self.desk.lines)
        self.trails = {entry.place: Trail(nothing.copy(), nothing.copy()) for entry in entries}
        prices = self.desk.prices.copy()
        for index, bids in self._bids(entries).items():
            prices[index] = self._price_line(index, bids)
        return prices

    def _bids(self, entries: Sequence[Entry]) -> dict[int, list[Bid]]:
        """By line; each line's bids come by rank."""
        bids: dict[int, list[Bid]] = {}
        for entry in entries:
            for scope, price_after, channels in entry.prices:
                if channels is None or self.occasion.channel in channels:
                    for index in self.desk.coverage.get(scope, ()):
                        bids.setdefault(index, []).append(Bid(entry, price_after))
        return bids

    def _price_line(self, index: int, bids: list[Bid]) -> int:
        base, price = self.desk.lines[index].list_minor, self.desk.prices[index]
        groups: dict[str, list[Bid]] = {}
        for bid in self._admitted(bids, base, price):
            groups.setdefault(bid.entry.group, []).append(bid)
        for contenders in groups.values():
            lowered = self._compete(index, contenders, base, price)
            if lowered < price:
                base = price = lowered
        return price

    def _admitted(self, bids: list[Bid], base: int, price: int) -> list[Bid]:
        """All of them, or the highest-ranked exclusive one that lowers the price."""
        working = (b for b in bids if b.entry.promotion.exclusive and b.price_after(base) < price)
        sole = next(working, None)
        if sole is None:
            return bids
        for bid in bids:
            if bid.entry is not sole.entry:
                trail = self.trails[bid.entry.place]
                trail.stop(Reason.EXCLUSIVE_WINS, sole.entry.promotion.id)
        return [sole]

    def _compete(self, index: int, bids: list[Bid], base: int, price: int) -> int:
        """The lowest price wins, then the higher rank; nothing is put below its floor (N10)."""
        floor = min(self.desk.lines[index].floor_minor or 0, price)
        asked = [max(bid.price_after(base), floor) for bid in bids]
        lowest = min(asked)
        winner = bids[asked.index(lowest)].entry if lowest < price else None
        quantity = self.desk.quantities[index]
        for bid, lowered in zip(bids, asked, strict=True):
            trail = self.trails[bid.entry.place]
            if bid.entry is winner:
                trail.before[index], trail.after[index] = price * quantity, lowest * quantity
            elif winner is not None and lowered < price:
                trail.stop(Reason.LOST_TO, winner.promotion.id, (price - lowered) * quantity)
            else:
                trail.stop(Reason.FLOOR_REACHED if floor == price else Reason.NOT_CHEAPER)
        return lowest
