"""A campaign by people's local time over its functions: each is sent it as their own clock shows
it, and who waits is kept from it by a pause or for good."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support import functions
from tests.support.callers import SUPPORT
from tests.support.campaign_shop import TEMPLATE, Shop
from tests.support.clock import standing
from tests.support.gateway import Gateway

LAUNCH = datetime(2026, 1, 5, 20, tzinfo=UTC)
TOKYO = datetime(2026, 1, 6, 1, tzinfo=UTC)
SHANGHAI = datetime(2026, 1, 6, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ROWS = b"customer,language,zone\ncustomer-5,en,Pacific/Kiritimati\ncustomer-6,en,Asia/Shanghai"


@pytest.fixture
def shop(gateway: Gateway) -> Shop:
    """Three want messages; where customer-7 lives nobody knows."""
    made = Shop(gateway, count=8)
    with standing(made.now):
        answer = gateway.call("POST /profile-imports", ROWS, headers={"content-type": "text/csv"})
    assert answer.json["rejected_count"] == 0, answer.text
    made.settle()
    return made


def launched(shop: Shop) -> str:
    plan: dict[str, Any] = {"kind": "one_off", "segment_id": shop.segment, "channel": "in_app"}
    plan |= {"choices": [{"variant": "plain", "template_id": TEMPLATE}], "at": "2026-01-06T10:00"}
    body = {"plan": plan, "schedule": "local_time", "zone": "Asia/Tokyo", "holdout_bp": 0}
    id_ = shop.campaign(**body)
    come(shop, LAUNCH)
    shop.wake(id_)
    return id_


def come(shop: Shop, at: datetime) -> None:
    """What waited until then is done."""
    shop.now = at
    with standing(at):
        for _ in range(4):
            functions.invoke("delivery_sweep", {})
    shop.settle()


def reached(shop: Shop) -> list[str]:
    return [who for who, count in shop.inboxes().items() for _ in range(count)]


def test_each_is_sent_it_at_their_own_time_and_it_is_done(shop: Shop, gateway: Gateway) -> None:
    id_ = launched(shop)
    assert reached(shop) == ["customer-5"]
    (run,) = gateway.call(f"GET /campaigns/{id_}/runs", caller=SUPPORT).json["items"]
    assert (run["sent_count"], run["waiting_count"], run["undecided_count"]) == (1, 7, 0)
    log = gateway.call("GET /customers/customer-6/messages", caller=SUPPORT).json["items"]
    assert [(each["outcome"], each["reason"], each["until"]) for each in log] == [
        ("waiting", "until 2026-01-06T10:00 Asia/Shanghai", "2026-01-06T02:00:00Z")
    ]
    come(shop, TOKYO)
    assert reached(shop) == ["customer-5"]
    come(shop, TOKYO + MINUTE)
    assert reached(shop) == ["customer-5", "customer-7"]
    come(shop, SHANGHAI)
    assert shop.get(id_)["state"] == "running"
    come(shop, SHANGHAI + MINUTE)
    assert reached(shop) == ["customer-5", "customer-6", "customer-7"]
    progress = shop.progress(id_)
    assert (shop.get(id_)["state"], progress.sent_count, progress.waiting_count) == ("done", 3, 0)
    assert progress.skipped == {"never_asked": 5}


def test_who_waits_is_kept_from_it_while_it_is_paused_and_once_it_is_cancelled(shop: Shop) -> None:
    id_ = launched(shop)
    shop.act(id_, "pause")
    come(shop, TOKYO + MINUTE)
    assert reached(shop) == ["customer-5"]
    shop.act(id_, "resume", version=shop.get(id_)["version"])
    come(shop, TOKYO + 17 * MINUTE)
    assert reached(shop) == ["customer-5", "customer-7"]
    shop.act(id_, "cancel")
    come(shop, SHANGHAI + MINUTE)
    assert reached(shop) == ["customer-5", "customer-7"]
    assert shop.progress(id_).skipped == {"never_asked": 5, "campaign_ended": 1}
