"""What the payment gateway is asked, and what of its answers is believed."""

from typing import Any

import msgspec
import pytest

from promenade.customer.order.model import paying
from promenade.customer.order.model.placing import placed
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.wire.payments import HttpPaymentGateway
from promenade.kit.errors import Unavailable
from tests.support.ordering import SHOP, FixedQuoting, at, command, money
from tests.support.stamps import NOON


class Post:
    def __init__(self, answer: bytes = b'{"url": "https://pay.example/1"}') -> None:
        self.answer = answer
        self.asked: list[tuple[str, Any, str]] = []

    def __call__(self, path: str, content: Any, key: str) -> bytes:
        self.asked.append((path, msgspec.to_builtins(content), key))
        return self.answer


def order() -> ShopOrder:
    asked = command("order_1", 3)
    return placed(asked, FixedQuoting().price(asked.asked, NOON), SHOP, at(NOON, "place"))


def test_a_payment_is_opened_under_a_key_of_its_order_and_amount() -> None:
    post = Post()
    assert HttpPaymentGateway(post).open(order()) == "https://pay.example/1"
    intent = {"order": "order_1", "amount_minor": 3_000, "currency": "CNY"}
    assert post.asked == [("/intents", intent, "order_1-3000")]


@pytest.mark.parametrize("answer", [b"", b"<html>", b"{}", b'{"url": 1}', b"[]"])
def test_what_nobody_understands_opens_nothing(answer: bytes) -> None:
    with pytest.raises(Unavailable):
        HttpPaymentGateway(Post(answer)).open(order())


def test_a_payout_is_asked_for_under_its_own_id() -> None:
    late = paying.pay(
        paying.cancel(order(), "timeout", NOON),
        money(order(), amount_minor=7, currency="EUR"),
        NOON,
    )
    (payout,) = late.payouts
    post = Post(b"anything")
    HttpPaymentGateway(post).send_back("order_1", payout)
    told = {"id": payout.id, "order": "order_1", "transaction": "T-1", "amount_minor": 7}
    assert post.asked == [("/refunds", told | {"currency": "EUR"}, payout.id)]
