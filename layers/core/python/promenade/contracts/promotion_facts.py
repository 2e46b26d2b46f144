"""What promotions tell others, as facts."""

from datetime import datetime
from typing import ClassVar

from promenade.kit.facts import Fact
from promenade.kit.values import Value


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


class PromotionMilestoneFact(Fact, frozen=True):
    """What the clock does with it, told once and within minutes; no job does it. Half-open
    [start, end)."""

    publisher: ClassVar[str] = "promenade.promotion"

    promotion_id: str
    version: int
    name: str
    start: datetime | None = None
    end: datetime | None = None


class PromotionStarted(PromotionMilestoneFact, frozen=True):
    """It is in force: published, and its window is open."""


class PromotionOver(PromotionMilestoneFact, frozen=True):
    """Its window has closed. What staff end before is PromotionEnded or PromotionKilled."""


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
