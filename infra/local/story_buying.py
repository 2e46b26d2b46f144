"""The part of the story in which people buy."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infra.local.story import Teller

PERSON = {
    "recipient": "林晓",
    "phone": "13800138000",
    "address": "浙江省杭州市西湖区文三路 90 号",
}
PLACED = "201 {stage}: {payable_minor} to pay until {due_at}"


def buy(teller: "Teller", sku: str, quote: Any) -> dict[str, Any]:
    """What became of two orders of three units each, and of what is left."""
    teller.chapter("An order: everything is held in one write, or nothing is")
    cart = {
        "currency": "CNY",
        "lines": [{"sku": sku, "qty": 3}],
        "quote_hash": quote["hash"],
        "personal": PERSON,
    }
    stale = cart | {"quote_hash": "0" * 64}
    teller.call("shopper:lin", "POST /shop-orders", stale, answers="409 {detail}")
    order = teller.call("shopper:lin", "POST /shop-orders", cart, answers=PLACED)
    teller.call("shopper:lin", "POST /shop-orders", cart, answers="409 {detail}")
    teller.pay("shopper:lin", order)
    parcel = {"carrier": "SF", "tracking": "SF1365", "lines": [{"line": 1, "quantity": 3}]}
    number = f"/shop-orders/{order['number']}"
    teller.call("support", f"POST {number}/parcels", parcel, answers="201 {order[stage]}")
    received = teller.call("shopper:lin", f"POST {number}/receive", answers="200 {stage}")
    teller.chapter("Another buyer, who thinks better of it")
    other = teller.call("shopper:mei", "POST /shop-orders", cart, answers=PLACED)
    cancel = f"POST /shop-orders/{other['number']}/cancel"
    cancelled = teller.call("shopper:mei", cancel, answers="200 {stage}: {cancel_reason}")
    level = teller.call("marketer", f"GET /stock/{sku}", answers="200 {on_hand_count} on hand")
    return {"received": received, "cancelled": cancelled, "left": level}
