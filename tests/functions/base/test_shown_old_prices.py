"""What may be shown struck through beside a price: nothing that no order or offer proves."""

from typing import Any

import pytest

from tests.support import functions, promoting
from tests.support.callers import MARKETER, OWNER, SHOPPER
from tests.support.facts import batch, order, recorded
from tests.support.gateway import Gateway
from tests.support.on_sale import bring
from tests.support.priced_shop import body_of, open_book, propose

HALF: dict[str, Any] = {
    "name": "Half",
    "stage": "unit",
    "scope": {"include": [{"skus": ["TEA"]}]},
    "effects": [{"kind": "unit_off", "off": {"kind": "percent", "off_bp": 5_000}}],
    "limits": {"total": 1_000},
}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "teas", "name": "Teas"}, caller=MARKETER)
    return gateway


def product(list_minor: int, sale_minor: int) -> dict[str, Any]:
    prices = {"list_price_minor": list_minor, "sale_price_minor": sale_minor}
    tea = {"code": "TEA", "currency": "CNY", **prices}
    return {"title": "Tea", "category": "teas", "shelf": "ON", "skus": [tea]}


def list_tea(shop: Gateway, list_minor: int, sale_minor: int) -> None:
    body = {"id": "TEA", **product(list_minor, sale_minor)}
    bring(shop, body)


def sell() -> None:
    """For 27.50."""
    functions.invoke("price_fold", batch(recorded(order("A-1"))))


def quoted(shop: Gateway) -> tuple[int, int | None]:
    """What the tea costs, and what is shown beside it."""
    cart = {"currency": "CNY", "lines": [{"sku": "TEA", "qty": 1}]}
    (line,) = shop.call("POST /quotes", cart, caller=SHOPPER).json["lines"]
    return line["unit_minor"], line["was_minor"]


def listed(shop: Gateway) -> tuple[int, int | None]:
    sku = shop.call("GET /skus/TEA", caller=SHOPPER).json["sku"]
    return sku["sale_price_minor"], sku["was_price_minor"]


def test_an_invented_first_price_is_shown_as_no_old_one(shop: Gateway) -> None:
    list_tea(shop, 99_900, 9_900)
    assert listed(shop) == quoted(shop) == (9_900, None)


def test_an_old_price_that_an_order_proves_is_shown(shop: Gateway) -> None:
    sell()
    list_tea(shop, 2_750, 2_500)
    assert listed(shop) == quoted(shop) == (2_500, 2_750)


def test_it_goes_with_the_next_price_unless_that_is_proven_too(shop: Gateway) -> None:
    sell()
    list_tea(shop, 2_750, 2_500)
    renamed = product(2_750, 2_500) | {"title": "Green tea"}
    shop.call("PUT /products/TEA", renamed, version=1, caller=MARKETER)
    assert listed(shop) == (2_500, 2_750)
    shop.call("PUT /products/TEA", product(2_700, 2_700), version=2, caller=MARKETER)
    assert listed(shop) == (2_700, None)


def test_an_imported_price_is_held_to_the_same(shop: Gateway) -> None:
    sheet = (
        b"product,title,category,shelf,sku,currency,list_price_minor,sale_price_minor\n"
        b"TEA,Tea,teas,ON,TEA,CNY,2750,2500\nJAR,Jar,teas,ON,JAR,CNY,99900,9900\n"
    )
    sell()
    sent = {"content-type": "text/csv"}
    shop.call("POST /product-imports", sheet, headers=sent, caller=MARKETER)
    assert listed(shop) == (2_500, 2_750)
    jar = shop.call("GET /skus/JAR", caller=SHOPPER).json["sku"]
    assert (jar["sale_price_minor"], jar["was_price_minor"]) == (9_900, None)


@pytest.mark.parametrize(("market_minor", "was_minor"), [(2_750, 2_750), (2_600, 2_600)])
def test_a_book_shows_the_price_that_its_change_proved(
    shop: Gateway, market_minor: int, was_minor: int
) -> None:
    list_tea(shop, 2_500, 2_500)
    sell()
    body = body_of(open_book(shop), 2_400, list_minor=2_400, market_minor=market_minor)
    assert propose(shop, body, sku="TEA").json["proof"]["result"] == "true"
    assert quoted(shop) == (2_400, was_minor)
    (entry,) = shop.call("GET /prices/TEA", caller=OWNER).json["entries"]
    assert entry["was_minor"] == was_minor


def test_an_invented_market_price_in_a_book_is_shown_as_no_old_one(shop: Gateway) -> None:
    list_tea(shop, 2_500, 2_500)
    body = body_of(open_book(shop), 2_400, list_minor=2_500, market_minor=99_900)
    proof = propose(shop, body, sku="TEA").json["proof"]
    assert (proof["result"], proof["basis"], proof["baseline_minor"]) == ("unproven", "none", None)
    assert quoted(shop) == (2_400, None)


@pytest.mark.parametrize(
    ("list_minor", "sale_minor", "was_minor"), [(9_900, 9_900, 9_900), (99_900, 9_900, None)]
)
def test_a_promotion_stands_beside_what_everybody_is_asked_and_never_beside_an_invented_price(
    shop: Gateway, list_minor: int, sale_minor: int, was_minor: int | None
) -> None:
    list_tea(shop, list_minor, sale_minor)
    cheap = [{"kind": "unit_off", "off": {"kind": "price", "price_minor": 5_000}}]
    made = shop.call(
        "POST /promotions", HALF | {"effects": cheap, "currency": "CNY"}, caller=MARKETER
    )
    assert promoting.publish(shop, made.json["id"]).json["status"] == "active"
    assert quoted(shop) == (5_000, was_minor)
