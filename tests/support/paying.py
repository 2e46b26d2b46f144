"""The payment gateway, as the shop hears of it in tests, and what it is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import msgspec

from promenade.kit.clock import system_clock
from promenade.kit.signatures import Signatures
from promenade.kit.signed_calls import SignedCalls
from tests.support import functions
from tests.support.cloud import delivered
from tests.support.digests import SECRET
from tests.support.gateway import Answer, Gateway

SIGNATURES = Signatures(SECRET.encode)
PAID_AT = "2026-01-05T09:31:00Z"


def payment(order: dict[str, Any], transaction: str = "T-1", **other: Any) -> dict[str, Any]:
    said = {"order": order["number"], "transaction": transaction, "method": "wechat-pay"}
    said |= {"amount_minor": order["payable_minor"], "currency": order["currency"]}
    return said | {"paid_at": PAID_AT} | other


def notify(gateway: Gateway, body: dict[str, Any], **headers: str) -> Answer:
    """The gateway tells of money; `headers` are others than those it signs with."""
    raw = msgspec.json.encode(body)
    signed = SIGNATURES.sign(raw, system_clock()) | headers
    return gateway.call("POST /payments", raw, caller=None, headers=signed)


@contextmanager
def asked() -> Iterator[list[tuple[str, Any, str]]]:
    """(path, content, key) of what the shop asks the gateway meanwhile."""
    calls: list[tuple[str, Any, str]] = []

    def post(_: SignedCalls, path: str, content: Any, key: str) -> bytes:
        calls.append((path, msgspec.to_builtins(content), key))
        return b'{"url": "https://payments.example/pay/1"}'

    with patch.object(SignedCalls, "post", post):
        yield calls


def wake_all() -> Any:
    """Whatever waits in the queue of orders to be woken."""
    return functions.invoke("order_wake", delivered("order-wake"))
