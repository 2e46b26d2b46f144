"""What promotions tell others. Rules and codes stay with them: a quote says what they do."""

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
    """`ended_at` is when staff ended it, if they did before its window."""

    publisher: ClassVar[str] = "promenade.promotion"

    promotion: PromotionTerms
    is_published: bool = False
    ended_at: datetime | None = None


class PromotionDrafted(PromotionFact, frozen=True):
    """It exists, and quotes do not know it yet."""


class PromotionEdited(PromotionFact, frozen=True):
    """Its terms or rules are others from this version on."""


class PromotionPublished(PromotionFact, frozen=True):
    """Quotes go by it while its window is open."""


class PromotionPaused(PromotionFact, frozen=True):
    """Quotes do not go by it until it is resumed."""


class PromotionResumed(PromotionFact, frozen=True):
    """Quotes go by it again."""


class PromotionEnded(PromotionFact, frozen=True):
    """For good, before its window closed."""
