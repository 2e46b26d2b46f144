"""All that follows from a product's next version, which one write must do together."""

from collections.abc import Mapping

from promenade.base.catalogue.model.product import (
    ChangeTooLarge,
    Offer,
    Product,
    Sku,
)
from promenade.kit.values import Value, replace

MAX_PARTS = 100

Barcode = tuple[str, str]
"""(store, barcode)."""

Place = tuple[str | None, tuple[str, ...]]
"""In the listing of a tag, or of all products (None): the path of its category."""


class Change(Value, frozen=True, kw_only=True):
    """`entered` and `left` are paths of categories. `offers` are new, altered or withdrawn;
    `carried` names the SKU that each barcode is now on."""

    before: Product | None
    after: Product
    left: tuple[str, ...]
    entered: tuple[str, ...]
    offers: tuple[Offer, ...]
    carried: Mapping[Barcode, str]
    freed: frozenset[Barcode]
    placed: frozenset[Place]
    displaced: frozenset[Place]

    @property
    def parts_count(self) -> int:
        sets = (self.offers, self.carried, self.freed, self.placed, self.displaced)
        creates = self.before is None or self.before.is_removed
        return 2 + creates + bool(self.left) + bool(self.entered) + sum(map(len, sets))


def change(before: Product | None, after: Product) -> Change:
    """Raises ChangeTooLarge."""
    left, entered = _path(before), _path(after)
    barcodes = _barcodes(after)
    places, old_places = _places(after), _places(before)
    found = Change(
        before=before,
        after=after,
        left=left if left != entered else (),
        entered=entered if left != entered else (),
        offers=_altered(offers(before), offers(after)),
        carried=dict(sorted(barcodes.items() - _barcodes(before).items())),
        freed=frozenset(_barcodes(before).keys() - barcodes.keys()),
        placed=places - old_places,
        displaced=old_places - places,
    )
    if found.parts_count > MAX_PARTS:
        detail = f"This changes {found.parts_count} items of at most {MAX_PARTS}; make it in steps."
        raise ChangeTooLarge(detail, parts_count=found.parts_count, max_count=MAX_PARTS)
    return found


def offers(product: Product | None) -> dict[str, Offer]:
    """By SKU; a removed product offers nothing."""
    if product is None or product.is_removed:
        return {}
    return {sku.code: _offer(product, sku) for sku in product.skus}


def _altered(old: Mapping[str, Offer], new: Mapping[str, Offer]) -> tuple[Offer, ...]:
    """A SKU that goes leaves its code behind, owned for ever."""
    gone = [
        replace(offer, is_sellable=False, is_removed=True)
        for sku, offer in old.items()
        if sku not in new
    ]
    return (*(offer for sku, offer in new.items() if offer != old.get(sku)), *gone)


def _path(product: Product | None) -> tuple[str, ...]:
    return () if product is None or product.is_removed else product.path


def _barcodes(product: Product | None) -> dict[Barcode, str]:
    if product is None or product.is_removed:
        return {}
    return {(product.store, sku.barcode): sku.code for sku in product.skus if sku.barcode}


def _places(product: Product | None) -> frozenset[Place]:
    if product is None or product.is_removed:
        return frozenset()
    return frozenset((tag, product.path) for tag in (None, *product.tags))


def _offer(product: Product, sku: Sku) -> Offer:
    return Offer(
        product_id=product.id,
        title=product.title,
        path=product.path,
        brand=product.brand,
        tags=product.tags,
        is_sellable=product.is_sellable,
        sells_from=product.sells_from,
        first_on_at=product.first_on_at.get(sku.code),
        sku=sku,
    )
