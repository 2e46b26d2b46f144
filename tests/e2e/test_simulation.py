"""From orders of the past to what a draft would have cost, over stream, bus and queue, with every
role enforced; and as many at once as may run, and no more."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from infra.local.api import Api
from infra.local.callers import Callers, staff_email
from infra.local.stack import Stack
from promenade.base.promotion.store.simulations import SLOTS
from tests.support import orders
from tests.support.crowd import crowd
from tests.support.deployed import empty_tables

CALLERS, MODULE = 6, "tests.support.contend_simulations"
DRAFT: dict[str, Any] = {
    "name": "10 % off",
    "stage": "order",
    "currency": "CNY",
    "effects": [{"kind": "order_off", "off": {"kind": "percent", "off_bp": 1_000}}],
    "limits": {"total": 1_000},
}


def test_a_draft_is_replayed_over_orders_of_the_past(
    api: Api, callers: Callers, stack: Stack, eventually: Callable[..., Any]
) -> None:
    empty_tables(stack)
    marketer = callers.staff(staff_email("marketer"))
    place_orders(api, callers.storefront(), stack.outputs["StorefrontClient"], eventually)
    location = ask(api, marketer, "e2e-simulated", stores=["simulated"]).headers["Location"]
    path = f"GET {location}"
    done = eventually(lambda: ended(api.call(path, token=marketer).body), within_s=90)
    estimate = done["estimate"]
    assert done["progress"]["orders_done"] == done["progress"]["order_count"] == 3
    assert (estimate["orders_hit"], estimate["units_hit"]) == (3, 12)
    assert (estimate["list_minor"], estimate["cost_minor"]) == (13_500, 1_350)
    assert estimate["past_discount_minor"] == 600


def test_no_more_run_at_once_than_may_however_many_ask(stack: Stack) -> None:
    told = crowd(stack, MODULE, CALLERS, 10)
    crowd(stack, MODULE, 1, 0)
    assert sorted(slot for slots in told for slot in slots) == [*range(SLOTS)]


def place_orders(api: Api, token: str, source: str, eventually: Callable[..., Any]) -> None:
    """Three, two days ago."""
    bought = (datetime.now(UTC) - timedelta(days=2)).isoformat()
    for number in ("S-1", "S-2", "S-3"):
        placed: dict[str, Any] = {
            "placed_at": bought,
            "paid_at": bought,
            "store": "simulated",
            "zone": "UTC",
        }
        sent = orders.sale(number, source=source, **placed)
        headers = {"Idempotency-Key": f"e2e-simulation-order-{number}"}
        assert api.call("POST /orders", sent, token=token, headers=headers).status == 202
    for number in ("S-1", "S-2", "S-3"):
        path = f"GET /orders/{source}/{number}"
        eventually(lambda path=path: api.call(path, token=token).status == 200 or None)


def ask(api: Api, token: str, key: str, **other: Any) -> Any:
    """About a draft of the same key."""
    drafted = api.call(
        "POST /promotions", DRAFT, token=token, headers={"Idempotency-Key": "e2e-simulated-draft"}
    )
    body = {"stores": ["nowhere"], "days": 7} | other
    path = f"POST /promotions/{drafted.body['id']}/simulations"
    return api.call(path, body, token=token, headers={"Idempotency-Key": key})


def ended(simulation: dict[str, Any]) -> dict[str, Any] | None:
    assert simulation["state"] not in {"FAILED", "CANCELLED"}, simulation
    return simulation if simulation["state"] == "DONE" else None
