"""What a change is judged on before anything is written."""

from collections.abc import Mapping
from datetime import datetime

from promenade.base.price.model.book import PriceBook, require_open
from promenade.base.price.model.change import Judgement, PriceChange, judge, window_faults
from promenade.base.price.model.entry import SkuPrices, enter, standing, stood_since
from promenade.base.price.model.gate import MEASURED_FOR, shown_lately
from promenade.base.price.model.terms import Terms, faults
from promenade.base.price.service.claiming import EvidenceStore, verdicts
from promenade.base.price.service.ports import Sheet
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.claims import Claim, Question, refuse_false
from promenade.kit.errors import Fault, Invalid
from promenade.kit.values import Value, replace


class Ground(Value, frozen=True):
    """`skus` are the catalogue's, of those that are asked about; beyond `limit_bp` a second person
    agrees."""

    skus: Mapping[str, SkuFacts]
    limit_bp: int
    evidence: EvidenceStore

    def in_force(self, held: SkuPrices, book: PriceBook, at: datetime) -> Terms | None:
        """What the book asks for the SKU at the time; else what the catalogue does, where that is
        in the same money; else what the book asked last."""
        last = standing(held, book.id, at)
        if last is not None and last.holds(at):
            return last.terms
        return self._catalogues(held.sku, book) or (last.terms if last else None)

    def _asked_last(self, held: SkuPrices, book: PriceBook, at: datetime) -> Terms | None:
        """By the book, by then; else by the catalogue."""
        last = standing(held, book.id, at)
        return last.terms if last else self._catalogues(held.sku, book)

    def _catalogues(self, code: str, book: PriceBook) -> Terms | None:
        sku = self.skus.get(code)
        if sku is None or sku.currency != book.currency:
            return None
        return Terms(sku.list_price_minor, sku.sale_price_minor, floor_minor=sku.floor_price_minor)

    def judgement(self, change: PriceChange, sheet: Sheet, now: datetime) -> Judgement:
        """Where the book asked nothing by the time that is measured from, the catalogue did."""
        held, book, at = sheet.prices, sheet.books[change.book_id], max(change.start, now)
        since = at - MEASURED_FOR
        stood = [
            self._asked_last(held, book, at),
            self._asked_last(held, book, since),
            *stood_since(held, book.id, since, at),
        ]
        if standing(held, book.id, since) is None:
            list_minor = change.terms.list_minor
            stood += shown_lately(sheet.listing, book.currency, list_minor, at)
        found = judge(change.terms, self.in_force(held, book, at), self.limit_bp, stood)
        if found.before is None and change.sku in self.skus:
            return replace(found, needs=("other_currency", *found.needs))
        return found

    def entered(self, change: PriceChange, sheet: Sheet, now: datetime) -> SkuPrices:
        """Raises BookOver, PriceOverlap, TooManyEntries, WindowOver."""
        entry = change.entry(now)
        require_open(sheet.books[change.book_id], entry.start)
        return enter(sheet.prices, entry, now, supersede=change.supersede)

    def proved(self, change: PriceChange, book: PriceBook, now: datetime) -> PriceChange:
        """A price that is shown struck through is not above what was asked or paid before. Raises
        ClaimFalse, WindowOver."""
        start, struck_minor = change.entry(now).start, change.terms.struck_minor
        if struck_minor is None:
            return change
        asked = Question(change.sku, book.rule, start, book.currency, book.channel, book.zone)
        (found,) = verdicts([Claim(asked, struck_minor)], self.evidence)
        refuse_false([found])
        return replace(change, proof=found)

    def refuse_faults(self, change: PriceChange, book: PriceBook | None, now: datetime) -> None:
        """Raises Invalid with all of them."""
        if book is None:
            raise Invalid([Fault("/book_id", "unknown_book", "There is no such price book.")])
        sku = self.skus.get(change.sku)
        floor = sku.floor_price_minor if sku and sku.currency == book.currency else None
        found = [fault.within("/terms") for fault in faults(change.terms, floor, book.currency)]
        found += window_faults(change, now)
        if change.currency != book.currency:
            facts = {"currency": book.currency}
            detail = "The book is in {currency}."
            found.append(Fault("/currency", "other_currency", detail, facts=facts))
        if found:
            raise Invalid(found)
