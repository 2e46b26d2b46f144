"""Orders of other platforms of any kind, with what each of them comes to, reckoned apart."""

from typing import Any, NamedTuple

from hypothesis import strategies as st

from promenade.kit.currencies import plain
from promenade.kit.money import allocate, half_up
from tests.support.platforms import shopify, shopify_line, shopify_refund, woo, woo_line

CURRENCIES = ("USD", "EUR", "JPY", "KWD", "ISK", "CNY")
PLACED = "2026-01-05T03:58:12-05:00"


class Made(NamedTuple):
    """`sold` are (units, paid) of each line; amounts are in minor units."""

    document: dict[str, Any]
    goods: int
    payable: int
    refunded: int
    sold: list[tuple[int, int]]


class _Drawn(NamedTuple):
    price: int
    units: int
    off: int

    @property
    def gross(self) -> int:
        return self.price * self.units

    @property
    def paid(self) -> int:
        return self.gross - self.off


@st.composite
def lines(draw: st.DrawFn) -> list[_Drawn]:
    found = []
    for _ in range(draw(st.integers(1, 6))):
        price, units = draw(st.integers(0, 99_999)), draw(st.integers(1, 9))
        found.append(_Drawn(price, units, draw(st.integers(0, price * units))))
    return found


@st.composite
def shopify_orders(draw: st.DrawFn, *, with_refunds: bool = True) -> Made:
    currency = draw(st.sampled_from(CURRENCIES))
    drawn = draw(lines())
    shipping = draw(st.integers(0, 5_000))
    shipping_off = draw(st.integers(0, shipping))
    tip, duties, is_included = (
        draw(st.integers(0, 900)),
        draw(st.integers(0, 900)),
        draw(st.booleans()),
    )
    rate_bp = draw(st.sampled_from((0, 500, 825, 2_100)))
    goods = sum(line.paid for line in drawn)
    taxes = allocate(half_up(goods * rate_bp, 10_000), [line.paid for line in drawn])
    beside = shipping - shipping_off + tip + duties
    payable = goods + beside + (0 if is_included else sum(taxes))
    refunds, back = draw(_refunds(drawn, currency)) if with_refunds else ([], 0)
    document = shopify(
        currency=currency,
        taxes_included=is_included,
        subtotal_price=plain(goods, currency),
        total_tax=plain(sum(taxes), currency),
        total_tip_received=plain(tip, currency),
        total_price=plain(payable, currency),
        current_total_price=plain(payable - back, currency),
        total_outstanding=plain(0, currency),
        original_total_duties_set={"shop_money": {"amount": plain(duties, currency)}},
        line_items=[_shopify_line(place, line, currency) for place, line in enumerate(drawn, 1)],
        shipping_lines=[
            {
                "price": plain(shipping, currency),
                "discount_allocations": [{"amount": plain(shipping_off, currency)}],
            }
        ],
        refunds=refunds,
    )
    sold = [(line.units, line.paid) for line in drawn]
    return Made(document, sum(line.gross for line in drawn), payable, back, sold)


def _shopify_line(place: int, line: _Drawn, currency: str) -> Any:
    off = plain(line.off, currency) if line.off else ""
    return shopify_line(place, plain(line.price, currency), line.units, off)


@st.composite
def _refunds(draw: st.DrawFn, drawn: list[_Drawn], currency: str) -> tuple[list[Any], int]:
    """Unit by unit, some of them for nothing."""
    found: list[Any] = []
    back = 0
    for place, line in enumerate(drawn, 1):
        units = draw(st.integers(0, line.units))
        shares = allocate(line.paid, [1] * line.units)[:units]
        for share in shares:
            back += share
            amount = plain(share, currency)
            refund = shopify_refund(
                len(found) + 1, [(place, 1, amount, plain(0, currency))], amount
            )
            refund["transactions"][0]["currency"] = currency
            found.append(refund)
    return found, back


@st.composite
def woo_orders(draw: st.DrawFn) -> Made:
    """Lines are kept to four decimals and told with as many as the currency has."""
    currency = draw(st.sampled_from(CURRENCIES))
    drawn, is_included = draw(lines()), draw(st.booleans())
    rate_bp = draw(st.sampled_from((0, 700, 1_900, 2_100)))
    shipping, fee = draw(st.integers(0, 5_000)), draw(st.integers(-500, 500))
    taxes = [_tax(line.paid, rate_bp, is_included=is_included) for line in drawn]
    totals = [
        line.paid - (tax if is_included else 0) for line, tax in zip(drawn, taxes, strict=True)
    ]
    payable = sum(totals) + sum(taxes) + shipping + fee
    if payable < 0:
        fee, payable = fee - payable, 0
    back = draw(st.integers(0, payable))
    document = woo(
        currency=currency,
        prices_include_tax=is_included,
        line_items=[
            woo_line(
                place,
                plain(total + line.off, currency),
                plain(total, currency),
                line.units,
                total_tax=plain(tax, currency),
                subtotal_tax=plain(tax, currency),
            )
            for place, (line, total, tax) in enumerate(zip(drawn, totals, taxes, strict=True), 1)
        ],
        shipping_lines=[{"total": plain(shipping, currency)}],
        fee_lines=[{"total": plain(fee, currency)}],
        total=plain(payable, currency),
        total_tax=plain(sum(taxes), currency),
        refunds=[{"id": 9, "total": plain(-back, currency)}] if back else [],
    )
    sold = [(line.units, line.paid) for line in drawn]
    return Made(document, sum(line.gross for line in drawn), payable, back, sold)


def _tax(paid: int, rate_bp: int, *, is_included: bool) -> int:
    return half_up(paid * rate_bp, 10_000 + rate_bp if is_included else 10_000)
