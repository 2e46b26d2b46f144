"""A shopper's own messages: listed, read and put away."""

from datetime import datetime
from typing import Protocol

from promenade.contracts.messages import MessageRefused, Outgoing
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.values import Value
from promenade.outreach.delivery.model.inbox import InboxMessage

MOST_COUNTED = 100
"""Of the newest, those that are unread are counted."""


class InboxStore(Protocol):
    def page(
        self, customer: str, now: datetime, limit: int, after: Position | None
    ) -> Page[InboxMessage]: ...

    def unread(self, customer: str, now: datetime, most: int) -> int: ...

    def read(self, customer: str, id_: str, now: datetime) -> bool: ...

    def delete(self, customer: str, id_: str, now: datetime) -> bool: ...


class Opened(Value, frozen=True):
    page: Page[InboxMessage]
    unread_count: int


class Asked(Value, frozen=True):
    customer: str
    limit: int
    after: Position | None


def open_inbox(asked: Asked, now: datetime, store: InboxStore) -> Opened:
    """Newest first. Raises Unavailable."""
    page = store.page(asked.customer, now, asked.limit, asked.after)
    return Opened(page, store.unread(asked.customer, now, MOST_COUNTED))


def mark_read(customer: str, id_: str, now: datetime, store: InboxStore) -> None:
    """Again, it does nothing. Raises NotFound."""
    if not patiently(lambda: store.read(customer, id_, now), Contended):
        raise NotFound("There is no such message in your inbox.")


def delete(customer: str, id_: str, now: datetime, store: InboxStore) -> None:
    """Raises NotFound, of what is gone as of what never was."""
    if not store.delete(customer, id_, now):
        raise NotFound("There is no such message in your inbox.")


class NotByProviders:
    """What senders are given for an inbox: the gate puts there itself, by customer."""

    def put(self, message: Outgoing) -> None:
        """Raises MessageRefused."""
        raise MessageRefused("What stays in the house goes to no provider.", key=message.key)
