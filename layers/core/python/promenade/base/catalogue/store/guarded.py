"""The catalogue as staff change it, who take nothing from what depends on it without a reason."""

from collections.abc import Sequence
from datetime import datetime

from promenade.base.catalogue.model.brand import Brand
from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.model.change import Change
from promenade.base.catalogue.model.tags import Tag
from promenade.base.catalogue.service import impact
from promenade.base.catalogue.service.ports import Sweep
from promenade.base.catalogue.store import DynamoCatalogueStore
from promenade.contracts.dependents import Dependent, Dependents, Turn
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace


class GuardedCatalogueStore(DynamoCatalogueStore):
    """For one call, and the `reason` that it gives. What comes to depend on the goods while they
    are written is not seen."""

    def __init__(self, rooms: Sequence[Dependents], reason: str | None = None) -> None:
        self._rooms, self._reason = rooms, reason

    def put_product(self, change: Change, stamp: Stamp) -> None:
        """Raises ReasonNeeded, ProductBound as well."""
        after = replace(change.after, reason=self._reason)
        impact.check_product(change.before, after, stamp.at, self._rooms)
        super().put_product(replace(change, after=after), stamp)

    def put_category(
        self,
        before: Category | None,
        after: Category,
        stamp: Stamp,
        *,
        turns: int | None = None,
        rules: int | None = None,
    ) -> None:
        """Raises StillNamed, ReasonNeeded as well."""
        after = replace(after, reason=self._reason)
        impact.check_category(before, after, stamp.at, self._rooms)
        super().put_category(before, after, stamp, turns=turns, rules=rules)

    def put_brand(self, before: Brand | None, after: Brand, stamp: Stamp) -> None:
        """Raises InUse as well."""
        if after.is_removed:
            impact.check_unnamed(("brand", after.id), stamp.at, self._rooms)
        super().put_brand(before, after, stamp)

    def put_tag(self, before: Tag | None, after: Tag, begun: Sweep | None, stamp: Stamp) -> None:
        """Raises InUse as well."""
        if after.is_removed:
            impact.check_unnamed(("tag", after.id), stamp.at, self._rooms)
        super().put_tag(before, after, begun, stamp)


class FileCatalogueStore(DynamoCatalogueStore):
    """For one file, and the `reason` that is given for what it takes off the shelf. What depends on
    that is asked for once for many rows, before they are written, and not at each write."""

    def __init__(self, rooms: Sequence[Dependents], reason: str | None) -> None:
        self._rooms, self._reason = rooms, reason

    def held_by(self, turn: Turn, at: datetime) -> Sequence[Dependent]:
        return impact.dependents(turn, at, self._rooms) if self._reason is None else ()

    def put_product(self, change: Change, stamp: Stamp) -> None:
        after = replace(change.after, reason=self._reason)
        super().put_product(replace(change, after=after), stamp)
