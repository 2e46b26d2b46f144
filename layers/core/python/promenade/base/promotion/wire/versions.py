"""Versions of a promotion on the wire."""

from datetime import datetime

from promenade.base.promotion.service.revisions import Version
from promenade.base.promotion.wire.promotions import PromotionView, show_promotion
from promenade.kit.decoding import View
from promenade.kit.differences import Difference, DiffQuery
from promenade.kit.paging import Page


class VersionView(View, frozen=True):
    """What made the promotion what it was then: the name of the fact, who did it and when."""

    version: int
    fact: str
    actor: str
    at: datetime
    promotion: PromotionView


class VersionPage(View, frozen=True):
    items: list[VersionView]
    next: str | None


class DiffView(View, frozen=True):
    promotion_id: str
    before: int
    after: int
    differences: list[Difference]


def show_version(version: Version) -> VersionView:
    """As it was at its own instant."""
    return VersionView(
        version=version.managed.version,
        fact=version.fact,
        actor=version.actor,
        at=version.at,
        promotion=show_promotion(version.managed, version.at),
    )


def show_versions(page: Page[Version], cursor: str | None) -> VersionPage:
    return VersionPage(items=[show_version(each) for each in page.items], next=cursor)


def show_diff(promotion_id: str, asked: DiffQuery, found: tuple[Difference, ...]) -> DiffView:
    return DiffView(
        promotion_id=promotion_id, before=asked.before, after=asked.after, differences=[*found]
    )
