"""Guessed codes are limited over all containers of the deployed system."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from infra.local.api import Answer, Api
from infra.local.callers import Callers
from infra.local.stack import Stack
from promenade.kit.imports import JSON_LINES
from tests.support.on_sale import lines_of

PRODUCT: dict[str, Any] = {
    "id": "GUESSED",
    "title": "Cup",
    "category": "guessed",
    "shelf": "ON",
    "skus": [{"code": "GUESSED", "currency": "CNY", "list_price_minor": 9_000}],
}


def test_one_shopper_is_told_of_few_codes_however_many_it_tries_at_once(
    stack: Stack, api: Api, callers: Callers, owner: str
) -> None:
    category = {"id": "guessed", "name": "Guessed", "parent": None}
    api.call("POST /categories", category, token=owner, headers={"Idempotency-Key": "guess-c1"})
    lines, headers = lines_of(PRODUCT), {"Content-Type": JSON_LINES}
    brought = api.call("POST /product-imports", lines, token=owner, headers=headers)
    assert brought.status == 200, brought.raw
    token = callers.token("shopper:guesser")

    def guess(number: int) -> Answer:
        own = Api(stack)
        cart = {"lines": [{"sku": "GUESSED", "qty": 1}], "currency": "CNY"}
        try:
            return own.call("POST /quotes", cart | {"codes": [f"GUESS-{number}"]}, token=token)
        finally:
            own.close()

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(guess, range(120)))
    told = Counter(answer.status for answer in answers)
    assert set(told) == {200, 429}
    assert 5 <= told[200] <= 10, "five a minute, and a minute may end meanwhile"
    refused = next(answer for answer in answers if answer.status == 429)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
