"""Lists go on past what is elsewhere, and the inbox says what somebody may decide there."""

from typing import Any

import pytest

from tests.functions.base.test_catalogue_api import shop as shop  # noqa: PLC0414  a fixture
from tests.functions.base.test_catalogue_search import catch_up
from tests.functions.base.test_confined_products import good
from tests.functions.base.test_confined_stock import opened, propose
from tests.support.callers import Caller
from tests.support.confined import FIRST, hire
from tests.support.gateway import Gateway
from tests.support.on_sale import bring


@pytest.fixture
def goods(shop: Gateway) -> Gateway:
    """Before a mug come twelve cups, ten of which it takes to fill what is looked at."""
    bring(shop, *(good(f"CUP-{at:02}", category="cups") for at in range(12)), good("MUG"))
    return shop


def page(shop: Gateway, path: str, caller: Caller, **query: Any) -> tuple[list[str], str | None]:
    told = shop.call(f"GET {path}", caller=caller, query=query).json
    return [each.get("sku") or each["id"] for each in told["items"]], told["next"]


@pytest.mark.parametrize("search", [{}, {"q": "mug"}])
def test_a_page_is_filled_with_what_lies_beyond_what_is_elsewhere(
    goods: Gateway, search: dict[str, str]
) -> None:
    catch_up()
    mugs = hire(goods, "mia", categories=["mugs"])
    assert page(goods, "/products", mugs, limit=2, **search) == (["MUG"], None)


def test_an_empty_page_goes_on_where_ten_times_as_many_were_elsewhere(goods: Gateway) -> None:
    mugs = hire(goods, "mia", categories=["mugs"])
    found, cursor = page(goods, "/products", mugs, limit=1)
    assert (found, cursor is None) == ([], False)
    assert page(goods, "/products", mugs, limit=1, cursor=cursor)[0] == ["MUG"]


def test_changes_of_prices_that_are_elsewhere_leave_no_page_empty(goods: Gateway) -> None:
    book = opened(goods)
    mugs = hire(goods, "mia", categories=["mugs"])
    for sku in ("MUG-1", "CUP-00-1", "CUP-01-1", "CUP-02-1"):
        assert propose(goods, book, sku, FIRST).status == 201
    assert page(goods, "/price-changes", mugs, limit=1) == (["MUG-1"], None)
    assert page(goods, "/price-changes", FIRST, limit=1)[0] == ["CUP-02-1"]


def asked_elsewhere(goods: Gateway, id_: str, by: Caller, **fields: Any) -> None:
    asked = good(id_, **fields)
    del asked["id"]
    assert goods.call(f"PUT /products/{id_}", asked, caller=by, version=1).status == 200


def test_what_waits_elsewhere_leaves_no_page_of_the_inbox_empty(goods: Gateway) -> None:
    mugs = hire(goods, "mia", categories=["mugs"])
    for id_ in ("CUP-00", "CUP-01", "CUP-02"):
        asked_elsewhere(goods, id_, FIRST, category="cups", title="Bowl")
    asked_elsewhere(goods, "MUG", FIRST, title="Bowl")
    assert page(goods, "/approvals", mugs, limit=1)[0] == ["MUG"]


def test_the_inbox_says_who_may_have_a_product_moved_and_who_may_not(goods: Gateway) -> None:
    author = hire(goods, "hana", categories=["mugs"])
    asked_elsewhere(goods, "MUG", author, category="cups")
    decision = {"decision": "approve"}
    mugs, both = hire(goods, "mia", categories=["mugs"]), hire(goods, "bea", categories=["home"])
    (told,) = goods.call("GET /approvals", caller=mugs).json["items"]
    refused = goods.call("POST /products/MUG/decisions", decision, caller=mugs, version=2)
    assert (told["may_approve"], told["obstacle"], refused.status) == (
        False,
        {"code": "forbidden", "detail": refused.json["detail"]},
        403,
    )
    assert refused.json["detail"] == (
        "This call needs the permission catalogue:approve in store main, category cups."
    )
    (told,) = goods.call("GET /approvals", caller=both).json["items"]
    assert (told["may_approve"], told["obstacle"]) == (True, None)
    assert (
        goods.call("POST /products/MUG/decisions", decision, caller=both, version=2).status == 200
    )


def test_the_inbox_says_that_nobody_may_have_a_product_moved_to_what_takes_nothing(
    goods: Gateway,
) -> None:
    goods.call("POST /categories", {"id": "bowls", "name": "Bowls"})
    asked_elsewhere(goods, "MUG", hire(goods, "hana"), category="bowls")
    archived = {"name": "Bowls", "is_archived": True}
    assert goods.call("PUT /categories/bowls", archived, caller=FIRST, version=1).status == 200
    for code in ("category_archived", "category_gone"):
        (told,) = goods.call("GET /approvals", caller=FIRST).json["items"]
        asked = {"decision": "approve"}
        refused = goods.call("POST /products/MUG/decisions", asked, caller=FIRST, version=2)
        assert (refused.status, refused.json["code"]) == (409, code)
        assert told["obstacle"] == {"code": code, "detail": refused.json["detail"]}
        goods.call("DELETE /categories/bowls", caller=FIRST, version=2)


def test_tags_and_brands_and_attributes_are_read_by_who_holds_some_categories(
    goods: Gateway,
) -> None:
    goods.call("POST /tags", {"name": "New"})
    mugs = hire(goods, "mia", categories=["mugs"])
    for path in ("/tags/new", "/tags", "/brands", "/categories/cups/attributes", "/categories"):
        answer = goods.call(f"GET {path}", caller=mugs)
        assert (answer.status, answer.text) == (200, goods.call(f"GET {path}", caller=FIRST).text)
