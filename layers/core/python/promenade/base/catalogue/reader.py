"""What the catalogue lets others read: contracts.catalogue.CatalogueReader."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import msgspec

from promenade.base.catalogue.model.category import (
    Category,
    CategoryArchived,
    CategoryGone,
    enterable,
)
from promenade.base.catalogue.model.change import offers
from promenade.base.catalogue.model.product import Product
from promenade.base.catalogue.model.reviewing import changes, moved_to
from promenade.base.catalogue.model.turning import sku_facts
from promenade.base.catalogue.service.ports import Wanted
from promenade.base.catalogue.store.categories import PARTITION, DynamoCategoryStore
from promenade.base.catalogue.store.products import (
    DynamoProductStore,
    offer_of,
    product_key,
    product_of,
    sku_key,
)
from promenade.base.catalogue.store.records import CatalogueRecord
from promenade.contracts.approvals import ApprovalKind, Waiting
from promenade.contracts.catalogue import Kind, Named, SkuFacts
from promenade.contracts.reviews import Review
from promenade.contracts.sku_places import SkuPlace
from promenade.kit import clock, dynamo, dynamo_waiting
from promenade.kit.codes import code
from promenade.kit.errors import NotFound
from promenade.kit.lookups import Lookup
from promenade.kit.paging import Page, Position


class DynamoCatalogueReader:
    def facts(self, skus: Sequence[str]) -> Mapping[str, SkuFacts]:
        lookup = self.lookup(skus)
        return lookup.read(dynamo.find_bodies(CatalogueRecord, lookup.keys))

    def lookup(self, skus: Sequence[str]) -> Lookup[Mapping[str, SkuFacts]]:
        """By the codes as they were asked for, however they were spelt."""
        asked = {sku: code(sku) for sku in skus}
        keys = tuple(map(sku_key, asked.values()))
        return Lookup(CatalogueRecord.Meta.table_name, keys, partial(_found, asked))

    def places(self, skus: Sequence[str]) -> Mapping[str, SkuPlace]:
        """contracts.sku_places.SkuPlaces."""
        of = {sku: each.product_id for sku, each in self.facts(skus).items()}
        there = {each.id: each for each in DynamoProductStore().products([*of.values()])}
        found = {sku: there[id_] for sku, id_ in of.items() if id_ in there}
        return {sku: SkuPlace(each.store, each.path) for sku, each in found.items()}

    def paths(self, categories: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """From the root down, of those that there are; in one round trip for each hundred."""
        found = DynamoProductStore().known(Wanted(categories=categories)).categories
        return {id_: each.path for id_, each in found.items()}

    def unknown(self, named: Iterable[Named]) -> frozenset[Named]:
        keys = {each: _key(*each) for each in named}
        found = dynamo.find_many(CatalogueRecord, keys.values())
        there = {
            (each.pk, each.sk) for each in found if not _removable.decode(each.body).is_removed
        }
        return frozenset(each for each, key in keys.items() if key not in there)

    def skus_below(self, category: str, limit: int, after: Position | None) -> Page[str]:
        path = _path(category)
        if path is None:
            raise NotFound("There is no such category.", category=category)
        page = DynamoProductStore().list_products(path, None, limit, after)
        return Page(tuple(sku.code for each in page.items for sku in each.skus), page.next)

    def skus_of(self, products: Sequence[str]) -> Sequence[str]:
        found = DynamoProductStore().products([code(each) for each in products])
        return [sku.code for each in found for sku in each.skus]

    def listed(
        self, category: str | None, tag: str | None, limit: int, after: Position | None
    ) -> Page[SkuFacts]:
        path = () if category is None else _path(category)
        if path is None:
            return Page((), None)
        page = DynamoProductStore().list_products(path, tag, limit, after)
        found = (sku_facts(each) for product in page.items for each in offers(product).values())
        return Page(tuple(found), page.next)


def _path(category: str) -> tuple[str, ...] | None:
    found = DynamoCategoryStore().find_category(category)
    return None if found is None or found.value.is_removed else found.value.path


class _Removable(msgspec.Struct):
    is_removed: bool = False


_removable = msgspec.json.Decoder(_Removable)


def _key(kind: Kind, name: str) -> tuple[str, str]:
    if kind == "category":
        return PARTITION, name
    return sku_key(code(name)) if kind == "sku" else product_key(code(name))


def _found(asked: Mapping[str, str], bodies: Iterable[str]) -> Mapping[str, SkuFacts]:
    known = [facts for body in bodies if (facts := _facts_in(body)) is not None]
    found = {each.sku: each for each in known}
    return {sku: found[spelt] for sku, spelt in asked.items() if spelt in found}


@lru_cache(maxsize=1_024)
def _facts_in(body: str) -> SkuFacts | None:
    """Equal documents give the same value; None of a SKU that was removed."""
    offer = offer_of.decode(body)
    return None if offer.is_removed else sku_facts(offer)


class DynamoWaitingProducts:
    """contracts.approvals.WaitingReader. A product waits since its last change: that is what is
    approved. Who of several authors submitted it is not told."""

    def longest(self, limit: int, after: Position | None) -> Page[Waiting]:
        page = dynamo_waiting.longest(CatalogueRecord, limit, after)
        found = [(record, product_of.decode(record.body)) for record in page.items]
        wanted = {moved for _, product in found if (moved := moved_to(product))}
        known = DynamoProductStore().known(Wanted(categories=wanted)).categories if wanted else {}
        return Page(tuple(_waiting(*each, known) for each in found), page.next)


def _waiting(record: CatalogueRecord, product: Product, known: Mapping[str, Category]) -> Waiting:
    authors = product.review.authors if product.review else ()
    proposal = product.review.proposal if product.review else None
    by = authors[0] if len(authors) == 1 else ""
    return Waiting(
        kind=ApprovalKind.PRODUCT,
        id=product.id,
        title=proposal.title if proposal else product.title,
        path=f"/products/{product.id}",
        version=product.version,
        since=record.waits_since,
        review=Review(by, clock.from_wire(record.waits_since.partition("#")[0]), 1),
        authors=authors,
        is_change=product.is_approved,
        changes=changes(product) if product.is_approved else (),
        store=product.store,
        categories=product.path,
        **_move(moved_to(product), known),
    )


def _move(category: str | None, known: Mapping[str, Category]) -> dict[str, Any]:
    if category is None:
        return {}
    try:
        return {"moves_to": enterable(known.get(category))}
    except (CategoryArchived, CategoryGone) as refusal:
        return {"hindered_by": refusal}
