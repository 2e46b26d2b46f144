"""What promotions let others use up in transactions of theirs. Rules and codes stay with them: a
quote says what they do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from promenade.kit.errors import Conflict, DomainError
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

if TYPE_CHECKING:  # who only reads facts loads no store
    from promenade.kit.holds import Part


class PromotionChanged(Conflict):
    """A promotion is not in force now, or by other terms than were quoted: quote again."""


class LimitReached(DomainError):
    """As many orders or units have it as may: `limit` says by which of its limits, `sku` of which
    SKU if it is of one."""


class BudgetExhausted(DomainError):
    """Less of its budget is left than the order would save."""


class UnitsUnknown(DomainError):
    """Its units are limited, and the use does not say how many of each SKU have it."""


class BuyerUnknown(DomainError):
    """The promotion is limited by buyer, and nobody knows who buys."""


class UseConflict(Conflict):
    """The order's use of the promotion is not as this needs it to be: `state` says how it is,
    None that there is none."""


class Use(Value, frozen=True):
    """Of a promotion by an order: what the order was quoted to save by the terms of that version
    (`terms_version`, a quote's `version`), in minor units of the order's currency. `units` says
    how many of each SKU have its price: who limits units has to be told."""

    promotion_id: str
    terms_version: int
    saving_minor: int
    units: Mapping[str, int] | None = None


class PromotionHolds(Protocol):
    """An order uses a promotion once: held → committed → returned, or held → released, or held →
    expired. Each step is made once, by whoever comes first; another finds a UseConflict. All of
    an order's saving counts, or none of it (N15)."""

    def hold(
        self, holder: str, buyer: str | None, uses: Sequence[Use], until: datetime, stamp: Stamp
    ) -> "Sequence[Part]":
        """`buyer` is a keyed digest of the person (N21, N33), the same for all orders of theirs.
        Refused as PromotionChanged, LimitReached, BudgetExhausted, BuyerUnknown or
        UnitsUnknown, all of a transaction's at once."""
        ...

    def commit(self, holder: str, promotion_ids: Iterable[str], stamp: Stamp) -> "Sequence[Part]":
        """The order is paid. So are uses whose hold is over and that nobody ended."""
        ...

    def release(
        self, holder: str, promotion_ids: Iterable[str], stamp: Stamp
    ) -> "Sequence[Part]": ...

    def expire(self, holder: str, promotion_ids: Iterable[str], stamp: Stamp) -> "Sequence[Part]":
        """Releases what is over by the time of the stamp."""
        ...

    def take_back(
        self, holder: str, promotion_ids: Iterable[str], stamp: Stamp
    ) -> "Sequence[Part]":
        """Committed uses are undone as a whole: others may have them."""
        ...

    def return_units(
        self, holder: str, units: Mapping[str, Mapping[str, int]], stamp: Stamp
    ) -> "Sequence[Part]":
        """By promotion, so many units of each SKU of a committed use count no longer. The order and
        its saving do, until all is taken back (N15)."""
        ...


class KeptUse(Value, frozen=True):
    """An order's use: `state` as PromotionHolds has it; `saving_minor` is what it takes of the
    budget, None where that is not limited."""

    state: str
    saving_minor: int | None = None


class KeptUses(Protocol):
    def kept(self, holder: str, promotion_ids: Iterable[str]) -> Mapping[str, KeptUse]:
        """By promotion, of those that were ever used; one round trip, consistent."""
        ...
