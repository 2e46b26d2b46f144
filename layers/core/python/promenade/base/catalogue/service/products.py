"""Use cases of products and SKUs. A buyer is shown only what is sold at that time."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from promenade.base.catalogue.model.brand import BrandArchived, brand_id
from promenade.base.catalogue.model.category import (
    Category,
    CategoryArchived,
    CategoryGone,
    enterable,
)
from promenade.base.catalogue.model.change import change
from promenade.base.catalogue.model.picture import ids_in, picture_faults
from promenade.base.catalogue.model.product import (
    NO_CATEGORY,
    BarcodeTaken,
    ChangeTooLarge,
    Offer,
    Product,
    Retagged,
    place,
    product_faults,
    remove,
)
from promenade.base.catalogue.model.referring import of_brand, referring
from promenade.base.catalogue.model.reviewing import floor_faults, options_faults, written
from promenade.base.catalogue.model.row_checks import Known, taken
from promenade.base.catalogue.model.shelf import shelf_faults
from promenade.base.catalogue.model.showing import shown_anew, with_old_prices
from promenade.base.catalogue.model.tags import hand_faults
from promenade.base.catalogue.service.categories import get_category
from promenade.base.catalogue.service.ports import (
    Listing,
    ProductStore,
    Wanted,
    must_exist,
)
from promenade.contracts.claims import ClaimFalse
from promenade.contracts.prices import PriceGate, PriceUnapproved
from promenade.kit.errors import Fault, Invalid, NotFound, Stale
from promenade.kit.paging import Page
from promenade.kit.patience import patiently
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

REFUSED = (
    BarcodeTaken, BrandArchived, CategoryArchived, CategoryGone, ChangeTooLarge, ClaimFalse,
    PriceUnapproved,
)  # fmt: skip
"""What a product as it was once may be refused as today."""


def add_product(asked: Product, stamp: Stamp, store: ProductStore, gate: PriceGate) -> Product:
    """A repeated request answers as at first; a removed product comes back.

    Raises Invalid, Conflict, SkuTaken, BarcodeTaken, BrandArchived, ChangeTooLarge,
    CategoryArchived, CategoryGone, ClaimFalse, PriceUnapproved or, when others keep changing it,
    Unavailable."""
    return made_once(
        lambda: patiently(lambda: _add_once(asked, stamp, store, gate), Stale),
        lambda: store.product_made(stamp),
    )


def _add_once(asked: Product, stamp: Stamp, store: ProductStore, gate: PriceGate) -> Product:
    known = _known(asked, store)
    if asked.id in known.elsewhere:
        raise taken(asked.id)
    stored = known.products.get(asked.id)
    if stored and not stored.value.is_removed:
        if stored.fingerprint == stamp.fingerprint:
            return stored.value
        raise taken(asked.id)
    return put(_placed(asked, known, stamp), known, stamp, store, gate)


def change_product(
    asked: Product, expected: int, stamp: Stamp, store: ProductStore, gate: PriceGate
) -> Product:
    """Raises NotFound, Stale, Invalid, SkuTaken, BarcodeTaken, BrandArchived, ChangeTooLarge,
    CategoryArchived, CategoryGone, ClaimFalse, PriceUnapproved."""
    return patiently(lambda: _change_once(asked, expected, stamp, store, gate), Retagged)


def _change_once(
    asked: Product, expected: int, stamp: Stamp, store: ProductStore, gate: PriceGate
) -> Product:
    known = _known(asked, store)
    stored = must_exist(known.products.get(asked.id), stamp)
    if stored.is_done(expected, stamp):
        return stored.value
    return put(_placed(asked, known, stamp), known, stamp, store, gate)


def remove_product(product_id: str, expected: int, stamp: Stamp, store: ProductStore) -> None:
    """Frees its barcodes, never its codes. Raises NotFound or Stale."""
    patiently(lambda: _remove_once(product_id, expected, stamp, store), Retagged)


def _remove_once(product_id: str, expected: int, stamp: Stamp, store: ProductStore) -> None:
    known = store.known(Wanted(products=[product_id]))
    stored = must_exist(known.products.get(product_id), stamp)
    if not stored.is_done(expected, stamp):
        store.put_product(change(stored.value, remove(stored.value)), stamp)


def get_product(product_id: str, store: ProductStore, now: datetime, *, buyer: bool) -> Product:
    stored = store.known(Wanted(products=[product_id])).products.get(product_id)
    product = stored.value if stored else None
    if product is None or product.is_removed or (buyer and not product.sells_at(now)):
        raise NotFound("There is no such product.", product_id=product_id)
    return product


def get_offer(sku: str, store: ProductStore, now: datetime, *, buyer: bool) -> Offer:
    offer = store.find_offer(sku)
    if offer is None or offer.is_removed or (buyer and not offer.sells_at(now)):
        raise NotFound("There is no such SKU.", sku=sku)
    return offer


def list_products(
    wanted: Listing, store: ProductStore, now: datetime, *, buyer: bool
) -> Page[Product]:
    """A buyer's page may be shorter than asked for and still have a next. Raises Invalid for an
    unknown category."""
    path = path_of_category(wanted.category, store) if wanted.category else ()
    page = store.list_products(path, wanted.tag, wanted.limit, wanted.after)
    if not buyer:
        return page
    return Page(tuple(product for product in page.items if product.sells_at(now)), page.next)


def path_of_category(
    category: str, store: ProductStore, where: Literal["body", "query"] = "query"
) -> tuple[str, ...]:
    """Raises Invalid for one that is not there."""
    try:
        return get_category(category, store).path
    except NotFound:
        facts = {"category": category}
        unknown = Fault("/category", "unknown_category", NO_CATEGORY, where, facts)
        raise Invalid([unknown]) from None


def _known(asked: Product, store: ProductStore) -> Known:
    """What is there of it, and of all that it refers to."""
    pictures = {*ids_in(asked.images)}
    known = store.known(Wanted(products=[asked.id], categories=[asked.category], pictures=pictures))
    before, category = known.product(asked.id), known.categories.get(asked.category)
    paths = (before.path if before else (), category.path if category else ())
    puts_on = not {*asked.tags}.issubset(before.tags if before else ())
    return with_registers(asked, paths, known, store, rules=puts_on)


def with_registers(
    product: Product,
    paths: Iterable[Sequence[str]],
    known: Known,
    store: ProductStore,
    *,
    rules: bool = False,
) -> Known:
    """With what it refers to; it may come to stand at any of the `paths`. `rules` asks for the tags
    that they give."""
    brands = [brand_id(product.brand)] if product.brand else []
    categories = {each for path in paths for each in path}
    found = store.known(Wanted(brands=brands, definitions=categories, rules=rules))
    return replace(known, brands=found.brands, definitions=found.definitions, ruled=found.ruled)


def referred(product: Product, known: Known) -> Product:
    """Raises Invalid."""
    kept, faults = referring(product, known, known.product(product.id))
    if faults:
        raise Invalid(faults)
    return kept


def _placed(asked: Product, known: Known, stamp: Stamp) -> Product:
    category, before = known.categories.get(asked.category), known.product(asked.id)
    had = before.tags if before else ()
    faults = [
        *product_faults(asked),
        *picture_faults(asked.images, known.pictures),
        *hand_faults(asked.tags, had, known.ruled),
        *shelf_faults(asked, before, stamp.at),
        *floor_faults(asked, before),
        *options_faults(asked, before),
    ]
    if category is None:
        facts = {"category": asked.category}
        faults.append(Fault("/category", "unknown_category", NO_CATEGORY, facts=facts))
    if category is None or faults:
        raise Invalid(faults)
    placed = replace(asked, path=category.path)
    after = written(placed, before, stamp.actor)
    _require_enterable(placed, after, category, known)
    return place(_referred(after, before, known), after.path, before, stamp.at)


def _require_enterable(asked: Product, after: Product, category: Category, known: Known) -> None:
    """Of a category that waits for approval, which would be in vain. Raises Invalid,
    CategoryArchived."""
    if after.path == asked.path:
        return
    enterable(category)
    referred(asked, known)


def _referred(after: Product, before: Product | None, known: Known) -> Product:
    """Who says nothing of attributes, and puts nothing on the shelf, meets none that were defined
    since: it can always be taken off. Raises Invalid."""
    stays = before is not None and not before.is_removed and before.path == after.path
    if before is None or not stays or before.attributes != after.attributes:
        return referred(after, known)
    is_shown = after.is_sellable and not before.is_sellable
    return (
        referred(after, known)
        if is_shown
        else of_brand(replace(after, counted=before.counted), known)
    )


def put(
    after: Product, known: Known, stamp: Stamp, store: ProductStore, gate: PriceGate
) -> Product:
    """Raises what writing it may be refused for, ClaimFalse, PriceUnapproved."""
    before = known.product(after.id)
    judged = gate.judge(shown_anew(before, after), stamp.at)
    for refusal in judged.refusals.values():
        raise refusal
    proved = with_old_prices(before, after, judged.proved)
    store.put_product(change(before, proved, known), stamp)
    return proved
