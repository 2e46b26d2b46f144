"""Rows of a file, and what may be wrong with one: by itself, or beside the others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from promenade.base.catalogue.model.barcode import barcode_key
from promenade.base.catalogue.model.brand import ALWAYS
from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.model.change import Barcode, Registers
from promenade.base.catalogue.model.picture import picture_faults
from promenade.base.catalogue.model.product import (
    MAX_SKUS,
    NO_CATEGORY,
    Product,
    Sku,
    content_faults,
    sku_faults,
)
from promenade.base.catalogue.model.referring import referring, unit_faults
from promenade.base.catalogue.model.reviewing import Told, floor_faults, told_apart_by
from promenade.base.catalogue.model.tags import hand_faults
from promenade.kit.authority import NO_LIMITS, Reach
from promenade.kit.errors import Conflict, Fault
from promenade.kit.stamp import Stored
from promenade.kit.values import Value, replace

KEPT_SHELVES = ("SCHEDULED", "RECYCLED")
"""Where a product stays, and comes to by no file."""

_NOT_BY_FILE = (
    "It is not {shelf} here, and no file makes it so: send ON or OFF, or leave the cell empty."
)

Result = Literal["created", "updated", "unchanged", "rejected"]


class Row(Value, frozen=True, kw_only=True):
    """`of_product` and `of_sku` are the fields named, by the names that Product and Sku have;
    a row that could not be read has `faults` instead, and `more_count` that are only counted.
    `category_paths` are names of categories, root first, where a file says these; `notes` are of
    what was left out of it. `unpriced` says, in the words of the file, that it has no price, where
    one is needed."""

    line: int
    product_id: str = ""
    sku: str = ""
    of_product: Mapping[str, Any] = {}
    of_sku: Mapping[str, Any] = {}
    category_paths: tuple[tuple[str, ...], ...] = ()
    faults: tuple[Fault, ...] = ()
    more_count: int = 0
    notes: tuple[Fault, ...] = ()
    unpriced: Fault | None = None

    @property
    def barcode_key(self) -> str | None:
        barcode = self.of_sku.get("barcode")
        return barcode_key(barcode) if barcode else None


class Products(Value, frozen=True):
    """What a file says; `system` is None of a file of ours."""

    rows: Sequence[Row]
    system: str | None = None
    left_out: Sequence[str] = ()


class Outcome(Value, frozen=True):
    """`waits` for somebody else's approval, be it all of what the row says or a part of it."""

    row: Row
    result: Result
    faults: tuple[Fault, ...] = ()
    waits: bool = False


class Known(Registers, frozen=True, kw_only=True):
    """What is stored of all that a change touches: products removed or not, the products that
    own SKU codes and, by their keys, barcodes, categories that are there, tags that rules give,
    pictures that are kept here, and what products refer to. Those `elsewhere` are beyond the
    `reach` of who looks, which is `at` an instant."""

    products: Mapping[str, Stored[Product]] = {}
    owners: Mapping[str, str] = {}
    carriers: Mapping[Barcode, str] = {}
    categories: Mapping[str, Category] = {}
    ruled: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    reach: Reach = NO_LIMITS
    at: datetime = ALWAYS

    def product(self, product_id: str) -> Product | None:
        stored = self.products.get(product_id)
        return stored.value if stored else None


def taken(product_id: str) -> Conflict:
    return Conflict("This product exists.", product_id=product_id)


def path_of(product: Product, known: Known) -> tuple[str, ...]:
    """As far as it is known: where the product stands, else."""
    category = known.categories.get(product.category)
    return category.path if category else product.path


class Among(Value, frozen=True):
    """The product that rows come to together, with its SKUs by their codes, by their barcodes and
    by their options, and the lines that state a barcode, or options, by the codes of their SKUs."""

    after: Product
    skus: Mapping[str, Sku]
    first: frozenset[str]
    carrying: Mapping[str, Sequence[str]]
    moving: Mapping[str, int]
    alike: Mapping[Told, Sequence[str]]
    telling: Mapping[str, int]


def among(good: Sequence[Row], after: Product) -> Among:
    carrying: dict[str, list[str]] = {}
    alike: dict[Told, list[str]] = {}
    for sku in after.skus:
        carrying.setdefault(sku.barcode_key or "", []).append(sku.code)
        alike.setdefault(told_apart_by(sku), []).append(sku.code)
    return Among(
        after,
        {sku.code: sku for sku in after.skus},
        frozenset(sku.code for sku in after.skus[:MAX_SKUS]),
        carrying,
        {row.sku: row.line for row in good if "barcode" in row.of_sku},
        alike,
        {row.sku: row.line for row in good if "options" in row.of_sku},
    )


class Check(Value, frozen=True):
    """One row among those that are good so far."""

    row: Row
    among: Among
    known: Known

    @property
    def after(self) -> Product:
        return self.among.after

    def by_itself(self) -> Iterator[Fault]:
        row, own, sku = self.row, self.row.product_id, self.among.skus[self.row.sku]
        for fault in content_faults(replace(self.after, **row.of_product)):
            if fault.pointer.split("/")[1] in row.of_product:
                yield fault
        yield from picture_faults(row.of_product.get("images", ()), self.known.pictures)
        yield from sku_faults(sku)
        for fault in floor_faults(replace(self.after, skus=(sku,)), self.known.product(own)):
            yield replace(fault, pointer="/sale_price_minor")
        if self.known.owners.get(sku.code, own) != own:
            yield row_fault("sku", "sku_taken", "The code belongs to another product.")
        if self.known.carriers.get((self.after.store, sku.barcode_key or ""), own) != own:
            yield row_fault("barcode", "barcode_taken", "Another product carries this barcode.")
        yield from self._shelf_faults()
        yield from self._attribute_faults()
        yield from hand_faults(row.of_product.get("tags", ()), self._tags_had(), self.known.ruled)
        named = row.of_product.get("category")
        if named is not None and named not in self.known.categories:
            yield row_fault("category", "unknown_category", NO_CATEGORY, category=named)

    def among_skus(self) -> Iterator[Fault]:
        if self.row.sku not in self.among.first:
            yield row_fault("sku", "too_many", "A product has at most {most} SKUs.", most=MAX_SKUS)
        if self._clashing():
            yield row_fault("barcode", "barcode_taken", "Another SKU here carries this barcode.")
        if self._is_alike():
            yield row_fault("options", "repeated", "Another SKU here has these options.")

    def against_earlier(self) -> Iterator[Fault]:
        unfit = {"shelf"} if any(self._shelf_faults()) else set()
        for name, value in self.row.of_product.items():
            if name not in unfit and value not in self._stands(name):
                yield row_fault(name, "contradictory", "An earlier line of the product differs.")

    def _stands(self, name: str) -> tuple[Any, ...]:
        """What is SCHEDULED and due is ON too."""
        also = (self.after.shelf_at(self.known.at),) if name == "shelf" else ()
        return (getattr(self.after, name), *also)

    def _attribute_faults(self) -> Iterator[Fault]:
        """A row that says nothing of attributes meets none that were defined since."""
        there = self.known.product(self.row.product_id)
        is_there = there is not None and not there.is_removed
        if is_there and not {"attributes", "category"} & self.row.of_product.keys():
            return
        stays = is_there and there is not None and there.is_approved
        shall = replace(self.after, path=path_of(self.after, self.known))
        if stays:
            yield from referring(self.after, self.known, there)[1]
            yield from unit_faults(shall, self.known, there)
        else:
            yield from referring(shall, self.known, there)[1]

    def _tags_had(self) -> tuple[str, ...]:
        there = self.known.product(self.row.product_id)
        return there.tags if there else ()

    def _shelf_faults(self) -> Iterator[Fault]:
        named, there = self.row.of_product.get("shelf"), self.known.product(self.row.product_id)
        stands = there.shelf if there and not there.is_removed else None
        if named == "ON" and stands == "RECYCLED":
            yield row_fault("shelf", "recycled", "It is in the bin; send OFF first.")
        if named in KEPT_SHELVES and named != stands:
            yield row_fault("shelf", "not_by_file", _NOT_BY_FILE, shelf=named)

    def _clashing(self) -> bool:
        barcode = self.row.barcode_key
        carrying = self.among.carrying.get(barcode, ()) if barcode else ()
        return self._comes_later(carrying, self.among.moving)

    def _is_alike(self) -> bool:
        """But for one that stood so before."""
        there, own = self.known.product(self.row.product_id), self.among.skus[self.row.sku]
        stood = {each.code: each.options for each in there.skus} if there else {}
        told = told_apart_by(own)
        if "options" not in self.row.of_sku or not told or stood.get(own.code) == own.options:
            return False
        return self._comes_later(self.among.alike[told], self.among.telling)

    def _comes_later(self, codes: Sequence[str], lines: Mapping[str, int]) -> bool:
        """Than a SKU that this file leaves as it is, or than an earlier row."""
        others = (lines.get(code, 0) for code in codes if code != self.row.sku)
        return any(line <= self.row.line for line in others)


_KINDS: tuple[Callable[[Check], Iterator[Fault]], ...] = (
    Check.by_itself,
    Check.among_skus,
    Check.against_earlier,
)


def refusals(checks: Sequence[Check]) -> dict[int, tuple[Fault, ...]]:
    """All faults, by line, of the rows that are wrong by themselves; only when there are none
    of those that clash, because what they clash with may be gone by then."""
    for kind in _KINDS:
        wrong = [check for check in checks if any(kind(check))]
        if wrong:
            return {check.row.line: tuple(_all(check)) for check in wrong}
    return {}


def row_fault(name: str, code: str, detail: str, **facts: str | int) -> Fault:
    return Fault(f"/{name}", code, detail, facts=facts)


def _all(check: Check) -> Iterator[Fault]:
    for kind in _KINDS:
        yield from kind(check)
