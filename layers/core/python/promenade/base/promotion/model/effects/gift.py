"""A SKU for nothing: 满赠."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from promenade.base.promotion.model.bounds import Count, Name
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.runs import Run, count_of, take
from promenade.base.promotion.model.effects.taking import cut_each
from promenade.base.promotion.model.effects.units import Part
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.state import Desk, GiftLine, GrantedGift, State
from promenade.kit.errors import Fault
from promenade.kit.values import Clause


class OutOfStock(StrEnum):
    """What comes of a promotion whose gift is out of stock: it gives what else it gives, or another
    gift, or nothing."""

    SKIP = "skip"
    SUBSTITUTE = "substitute"
    BLOCK = "block"


class Substitute(Clause, frozen=True):
    """A SKU that may stand in for a gift."""

    sku: Name


class Gift(EffectKind, frozen=True):
    """Units of a SKU for nothing: `count`, or `count` for every so many units in `per`.

    Its own stock counts, and `out_of_stock` says what to do without; `substitutes` come in their
    order.
    """

    sku: Name
    count: Count = 1
    per: Part | None = None
    out_of_stock: OutOfStock = OutOfStock.SKIP
    substitutes: Annotated[tuple[Substitute, ...], Meta(max_length=20)] = ()

    @property
    def gives_units(self) -> bool:
        return True

    @property
    def stocked_gifts(self) -> tuple[str, ...]:
        return (self.sku, *(each.sku for each in self.substitutes))

    def faults(self, at: str) -> Iterator[Fault]:
        if self.per is not None:
            yield from self.per.scope.faults(f"{at}/per/scope")
        if (self.out_of_stock is OutOfStock.SUBSTITUTE) is not bool(self.substitutes):
            detail = "Name substitutes where they are to stand in, and only there."
            yield Fault(f"{at}/substitutes", "not_as_said", detail)
        for place, each in enumerate(self.substitutes):
            if each.sku in self.stocked_gifts[: place + 1]:
                yield Fault(f"{at}/substitutes/{place}/sku", "repeated", "Name each SKU once.")

    def compiled(self, locate: Locate) -> Act:
        count_for = self._count_for(locate)

        def act(desk: Desk, state: State, _lines: Sequence[int]) -> int:
            count = count_for(desk)
            sku = self._in_stock(desk, state, count)
            if not count or sku is None:
                state.hindrance = Reason.GIFT_OUT_OF_STOCK if count else Reason.INCOMPLETE_SET
                state.is_barred = bool(count) and self.out_of_stock is OutOfStock.BLOCK
                return 0
            present = take(_charged(desk, state, sku), count)
            state.gifts = (*state.gifts, self._granted(desk, sku, count, present))
            cuts = [run.minor * run.units for run in present]
            return cut_each(desk, state, [run.line for run in present], cuts)

        return act

    def _in_stock(self, desk: Desk, state: State, count: int) -> str | None:
        """The first of its SKUs of which there are so many."""
        return next((sku for sku in self.stocked_gifts if _has(desk, state, sku, count)), None)

    def _granted(self, desk: Desk, sku: str, count: int, present: Sequence[Run]) -> GrantedGift:
        lines = tuple(GiftLine(desk.lines[run.line].id, run.units) for run in present)
        instead_of = None if sku == self.sku else self.sku
        return GrantedGift(sku, count, count_of(present), lines, instead_of)

    def _count_for(self, locate: Locate) -> Callable[[Desk], int]:
        count, per = self.count, self.per
        if per is None:
            return lambda _: count
        lines_of, every = locate(per.scope), per.count
        return lambda desk: count * (sum(desk.quantities[i] for i in lines_of(desk)) // every)


def _has(desk: Desk, state: State, sku: str, count: int) -> bool:
    """Beyond what the cart buys of it, and what others gave. What is not known is there."""
    available = desk.stock.get(sku)
    if available is None:
        return True
    bought = sum(line.qty for line in desk.lines if line.sku == sku and not line.gift)
    given = sum(gift.units for gift in state.gifts if gift.sku == sku)
    return available - bought - given >= count


def _charged(desk: Desk, state: State, sku: str) -> list[Run]:
    """Units of a gift's lines in the cart that are still charged in full."""
    charged = []
    for index, line in enumerate(desk.lines):
        if line.gift and line.sku == sku:
            price = desk.prices[index]
            count = state.totals[index] // price if price else desk.quantities[index]
            charged.append(Run(index, count, price))
    return charged
