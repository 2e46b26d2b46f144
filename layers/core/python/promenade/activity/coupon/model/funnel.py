"""How far a template's coupons went: issued, in wallets, used, given back."""

from typing import Literal

from promenade.kit.money import half_up
from promenade.kit.values import Value

Step = Literal["given", "used", "returned", "voided"]


class Funnel(Value, frozen=True):
    """`reserved` are those put into batches of codes or issues; the others count what was told so
    far: what came into wallets, was used, was given back after a refund, and was taken away."""

    reserved: int = 0
    given: int = 0
    used: int = 0
    returned: int = 0
    voided: int = 0

    @property
    def issued(self) -> int:
        return max(self.reserved, self.given)

    @property
    def use_bp(self) -> int | None:
        """What share of those in wallets is used and was kept; None of nothing."""
        return half_up(10_000 * (self.used - self.returned), self.given) if self.given else None
