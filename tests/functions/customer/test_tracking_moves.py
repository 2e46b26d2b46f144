"""Orders and people of campaigns who turn out to be elsewhere: told by the bus, read over HTTP."""

from datetime import timedelta
from typing import Any

from promenade.contracts.channels import Channel
from promenade.contracts.profiles import ProfileChanged
from promenade.contracts.tracking import LinkFollowed
from tests.support import functions
from tests.support.callers import MARKETER
from tests.support.clock import standing
from tests.support.effects import SPRING, hours
from tests.support.facts import batch, order, recorded, refunded, told
from tests.support.gateway import Gateway

LATER = hours(2) + timedelta(seconds=5)
PLACED: dict[str, Any] = {"paid_at": hours(2), "customer": "ada"}


def tell(*facts: str) -> None:
    assert functions.invoke("tracking_follow", batch(*facts)) == {"batchItemFailures": []}


def credit(*orders: str) -> None:
    assert functions.invoke("tracking_credit", batch(*orders)) == {"batchItemFailures": []}


def followed(customer: str) -> str:
    fact = LinkFollowed(
        customer, SPRING, "send", "a", Channel.EMAIL, hours(1), "https://shop.example"
    )
    return told("tracking", "LinkFollowed", f"touch-{customer}@2", fact)


def rows(gateway: Gateway) -> list[tuple[str, int, int, bool]]:
    answer = gateway.call(f"GET /campaigns/{SPRING}/orders", caller=MARKETER)
    assert answer.status == 200, answer.text
    return [
        (each["placed_at"], each["refunded_minor"], each["net_minor"], each["is_bought"])
        for each in answer.json["items"]
    ]


def test_an_order_that_is_refunded_and_was_placed_later_is_listed_once(gateway: Gateway) -> None:
    tell(followed("ada"))
    sold = recorded(order("V669fd3-moved", 1, placed_at=hours(2), **PLACED))
    credit(sold)
    assert rows(gateway) == [("2026-03-01T14:00:00Z", 0, 7_800, True)]
    back = recorded(refunded("V669fd3-moved", version=2, amount=7_800, placed_at=LATER, **PLACED))
    for told_again in (back, sold, back):
        credit(told_again)
        assert rows(gateway) == [("2026-03-01T14:00:05Z", 7_800, 0, False)]


def profile(version: int, mergers: int, into: str | None) -> str:
    fact = ProfileChanged(
        "eve", version, state="merged" if into else "active", merged_into=into, mergers=mergers
    )
    return told("profile", "ProfileChanged", f"PERSON#eve/-@{version}", fact)


def test_a_merger_that_is_told_after_it_was_taken_back_credits_nobody(gateway: Gateway) -> None:
    with standing(hours(3)):
        tell(followed("eve"))
        credit(recorded(order("A-1", 1, placed_at=hours(2), **PLACED)))
        tell(profile(1, 0, None), profile(3, 2, None), profile(2, 1, "ada"))
        assert rows(gateway) == []
        tell(profile(4, 3, "ada"), profile(3, 2, None))
        assert rows(gateway) == [("2026-03-01T14:00:00Z", 0, 7_800, True)]
