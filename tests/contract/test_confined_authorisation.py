"""Every route × a caller who holds every permission in one store alone: it is refused unless it
says that it looks at where they hold it; then they find and change what is there, nothing else."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest

from promenade.contracts.access import ACCESS
from promenade.kit.http import openapi_words as words
from tests.contract.test_authorisation import ROUTES, SAMPLES, set_up
from tests.support.cloud import dump
from tests.support.confined import FIRST, hire
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring
from tests.support.play import send

HERE, ELSEWHERE = ["main", "flagship", "my-shop"], ["elsewhere"]
"""Where the things of all samples are, and where none of them is."""

NEW = {"base/http/catalogue_products.add_product"}
"""What comes to be in a store that is named, which is no secret."""

FILES = {
    "base/http/catalogue_export.export_products",
    "base/http/catalogue_import.import_products",
    "base/http/stock_import.import_stock",
}
"""What is a file of what there is, and what is refused row by row."""

BATCHES = {
    "base/http/catalogue_batches.change_products",
    "base/http/catalogue_batches.decide_products",
    "base/http/catalogue_batches.submit_products",
}
"""What is refused product by product; that the call was made is noted."""

PICTURES = {"POST /product-media", "POST /product-media/{picture}/finish"}
"""Named by their bytes, so that whoever brings one changes nothing that is there. Products show
them where they are."""

NOT_UPLOADED = "base/http/catalogue_pictures.finish_picture"

AVAILABLE = "base/http/stock_warehouses.show_availability"
SKUS = ("MUG-RED", "MUG-BLUE", "TEA-100")
"""Of samples that need none of them in the catalogue."""


def asked(held: str) -> list[str]:
    return [
        name
        for name, route in ROUTES.items()
        if isinstance(route.allow, str) and route.allow not in ACCESS.staff and route.held == held
    ]


WITHIN = asked("within")


def test_who_holds_everything_in_one_store_alone_is_refused_wherever_no_route_looks_at_it(
    gateway: Gateway,
) -> None:
    confined = hire(gateway, "una", stores=HERE)
    before = dump()
    ask = partial(send, gateway=gateway, by=confined)
    answers = {name: ask(SAMPLES[name]).status for name in asked("everywhere")}
    assert answers == dict.fromkeys(answers, 403)
    assert dump() == before


def test_the_description_of_a_route_says_whether_a_grant_for_some_stores_opens_it() -> None:
    says = "in some stores or categories alone"
    told = {name for name, route in ROUTES.items() if says in words.description(route, ACCESS)}
    assert told == {*asked("anywhere"), *WITHIN}


def test_what_belongs_to_no_store_is_only_shown_but_for_pictures() -> None:
    routes = [ROUTES[name] for name in asked("anywhere")]
    assert {each.name for each in routes if each.method != "GET"} == PICTURES


def fill(name: str, gateway: Gateway) -> None:
    set_up(name, gateway)
    if "{sku}" in ROUTES[name].path or "/stock_" in name:
        gateway.call("POST /categories", {"id": "wares", "name": "Wares"})
        new = {"currency": "CNY", "list_price_minor": 900}
        skus = [{"code": sku, **new} for sku in SKUS]
        bring(gateway, {"id": "WARES", "title": "Wares", "category": "wares", "skus": skus})


@pytest.mark.parametrize("name", asked("anywhere"))
def test_what_belongs_to_no_store_is_shown_to_who_holds_it_anywhere(
    name: str, gateway: Gateway
) -> None:
    set_up(name, gateway)
    confined = hire(gateway, "una", stores=ELSEWHERE)
    assert send(SAMPLES[name], gateway, confined).status == (409 if name == NOT_UPLOADED else 200)


@pytest.mark.parametrize("name", WITHIN)
def test_a_route_that_keeps_within_it_has_nothing_for_who_holds_it_elsewhere(
    name: str, gateway: Gateway
) -> None:
    """Personal data, which orders have, is shown to who may see it everywhere."""
    fill(name, gateway)
    there, elsewhere = hire(gateway, "una", stores=HERE), hire(gateway, "eva", stores=ELSEWHERE)
    before = dump()
    answer = send(SAMPLES[name], gateway, elsewhere)
    assert told(answer) == expected(name), answer
    assert moved(before, dump()) == (["REQUEST"] if name in BATCHES else [])
    found = send(SAMPLES[name], gateway, there)
    assert found.status == SAMPLES[name].response.status, found
    if ROUTES[name].method == "GET" and "/order_" not in name:
        assert found.text == send(SAMPLES[name], gateway, FIRST).text


def moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The kinds of items, and messages, that are in one of them alone."""
    items = [each for table in after for each in (*before[table], *after[table])]
    gone = [each for each in items if items.count(each) == 1]
    return sorted(
        {each["pk"]["S"].partition("#")[0] if "pk" in each else "message" for each in gone}
    )


def told(answer: Answer) -> Any:
    """Its status, and what it shows of what there is."""
    if answer.status == 200:
        shown = answer.json
        return 200, [
            each
            for each in (*shown.get("items", ()), *shown.get("rows", ()))
            if each.get("result") not in ("refused", "rejected")
        ]
    return answer.status, None


def expected(name: str) -> Any:
    if name in NEW:
        return 403, None
    if name == AVAILABLE:
        return 200, [{"sku": "MUG-RED", "available_count": 0, "warehouses": []}]
    if name in FILES:
        return (302, None) if ROUTES[name].method == "GET" else (200, [])
    if name in BATCHES:
        return 200, []
    is_list = "{" not in ROUTES[name].path and ROUTES[name].method == "GET"
    return (200, []) if is_list else (404, None)
