"""All that follows from a product's next version, which one write must do together."""

from collections.abc import Mapping

from promenade.base.catalogue.model.attributes import Definitions
from promenade.base.catalogue.model.brand import Brand, register
from promenade.base.catalogue.model.product import (
    ChangeTooLarge,
    Offer,
    Product,
    Sku,
)
from promenade.kit.values import Value, replace

MAX_PARTS = 100

Barcode = tuple[str, str]
"""(store, what all spellings of a barcode have in common)."""

Place = tuple[str | None, tuple[str, ...]]
"""In the listing of a tag, or of all products (None): the path of its category."""


class Registers(Value, frozen=True, kw_only=True):
    """What a product refers to, as it was looked at: brands by id, also removed ones, and the
    definitions of categories."""

    brands: Mapping[str, Brand] = {}
    definitions: Mapping[str, Definitions] = {}


class Counting(Value, frozen=True):
    """By how much a category's numbers of values change; `version` is of the definitions by which
    values were counted in, None where values only go."""

    by: Mapping[str, int]
    version: int | None


NOTHING_REFERRED = Registers()


class Change(Value, frozen=True, kw_only=True):
    """`entered` and `left` are paths of categories. `offers` are new, altered or withdrawn;
    `carried` names the SKU that each barcode is now on. `entered_brand` is the one that it comes to
    be of, `shown_brand` the one that it is of where that comes to be shown to shoppers by it,
    `known_brand` what the register had of these. `counting` is by category."""

    before: Product | None
    after: Product
    left: tuple[str, ...]
    entered: tuple[str, ...]
    offers: tuple[Offer, ...]
    carried: Mapping[Barcode, str]
    freed: frozenset[Barcode]
    placed: frozenset[Place]
    displaced: frozenset[Place]
    left_brand: str | None = None
    entered_brand: Brand | None = None
    shown_brand: Brand | None = None
    known_brand: Brand | None = None
    counting: Mapping[str, Counting] = {}

    @property
    def parts_count(self) -> int:
        sets = (self.offers, self.carried, self.freed, self.placed, self.displaced, self.counting)
        creates = self.before is None or self.before.is_removed
        single = (
            self.left, self.entered, self.left_brand, self.registers, self.entered_brand,
            self.shown_brand,
        )  # fmt: skip
        return 2 + creates + sum(map(bool, single)) + sum(map(len, sets))

    @property
    def registers(self) -> bool:
        """Whether the product brings its brand to the register."""
        known = self.known_brand
        return self.entered_brand is not None and (known is None or known.is_removed)


def change(
    before: Product | None, after: Product, registers: Registers = NOTHING_REFERRED
) -> Change:
    """Raises ChangeTooLarge."""
    left, entered = _path(before), _path(after)
    barcodes = _barcodes(after)
    places, old_places = _places(after), _places(before)
    left_brand, entered_brand = _brand_id(before), _brand_id(after)
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
        left_brand=left_brand if left_brand != entered_brand else None,
        counting=_counting(before, after, registers),
        **_branding(after, registers, enters=left_brand != entered_brand),
    )
    if found.parts_count > MAX_PARTS:
        detail = f"This changes {found.parts_count} items of at most {MAX_PARTS}; make it in steps."
        raise ChangeTooLarge(detail, parts_count=found.parts_count, max_count=MAX_PARTS)
    return found


def offers(product: Product | None) -> dict[str, Offer]:
    """By SKU; a removed product offers nothing."""
    if product is None or product.is_removed:
        return {}
    sells = {sku.code for sku in product.approved_skus} if product.is_sellable else set()
    return {sku.code: _offer(product, sku, sku.code in sells) for sku in product.skus}


def _altered(old: Mapping[str, Offer], new: Mapping[str, Offer]) -> tuple[Offer, ...]:
    """A SKU that goes leaves its code behind, owned for ever."""
    gone = [
        replace(offer, is_sellable=False, is_removed=True)
        for sku, offer in old.items()
        if sku not in new
    ]
    return (*(offer for sku, offer in new.items() if offer != old.get(sku)), *gone)


def _brand_id(product: Product | None) -> str | None:
    return None if product is None or product.is_removed else product.brand_id


def _branding(product: Product, registers: Registers, *, enters: bool) -> dict[str, Brand | None]:
    if product.brand_id is None or product.brand is None or product.is_removed:
        return {}
    known, since = registers.brands.get(product.brand_id), product.on_sale_from
    if known is not None and not known.is_removed:
        entered = known if enters else None
        return {"entered_brand": entered, "shown_brand": known.shown(since), "known_brand": known}
    if not enters:
        return {}
    return {"entered_brand": register(product.brand, known, since), "known_brand": known}


def _counting(
    before: Product | None, after: Product, registers: Registers
) -> Mapping[str, Counting]:
    old, new = _counted(before), _counted(after)
    by: dict[str, dict[str, int]] = {}
    for category, counter in sorted(new ^ old):
        by.setdefault(category, {})[counter] = 1 if (category, counter) in new else -1
    return {category: _counted_in(category, each, registers) for category, each in by.items()}


def _counted_in(category: str, by: Mapping[str, int], registers: Registers) -> Counting:
    comes = max(by.values()) > 0
    return Counting(by, registers.definitions[category].version if comes else None)


def _counted(product: Product | None) -> set[tuple[str, str]]:
    if product is None or product.is_removed:
        return set()
    return {(category, counter) for counter, category in product.counted.items()}


def _path(product: Product | None) -> tuple[str, ...]:
    return () if product is None or product.is_removed else product.path


def _barcodes(product: Product | None) -> dict[Barcode, str]:
    if product is None or product.is_removed:
        return {}
    return {(product.store, key): sku.code for sku in product.skus if (key := sku.barcode_key)}


def _places(product: Product | None) -> frozenset[Place]:
    if product is None or product.is_removed:
        return frozenset()
    return frozenset((tag, product.path) for tag in (None, *product.all_tags))


def _offer(product: Product, sku: Sku, is_sellable: bool) -> Offer:
    return Offer(
        product_id=product.id,
        title=product.title,
        path=product.path,
        brand=product.brand,
        tags=product.all_tags,
        is_sellable=is_sellable,
        sells_from=product.sells_from,
        first_on_at=product.first_on_at.get(sku.code),
        sku=sku,
    )
