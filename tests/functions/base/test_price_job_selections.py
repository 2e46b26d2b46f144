"""What a job that moves many prices is about: known to the catalogue when it is asked for."""

from typing import Any

import pytest

from tests.support import priced_shop
from tests.support.callers import MARKETER
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.price_jobs import ask
from tests.support.priced_shop import open_book


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    priced_shop.fill(gateway)
    return gateway


@pytest.mark.parametrize(
    ("selection", "fault"),
    [
        ({"kind": "category", "category": "hats"}, ("/selection/category", "unknown_category")),
        (
            {"kind": "products", "products": ["MUG", "HAT"]},
            ("/selection/products/1", "unknown_product"),
        ),
    ],
)
def test_what_the_catalogue_does_not_have_is_refused_when_it_is_asked_for(
    shop: Gateway, selection: dict[str, Any], fault: tuple[str, str]
) -> None:
    book = open_book(shop)
    before = dump()
    refused = ask(shop, book, selection=selection)
    assert (refused.status, refused.pointers) == (400, [("body", *fault)])
    assert dump() == before


def test_a_category_that_is_gone_since_does_not_refuse_the_request_that_was_made(
    shop: Gateway,
) -> None:
    shop.call("POST /categories", {"id": "hats", "name": "Hats"}, caller=MARKETER)
    asked = {"selection": {"kind": "category", "category": "hats"}, "key": "hats"}
    book = open_book(shop)
    made = ask(shop, book, **asked)
    assert shop.call("DELETE /categories/hats", version=1, caller=MARKETER).status == 204
    assert ask(shop, book, **asked).json == made.json
