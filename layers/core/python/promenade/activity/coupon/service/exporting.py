"""What is taken out of coupons: all of a template, all of a batch."""

from typing import Protocol

from promenade.activity.coupon.model.coupon import HeldCoupon
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value


class ExportedCode(Value, frozen=True):
    """A code of a batch, and the coupon that it gave: `state` is issued, taken or void."""

    text: str
    state: str
    held: HeldCoupon | None


class CouponExports(Protocol):
    def of_template(self, template_id: str, limit: int, after: Position | None) -> Page[HeldCoupon]:
        """Those that were given, but for those of the last moments."""
        ...

    def of_batch(self, batch_id: str, after: Position | None) -> Page[ExportedCode]:
        """As they were made."""
        ...
