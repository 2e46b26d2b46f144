"""The catalogue in memory, for tests of what uses it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from promenade.base.catalogue.model.category import (
    Category,
    CategoryArchived,
    CategoryGone,
    CategoryInUse,
)
from promenade.base.catalogue.model.change import Barcode, Change
from promenade.base.catalogue.model.product import (
    BarcodeTaken,
    Offer,
    Product,
    SkuTaken,
)
from promenade.base.catalogue.model.row_checks import Known
from promenade.base.catalogue.service.ports import Revision, Wanted
from promenade.contracts.catalogue import Named, SkuFacts
from promenade.kit.errors import Conflict, Stale
from promenade.kit.lookups import Lookup
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import replace
from tests.support.fakes.pages import page


class FakeCatalogueStore:
    def __init__(self) -> None:
        self._categories: dict[str, Stored[Category]] = {}
        self._products: dict[str, Stored[Product]] = {}
        self._offers: dict[str, Offer] = {}
        self._carriers: dict[Barcode, str] = {}
        self._revisions: dict[str, list[Revision]] = {}
        self._made: dict[str, Stored[Category] | Stored[Product]] = {}

    def find_category(self, category_id: str) -> Stored[Category] | None:
        return self._categories.get(category_id)

    def put_category(self, before: Category | None, after: Category, stamp: Stamp) -> None:
        if _is_done(self._categories.get(after.id), before, after, stamp):
            return
        is_there = before is not None and not before.is_removed
        moves = is_there and (after.is_removed or (before and before.path) != after.path)
        if moves and self._is_used(after.id):
            raise CategoryInUse("Something is still in this category.")
        if (moves or not is_there) and not after.is_removed:
            self._check_there(after.path[:-1])
        self._create_once(before, after, stamp)
        self._categories[after.id] = Stored(after, stamp.fingerprint)

    def list_categories(self, limit: int, after: Position | None) -> Page[Category]:
        return page(sorted(self._live(), key=lambda each: each.id), limit, after)

    def known(self, wanted: Wanted) -> Known:
        found = Known(
            products={id_: self._products[id_] for id_ in wanted.products if id_ in self._products},
            owners={
                sku: self._offers[sku].product_id for sku in wanted.skus if sku in self._offers
            },
            carriers={
                each: self._carriers[each] for each in wanted.barcodes if each in self._carriers
            },
        )
        asked = set(wanted.categories)
        return replace(
            found, categories={each.id: each for each in self._live() if each.id in asked}
        )

    def put_product(self, change: Change, stamp: Stamp) -> None:
        product = change.after
        if _is_done(self._products.get(product.id), change.before, product, stamp):
            return
        self._check_there(change.entered)
        self._check_free(change)
        self._create_once(change.before, product, stamp)
        self._products[product.id] = Stored(product, stamp.fingerprint)
        kept = Revision(product, stamp.actor, stamp.at)
        self._revisions.setdefault(product.id, []).insert(0, kept)
        self._offers |= {offer.sku.code: offer for offer in change.offers}
        self._carriers = {k: v for k, v in self._carriers.items() if k not in change.freed}
        self._carriers |= dict.fromkeys(change.carried, product.id)

    def find_offer(self, sku: str) -> Offer | None:
        return self._offers.get(sku)

    def list_products(
        self, path: tuple[str, ...], tag: str | None, limit: int, after: Position | None
    ) -> Page[Product]:
        found = [
            each
            for each in self._sold()
            if each.path[: len(path)] == path and (tag is None or tag in each.tags)
        ]
        return page(sorted(found, key=lambda e: [*e.path, f"#{e.id}"]), limit, after)

    def revisions(self, product_id: str, limit: int, after: Position | None) -> Page[Revision]:
        return page(self._revisions.get(product_id, []), limit, after)

    def revision(self, product_id: str, version: int) -> Revision | None:
        kept = self._revisions.get(product_id, [])
        return next((each for each in kept if each.product.version == version), None)

    def known_version(self, product_id: str) -> int:
        """0 for a product that never was."""
        stored = self._products.get(product_id)
        return stored.value.version if stored else 0

    def category_made(self, stamp: Stamp) -> Category | None:
        made = self._first(stamp)
        return made if isinstance(made, Category) else None

    def product_made(self, stamp: Stamp) -> Product | None:
        made = self._first(stamp)
        return made if isinstance(made, Product) else None

    def _first(self, stamp: Stamp) -> Category | Product | None:
        made = self._made.get(stamp.request)
        if made and made.fingerprint != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        return made.value if made else None

    def _create_once(
        self, before: Category | Product | None, after: Category | Product, stamp: Stamp
    ) -> None:
        if not stamp.request or (before and not before.is_removed):
            return
        if stamp.request in self._made:
            raise Conflict("This key has created something before.")
        made: Stored[Any] = Stored(after, stamp.fingerprint)
        self._made[stamp.request] = made

    def _check_free(self, change: Change) -> None:
        own = change.after.id
        for offer in change.offers:
            if (met := self._offers.get(offer.sku.code)) and met.product_id != own:
                raise SkuTaken("The SKU's code belongs to another product.", sku=met.sku.code)
        for barcode in change.carried:
            if self._carriers.get(barcode, own) != own:
                raise BarcodeTaken("Another product carries the barcode.", barcode=barcode[1])

    def _check_there(self, path: tuple[str, ...]) -> None:
        found = next((each for each in self._live() if each.path == path), None)
        if path and found is None:
            raise CategoryGone("The category was removed or moved meanwhile.")
        if found and found.is_archived:
            raise CategoryArchived("The category takes nothing new.", category=found.id)

    def _is_used(self, category_id: str) -> bool:
        children = [each for each in self._live() if each.parent == category_id]
        return bool(children or [each for each in self._sold() if each.category == category_id])

    def _live(self) -> Iterator[Category]:
        values = (stored.value for stored in self._categories.values())
        return (each for each in values if not each.is_removed)

    def _sold(self) -> Iterator[Product]:
        values = (stored.value for stored in self._products.values())
        return (each for each in values if not each.is_removed)


class FakeCatalogueReader:
    """CatalogueReader over given facts."""

    def __init__(self, facts: Mapping[str, SkuFacts]) -> None:
        self._facts = facts

    def facts(self, skus: Sequence[str]) -> Mapping[str, SkuFacts]:
        return {sku: self._facts[sku] for sku in skus if sku in self._facts}

    def lookup(self, skus: Sequence[str]) -> Lookup[Mapping[str, SkuFacts]]:
        return Lookup("catalogue", (), lambda _: self.facts(skus))

    def unknown(self, named: Iterable[Named]) -> frozenset[Named]:
        return frozenset(each for each in named if each[0] == "sku" and each[1] not in self._facts)

    def skus_below(self, category: str, limit: int, after: Position | None) -> Page[str]:
        found = [sku for sku, each in self._facts.items() if category in each.categories]
        return page(found, limit, after)

    def skus_of(self, products: Sequence[str]) -> Sequence[str]:
        every = self._facts.items()
        return [sku for id_ in products for sku, each in every if each.product_id == id_]

    def listed(
        self, category: str | None, tag: str | None, limit: int, after: Position | None
    ) -> Page[SkuFacts]:
        found = [
            each
            for each in self._facts.values()
            if (category is None or category in each.categories)
            and (tag is None or tag in each.tags)
        ]
        return page(found, limit, after)


def _is_done(
    stored: Stored[Category] | Stored[Product] | None,
    before: Category | Product | None,
    after: Category | Product,
    stamp: Stamp,
) -> bool:
    """Raises Stale unless `before` is what is stored."""
    same_version = stored is not None and stored.value.version == after.version
    if stored is not None and same_version and stored.fingerprint == stamp.fingerprint:
        return True
    if (stored.value.version if stored else 0) != (before.version if before else 0):
        raise Stale("It has been changed since.", version=stored.value.version if stored else None)
    return False
