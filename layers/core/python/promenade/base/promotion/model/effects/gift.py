"""A SKU for nothing: 满赠."""

from collections.abc import Callable, Iterator, Sequence

from promenade.base.promotion.model.bounds import Count, Name
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.taking import cut_each
from promenade.base.promotion.model.effects.units import Part, take
from promenade.base.promotion.model.state import Desk, GrantedGift, State
from promenade.kit.errors import Fault


class Gift(EffectKind, frozen=True):
    """Units of a SKU for nothing: `count`, or `count` for every so many units in `per`."""

    sku: Name
    count: Count = 1
    per: Part | None = None

    @property
    def in_sets(self) -> bool:
        return True

    def faults(self, at: str) -> Iterator[Fault]:
        if self.per is not None:
            yield from self.per.scope.faults(f"{at}/per/scope")

    def compiled(self, locate: Locate) -> Act:
        count_for = self._count_for(locate)

        def act(desk: Desk, state: State, _lines: Sequence[int]) -> int:
            count = count_for(desk)
            if not count:
                return 0
            held = [i for i, line in enumerate(desk.lines) if line.gift and line.sku == self.sku]
            present = take(held, _unpaid_gifts(desk, state), count)
            cuts = [desk.prices[index] * units for index, units in present]
            in_cart = sum(units for _, units in present)
            state.gifts = (*state.gifts, GrantedGift(self.sku, count, in_cart))
            return cut_each(desk, state, [index for index, _ in present], cuts)

        return act

    def _count_for(self, locate: Locate) -> Callable[[Desk], int]:
        count, per = self.count, self.per
        if per is None:
            return lambda _: count
        lines_of, every = locate(per.scope), per.count
        return lambda desk: count * (sum(desk.quantities[i] for i in lines_of(desk)) // every)


def _unpaid_gifts(desk: Desk, state: State) -> list[int]:
    """Units of each line still charged in full."""
    return [
        total // price if price else quantity
        for total, price, quantity in zip(state.totals, desk.prices, desk.quantities, strict=True)
    ]
