"""Rows of a file to products: what each row comes to, and the products that result.

A row is one SKU with what it says of its product; what it does not name stays as it is. Of rows
that contradict one another the first one counts. A bad row never stops a good one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from promenade.capabilities.catalogue.model.category import Category
from promenade.capabilities.catalogue.model.product import (
    MAX_SKUS,
    Product,
    Sku,
    content_faults,
    sku_faults,
)
from promenade.kit.errors import Fault
from promenade.kit.stamp import Stored

Result = Literal["created", "updated", "unchanged", "rejected"]
_OF_NEW_PRODUCT = ("title", "category")
_OF_NEW_SKU = ("currency", "list_price_minor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`of_product` and `of_sku` are the fields named, by the names that Product and Sku have;
    a row that could not be read has `faults` instead."""

    line: int
    product_id: str = ""
    sku: str = ""
    of_product: Mapping[str, Any] = field(default_factory=dict)
    of_sku: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    row: Row
    result: Result
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is stored of all that a change touches: products removed or not, the products that
    own SKU codes and (store, barcode)s, categories that are there."""

    products: Mapping[str, Stored[Product]] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    carriers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    categories: Mapping[str, Category] = field(default_factory=dict)

    def product(self, product_id: str) -> Product | None:
        stored = self.products.get(product_id)
        return stored.value if stored else None


@dataclass(frozen=True, slots=True)
class Draft:
    """A product after the rows about it; `after` is None when there is nothing to write."""

    before: Product | None
    after: Product | None
    outcomes: tuple[Outcome, ...]


def plan(rows: Sequence[Row], known: Known) -> list[Draft]:
    """One draft per product that the rows name, in the order of their first rows."""
    by_product: dict[str, list[Row]] = {}
    for row in _without_repeats(rows, known):
        by_product.setdefault(row.product_id, []).append(row)
    return [_draft(members, known) for members in by_product.values()]


def store_of(row: Row, known: Known) -> str:
    product = known.product(row.product_id)
    stated: str = row.of_product.get("store", product.store if product else "main")
    return stated


def _without_repeats(rows: Sequence[Row], known: Known) -> Iterator[Row]:
    skus: dict[str, int] = {}
    carried: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.faults:
            yield row
            continue
        faults = []
        if skus.setdefault(row.sku, row.line) != row.line:
            faults.append(_fault("sku", "repeated", f"Line {skus[row.sku]} has this SKU."))
        barcode = row.of_sku.get("barcode")
        place = (store_of(row, known), barcode or "")
        if barcode and not faults and carried.setdefault(place, row.line) != row.line:
            detail = f"Line {carried[place]} has this barcode."
            faults.append(_fault("barcode", "repeated", detail))
        yield replace(row, faults=tuple(faults))


def _draft(rows: Sequence[Row], known: Known) -> Draft:
    stored = known.product(rows[0].product_id)
    base = stored if stored and not stored.is_removed else None
    refused = {row.line: row.faults or _missing(row, base) for row in rows}
    while True:
        good = [row for row in rows if not refused[row.line]]
        after = _merged(base, good) if good else base
        found = {row.line: tuple(_Check(row, good, after, known).faults()) for row in good if after}
        refused |= found
        if not any(found.values()):
            break
    outcomes = [Outcome(row, _result(row, base, after), refused[row.line]) for row in good]
    outcomes += [Outcome(row, "rejected", refused[row.line]) for row in rows if row not in good]
    return Draft(stored, None if after == base else after, tuple(outcomes))


def _missing(row: Row, base: Product | None) -> tuple[Fault, ...]:
    """What a row must name because nothing is stored yet."""
    is_new_sku = base is None or all(sku.code != row.sku for sku in base.skus)
    absent = [name for name in _OF_NEW_PRODUCT if base is None and name not in row.of_product]
    absent += [name for name in _OF_NEW_SKU if is_new_sku and name not in row.of_sku]
    return tuple(_fault(name, "missing", "What is new needs this.") for name in absent)


def _merged(base: Product | None, rows: Sequence[Row]) -> Product:
    stated: dict[str, Any] = {}
    for row in rows:
        stated = {**row.of_product, **stated}
    skus = {sku.code: sku for sku in base.skus} if base else {}
    for row in rows:
        skus[row.sku] = _sku(skus.get(row.sku), row)
    if base is not None:
        return replace(base, **stated, skus=tuple(skus.values()))
    fresh = {"store": "main", "attributes": {}} | stated
    return Product(id=rows[0].product_id, skus=tuple(skus.values()), **fresh)


def _sku(before: Sku | None, row: Row) -> Sku:
    """A SKU without a sale price is sold at its list price."""
    old = {} if before is None else {"list_price_minor": before.list_price_minor}
    stated = {**old, **row.of_sku}
    if stated.get("sale_price_minor") is None and (before is None or "sale_price_minor" in stated):
        stated["sale_price_minor"] = stated["list_price_minor"]
    if before is not None:
        return replace(before, **stated)
    return Sku(code=row.sku, **({"options": {}} | stated))


def _result(row: Row, base: Product | None, after: Product | None) -> Result:
    old = next((sku for sku in base.skus if sku.code == row.sku), None) if base else None
    if base is None or after is None or old is None:
        return "created"
    is_same = old in after.skus and replace(after, skus=base.skus) == base
    return "unchanged" if is_same else "updated"


@dataclass(frozen=True, slots=True)
class _Check:
    """One row among the good ones, and the product they come to together."""

    row: Row
    good: Sequence[Row]
    after: Product
    known: Known

    def faults(self) -> Iterator[Fault]:
        row, after = self.row, self.after
        position = next(at for at, sku in enumerate(after.skus) if sku.code == row.sku)
        if position >= MAX_SKUS:
            yield _fault("sku", "too_many", f"A product has at most {MAX_SKUS} SKUs.")
        yield from self._contradictions()
        yield from content_faults(after)
        yield from sku_faults(after.skus[position])
        yield from self._taken(after.skus[position])
        named = row.of_product.get("category")
        if named is not None and named not in self.known.categories:
            yield _fault("category", "unknown_category", f"There is no category {named}.")

    def _contradictions(self) -> Iterator[Fault]:
        for name, value in self.row.of_product.items():
            if value != getattr(self.after, name):
                yield _fault(name, "contradictory", "An earlier line of the product differs.")

    def _taken(self, sku: Sku) -> Iterator[Fault]:
        own = self.row.product_id
        if self.known.owners.get(sku.code, own) != own:
            yield _fault("sku", "sku_taken", "The code belongs to another product.")
        carrier = self.known.carriers.get((self.after.store, sku.barcode or ""), own)
        if carrier != own or self._is_carried_by_another(sku):
            yield _fault("barcode", "barcode_taken", "Another SKU carries this barcode.")

    def _is_carried_by_another(self, sku: Sku) -> bool:
        """By one that this file leaves as it is."""
        moving = {row.sku for row in self.good if "barcode" in row.of_sku}
        others = {each.barcode for each in self.after.skus if each.code not in moving}
        return sku.code in moving and sku.barcode is not None and sku.barcode in others


def _fault(name: str, code: str, detail: str) -> Fault:
    return Fault(f"/{name}", code, detail)
