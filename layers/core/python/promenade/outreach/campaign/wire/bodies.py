"""What staff send."""

from typing import Annotated, Any

from msgspec import Meta

from promenade.contracts.campaigns import CampaignState
from promenade.contracts.channels import Purpose
from promenade.contracts.coupons import Name
from promenade.contracts.deliveries import QuietPolicy
from promenade.contracts.shops import Zone
from promenade.kit.clock import Clock
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict
from promenade.kit.errors import Invalid
from promenade.kit.http.routes import Call
from promenade.kit.ids import Id
from promenade.kit.paging import PageQuery
from promenade.outreach.campaign.model.faults import faults
from promenade.outreach.campaign.model.terms import (
    MOST_BUDGET_MICROS,
    MOST_CAP,
    MOST_HOLDOUT_BP,
    MOST_TTL_HOURS,
    Plan,
    Schedule,
    Terms,
    Variables,
)
from promenade.outreach.campaign.service.managing import Change


class CampaignBody(Strict, frozen=True):
    """What is sent, to whom and when, by `plan`. Of those whom it is for, `holdout_bp` are left
    alone, chosen by hash and always the same, so that its effect is known. Who had
    `frequency_cap` marketing messages by a channel in seven days gets none by it, and
    `ttl_hours` after its time nothing of a run is sent. By the schedule `local_time`, for what is
    one-off or recurring, that is each person's own: as the clock shows it where they live, or in
    `zone` where nobody knows; whose time had passed when it was approved is sent it at once. Once
    `budget_micros` (millionths of the currency's unit) are spent it is paused. `variables` are what
    its messages say to everybody; each one without a default has a value, but `name`, which is each
    person's, and those that the trigger brings. `coupon_templates` are those whose coupons it hands
    out: an order that uses one is its.

    From 22:00 to 08:00 where the person lives, or in the shop's zone where nobody knows, nothing of
    marketing is sent by any channel: `quiet` has it wait for 08:00 (`defer`) or not be sent at all
    (`drop`). Where that leaves nobody whose clock shows its `zone`, at any of its times, it is not
    submitted. What is `transactional` is sent at any hour."""

    name: Name
    plan: Plan
    currency: Currency
    purpose: Purpose = Purpose.MARKETING
    zone: Zone | None = None
    schedule: Schedule = "fixed"
    holdout_bp: Annotated[int, Meta(ge=0, le=MOST_HOLDOUT_BP)] = 0
    frequency_cap: Annotated[int, Meta(ge=1, le=MOST_CAP)] = 2
    quiet: QuietPolicy = "defer"
    ttl_hours: Annotated[int, Meta(ge=1, le=MOST_TTL_HOURS)] = 24
    budget_micros: Annotated[int, Meta(ge=1, le=MOST_BUDGET_MICROS)] | None = None
    variables: Variables = {}  # noqa: RUF012  each value gets its own
    coupon_templates: Annotated[tuple[Id, ...], Meta(max_length=20)] = ()


class CopyBody(Strict, frozen=True):
    name: Name


class RejectionBody(Strict, frozen=True):
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class CampaignQuery(PageQuery, frozen=True, kw_only=True):
    state: CampaignState | None = None


def read_terms(body: CampaignBody, shop_zone: str) -> Terms:
    """Raises Invalid with everything that is wrong with them."""
    given = {name: getattr(body, name) for name in CampaignBody.__struct_fields__}
    terms = Terms(**given | {"zone": body.zone or shop_zone})
    found = list(faults(terms))
    if found:
        raise Invalid(found)
    return terms


def read_change(call: Call[Any, Any], clock: Clock) -> Change:
    return Change(call.path["campaign_id"], call.if_match, call.stamp(clock))
