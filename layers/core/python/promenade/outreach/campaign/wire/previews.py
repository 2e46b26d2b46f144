"""A campaign as one customer would get it, as staff see it."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from promenade.contracts.access import Permission
from promenade.contracts.campaigns import CampaignState
from promenade.contracts.channels import Channel
from promenade.contracts.customers import CustomerId
from promenade.contracts.deliveries import Skip
from promenade.contracts.messages import VariableName, VariableValue
from promenade.contracts.reasons import reason_of
from promenade.kit.decoding import Strict, View
from promenade.kit.http.auth import Principal
from promenade.kit.masks import masked
from promenade.kit.messages import say
from promenade.outreach.campaign.service.previewing import (
    Preview,
    SendShown,
    VariantShown,
    is_held_out,
)

_NOT_THEN = "The customer was not in {segment} when it was launched."


class CampaignPreviewBody(Strict, frozen=True):
    """`variables` are values of what the campaign's trigger brings; where one is not given, the
    example of its template stands."""

    customer: CustomerId
    variables: Annotated[dict[VariableName, VariableValue], Meta(max_length=60)] = {}  # noqa: RUF012


class VariantPreviewView(View, frozen=True):
    """In the language that the customer would get. Links stand as they are in the template; `units`
    are charged for those that are sent in their place, at `cost_micros` in millionths of the
    currency's major unit. Without a text: the variable `missing` has no value."""

    variant: str
    template_id: str
    template_version: int
    locale: str
    subject: str
    text: str
    html: str
    url: str
    missing: str
    units: int | None
    currency: str
    cost_micros: int | None


class SendPreviewView(View, frozen=True):
    """`variant` is the one that is the customer's, by a hash of the campaign and the customer
    alone, and null of who `is_held_out` by another one. `outcome` is what the gate would decide if
    the campaign ran now, by its `reason`; `sent`: the provider would be asked. `waiting` is until
    `until`. Who is `not_in_segment` is not sent it: judged by the audience that was taken at the
    launch of what runs, as the `reason` says then, else by who is in the segment now, which the
    `reason` names. It is null while a template is `unsendable` (not approved, of another channel,
    or its accounts are off), or what is wrong with the segment or templates keeps the campaign from
    being submitted: the `reason` tells what. `local_at` is when it comes to the customer of a
    campaign by people's local time, as long as that is known. Where `is_name_masked` the customer's
    name is `***` in the texts for who may not read personal data; it is sent, and charged for, as
    it is."""

    step: str
    channel: Channel
    variant: str | None
    is_held_out: bool
    outcome: Skip | Literal["sent", "held_out", "waiting", "not_in_segment"] | None
    reason: str
    until: datetime | None
    local_at: datetime | None
    is_name_masked: bool
    unsendable: list[str]
    variants: list[VariantPreviewView]


class CampaignPreviewView(View, frozen=True):
    """`customer` is the one that others were merged into."""

    campaign_id: str
    version: int
    state: CampaignState
    at: datetime
    customer: str
    sends: list[SendPreviewView]


def show_preview(
    found: Preview, asked: str, caller: Principal, language: str
) -> CampaignPreviewView:
    customer = next((each.foreseen.customer for each in found.sends if each.foreseen), asked)
    return CampaignPreviewView(
        campaign_id=found.campaign.id,
        version=found.campaign.version,
        state=found.campaign.state,
        at=found.at,
        customer=customer if caller.may(Permission.PERSONAL_READ) else masked(customer),
        sends=[_send(each, language) for each in found.sends],
    )


def _send(shown: SendShown, language: str) -> SendPreviewView:
    foreseen = None if shown.outside else shown.foreseen
    return SendPreviewView(
        step=shown.send.name,
        channel=shown.send.channel,
        variant=shown.arm or None,
        is_held_out=is_held_out(shown),
        outcome="not_in_segment" if shown.outside else foreseen.outcome if foreseen else None,
        reason=_reason(shown, language),
        until=foreseen.until if foreseen else None,
        local_at=shown.local_at,
        is_name_masked=shown.is_masked,
        unsendable=list(shown.unsendable),
        variants=[_variant(each) for each in shown.variants],
    )


def _reason(shown: SendShown, language: str) -> str:
    if outside := shown.outside:
        told = {"segment": outside.segment}
        return say(_NOT_THEN, told, language) if outside.at_launch else outside.segment
    if not shown.foreseen:
        return " ".join(each.said(language) for each in shown.hindrances)
    return reason_of(shown.foreseen.outcome, shown.foreseen.said, language)


def _variant(shown: VariantShown) -> VariantPreviewView:
    content, template = shown.content, shown.template
    return VariantPreviewView(
        variant=shown.variant,
        template_id=template.id,
        template_version=template.version,
        locale=content.language if content else "",
        subject=content.subject.clear if content else "",
        text=content.text.clear if content else "",
        html=content.html.clear if content else "",
        url=content.url.clear if content else "",
        missing=shown.missing,
        units=shown.units,
        currency=template.currency,
        cost_micros=None if shown.units is None else shown.units * template.unit_cost_micros,
    )
