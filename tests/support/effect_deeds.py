"""What functions of effects do off their samples' paths: orders that move from one campaign to
another, and people who turn out to be one, or two again."""

from collections.abc import Callable
from typing import Any

from promenade.contracts.profiles import ProfileChanged
from promenade.customer.tracking.service.crediting import credit
from promenade.customer.tracking.service.following import follow
from tests.support import functions
from tests.support.effects import SUMMER, doors, handled, hours, merged, sale, touched
from tests.support.facts import batch, order, recorded, told
from tests.support.gateway import Gateway

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]


def _come_by_campaigns(_: Gateway) -> None:
    """Ada by one, bo by another; ada's order is known."""
    for each in (handled(sent="ada"), touched(), touched("bo", campaign=SUMMER)):
        follow(each, hours(2), doors())
    credit(sale(), hours(2), doors())


def _turn_out_to_be_bos(_: Gateway) -> object:
    placed: dict[str, Any] = {"placed_at": hours(2), "paid_at": hours(2), "source": "web"}
    return functions.invoke(
        "tracking_credit", batch(recorded(order(version=2, customer="bo", **placed)))
    )


def _merge(_: Gateway) -> None:
    follow(merged("ada", "bo", 2), hours(2), doors())


def _part(_: Gateway) -> object:
    fact = ProfileChanged("ada", 3)
    return functions.invoke(
        "tracking_follow", batch(told("profile", "ProfileChanged", "a@3", fact))
    )


OCCASIONS: list[Occasion] = [
    ("tracking_credit", [_come_by_campaigns], _turn_out_to_be_bos),
    ("tracking_follow", [_come_by_campaigns, _merge], _part),
]
