"""What promotions tell others, and what they let them use up in transactions of theirs. Rules and
codes stay with them: a quote says what they do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Protocol

from promenade.kit.errors import Conflict, DomainError
from promenade.kit.facts import Fact
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

if TYPE_CHECKING:  # who only reads facts loads no store
    from promenade.kit.holds import Part


class PromotionWindow(Value, frozen=True):
    """Half-open [start, end); `zone` (IANA) is the one it was meant in."""

    start: datetime | None = None
    end: datetime | None = None
    zone: str = "UTC"


class PromotionTerms(Value, frozen=True):
    """Which promotion it is, and when and among which others it applies."""

    id: str
    version: int
    name: str
    stage: str
    window: PromotionWindow = PromotionWindow()
    priority: int = 0
    exclusion_group: str | None = None
    paused: bool = False


class PromotionFact(Fact, frozen=True):
    """`proposed` is what shall follow the terms in force; `ended_at` is when staff ended it, if
    they did before its window."""

    publisher: ClassVar[str] = "promenade.promotion"

    promotion: PromotionTerms
    proposed: PromotionTerms | None = None
    is_published: bool = False
    ended_at: datetime | None = None


class PromotionDrafted(PromotionFact, frozen=True):
    """It exists, and quotes do not know it yet."""


class PromotionEdited(PromotionFact, frozen=True):
    """Its latest terms or rules are others from this version on: where it runs, those that are
    `proposed`, and those in force stay."""


class PromotionSubmitted(PromotionFact, frozen=True):
    """Others are asked to approve its latest terms."""


class PromotionApproved(PromotionFact, frozen=True):
    """Somebody else has approved its latest terms."""


class PromotionRejected(PromotionFact, frozen=True):
    """Its latest terms have to be edited before they are submitted again."""


class PromotionPublished(PromotionFact, frozen=True):
    """Quotes go by it while its window is open."""


class PromotionPaused(PromotionFact, frozen=True):
    """Quotes do not go by it until it is resumed."""


class PromotionResumed(PromotionFact, frozen=True):
    """Quotes go by it again."""


class PromotionWindowMoved(PromotionFact, frozen=True):
    """It ends at another instant than before."""


class PromotionKilled(PromotionFact, frozen=True):
    """Ended at once while it ran, for `end_reason`."""

    end_reason: str = ""


class PromotionArchived(PromotionFact, frozen=True):
    """It has ended, and is put away."""


class PromotionEnded(PromotionFact, frozen=True):
    """For good, before its window closed."""


class PromotionUsageFact(Fact, frozen=True):
    """What orders hold and have spent of its limits, as of a reading; None where it has none."""

    publisher: ClassVar[str] = "promenade.promotion"

    promotion_id: str
    version: int
    used_count: int = 0
    total_count: int | None = None
    used_minor: int = 0
    budget_minor: int | None = None


class PromotionNearlyUsedUp(PromotionUsageFact, frozen=True):
    """80 % of one of its limits, told once."""


class PromotionUsedUp(PromotionUsageFact, frozen=True):
    """One of its limits: nobody has it any more, unless something is given up."""


class PromotionQuotaUsedUp(PromotionUsageFact, frozen=True):
    """That of another SKU, told once: `used_up_skus` are sold by it no more, unless units are given
    up."""

    used_up_skus: tuple[str, ...] = ()


class PromotionChanged(Conflict):
    """A promotion is not in force now, or by other terms than were quoted: quote again."""


class LimitReached(DomainError):
    """As many orders or units have it as may: `limit` says by which of its limits, `sku` of which
    SKU if it is of one."""


class BudgetExhausted(DomainError):
    """Less of its budget is left than the order would save."""


class UnitsUnknown(DomainError):
    """It is limited by SKU, and the use does not say how many units of each have it."""


class BuyerUnknown(DomainError):
    """The promotion is limited by buyer, and nobody knows who buys."""


class UseConflict(Conflict):
    """The order's use of the promotion is not as this needs it to be: `state` says how it is,
    None that there is none."""


class Use(Value, frozen=True):
    """Of a promotion by an order: what the order was quoted to save by the terms of that version
    (`terms_version`, a quote's `version`), in minor units of the order's currency. `units` says
    how many of each SKU have its price: who limits SKUs has to be told."""

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


class KeptUse(Value, frozen=True):
    """An order's use: `state` as PromotionHolds has it; `saving_minor` is what it takes of the
    budget, None where that is not limited."""

    state: str
    saving_minor: int | None = None


class KeptUses(Protocol):
    def kept(self, holder: str, promotion_ids: Iterable[str]) -> Mapping[str, KeptUse]:
        """By promotion, of those that were ever used; one round trip, consistent."""
        ...


class SimulationFact(Fact, frozen=True):
    """A draft over the orders of past days; `version` counts its pages, `terms_version` is the
    version of the promotion that brought the terms."""

    publisher: ClassVar[str] = "promenade.promotion"

    id: str
    version: int
    promotion_id: str
    terms_version: int


class SimulationRequested(SimulationFact, frozen=True):
    """Somebody wants to know what a draft would have done."""


class SimulationAdvanced(SimulationFact, frozen=True):
    """A page more was read, and there is another one."""


class SimulationDone(SimulationFact, frozen=True):
    """All orders of its days were read."""


class SimulationFailed(SimulationFact, frozen=True):
    """It stopped before its end, and will not go on."""


class SimulationCancelled(SimulationFact, frozen=True):
    """Somebody stopped it before its end."""
