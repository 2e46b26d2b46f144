"""The import of a file's rows."""

from collections.abc import Iterable, Sequence

from promenade.base.catalogue.model.brand import brand_id
from promenade.base.catalogue.model.category import Category
from promenade.base.catalogue.model.change import change
from promenade.base.catalogue.model.picture import ids_in
from promenade.base.catalogue.model.placing import placed
from promenade.base.catalogue.model.product import place
from promenade.base.catalogue.model.row_checks import Known, Outcome, Row, path_of
from promenade.base.catalogue.model.rows import Draft, plan, store_of
from promenade.base.catalogue.service.impact import reason_needed, wish_of
from promenade.base.catalogue.service.ports import Categories, ProductWriter, Wanted
from promenade.contracts.dependents import Dependent, Turn
from promenade.contracts.prices import PriceGate
from promenade.kit.errors import DomainError, Stale, Unavailable, fault_of
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

_PAGE = 1_000


class Importer(Value, frozen=True):
    """What rows are written into, and what may be shown of their prices, at `stamp`."""

    store: ProductWriter
    gate: PriceGate
    stamp: Stamp
    is_dry: bool

    def known(self, rows: Sequence[Row]) -> Known:
        return replace(_known(rows, self.store), at=self.stamp.at)

    def plan(self, rows: Sequence[Row], known: Known) -> list[Draft]:
        """Without the rows of prices that may not be shown, and those that take off the shelf what
        something depends on."""
        drafts = self._kept_on(plan(rows, known, self.stamp.actor), known)
        prices = [price for each in drafts for price in each.shown_anew()]
        if not prices:
            return [each.proved(()) for each in drafts]
        judged = self.gate.judge(prices, self.stamp.at)
        if judged.refusals:
            left = [row for each in drafts for row in each.refused(judged.refusals)]
            drafts = plan(left, known, self.stamp.actor)
        return [each.proved(judged.proved) for each in drafts]

    def _kept_on(self, drafts: list[Draft], known: Known) -> list[Draft]:
        leaving = tuple(shift for each in drafts for shift in each.leaving())
        found = self.store.held_by(Turn(leaving), self.stamp.at) if leaving else ()
        if not found:
            return drafts
        rows = [row for each in drafts for row in _kept_on(each, found)]
        return plan(rows, known, self.stamp.actor)


def import_rows(
    rows: Sequence[Row], stamp: Stamp, store: ProductWriter, gate: PriceGate, *, dry_run: bool
) -> list[Outcome]:
    """One outcome per row, in their order; a dry run writes nothing.

    Raises Unavailable half-way through: the same file again does the rest."""
    importer = Importer(store, gate, stamp, dry_run)
    known = importer.known(rows)
    outcomes: list[Outcome] = []
    for draft in importer.plan(rows, known):
        outcomes += _settle_again(draft, known, importer)
    return sorted(outcomes, key=lambda outcome: outcome.row.line)


def placed_rows(rows: Sequence[Row], fallback: str | None, store: Categories) -> list[Row]:
    """Those that another shop system's export puts into categories of its own, in those here."""
    if fallback is None and not any(row.category_paths for row in rows):
        return list(rows)
    there: list[Category] = []
    after = None
    while True:
        page = store.list_categories(_PAGE, after)
        there += page.items
        if (after := page.next) is None:
            return list(placed(rows, there, fallback))


def _known(rows: Sequence[Row], store: ProductWriter) -> Known:
    good = [row for row in rows if not row.faults]
    found = store.known(
        Wanted(
            products=[row.product_id for row in good],
            skus=[row.sku for row in good],
            categories=[row.of_product["category"] for row in good if "category" in row.of_product],
            pictures={each for row in good for each in ids_in(row.of_product.get("images", ()))},
            rules=any(row.of_product.get("tags") for row in good),
        )
    )
    there = [stored.value for stored in found.products.values()]
    barcodes = [(store_of(row, found), row.barcode_key) for row in good]
    brands = [*(row.of_product.get("brand") for row in good), *(each.brand for each in there)]
    paths = [*(each.path for each in there), *(each.path for each in found.categories.values())]
    beside = store.known(
        Wanted(
            barcodes=[(shop, barcode) for shop, barcode in barcodes if barcode],
            brands={brand_id(brand) for brand in brands if brand},
            definitions={category for path in paths for category in path},
        )
    )
    return replace(
        found, carriers=beside.carriers, brands=beside.brands, definitions=beside.definitions
    )


def _kept_on(draft: Draft, found: Sequence[Dependent]) -> Iterable[Row]:
    skus = {each.before.sku for each in draft.leaving()}
    if count := sum(1 for each in found if not skus.isdisjoint(each.skus)):
        after = draft.after
        wish = wish_of(draft.before, after) if after else "change=off"
        path = f"/products/{draft.outcomes[0].row.product_id}/impact?{wish}"
        return draft.kept_on(reason_needed(count, path))
    return (outcome.row for outcome in draft.outcomes)


def _settle_again(draft: Draft, known: Known, importer: Importer) -> Sequence[Outcome]:
    """Where others changed the product meanwhile, once more, over what they made of it."""
    try:
        return _settle(draft, known, importer)
    except Stale:
        rows = [outcome.row for outcome in draft.outcomes]
    known = importer.known(rows)
    (draft,) = importer.plan(rows, known)
    try:
        return _settle(draft, known, importer)
    except Stale as refusal:
        return [_refused(outcome, refusal) for outcome in draft.outcomes]


def _settle(draft: Draft, known: Known, importer: Importer) -> Sequence[Outcome]:
    """Writes the draft unless it is a dry run. Raises Stale, Unavailable."""
    if draft.after is None:
        return draft.outcomes
    path, stamp = path_of(draft.after, known), importer.stamp
    after = place(draft.after, path, draft.before, None if importer.is_dry else stamp.at)
    try:
        known.reach.require(after.store, after.path)
        planned = change(draft.before, after, known)
        if not importer.is_dry:
            importer.store.put_product(planned, stamp)
    except (Stale, Unavailable):
        raise
    except DomainError as refusal:
        return [_refused(outcome, refusal) for outcome in draft.outcomes]
    return draft.outcomes


def _refused(outcome: Outcome, refusal: DomainError) -> Outcome:
    if outcome.result in ("rejected", "unchanged"):
        return outcome
    return Outcome(outcome.row, "rejected", (fault_of(refusal),))
