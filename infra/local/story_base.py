"""The day of a shop's people: what one sets up, another agrees to, a storefront quotes, and buyers
take."""

from typing import TYPE_CHECKING, Any

from infra.local.story_buying import buy
from infra.local.story_campaign import tell_many
from infra.local.story_coupons import use_coupons
from infra.local.story_discounts import discount
from infra.local.story_flash import buy_by_queue, join, rush
from infra.local.story_offers import invite
from infra.local.story_shelf import reword, shelve
from infra.local.story_staff import join_and_stop

if TYPE_CHECKING:
    from infra.local.story import Teller


_KNOWN = (6, "Within five seconds every quote knows.")
_TOTALS = "200 {totals[payable_minor]} to pay for what costs {totals[list_minor]} in all"


def tell_day(teller: "Teller") -> dict[str, Any]:
    """What came of it, for who wants to know exactly."""
    sku = f"STORY-{teller.run}"
    _goods(teller, sku)
    reworded = reword(teller, sku)
    joined = join_and_stop(teller, sku)
    _price(teller, sku)
    promotion_id = _promotion(teller, sku)
    teller.chapter("A shopper's cart")
    teller.wait(*_KNOWN)
    quote = _quote(teller, sku)
    level = _units(teller, sku)
    bought = buy(teller, sku, quote)
    couponed = use_coupons(teller, sku)
    rushed = _short_of_time(teller, sku)
    campaign = tell_many(teller, sku)
    usage = _end(teller, sku, promotion_id)
    told = {"quote": quote, "level": level, "usage": usage, "campaign": campaign}
    told |= {"reworded": reworded, "joined": joined}
    return told | bought | couponed | rushed


def _short_of_time(teller: "Teller", sku: str) -> dict[str, Any]:
    """The rest happens while a queue waits for the minute of its draw."""
    queue = join(teller, sku)
    others = rush(teller, sku) | discount(teller, sku) | invite(teller, sku)
    return others | buy_by_queue(teller, *queue)


def _goods(teller: "Teller", sku: str) -> None:
    teller.chapter("A new mug, and its units in two warehouses")
    category = {"id": sku.lower(), "name": "故事 Stories"}
    teller.call("marketer", "POST /categories", category, answers="201 The category {name}")
    terms = {"code": sku, "currency": "CNY", "list_price_minor": 8900, "floor_price_minor": 4000}
    product = {
        "id": sku,
        "title": "故事杯 Story mug",
        "category": category["id"],
        "shelf": "ON",
        "skus": [terms],
    }
    shelve(teller, product)
    east = {"code": f"EAST-{teller.run}", "name": "East"}
    teller.call("marketer", "POST /warehouses", east, answers="201 The warehouse {name}")
    received = {"kind": "receive", "count": 40, "reason": "Delivery 4711"}
    told = "201 {balance_count} in {warehouse}"
    teller.call("marketer", f"POST /stock/{sku}/movements", received, answers=told)
    moved = {"source": "MAIN", "target": east["code"], "count": 10, "reason": "For the coast"}
    told = "201 {source_balance_count} stay, {target_balance_count} are there"
    teller.call("marketer", f"POST /stock/{sku}/transfers", moved, answers=told)
    too_many = moved | {"count": 500}
    teller.call("marketer", f"POST /stock/{sku}/transfers", too_many, answers="422 {detail}")


def _price(teller: "Teller", sku: str) -> None:
    teller.chapter("Its price falls by more than 30 %: somebody else has to agree")
    book = {"name": f"双十二 {teller.run}", "currency": "CNY", "priority": 20}
    opened = teller.call("marketer", "POST /price-books", book, answers="201 The book {name}")
    terms = {"list_minor": 8900, "sale_minor": 5900, "floor_minor": 4000}
    proposed = {"book_id": opened["id"], "currency": "CNY", "terms": terms, "reason": "双十二"}
    change = teller.call(
        "marketer", f"POST /prices/{sku}/changes", proposed, answers="201 {status}: {needs}"
    )
    approve = f"POST /prices/{sku}/changes/{change['id']}/approve"
    teller.call("marketer", approve, version=1, answers="403 {detail}")
    teller.call("owner", approve, version=1, answers="200 {status}, decided by {decided_by}")


def _promotion(teller: "Teller", sku: str) -> str:
    teller.chapter("A promotion, from a template to the shop")
    activity = {
        "name": "故事杯第二件半价",
        "currency": "CNY",
        "template": {"kind": "nth_unit", "nth": 2, "off_bp": 5000},
        "goods": [{"sku": sku}],
        "limits": {"per_buyer": 1, "total": 100, "budget_minor": 1_000_000},
    }
    told = "201 {promotion[name]}: {promotion[status]}"
    drafted = teller.call("marketer", "POST /activities", activity, answers=told)
    promotion = f"/promotions/{drafted['promotion']['id']}"
    teller.call("marketer", f"GET {promotion}/validation", answers="200 {exposure_minor} at worst")
    told = "200 {status}, asks {review[required_count]}"
    teller.call("marketer", f"POST {promotion}/submit", version=1, answers=told)
    teller.call("marketer", f"POST {promotion}/approve", version=2, answers="403 {detail}")
    teller.call("owner", f"POST {promotion}/approve", version=2, answers="200 {status}")
    teller.call("marketer", f"POST {promotion}/publish", version=3, answers="200 {status}")
    return str(drafted["promotion"]["id"])


def _quote(teller: "Teller", sku: str) -> Any:
    cart = {"currency": "CNY", "lines": [{"sku": sku, "qty": 3}]}
    return teller.call("shopper:lin", "POST /quotes", cart, answers=_TOTALS)


def _units(teller: "Teller", sku: str) -> Any:
    teller.chapter("An order holds its units, sells them, and brings one back")
    holder = f"WEB-{teller.run}"
    held = {"holder": holder, "lines": [{"sku": sku, "count": 3}]}
    told = "201 {state} until {due_at}"
    teller.call("client", "POST /stock-reservations", held, answers=told)
    more = {"holder": f"{holder}-2", "lines": [{"sku": sku, "count": 28}]}
    teller.call("client", "POST /stock-reservations", more, answers="422 {detail}")
    reservation = f"/stock-reservations/{holder}"
    teller.call("client", f"POST {reservation}/commit", answers="200 {state}")
    teller.call("client", f"POST {reservation}/release", answers="409 {detail}")
    back = {"lines": [{"sku": sku, "count": 1}]}
    teller.call("client", f"POST {reservation}/returns", back, answers="201 {state}")
    return teller.call("marketer", f"GET /stock/{sku}", answers="200 {on_hand_count} on hand")


def _end(teller: "Teller", sku: str, promotion_id: str) -> Any:
    teller.chapter("What it cost, and the switch that ends it")
    promotion = f"/promotions/{promotion_id}"
    usage = teller.call(
        "analyst",
        f"GET {promotion}/usage",
        answers="200 {level}: {budget[left]} of {budget[limit]} left",
    )
    reason = {"reason": "The story ends."}
    teller.call("marketer", f"POST {promotion}/kill", reason, answers="200 {status}: {end_reason}")
    teller.wait(*_KNOWN)
    _quote(teller, sku)
    return usage
