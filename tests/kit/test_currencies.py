"""Currencies, and amounts as people and programs read them."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.catalogue.wire.products import SkuBody
from promenade.base.promotion.wire.carts import QuoteBody
from promenade.base.promotion.wire.simulations import SimulatedCart
from promenade.base.report.wire import ReportBody
from promenade.customer.order.wire.bodies import OrderBody
from promenade.kit.currencies import Currency, decimals, money, plain
from promenade.kit.findings import faults
from tests.support.orders import sale

CODES = get_args(get_args(Currency)[0])


def test_decimals_are_those_of_iso_4217() -> None:
    by_count = {count: {code for code in CODES if decimals(code) == count} for count in (0, 2, 3)}
    assert by_count[3] == {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
    without = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
    assert by_count[0] == set(without.split())
    assert len(by_count[2]) == len(CODES) - 7 - 16
    assert sorted(set(CODES)) == list(CODES)


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (5, "CNY", "¥0.05"),
        (123_456, "USD", "$1,234.56"),
        (-5, "GBP", "−£0.05"),
        (1_200, "JPY", "¥1,200"),
        (1_200, "KRW", "₩1,200"),
        (1_234, "KWD", "KWD 1.234"),
        (1_234, "JOD", "JOD 1.234"),
        (1_234, "OMR", "OMR 1.234"),
        (1_234, "TND", "TND 1.234"),
        (1_234, "XOF", "F CFA 1,234"),
        (1_234, "XPF", "CFPF 1,234"),
        (100, "CHF", "CHF 1.00"),
    ],
)
def test_money_is_written_with_the_symbol_and_decimals_of_its_currency(
    minor: int, currency: str, shown: str
) -> None:
    assert money(minor, currency) == shown


@given(st.integers(-(10**15), 10**15), st.sampled_from(CODES))
def test_money_in_major_units_is_exact(minor: int, currency: str) -> None:
    digits = plain(minor, currency).replace(".", "")
    assert int(digits) == minor


@pytest.mark.parametrize("currency", ["XXX", "DEM", "cny", "CNY\n", ""])
@pytest.mark.parametrize(
    ("body", "shape"),
    [
        (sale(), OrderBody),
        ({"lines": [{"sku": "A", "qty": 1}]}, QuoteBody),
        ({"lines": [], "at": "2026-01-05T04:00:00Z"}, SimulatedCart),
        ({"from": "2026-01-01", "to": "2026-01-02"}, ReportBody),
        ({"code": "P", "list_price_minor": 1}, SkuBody),
    ],
)
def test_a_currency_that_is_none_is_refused_at_every_edge(
    currency: str, body: dict[str, object], shape: type
) -> None:
    found = faults(body | {"currency": currency}, shape)
    assert [(fault.pointer, fault.code) for fault in found] == [("/currency", "wrong_value")]


@pytest.mark.parametrize("wrong", ["RMB", "cny", "EURO"])
def test_who_sends_no_code_of_iso_4217_is_told_so(wrong: str) -> None:
    (fault,) = faults(wrong, Currency)
    assert fault.said("en") == "Send the ISO 4217 code of a currency, such as CNY."
