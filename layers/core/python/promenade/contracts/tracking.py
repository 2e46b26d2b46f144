"""Links and pixels that tell what came of a message; what tracking tells others."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar, Literal, Protocol

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import Reached
from promenade.kit.facts import Fact
from promenade.kit.values import Document

PIXEL = ""
"""The target of the picture that tells that a mail was opened."""


def as_long_as_a_link(base_url: str) -> str:
    """An address that leads nowhere, for who has to know how long messages are."""
    return f"{base_url}/l/{'x' * 24}"


class LinkSet(Document, frozen=True):
    """The links of one request to send: the same `id` again makes the same links. A target is an
    https address of the shop's, or PIXEL. `sent_elsewhere_at` is when the shop sent their messages
    by means of its own; None where the gate sends them."""

    id: str
    campaign: str
    step: str
    channel: Channel
    people: tuple[Reached, ...]
    targets: tuple[str, ...]
    sent_elsewhere_at: datetime | None = None

    @property
    def is_sent_elsewhere(self) -> bool:
        return self.sent_elsewhere_at is not None


class Links(Protocol):
    def made(self, links: LinkSet) -> Callable[[str, str], str]:
        """From a customer and a target to the short signed address that stands for both. One write
        for the whole set, no address without it. Who is in it is known to who sends it alone, who
        disowns them. Raises Unavailable."""
        ...


class SentLinks(Protocol):
    def disown(self, customer: str, set_ids: Iterable[str]) -> None:
        """The customer's links of these sets, where there are any, lead on and are nobody's; what
        was touched of them is gone. Raises Unavailable."""
        ...


class MessageFact(Fact, frozen=True, kw_only=True):
    """`is_sent_elsewhere`: the shop sent the message by means of its own, past the gate."""

    publisher: ClassVar[str] = "promenade.tracking"

    is_sent_elsewhere: bool = False


class TouchFact(MessageFact, frozen=True):
    """A human followed a link, or opened a mail, as far as we can tell; scanners are not told."""

    customer: str
    campaign: str
    step: str
    variant: str
    channel: Channel
    at: datetime


class LinkFollowed(TouchFact, frozen=True):
    target: str


class MessageOpened(TouchFact, frozen=True):
    pass


class LinkSetMade(Fact, frozen=True):
    """Somebody made the links of messages that the shop sends by means of its own."""

    publisher: ClassVar[str] = "promenade.tracking"

    id: str
    campaign: str
    step: str
    channel: Channel
    sent_elsewhere_at: datetime


Model = Literal["coupon_first", "last_touch", "first_touch", "linear", "position"]
