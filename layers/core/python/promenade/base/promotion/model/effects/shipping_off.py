"""Off the shipping fee: 包邮."""

from collections.abc import Iterator, Sequence

from promenade.base.promotion.model.bounds import PositiveMinor
from promenade.base.promotion.model.effects.effect import Act, EffectKind, Locate
from promenade.base.promotion.model.effects.off import Amount, Percent, least
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk, State
from promenade.kit.errors import Fault


class ShippingOff(EffectKind, frozen=True):
    """Off the shipping fee, never more than it."""

    off: Percent | Amount
    max_discount_minor: PositiveMinor | None = None

    @property
    def most_minor(self) -> int | None:
        amount = self.off.off_minor if isinstance(self.off, Amount) else None
        return least(self.max_discount_minor, amount)

    def misplaced(self, stage: Stage, at: str) -> Iterator[Fault]:
        if stage is not Stage.SHIPPING:
            yield from super().misplaced(stage, at)

    def compiled(self, _: Locate) -> Act:
        cut, most = self.off.cut, self.max_discount_minor

        def act(_desk: Desk, state: State, _lines: Sequence[int]) -> int:
            discount = cut(state.shipping) if most is None else min(cut(state.shipping), most)
            state.shipping -= discount
            return discount

        return act
