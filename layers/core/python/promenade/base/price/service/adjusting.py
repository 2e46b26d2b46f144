"""Many prices moved at once: each SKU by a change of its own, whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from promenade.base.price.model.adjustment import Move, moved
from promenade.base.price.model.book import PriceBook, require_open
from promenade.base.price.model.change import PriceChange
from promenade.base.price.model.entry import TooManyEntries
from promenade.base.price.model.tally import Result, Row
from promenade.base.price.model.terms import Terms, is_price
from promenade.base.price.service.changing import Proposal, propose_over
from promenade.base.price.service.judging import Ground
from promenade.base.price.service.ports import AdjustmentStore, ChangeStore, Revision, Sheet
from promenade.contracts.claims import ClaimFalse
from promenade.kit.errors import Conflict, Fault, Invalid, fault_of
from promenade.kit.ids import keyed_id
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace


class Adjustment(Value, frozen=True):
    """`id` is that of the call: each SKU's change is made once under an id made of both."""

    id: str
    book_id: str
    move: Move
    start: datetime
    reason: str

    def change_id(self, sku: str) -> str:
        return keyed_id("price_change", self.id, sku)


Becomes = Callable[[str, Terms], Terms]
"""What the terms of a SKU become. Raises Conflict where they are not to be moved."""


class Adjuster(Value, frozen=True):
    """One adjustment, and all that it goes by. `becomes` stands for its move, where not all SKUs
    are moved alike."""

    asked: Adjustment
    ground: Ground
    stamp: Stamp
    store: AdjustmentStore
    becomes: Becomes | None = None

    def rows(self, skus: Sequence[str]) -> list[Row]:
        """One per SKU. The same call again does what is missing, and tells the rest as it is.

        Raises Invalid for a book that is not there or is in other money, and for a start that is
        over; BookOver where it ends by then; Conflict where another adjustment has begun under
        this id."""
        asked = self.asked
        sheets = self.store.sheets([(sku, asked.change_id(sku)) for sku in skus])
        if sheets:
            self._refuse_faults(sheets[0].books.get(asked.book_id))
            self.store.begin(asked.id, self.stamp)
        return [self._row(sheet) for sheet in sheets]

    def _refuse_faults(self, book: PriceBook | None) -> None:
        asked = self.asked
        found = [*book_faults(asked.move.currency, book)]
        is_new = not self.store.has_begun(asked.id)
        if is_new and asked.start < self.stamp.at:
            found.append(Fault("/start", "in_past", "A price starts now or later."))
        if found:
            raise Invalid(found)
        if is_new and book is not None:
            require_open(book, asked.start)

    def _row(self, first: Sheet) -> Row:
        read, sku = [first], first.prices.sku

        def attempt() -> Row:
            again = [] if read else self.store.sheets([(sku, self.asked.change_id(sku))])
            return self._once(read.pop() if read else again[0])

        return patiently(attempt, Contended)

    def _once(self, sheet: Sheet) -> Row:
        held, book = sheet.prices, sheet.books[self.asked.book_id]
        if sheet.change is not None:
            return _told(sheet.change.value, book)
        if held.sku not in self.ground.skus:
            unknown = Fault("", "unknown_sku", "The catalogue has no such SKU.")
            return Row(held.sku, "rejected", faults=(unknown,))
        before = self.ground.in_force(held, book, self.asked.start)
        if before is None:
            unpriced = Fault("", "no_price", "This SKU has no price in this currency yet.")
            return Row(held.sku, "rejected", faults=(unpriced,))
        return self._move(sheet, before)

    def _move(self, sheet: Sheet, before: Terms) -> Row:
        sku = sheet.prices.sku
        try:
            after = self._after(sku, before)
        except Conflict as refusal:
            return Row(sku, "rejected", before, faults=(fault_of(refusal),))
        if after == before:
            return Row(sku, "unchanged", before, after)
        if not (is_price(after.sale_minor) and is_price(after.list_minor)):
            detail = "This would be no price any more: a price is from 1 to 99999999."
            return Row(sku, "rejected", before, after, faults=(Fault("", "out_of_bounds", detail),))
        proposal, unkeyed = Proposal(self._change(sku, after)), replace(self.stamp, request="")
        try:
            change, _ = propose_over(sheet, proposal, self.ground, unkeyed, self.store)
        except Invalid as refusal:
            return Row(sku, "rejected", before, after, faults=refusal.faults)
        except (ClaimFalse, Conflict, TooManyEntries) as refusal:
            return Row(sku, "rejected", before, after, faults=(fault_of(refusal),))
        return _told(change, sheet.books[change.book_id])

    def _after(self, sku: str, before: Terms) -> Terms:
        return self.becomes(sku, before) if self.becomes else moved(before, self.asked.move)

    def _change(self, sku: str, terms: Terms) -> PriceChange:
        asked, stamp = self.asked, self.stamp
        return PriceChange(
            id=asked.change_id(sku),
            sku=sku,
            book_id=asked.book_id,
            currency=asked.move.currency,
            terms=terms,
            start=asked.start,
            end=None,
            supersede=True,
            reason=asked.reason,
            created_at=stamp.at,
            created_by=stamp.actor,
            request=stamp.fingerprint,
            version=1,
            source=asked.id,
        )


class Rehearsal:
    """Answers as `store` would, and keeps to itself what it is asked to save."""

    def __init__(self, store: ChangeStore) -> None:
        self._store = store

    def has_begun(self, _adjustment_id: str) -> bool:
        return False

    def begin(self, _adjustment_id: str, _stamp: Stamp) -> None:
        return

    def sheets(self, asked: Sequence[tuple[str, str]]) -> Sequence[Sheet]:
        return self._store.sheets(asked)

    def save(self, revision: Revision, stamp: Stamp) -> PriceChange:  # noqa: ARG002
        return revision.after


def book_faults(currency: str, book: PriceBook | None) -> Iterator[Fault]:
    if book is None:
        yield Fault("/book_id", "unknown_book", "There is no such price book.")
    elif book.currency != currency:
        facts = {"currency": book.currency}
        yield Fault("/currency", "other_currency", "The book is in {currency}.", facts=facts)


def _told(change: PriceChange, book: PriceBook) -> Row:
    result: Result = "pending_approval" if change.state == "pending_approval" else "scheduled"
    start = max(change.start, book.start or change.start)
    told = Row(change.sku, result, change.before, change.terms, change.id, change.needs)
    return replace(told, holds_from=start)
