"""Off the order: 满减, 满折, 每满减, a coupon."""

from collections.abc import Callable, Iterator, Sequence

from promenade.base.promotion.model.bounds import PositiveMinor
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.off import Amount, Percent
from promenade.base.promotion.model.effects.taking import spread
from promenade.base.promotion.model.effects.units import EVERY_UNIT, Units
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.errors import Fault


class OrderOff(EffectKind, frozen=True):
    """Off the total of the lines (or of their picked units), allocated by N4 within floors.

    With `every_minor` an amount is granted once per full step of that total (每满 X 减 Y).
    """

    off: Percent | Amount
    scope: Scope = EVERYTHING
    units: Units = EVERY_UNIT
    every_minor: PositiveMinor | None = None
    max_discount_minor: PositiveMinor | None = None

    @property
    def in_sets(self) -> bool:
        return self.every_minor is not None or self.units.in_sets

    def left_of(self, amount_minor: int) -> int:
        if self.units != EVERY_UNIT or self.every_minor:
            return amount_minor
        return amount_minor - self._discount_of()(amount_minor)

    def faults(self, at: str) -> Iterator[Fault]:
        yield from super().faults(at)
        yield from self.units.faults(f"{at}/units")
        if self.every_minor and isinstance(self.off, Percent):
            yield Fault(f"{at}/every_minor", "needs_amount", "Only an amount is granted per step.")

    def compiled(self, _: Locate) -> Act:
        discount_of, units = self._discount_of(), self.units

        def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
            totals = state.totals
            weights = [totals[index] for index in lines]
            return spread(desk, state, lines, weights, discount_of(sum(weights)))

        def act_on_picked(desk: Desk, state: State, lines: Sequence[int]) -> int:
            picked = units.picked(desk, lines)
            weights = [desk.remaining(state, index, count) for index, count in picked]
            touched = [index for index, _ in picked]
            return spread(desk, state, touched, weights, discount_of(sum(weights)))

        return act if units == EVERY_UNIT else act_on_picked

    def _discount_of(self) -> Callable[[int], int]:
        off, every, most = self.off, self.every_minor, self.max_discount_minor
        discount_of = off.cut
        if every is not None and isinstance(off, Amount):
            amount = off.off_minor
            discount_of = lambda base: min(amount * (base // every), base)  # noqa: E731
        if most is None:
            return discount_of
        return lambda base: min(discount_of(base), most)
