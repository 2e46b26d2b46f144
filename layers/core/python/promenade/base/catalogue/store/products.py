"""Products in DynamoDB: one transaction per change."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain

import msgspec

from promenade.base.catalogue.model.change import Barcode, Change
from promenade.base.catalogue.model.product import BarcodeTaken, Offer, Product, SkuTaken
from promenade.base.catalogue.model.row_checks import Known
from promenade.base.catalogue.service.ports import Revision, Sweep, Wanted
from promenade.base.catalogue.store.brands import BRANDS, brand_of, brand_writes
from promenade.base.catalogue.store.categories import PARTITION, category_of
from promenade.base.catalogue.store.definitions import count, definitions_key, definitions_of
from promenade.base.catalogue.store.pictures import PICTURES, picture_key
from promenade.base.catalogue.store.records import (
    RULES,
    CatalogueRecord,
    Guarded,
    Key,
    Refuse,
    aggregate,
    encode,
    enter,
    leave,
    once,
    transact,
)
from promenade.contracts.dependents import Dependent, Turn
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.dynamo import Write
from promenade.kit.errors import DomainError
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored

LISTED = "PRODUCTS"
_REVISION = "REVISION#"
_sweep_of = msgspec.json.Decoder(Sweep)
product_of = msgspec.json.Decoder(Product)
offer_of = msgspec.json.Decoder(Offer)


class DynamoProductStore:
    def known(self, wanted: Wanted) -> Known:
        keys = chain(
            (product_key(product) for product in wanted.products),
            (sku_key(sku) for sku in wanted.skus),
            (_barcode_key(*carried) for carried in wanted.barcodes),
            ((PARTITION, category) for category in wanted.categories),
            ((BRANDS, brand) for brand in wanted.brands),
            (definitions_key(category) for category in wanted.definitions),
            map(picture_key, wanted.pictures),
            [RULES] if wanted.rules else [],
        )
        return _known(dynamo.find_many(CatalogueRecord, keys, consistent=True))

    def put_product(self, change: Change, stamp: Stamp) -> None:
        key = product_key(change.after.id)
        item = aggregate(key, change.before, change.after, stamp)
        made = once(change.after, stamp)
        transact([item, *made, _keep(change.after, stamp), *change_writes(change, stamp)])

    def held_by(self, turn: Turn, at: datetime) -> Sequence[Dependent]:  # noqa: ARG002
        """Nothing here needs a reason."""
        return ()

    def product_made(self, stamp: Stamp) -> Product | None:
        made = dynamo_requests.first(CatalogueRecord, stamp)
        return product_of.decode(made) if made else None

    def products_made(self, call: Stamp, each: Sequence[Stamp]) -> Mapping[str, Product]:
        dynamo_requests.admit(CatalogueRecord, call)
        found = dynamo_requests.each_first(CatalogueRecord, each)
        return {request: product_of.decode(body) for request, body in found.items()}

    def keep_made(self, product: Product, stamp: Stamp) -> None:
        transact(once(product, stamp))

    def find_offer(self, sku: str) -> Offer | None:
        record = dynamo.find(CatalogueRecord, *sku_key(sku))
        return offer_of.decode(record.body) if record else None

    def list_products(
        self, path: tuple[str, ...], tag: str | None, limit: int, after: Position | None
    ) -> Page[Product]:
        below = CatalogueRecord.sk.startswith("/".join(path) + "/") if path else None
        found = dynamo.page(CatalogueRecord, _listing(tag), limit=limit, after=after, sk=below)
        ids = [record.sk.rpartition("#")[2] for record in found.items]
        return Page(tuple(self.products(ids)), found.next)

    def revisions(self, product_id: str, limit: int, after: Position | None) -> Page[Revision]:
        place = Partition(product_key(product_id)[0], newest_first=True)
        keys = CatalogueRecord.sk.startswith(_REVISION)
        found = dynamo.page(CatalogueRecord, place, limit=limit, after=after, sk=keys)
        return Page(tuple(map(_revision_of, found.items)), found.next)

    def revision(self, product_id: str, version: int) -> Revision | None:
        record = dynamo.find(CatalogueRecord, *_revision_key(product_id, version))
        return _revision_of(record) if record else None

    def products(self, ids: Sequence[str]) -> list[Product]:
        keys = [product_key(each) for each in dict.fromkeys(ids)]
        records = dynamo.find_many(CatalogueRecord, keys) if keys else []
        found = {record.pk: product_of.decode(record.body) for record in records}
        listed = (found[pk] for pk, _ in keys if pk in found)
        return [each for each in listed if not each.is_removed]


def _known(records: list[CatalogueRecord]) -> Known:
    found = defaultdict[str, dict[str, CatalogueRecord]](dict)
    for record in records:
        kind, _, rest = record.pk.partition("#")
        found[kind][rest or record.sk] = record
    categories = {id_: category_of.decode(r.body) for id_, r in found[PARTITION].items()}
    rules = (_sweep_of.decode(r.body).rules for r in found[RULES[0]].values())
    return Known(
        products={id_: _stored(r) for id_, r in found["PRODUCT"].items()},
        owners={sku: r.owner for sku, r in found["SKU"].items()},
        carriers={_carried(rest): r.owner for rest, r in found["BARCODE"].items()},
        categories={id_: each for id_, each in categories.items() if not each.is_removed},
        brands={id_: brand_of.decode(r.body) for id_, r in found[BRANDS].items()},
        definitions={id_: definitions_of(r) for id_, r in found["CATEGORY"].items()},
        pictures=frozenset(found[PICTURES]),
        ruled=frozenset(tag for each in rules for tag in each.by_tag),
    )


def _stored(record: CatalogueRecord) -> Stored[Product]:
    return Stored(product_of.decode(record.body), record.fingerprint)


def _carried(rest: str) -> Barcode:
    store, _, key = rest.partition("#")
    return store, key


def change_writes(change: Change, stamp: Stamp) -> Iterator[Guarded]:
    """All but the product itself."""
    product = change.after
    if change.left:
        yield leave(change.left)
    if change.entered:
        yield enter(change.entered)
    yield from brand_writes(change, stamp)
    yield from (count(category, each) for category, each in change.counting.items())
    for offer in change.offers:
        yield _own(sku_key(offer.sku.code), product, offer, _sku_taken)
    entered = {sku.code: sku.barcode for sku in product.skus}
    for barcode, sku in change.carried.items():
        yield _own(_barcode_key(*barcode), product, sku, partial(_barcode_taken, entered[sku]))
    gone = [_barcode_key(*barcode) for barcode in change.freed]
    gone += [_place_key(*place, product.id) for place in change.displaced]
    yield from (Guarded(Write("Delete", CatalogueRecord(*key))) for key in gone)
    here = [_place_key(*place, product.id) for place in change.placed]
    yield from (Guarded(Write("Put", CatalogueRecord(*key))) for key in here)


def _keep(product: Product, stamp: Stamp) -> Guarded:
    """The product as it is from this write on; its own item states the fact."""
    record = CatalogueRecord(*_revision_key(product.id, product.version), body=encode(product))
    record.actor, record.updated_at = stamp.actor, stamp.at
    return Guarded(Write("Put", record))


def _revision_of(record: CatalogueRecord) -> Revision:
    return Revision(product_of.decode(record.body), record.actor, record.updated_at)


def _own(key: Key, product: Product, value: object, refuse: Refuse) -> Guarded:
    """Puts what nobody but this product may have."""
    record = CatalogueRecord(*key, owner=product.id, body=encode(value))
    is_free = Record.pk.does_not_exist() | (CatalogueRecord.owner == product.id)
    return Guarded(Write("Put", record, is_free), refuse)


def _place_key(tag: str | None, path: tuple[str, ...], product_id: str) -> Key:
    return _listing(tag), "/".join([*path, f"#{product_id}"])


def _listing(tag: str | None) -> str:
    return LISTED if tag is None else f"TAG#{tag}"


def product_key(product_id: str) -> Key:
    return f"PRODUCT#{product_id}", "-"


def _revision_key(product_id: str, version: int) -> Key:
    return product_key(product_id)[0], f"{_REVISION}{version:09}"


def sku_key(sku: str) -> Key:
    return f"SKU#{sku}", "-"


def _barcode_key(store: str, key: str) -> Key:
    return f"BARCODE#{store}#{key}", "-"


def _sku_taken(met: Record | None) -> DomainError:
    code = met.pk.partition("#")[2] if met else None
    return SkuTaken("The SKU's code belongs to another product.", sku=code)


def _barcode_taken(barcode: str | None, _met: Record | None) -> DomainError:
    return BarcodeTaken("Another product of the store carries the barcode.", barcode=barcode)
