"""What flash sales tell others."""

from datetime import datetime
from typing import ClassVar, Protocol

from promenade.contracts.openings import OpeningState
from promenade.kit.facts import Fact
from promenade.kit.values import Value


class FlashSaleTerms(Value, frozen=True):
    """So many units of a SKU for this price each, at most `per_user` of them to one customer."""

    name: str
    sku: str
    currency: str
    price_minor: int
    unit_count: int
    start: datetime
    end: datetime
    per_user: int = 1


class FlashSaleFact(Fact, frozen=True):
    publisher: ClassVar[str] = "promenade.flash_sale"

    id: str
    terms: FlashSaleTerms


class FlashSaleDrafted(FlashSaleFact, frozen=True):
    """It exists, and sells nothing yet."""


class FlashSaleEdited(FlashSaleFact, frozen=True):
    """Its terms are others, to be reviewed anew."""


class FlashSaleSubmitted(FlashSaleFact, frozen=True):
    """Others are asked to approve its terms."""


class FlashSaleApproved(FlashSaleFact, frozen=True):
    """Somebody else has approved its terms."""


class FlashSaleRejected(FlashSaleFact, frozen=True):
    """Its terms have to be edited before they are submitted again."""


class FlashSaleScheduled(FlashSaleFact, frozen=True):
    """Its units are set apart from the stock, and sold from its start on."""


class FlashSalePaused(FlashSaleFact, frozen=True):
    """It sells nothing until it is resumed."""


class FlashSaleResumed(FlashSaleFact, frozen=True):
    """It sells again."""


class FlashSaleExtended(FlashSaleFact, frozen=True):
    """It ends later than it said: at `ends_at`."""

    ends_at: datetime | None = None


class FlashSaleEnded(FlashSaleFact, frozen=True):
    """Staff ended it before its time."""


class FlashSaleRelet(FlashSaleFact, frozen=True):
    """Units that buyers gave back are sold again: the last of `relet_counts`."""

    relet_counts: tuple[int, ...] = ()


class FlashSaleClosed(FlashSaleFact, frozen=True):
    """It is over, and what nobody bought is back in the stock; orders have the others."""

    held_count: int = 0


class FlashUnitsFact(Fact, frozen=True):
    """Units of a sale that a customer has for an order; the shard of the lot is where."""

    publisher: ClassVar[str] = "promenade.flash_sale"

    sale_id: str
    order: str
    customer: str
    count: int
    lot: str
    shard: int
    claimed_at: datetime


class FlashUnitsClaimed(FlashUnitsFact, frozen=True):
    """They are the customer's; the order follows."""


class FlashUnitsReturned(FlashUnitsFact, frozen=True):
    """The order ended unpaid, and gave them back."""


class FlashOffer(Value, frozen=True):
    """What an order of a sale is made of; `place` is the pool of stock that its units are in."""

    sale_id: str
    sku: str
    title: str
    category: str | None
    currency: str
    price_minor: int
    place: str


class FlashOffers(Protocol):
    def get(self, sale_id: str) -> FlashOffer:
        """Of a sale that was scheduled once: it never changes. Raises NotFound."""
        ...


class FlashOpening(Value, frozen=True):
    """A sale as of an instant; `next_opens_at` is its start, None once it has started."""

    id: str
    name: str
    state: OpeningState
    next_opens_at: datetime | None
