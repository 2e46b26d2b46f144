"""What a promotion gives: one file an effect, with its fields and bounds, what it cannot mean, and
its integer arithmetic. An effect that is named here can be sent, stored, priced and explained.
"""

from typing import Annotated

from msgspec import Meta

from promenade.base.promotion.model.effects.bundle_price import BundlePrice
from promenade.base.promotion.model.effects.buy_get import BuyGet
from promenade.base.promotion.model.effects.clearance import Clearance, Fall
from promenade.base.promotion.model.effects.effect import Remaining, Standing
from promenade.base.promotion.model.effects.first_and_further_off import FirstAndFurtherOff
from promenade.base.promotion.model.effects.gift import Gift, OutOfStock, Substitute
from promenade.base.promotion.model.effects.line_off import LineOff
from promenade.base.promotion.model.effects.nth_off import NthOff, UnitOfSet
from promenade.base.promotion.model.effects.off import Amount, Off, Percent, Price
from promenade.base.promotion.model.effects.order_off import OrderOff
from promenade.base.promotion.model.effects.quantity_breaks import Break, QuantityBreaks
from promenade.base.promotion.model.effects.runs import Pick
from promenade.base.promotion.model.effects.shipping_off import ShippingOff
from promenade.base.promotion.model.effects.unit_off import Basis, Rounding, UnitOff
from promenade.base.promotion.model.effects.units import EVERY_UNIT, Part, Units, Within

Effect = (
    UnitOff
    | QuantityBreaks
    | Clearance
    | LineOff
    | FirstAndFurtherOff
    | OrderOff
    | NthOff
    | BundlePrice
    | BuyGet
    | Gift
    | ShippingOff
)
Effects = Annotated[tuple[Effect, ...], Meta(max_length=20)]

__all__ = [
    "EVERY_UNIT",
    "Amount",
    "Basis",
    "Break",
    "BundlePrice",
    "BuyGet",
    "Clearance",
    "Effect",
    "Effects",
    "Fall",
    "FirstAndFurtherOff",
    "Gift",
    "LineOff",
    "NthOff",
    "Off",
    "OrderOff",
    "OutOfStock",
    "Part",
    "Percent",
    "Pick",
    "Price",
    "QuantityBreaks",
    "Remaining",
    "Rounding",
    "ShippingOff",
    "Standing",
    "Substitute",
    "UnitOfSet",
    "UnitOff",
    "Units",
    "Within",
]
