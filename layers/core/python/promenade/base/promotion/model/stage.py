"""Where in the pipeline a promotion works."""

from enum import StrEnum


class Stage(StrEnum):
    """Stages of N6 that promotions work in, in the order they run."""

    UNIT = "unit"
    ORDER = "order"
    STORE_COUPON = "store_coupon"
    PLATFORM_COUPON = "platform_coupon"
    SHIPPING = "shipping"
