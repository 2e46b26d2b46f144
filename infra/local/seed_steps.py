"""What is drafted, approved and brought before customers by several calls, from wherever an earlier
run left it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from infra.local.demo_shop import Body
from infra.local.shop import Shop


def bring(shop: Shop, route: str, body: Body, shown: str, steps: Mapping[str, str]) -> Any:
    """As it is in the end. `shown` is where it is read, with `{id}` in it; `steps` are by its
    status."""
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    drafted = shop.ask(f"POST {route}", body, Idempotency_Key=f"demo-{digest[:32]}")
    path = f"{route}/{drafted['id']}"
    found = shop.find(f"GET {shown.format(id=drafted['id'])}").body
    while step := steps.get(found["status"]):
        token = shop.owner if step == "approve" else shop.marketer
        version = f'"{found["version"]}"'
        found = shop.ask(f"POST {path}/{step}", None, token=token, If_Match=version)
    return found
