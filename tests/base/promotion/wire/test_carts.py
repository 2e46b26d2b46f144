from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from promenade.base.promotion.model import Buyer, Usage
from promenade.base.promotion.service.asking import AskedLine
from promenade.base.promotion.wire.carts import QuoteBody, read_quote
from promenade.base.promotion.wire.simulations import SimulationBody, read_simulation
from promenade.kit.decoding import decode
from promenade.kit.errors import Invalid
from promenade.kit.http.auth import Principal

SHOPPER = Principal("shopper", "amelie", frozenset())
SERVER = Principal("client", "storefront", frozenset())

LINE: dict[str, Any] = {"id": "1", "sku": "mug", "product": "cups", "qty": 2, "list_minor": 500}
PROMOTION: dict[str, Any] = {"id": "p", "name": "p", "stage": "order", "effects": []}


def quote(caller: Principal = SHOPPER, **body: Any) -> Any:
    given = {"lines": [{"sku": "mug", "qty": 2}], "currency": "CNY"} | body
    return read_quote(decode(msgspec.json.encode(given), QuoteBody), caller)


def simulation(cart: dict[str, Any] | None = None, **body: Any) -> Any:
    whole = {"lines": [LINE], "currency": "CNY", "at": "2026-03-01T12:00:00Z"} | (cart or {})
    given = {"cart": whole, "promotions": [PROMOTION]} | body
    return read_simulation(decode(msgspec.json.encode(given), SimulationBody), "UTC")


def pointers(refused: Any) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


def test_unselected_lines_are_left_out_and_places_kept() -> None:
    lines = [
        {"sku": "mug", "qty": 1, "selected": False},
        {"sku": "ｔea ", "qty": 2, "gift": True},
        {"sku": "pot", "qty": 3, "id": "x"},
    ]
    assert quote(lines=lines).lines == (
        AskedLine(1, "2", "TEA", 2, gift=True),
        AskedLine(2, "x", "POT", 3),
    )


def test_a_shopper_is_known_by_the_token_and_nothing_else() -> None:
    assert quote().buyer == Buyer(id="amelie")
    assert quote().shipping_minor == 0


def test_a_shopper_names_neither_buyer_nor_shipping_fee() -> None:
    with pytest.raises(Invalid) as caught:
        quote(buyer={"groups": ["vip"]}, shipping_minor=0)
    assert pointers(caught) == [("/buyer", "not_yours"), ("/shipping_minor", "not_yours")]


def test_a_shops_server_says_who_buys_and_what_shipping_costs() -> None:
    buyer = {"id": "amelie", "groups": ["vip"], "nth_order": 2}
    asked = quote(SERVER, buyer=buyer, shipping_minor=800)
    assert asked.buyer == Buyer("amelie", frozenset({"vip"}), 2)
    assert asked.shipping_minor == 800
    assert quote(SERVER).buyer == Buyer()


def test_two_lines_with_one_id_are_told_apart_by_nobody() -> None:
    lines = [
        {"sku": "a", "qty": 1, "id": "2"},
        {"sku": "b", "qty": 1},
        {"sku": "c", "qty": 1, "id": "2"},
    ]
    with pytest.raises(Invalid) as caught:
        quote(lines=lines)
    assert pointers(caught) == [("/lines/1/id", "repeated"), ("/lines/2/id", "repeated")]


def test_a_cart_with_nothing_selected_is_not_priced() -> None:
    with pytest.raises(Invalid) as caught:
        quote(lines=[{"sku": "a", "qty": 1, "selected": False}])
    assert pointers(caught) == [("/lines", "none_selected")]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"lines": []}, "/lines"),
        ({"lines": [{"sku": "a", "qty": 0}]}, "/lines/0/qty"),
        ({"lines": [{"sku": "a", "qty": 10_000}]}, "/lines/0/qty"),
        ({"lines": [{"sku": "a", "qty": 1, "list_minor": 1}]}, "/lines/0/list_minor"),
        ({"lines": [{"sku": "a", "qty": 1}] * 101}, "/lines"),
        ({"currency": "yuan"}, "/currency"),
        ({"codes": ["A"] * 11}, "/codes"),
    ],
)
def test_a_cart_is_bounded_and_brings_no_prices(wrong: dict[str, Any], pointer: str) -> None:
    with pytest.raises(Invalid) as caught:
        quote(**wrong)
    assert [found for found, _ in pointers(caught)] == [pointer]


def test_a_simulation_is_read_whole_and_names_are_left_as_they_are() -> None:
    promotions, cart, usage = simulation(usage={"p": {"used": 3}})
    assert [(each.id, each.version) for each in promotions] == [("p", 1)]
    assert (cart.lines[0].sku, cart.lines[0].product, cart.lines[0].qty) == ("mug", "cups", 2)
    assert usage.of("p") == Usage(used=3)


def test_a_simulated_promotion_may_end_with_a_date_too() -> None:
    shanghai = PROMOTION | {"window": {"end": "2026-03-01", "zone": "Asia/Shanghai"}}
    (promotion,), _, _ = simulation(promotions=[shanghai])
    assert promotion.window.end == datetime(2026, 3, 1, 16, tzinfo=UTC)
    with pytest.raises(Invalid) as caught:
        simulation(promotions=[PROMOTION, PROMOTION | {"id": "q", "window": {"end": "soon"}}])
    assert pointers(caught) == [("/promotions/1/window/end", "not_a_moment")]


def test_the_faults_of_a_simulation_are_told_at_once() -> None:
    backwards = {"start": "2026-03-02T00:00:00Z", "end": "2026-03-01T00:00:00Z"}
    with pytest.raises(Invalid) as caught:
        simulation(
            {"lines": [LINE, LINE | {"id": "2", "sale_minor": 501}, LINE]},
            promotions=[PROMOTION, PROMOTION | {"window": backwards}],
            usage={"q": {}},
        )
    assert pointers(caught) == [
        ("/promotions/1/window/end", "not_after_start"),
        ("/promotions/1/id", "repeated"),
        ("/cart/lines/2/id", "repeated"),
        ("/usage/q", "unknown"),
        ("/cart/lines/1/sale_minor", "above_list"),
    ]
