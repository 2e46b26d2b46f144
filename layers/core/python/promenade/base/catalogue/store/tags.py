"""The register of tags in DynamoDB, and how far products are tagged by its rules.

The rules are one item beside the register: who tags a product reads it alone, their number is
bounded by the write that adds one, and that write begins the sweep."""

from collections.abc import Sequence

import msgspec

from promenade.base.catalogue.model.change import Change
from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.model.tags import Tag
from promenade.base.catalogue.service.ports import Sweep
from promenade.base.catalogue.store.products import (
    LISTED,
    change_writes,
    product_key,
    product_of,
)
from promenade.base.catalogue.store.records import (
    RULES,
    CatalogueRecord,
    Guarded,
    aggregate,
    encode,
    exists,
    once,
    rewritten,
    stale,
    transact,
    unchanged,
)
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored

TAGS = "TAGS"
tag_of = msgspec.json.Decoder(Tag)
sweep_of = msgspec.json.Decoder(Sweep)


class DynamoTagStore:
    def find_tag(self, tag_id: str) -> Stored[Tag] | None:
        record = dynamo.find(CatalogueRecord, TAGS, tag_id, consistent=True)
        return Stored(tag_of.decode(record.body), record.fingerprint) if record else None

    def put_tag(self, before: Tag | None, after: Tag, begun: Sweep | None, stamp: Stamp) -> None:
        own = aggregate((TAGS, after.id), before, after, stamp)
        rules = [Guarded(_next(begun), rewritten)] if begun else []
        named = after.rule.categories if after.rule and not after.is_removed else ()
        there = [exists(category, rewritten) for category in dict.fromkeys(named)]
        transact([own, *once(after, stamp), *rules, *there])

    def tag_made(self, stamp: Stamp) -> Tag | None:
        made = dynamo_requests.first(CatalogueRecord, stamp)
        return tag_of.decode(made) if made else None

    def list_tags(self, limit: int, after: Position | None) -> Page[Tag]:
        found = dynamo.page(CatalogueRecord, TAGS, limit=limit, after=after)
        tags = (tag_of.decode(record.body) for record in found.items)
        return Page(tuple(each for each in tags if not each.is_removed), found.next)

    def sweep(self) -> Sweep:
        record = dynamo.find(CatalogueRecord, *RULES, consistent=True)
        return sweep_of.decode(record.body) if record else Sweep()

    def put_sweep(self, sweep: Sweep) -> None:
        try:
            dynamo.apply(_next(sweep))
        except ConditionFailed as lost:
            raise stale(lost.old[0]) from None

    def product_ids(self, limit: int, after: Position | None) -> Page[str]:
        place = Partition(LISTED, consistent=True)
        found = dynamo.page(CatalogueRecord, place, limit=limit, after=after)
        return Page(tuple(each.sk.rpartition("#")[2] for each in found.items), found.next)

    def products_now(self, ids: Sequence[str]) -> list[Product]:
        keys = [product_key(each) for each in ids]
        records = dynamo.find_many(CatalogueRecord, keys, consistent=True) if keys else []
        return [product_of.decode(each.body) for each in records]

    def put_tags(self, change: Change, stamp: Stamp) -> None:
        """No version and no revision: nobody wrote anything."""
        after = change.after
        record = CatalogueRecord(*product_key(after.id), body=encode(after), turns=after.turns)
        record.actor, record.updated_at = stamp.actor, stamp.at
        record.correlation_id = stamp.correlation_id
        own = Write("Update", record, unchanged(change.before), record.changes())
        transact([Guarded(own, stale), *change_writes(change, stamp)])


def _next(sweep: Sweep) -> Write:
    record = CatalogueRecord(*RULES, body=encode(sweep), turns=sweep.turn)
    is_first, is_next = Record.pk.does_not_exist(), CatalogueRecord.turns == sweep.turn - 1
    return Write("Put", record, is_next if sweep.turn > 1 else is_first)
