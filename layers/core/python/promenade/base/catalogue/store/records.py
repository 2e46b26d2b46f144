"""Items of the catalogue's table, and writes that know what their refusal means."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import msgspec
from pynamodb.attributes import BooleanAttribute, MapAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from promenade.base.catalogue.model.brand import Brand
from promenade.base.catalogue.model.category import (
    Category,
    CategoryArchived,
    CategoryGone,
    CategoryInUse,
)
from promenade.base.catalogue.model.product import Product, Retagged
from promenade.base.catalogue.model.tags import Rewritten, Tag
from promenade.contracts.catalogue import (
    BrandAdded,
    BrandChanged,
    BrandRemoved,
    CategoryAdded,
    CategoryChanged,
    CategoryRemoved,
    ProductAdded,
    ProductChanged,
    ProductRemoved,
    TagAdded,
    TagChanged,
    TagRemoved,
)
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict, DomainError, Stale
from promenade.kit.facts import Fact
from promenade.kit.records import Record, WaitingRecord
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

Key = tuple[str, str]
RULES: Key = ("RULES", "-")
Refuse = Callable[[Record | None], DomainError]

Aggregate = Brand | Category | Product | Tag
A = TypeVar("A", Brand, Category, Product, Tag)

_FACTS_OF: dict[type[Aggregate], tuple[type[Fact], ...]] = {
    Brand: (BrandAdded, BrandChanged, BrandRemoved),
    Category: (CategoryAdded, CategoryChanged, CategoryRemoved),
    Product: (ProductAdded, ProductChanged, ProductRemoved),
    Tag: (TagAdded, TagChanged, TagRemoved),
}


class CatalogueRecord(WaitingRecord):
    """`owner` is the product of a SKU or barcode, `path`, `use_count` and whether it
    `is_archived` are the use of a category or brand; of definitions, `counts` are the numbers of
    their values, and `count_revision` how often these have changed. `turns` are a product's, or
    those of the sweep that tags products, or of what is noted of a feed. `digest` is that of the
    secret of a feed's address."""

    class Meta:
        table_name = setting("CATALOGUE_TABLE")

    owner = UnicodeAttribute(null=True)
    path = UnicodeAttribute(null=True)
    use_count = IntegerAttribute(null=True)
    is_archived = BooleanAttribute(null=True)
    counts = MapAttribute[str, int](null=True)  # type: ignore[no-untyped-call]
    count_revision = IntegerAttribute(null=True)
    turns = IntegerAttribute(null=True)
    digest = UnicodeAttribute(null=True)


class Guarded(Value, frozen=True):
    """A write, and the refusal that its lost condition means."""

    write: Write
    refuse: Refuse | None = None


def transact(guarded: Sequence[Guarded]) -> None:
    """The first write is that of the aggregate: losing its condition to the same request, made
    before, is no refusal. Else raises what the first write that lost its condition means."""
    try:
        dynamo.transact([each.write for each in guarded])
    except ConditionFailed as lost:
        if dynamo.is_replay(lost.old[0], guarded[0].write.record):
            return
        for each, failed, old in zip(guarded, lost.failed, lost.old, strict=True):
            if failed and each.refuse:
                raise each.refuse(old) from None
        raise


def aggregate(key: Key, before: A | None, after: A, stamp: Stamp) -> Guarded:
    """The item of a brand, category or product over the one before it, stating what happened."""
    record = CatalogueRecord(*key, body=encode(after)).stamped(stamp, _fact(before, after))
    record.version = after.version
    if isinstance(after, Product):
        record.turns = after.turns or None
        if after.waits:
            record.wait(stamp.at)
    refuse = partial(_changed, before.version) if before else stale
    return Guarded(Write("Put", record, unchanged(before)), refuse)


def unchanged(before: A | None) -> Condition:
    """Holds while `before` is what is there."""
    if before is None:
        absent: Condition = Record.pk.does_not_exist()
        return absent
    condition: Condition = Record.version == before.version
    if not isinstance(before, Product):
        return condition
    turns = CatalogueRecord.turns
    stands: Condition = turns == before.turns if before.turns else turns.does_not_exist()
    condition &= stands
    return condition


def once(after: Aggregate, stamp: Stamp) -> list[Guarded]:
    """A call that creates, and comes again after a removal, creates nothing; nor does one that
    changes many, after others changed what it had."""
    kept = dynamo_requests.keep(CatalogueRecord, encode(after), stamp)
    return [Guarded(write, _used) for write in kept]


def encode(value: object) -> str:
    return msgspec.json.encode(value).decode()


def enter(path: tuple[str, ...]) -> Guarded:
    """One more in the category at `path`, if it still is there and takes what is new."""
    use, is_open = _use(path), CatalogueRecord.is_archived.does_not_exist()
    is_there = (CatalogueRecord.path == "/".join(path)) & is_open
    return Guarded(Write("Update", use, is_there, [CatalogueRecord.use_count.add(1)]), _gone)


def leave(path: tuple[str, ...]) -> Guarded:
    return Guarded(Write("Update", _use(path), None, [CatalogueRecord.use_count.add(-1)]))


def open_use(category: Category) -> Guarded:
    record = _use(category.path)
    record.path, record.use_count = "/".join(category.path), 0
    record.is_archived = category.is_archived or None
    return Guarded(Write("Put", record))


def alter_use(before: Category, after: Category) -> Guarded:
    """Only what is empty moves."""
    flag = CatalogueRecord.is_archived
    altered = [flag.set(True) if after.is_archived else flag.remove()]
    if before.path == after.path:
        return Guarded(Write("Update", _use(after.path), None, altered))
    altered.append(CatalogueRecord.path.set("/".join(after.path)))
    is_empty = CatalogueRecord.use_count == 0
    return Guarded(Write("Update", _use(after.path), is_empty, altered), _in_use)


def close_use(path: tuple[str, ...]) -> Guarded:
    return Guarded(Write("Delete", _use(path), CatalogueRecord.use_count == 0), _in_use)


def exists(category: str, refuse: Refuse | None = None) -> Guarded:
    """Nothing of it changes."""
    use, is_there = _use((category,)), CatalogueRecord.path.exists()
    nothing = [CatalogueRecord.use_count.add(0)]
    return Guarded(Write("Update", use, is_there, nothing), refuse or _gone)


def rules_stand(turn: int) -> Guarded:
    """Nothing of them changes, nor comes to be where there are none."""
    record, turns = CatalogueRecord(*RULES), CatalogueRecord.turns
    if turn == 0:
        return Guarded(Write("Delete", record, Record.pk.does_not_exist()), rewritten)
    return Guarded(Write("Update", record, turns == turn, [turns.add(0)]), rewritten)


def rewritten(_met: Record | None) -> DomainError:
    return Rewritten("What rules say was changed meanwhile.")


def _use(path: tuple[str, ...]) -> CatalogueRecord:
    return CatalogueRecord(f"CATEGORY#{path[-1]}", "USE")


def _fact(before: A | None, after: A) -> type[Fact]:
    added, changed, removed = _FACTS_OF[type(after)]
    if after.is_removed:
        return removed
    return added if before is None or before.is_removed else changed


def _used(_met: Record | None) -> DomainError:
    return Conflict("This Idempotency-Key was used for another request.")


def stale(met: Record | None) -> DomainError:
    return Stale("It has been changed since.", version=met.version if met else None)


def _changed(known: int, met: Record | None) -> DomainError:
    if met is not None and met.version == known:
        return Retagged("Rules gave it other tags meanwhile.", version=known)
    return stale(met)


def _gone(met: Record | None) -> DomainError:
    if isinstance(met, CatalogueRecord) and met.is_archived:
        category = met.pk.partition("#")[2]
        return CategoryArchived("The category takes nothing new.", category=category)
    return CategoryGone("The category was removed or moved meanwhile.")


def _in_use(_met: Record | None) -> DomainError:
    return CategoryInUse("Something is still in this category.")
