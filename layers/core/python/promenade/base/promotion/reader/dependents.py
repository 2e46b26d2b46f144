"""Promotions that depend on goods: contracts.dependents.Dependents."""

from collections.abc import Iterator
from datetime import datetime

from promenade.base.promotion.model.interests import interests, named
from promenade.base.promotion.store.book import DynamoBook
from promenade.contracts.dependents import Dependent, DependentKind, Turn, standing

_K = DependentKind


class DynamoPromotionDependents:
    def of(self, turn: Turn, at: datetime) -> Iterator[Dependent]:
        """Those that are published and not over, by the terms in force; one round trip for each
        megabyte."""
        for each in DynamoBook().metered(at):
            managed, promotion = each.managed, each.managed.promotion
            found = standing(turn, interests(promotion, at), named(promotion))
            if found:
                yield Dependent(
                    kind=_K.LIMITED_DISCOUNT if promotion.limited_time else _K.PROMOTION,
                    id=managed.id,
                    name=promotion.name,
                    how=found.how,
                    state=managed.status(at).value,
                    path=f"/promotions/{managed.id}",
                    skus=found.skus,
                )
