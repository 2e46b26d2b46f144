"""What the use cases stand on."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from promenade.contracts.campaigns import Budgets, Campaigns
from promenade.contracts.channels import Channel
from promenade.contracts.consents import Consents
from promenade.contracts.deliveries import SendRequest
from promenade.contracts.messages import Accepted, Content, Outgoing, Receipt, Senders, Templates
from promenade.contracts.profiles import Recipients
from promenade.contracts.tracking import Links
from promenade.kit.clock import Clock
from promenade.kit.facts import Fact
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value
from promenade.outreach.delivery.model.contacts import Claimed, Contact, Contacts, Place
from promenade.outreach.delivery.model.progress import Progress
from promenade.outreach.delivery.model.receipts import Message

MessageKey = tuple[str, str]
"""The account's id and the provider's; UNKNOWN and ours where nobody knows more."""

UNKNOWN = ""


class ContactStore(Protocol):
    def contacts(self, customers: Sequence[str], channel: Channel) -> Mapping[str, Contacts]:
        """Consistent, one round trip for 100. One of version 0 of who was never met."""
        ...


class GateStore(ContactStore, Protocol):
    def progress(self, campaign: str, request_id: str) -> Progress | None:
        """Consistent."""
        ...

    def save(self, before: Progress, after: Progress, correlation_id: str) -> None:
        """States MessagesHandled once it is whole. Raises Contended where another worker has it."""
        ...

    def claim(self, claimed: Claimed) -> None:
        """All over the versions before them, or nothing. Raises Contended."""
        ...

    def keep(self, sent: Mapping[MessageKey, Message], passed: Mapping[str, Contact]) -> None:
        """Messages that providers took, and by customer what they were not sent."""
        ...

    def postpone(self, request: SendRequest, at: datetime) -> None: ...


class LaterStore(Protocol):
    def swept_until(self) -> datetime | None: ...

    def due_in(self, minute: datetime) -> Sequence[str]: ...

    def find(self, names: Sequence[str]) -> Sequence[SendRequest]: ...

    def forget(self, minute: datetime, names: Sequence[str]) -> None:
        """Of the minute these are done with."""
        ...

    def sweep(self, minute: datetime) -> None:
        """All of the minute is done with."""
        ...


class ReceiptStore(Protocol):
    def message(self, key: MessageKey) -> Message | None:
        """Consistent."""
        ...

    def mark(
        self, key: MessageKey, before: Message, after: Message, fact: type[Fact] | None
    ) -> None:
        """Raises Contended."""
        ...

    def stop(self, receipt: Receipt) -> None:
        """Of no message of ours; the same again does nothing."""
        ...


class LogStore(Protocol):
    def recent(self, customer: str) -> Sequence[Contacts]:
        """By channel, consistent."""
        ...

    def passed(self, customer: str, limit: int, before: Place | None) -> Sequence[Contact]:
        """What is not among the recent ones; newest first, consistent. One query."""
        ...

    def progresses(self, keys: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Progress]:
        """By campaign and request."""
        ...

    def messages(self, keys: Sequence[MessageKey]) -> Mapping[MessageKey, Message]: ...

    def of_campaign(self, campaign: str, limit: int, after: Position | None) -> Page[Progress]:
        """One query."""
        ...

    def position(self, progress: Progress) -> Position:
        """After it, among those of its campaign."""
        ...


class Inbox(Protocol):
    def put(self, customer: str, id_: str, content: Content, at: datetime) -> None:
        """Once for an id. Raises MessageRefused for what is too long, Unavailable."""
        ...


class Doors(Value, frozen=True):
    """`digest` stands for an address, `unsubscribe` makes the address of a page for a customer,
    a channel and a campaign. `again` puts a request on the queue after so many seconds, `give_up`
    among the dead letters, with its reason. `testers` opens whom a test is for. `zone` is the
    shop's."""

    campaigns: Campaigns
    budgets: Budgets
    recipients: Recipients
    consents: Consents
    templates: Templates
    links: Links
    senders: Senders
    inbox: Inbox
    store: GateStore
    clock: Clock
    digest: Callable[[Channel, str], str]
    unsubscribe: Callable[[str, Channel, str], str]
    again: Callable[[SendRequest, int], None]
    give_up: Callable[[SendRequest, str], None]
    testers: Callable[[SendRequest], Recipients]
    zone: str


class Weighers(Protocol):
    """What is asked before anybody is sent anything: Doors has it all."""

    @property
    def recipients(self) -> Recipients: ...

    @property
    def consents(self) -> Consents: ...

    @property
    def links(self) -> Links: ...

    @property
    def store(self) -> ContactStore: ...

    @property
    def digest(self) -> Callable[[Channel, str], str]: ...


Send = Callable[[Outgoing], Accepted]
