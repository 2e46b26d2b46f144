"""Links for messages that clients send themselves."""

from datetime import UTC, datetime
from typing import Annotated

from msgspec import Meta

from promenade.contracts.channels import Channel
from promenade.contracts.customers import CustomerId
from promenade.contracts.deliveries import Reached, Variant
from promenade.contracts.journeys import StepName
from promenade.contracts.references import Reference
from promenade.contracts.tracking import PIXEL, LinkSet
from promenade.customer.tracking.model.links import Place, SentSet, set_key
from promenade.customer.tracking.service.links import Marks
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.web_addresses import NO_WEB_ADDRESS, WEB_ADDRESS

Target = Annotated[str, Meta(pattern=WEB_ADDRESS, max_length=2_000, extra={"says": NO_WEB_ADDRESS})]


class PersonBody(Strict, frozen=True):
    """`variant` is the one that they are sent."""

    customer: CustomerId
    variant: Variant


class LinkSetBody(Strict, frozen=True):
    """`id` is the caller's own name of the message: named again, it is answered the same links. It
    stands for what a `step` of a `campaign` sends, and is told apart in its effect. `sent_at` is
    when it was sent, where that was before now."""

    id: Reference
    campaign: Reference
    step: StepName
    channel: Channel
    people: Annotated[list[PersonBody], Meta(min_length=1, max_length=100)]
    targets: Annotated[list[Target], Meta(min_length=1, max_length=20)]
    with_picture: bool = False
    sent_at: Annotated[datetime, Meta(tz=True)] | None = None


class LinkView(View, frozen=True):
    """`path` comes behind the API's address; a picture's has no `target`."""

    customer: str
    path: str
    target: str | None = None


class LinkSetView(View, frozen=True):
    items: list[LinkView]


def read_set(call: Call[LinkSetBody, None], now: datetime) -> LinkSet:
    """Raises Invalid where somebody is named twice, and of what is sent in the future."""
    body, sent_at = call.body, call.body.sent_at or now
    if sent_at > now:
        raise Invalid([Fault("/sent_at", "in_future", "This has not happened yet.")])
    names = [each.customer for each in body.people]
    twice = [place for place, name in enumerate(names) if name in names[:place]]
    if twice:
        detail = "This customer is named before."
        raise Invalid([Fault(f"/people/{place}", "repeated", detail) for place in twice])
    return LinkSet(
        id=f"{call.caller.name}/{body.id}",
        campaign=body.campaign,
        step=body.step,
        channel=body.channel,
        people=tuple(Reached(each.customer, each.variant) for each in body.people),
        targets=(*dict.fromkeys(body.targets), *([PIXEL] if body.with_picture else [])),
        sent_elsewhere_at=sent_at.astimezone(UTC),
    )


def show_set(kept: SentSet, marks: Marks) -> LinkSetView:
    key = set_key(kept.id)
    pairs = [(each.customer, target) for each in kept.people for target in kept.targets]
    return LinkSetView(
        items=[
            LinkView(
                customer=customer,
                path=f"/{'o' if target == PIXEL else 'l'}/{marks.token(Place(key, index))}",
                target=target or None,
            )
            for index, (customer, target) in enumerate(pairs)
        ]
    )
