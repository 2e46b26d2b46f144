"""Whose limits a cart may meet, and which promotions it will probably have."""

from collections.abc import Container

from promenade.base.promotion.model.book import Book, Page
from promenade.base.promotion.model.cart import Cart, Usages
from promenade.base.promotion.model.matching import candidates_of
from promenade.base.promotion.model.occasion import occasion_of
from promenade.base.promotion.model.opening import open_lines
from promenade.base.promotion.model.promotion import Promotion
from promenade.base.promotion.model.stages import quote


def limited_in(page: Page, cart: Cart, without: Container[str]) -> list[Promotion]:
    """Limited promotions that are open to the cart and may cover a line of it, whatever orders have
    taken of them, but those that it goes `without`."""
    if not page.limited.entries:
        return []
    lines = tuple(line for line in cart.lines if line.selected)
    occasion = occasion_of(cart, Usages())
    covered = candidates_of(page.table, lines, open_lines(lines, coupons=True))
    met = page.limited.meeting(covered, occasion.codes)
    return [
        entry.promotion
        for entry in met
        if entry.promotion.id not in without and entry.closed(occasion) is None
    ]


def likely_in(book: Book, cart: Cart, usages: Usages) -> list[str]:
    """Ids of those that apply, as far as is known without another look at stock and limits."""
    return [each.promotion_id for each in quote(book, cart, usages).outcomes if each.applied]
