"""Off the order: 满减, 满折, 每满减, a coupon, the whole at one price."""

from collections.abc import Iterator, Sequence

from promenade.base.promotion.model.bounds import PositiveMinors, minor
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.off import Amount, Cut, Off, at_most, bound, least
from promenade.base.promotion.model.effects.picking import picking
from promenade.base.promotion.model.effects.runs import Run, amount_of
from promenade.base.promotion.model.effects.taking import spread, spread_over
from promenade.base.promotion.model.effects.units import EVERY_UNIT, Units
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.scope import EVERYTHING, Scope
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.errors import Fault


class OrderOff(EffectKind, frozen=True):
    """Off the total of the lines (or of their picked units), shared out by what each line comes
    to, within floors.

    With `every_minor` an amount is granted once per full step of that total (每满 X 减 Y).
    """

    off: Off
    scope: Scope = EVERYTHING
    units: Units = EVERY_UNIT
    every_minor: PositiveMinors | None = None
    max_discount_minor: PositiveMinors | None = None

    @property
    def most_minor(self) -> int | None:
        amount = bound(self.off.off_minor) if isinstance(self.off, Amount) else None
        return least(bound(self.max_discount_minor), amount if self.every_minor is None else None)

    @property
    def face_minor(self) -> int | None:
        is_fixed = isinstance(self.off, Amount) and not self.every_minor
        return self.most_minor if is_fixed else None

    def left_of(self, amount_minor: int) -> int:
        if self.units != EVERY_UNIT or self.every_minor:
            return amount_minor
        return amount_minor - self._discounting()(amount_minor)

    def faults(self, at: str) -> Iterator[Fault]:
        yield from super().faults(at)
        yield from self.units.faults(f"{at}/units")
        if self.every_minor and not isinstance(self.off, Amount):
            yield Fault(f"{at}/every_minor", "needs_amount", "Only an amount is granted per step.")

    def compiled(self, _: Locate) -> Act:
        units, least = self.units, minor(self.every_minor or 0)
        discount_of = self._discounting()

        def act(desk: Desk, state: State, lines: Sequence[int]) -> int:
            totals = state.totals
            weights = [totals[index] for index in lines]
            base = sum(weights)
            if base < least:
                state.hindrance = Reason.INCOMPLETE_SET
            return spread(desk, state, lines, weights, discount_of(base))

        def give(desk: Desk, state: State, runs: list[Run]) -> int:
            base = amount_of(runs)
            if base < least:
                state.hindrance = Reason.INCOMPLETE_SET
            return spread_over(desk, state, runs, discount_of(base))

        return act if units == EVERY_UNIT else picking(units, give)

    def _discounting(self) -> Cut:
        cut = self.off.cutting()
        if self.every_minor is not None and isinstance(self.off, Amount):
            every, off = minor(self.every_minor), minor(self.off.off_minor)
            cut = lambda base: min(off * (base // every), base)  # noqa: E731
        return at_most(self.max_discount_minor, cut)
