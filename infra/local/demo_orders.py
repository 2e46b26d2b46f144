"""The demonstration shop's orders: each day has its own, the same for the same seed.

An order is told as far as it has come by `now`, and its version grows with every step: placed,
paid, shipped, completed, refunded.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from infra.local.demo_people import LAST_CUSTOMER, name_of, person
from infra.local.demo_shop import Body, DemoShop
from promenade.kit.clock import to_wire
from promenade.kit.money import allocate, split

STORE, ZONE = "flagship", "Asia/Shanghai"
_CHANNELS = {"mini-program": 40, "app": 30, "web": 18, "marketplace": 12}
_HOURS = (1, 1, 1, 1, 1, 1, 2, 4, 6, 8, 11, 10, 9, 8, 7, 7, 7, 7, 8, 10, 14, 15, 10, 4)
_FREE_SHIPPING_MINOR, _SHIPPING_MINOR = 9_900, 800
_SPEND_MINOR, _OFF_MINOR = 29_900, 4_000
_MEMBER_DAY = "18"
_PROMOTION = "promotion_demo-spend-299"
_FATES = {"kept": 84, "unpaid": 7, "returned": 6, "sent back": 3}


@dataclass(frozen=True)
class Life:
    """When what happens to an order; None for what never does."""

    placed: datetime
    paid: datetime | None
    shipped: datetime | None
    completed: datetime | None
    refunded: datetime | None
    cancelled: datetime | None


def demo_orders(
    goods: DemoShop, source: str, on: date, now: datetime, seed: int = 2026
) -> Iterator[Body]:
    """The orders of one day in China, those placed by `now`."""
    rng = random.Random(f"{seed} orders of {on}")  # noqa: S311  nothing here is a secret
    weekend = on.weekday() >= 5
    count = rng.randint(3, 6) + 2 * weekend + 27 * (f"{on:%d}" == _MEMBER_DAY)
    shelf = [(product, sku) for product in goods.products for sku in product["skus"]]
    liked = [1 / (place % 40 + 2) for place in range(len(shelf))]
    for number in range(1, count + 1):
        draw = random.Random(f"{seed} order {number} of {on}")  # noqa: S311
        life = _life(on, draw)
        picked = draw.choices(shelf, liked, k=draw.choice((1, 1, 1, 2, 2, 3, 4)))
        if life.placed <= now:
            yield _order(f"{on:%Y%m%d}{number:04}", source, picked, (life, now, draw, seed))


def _life(on: date, draw: random.Random) -> Life:
    (hour,) = draw.choices(range(24), _HOURS)
    local = time(hour, draw.randrange(60), draw.randrange(60), tzinfo=ZoneInfo(ZONE))
    placed = datetime.combine(on, local).astimezone(UTC)
    (fate,) = draw.choices(list(_FATES), list(_FATES.values()))
    if fate == "unpaid":
        return Life(placed, None, None, None, None, placed + timedelta(minutes=30))
    paid = placed + timedelta(seconds=draw.randint(20, 900))
    shipped = paid + timedelta(hours=draw.randint(6, 40))
    completed = shipped + timedelta(hours=draw.randint(40, 140))
    refunded = None if fate == "kept" else completed + timedelta(hours=draw.randint(5, 120))
    return Life(placed, paid, shipped, completed, refunded, None)


def _order(
    number: str,
    source: str,
    picked: list[tuple[Body, Body]],
    told: tuple[Life, datetime, random.Random, int],
) -> Body:
    life, now, draw, seed = told
    amounts = _amounts(list(_lines(picked, draw)), is_member_day=number[6:8] == _MEMBER_DAY)
    due_minor = amounts["goods_minor"] - amounts["discount_minor"] + amounts["shipping_minor"]
    whole_back = draw.random() < 0.4
    return {
        "source": source,
        "number": number,
        "store": STORE,
        "currency": "CNY",
        "zone": ZONE,
        "placed_at": to_wire(life.placed),
        **_buyer(draw, seed),
        **amounts,
        **_progress(life, now, due_minor, None if whole_back else amounts["lines"][0]),
    }


def _buyer(draw: random.Random, seed: int) -> Body:
    """A few come often, most once; a guest has an address and no account."""
    customer = min(int(draw.expovariate(1 / 110)), LAST_CUSTOMER)
    (channel,) = draw.choices(list(_CHANNELS), list(_CHANNELS.values()))
    is_guest = draw.random() < 0.08
    return {
        "channel": channel,
        "customer": None if is_guest else name_of(customer),
        "is_test": draw.random() < 0.01,
        "personal": person(customer, seed),
    }


def _amounts(lines: list[Body], *, is_member_day: bool) -> Body:
    goods_minor = sum(line["paid_minor"] for line in lines)
    discount = _discount(lines, goods_minor) if is_member_day else 0
    is_free = goods_minor - discount >= _FREE_SHIPPING_MINOR
    promotion = {"promotion_id": _PROMOTION, "version": 1, "saving_minor": discount}
    return {
        "goods_minor": goods_minor,
        "discount_minor": discount,
        "shipping_minor": 0 if is_free else _SHIPPING_MINOR,
        "lines": lines,
        "promotions": [promotion] if discount else [],
    }


def _lines(picked: list[tuple[Body, Body]], draw: random.Random) -> Iterator[Body]:
    for index, (product, sku) in enumerate(picked, 1):
        quantity = draw.choices((1, 2, 3), (8, 2, 1))[0]
        price = sku["sale_price_minor"]
        yield {
            "line": index,
            "sku": sku["code"],
            "title": product["title"],
            "category": product["category"],
            "quantity": quantity,
            "unit_price_minor": price,
            "paid_minor": quantity * price,
        }


def _discount(lines: list[Body], goods_minor: int) -> int:
    """40 yuan off from 299 on, shared over the lines by N4. Once a month alone: before a reduction
    goods cost what they cost always."""
    if goods_minor < _SPEND_MINOR:
        return 0
    for line, part in zip(
        lines, allocate(_OFF_MINOR, [line["paid_minor"] for line in lines]), strict=True
    ):
        line["discount_minor"] = part
        line["paid_minor"] -= part
        line["allocations"] = [{"promotion_id": _PROMOTION, "saving_minor": part}] if part else []
    return _OFF_MINOR


def _progress(life: Life, now: datetime, due_minor: int, part: Body | None) -> Body:
    """State, version and instants as of `now`. What comes back is one unit of the line `part`,
    or everything."""
    if life.cancelled and life.cancelled <= now:
        return {"state": "cancelled", "version": 2, "cancelled_at": to_wire(life.cancelled)}
    if life.paid is None or life.paid > now:
        return {"state": "created", "version": 1}
    told: Body = {"state": "paid", "version": 2, "paid_at": to_wire(life.paid)}
    told |= {"paid_minor": due_minor, "payment": {"method": "wechat-pay"}}
    if life.shipped and life.shipped <= now:
        told |= {"state": "shipped", "version": 3}
    if life.completed and life.completed <= now:
        told |= {"state": "completed", "version": 4}
    if life.refunded and life.refunded <= now:
        told |= _refund(life.refunded, due_minor, part)
    return told


def _refund(at: datetime, due_minor: int, part: Body | None) -> Body:
    refund: dict[str, Any] = {"id": "R1", "refunded_at": to_wire(at), "amount_minor": due_minor}
    if part is None:
        return {"state": "refunded", "version": 5, "refunds": [refund]}
    amount = split(part["paid_minor"], part["quantity"])[0]
    line = {"line": part["line"], "quantity": 1, "amount_minor": amount}
    return {"version": 5, "refunds": [refund | {"amount_minor": amount, "lines": [line]}]}
