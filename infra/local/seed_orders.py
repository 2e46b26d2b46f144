"""The demonstration shop's orders, through the API and the queue as a storefront sends them."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from infra.local.cloud import CloudError
from infra.local.demo_orders import STORE, ZONE, demo_orders
from infra.local.demo_shop import Body, demo_shop
from infra.local.shop import Shop

_DAYS = 60
_STILL_MOVING_DAYS = 16
_BATCH = 100
_TAKEN_WITHIN_S = 300


def seed_orders(shop: Shop) -> str:
    """Those of the last days. On a later day, what is new since, and how recent orders went on."""
    now = datetime.now(UTC)
    source, token = shop.stack.outputs["StorefrontClient"], shop.callers.storefront()
    today = now.astimezone(ZoneInfo(ZONE)).date()
    goods, yesterday = demo_shop(), today - timedelta(days=1)
    if _has(shop, [*demo_orders(goods, source, yesterday, now)][-1], token):
        return f"orders of {_DAYS} days are there"
    first = _first_missing(shop, today, token)
    days = [first + timedelta(days=number) for number in range((today - first).days + 1)]
    orders = [order for day in days for order in demo_orders(goods, source, day, now)]
    locations = [
        _send(shop, orders[start : start + _BATCH], token)
        for start in range(0, len(orders), _BATCH)
    ]
    _wait(shop, locations, token)
    return f"{len(orders)} orders since {first} went through the queue"


def _has(shop: Shop, order: Body, token: str) -> bool:
    """Orders are sent in their order: with the last of a day, all were."""
    found = shop.api.call(f"GET /orders/{order['source']}/{order['number']}", token=token)
    return found.status == 200


def _first_missing(shop: Shop, today: date, token: str) -> date:
    """The day to begin with: some before the last one that has any."""
    for back in range(1, _DAYS + 1):
        day = today - timedelta(days=back)
        found = shop.api.call(f"GET /orders?store={STORE}&day={day}&limit=1", token=token)
        if found.status != 200:
            raise CloudError(f"GET /orders answers {found.status}: {found.body}")
        if found.body["items"]:
            return day - timedelta(days=_STILL_MOVING_DAYS)
    return today - timedelta(days=_DAYS)


def _send(shop: Shop, orders: list[Body], token: str) -> str:
    key = f"demo-orders-{orders[0]['number']}-{time.time_ns()}"
    answer = shop.api.call(
        "POST /order-batches", {"orders": orders}, token=token, headers={"Idempotency-Key": key}
    )
    if answer.status != 202:
        raise CloudError(f"POST /order-batches answers {answer.status}: {answer.body}")
    return str(answer.headers["Location"])


def _wait(shop: Shop, locations: list[str], token: str) -> None:
    deadline = time.monotonic() + _TAKEN_WITHIN_S
    for location in locations:
        while "queued" in (progress := _progress(shop, location, token)):
            if time.monotonic() > deadline:
                raise CloudError("The queue of orders does not move. See: make logs")
            time.sleep(0.5)
        if "parked" in progress:
            raise CloudError(f"Orders of the demonstration are parked: GET {location}")


def _progress(shop: Shop, location: str, token: str) -> set[str]:
    answer = shop.api.call(f"GET {location}", token=token)
    return {order["progress"] for order in answer.body["orders"]}
