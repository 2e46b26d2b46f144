"""What was paid and offered, in memory."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from promenade.base.price.model.baseline import Offers
from promenade.base.price.model.entry import SkuPrices
from promenade.base.price.model.listing import Listing
from promenade.base.price.model.paid import PaidPrice
from promenade.base.price.service.claiming import LATEST
from promenade.base.price.service.folding import Fold, Guard, OrderKey
from promenade.kit.patience import Contended


class FakeEvidenceStore:
    def __init__(self, *paid: PaidPrice, offers: Offers | None = None) -> None:
        self.paid = set(paid)
        self._offers = offers
        self._guards: dict[OrderKey, Guard] = {}
        self._listings: dict[str, Listing] = {}

    def lowest_paid(self, sku: str, currency: str, on: date) -> PaidPrice | None:
        found = [each for each in self._of(sku, currency) if each.on == on]
        order = [(each.unit_minor, each.source, each.number) for each in found]
        return found[order.index(min(order))] if found else None

    def latest_paid(self, sku: str, currency: str, before: date) -> Sequence[PaidPrice]:
        found = [each for each in self._of(sku, currency) if each.on < before]
        return sorted(found, key=lambda each: each.on, reverse=True)[:LATEST]

    def last_paid(self, sku: str, currency: str, before: date) -> PaidPrice | None:
        found = [each for each in self._of(sku, currency) if each.on < before]
        return max(found, key=lambda each: (each.paid_at, -each.unit_minor), default=None)

    def offers(self, skus: Sequence[str]) -> Mapping[str, Offers]:
        return {
            sku: self._offers or Offers(SkuPrices(sku), self._listings.get(sku, Listing(sku)), {})
            for sku in skus
        }

    def guards(self, orders: Iterable[OrderKey]) -> Mapping[OrderKey, Guard]:
        return {key: self._guards[key] for key in orders if key in self._guards}

    def fold(self, step: Fold) -> None:
        if self._guards.get(step.key, Guard()).version != step.after.version - 1:
            raise Contended
        self.paid = (self.paid - {*step.gone}) | {*step.come}
        self._guards[step.key] = step.after

    def listings(self, skus: Sequence[str]) -> Mapping[str, Listing]:
        return {sku: self._listings[sku] for sku in skus if sku in self._listings}

    def save_listing(self, listing: Listing) -> None:
        held = self._listings.get(listing.sku)
        if (held.version if held else 0) != listing.version - 1:
            raise Contended
        self._listings[listing.sku] = listing

    def _of(self, sku: str, currency: str) -> list[PaidPrice]:
        return [each for each in self.paid if (each.sku, each.currency) == (sku, currency)]
