"""What profiles tell others, and let them read: no personal data in clear."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Literal, Protocol

from promenade.contracts.channels import Channel
from promenade.kit.facts import Fact
from promenade.kit.telemetry import Personal
from promenade.kit.values import Document, Value

TAG = r"^[a-z0-9._-]{1,64}(?!\n)$"
NO_TAG = "Send 1 to 64 small letters, digits, dots, _ or -."

ContactKind = Literal["email", "phone", "wechat", "weibo", "device"]
ADDRESSES: Mapping[Channel, ContactKind] = {
    Channel.SMS: "phone",
    Channel.EMAIL: "email",
    Channel.WECHAT: "wechat",
    Channel.WEIBO: "weibo",
}
"""What kind of address a channel goes to; others need none of the person's."""

CALLING = frozenset({*ADDRESSES, Channel.IN_APP})
"""By these channels people are called by their name."""

State = Literal["active", "merged", "anonymised"]
TagSource = Literal["manual", "rule"]
Stage = Literal["new", "active", "at_risk", "dormant", "churned"]
Method = Literal["quintile", "fixed"]
Steps = tuple[int | None, ...]
"""The least that scores 2, 3, 4 and 5; None where nothing does."""

NO_STEPS: Steps = (None, None, None, None)
REPURCHASE_DAYS = 60


class Figures(Document, frozen=True):
    """Of a person's orders, without tests. `paid_count` are sales that were paid and neither
    cancelled nor wholly refunded, the first and the last of them at these times, days of the last
    one's `zone`; `net_minor` is what all orders paid less what they gave back, by currency."""

    paid_count: int = 0
    net_minor: dict[str, int] = {}  # noqa: RUF012  each value gets its own
    first_paid_at: datetime | None = None
    last_paid_at: datetime | None = None
    zone: str = "UTC"


class ToldTag(Value, frozen=True):
    """One that has expired counts no longer."""

    name: str
    value: str
    source: TagSource
    confidence_bp: int = 10_000
    expires_at: datetime | None = None


class ProfileChanged(Fact, frozen=True):
    """`channels` are the kinds of addresses that a person has. Of one who was merged all that
    counts is told of `merged_into`. `mergers` counts those that were made of this one, and those
    that were taken back: whoever hears of them late or twice knows them by it."""

    publisher: ClassVar[str] = "promenade.profile"

    id: str
    version: int
    state: State = "active"
    language: str | None = None
    zone: str | None = None
    country: str | None = None
    channels: tuple[ContactKind, ...] = ()
    tags: tuple[ToldTag, ...] = ()
    figures: Figures = Figures()
    merged_into: str | None = None
    mergers: int = 0


class ProfileScoringChanged(Fact, frozen=True):
    """How people are scored from now on: by quintiles of the population, or by fixed steps, which
    are days since the last purchase (falling), purchases, and minor units by currency.
    `repurchase_days` is how long a customer usually takes to come back: stages go by it."""

    publisher: ClassVar[str] = "promenade.profile"

    version: int
    method: Method = "quintile"
    repurchase_days: int = REPURCHASE_DAYS
    recency_days: Steps = NO_STEPS
    frequency: Steps = NO_STEPS
    money_minor: dict[str, Steps] = {}  # noqa: RUF012  each value gets its own


class Address(Value, frozen=True):
    """`app` is what an openid or a device belongs to. Not for storing in clear."""

    kind: ContactKind
    value: Personal
    app: str | None = None


class Opened(Value, frozen=True):
    """What is sealed of a person: `name` is what the shop calls them, None where it knows none."""

    name: Personal | None
    addresses: tuple[Address, ...]


class Recipient(Value, frozen=True):
    """`open` asks the key service once for each person behind it. Raises Unavailable. `merged` are
    the ids of those who turned out to be this one."""

    customer: str
    language: str | None
    zone: str | None
    channels: tuple[ContactKind, ...]
    open: Callable[[], Opened]
    merged: tuple[str, ...] = ()


class Recipients(Protocol):
    def of(self, customers: Sequence[str]) -> Mapping[str, Recipient]:
        """Those of at most 100 who have a profile that is not anonymised, by the id asked for; one
        round trip, and more where some were merged. Strongly consistent."""
        ...


class Owners(Protocol):
    def of(self, kind: ContactKind, claim: str) -> str | None:
        """Whose profile has an address, by its contracts.customers.claim_digest: the id that it was
        given under, whoever that was merged into since. None where it is nobody's. One round trip,
        strongly consistent."""
        ...


class Standing(Value, frozen=True):
    """Scores from 1 to 5, money's by currency; None where there is nothing to score by."""

    stage: Stage
    recency: int | None
    frequency: int | None
    money: Mapping[str, int | None]


Judge = Callable[[Figures, datetime], Standing]


class Scoring(Protocol):
    def now(self) -> Judge:
        """By the rule of staff and the population's steps as they are; one round trip each."""
        ...
