"""The part of the story in which coupons are given, used, kept back and returned."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from infra.local.story_buying import PERSON, PLACED

if TYPE_CHECKING:
    from infra.local.story import Teller

_WHO = "shopper:wen"
_USABLE = "200 {saving_minor} less: {payable_minor} instead of {without_minor}"
_COUNTED = "200 {issued_count} issued, {given_count} claimed, {used_count} used"


def use_coupons(teller: "Teller", sku: str) -> dict[str, Any]:
    """What became of two coupons, of which the cart's best one is used and the other comes back."""
    teller.chapter("Coupons: what one drafts another approves, and a shopper claims")
    off = started(teller, _terms(sku, "满100减20", {"kind": "amount", "off_minor": 2_000}))
    share = {"kind": "percent", "off_bp": 500, "max_discount_minor": 1_500}
    percent = started(teller, _terms(sku, "95折券", share))
    mine, other = _claimed(teller, off), _claimed(teller, percent)
    usable = _best(teller, sku)
    return {
        "coupons": (mine, other),
        "usable": usable,
        **_buy(teller, sku, usable["chosen"]),
        "returned": _cancel(teller, sku, other),
        "statistics": [_counted(teller, off, used=1), _counted(teller, percent, used=0)],
    }


def _terms(sku: str, name: str, worth: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "worth": worth,
        "take": {"kind": "claim"},
        "validity": {"kind": "relative", "days": 7},
        "currency": "CNY",
        "min_spend_minor": 10_000,
        "scope": {"include": [{"skus": [sku]}]},
        "zone": "Asia/Shanghai",
        "total": 100,
    }


def started(teller: "Teller", terms: dict[str, Any]) -> str:
    """The id of a template that is in force."""
    told = "201 {name}: {status}, {exposure_minor} at worst"
    drafted = teller.call("marketer", "POST /coupon-templates", terms, answers=told)
    template = f"/coupon-templates/{drafted['id']}"
    teller.call("marketer", f"POST {template}/submit", version=1, answers="200 {status}")
    teller.call("marketer", f"POST {template}/approve", version=2, answers="403 {detail}")
    teller.call("owner", f"POST {template}/approve", version=2, answers="200 {status}")
    teller.call("marketer", f"POST {template}/activate", version=3, answers="200 {status}")
    return str(drafted["id"])


def _claimed(teller: "Teller", template_id: str) -> str:
    claims = f"POST /coupon-templates/{template_id}/claims"
    coupon_id = str(teller.call(_WHO, claims, answers="201 {name} until {ends_at}")["id"])
    teller.call(_WHO, claims, answers="422 {detail}")
    _seen(teller, coupon_id)
    return coupon_id


def _seen(teller: "Teller", coupon_id: str) -> Any:
    return teller.call(_WHO, f"GET /wallet/coupons/{coupon_id}", answers="200 {name}: {status}")


def _best(teller: "Teller", sku: str) -> Any:
    teller.chapter("The best of them for a cart, its order, and two parcels")
    cart = {"currency": "CNY", "lines": [{"sku": sku, "qty": 3}]}
    return teller.call(_WHO, "POST /wallet/coupons/usable", cart, answers=_USABLE)


def _quoted(teller: "Teller", sku: str, coupons: Sequence[str]) -> dict[str, Any]:
    cart = {"currency": "CNY", "lines": [{"sku": sku, "qty": 3}], "coupons": coupons}
    told = "200 {totals[payable_minor]} to pay"
    quote = teller.call(_WHO, "POST /quotes", cart, answers=told)
    return cart | {"quote_hash": quote["hash"], "personal": PERSON}


def _buy(teller: "Teller", sku: str, coupons: Sequence[str]) -> dict[str, Any]:
    cart = _quoted(teller, sku, coupons)
    order = teller.call(_WHO, "POST /shop-orders", cart, answers=PLACED)
    kept = _seen(teller, coupons[0])
    teller.pay(_WHO, order)
    used = _seen(teller, coupons[0])
    _send(teller, order["number"], "SF1366", 2)
    _send(teller, order["number"], "SF1367", 1)
    receive = f"POST /shop-orders/{order['number']}/receive"
    delivered = teller.call(_WHO, receive, answers="200 {stage}")
    return {"kept": kept, "used": used, "delivered": delivered}


def _send(teller: "Teller", number: str, tracking: str, count: int) -> None:
    lines = [{"line": 1, "quantity": count}]
    parcel = {"carrier": "SF", "tracking": tracking, "lines": lines}
    told = "201 {order[stage]}"
    teller.call("support", f"POST /shop-orders/{number}/parcels", parcel, answers=told)


def _cancel(teller: "Teller", sku: str, coupon_id: str) -> dict[str, Any]:
    teller.chapter("One coupon serves one order, and is back when that is cancelled")
    cart = _quoted(teller, sku, [coupon_id])
    order = teller.call(_WHO, "POST /shop-orders", cart, answers=PLACED)
    elsewhere = teller.call(_WHO, "POST /shop-orders", cart, answers="422 {code}: {reason}")
    cancel = f"POST /shop-orders/{order['number']}/cancel"
    cancelled = teller.call(_WHO, cancel, answers="200 {stage}: {cancel_reason}")
    return {"elsewhere": elsewhere, "order": cancelled, "coupon": _seen(teller, coupon_id)}


def _counted(teller: "Teller", template_id: str, used: int) -> Any:
    route = f"GET /coupon-templates/{template_id}/statistics"
    return teller.call_until("analyst", route, {"given_count": 1, "used_count": used}, _COUNTED)
