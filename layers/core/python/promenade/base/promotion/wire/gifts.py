"""Gifts on the wire."""

from promenade.base.promotion.model import GiftLine, GrantedGift
from promenade.kit.decoding import View


class LineToAdd(View, frozen=True):
    sku: str
    qty: int
    gift: bool


class GiftView(View, frozen=True):
    """`units_in_cart` of `units` are on `lines` of the cart; `line` is to be added to it for the
    others before it is ordered, null where all are there. `instead_of` is out of stock."""

    sku: str
    units: int
    units_in_cart: int
    lines: tuple[GiftLine, ...]
    instead_of: str | None
    line: LineToAdd | None


def show_gift(gift: GrantedGift) -> GiftView:
    count = gift.units - gift.units_in_cart
    return GiftView(
        sku=gift.sku,
        units=gift.units,
        units_in_cart=gift.units_in_cart,
        lines=gift.lines,
        instead_of=gift.instead_of,
        line=LineToAdd(gift.sku, count, gift=True) if count else None,
    )
