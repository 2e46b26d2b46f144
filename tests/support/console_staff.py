"""Who is invited to the staff, and which servers call, as the console finds them."""

import time
from typing import Any

from infra.local.shop import Shop


def address(name: str) -> str:
    """Another one each time: the pool keeps accounts longer than the tables their members."""
    return f"{name}-{time.time_ns()}@promenade.localhost"


def invited(shop: Shop, name: str) -> str:
    """The id of somebody who has not come yet."""
    key = f"invitation-{time.time_ns()}"
    body = {"email": address(name)}
    made = shop.ask("POST /staff", body, token=shop.owner, Idempotency_Key=key)
    return str(made["id"])


def member(shop: Shop, id_: str) -> Any:
    return shop.ask(f"GET /staff/{id_}", None, token=shop.owner)


def people(shop: Shop) -> list[str]:
    """The ids of all, the first page of twenty."""
    page = shop.ask("GET /staff", None, token=shop.owner)
    return [each["id"] for each in page["items"]]


def client(shop: Shop, name: str) -> str:
    """The id of one that may read products, and has no key yet."""
    body = {"name": name, "permissions": ["catalogue:read"], "calls_per_minute": 60}
    key = f"client-{time.time_ns()}"
    made = shop.ask("POST /api-clients", body, token=shop.owner, Idempotency_Key=key)
    return str(made["id"])
