"""Recorded orders into the prices that were paid, exactly once per version.

An order's guard says which version is told and which prices it left. Prices go and come in one
transaction with it, on condition that it is as it was read; an order of many SKUs takes several,
and the guard holds a version only once all of it is there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from promenade.base.price.model.listing import Listed, Listing, list_anew
from promenade.base.price.model.paid import PaidPrice, paid_prices
from promenade.contracts.catalogue import ProductFact
from promenade.contracts.orders import OrderDocument
from promenade.kit.patience import Contended, patiently
from promenade.kit.values import Document, Value

OrderKey = tuple[str, str]
"""(source, number)."""

PART = 99
"""Prices that one transaction takes beside the guard."""


class Guard(Document, frozen=True):
    """`told` is the order's version, 0 while a first one is on its way; `version` counts writes."""

    version: int = 0
    told: int = 0
    prices: tuple[PaidPrice, ...] = ()


class Fold(Value, frozen=True):
    """One write of an order's prices."""

    key: OrderKey
    before: Guard
    after: Guard

    @property
    def gone(self) -> list[PaidPrice]:
        return [each for each in self.before.prices if each not in self.after.prices]

    @property
    def come(self) -> list[PaidPrice]:
        return [each for each in self.after.prices if each not in self.before.prices]


class ProductListed(Value, frozen=True):
    """What the catalogue says of a product from a time on."""

    product: ProductFact
    at: datetime
    is_sold: bool


class PaidStore(Protocol):
    def guards(self, orders: Iterable[OrderKey]) -> Mapping[OrderKey, Guard]:
        """Those that there are; one round trip per 100."""
        ...

    def fold(self, step: Fold) -> None:
        """Raises Contended unless the guard is the one before."""
        ...


class ListingStore(Protocol):
    def listings(self, skus: Sequence[str]) -> Mapping[str, Listing]:
        """Those that there are."""
        ...

    def save_listing(self, listing: Listing) -> None:
        """Raises Contended unless the stored version is the one before."""
        ...


def fold(orders: Sequence[OrderDocument], store: PaidStore) -> None:
    """Versions may come twice, late, in any order and at the same time. Raises Unavailable."""
    patiently(lambda: _fold_once(orders, store), Contended)


def _fold_once(orders: Sequence[OrderDocument], store: PaidStore) -> None:
    newest = {(each.source, each.number): each for each in sorted(orders, key=_version)}
    guards = store.guards(newest)
    for key, order in newest.items():
        for step in steps(key, guards.get(key, Guard()), order):
            store.fold(step)


def steps(key: OrderKey, before: Guard, order: OrderDocument) -> Iterator[Fold]:
    """What goes first, then what comes; the last one tells the version."""
    if order.version <= before.told:
        return
    after = set(paid_prices(order))
    gone = [each for each in before.prices if each not in after]
    come = sorted(after - set(before.prices), key=lambda each: each.sku)
    held, left = before, [*gone, *come]
    while True:
        part, left = set(left[:PART]), left[PART:]
        prices = tuple(sorted(set(held.prices) ^ part, key=lambda each: each.sku))
        told = held.told if left else order.version
        following = Guard(held.version + 1, told, prices)
        yield Fold(key, held, following)
        if not left:
            return
        held = following


def list_product(told: ProductListed, store: ListingStore) -> None:
    """What the catalogue asks from then on. Raises Unavailable."""
    patiently(lambda: _list_once(told, store), Contended)


def _list_once(told: ProductListed, store: ListingStore) -> None:
    skus = {each.code: each for each in told.product.approved_skus}
    held = store.listings([*skus])
    for code, sku in skus.items():
        sale = sku.sale_price_minor if told.is_sold else None
        before = held.get(code, Listing(code))
        listed = Listed(told.product.version, told.at, sku.currency, sale, sku.list_price_minor)
        after = list_anew(before, listed)
        if after != before:
            store.save_listing(after)


def _version(order: OrderDocument) -> int:
    return order.version
