"""How far a template's coupons went: issued, in wallets, used, given back."""

from datetime import datetime
from typing import Literal

from promenade.contracts.coupons import CouponSaving
from promenade.kit.money import half_up
from promenade.kit.values import Value

NOTHING = CouponSaving(0, 0, 0)
Step = Literal["given", "used", "returned", "voided", "extended"]


class Told(Value, frozen=True):
    """One coupon of a template went one step, as the event says; `saving` is added, so that what
    is given back is negative."""

    template_id: str
    coupon_id: str
    customer: str
    ends_at: datetime
    step: Step
    event_id: str
    at: datetime
    saving: CouponSaving | None = None


class Funnel(Value, frozen=True):
    """`reserved` are those put into batches of codes or issues; the others count what was told so
    far: what came into wallets, was used, was given back after a refund, and was taken away.
    `saving` is of all uses that were not given back."""

    reserved: int = 0
    given: int = 0
    used: int = 0
    returned: int = 0
    voided: int = 0
    saving: CouponSaving = NOTHING

    @property
    def issued(self) -> int:
        return max(self.reserved, self.given)

    @property
    def use_bp(self) -> int | None:
        """What share of those in wallets is used and was kept; None of nothing."""
        return half_up(10_000 * (self.used - self.returned), self.given) if self.given else None
