"""What prices tell others: of a SKU when asked, of changes as facts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

from promenade.kit.errors import DomainError
from promenade.kit.facts import Fact
from promenade.kit.values import Value

if TYPE_CHECKING:  # who only reads facts loads no client
    from promenade.kit.lookups import Lookup


class Venue(Value, frozen=True):
    """Where something is sold, to which groups and in what money; None of a channel or zone where
    nobody said."""

    currency: str
    channel: str | None = None
    groups: frozenset[str] = frozenset()
    zone: str | None = None


Ground = Literal["only", "priority", "scope", "lowest_price", "id"]
"""By what a book goes before the others that serve a cart too: it is the only one, has the higher
priority, asks for more (channel, group, zone), or asks the buyer for less. Books that are alike in
all of that go by their ids."""


class PriceFacts(Value, frozen=True):
    """What a SKU costs, and the entry of the book that says so. Without a floor of its own an
    entry leaves that to the catalogue. `cost_price_minor` is what the shop pays, None where nobody
    said; `was_price_minor` the old price that something proves, None where nothing does."""

    book_id: str
    entry_id: str
    currency: str
    list_price_minor: int
    sale_price_minor: int
    floor_price_minor: int | None
    cost_price_minor: int | None = None
    was_price_minor: int | None = None
    ground: Ground = "only"


class PricesInForce(Value, frozen=True):
    """By SKU as it was asked for. The clock changes nothing of it before `changes_at`."""

    prices: Mapping[str, PriceFacts] = {}
    changes_at: datetime | None = None


class PriceReader(Protocol):
    def lookup(self, skus: Sequence[str], venue: Venue, now: datetime) -> "Lookup[PricesInForce]":
        """Those of the SKUs that a price book prices. Nothing is asked while no book serves the
        venue."""
        ...


class ShelfPriceReader(Protocol):
    def lookup_each(self, venues: Mapping[str, Venue], now: datetime) -> "Lookup[PricesInForce]":
        """As PriceReader answers, of each SKU in a venue of its own: goods of several currencies
        are asked for together."""
        ...


class PriceUnapproved(DomainError):
    """Nobody shows such a price alone: beyond the limit or below cost, a second person agrees."""


class ListedPrice(Value, frozen=True):
    """What the catalogue is about to show for a SKU, and what it shows till then, if anything:
    `before` in the same money, or at which no limit is measured, `before_currency`."""

    sku: str
    currency: str
    list_minor: int
    sale_minor: int
    before: "PriceTerms | None" = None
    before_currency: str | None = None


class PricesJudged(Value, frozen=True):
    """`refusals` are by SKU, PriceUnapproved or ClaimFalse, of those that may not be shown;
    `proved` are the SKUs whose list price, above the sale price, may be shown struck through."""

    refusals: Mapping[str, DomainError]
    proved: frozenset[str] = frozenset()


class PriceGate(Protocol):
    def judge(self, asked: Sequence[ListedPrice], now: datetime) -> PricesJudged:
        """Three round trips for fifty of them, side by side where they claim an old price."""
        ...


class PriceTerms(Value, frozen=True):
    """What buyers see of a price."""

    list_minor: int
    sale_minor: int


class PriceChangeFact(Fact, frozen=True):
    """`start` is when it was meant to begin, `end` when, None for good."""

    publisher: ClassVar[str] = "promenade.price"

    id: str
    version: int
    sku: str
    book_id: str
    currency: str
    terms: PriceTerms
    start: datetime
    end: datetime | None = None


class PriceChangeDrafted(PriceChangeFact, frozen=True):
    """Somebody wrote it down."""


class PriceChangeSubmitted(PriceChangeFact, frozen=True):
    """It waits for a second person."""


class PriceChangeScheduled(PriceChangeFact, frozen=True):
    """Quotes go by it from its start on."""


class PriceChangeCancelled(PriceChangeFact, frozen=True):
    """It never came, or is over before its end."""


class PriceBookFact(Fact, frozen=True):
    """For whom, where and when the entries of a book hold; None: any."""

    publisher: ClassVar[str] = "promenade.price"

    id: str
    version: int
    name: str
    currency: str
    channel: str | None = None
    group: str | None = None
    zone: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    priority: int = 0


class PriceBookOpened(PriceBookFact, frozen=True):
    """Entries can be put into it."""


class PriceBookEdited(PriceBookFact, frozen=True):
    """It has another name or end."""


class PriceJobFact(Fact, frozen=True):
    """A job that moves many prices of a book."""

    publisher: ClassVar[str] = "promenade.price"

    id: str
    version: int
    book_id: str


class PriceJobRequested(PriceJobFact, frozen=True):
    """Somebody wants to see what it comes to."""


class PriceJobAdvanced(PriceJobFact, frozen=True):
    """Its next page is due."""


class PriceJobRehearsed(PriceJobFact, frozen=True):
    """What it comes to is known, and nothing is moved."""


class PriceJobSubmitted(PriceJobFact, frozen=True):
    """It waits for a second person."""


class PriceJobApproved(PriceJobFact, frozen=True):
    """All who have to agree to it do; its first page is due."""


class PriceJobDone(PriceJobFact, frozen=True):
    """Every SKU was moved, or is told with what refused it."""


class PriceJobFailed(PriceJobFact, frozen=True):
    """It broke off, and goes on when it is told to."""


class PriceJobCancelled(PriceJobFact, frozen=True):
    """What was not moved by then is not moved."""
