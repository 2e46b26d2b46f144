"""The catalogue in memory, for tests of what uses it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from promenade.base.catalogue.model.brand import Brand, BrandArchived, BrandInUse
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
    Retagged,
    SkuTaken,
)
from promenade.base.catalogue.model.row_checks import Known
from promenade.base.catalogue.model.tags import Rewritten, Tag
from promenade.base.catalogue.service.ports import Revision, Sweep, Wanted
from promenade.contracts.dependents import Dependent, Turn
from promenade.kit.errors import Conflict, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import replace
from tests.support.fakes.definitions import FakeDefinitions
from tests.support.fakes.made import Made, is_done
from tests.support.fakes.pages import page


class FakeCatalogueStore(FakeDefinitions):
    def __init__(self) -> None:
        super().__init__()
        self._categories: dict[str, Stored[Category]] = {}
        self._products: dict[str, Stored[Product]] = {}
        self._offers: dict[str, Offer] = {}
        self._carriers: dict[Barcode, str] = {}
        self._revisions: dict[str, list[Revision]] = {}
        self._made = Made()
        self._brands: dict[str, Stored[Brand]] = {}
        self._calls: dict[str, str] = {}
        self._tags: dict[str, Stored[Tag]] = {}
        self._sweep = Sweep()
        self._woken: list[str] = []
        """What the stream tells of, products by id."""

    def find_category(self, category_id: str) -> Stored[Category] | None:
        return self._categories.get(category_id)

    def put_category(
        self,
        before: Category | None,
        after: Category,
        stamp: Stamp,
        *,
        turns: int | None = None,
        rules: int | None = None,
    ) -> None:
        if is_done(self._categories.get(after.id), before, after, stamp):
            return
        is_there = before is not None and not before.is_removed
        moves = is_there and (after.is_removed or (before and before.path) != after.path)
        if moves and self._is_used(after.id):
            raise CategoryInUse("Something is still in this category.")
        if (moves or not is_there) and not after.is_removed:
            self._check_there(after.path[:-1])
        if rules not in (None, self._sweep.turn):
            raise Rewritten("What rules say was changed meanwhile.")
        if turns is not None:
            self._take_turn(turns)
        self._made.create(after, stamp)
        if after.is_removed and (kept := self._definitions.get(after.id)):
            self._definitions[after.id] = Stored(replace(kept.value, attributes=()), "")
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
            found,
            ruled=frozenset(self._sweep.rules.by_tag) if wanted.rules else frozenset(),
            categories={each.id: each for each in self._live() if each.id in asked},
            brands={id_: self._brands[id_].value for id_ in wanted.brands if id_ in self._brands},
            definitions={
                id_: self._definitions[id_].value
                for id_ in wanted.definitions
                if id_ in self._definitions
            },
        )

    def put_product(self, change: Change, stamp: Stamp) -> None:
        product = change.after
        if is_done(self._products.get(product.id), change.before, product, stamp):
            return
        self._check_turns(change)
        self._check_there(change.entered)
        self._check_free(change)
        self._check_referred(change)
        self._made.create(product, stamp)
        if change.registers and change.entered_brand:
            self._brands[change.entered_brand.id] = Stored(change.entered_brand, stamp.fingerprint)
        if change.shown_brand:
            self._brands[change.shown_brand.id] = Stored(change.shown_brand, stamp.fingerprint)
        for category in change.counting:
            self._moves[category] = self._moves.get(category, 0) + 1
        self._products[product.id] = Stored(product, stamp.fingerprint)
        self._woken.append(product.id)
        kept = Revision(product, stamp.actor, stamp.at)
        self._revisions.setdefault(product.id, []).insert(0, kept)
        self._offers |= {offer.sku.code: offer for offer in change.offers}
        self._carriers = {k: v for k, v in self._carriers.items() if k not in change.freed}
        self._carriers |= dict.fromkeys(change.carried, product.id)

    def held_by(self, _turn: Turn, _at: datetime) -> Sequence[Dependent]:
        return ()

    def find_brand(self, brand_id: str) -> Stored[Brand] | None:
        return self._brands.get(brand_id)

    def put_brand(self, before: Brand | None, after: Brand, stamp: Stamp) -> None:
        if is_done(self._brands.get(after.id), before, after, stamp):
            return
        count = sum(1 for each in self._sold() if each.brand_id == after.id)
        if after.is_removed and count:
            raise BrandInUse.by(count)
        self._made.create(after, stamp)
        self._brands[after.id] = Stored(after, stamp.fingerprint)

    def brand_made(self, stamp: Stamp) -> Brand | None:
        made = self._made.first(stamp)
        return made if isinstance(made, Brand) else None

    def list_brands(self, limit: int, after: Position | None) -> Page[Brand]:
        there = [each.value for each in self._brands.values() if not each.value.is_removed]
        return page(sorted(there, key=lambda each: each.id), limit, after)

    def find_tag(self, tag_id: str) -> Stored[Tag] | None:
        return self._tags.get(tag_id)

    def put_tag(self, before: Tag | None, after: Tag, begun: Sweep | None, stamp: Stamp) -> None:
        if is_done(self._tags.get(after.id), before, after, stamp):
            return
        if begun and begun.turn != self._sweep.turn + 1:
            raise Rewritten("Another rule was written meanwhile.")
        named = {*after.rule.categories} if after.rule and not after.is_removed else set()
        if not named.issubset(each.id for each in self._live()):
            raise Rewritten("What rules say was changed meanwhile.")
        self._made.create(after, stamp)
        self._tags[after.id] = Stored(after, stamp.fingerprint)
        self._sweep = begun or self._sweep

    def tag_made(self, stamp: Stamp) -> Tag | None:
        made = self._made.first(stamp)
        return made if isinstance(made, Tag) else None

    def list_tags(self, limit: int, after: Position | None) -> Page[Tag]:
        there = [each.value for each in self._tags.values() if not each.value.is_removed]
        return page(sorted(there, key=lambda each: each.id), limit, after)

    def sweep(self) -> Sweep:
        return self._sweep

    def put_sweep(self, sweep: Sweep) -> None:
        if sweep.turn != self._sweep.turn + 1:
            raise Stale("It has been changed since.")
        self._sweep = sweep

    def product_ids(self, limit: int, after: Position | None) -> Page[str]:
        return page(sorted(each.id for each in self._sold()), limit, after)

    def products_now(self, ids: Sequence[str]) -> list[Product]:
        return [self._products[id_].value for id_ in ids if id_ in self._products]

    def put_tags(self, change: Change, _stamp: Stamp) -> None:
        before = self._products[change.after.id]
        if before.value != change.before:
            raise Stale("It has been changed since.")
        self._products[change.after.id] = Stored(change.after, before.fingerprint)
        self._offers |= {offer.sku.code: offer for offer in change.offers}
        self._woken.append(change.after.id)

    def woken(self) -> list[str]:
        """Products that were written since this was asked."""
        found, self._woken = self._woken, []
        return found

    def find_offer(self, sku: str) -> Offer | None:
        return self._offers.get(sku)

    def list_products(
        self, path: tuple[str, ...], tag: str | None, limit: int, after: Position | None
    ) -> Page[Product]:
        found = [
            each
            for each in self._sold()
            if each.path[: len(path)] == path and (tag is None or tag in each.all_tags)
        ]
        return page(sorted(found, key=lambda e: [*e.path, f"#{e.id}"]), limit, after)

    def products(self, ids: Sequence[str]) -> list[Product]:
        there = {each.id: each for each in self._sold()}
        return [there[id_] for id_ in ids if id_ in there]

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
        made = self._made.first(stamp)
        return made if isinstance(made, Category) else None

    def product_made(self, stamp: Stamp) -> Product | None:
        made = self._made.first(stamp)
        return made if isinstance(made, Product) else None

    def products_made(self, call: Stamp, each: Sequence[Stamp]) -> Mapping[str, Product]:
        if self._calls.setdefault(call.request, call.fingerprint) != call.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        made = {one.request: self.product_made(one) for one in each}
        return {request: product for request, product in made.items() if product}

    def keep_made(self, product: Product, stamp: Stamp) -> None:
        self._made.create(product, stamp)

    def _check_free(self, change: Change) -> None:
        own = change.after.id
        for offer in change.offers:
            if (met := self._offers.get(offer.sku.code)) and met.product_id != own:
                raise SkuTaken("The SKU's code belongs to another product.", sku=met.sku.code)
        entered = {each.code: each.barcode for each in change.after.skus}
        for barcode, sku in change.carried.items():
            if self._carriers.get(barcode, own) != own:
                raise BarcodeTaken("Another product carries the barcode.", barcode=entered[sku])

    def _check_referred(self, change: Change) -> None:
        brand = change.entered_brand or change.shown_brand
        stored = self._brands.get(brand.id) if brand else None
        now = stored.value if stored else None
        if brand and now != change.known_brand:
            raise Retagged("Others changed its brand meanwhile.")
        if change.entered_brand and now and now.is_archived:
            raise BrandArchived("The brand takes no new products.", brand=now.id)
        for category, counting in change.counting.items():
            version = self._definitions[category].value.version
            if counting.version not in (None, version):
                raise Stale("It has been changed since.", version=version)

    def _check_turns(self, change: Change) -> None:
        stored = self._products.get(change.after.id)
        if stored and change.before and stored.value.turns != change.before.turns:
            raise Retagged("Rules gave it other tags meanwhile.")

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
