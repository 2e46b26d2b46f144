"""Tags on the wire."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.contracts.customers import CustomerId
from promenade.contracts.profiles import NO_TAG, TAG, TagSource
from promenade.customer.profile.model.person import Tag
from promenade.customer.profile.model.tagging import Outcome
from promenade.customer.profile.service.tagging import Tagging
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid

MOST_PEOPLE = 100

TagName = Annotated[str, Meta(pattern=TAG, extra={"says": NO_TAG})]
People = Annotated[tuple[CustomerId, ...], Meta(min_length=1, max_length=MOST_PEOPLE)]
Text = Annotated[str, Meta(max_length=200)]
Basis = Annotated[int, Meta(ge=1, le=10_000)]
Instant = Annotated[datetime, Meta(tz=True)]


class UntaggingBody(Strict, frozen=True, kw_only=True):
    """A rule takes back what rules said, people what anybody said."""

    customers: People
    name: TagName
    source: TagSource = "manual"


class TaggingBody(UntaggingBody, frozen=True, kw_only=True):
    """`evidence` says what it is known by. It counts until `expires_at`."""

    value: Text = ""
    confidence_bp: Basis = 10_000
    evidence: Text = ""
    expires_at: Instant | None = None


class TaggingView(View, frozen=True):
    """`kept`: people said otherwise, which a rule does not change. `reason` tells why one is
    refused."""

    customer: str
    outcome: Outcome
    reason: str | None


class TaggingReport(View, frozen=True):
    items: list[TaggingView]


def read_tag(body: TaggingBody, now: datetime) -> Tag:
    """Raises Invalid for one that would be over before it begins."""
    if body.expires_at is not None and body.expires_at <= now:
        raise Invalid([Fault("/expires_at", "past", "Send a time that is still to come.")])
    return Tag(
        name=body.name,
        value=body.value,
        source=body.source,
        set_at=now,
        confidence_bp=body.confidence_bp,
        evidence=body.evidence,
        expires_at=body.expires_at,
    )


def read_people(body: UntaggingBody) -> tuple[str, ...]:
    """Each once."""
    return tuple(dict.fromkeys(body.customers))


def show_taggings(taggings: Iterable[Tagging]) -> TaggingReport:
    return TaggingReport(items=[_show(each) for each in taggings])


def _show(tagging: Tagging) -> TaggingView:
    reason = tagging.refusal.code if tagging.refusal else None
    return TaggingView(customer=tagging.customer, outcome=tagging.outcome, reason=reason)
