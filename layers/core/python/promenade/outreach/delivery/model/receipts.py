"""What providers tell of a message that was sent: each thing once, in whatever order it comes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import RecipientStopped, Told
from promenade.contracts.messages import Receipt
from promenade.kit.values import Document, replace

Mark = Literal["sent"] | Told

_ORDER: tuple[Mark, ...] = (
    "sent",
    "deferred",
    "delivered",
    "bounced",
    "opened",
    "clicked",
    "complained",
    "stopped",
)


class Message(Document, frozen=True):
    """One that a provider took, or may have. `marks` are what it told since, each with its first
    time in seconds; `at`, `is_final`, `reason` and `is_found` are of the last one told. `address`
    is a digest. `was_unknown`: the provider did not say whether it took it."""

    customer: str
    campaign: str
    step: str
    entry: str
    channel: Channel
    variant: str
    request_id: str
    address: str
    at: datetime
    version: int = 1
    marks: Mapping[Told, int] = {}
    is_final: bool = False
    reason: str = ""
    was_unknown: bool = False
    is_found: bool = False

    @property
    def state(self) -> Mark:
        """The farthest that it came: what comes late takes nothing back."""
        return max(("sent", *self.marks), key=_ORDER.index)


def mark_of(receipt: Receipt) -> Told:
    if receipt.state == "bounced" and not receipt.is_final:
        return "deferred"
    return receipt.state


def marked(met: Message, receipt: Receipt) -> Message:
    """Itself where that was told before."""
    mark = mark_of(receipt)
    if mark in met.marks:
        return met
    return replace(
        met,
        version=met.version + 1,
        marks={**met.marks, mark: receipt.at_s},
        at=datetime.fromtimestamp(receipt.at_s, UTC),
        is_final=receipt.is_final,
        reason=receipt.detail[:200],
        is_found=met.was_unknown and not met.marks,
    )


def stopped(receipt: Receipt) -> RecipientStopped:
    """Of no message of ours: the address alone is known."""
    at = datetime.fromtimestamp(receipt.at_s, UTC)
    return RecipientStopped(receipt.channel, receipt.address_digest, at, claim=receipt.claim)
