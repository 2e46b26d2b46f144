"""A SKU for nothing: 满赠."""

from collections.abc import Callable, Iterator, Sequence

from promenade.base.promotion.model.bounds import Count, Name
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.runs import Run, count_of, take
from promenade.base.promotion.model.effects.taking import cut_each
from promenade.base.promotion.model.effects.units import Part
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.state import Desk, GrantedGift, State
from promenade.kit.errors import Fault


class Gift(EffectKind, frozen=True):
    """Units of a SKU for nothing: `count`, or `count` for every so many units in `per`."""

    sku: Name
    count: Count = 1
    per: Part | None = None

    def faults(self, at: str) -> Iterator[Fault]:
        if self.per is not None:
            yield from self.per.scope.faults(f"{at}/per/scope")

    def compiled(self, locate: Locate) -> Act:
        count_for = self._count_for(locate)

        def act(desk: Desk, state: State, _lines: Sequence[int]) -> int:
            count = count_for(desk)
            if not count:
                state.hindrance = Reason.INCOMPLETE_SET
                return 0
            present = take(self._charged(desk, state), count)
            cuts = [run.minor * run.units for run in present]
            state.gifts = (*state.gifts, GrantedGift(self.sku, count, count_of(present)))
            return cut_each(desk, state, [run.line for run in present], cuts)

        return act

    def _charged(self, desk: Desk, state: State) -> list[Run]:
        """Units of its lines in the cart that are still charged in full."""
        charged = []
        for index, line in enumerate(desk.lines):
            if line.gift and line.sku == self.sku:
                price = desk.prices[index]
                count = state.totals[index] // price if price else desk.quantities[index]
                charged.append(Run(index, count, price))
        return charged

    def _count_for(self, locate: Locate) -> Callable[[Desk], int]:
        count, per = self.count, self.per
        if per is None:
            return lambda _: count
        lines_of, every = locate(per.scope), per.count
        return lambda desk: count * (sum(desk.quantities[i] for i in lines_of(desk)) // every)
