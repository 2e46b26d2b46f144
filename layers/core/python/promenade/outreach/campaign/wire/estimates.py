"""How many people a campaign would reach, and for how much, as staff see it."""

from datetime import datetime

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import Skip
from promenade.kit.decoding import View, show
from promenade.outreach.campaign.model.reach import not_reckoned
from promenade.outreach.campaign.service.estimating import CampaignEstimate, SendEstimate


class CountView(View, frozen=True):
    """Where it `is_exact` everybody was looked at; else it lies from `low` to `high` in 95 of 100
    cases."""

    count: int
    low: int
    high: int
    is_exact: bool


class MessageCostView(View, frozen=True):
    """One message of a variant in its template's own language. `units` are segments of an SMS, else
    1; the cost is in millionths of the currency's major unit."""

    variant: str
    units: int
    currency: str
    cost_micros: int


class CostView(View, frozen=True):
    """In minor units of the currency."""

    currency: str
    minor: int
    low_minor: int
    high_minor: int


class ReachView(View, frozen=True):
    """`audience` is who is in the segment, `skipped` who falls to which rule first, `reached` who
    is left, by variant in `variants`. `units` is null and `costs` are none while a template cannot
    be sent by. `judged_count` people were looked at, and `asked_count` of those whom the other
    rules left for how often they were sent something in seven days: all else is reckoned from
    them."""

    audience: CountView
    skipped: dict[Skip, CountView]
    reached: CountView
    variants: dict[str, CountView]
    units: CountView | None
    costs: list[CostView]
    judged_count: int
    asked_count: int


class SendEstimateView(View, frozen=True):
    """`unsendable` are templates that are not approved or whose account is off, `messages` what one
    costs of the others. `reach` is null of what people bring about themselves, and where there is
    no such segment any more."""

    step: str
    channel: Channel
    messages: list[MessageCostView]
    unsendable: list[str]
    reach: ReachView | None


class CampaignEstimateView(View, frozen=True):
    """By the terms that are reviewed, or to be reviewed next, as of `at`. Rules of `not_reckoned`
    keep more people back: they hang by addresses and names, which nobody opened for this, or by
    when it is sent. Where it goes to those alone who have a name (`variable_missing` among these
    rules), nobody may be left, and its costs are those of long names."""

    campaign_id: str
    version: int
    at: datetime
    sends: list[SendEstimateView]
    budget_micros: int | None
    not_reckoned: list[Skip]


def show_estimate(found: CampaignEstimate) -> CampaignEstimateView:
    return CampaignEstimateView(
        campaign_id=found.campaign.id,
        version=found.campaign.version,
        at=found.at,
        sends=[_send(each) for each in found.sends],
        budget_micros=found.campaign.reviewed.budget_micros,
        not_reckoned=list(not_reckoned(found.campaign.reviewed, hangs_by_names=_by_names(found))),
    )


def _by_names(found: CampaignEstimate) -> bool:
    return any(
        each.wording.hangs_by_name(choice.variant)
        for each in found.sends
        for choice in each.send.choices
    )


def _send(found: SendEstimate) -> SendEstimateView:
    wanted = {each.template_id for each in found.send.choices}
    return SendEstimateView(
        step=found.send.name,
        channel=found.send.channel,
        messages=[show(each, MessageCostView) for each in found.wording.usual()],
        unsendable=sorted(wanted - found.templates.keys()),
        reach=show(found.reach, ReachView) if found.reach else None,
    )
