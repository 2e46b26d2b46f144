"""A shop with a limited-time discount: mugs in the evening, by a clock that tests move."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.kit import clock
from tests.support import promoting
from tests.support.callers import MARKETER
from tests.support.clock import SAMPLE_TIME
from tests.support.gateway import Answer, Gateway
from tests.support.priced_shop import MovingClock

EVENINGS: dict[str, Any] = {
    "name": "Evenings",
    "currency": "CNY",
    "template": {"kind": "limited_time"},
    "goods": [
        {"sku": "MUG-S", "price_minor": 3_900, "stock_quota": 8, "per_buyer": 4},
        {"sku": "MUG-L", "off_bp": 1_000, "stock_quota": 5},
    ],
    "window": {
        "start": "2026-01-05",
        "end": "2026-01-07",
        "zone": "Asia/Shanghai",
        "slots": [{"start_minute": 1_200, "end_minute": 1_320}],
    },
    "limits": {"units_per_buyer": 4, "units_per_order": 3},
}
"""From 12:00 to 14:00 UTC, on three days; the clock starts at 09:30 of the first."""


def at(patch: pytest.MonkeyPatch, hour: float, day: int = 5) -> None:
    """UTC."""
    midnight = SAMPLE_TIME.replace(hour=0, minute=0)
    patch.setattr(clock, "datetime", MovingClock)
    patch.setattr(MovingClock, "time", midnight + timedelta(days=day - 5, hours=hour))


def schedule(gateway: Gateway, **other: Any) -> str:
    made = gateway.call("POST /activities", EVENINGS | other, caller=MARKETER)
    assert made.status == 201, made.text
    promotion_id = str(made.json["promotion"]["id"])
    assert promoting.publish(gateway, promotion_id).status == 200
    return promotion_id


def act(gateway: Gateway, promotion_id: str, verb: str, version: int, body: Any = None) -> Answer:
    route = f"POST /promotions/{promotion_id}/{verb}"
    answer = gateway.call(route, body, version=version, caller=MARKETER)
    assert answer.status == 200, answer.text
    return answer
