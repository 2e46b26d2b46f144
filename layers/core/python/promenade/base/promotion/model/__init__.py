"""The quote engine: pure, integer, deterministic. `quote(compile_book(promotions), cart)`."""

from promenade.base.promotion.model.answer import (
    CodeOutcome,
    Gap,
    LineSaving,
    Outcome,
    PricedLine,
    Quote,
    Totals,
)
from promenade.base.promotion.model.book import Book, compile_book
from promenade.base.promotion.model.cart import (
    ActivityPrice,
    Buyer,
    Cart,
    Line,
    OrderType,
    Usage,
    Usages,
)
from promenade.base.promotion.model.promotion import (
    AmountBasis,
    Audience,
    Condition,
    CouponCode,
    Delivery,
    Ladder,
    Limits,
    Measure,
    Place,
    PlainCode,
    Postcodes,
    Promotion,
    Slot,
    Step,
    Stop,
    Window,
)
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.scope import EVERYTHING, Scope, Selector
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.stages import quote
from promenade.base.promotion.model.state import GiftLine, GrantedGift
from promenade.contracts.carts import Destination

__all__ = [
    "EVERYTHING",
    "ActivityPrice",
    "AmountBasis",
    "Audience",
    "Book",
    "Buyer",
    "Cart",
    "CodeOutcome",
    "Condition",
    "CouponCode",
    "Delivery",
    "Destination",
    "Gap",
    "GiftLine",
    "GrantedGift",
    "Ladder",
    "Limits",
    "Line",
    "LineSaving",
    "Measure",
    "OrderType",
    "Outcome",
    "Place",
    "PlainCode",
    "Postcodes",
    "PricedLine",
    "Promotion",
    "Quote",
    "Reason",
    "Scope",
    "Selector",
    "Slot",
    "Stage",
    "Step",
    "Stop",
    "Totals",
    "Usage",
    "Usages",
    "Window",
    "compile_book",
    "quote",
]
