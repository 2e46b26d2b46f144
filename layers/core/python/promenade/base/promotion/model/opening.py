"""The lines of a cart as the stages find them: at which prices, and open to which promotions."""

from promenade.base.promotion.model.book import Page
from promenade.base.promotion.model.cart import Cart, Line
from promenade.base.promotion.model.matching import Coverage, ScopeTable, candidates_of, coverage
from promenade.base.promotion.model.state import Desk


def opening_desk(page: Page, cart: Cart, lines: tuple[Line, ...]) -> Desk:
    opened = open_lines(lines)
    closed = len(opened) < len(lines)
    has_activities = closed and any(line.activity is not None for line in lines)
    prices = [line.list_minor if line.sale_minor is None else line.sale_minor for line in lines]
    if has_activities:
        prices = list(map(_activity_price, lines, prices))
    quantities = [line.qty for line in lines]
    floors = _floors(lines)
    return Desk(
        lines,
        quantities,
        prices,
        floors,
        any(floors),
        has_activities,
        covered(page.table, lines, prices, opened),
        _present(page, lines, prices) if page.looks_for_absence else {},
        cart.stock,
        cart.at,
    )


def _floors(lines: tuple[Line, ...]) -> list[int]:
    """Of whole lines."""
    per_unit = [line.floor_minor for line in lines]
    if not any(per_unit):
        return [0] * len(lines)
    return [0 if line.gift else (line.floor_minor or 0) * line.qty for line in lines]


def _activity_price(line: Line, selling_minor: int) -> int:
    """Stage 1: an exclusive order type sets the price, within list price and floor (N10)."""
    if line.activity is None:
        return selling_minor
    return min(max(line.activity.price_minor, line.floor_minor or 0), line.list_minor)


def open_lines(lines: tuple[Line, ...], *, coupons: bool = False) -> list[int]:
    """Those open to the unit and order stages, or to the coupon stages."""
    return [
        index
        for index, line in enumerate(lines)
        if line.discountable
        and not line.gift
        and (line.activity is None or (coupons and line.activity.allow_coupon))
    ]


def covered(
    table: ScopeTable, lines: tuple[Line, ...], prices: list[int], opened: list[int]
) -> Coverage:
    return coverage(table, lines, prices, candidates_of(table, lines, opened))


def _present(page: Page, lines: tuple[Line, ...], prices: list[int]) -> Coverage:
    """What each scope covers of all lines but gifts."""
    bought = [index for index, line in enumerate(lines) if not line.gift]
    return covered(page.table, lines, prices, bought)
