"""A shop that sells mugs and cups, with promotions, over HTTP, for tests of orders."""

from typing import Any

from tests.support import promoting
from tests.support.callers import MARKETER, OWNER, SHOPPER, Caller
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring

PERSON = {"recipient": "王芳", "phone": "13812345678", "address": "杭州市西湖区文三路 90 号"}
PRODUCT: dict[str, Any] = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "shelf": "ON",
    "skus": [
        {"code": "MUG-S", "currency": "CNY", "list_price_minor": 6_000, "sale_price_minor": 5_000},
        {"code": "MUG-L", "currency": "CNY", "list_price_minor": 9_000},
    ],
}


def open_shop(gateway: Gateway, **stock: int) -> None:
    """Ten small mugs and five large ones, unless said otherwise."""
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"}, caller=MARKETER)
    bring(gateway, PRODUCT)
    for sku, count in ({"MUG_S": 10, "MUG_L": 5} | stock).items():
        body = {"kind": "receive", "count": count, "reason": "Because"}
        gateway.call(f"POST /stock/{sku.replace('_', '-')}/movements", body, caller=MARKETER)


def stock_elsewhere(gateway: Gateway) -> None:
    """Twenty small mugs in another warehouse."""
    gateway.call("POST /warehouses", {"code": "EAST", "name": "East"}, caller=OWNER)
    body = {"kind": "receive", "count": 20, "reason": "Because", "warehouse": "EAST"}
    gateway.call("POST /stock/MUG-S/movements", body, caller=MARKETER)


def promote(gateway: Gateway, off_minor: int = 1_000, **other: Any) -> str:
    """An order of 50.00 or more costs so much less."""
    body = {
        "name": "Off",
        "stage": "order",
        "currency": "CNY",
        "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": off_minor}}],
        "limits": {"total": 1_000},
    }
    made = gateway.call("POST /promotions", body | other, caller=MARKETER)
    assert promoting.publish(gateway, made.json["id"]).status == 200
    return str(made.json["id"])


def cart(*lines: tuple[str, int], **other: Any) -> dict[str, Any]:
    asked = lines or (("MUG-S", 2), ("MUG-L", 1))
    return {"currency": "CNY", "lines": [{"sku": sku, "qty": qty} for sku, qty in asked]} | other


def quoted(gateway: Gateway, body: dict[str, Any], caller: Caller = SHOPPER) -> dict[str, Any]:
    """The cart, with the hash of its quote."""
    answer = gateway.call("POST /quotes", body, caller=caller)
    assert answer.status == 200, answer
    return body | {"quote_hash": answer.json["hash"]}


def place(
    gateway: Gateway, body: dict[str, Any], caller: Caller = SHOPPER, key: str | None = None
) -> Answer:
    return gateway.call("POST /shop-orders", body, caller=caller, key=key)


def counts(gateway: Gateway, sku: str = "MUG-S") -> tuple[int, int, int]:
    """On hand, reserved, available."""
    found = gateway.call(f"GET /stock/{sku}", caller=OWNER).json
    return found["on_hand_count"], found["reserved_count"], found["available_count"]


def used(gateway: Gateway, promotion_id: str) -> tuple[int, int]:
    """Orders that hold it, and that are paid."""
    found = gateway.call(f"GET /promotions/{promotion_id}/usage", caller=OWNER).json["orders"]
    return found["held"], found["committed"]
