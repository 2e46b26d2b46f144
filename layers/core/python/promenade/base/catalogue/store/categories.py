"""Categories in DynamoDB."""

import msgspec

from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.store.records import (
    CatalogueRecord,
    Guarded,
    aggregate,
    close_use,
    enter,
    leave,
    move_use,
    once,
    open_use,
    transact,
)
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored

PARTITION = "CATEGORIES"
category_of = msgspec.json.Decoder(Category)


class DynamoCategoryStore:
    def find_category(self, category_id: str) -> Stored[Category] | None:
        record = dynamo.find(CatalogueRecord, PARTITION, category_id, consistent=True)
        if record is None:
            return None
        return Stored(category_of.decode(record.body), record.fingerprint)

    def put_category(self, before: Category | None, after: Category, stamp: Stamp) -> None:
        item = aggregate((PARTITION, after.id), before, after, stamp)
        moves = _moves(_place(before), _place(after))
        transact([item, *once(before, after, stamp), *moves])

    def category_made(self, stamp: Stamp) -> Category | None:
        made = dynamo_requests.first(CatalogueRecord, stamp)
        return category_of.decode(made) if made else None

    def list_categories(self, limit: int, after: Position | None) -> Page[Category]:
        found = dynamo.page(CatalogueRecord, PARTITION, limit=limit, after=after)
        categories = (category_of.decode(record.body) for record in found.items)
        return Page(tuple(each for each in categories if not each.is_removed), found.next)


def _place(category: Category | None) -> tuple[str, ...]:
    """The path of a category that is there."""
    return () if category is None or category.is_removed else category.path


def _moves(old: tuple[str, ...], new: tuple[str, ...]) -> list[Guarded]:
    """What becomes of its own use and of those of its parents."""
    if old == new:
        return []
    own = open_use(new) if not old else move_use(new) if new else close_use(old)
    left = [leave(old[:-1])] if old[:-1] else []
    entered = [enter(new[:-1])] if new[:-1] else []
    return [own, *left, *entered]
