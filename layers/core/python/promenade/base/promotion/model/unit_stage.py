"""The unit stage: each line takes its best unit price on its own (N3, N6, N9).

Line by line, one promotion of every exclusion group may lower the price; groups chain. Prices are
reckoned from the list price until one beats the selling price, then from the price before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import mul
from typing import NamedTuple

from promenade.base.promotion.model.answer import Gap, Outcome
from promenade.base.promotion.model.course import Course
from promenade.base.promotion.model.effects.effect import Miss, Standing
from promenade.base.promotion.model.effects.off import PriceAfter
from promenade.base.promotion.model.entry import Entry
from promenade.base.promotion.model.measuring import unmet_of
from promenade.base.promotion.model.promotion import Measure, Promotion
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.shortages import Shortage
from promenade.base.promotion.model.sku_limits import beyond_quotas, beyond_units
from promenade.base.promotion.model.state import Desk, State
from promenade.base.promotion.model.trail import Trail


class Bid(NamedTuple):
    """A promotion's claim to price one line."""

    entry: Entry
    price_after: PriceAfter


@dataclass(slots=True)
class UnitStage:
    desk: Desk
    course: Course
    trails: dict[int, Trail] = field(default_factory=dict)

    def run(self, entries: Sequence[Entry]) -> list[int]:
        """The unit prices after the stage.

        A promotion whose budget does not cover all it would give gives nothing (N15), nor does one
        that goes with none of those before it: the lines are then priced again without it.
        """
        left = [entry for entry in entries if not self._is_unmet(entry)]
        prices = self._price(left)
        while (refused := self._refused(left)) is not None:
            entry, outcome = refused
            self.course.told[entry.place] = outcome
            left = [each for each in left if each is not entry]
            prices = self._price(left)
        for entry in left:
            trail = self.trails[entry.place]
            self.course.told[entry.place] = trail.outcome(entry.promotion, self._standings(entry))
            if entry.bears_on_others and trail.saving:
                self.course.record(entry)
        self.course.end_stage()
        return prices

    def _is_unmet(self, entry: Entry) -> bool:
        state = State(list(map(mul, self.desk.prices, self.desk.quantities)), 0)
        unmet = unmet_of(entry.checks, self.desk, state)
        if unmet is not None:
            self.course.told[entry.place] = Outcome(entry.promotion, unmet.reason, gap=unmet.gap)
        return unmet is not None

    def _refused(self, entries: Sequence[Entry]) -> tuple[Entry, Outcome] | None:
        """The first that must not have what it took."""
        applied: set[str] = set()
        for entry in entries:
            saving, rivals = self.trails[entry.place].saving, entry.not_with & applied
            if saving and (beyond := self._beyond_limits(entry, saving)):
                return entry, beyond
            if saving and rivals:
                rival = min(rivals)
                return entry, Outcome(entry.promotion, Reason.NOT_WITH, saving, rival)
            if saving:
                applied.add(entry.promotion.id)
        return None

    def _beyond_limits(self, entry: Entry, saving: int) -> Outcome | None:
        """Who has more units than they may has none at its price (N15)."""
        limits, usage = entry.promotion.limits, self.course.occasion.usage.of(entry.promotion.id)
        if limits.counts_all_units:
            units = self.trails[entry.place].units(self.desk.quantities)
            if short := beyond_units(limits, usage, units):
                return Outcome(entry.promotion, Reason.TOO_MANY_UNITS, saving, shortage=short)
        if entry.budget_minor is None or saving <= entry.budget_minor - usage.spent_minor:
            return None
        short = Shortage("budget", entry.budget_minor - usage.spent_minor, saving)
        return Outcome(entry.promotion, Reason.BUDGET_INSUFFICIENT, saving, shortage=short)

    def _standings(self, entry: Entry) -> tuple[Standing, ...]:
        """One a SKU."""
        found = {
            standing.sku: standing
            for scope, pricing, channels in entry.prices
            if pricing.standing is not None
            if channels is None or self.course.occasion.channel in channels
            for index in self.desk.coverage.get(scope, ())
            if (standing := pricing.standing(self.desk, index)) is not None
        }
        return tuple(found.values())

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
            for scope, pricing, channels in entry.prices:
                if channels is None or self.course.occasion.channel in channels:
                    for index in self._within_quota(entry, self.desk.coverage.get(scope, ())):
                        price_after = pricing.price_for(self.desk, index)
                        if isinstance(price_after, Miss):
                            self._miss(entry, price_after, self.desk.quantities[index])
                        else:
                            bids.setdefault(index, []).append(Bid(entry, price_after))
        return bids

    def _within_quota(self, entry: Entry, lines: Sequence[int]) -> Sequence[int]:
        """A SKU of which fewer units are left than the cart has gets none of them (N15)."""
        usage = self.course.occasion.usage.of(entry.promotion.id)
        short = beyond_quotas(self.desk, lines, usage) if usage.left_by_sku else {}
        if not short:
            return lines
        self.trails[entry.place].run_short(next(iter(short.values())))
        return [index for index in lines if self.desk.lines[index].sku not in short]

    def _miss(self, entry: Entry, miss: Miss, quantity: int) -> None:
        least = miss.least
        gap = None if least is None else Gap(Measure.QUANTITY, least - quantity, least)
        self.trails[entry.place].stop(miss.reason, gap=gap)

    def _price_line(self, index: int, bids: list[Bid]) -> int:
        base, price = self.desk.lines[index].list_minor, self.desk.prices[index]
        groups: dict[str, list[Bid]] = {}
        for bid in self._admitted(bids, base, price):
            groups.setdefault(bid.entry.group, []).append(bid)
        stopper: Promotion | None = None
        for contenders in groups.values():
            if stopper is not None:
                self._stop(contenders, Reason.STOPPED, stopper)
                continue
            lowered, winner = self._compete(index, contenders, base, price)
            if winner is not None:
                base = price = lowered
                stopper = winner.promotion if winner.stop is not None else None
        return price

    def _stop(self, bids: Iterable[Bid], reason: Reason, rival: Promotion) -> None:
        for bid in bids:
            self.trails[bid.entry.place].stop(reason, rival.id)

    def _admitted(self, bids: list[Bid], base: int, price: int) -> list[Bid]:
        """All of them, or the highest-ranked exclusive one that lowers the price."""
        working = (b for b in bids if b.entry.promotion.exclusive and b.price_after(base) < price)
        sole = next(working, None)
        if sole is None:
            return bids
        others = [bid for bid in bids if bid.entry is not sole.entry]
        self._stop(others, Reason.EXCLUSIVE_WINS, sole.entry.promotion)
        return [sole]

    def _compete(
        self, index: int, bids: list[Bid], base: int, price: int
    ) -> tuple[int, Entry | None]:
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
        return lowest, winner
