"""What functions of effects do off their samples' paths: orders that move from one campaign to
another, and people who turn out to be one, or two again."""

from collections.abc import Callable
from functools import partial
from typing import Any

from promenade.activity.behaviour.model.events import Person
from promenade.activity.behaviour.service.identities import identify
from promenade.contracts.channels import Channel
from promenade.contracts.profiles import ProfileChanged
from promenade.customer.tracking.model.touches import Touch
from promenade.customer.tracking.service.crediting import credit
from promenade.customer.tracking.service.following import Erased, follow
from promenade.customer.tracking.service.ports import Seen, Whose
from promenade.customer.tracking.store.touches import DynamoTouchStore
from tests.support import functions
from tests.support.behaviour import event, real_doors, tell
from tests.support.effects import SUMMER, doors, handled, hours, merged, sale, touched
from tests.support.facts import batch, order, recorded, told
from tests.support.gateway import Gateway
from tests.support.play import perform
from tests.support.stamps import stamp

Act = Callable[[Gateway], object]
Occasion = tuple[str, list[str | Act], Act]
JUDGE = "customer/sqs/tracking_judge"
MAKE_LINKS = "customer/http/tracking_link_sets.make_links"


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


def _forget(_: Gateway) -> object:
    fact = ProfileChanged("ada", 3, state="anonymised")
    return functions.invoke(
        "tracking_follow", batch(told("profile", "ProfileChanged", "a@3", fact))
    )


def _buy_when_forgotten(_: Gateway) -> object:
    follow(Erased("ada"), hours(2), doors())
    placed: dict[str, Any] = {"placed_at": hours(2), "paid_at": hours(2), "source": "web"}
    return functions.invoke(
        "tracking_credit", batch(recorded(order("A-2", customer="ada", **placed)))
    )


def _act(_: Gateway) -> None:
    """Ada did something here, before she was known."""
    known, visitor = real_doors(), Person("visitor", "v1")
    identify("v1", "ada", stamp(), known.identities)
    tell(known, visitor, event("view-1"))


def _part(_: Gateway) -> object:
    fact = ProfileChanged("ada", 3, mergers=3)
    return functions.invoke(
        "tracking_follow", batch(told("profile", "ProfileChanged", "a@3", fact))
    )


def _touch_when_forgotten(_: Gateway) -> None:
    """By a request that came while the customer of the sample was erased."""
    follow(Erased("amelie"), hours(2), doors())
    whose = Whose("a2fe9286199ee1c8", 0)
    touch = Touch("amelie", "campaign_1", "mail", "warm", Channel.EMAIL, hours(2), "")
    DynamoTouchStore().see(Seen(whose, "late", touch), stamp())


OCCASIONS: list[Occasion] = [
    ("tracking_credit", [_come_by_campaigns], _turn_out_to_be_bos),
    ("tracking_credit", [_come_by_campaigns], _buy_when_forgotten),
    ("tracking_follow", [_come_by_campaigns, _act], _forget),
    ("tracking_follow", [_come_by_campaigns, _merge], _part),
    ("tracking_judge", [MAKE_LINKS, _touch_when_forgotten], partial(perform, JUDGE)),
]
