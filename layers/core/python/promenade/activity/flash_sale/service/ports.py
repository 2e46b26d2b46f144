"""What the use cases need of stores."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from promenade.activity.flash_sale.model.claim import Claim
from promenade.activity.flash_sale.model.queue import Draw, DrawNote, Queue
from promenade.activity.flash_sale.model.sale import FlashSale, SaleStatus
from promenade.contracts.flash_sales import FlashSaleFact
from promenade.kit.claim_sets import Notes, Place
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored

Offers = Callable[[], Sequence[Part]]


def nothing_else() -> Sequence[Part]:
    return ()


class SaleStore(Protocol):
    def find(self, sale_id: str) -> Stored[FlashSale] | None: ...

    def glance(self, sale_id: str) -> FlashSale | None:
        """As it was lately."""
        ...

    def add(self, sale: FlashSale, stamp: Stamp) -> FlashSale:
        """A repeated request answers what it drafted. Raises Conflict for another one."""
        ...

    def save(
        self,
        after: FlashSale,
        fact: type[FlashSaleFact],
        stamp: Stamp,
        offers: Offers = nothing_else,
    ) -> FlashSale:
        """With what others write in the same transaction. Raises NotFound, Stale unless the stored
        version is the one before, and what the others refuse with."""
        ...

    def drop(self, sale: FlashSale) -> None:
        """Raises Stale unless it is as it was read."""
        ...

    def list_by_status(
        self, status: SaleStatus, limit: int, after: Position | None
    ) -> Page[FlashSale]:
        """The one drafted last first."""
        ...


class ClaimStore(Protocol):
    """The claim set of each sale."""

    def take(self, sale: FlashSale, claim: Claim, stamp: Stamp) -> bool:
        """One write. Whether the order did not have them before. Raises SoldOut, FewerLeft,
        UnitLimitReached, SaleNotRunning, TokenInvalid, Unavailable."""
        ...

    def find(self, sale: FlashSale, claim: Claim) -> bool:
        """Whether the order has, or had, its units. Raises TokenInvalid where it has others."""
        ...

    def give_back(self, place: Place, claim: Claim, sale: FlashSale, stamp: Stamp) -> bool:
        """Whether it had not before. Raises NotFound."""
        ...

    def is_sold_out(self, sale: FlashSale) -> bool: ...

    def notes(self, sale: FlashSale) -> Mapping[Place, Notes]: ...

    def close(self, sale: FlashSale) -> Mapping[Place, Notes]: ...

    def let_again(self, notes: Mapping[Place, Notes]) -> Part:
        """Where others were faster, there is no refusal."""
        ...


class QueueStore(Protocol):
    def join(self, sale_id: str, mark: str, now: datetime, until: datetime) -> datetime:
        """One write; when the mark joined first. It is kept until then."""
        ...

    def glance(self, sale_id: str) -> Queue:
        """As it was lately."""
        ...

    def find(self, sale_id: str) -> Queue: ...

    def count(self, sale_id: str) -> int:
        """How many joined."""
        ...

    def marks(self, sale_id: str) -> Collection[str]:
        """Of all who joined."""
        ...

    def save(self, after: Queue) -> None:
        """Raises Stale unless the stored version is the one before."""
        ...

    def save_drawn(self, after: Queue, draw: Draw, positions: Mapping[str, int]) -> None:
        """The positions are there before the queue knows of the draw. Raises Stale."""
        ...

    def list_draws(self, sale_id: str) -> Sequence[Draw]:
        """The first one first."""
        ...

    def positions(self, sale_id: str, note: DrawNote, page: int) -> Mapping[str, int]:
        """By mark, of one page of a draw: they never change."""
        ...
