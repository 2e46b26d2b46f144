"""The demonstration shop's price books, set through the API as `make up` does it."""

from typing import Any

import pytest

from infra.local.api import Answer
from infra.local.demo_shop import demo_shop
from infra.local.seed_catalogue import seed_categories
from infra.local.seed_prices import seed_prices
from tests.support.callers import MARKETER, OWNER, STOREFRONT, Caller
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.on_sale import bring


class InProcess:
    """A Shop, but for the network."""

    owner = OWNER

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def find(self, route: str) -> Any:
        return self._call(route, None, {})

    def ask(self, route: str, body: Any, *, token: Caller = MARKETER, **headers: str) -> Any:
        sent = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        answer = self._call(route, body, sent, token)
        assert answer.status < 300, answer
        return answer.body

    def _call(
        self, route: str, body: Any, headers: dict[str, str], caller: Caller = MARKETER
    ) -> Answer:
        path, _, asked = route.partition("?")
        query = dict(part.split("=") for part in asked.split("&") if part)
        found = self._gateway.call(path, body, caller=caller, headers=headers, query=query, key="")
        return Answer(found.status, found.headers, found.text.encode())


@pytest.fixture
def shop(gateway: Gateway) -> Any:
    made = InProcess(gateway)
    seed_categories(made)  # type: ignore[arg-type]
    goods = demo_shop().products
    tea = [each for each in goods if each["category"] == "loose-tea"]
    for product in (*goods[:6], *tea[:2]):
        bring(gateway, product)
    return made


def test_members_pay_less_for_tea_and_some_of_it_sells_in_euros(
    shop: Any, gateway: Gateway
) -> None:
    assert seed_prices(shop) == "2 price books"
    lines = [{"sku": "LT-001-1", "qty": 1}]
    body = {"currency": "CNY", "lines": lines, "buyer": {"groups": ["member"]}}
    told = gateway.call("POST /quotes", body, caller=STOREFRONT).json["lines"][0]
    assert (told["price_book_id"] is not None, told["unit_minor"] % 100) == (True, 90)
    euro = {"currency": "EUR", "lines": [{"sku": "TW-001-1", "qty": 1}]}
    assert gateway.call("POST /quotes", euro, caller=STOREFRONT).status == 200


def test_a_second_time_nothing_is_done(shop: Any) -> None:
    seed_prices(shop)
    before = dump()
    assert seed_prices(shop) == "2 price books"
    assert dump() == before
