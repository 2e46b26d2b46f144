"""How messages are asked for, and what became of them: the gate is the only way out (N20)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Literal, Protocol

from msgspec import Meta

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Rule
from promenade.contracts.references import NAME, NO_NAME
from promenade.kit.facts import Fact
from promenade.kit.ids import Id
from promenade.kit.values import Clause, Document, Value
from promenade.kit.zones import instant_of

MOST_CUSTOMERS = 100
"""Of one request."""

MESSAGE_TEST = "message-test"
"""The occasion of messages that staff send themselves to see them."""

QuietPolicy = Literal["defer", "drop"]
"""What becomes of marketing that falls into a person's quiet hours."""

Skip = (
    Rule
    | Literal[
        "no_profile",
        "hold_out",
        "frequency",
        "quiet_hours",
        "budget",
        "campaign_ended",
        "too_late",
        "variable_missing",
        "invalid_address",
        "refused_by_provider",
        "failed",
        "sent_before",
        "unknown",
    ]
)
"""Why a person was not sent a message, in the order of N20; `failed` is after all tries. Who was
`sent_before` has the same message by another request, customer or address. `unknown`: nobody knows
whether the provider took it, and it is not asked again; what it may have charged is counted."""


Variant = Annotated[str, Meta(pattern=NAME, extra={"says": NO_NAME})]
"""The name of what some of a campaign's people are sent."""


class Choice(Clause, frozen=True):
    """A variant, its share of those who are not held out, and what they are sent. Shares are
    relative: of 10000 and 5000 the first gets two thirds. The template's words are those that were
    approved last when a message is sent, also after a campaign was: its approval is its own."""

    variant: Variant
    template_id: Id
    weight_bp: Annotated[int, Meta(ge=1, le=10_000)] = 10_000


class LocalTime(Document, frozen=True):
    """When each person is sent something: as their own clock shows `wall` (`2026-11-11T10:00`), or
    that of `zone` where theirs is not known. It is worth sending for `ttl_hours` from then, or from
    `since` for those whose time came before."""

    wall: str
    zone: str
    ttl_hours: int
    since: datetime

    def at(self, zone: str | None) -> datetime:
        return instant_of(datetime.fromisoformat(self.wall), zone or self.zone)

    def until(self, zone: str | None) -> datetime:
        return max(self.at(zone), self.since) + timedelta(hours=self.ttl_hours)


class SendRequest(Document, frozen=True):
    """One message to each of at most 100 customers, by one channel: the body of a message to the
    queue `DeliveryRequests`. Asked again, under any id, nobody is sent the same (campaign, step,
    customer, channel) twice, nor who was merged by either of their ids.

    `campaign` is a campaign's id, or the name of an occasion of ours that no campaign governs
    (then nothing is held out and no budget is asked). `entry` tells one entry of a person into a
    journey, or one run of a recurring campaign, from another. Each variant's share is of the
    contract `campaigns.arm`. After `until` nothing is sent. `is_asked_again`: who asks for it does
    so again once its campaign goes on, so that it need not wait while that is paused. `tester` is,
    of a MESSAGE_TEST, where the one member of staff who is its customer is reached, sealed. With
    `local` each person waits for their own time, and all else is judged then."""

    id: str
    campaign: str
    step: str
    channel: Channel
    purpose: Purpose
    choices: tuple[Choice, ...]
    customers: tuple[str, ...]
    entry: str = ""
    variables: dict[str, str] = {}  # noqa: RUF012  each value gets its own
    own_variables: dict[str, dict[str, str]] = {}  # noqa: RUF012
    quiet: QuietPolicy = "defer"
    until: datetime | None = None
    correlation_id: str = ""
    is_asked_again: bool = False
    tester: str = ""
    local: LocalTime | None = None

    @property
    def is_test(self) -> bool:
        return self.campaign == MESSAGE_TEST


class Reached(Value, frozen=True, array_like=True):
    """As JSON `[customer, variant]`."""

    customer: str
    variant: str


class SentTo(Document, frozen=True, array_like=True):
    """Who was sent a variant; as JSON `[variant, [customer, …]]`."""

    variant: str
    customers: tuple[str, ...]


class Frequencies(Protocol):
    def counted(self, customers: Sequence[str], channel: Channel) -> Mapping[str, int]:
        """Marketing messages that each had by it in the last seven days, by this id alone; one
        round trip for 100."""
        ...


Told = Literal["delivered", "deferred", "bounced", "opened", "clicked", "complained", "stopped"]
"""What providers tell of a message that they took; `deferred` is a bounce that is not final."""


class Outcomes(Protocol):
    def of(self, campaign: str, runs: Sequence[int]) -> Mapping[int, Mapping[Told, int]]:
        """How many messages of each of at most 100 runs were told so, each message once; people's
        own entries into a journey are run 0."""
        ...


class Handled(Value, frozen=True):
    """When a request for one person was decided or, where it `is_waiting`, may be again."""

    at: datetime
    is_waiting: bool = False


class Handlings(Protocol):
    def of(self, campaign: str, request_id: str) -> Handled | None:
        """None until somebody has looked at it. One round trip, and one for each time that the
        person had to wait; consistent."""
        ...


class DeliveryFact(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.delivery"

    campaign: str
    step: str
    entry: str
    channel: Channel


class MessagesHandled(DeliveryFact, frozen=True):
    """All of a request was decided: each customer is in one of these, or in `waiting_count`, whose
    quiet hours end or whose own time comes later, and who are told by a fact of their own then
    (`request_id` ends in `#later-…`). `unsent` are those of `skipped` and `waiting_count` whom only
    what comes behind the hold-out kept it from: with `sent`, all those whom it was meant for.
    `double_count` are those who were `sent_before` as somebody else on the list, by another id or
    at the same address: the others were told of, and counted, when they were sent it.
    `cost_micros` is of `currency`."""

    request_id: str
    at: datetime
    sent: tuple[SentTo, ...] = ()
    held_out: tuple[str, ...] = ()
    skipped: Mapping[Skip, int] = {}
    waiting_count: int = 0
    currency: str = ""
    cost_micros: int = 0
    unsent: tuple[Reached, ...] = ()
    double_count: int = 0

    @property
    def reached(self) -> Iterator[Reached]:
        """Who was sent it."""
        for each in self.sent:
            yield from (Reached(customer, each.variant) for customer in each.customers)


class ReceiptFact(DeliveryFact, frozen=True):
    """`address` is the digest of where the message went (contracts.consents.address_digest).
    `is_found`: until this was told, nobody knew whether the provider took the message, and it was
    counted as `unknown`."""

    customer: str
    variant: str
    address: str
    at: datetime


class MessageDelivered(ReceiptFact, frozen=True):
    """The provider says that it arrived."""

    is_found: bool = False


class MessageBounced(ReceiptFact, frozen=True):
    """It did not arrive. `is_final`: the address is none, and nothing is sent to it again."""

    is_final: bool
    reason: str = ""
    is_found: bool = False


class MessageComplained(ReceiptFact, frozen=True):
    """The person called it spam."""

    is_found: bool = False


class RecipientStopped(Fact, frozen=True):
    """Somebody answered STOP, 退订 or the like: to a message of ours where `customer` is known,
    else from an address that we know. `claim` is its contracts.customers.claim_digest, which tells
    whose it is."""

    publisher: ClassVar[str] = "promenade.delivery"

    channel: Channel
    address: str
    at: datetime
    customer: str = ""
    campaign: str = ""
    step: str = ""
    claim: str = ""


class MessageTestAsked(Fact, frozen=True):
    """Somebody of the staff has themselves sent a message, to see it as people do: of no campaign's
    effect, whichever one's words fill it."""

    publisher: ClassVar[str] = "promenade.delivery"

    id: str
    template_id: str
    template_version: int
    channel: Channel
    campaign_id: str | None = None
