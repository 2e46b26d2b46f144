"""Categories in DynamoDB."""

from collections.abc import Iterator, Sequence

import msgspec

from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.store.definitions import forget, in_turn
from promenade.base.catalogue.store.records import (
    CatalogueRecord,
    Guarded,
    aggregate,
    alter_use,
    close_use,
    enter,
    leave,
    once,
    open_use,
    rules_stand,
    transact,
)
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp, Stored

PARTITION = "CATEGORIES"
_PAGE = 1_000
category_of = msgspec.json.Decoder(Category)


class DynamoCategoryStore:
    def find_category(self, category_id: str) -> Stored[Category] | None:
        record = dynamo.find(CatalogueRecord, PARTITION, category_id, consistent=True)
        if record is None:
            return None
        return Stored(category_of.decode(record.body), record.fingerprint)

    def put_category(
        self,
        before: Category | None,
        after: Category,
        stamp: Stamp,
        *,
        turns: int | None = None,
        rules: int | None = None,
    ) -> None:
        item = aggregate((PARTITION, after.id), before, after, stamp)
        decided = [] if turns is None else [in_turn(turns)]
        decided += [] if rules is None else [rules_stand(rules)]
        transact([item, *once(after, stamp), *_moves(before, after), *decided])

    def category_made(self, stamp: Stamp) -> Category | None:
        made = dynamo_requests.first(CatalogueRecord, stamp)
        return category_of.decode(made) if made else None

    def list_categories(self, limit: int, after: Position | None) -> Page[Category]:
        found = dynamo.page(CatalogueRecord, PARTITION, limit=limit, after=after)
        categories = (category_of.decode(record.body) for record in found.items)
        return Page(tuple(each for each in categories if not each.is_removed), found.next)

    def categories_below(self, path: Sequence[str]) -> Iterator[str]:
        place, above, after = Partition(PARTITION, consistent=True), tuple(path), None
        while True:
            found = dynamo.page(CatalogueRecord, place, limit=_PAGE, after=after)
            for each in (category_of.decode(record.body) for record in found.items):
                if not each.is_removed and each.path[: len(above)] == above != each.path:
                    yield each.id
            if (after := found.next) is None:
                return


def _place(category: Category | None) -> tuple[str, ...]:
    """The path of a category that is there."""
    return () if category is None or category.is_removed else category.path


def _moves(before: Category | None, after: Category) -> list[Guarded]:
    """What becomes of its own use and of those of its parents."""
    old, new = _place(before), _place(after)
    if before and old == new:
        return [] if before.is_archived == after.is_archived else [alter_use(before, after)]
    if before and old and new:
        own = alter_use(before, after)
    else:
        own = close_use(old) if old else open_use(after)
    gone = [forget(after.id)] if after.is_removed else []
    left = [leave(old[:-1])] if old[:-1] else []
    entered = [enter(new[:-1])] if new[:-1] else []
    return [own, *gone, *left, *entered]
