"""Where in the pipeline a promotion works."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a promotion works: `unit` first, then `order`, `store_coupon`, `platform_coupon`, and
    `shipping` last (N6)."""

    UNIT = "unit"
    ORDER = "order"
    STORE_COUPON = "store_coupon"
    PLATFORM_COUPON = "platform_coupon"
    SHIPPING = "shipping"
