"""Products in DynamoDB: one transaction per change."""

from collections.abc import Iterator
from itertools import chain

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.capabilities.catalogue.model.category import Category
from promenade.capabilities.catalogue.model.product import (
    BarcodeTaken,
    ChangeTooLarge,
    Offer,
    Product,
    SkuTaken,
    barcodes,
    offers,
    withdrawn,
)
from promenade.capabilities.catalogue.model.rows import Known
from promenade.capabilities.catalogue.service.ports import Wanted
from promenade.capabilities.catalogue.store.categories import PARTITION, category_of
from promenade.capabilities.catalogue.store.records import (
    CatalogueRecord,
    Guarded,
    Key,
    aggregate,
    encode,
    enter,
    leave,
    transact,
)
from promenade.kit import dynamo
from promenade.kit.dynamo import Record, Write
from promenade.kit.errors import DomainError
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored

MAX_WRITES = 100
_product_of = msgspec.json.Decoder(Product)
offer_of = msgspec.json.Decoder(Offer)


class DynamoProductStore:
    def known(self, wanted: Wanted) -> Known:
        keys = chain(
            (_product_key(product) for product in wanted.products),
            (sku_key(sku) for sku in wanted.skus),
            (_barcode_key(*carried) for carried in wanted.barcodes),
            ((PARTITION, category) for category in wanted.categories),
        )
        return _known(dynamo.find_many(CatalogueRecord, keys, consistent=True))

    def put_product(self, before: Product | None, after: Product, stamp: Stamp) -> None:
        self.check_size(before, after)
        item = aggregate(_product_key(after.id), before, after, stamp)
        transact([item, *_writes(before, after)])

    def check_size(self, before: Product | None, after: Product) -> None:
        count = 1 + sum(1 for _ in _writes(before, after))
        if count > MAX_WRITES:
            raise ChangeTooLarge(
                f"This change writes {count} items of at most {MAX_WRITES}; make it in steps.",
                writes_count=count,
            )

    def find_offer(self, sku: str) -> Offer | None:
        record = dynamo.find(CatalogueRecord, *sku_key(sku))
        return offer_of.decode(record.body) if record else None

    def list_products(
        self, path: tuple[str, ...], tag: str | None, limit: int, after: Position | None
    ) -> Page[Product]:
        partition = "PRODUCTS" if tag is None else f"TAG#{tag}"
        below = CatalogueRecord.sk.startswith("/".join(path) + "/") if path else None
        found = dynamo.page(CatalogueRecord, partition, limit=limit, after=after, sk=below)
        ids = [record.sk.rpartition("#")[2] for record in found.items]
        records = dynamo.find_many(CatalogueRecord, map(_product_key, ids)) if ids else []
        products = {record.pk: _product_of.decode(record.body) for record in records}
        listed = [products[key] for key, _ in map(_product_key, ids) if key in products]
        return Page(tuple(each for each in listed if not each.is_removed), found.next)


def _known(records: list[CatalogueRecord]) -> Known:
    products: dict[str, Stored[Product]] = {}
    owners: dict[str, str] = {}
    carriers: dict[tuple[str, str], str] = {}
    categories: dict[str, Category] = {}
    for record in records:
        kind, _, rest = record.pk.partition("#")
        if kind == "PRODUCT":
            products[rest] = Stored(_product_of.decode(record.body), record.fingerprint)
        elif kind == "SKU":
            owners[rest] = record.owner
        elif kind == "BARCODE":
            store, _, barcode = rest.partition("#")
            carriers[store, barcode] = record.owner
        elif not (category := category_of.decode(record.body)).is_removed:
            categories[category.id] = category
    return Known(products=products, owners=owners, carriers=carriers, categories=categories)


def _writes(before: Product | None, after: Product) -> Iterator[Guarded]:
    """All but the product itself: only what differs."""
    yield from _moves(_path(before), _path(after))
    yield from _offers(before, after)
    yield from _carriers(before, after)
    old, new = _places(before), _places(after)
    yield from (Guarded(Write("Put", CatalogueRecord(*key))) for key in sorted(new - old))
    yield from (Guarded(Write("Delete", CatalogueRecord(*key))) for key in sorted(old - new))


def _moves(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Guarded]:
    if old != new:
        yield from ([leave(old)] if old else [])
        yield from ([enter(new)] if new else [])


def _offers(before: Product | None, after: Product) -> Iterator[Guarded]:
    """A SKU that goes leaves its code behind, owned for ever."""
    old, new = offers(before), offers(after)
    gone = {sku: withdrawn(offer) for sku, offer in old.items() if sku not in new}
    for sku, offer in (new | gone).items():
        if offer != old.get(sku):
            record = CatalogueRecord(*sku_key(sku), owner=after.id, body=encode(offer))
            yield Guarded(Write("Put", record, _is_free_for(after)), _sku_taken)


def _carriers(before: Product | None, after: Product) -> Iterator[Guarded]:
    old, new = _carried(before), _carried(after)
    for key, sku in new.items():
        if old.get(key) != sku:
            record = CatalogueRecord(*key, owner=after.id, body=encode(sku))
            yield Guarded(Write("Put", record, _is_free_for(after)), _barcode_taken)
    for key in old.keys() - new.keys():
        yield Guarded(Write("Delete", CatalogueRecord(*key)))


def _is_free_for(product: Product) -> Condition:
    is_free: Condition = Record.pk.does_not_exist() | (CatalogueRecord.owner == product.id)
    return is_free


def _path(product: Product | None) -> tuple[str, ...]:
    return () if product is None or product.is_removed else product.path


def _places(product: Product | None) -> set[Key]:
    """Where the listings have it."""
    if product is None or product.is_removed:
        return set()
    place = "/".join([*product.path, f"#{product.id}"])
    return {("PRODUCTS", place), *((f"TAG#{tag}", place) for tag in product.tags)}


def _carried(product: Product | None) -> dict[Key, str]:
    store = product.store if product else ""
    return {_barcode_key(store, barcode): sku for barcode, sku in barcodes(product).items()}


def _product_key(product_id: str) -> Key:
    return f"PRODUCT#{product_id}", "-"


def sku_key(sku: str) -> Key:
    return f"SKU#{sku}", "-"


def _barcode_key(store: str, barcode: str) -> Key:
    return f"BARCODE#{store}#{barcode}", "-"


def _sku_taken(met: Record | None) -> DomainError:
    code = met.pk.partition("#")[2] if met else None
    return SkuTaken("The SKU's code belongs to another product.", sku=code)


def _barcode_taken(met: Record | None) -> DomainError:
    barcode = met.pk.rpartition("#")[2] if met else None
    return BarcodeTaken("Another product of the store carries the barcode.", barcode=barcode)
