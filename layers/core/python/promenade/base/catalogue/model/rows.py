"""Rows of a file to products: what each row comes to, and the products that result.

A row is one SKU with what it says of its product; what it does not name stays as it is. Of rows
that contradict one another the first one counts. A bad row never stops a good one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from promenade.base.catalogue.model.product import Product, Sku
from promenade.base.catalogue.model.referring import of_brand, referring
from promenade.base.catalogue.model.reviewing import vouched, waits_of, written
from promenade.base.catalogue.model.row_checks import (
    KEPT_SHELVES,
    Check,
    Known,
    Outcome,
    Result,
    Row,
    among,
    path_of,
    refusals,
    row_fault,
    taken,
)
from promenade.base.catalogue.model.showing import shown_anew, with_old_prices
from promenade.base.catalogue.model.turning import turn_of
from promenade.contracts.dependents import Shift
from promenade.contracts.prices import ListedPrice
from promenade.kit.errors import DomainError, Fault, fault_of
from promenade.kit.values import Value, replace

_OF_NEW_PRODUCT = ("title", "category")
_SKU_THERE = "Line {line} has this SKU."
_OF_NEW_SKU = ("currency", "list_price_minor")


class Draft(Value, frozen=True):
    """A product after the rows about it; `after` is None when there is nothing to write."""

    before: Product | None
    after: Product | None
    outcomes: tuple[Outcome, ...]

    def shown_anew(self) -> list[ListedPrice]:
        return shown_anew(self.before, self.after) if self.after else []

    def leaving(self) -> tuple[Shift, ...]:
        """What it takes off the shelf, or its brand or a tag from."""
        return () if self.after is None else turn_of(self.before, self.after).shifts

    def kept_on(self, refusal: DomainError) -> Iterator[Row]:
        """Its rows, those that take it off the shelf, or its brand or a tag away, with a fault."""
        stays_on = self.after is not None and self.after.is_sellable
        for row in (outcome.row for outcome in self.outcomes):
            is_off = row.of_product.get("shelf") == "OFF"
            takes = bool({"brand", "tags"} & row.of_product.keys()) if stays_on else is_off
            yield replace(row, faults=(fault_of(refusal),)) if takes and not row.faults else row

    def proved(self, proved: Collection[str]) -> "Draft":
        """With the old prices of the SKUs, those that are proven."""
        if self.after is None:
            return self
        return replace(self, after=with_old_prices(self.before, self.after, proved))

    def refused(self, refusals: Mapping[str, DomainError]) -> Iterator[Row]:
        """Its rows, those with a fault whose SKUs are refused; all of them where a SKU is that no
        row is about, which a row would bring on sale."""
        own = {outcome.row.sku for outcome in self.outcomes}
        mine = {each.sku for each in self.shown_anew()} & refusals.keys()
        others = sorted(mine - own)
        for row in (outcome.row for outcome in self.outcomes):
            met = refusals.get(row.sku) or (refusals[others[0]] if others else None)
            refuses = met is not None and not row.faults
            yield replace(row, faults=(fault_of(met),)) if met and refuses else row


def plan(rows: Sequence[Row], known: Known, by: str) -> list[Draft]:
    """One draft per product that the rows name, in the order of their first rows. What is new
    comes approved (ADR 135); of what is there, `by` changes what anyone may change alone."""
    by_product: dict[str, list[Row]] = {}
    for row in without_repeats(rows, known):
        by_product.setdefault(row.product_id, []).append(row)
    return [_draft(members, known, by) for members in by_product.values()]


def store_of(row: Row, known: Known) -> str:
    product = known.product(row.product_id)
    stated: str = row.of_product.get("store", product.store if product else "main")
    return stated


def without_repeats(rows: Iterable[Row], known: Known) -> Iterator[Row]:
    """With a fault where an earlier row has the SKU, or the barcode in the same store."""
    skus: dict[str, int] = {}
    carried: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.product_id in known.elsewhere:
            yield replace(row, faults=(fault_of(taken(row.product_id)),))
            continue
        if row.faults:
            yield row
            continue
        faults = []
        if skus.setdefault(row.sku, row.line) != row.line:
            faults.append(row_fault("sku", "repeated", _SKU_THERE, line=skus[row.sku]))
        barcode = row.barcode_key
        place = (store_of(row, known), barcode or "")
        if barcode and not faults and carried.setdefault(place, row.line) != row.line:
            detail = "Line {line} has this barcode."
            faults.append(row_fault("barcode", "repeated", detail, line=carried[place]))
        yield replace(row, faults=tuple(faults))


def _draft(rows: Sequence[Row], known: Known, by: str) -> Draft:
    stored = known.product(rows[0].product_id)
    base = stored if stored and not stored.is_removed else None
    refused = {row.line: row.faults for row in rows}
    while True:
        refused |= _missing([row for row in rows if not refused[row.line]], base)
        good = [row for row in rows if not refused[row.line]]
        after = _merged(base, good, known.at) if good else base
        found = _refusals(good, after, known) if after else {}
        if not found:
            break
        refused |= found
    if after is not None:
        after = vouched(after) if base is None else written(after, base, by)
    if after is not None:
        after = _as_it_was(_referring(after, base, known), base, good)
    outcomes = [_outcome(row, base, after) for row in good]
    outcomes += [Outcome(row, "rejected", refused[row.line]) for row in rows if refused[row.line]]
    return Draft(stored, None if after == base else after, tuple(outcomes))


def _refusals(good: Sequence[Row], after: Product, known: Known) -> Mapping[int, tuple[Fault, ...]]:
    together = among(good, after)
    return refusals([Check(row, together, known) for row in good])


def _referring(after: Product, base: Product | None, known: Known) -> Product:
    """What no row touches stays as it was kept."""
    placed = replace(after, path=path_of(after, known))
    if base and (placed.path, placed.attributes) == (base.path, base.attributes):
        return of_brand(placed, known)
    return referring(placed, known, base)[0]


def _as_it_was(after: Product, base: Product | None, rows: Sequence[Row]) -> Product:
    """Another spelling of its brand on the register is no change of a product of which nothing else
    changes, unless a row asks for it."""
    if base is None or after.brand_id != base.brand_id:
        return after
    asked = {row.of_product.get("brand", base.brand) for row in rows} != {base.brand}
    return base if not asked and replace(after, brand=base.brand) == base else after


def _missing(rows: Sequence[Row], base: Product | None) -> dict[int, tuple[Fault, ...]]:
    """What rows must name because nothing is stored yet: of a product, one of them."""
    named = {name for row in rows for name in row.of_product}
    of_product = [name for name in _OF_NEW_PRODUCT if base is None and name not in named]
    there = {sku.code for sku in base.skus} if base else set()
    found = {}
    for row in rows:
        of_sku = () if row.sku in there else _lacking(row)
        absent = (row_fault(name, "missing", "What is new needs this.") for name in of_product)
        found[row.line] = (*absent, *of_sku)
    return found


def _lacking(row: Row) -> tuple[Fault, ...]:
    """Of what a new SKU needs."""
    absent = [name for name in _OF_NEW_SKU if name not in row.of_sku]
    if absent and row.unpriced:
        return (row.unpriced,)
    return tuple(row_fault(name, "missing", "What is new needs this.") for name in absent)


def _merged(base: Product | None, rows: Sequence[Row], at: datetime) -> Product:
    stated: dict[str, Any] = {}
    for row in rows:
        stated = {**row.of_product, **stated}
    stays = (*KEPT_SHELVES, base.shelf_at(at)) if base else KEPT_SHELVES
    if stated.get("shelf") in stays:
        del stated["shelf"]
    if "shelf" in stated:
        stated["sells_from"] = None
    skus = {sku.code: sku for sku in base.skus} if base else {}
    for row in rows:
        skus[row.sku] = _sku(skus.get(row.sku), row)
    if base is not None:
        return replace(base, **stated, skus=tuple(skus.values()))
    fresh = {"store": "main", "attributes": {}} | stated
    return Product(id=rows[0].product_id, skus=tuple(skus.values()), **fresh)


def _sku(before: Sku | None, row: Row) -> Sku:
    """A SKU without a sale price is sold at its list price, also when that moves."""
    old = {} if before is None else {"list_price_minor": before.list_price_minor}
    stated = {**old, **row.of_sku}
    is_reduced = before is not None and before.sale_price_minor != before.list_price_minor
    is_kept = is_reduced and "sale_price_minor" not in stated
    if stated.get("sale_price_minor") is None and not is_kept:
        stated["sale_price_minor"] = stated["list_price_minor"]
    if before is not None:
        return replace(before, **stated)
    return Sku(code=row.sku, **({"options": {}} | stated))


def _outcome(row: Row, base: Product | None, after: Product | None) -> Outcome:
    waits = after is not None and waits_of(after, row.sku, {**row.of_product, **row.of_sku})
    return Outcome(row, _result(row, base, after), waits=waits)


def _result(row: Row, base: Product | None, after: Product | None) -> Result:
    old = next((sku for sku in base.skus if sku.code == row.sku), None) if base else None
    if base is None or after is None or old is None:
        return "created"
    is_same = old in after.skus and replace(after, skus=base.skus) == base
    return "unchanged" if is_same else "updated"
