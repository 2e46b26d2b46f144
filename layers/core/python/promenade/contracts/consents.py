"""What consent tells others, and how the gate of all messages asks for it (N20)."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

from promenade.contracts.channels import Channel, Purpose
from promenade.kit.facts import Fact
from promenade.kit.phones import phone_form
from promenade.kit.values import Value

if TYPE_CHECKING:  # who only knows consent loads no client
    from promenade.kit.digests import Digests

ConsentState = Literal["given", "withdrawn"]

Rule = Literal[
    "withdrawn",
    "never_asked",
    "person_suppressed",
    "address_suppressed",
    "no_address",
    "erased",
    "merged",
]
"""Why a message is not sent. Of `merged` people the surviving one is asked for instead."""


class Reason(StrEnum):
    """What keeps messages away, whatever the person said: `hard_bounce` and `invalid` all of them,
    the others marketing."""

    HARD_BOUNCE = "hard_bounce"
    COMPLAINT = "complaint"
    UNSUBSCRIBE = "unsubscribe"
    MANUAL = "manual"
    INVALID = "invalid"


class Recipient(Value, frozen=True):
    """Whom a message is for. `address` is the digest of where it goes, empty for `in_app`."""

    customer: str
    channel: Channel
    purpose: Purpose
    address: str = ""


class Verdict(Value, frozen=True):
    """Without a `rule` the message may go. `by` is the source of a refusal, the reason of a
    suppression or the person that others were merged into; `since` is when."""

    rule: Rule | None = None
    since: datetime | None = None
    by: str = ""

    @property
    def is_allowed(self) -> bool:
        return self.rule is None

    @property
    def told(self) -> str:
        """`withdrawn 2026-05-02 by one_click`."""
        since = f" {self.since:%Y-%m-%d}" if self.since else ""
        return f"{self.rule or 'allowed'}{since}{f' by {self.by}' if self.by else ''}"


class Consents(Protocol):
    def verdicts(self, recipients: Sequence[Recipient]) -> Sequence[Verdict]:
        """One for each of at most 100, in order, as of now: consistent. One BatchGet, and one
        beside it where they and their addresses are more than 100. Raises Unavailable."""
        ...


def person_digest(customer: str, digests: "Digests") -> str:
    """Stands for a customer wherever consent is kept."""
    return digests.fingerprint(f"consent of {customer}".encode())


def address_digest(channel: Channel, address: str, digests: "Digests") -> str:
    """A keyed digest (N33), the same however an e-mail or a phone number was written: in other
    case, with a country's code or without one of mainland China's mobiles."""
    text = unicodedata.normalize("NFKC", address).strip()
    if channel is Channel.EMAIL:
        text = text.casefold()
    if channel is Channel.SMS:
        text = phone_form(text)
    return digests.fingerprint(f"address {channel} {text}".encode())


class ConsentChange(Value, frozen=True):
    """What a person said, `given_at` then, of what was `before` (null: never asked). `campaign` is
    that whose message they said it by: its link or button, an answer to it, a complaint of it."""

    channel: Channel
    purpose: Purpose
    before: ConsentState | None
    state: ConsentState
    campaign: str = ""


class PersonFact(Fact, frozen=True):
    """`person` stands for the customer where that name is to be forgotten."""

    publisher: ClassVar[str] = "promenade.consent"

    person: str
    version: int


class ConsentChanged(PersonFact, frozen=True):
    """A customer gave or withdrew consent, or that was learnt of."""

    customer: str
    changes: tuple[ConsentChange, ...] = ()


class PersonMerged(PersonFact, frozen=True):
    """Two customers are one: what either refused is refused by the one that is left."""

    customer: str
    merged_into: str


class PersonErased(PersonFact, frozen=True):
    """All that was known of the customer here is gone, and nothing is sent any more."""


class Suppressed(Value, frozen=True):
    at: datetime


class PersonSuppressionChanged(PersonFact, frozen=True):
    """What keeps messages from a customer now: channel → reason → since when."""

    customer: str = ""
    suppressions: Mapping[Channel, Mapping[Reason, Suppressed]] = {}


class AddressFact(Fact, frozen=True):
    """`address` is a keyed digest; `causes` are those that hold now."""

    publisher: ClassVar[str] = "promenade.consent"

    channel: Channel
    address: str
    version: int
    causes: Mapping[Reason, Suppressed] = {}


class AddressSuppressed(AddressFact, frozen=True):
    """Nothing is sent to the address for one more reason."""


class AddressSuppressionLifted(AddressFact, frozen=True):
    """One reason less. That gives no consent back."""
