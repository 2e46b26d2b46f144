"""The log of decisions, and an inbox, as they are shown."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from promenade.contracts.channels import Channel
from promenade.contracts.customers import customer_of
from promenade.contracts.reasons import reason_of
from promenade.contracts.references import Reference
from promenade.kit.decoding import View
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import Principal
from promenade.kit.paging import PageQuery
from promenade.outreach.delivery.model.inbox import InboxMessage
from promenade.outreach.delivery.model.progress import Outcome
from promenade.outreach.delivery.model.receipts import Mark
from promenade.outreach.delivery.service.inbox import Opened
from promenade.outreach.delivery.service.telling import Told


class MessagesQuery(PageQuery, frozen=True):
    campaign: Reference | None = None


class DecisionsQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    cursor: Annotated[str, msgspec.Meta(max_length=4096)] | None = None
    outcome: Outcome | None = None


class DecisionView(View, frozen=True):
    """Why a message was sent, or was not: `reason` names the facts. `at` is when the message was
    asked for, which is before it was sent where it had to wait. Without an `outcome` it is at
    work now; who is `waiting` is so `until` the morning, or their own time. `state` is what the
    provider told of what was sent; it settles what is `unknown`. The cost is in millionths of the
    currency's major unit."""

    at: datetime
    customer: str
    campaign: str
    step: str
    entry: str
    channel: Channel | None
    variant: str
    outcome: Outcome | None
    reason: str
    until: datetime | None
    state: Mark | None
    provider_id: str
    currency: str
    cost_micros: int
    request_id: str


class DecisionPage(View, frozen=True):
    items: list[DecisionView]
    next: str | None


class InboxMessageView(View, frozen=True):
    id: str
    at: datetime
    subject: str
    text: str
    url: str
    language: str
    is_read: bool


class InboxView(View, frozen=True):
    """`unread_count` is of the newest hundred."""

    items: list[InboxMessageView]
    unread_count: int
    next: str | None


def show_decisions(told: Iterable[Told], following: str | None, language: str) -> DecisionPage:
    return DecisionPage(items=[_decision(each, language) for each in told], next=following)


def _decision(told: Told, language: str) -> DecisionView:
    made = told.decision
    return DecisionView(
        at=told.at,
        customer=told.customer,
        campaign=told.campaign,
        step=told.step,
        entry=told.entry,
        channel=told.channel,
        variant=made.variant if made else "",
        outcome=made.outcome if made else None,
        reason=reason_of(made.outcome, made.said, language) if made else "",
        until=made.until if made else None,
        state=told.state,
        provider_id=made.provider_id if made else "",
        currency=told.currency,
        cost_micros=made.cost_micros if made else 0,
        request_id=told.request_id,
    )


def show_inbox(opened: Opened, following: str | None) -> InboxView:
    items = _messages(opened.page.items)
    return InboxView(items=items, unread_count=opened.unread_count, next=following)


def _messages(found: Sequence[InboxMessage]) -> list[InboxMessageView]:
    return [
        InboxMessageView(
            id=each.id,
            at=each.note.at,
            subject=each.note.subject,
            text=each.note.text,
            url=each.note.url,
            language=each.note.language,
            is_read=each.is_read,
        )
        for each in found
    ]


def shopper(caller: Principal) -> str:
    """The customer who calls. Raises NotFound for all others, who have no inbox."""
    if caller.kind != "shopper":
        raise NotFound("Customers have an inbox; sign in as one.")
    return customer_of(caller)
