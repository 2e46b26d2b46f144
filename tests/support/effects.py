"""A campaign, its people and what they buy, for tests of what came of it."""

from datetime import datetime, timedelta
from typing import Any

from promenade.contracts.campaigns import HELD_OUT
from promenade.contracts.channels import Channel
from promenade.customer.tracking.model.arms import Seen
from promenade.customer.tracking.model.sales import Sale, UsedCoupon, Visit
from promenade.customer.tracking.service.effect_ports import KnownCampaign
from promenade.customer.tracking.service.following import FollowDoors, Handled, Linked, Touched
from promenade.customer.tracking.store.effects import DynamoEffectStore
from promenade.customer.tracking.store.journal import DynamoJournal
from tests.support.digests import DIGESTS
from tests.support.fakes.tracking import FakeActs
from tests.support.stamps import NOON

SPRING, SUMMER = "campaign_spring", "campaign_summer"
TEMPLATE = "template_SPRING"


def doors() -> FollowDoors:
    return FollowDoors(DynamoEffectStore(), DynamoJournal(DIGESTS), FakeActs())


def hours(count: float) -> datetime:
    """After the campaign came to its people."""
    return NOON + timedelta(hours=count)


def visit(at: float = 1, campaign: str = SPRING, variant: str = "a", **other: Any) -> Visit:
    fields: dict[str, Any] = {"step": "send", "channel": Channel.EMAIL}
    return Visit(hours(at), campaign, variant, **(fields | other))


def sale(at: float = 2, number: str = "A-1", version: int = 1, **other: Any) -> Sale:
    """Ada paid 100.01."""
    fields: dict[str, Any] = {
        "customer": "ada",
        "currency": "CNY",
        "paid_minor": 10_001,
        "is_paid": True,
        "is_bought": True,
    }
    return Sale("web", number, version, placed_at=hours(at), **(fields | other))


def refunded(minor: int, **other: Any) -> Sale:
    """Its second version."""
    is_bought = minor < 10_001
    return sale(version=2, refunded_minor=minor, is_bought=is_bought, **other)


def coupon(saving_minor: int = 500, template: str = TEMPLATE) -> UsedCoupon:
    return UsedCoupon(template, saving_minor)


def campaign(id_: str = SPRING, version: int = 1, **other: Any) -> KnownCampaign:
    fields: dict[str, Any] = {
        "name": "Spring",
        "kind": "one_off",
        "state": "running",
        "holdout_bp": 5_000,
        "coupon_templates": (TEMPLATE,),
        "launched_at": NOON - timedelta(minutes=1),
    }
    return KnownCampaign(id_, version, **(fields | other))


def touched(customer: str = "ada", id_: str = "touch-1", **other: Any) -> Touched:
    return Touched(id_, customer, visit(**other))


def merged(customer: str, into: str | None, mergers: int) -> Linked:
    return Linked(customer, into, mergers)


def handled(
    sent: str = "", held_out: str = "", unsent: str = "", request: str = "r-1", at: float = 0
) -> Handled:
    """Names with blanks between; who is sent it is sent variant a."""
    people = [
        *(Seen(each, SPRING, "a", hours(at), ("sent",)) for each in sent.split()),
        *(Seen(each, SPRING, "a", hours(at)) for each in unsent.split()),
        *(Seen(each, SPRING, HELD_OUT, hours(at)) for each in held_out.split()),
    ]
    return Handled(request, SPRING, tuple(people), {"a": len(sent.split())}, "CNY", 40_000)
