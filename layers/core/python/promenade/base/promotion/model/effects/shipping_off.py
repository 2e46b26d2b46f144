"""Off the shipping fee: 包邮, or shipping at one price."""

from collections.abc import Iterator, Sequence

from promenade.base.promotion.model.bounds import PositiveMinors
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.off import Amount, Off, at_most, bound, least
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.errors import Fault


class ShippingOff(EffectKind, frozen=True):
    """Off the shipping fee, never more than it."""

    off: Off
    max_discount_minor: PositiveMinors | None = None

    @property
    def most_minor(self) -> int | None:
        amount = bound(self.off.off_minor) if isinstance(self.off, Amount) else None
        return least(bound(self.max_discount_minor), amount)

    def misplaced(self, stage: Stage, at: str) -> Iterator[Fault]:
        if stage is not Stage.SHIPPING:
            yield from super().misplaced(stage, at)

    def compiled(self, _: Locate) -> Act:
        cut = at_most(self.max_discount_minor, self.off.cutting())

        def act(_desk: Desk, state: State, _lines: Sequence[int]) -> int:
            discount = cut(state.shipping)
            state.shipping -= discount
            return discount

        return act
